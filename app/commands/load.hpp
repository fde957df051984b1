// Maps and scenarios from files, checked.
#pragma once

#include <string>
#include <vector>

#include "map/map.hpp"
#include "scenario/scenario.hpp"
#include "vocabulary/result.hpp"

namespace permap {

struct LoadedMap {
    Map map;
    Problems warnings;
    std::string digest;
};

// A single JSON file, a folder with map.json, or an overlay over either (it names its base map). Reports every fault of
// form, or else every fault of meaning.
Result<LoadedMap> load_map(const std::string& path);
Result<LoadedMap> map_of_texts(const std::vector<std::string>& paths, const std::vector<std::string>& texts);

// "a.json" or "a.json+b.json": scenarios that hold together, in order.
Result<std::vector<Scenario>> load_scenarios(const std::string& paths);

// Where the program's own maps are: beside the launcher, or as built.
std::string shipped(const std::string& path);

}  // namespace permap
