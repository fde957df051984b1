#include "map/map.hpp"

#include <algorithm>
#include <string_view>
#include <tuple>

namespace permap {

namespace {

auto meaning(const Step& s) {
    return std::tie(s.id, s.name, s.process, s.lane, s.kind, s.basis, s.rights, s.law, s.protects, s.what_it_takes,
                    s.note, s.duration, s.calendar, s.timescale, s.uses, s.adds_to, s.together_gather_days,
                    s.together_one_decision, s.cancels, s.sets, s.draws, s.derives, s.ways, s.clears, s.branches,
                    s.join, s.exit_of, s.joins, s.clock, s.in_force, s.edited);
}

template <class Steps>
auto find_in(Steps& steps, std::string_view id) {
    const auto found = std::find_if(steps.begin(), steps.end(), [id](const Step& step) { return step.id == id; });
    return found == steps.end() ? nullptr : &*found;
}

}  // namespace

bool Step::operator==(const Step& other) const {
    return meaning(*this) == meaning(other);
}

bool is_instant(const Duration& duration) {
    const Lasts* const lasts = std::get_if<Lasts>(&duration.ends);
    if (lasts == nullptr || duration.at_least.value_or(0) > 0) return false;
    const Fixed* const fixed = std::get_if<Fixed>(&lasts->law);
    return (fixed != nullptr && fixed->value == 0) || (duration.at_most && *duration.at_most == 0);
}

const Step* find_step(const Map& map, std::string_view id) {
    return find_in(map.steps, id);
}

Step* find_step(Map& map, std::string_view id) {
    return find_in(map.steps, id);
}

}  // namespace permap
