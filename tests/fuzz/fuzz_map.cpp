// A map that passes its checks is written and read again as the same.
#include <array>
#include <cstdint>

#include "input/checked_map.hpp"
#include "map/map_codec.hpp"

using namespace permap;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::array<MapFile, 1> files{{{"fuzzed.json", {reinterpret_cast<const char*>(data), size}}}};
    const Result<CheckedMap> map = checked_map(files);
    if (!map) return 0;
    const std::array<MapFile, 1> written{{{"again.json", map_to_json(map->as_written)}}};
    const Result<CheckedMap> again = checked_map(written);
    PERMAP_ASSERT(again && again->as_written.steps == map->as_written.steps);
    return 0;
}
