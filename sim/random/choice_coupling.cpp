#include "random/choice_coupling.hpp"

#include <algorithm>
#include <cstddef>

#include "random/quantile_table.hpp"
#include "vocabulary/result.hpp"

namespace permap {

namespace {

constexpr std::uint64_t all_words = std::uint64_t{1} << 32;

std::uint64_t words_of(std::span<const std::uint64_t> thresholds, std::size_t way) {
    return thresholds[way] - (way == 0 ? 0 : thresholds[way - 1]);
}

void append(CoupledChoice& choice, std::uint64_t end, std::size_t way) {
    const std::uint64_t begin = choice.ends.empty() ? 0 : choice.ends.back();
    if (end == begin) return;
    if (!choice.ways.empty() && choice.ways.back() == way) {
        choice.ends.back() = end;
        return;
    }
    choice.ends.push_back(end);
    choice.ways.push_back(static_cast<std::uint16_t>(way));
}

}  // namespace

CoupledChoice choice_coupling(std::span<const std::uint64_t> baseline, std::span<const std::uint64_t> changed) {
    PERMAP_ASSERT(!baseline.empty() && baseline.size() == changed.size());
    PERMAP_ASSERT(baseline.back() == all_words && changed.back() == all_words);

    CoupledChoice choice;
    std::size_t raised = 0;      // way that takes what is given up now
    std::uint64_t taken = 0;     // words it has taken so far
    std::uint64_t position = 0;  // first word not yet given to a way
    for (std::size_t way = 0; way < baseline.size(); ++way) {
        const std::uint64_t before = words_of(baseline, way);
        const std::uint64_t kept = std::min(before, words_of(changed, way));
        append(choice, position + kept, way);
        position += kept;
        for (std::uint64_t given_up = before - kept; given_up > 0;) {
            const std::uint64_t wanted = words_of(changed, raised) > words_of(baseline, raised)
                                             ? words_of(changed, raised) - words_of(baseline, raised) - taken
                                             : 0;
            if (wanted == 0) {
                ++raised;
                taken = 0;
                PERMAP_ASSERT(raised < baseline.size());
                continue;
            }
            const std::uint64_t moved = std::min(wanted, given_up);
            append(choice, position + moved, raised);
            position += moved;
            taken += moved;
            given_up -= moved;
        }
    }
    return choice;
}

CoupledChoice choice_coupling(std::span<const std::uint64_t> baseline, std::span<const double> new_weights) {
    return choice_coupling(baseline, choice_thresholds(new_weights));
}

std::uint16_t chosen(const CoupledChoice& choice, std::uint32_t word) {
    const auto end = std::upper_bound(choice.ends.begin(), choice.ends.end(), std::uint64_t{word});
    return choice.ways[static_cast<std::size_t>(end - choice.ends.begin())];
}

}  // namespace permap
