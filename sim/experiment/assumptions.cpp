#include "experiment/assumptions.hpp"

#include <algorithm>
#include <cmath>
#include <map>

#include "random/elementary.hpp"

namespace permap {

namespace {

constexpr double default_low_factor = 0.5, default_high_factor = 2, default_share_range = 0.1;

bool settled(const Duration& duration) {
    return !std::holds_alternative<Lasts>(duration.ends) || is_instant(duration);
}

AssumedNumber assumed_duration(const Step& step) {
    return {.id = step.id + ".duration",
            .value = 1,
            .low = step.duration.from.low.value_or(default_low_factor),
            .high = step.duration.from.high.value_or(default_high_factor),
            .kind = AssumedKind::duration,
            .at = step.id,
            .part = {},
            .assumption = step.duration.from.assumption};
}

struct Range {
    double low, high;
};

Range range_of(const Quantity& share) {
    const double low = share.from.low.value_or(share.value - default_share_range);
    const double high = share.from.high.value_or(share.value + default_share_range);
    return {std::max(0.0, low), std::min(1.0, high)};
}

AssumedNumber assumed_share(AssumedKind kind, const Step& step, std::string part, std::string id,
                            const Quantity& share) {
    const Range range = range_of(share);
    return {std::move(id), share.value, range.low, range.high, kind, step.id, std::move(part), share.from.assumption};
}

// A share of exactly 0 or 1 says what cannot be, or must be; it is not a guess at a size.
bool is_drawn(const Quantity& share) {
    return share.from.is_assumed() && share.value > 0 && share.value < 1;
}

bool has_range(const Quantity& quantity) {
    return quantity.from.is_assumed() && quantity.from.low && quantity.from.high;
}

std::string way_id(const Step& step, const Way& way) {
    return step.id + "." + way.id;
}

std::string value_id(const Step& step, const AttributeDraw& draw, const AttributeDraw::Case& drawn,
                     const AttributeDraw::Value& value) {
    const std::string when = drawn.when.kind == Condition::Kind::always ? "" : " if " + to_string(drawn.when);
    return step.id + "." + draw.attribute + "." + value.value + when;
}

std::string value_part(const AttributeDraw& draw, const AttributeDraw::Case& drawn, const AttributeDraw::Value& value) {
    const std::string when = drawn.when.kind == Condition::Kind::always ? "" : ", if " + to_string(drawn.when);
    return draw.attribute + " = " + value.value + when;
}

// Calls `duration(step, number)`, `share(quantity, number)`, `units(quantity, number)` and `rate(quantity, number)` for
// all that may be drawn.
template <class TheMap, class OnDuration, class OnShare, class OnUnits, class OnRate>
void each_assumed(TheMap& map, const OnDuration& duration, const OnShare& share, const OnUnits& units,
                  const OnRate& rate) {
    for (auto& step : map.steps) {
        if (step.duration.from.is_assumed() && !settled(step.duration)) duration(step, assumed_duration(step));
        for (auto& way : step.ways) {
            if (way.probability && is_drawn(*way.probability))
                share(*way.probability,
                      assumed_share(AssumedKind::way, step, way.id, way_id(step, way), *way.probability));
        }
        for (auto& draw : step.draws) {
            for (auto& drawn : draw.cases) {
                for (auto& value : drawn.values) {
                    if (!is_drawn(value.probability)) continue;
                    share(value.probability, assumed_share(AssumedKind::attribute, step, value_part(draw, drawn, value),
                                                           value_id(step, draw, drawn, value), value.probability));
                }
            }
        }
    }
    for (auto& resource : map.resources) {
        if (has_range(resource.units)) {
            const Quantity& held = resource.units;
            units(resource.units, AssumedNumber{resource.id + ".units", held.value, *held.from.low, *held.from.high,
                                                AssumedKind::units, resource.id, std::string(), held.from.assumption});
        }
    }
    for (auto& arrivals : map.arrivals) {
        Quantity const& a_year = arrivals.children_a_year;
        if (!has_range(a_year) || a_year.value <= 0) continue;
        const double most = arrivals.ceiling_a_year.value_or(2 * a_year.value);
        rate(arrivals.children_a_year,
             AssumedNumber{arrivals.entry + ".children_a_year", a_year.value, *a_year.from.low,
                           std::min(most, *a_year.from.high), AssumedKind::children_a_year, arrivals.entry,
                           std::string(), a_year.from.assumption});
    }
}

// A share of one decision, with how far it may go; what a source gives may not move at all.
struct Share {
    Quantity* quantity;
    double low, high;
};

// Brings shares back to the sum they had, each by its part of the room that is left to it, so that all stay within low
// and high. Where the ranges leave no such way, all are rescaled.
void bring_to(double sum, const std::vector<Share>& shares) {
    double now = 0, room = 0;
    for (const Share& share : shares) now += share.quantity->value;
    const bool too_much = now > sum;
    const auto room_of = [&](const Share& share) {
        const double to_go = too_much ? share.quantity->value - share.low : share.high - share.quantity->value;
        return std::max(0.0, to_go);
    };
    for (const Share& share : shares) room += room_of(share);
    const double apart = sum - now;
    if (room >= std::max(apart, -apart) && room > 0) {
        for (const Share& share : shares) {
            const double moved = share.quantity->value + apart * room_of(share) / room;
            share.quantity->value = std::clamp(moved, share.low, share.high);  // against the last bit
        }
    } else if (now > 0) {
        for (const Share& share : shares) share.quantity->value *= sum / now;
    }
}

Share share_of(Quantity& quantity, const Quantity& was) {
    if (!is_drawn(was)) return {&quantity, was.value, was.value};
    const Range range = range_of(was);
    return {&quantity, range.low, range.high};
}

// The same, on a grid of millionths, so that what is written down reads well and still adds up: the largest share that
// may move takes what rounding leaves.
void bring_to_millionths(double sum, const std::vector<Share>& shares) {
    bring_to(sum, shares);
    constexpr double grid = 1e6;
    const Share* largest = nullptr;
    double others = 0;
    for (const Share& share : shares) {
        const bool moves = share.low < share.high;
        if (moves) share.quantity->value = std::floor(share.quantity->value * grid + 0.5) / grid;
        if (moves && (largest == nullptr || share.quantity->value > largest->quantity->value)) largest = &share;
    }
    if (largest == nullptr) return;
    for (const Share& share : shares) others += &share == largest ? 0 : share.quantity->value;
    largest->quantity->value = std::floor((sum - others) * grid + 0.5) / grid;
}

// Ways that are open together keep their sum: all of them where they sum to 1, else those that share a condition.
// `stays(id)`: a share that was set and makes no room for others.
template <class Stays, class Bring>
void keep_sums(Step& step, const Step& was, const Stays& stays, const Bring& bring) {
    const auto share = [&](Quantity& now, const Quantity& before, const std::string& id) {
        return stays(id) ? Share{&now, now.value, now.value} : share_of(now, before);
    };
    if (step.kind != StepKind::split) {
        double total = 0;
        for (const Way& way : was.ways) total += way.probability ? way.probability->value : 0;
        const bool together = total - 1 < 1e-9 && 1 - total < 1e-9;
        std::map<std::string, std::pair<double, std::vector<Share>>> groups;  // by condition
        for (std::size_t i = 0; i < step.ways.size(); ++i) {
            if (!step.ways[i].probability) continue;
            auto& [sum, shares] = groups[together ? std::string{} : to_string(step.ways[i].when)];
            sum += was.ways[i].probability->value;
            shares.push_back(share(*step.ways[i].probability, *was.ways[i].probability, way_id(was, was.ways[i])));
        }
        for (const auto& [condition, group] : groups) bring(group.first, group.second);
    }
    for (std::size_t d = 0; d < step.draws.size(); ++d) {
        for (std::size_t c = 0; c < step.draws[d].cases.size(); ++c) {
            AttributeDraw::Case& one = step.draws[d].cases[c];
            const AttributeDraw::Case& before = was.draws[d].cases[c];
            double sum = 0;
            std::vector<Share> shares;
            for (std::size_t v = 0; v < one.values.size(); ++v) {
                sum += before.values[v].probability.value;
                shares.push_back(share(one.values[v].probability, before.values[v].probability,
                                       value_id(was, was.draws[d], before, before.values[v])));
            }
            bring(sum, shares);
        }
    }
}

bool stays_within(Quantity now, const Quantity& was) {
    constexpr double rounding = 1e-9;
    const Share share = share_of(now, was);
    return now.value > share.low - rounding && now.value < share.high + rounding;
}

bool all_stay_within(const Step& now, const Step& was) {
    for (std::size_t w = 0; w < was.ways.size(); ++w) {
        if (was.ways[w].probability && !stays_within(*now.ways[w].probability, *was.ways[w].probability)) return false;
    }
    for (std::size_t d = 0; d < was.draws.size(); ++d) {
        for (std::size_t c = 0; c < was.draws[d].cases.size(); ++c) {
            const auto &values = now.draws[d].cases[c].values, &before = was.draws[d].cases[c].values;
            for (std::size_t v = 0; v < before.size(); ++v) {
                if (!stays_within(values[v].probability, before[v].probability)) return false;
            }
        }
    }
    return true;
}

// Whether the share comes out as it was set, and nothing else leaves its range. `alone`: a map of its step only.
bool can_be(const Map& alone, const AssumedNumber& number, double value) {
    const Map changed = with_assumed(alone, {{number.id, value}});
    for (const AssumedNumber& now : assumed_numbers(changed)) {
        if (now.id == number.id && (now.value < value || now.value > value)) return false;
    }
    return all_stay_within(changed.steps.front(), alone.steps.front());
}

bool is_share(const AssumedNumber& number) {
    return number.kind == AssumedKind::way || number.kind == AssumedKind::attribute;
}

Map only_step(const Map& map, const std::string& id) {
    Map alone;
    alone.steps.push_back(*find_step(map, id));
    return alone;
}

std::vector<double> shares_of(const Map& alone) {
    std::vector<double> all;
    for (const Way& way : alone.steps.front().ways) all.push_back(way.probability ? way.probability->value : 0);
    for (const AttributeDraw& draw : alone.steps.front().draws) {
        for (const AttributeDraw::Case& one : draw.cases) {
            for (const AttributeDraw::Value& value : one.values) all.push_back(value.probability.value);
        }
    }
    return all;
}

bool are_alike(const std::vector<double>& left, const std::vector<double>& right) {
    constexpr double rounding = 1e-9;
    for (std::size_t i = 0; i < left.size(); ++i) {
        if (left[i] - right[i] > rounding || right[i] - left[i] > rounding) return false;
    }
    return true;
}

double furthest(const Map& alone, const AssumedNumber& number, double end) {
    if (can_be(alone, number, end)) return end;
    double near = number.value, far = end;
    for (int halving = 0; halving < 40; ++halving) {
        const double middle = (near + far) / 2;
        (can_be(alone, number, middle) ? near : far) = middle;
    }
    return near;
}

}  // namespace

double evenly_drawn(RunKey run, const std::string& id) {
    const std::uint32_t word = draw_word(run, {.entry = name_key("assumptions")}, name_key(id), 1, 0);
    return (word + 0.5) / 4294967296.0;
}

std::vector<AssumedNumber> assumed_numbers(const Map& map) {
    std::vector<AssumedNumber> all;
    const auto keep = [&](const auto&, AssumedNumber number) { all.push_back(std::move(number)); };
    each_assumed(map, keep, keep, keep, keep);
    return all;
}

Map draw_assumptions(const Map& map, RunKey run) {
    Map drawn = map;
    // The candidates stay what they were, whatever share of them is kept.
    for (Arrivals& arrivals : drawn.arrivals) {
        if (has_range(arrivals.children_a_year))
            arrivals.ceiling_a_year = arrivals.ceiling_a_year.value_or(2 * arrivals.children_a_year.value);
    }
    each_assumed(
        drawn,
        [&](Step& step, const AssumedNumber& number) {
            step.edited.scale *= number.low * power_of(number.high / number.low, evenly_drawn(run, number.id));
        },
        [&](Quantity& share, const AssumedNumber& number) {
            share.value = number.low + (number.high - number.low) * evenly_drawn(run, number.id);
        },
        [&](Quantity& units, const AssumedNumber& number) {
            units.value = std::floor(number.low + (number.high - number.low) * evenly_drawn(run, number.id) + 0.5);
        },
        [&](Quantity& a_year, const AssumedNumber& number) {
            a_year.value = number.low + (number.high - number.low) * evenly_drawn(run, number.id);
        });
    const auto none_stays = [](const std::string&) { return false; };
    for (std::size_t i = 0; i < drawn.steps.size(); ++i) keep_sums(drawn.steps[i], map.steps[i], none_stays, bring_to);
    return drawn;
}

Map with_assumed(const Map& map, const std::map<std::string, double>& values) {
    Map changed = map;
    const auto take = [&](Quantity& quantity, const AssumedNumber& number) {
        if (const auto value = values.find(number.id); value != values.end()) quantity.value = value->second;
    };
    each_assumed(
        changed,
        [&](Step& step, const AssumedNumber& number) {
            if (const auto factor = values.find(number.id); factor != values.end())
                step.duration = scaled(step.duration, factor->second);
        },
        take, take, take);
    const auto stays = [&](const std::string& id) { return values.count(id) != 0; };
    for (std::size_t i = 0; i < changed.steps.size(); ++i) {
        if (changed.steps[i] != map.steps[i]) keep_sums(changed.steps[i], map.steps[i], stays, bring_to_millionths);
    }
    return changed;
}

AssumedNumber with_room(const Map& map, const AssumedNumber& number) {
    if (!is_share(number)) return number;
    const Map alone = only_step(map, number.at);
    AssumedNumber free = number;
    free.low = furthest(alone, number, number.low);
    free.high = furthest(alone, number, number.high);
    return free;
}

bool are_mirrored(const Map& map, const AssumedNumber& one, const AssumedNumber& other) {
    if (!is_share(one) || !is_share(other) || one.at != other.at) return false;
    const Map alone = only_step(map, one.at);
    const auto set = [&](const std::string& id, double value) { return shares_of(with_assumed(alone, {{id, value}})); };
    return are_alike(set(one.id, one.low), set(other.id, other.high)) &&
           are_alike(set(one.id, one.high), set(other.id, other.low));
}

}  // namespace permap
