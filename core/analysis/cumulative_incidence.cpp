#include "analysis/cumulative_incidence.hpp"

#include <algorithm>
#include <tuple>

#include "vocabulary/result.hpp"

namespace permap {

void sort_observed(std::vector<Observed>& observed) {
    std::sort(observed.begin(), observed.end(), [](const Observed& left, const Observed& right) {
        return std::tie(left.time, left.end, left.child) < std::tie(right.time, right.end, right.child);
    });
}

CumulativeIncidence::CumulativeIncidence(std::span<const Observed> observed, std::size_t ends,
                                         std::span<const double> weights)
    : ends_(ends) {
    const auto weight = [&](const Observed& one) { return weights.empty() ? 1.0 : weights[one.child]; };
    double at_risk = 0;
    for (const Observed& one : observed) at_risk += weight(one);
    has_anyone_ = at_risk > 0;
    known_for_ever_ = has_anyone_;

    double not_ended = 1;
    std::vector<double> so_far(ends, 0.0), now(ends, 0.0);
    for (std::size_t i = 0; i < observed.size() && at_risk > 0;) {
        const Minutes time = observed[i].time;
        double ended = 0, gone = 0;
        std::fill(now.begin(), now.end(), 0.0);
        for (; i < observed.size() && observed[i].time == time; ++i) {
            const double each = weight(observed[i]);
            gone += each;
            if (observed[i].end == followed_only) continue;
            PERMAP_ASSERT(observed[i].end >= 0 && static_cast<std::size_t>(observed[i].end) < ends);
            now[static_cast<std::size_t>(observed[i].end)] += each;
            ended += each;
        }
        if (ended > 0) {
            for (std::size_t end = 0; end < ends; ++end) so_far[end] += not_ended * now[end] / at_risk;
            not_ended *= 1 - ended / at_risk;
            jumps_.push_back({time, shares_.size()});
            shares_.insert(shares_.end(), so_far.begin(), so_far.end());
        }
        if (gone > 0) known_until_ = time;
        at_risk -= gone;
        // Weights are whole numbers, so this is exact. The last to go were only followed: nothing is known of later
        // times.
        if (at_risk <= 0) known_for_ever_ = ended >= gone;
    }
}

const double* CumulativeIncidence::shares_at(Minutes by) const {
    const auto after = std::upper_bound(jumps_.begin(), jumps_.end(), by,
                                        [](Minutes time, const Jump& jump) { return time < jump.time; });
    return after == jumps_.begin() ? nullptr : shares_.data() + std::prev(after)->first;
}

std::optional<double> CumulativeIncidence::share(std::size_t end, Minutes by) const {
    if (!has_anyone_ || (!known_for_ever_ && by > known_until_)) return std::nullopt;
    const double* shares = shares_at(by);
    return shares == nullptr ? 0.0 : shares[end];
}

std::optional<double> CumulativeIncidence::share_of_first(std::size_t count, Minutes by) const {
    if (!has_anyone_ || (!known_for_ever_ && by > known_until_)) return std::nullopt;
    const double* shares = shares_at(by);
    double sum = 0;
    for (std::size_t end = 0; shares != nullptr && end < count; ++end) sum += shares[end];
    return sum;
}

std::optional<Minutes> CumulativeIncidence::time_of_share(double level, std::size_t count) const {
    for (const Jump& jump : jumps_) {
        double sum = 0;
        for (std::size_t end = 0; end < count; ++end) sum += shares_[jump.first + end];
        if (sum >= level - 1e-12) return jump.time;
    }
    return std::nullopt;
}

}  // namespace permap
