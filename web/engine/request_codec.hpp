// What the engine is asked to do, as JSON (docs/web-engine.md).
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "experiment/experiment.hpp"
#include "input/map_shelf.hpp"
#include "scenario/scenario.hpp"
#include "vocabulary/result.hpp"

namespace permap {

// Names and ranges of the settings are those of the command line.
struct WebRequest {
    std::vector<MapFile> files;
    std::string map;  // path of one of the files, or of a folder with map.json
    std::vector<Scenario> scenarios;
    MapChoices choices;
    std::optional<std::uint32_t> children;
    std::optional<double> years_of_arrivals, horizon_years, warm_up_years, area_share;
    std::optional<Instant> start;
    std::string entry;  // empty: children come in everywhere
    std::uint64_t seed = 1;
    int replications = 1;
    int first_replication = 1;  // these: first_replication … first_replication + replications − 1
};

// Every fault of the request and its scenarios at once; where: "request#/…", or the scenario's own file.
Result<WebRequest> request_from_json(std::string_view text);

// The study on its map, with one thread. Faults go to `problems`, in the words of the command line.
Study study_for(const WebRequest& request, const Map& map, Problems& problems);

// The same problems in the request's words: warm_up_years, not --warm-up-years.
Problems in_keys(Problems problems);

}  // namespace permap
