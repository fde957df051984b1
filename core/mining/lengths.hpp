// Mean and median of lengths of time, counted in whole minutes.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

namespace permap {

struct Lengths {
    std::int64_t count = 0;
    std::int64_t total_minutes = 0;
    std::optional<double> mean_minutes, median_minutes;  // none of no lengths; of an even number the mean of the two

    bool operator==(const Lengths&) const = default;
};

// The order of `minutes` is changed.
Lengths lengths_of(std::vector<std::int32_t>& minutes);

}  // namespace permap
