// What every result says about itself (MEASURES 4).
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "experiment/assumptions.hpp"
#include "log/stream.hpp"
#include "vocabulary/time.hpp"

namespace permap {

struct ResultHeader {
    std::string program = "permap";  // with its version
    std::string command;             // "simulate": the schema is "permap.simulate/1"
    std::string map_id, map_version, map_name, map_digest;
    std::string resources = "none";  // optional ones: "on", "off", or "none" where the map has none
    std::string scenario;            // ids joined by +; "baseline" without
    std::vector<std::string> scenario_sentences;
    std::uint64_t seed = 1;
    Instant start{};
    std::optional<Instant> law_at;  // the law is frozen as it stood then
    double horizon_years = 10;
    int replications = 1;
    std::string range_holds_for;  // what one area and one year mean in a range (compare)
    std::string arrivals;         // in words: "13,900 a year at cp_concern …", "the first 2,000 children"
    std::string population;       // "simulated" or "recorded"
    Fingerprint fingerprint;
    std::vector<AssumedNumber> assumptions;  // that the result leans on
    std::vector<std::string> notes;
};

}  // namespace permap
