#include "experiment/assumptions.hpp"

#include <algorithm>
#include <cmath>
#include <map>

namespace permap {

namespace {

constexpr double default_low_factor = 0.5, default_high_factor = 2, default_share_range = 0.1;

bool settled(const Duration& duration) {
    return !std::holds_alternative<Lasts>(duration.ends) || is_instant(duration);
}

AssumedNumber assumed_duration(const Step& step) {
    return {step.id + ".duration", 1, step.duration.from.low.value_or(default_low_factor),
            step.duration.from.high.value_or(default_high_factor)};
}

AssumedNumber assumed_share(std::string id, const Quantity& share) {
    const double low = share.from.low.value_or(share.value - default_share_range);
    const double high = share.from.high.value_or(share.value + default_share_range);
    return {std::move(id), share.value, std::max(0.0, low), std::min(1.0, high)};
}

// A share of exactly 0 or 1 says what cannot be, or must be; it is not a guess at a size.
bool is_drawn(const Quantity& share) {
    return share.from.is_assumed() && share.value > 0 && share.value < 1;
}

bool has_range(const Quantity& quantity) {
    return quantity.from.is_assumed() && quantity.from.low && quantity.from.high;
}

// Calls `duration(step, number)`, `share(quantity, number)` and `units(quantity, number)` for all that may be drawn.
template <class TheMap, class OnDuration, class OnShare, class OnUnits>
void each_assumed(TheMap& map, const OnDuration& duration, const OnShare& share, const OnUnits& units) {
    for (auto& step : map.steps) {
        if (step.duration.from.is_assumed() && !settled(step.duration)) duration(step, assumed_duration(step));
        for (auto& way : step.ways) {
            if (way.probability && is_drawn(*way.probability))
                share(*way.probability, assumed_share(step.id + "." + way.id, *way.probability));
        }
        for (auto& draw : step.draws) {
            for (auto& drawn : draw.cases) {
                for (auto& value : drawn.values) {
                    if (!is_drawn(value.probability)) continue;
                    const std::string when =
                        drawn.when.kind == Condition::Kind::always ? "" : " if " + to_string(drawn.when);
                    share(value.probability,
                          assumed_share(step.id + "." + draw.attribute + "." + value.value + when, value.probability));
                }
            }
        }
    }
    for (auto& resource : map.resources) {
        if (has_range(resource.units)) {
            units(resource.units, AssumedNumber{resource.id + ".units", resource.units.value, *resource.units.from.low,
                                                *resource.units.from.high});
        }
    }
}

double evenly(RunKey run, const std::string& id) {
    const std::uint32_t word = draw_word(run, {.entry = name_key("assumptions")}, name_key(id), 1, 0);
    return (word + 0.5) / 4294967296.0;
}

// Ways that are open together keep their sum: all of them where they sum to 1, else those that share a condition.
void rescale_ways(Step& step, const std::vector<double>& before) {
    if (step.kind == StepKind::split) return;
    std::map<std::string, std::pair<double, double>> sums;  // by condition: before, now
    double total = 0;
    for (std::size_t i = 0; i < step.ways.size(); ++i) total += before[i];
    const bool together = std::abs(total - 1) < 1e-9;
    const auto group = [&](const Way& way) { return together ? std::string{} : to_string(way.when); };
    for (std::size_t i = 0; i < step.ways.size(); ++i) {
        if (!step.ways[i].probability) continue;
        auto& [was, is] = sums[group(step.ways[i])];
        was += before[i];
        is += step.ways[i].probability->value;
    }
    for (Way& way : step.ways) {
        if (!way.probability) continue;
        const auto& [was, is] = sums[group(way)];
        if (is > 0) way.probability->value *= was / is;
    }
}

}  // namespace

std::vector<AssumedNumber> assumed_numbers(const Map& map) {
    std::vector<AssumedNumber> all;
    const auto keep = [&](const auto&, AssumedNumber number) { all.push_back(std::move(number)); };
    each_assumed(map, keep, keep, keep);
    return all;
}

Map draw_assumptions(const Map& map, RunKey run) {
    Map drawn = map;
    each_assumed(
        drawn,
        [&](Step& step, const AssumedNumber& number) {
            step.edited.scale *= number.low * std::pow(number.high / number.low, evenly(run, number.id));
        },
        [&](Quantity& share, const AssumedNumber& number) {
            share.value = number.low + (number.high - number.low) * evenly(run, number.id);
        },
        [&](Quantity& units, const AssumedNumber& number) {
            units.value = std::floor(number.low + (number.high - number.low) * evenly(run, number.id) + 0.5);
        });
    for (std::size_t i = 0; i < drawn.steps.size(); ++i) {
        std::vector<double> before;
        for (const Way& way : map.steps[i].ways) before.push_back(way.probability ? way.probability->value : 0);
        rescale_ways(drawn.steps[i], before);
        for (std::size_t d = 0; d < drawn.steps[i].draws.size(); ++d) {
            for (AttributeDraw::Case& one : drawn.steps[i].draws[d].cases) {
                double sum = 0;
                for (const AttributeDraw::Value& value : one.values) sum += value.probability.value;
                for (AttributeDraw::Value& value : one.values) value.probability.value /= sum;
            }
        }
    }
    return drawn;
}

}  // namespace permap
