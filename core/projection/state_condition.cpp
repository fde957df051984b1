#include "projection/state_condition.hpp"

#include <algorithm>
#include <string_view>

#include "map/condition_eval.hpp"
#include "projection/journey_state.hpp"
#include "vocabulary/result.hpp"

namespace permap {
namespace {

constexpr int codes_max = 255;

StateCondition with_parts(StateCondition::Kind kind, std::vector<StateCondition> parts) {
    StateCondition result;
    result.kind = kind;
    result.parts = std::move(parts);
    return result;
}

// `value_of_code` gives the SubjectValue that a code stands for.
template <class ValueOfCode>
StateCondition with_codes(StateCondition::Kind kind, std::size_t subject, const Condition& condition, int codes,
                          const ValueOfCode& value_of_code) {
    StateCondition result;
    result.kind = kind;
    result.subject = static_cast<std::uint16_t>(subject);
    for (int code = 0; code < codes; ++code) {
        if (!compares(condition.comparison, condition.values, value_of_code(code))) continue;
        result.codes[static_cast<std::size_t>(code / 64)] |= std::uint64_t{1} << (code % 64);
    }
    return result;
}

// A derived attribute is asked through what it is derived from. The check allows no circles.
StateCondition of_derived(const Condition& condition, const Condition& derived, const Map& map) {
    const bool yes = compares(condition.comparison, condition.values, {0, "yes"});
    const bool no = compares(condition.comparison, condition.values, {0, "no"});
    if (yes && no) return {};
    if (!yes && !no) return with_parts(StateCondition::Kind::any, {});
    StateCondition holds_now = state_condition(derived, map);
    if (yes) return holds_now;
    return with_parts(StateCondition::Kind::none, {std::move(holds_now)});
}

StateCondition of_attribute(const Condition& condition, std::size_t position, const Map& map) {
    const Attribute& attribute = map.attributes[position];
    if (attribute.derived) return of_derived(condition, *attribute.derived, map);
    if (attribute.counter_max) {
        return with_codes(StateCondition::Kind::attribute, position, condition, codes_max + 1, [](int code) {
            return SubjectValue{code, {}};
        });
    }
    return with_codes(StateCondition::Kind::attribute, position, condition, static_cast<int>(attribute.values.size()),
                      [&](int code) {
                          return SubjectValue{0, attribute.values[static_cast<std::size_t>(code)]};
                      });
}

StateCondition of_comparison(const Condition& condition, const Map& map) {
    if (condition.subject == "age") {
        return with_codes(StateCondition::Kind::age, 0, condition, codes_max + 1, [](int code) {
            return SubjectValue{code - 1, {}};
        });
    }
    if (const std::string_view visited = visited_step(condition.subject); !visited.empty()) {
        const Step* step = find_step(map, visited);
        PERMAP_ASSERT(step != nullptr);
        return with_codes(StateCondition::Kind::visits, static_cast<std::size_t>(step - map.steps.data()), condition,
                          codes_max + 1, [](int code) {
                              return SubjectValue{code, {}};
                          });
    }
    const auto found = std::find_if(map.attributes.begin(), map.attributes.end(),
                                    [&](const Attribute& attribute) { return attribute.id == condition.subject; });
    PERMAP_ASSERT(found != map.attributes.end());
    return of_attribute(condition, static_cast<std::size_t>(found - map.attributes.begin()), map);
}

}  // namespace

std::uint8_t code_of_age(std::int32_t years) {
    return static_cast<std::uint8_t>(std::clamp(years + 1, 0, codes_max));
}

std::uint8_t code_of_visits(std::uint32_t visits) {
    return static_cast<std::uint8_t>(std::min<std::uint32_t>(visits, codes_max));
}

StateCondition state_condition(const Condition& condition, const Map& map) {
    if (condition.kind == Condition::Kind::always) return {};
    if (condition.kind == Condition::Kind::compare) return of_comparison(condition, map);
    std::vector<StateCondition> parts;
    for (const Condition& part : condition.parts) parts.push_back(state_condition(part, map));
    switch (condition.kind) {
        case Condition::Kind::all:
            return with_parts(StateCondition::Kind::all, std::move(parts));
        case Condition::Kind::any:
            return with_parts(StateCondition::Kind::any, std::move(parts));
        default:
            return with_parts(StateCondition::Kind::none, std::move(parts));
    }
}

bool holds(const StateCondition& condition, const JourneyState& state, Instant at) {
    const auto part_holds = [&](const StateCondition& part) { return holds(part, state, at); };
    switch (condition.kind) {
        case StateCondition::Kind::always:
            return true;
        case StateCondition::Kind::attribute:
            return condition.has(state.attribute(AttributeIndex{condition.subject}));
        case StateCondition::Kind::age:
            return condition.has(code_of_age(completed_years(state.birth_date(), at)));
        case StateCondition::Kind::visits:
            return condition.has(code_of_visits(state.step(StepIndex{condition.subject}).visits));
        case StateCondition::Kind::all:
            return std::all_of(condition.parts.begin(), condition.parts.end(), part_holds);
        case StateCondition::Kind::any:
            return std::any_of(condition.parts.begin(), condition.parts.end(), part_holds);
        case StateCondition::Kind::none:
            return std::none_of(condition.parts.begin(), condition.parts.end(), part_holds);
    }
    return false;
}

std::int32_t completed_years(Date birth, Instant at) {
    // local_days and sys_days count the same days; only sys_days converts in every library we build with.
    const auto civil = [](Date date) {
        return std::chrono::year_month_day{std::chrono::sys_days{date.time_since_epoch()}};
    };
    const std::chrono::year_month_day born = civil(birth), now = civil(date_of(at));
    const auto last = (now.year() / born.month() / std::chrono::last).day();
    const auto birthday = now.year() / born.month() / std::min(born.day(), last);
    return static_cast<int>(now.year()) - static_cast<int>(born.year()) - (now < birthday ? 1 : 0);
}

}  // namespace permap
