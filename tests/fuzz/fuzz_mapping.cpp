// A mapping that is read is written and read again as the same.
#include <cstdint>

#include "formats/mapping_codec.hpp"

using namespace permap;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const Result<Mapping> mapping =
        mapping_from_json("fuzzed", std::string_view(reinterpret_cast<const char*>(data), size));
    if (!mapping) return 0;
    const Result<Mapping> again = mapping_from_json("again", mapping_to_json(*mapping));
    PERMAP_ASSERT(again && *again == *mapping);
    return 0;
}
