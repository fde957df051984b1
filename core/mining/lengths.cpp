#include "mining/lengths.hpp"

#include <algorithm>

namespace permap {

Lengths lengths_of(std::vector<std::int32_t>& minutes) {
    Lengths lengths;
    if (minutes.empty()) return lengths;
    lengths.count = static_cast<std::int64_t>(minutes.size());
    for (const std::int32_t each : minutes) lengths.total_minutes += each;
    lengths.mean_minutes = static_cast<double>(lengths.total_minutes) / static_cast<double>(lengths.count);
    const auto middle = minutes.begin() + static_cast<std::ptrdiff_t>(minutes.size() / 2);
    std::nth_element(minutes.begin(), middle, minutes.end());
    double median = *middle;
    if (minutes.size() % 2 == 0) median = (median + *std::max_element(minutes.begin(), middle)) / 2;
    lengths.median_minutes = median;
    return lengths;
}

}  // namespace permap
