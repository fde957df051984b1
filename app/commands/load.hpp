// Maps and scenarios from files, checked.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "input/checked_map.hpp"
#include "map/map.hpp"
#include "scenario/scenario.hpp"
#include "vocabulary/result.hpp"

namespace permap {

// A single JSON file, a folder with map.json, or an overlay over either (it names its base map). Reports every fault of
// form, or else every fault of meaning.
Result<LoadedMap> load_map(const std::string& path, const MapChoices& choices = {});
Result<LoadedMap> map_of_texts(const std::vector<std::string>& paths, const std::vector<std::string>& texts);

// The same checks; optional resources are still left open. `law_at`: with its law frozen that day.
Result<Map> load_map_as_written(const std::string& path, std::optional<Instant> law_at = {});

// "a.json" or "a.json+b.json": scenarios that hold together, in order.
Result<std::vector<Scenario>> load_scenarios(const std::string& paths);

// Every scenario (*.json) of a folder, in order of the file names; the faults of all files at once.
Result<std::vector<Scenario>> scenarios_in(const std::string& folder);

// Where the program's own maps are: beside the launcher, or as built.
std::string shipped(const std::string& path);

}  // namespace permap
