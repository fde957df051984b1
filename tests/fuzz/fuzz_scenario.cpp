// A scenario that is read is written and read again as the same, and is made on a map or refused.
#include <cstdint>
#include <fstream>
#include <iterator>

#include "input/checked_map.hpp"
#include "input/scenario_arm.hpp"
#include "scenario/scenario_codec.hpp"

using namespace permap;

namespace {

const Map& teaching_map() {
    static const Map map = [] {
        std::ifstream file(PERMAP_SOURCE_DIR "/maps/teaching.json", std::ios::binary);
        const std::array<MapFile, 1> files{{{"teaching.json", {std::istreambuf_iterator<char>(file), {}}}}};
        Result<CheckedMap> checked = checked_map(files);
        PERMAP_ASSERT(checked);
        return std::move(map_to_run(*std::move(checked), {})->map);
    }();
    return map;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const Result<Scenario> scenario =
        scenario_from_json("fuzzed.json", std::string_view(reinterpret_cast<const char*>(data), size));
    if (!scenario) return 0;
    const Result<Scenario> again = scenario_from_json("again.json", scenario_to_json(*scenario));
    PERMAP_ASSERT(again && scenario_to_json(*again) == scenario_to_json(*scenario));
    scenario_arm(teaching_map(), {*scenario});
    return 0;
}
