// Where a number comes from. A bare number is an error (SEMANTICS 1).
#pragma once

#include <optional>
#include <string>

namespace permap {

struct Provenance {
    std::string source;      // id in the map's sources; empty when assumed
    std::string place;       // where in the source
    std::string assumption;  // the reason, when no source gives the number; empty when sourced

    // Plausible range of an assumed number. For a duration these are factors on its length.
    // Not given: half and double for a duration, ±0.10 for a probability.
    std::optional<double> low;
    std::optional<double> high;

    bool is_assumed() const { return source.empty(); }
    bool operator==(const Provenance&) const = default;
};

struct Quantity {
    double value = 0;
    Provenance from;

    bool operator==(const Quantity&) const = default;
};

}  // namespace permap
