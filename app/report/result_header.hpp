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

// --precision: replications were added until the interval of the days not yet permanent was so tight, or until there
// were as many as allowed. Shares of the figure: of its own mean (simulate), of the baseline's (compare).
struct PrecisionReached {
    double asked = 0;
    std::optional<double> reached;  // half-width; of several arms the widest
    bool is_tight = false;          // reached ≤ asked
    int at_least = 0, at_most = 0;  // replications
};

// Somebody pressed Ctrl-C: what is said rests on so many replications, of so many asked for (or allowed).
struct StoppedAfter {
    int replications = 0, of = 0;
};

struct ResultHeader {
    std::string program = "permap";  // with its version
    std::string command;             // "simulate": the schema is "permap.simulate/1"
    std::string map_id, map_version, map_name, map_digest;
    std::string resources = "none";  // optional ones: "on", "off", or "none" where the map has none
    std::string scenario;            // ids joined by +; "baseline" without
    std::vector<std::string> scenario_sentences;
    std::uint64_t seed = 1;
    Instant start{};
    std::optional<Instant> law_at;     // the law is frozen as it stood then
    std::optional<Instant> branch_at;  // until then all arms have one past
    double horizon_years = 10;
    int replications = 1;
    std::optional<PrecisionReached> precision;
    std::optional<StoppedAfter> stopped;
    std::string range_holds_for;  // what one area and one year mean in a range (compare)
    std::string arrivals;         // in words: "13,900 a year at cp_concern …", "the first 2,000 children"
    std::string population;       // "simulated" or "recorded"
    Fingerprint fingerprint;
    std::vector<AssumedNumber> assumptions;  // that the result leans on
    std::vector<std::string> notes;
};

}  // namespace permap
