# Eight files of a folder at a time as one: what they include, and what templates come to, is then compiled once.
# `./permap test` does so where it only tests (dev, threads, wasm); the release build does not, so every file is also
# known to compile by itself.

# Their names for things of their own are a neighbour's too (or they go with the tests of other folders).
set(PERMAP_ALONE
    core/analysis/exact_parts.cpp core/analysis/ranking.cpp
    core/evidence/target_names.cpp
    core/map/json_reader.cpp
    core/scenario/stretch.cpp
    sim/experiment/assumptions.cpp sim/experiment/scenario_assumptions.cpp
    app/commands/import.cpp app/commands/memory.cpp app/commands/replay_asked.cpp app/commands/simulate.cpp
    app/commands/tracker_form.cpp
    app/exporting/log_to_export.cpp app/exporting/ocel_sqlite_writer.cpp
    app/formats/ocel_log.cpp app/formats/ssda903_reader.cpp app/formats/ssda903_rows.cpp
    app/formats/tracker_reader.cpp app/formats/xml_elements.cpp
    app/page/result_json.cpp
    app/report/evidence_tables.cpp app/report/map_pages.cpp app/report/map_svg.cpp app/report/result_tables.cpp
    app/report/scenario_pages.cpp app/report/tables.cpp app/report/unexplained_report.cpp
    app/report/unsplit_days.cpp app/report/visit_times_report.cpp
    app/store/read_recorded_log.cpp
    web/engine/reply_json.cpp
    tests/closed_form/theory.cpp
    tests/commands/test_recorded_child.cpp
    tests/evidence/test_evidence_of.cpp tests/evidence/test_laws.cpp tests/evidence/test_names.cpp
    tests/formats/test_ocel_readers.cpp tests/formats/test_ssda903.cpp tests/formats/test_xes_reader.cpp
    tests/laws/generated_maps.cpp tests/laws/test_generated_edits.cpp tests/laws/test_generated_maps.cpp
    tests/mining/test_unexplained.cpp tests/mining/written_log.cpp
    tests/national/stream_laws.cpp tests/national/test_edits.cpp tests/national/test_laws.cpp
    tests/national/test_often_stated_wrongly.cpp tests/national/test_replay.cpp tests/national/test_scenarios.cpp
    tests/national/yearly_flows.cpp
    tests/oracle/timing.cpp
    tests/page/test_page.cpp
    tests/projection/drawn_stream.cpp
    tests/recording/test_recording.cpp
    tests/report/test_journey_svg.cpp tests/report/test_map_pictures.cpp tests/report/test_result_json.cpp
    tests/report/test_tables.cpp
    tests/scenario/test_apply_shared.cpp tests/scenario/test_order_and_guards.cpp tests/scenario/test_sentence.cpp
    tests/semantics/drawn_map.cpp tests/semantics/journey_text.cpp tests/semantics/log_difference.cpp
    tests/vocabulary/test_time.cpp)
list(TRANSFORM PERMAP_ALONE PREPEND ${CMAKE_SOURCE_DIR}/)

function(permap_compile_together target)
    if(PERMAP_TOGETHER)
        set_target_properties(${target} PROPERTIES UNITY_BUILD ON UNITY_BUILD_BATCH_SIZE 8)
        # A file that is included looks like a header to g++, which warns of its types without a name outside.
        target_compile_options(${target} PRIVATE $<$<CXX_COMPILER_ID:GNU>:-Wno-subobject-linkage>)
        set_source_files_properties(${PERMAP_ALONE} PROPERTIES SKIP_UNITY_BUILD_INCLUSION ON)
    endif()
endfunction()
