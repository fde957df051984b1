# permap-engine.js and permap-engine.wasm, for a page or a worker that brings the binary itself (docs/web-engine.md).
# The library's objects themselves: nobody inside calls the C functions, so a linker would leave them out.
add_executable(permap-engine $<TARGET_OBJECTS:web_engine>)
target_link_libraries(permap-engine PRIVATE web_engine)
target_link_options(permap-engine PRIVATE
    -sMODULARIZE -sEXPORT_ES6 -sEXPORT_NAME=permapEngine -sENVIRONMENT=web,worker
    -sFILESYSTEM=0 -sINVOKE_RUN=0 --no-entry
    -sALLOW_MEMORY_GROWTH -sINITIAL_MEMORY=64MB -sMAXIMUM_MEMORY=4GB -sABORTING_MALLOC=0
    -sTOTAL_STACK=4MB
    # A browser's compiler puts no function into another, so it is done here, more freely than usual: a fifth of the time.
    -Wl,--lto-O3 -Wl,-mllvm,-inline-threshold=600
    -sEXPORTED_FUNCTIONS=_permap_version,_permap_fingerprint,_permap_simulate,_permap_free,_malloc,_free
    -sEXPORTED_RUNTIME_METHODS=UTF8ToString,stringToUTF8,lengthBytesUTF8)
# What JavaScript needs beside it, where it looks for it.
file(GLOB scripts CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/web/engine/*.mjs)
foreach(script ${scripts})
    get_filename_component(name ${script} NAME)
    configure_file(${script} ${CMAKE_CURRENT_BINARY_DIR}/${name} COPYONLY)
endforeach()
file(WRITE ${CMAKE_CURRENT_BINARY_DIR}/package.json "{\"private\": true, \"type\": \"module\"}\n")
