#include "oracle/walker.hpp"

#include <algorithm>
#include <cstdlib>

#include "vocabulary/result.hpp"

namespace permap::oracle {

namespace {

// Completed years; a child not yet born is below 0. Born on 29 February: a year older on 28 February of other years.
int age_in_years(const Walker& walker, Instant now) {
    int age = -2;
    while (add_months(midnight(walker.child.birth_date), 12 * (age + 1)) <= now) ++age;
    return age;
}

// What a condition looks at: a number, or the text of a value (with its code, so that values may be ordered).
struct Looked {
    int number = 0;
    std::string text;  // empty for plain numbers
};

Looked look_at(const Map& map, const std::string& subject, const Walker& walker, Instant now) {
    if (subject == "age") return {age_in_years(walker, now), ""};
    if (const std::string step{visited_step(subject)}; !step.empty()) {
        const auto found = walker.visits.find(place_of(map, step));
        return {found == walker.visits.end() ? 0 : static_cast<int>(found->second), ""};
    }
    const Attribute& attribute = attribute_of(map, subject);
    if (attribute.derived) {
        const bool yes = holds(map, *attribute.derived, walker, now);
        return {yes ? 1 : 0, yes ? "yes" : "no"};
    }
    const int code = walker.values.at(subject);
    return {code, attribute.counter_max ? "" : attribute.values.at(static_cast<std::size_t>(code))};
}

bool compares(const Map& map, const Condition& condition, const Walker& walker, Instant now) {
    const Looked looked = look_at(map, condition.subject, walker, now);
    const auto is = [&](const std::string& value) {
        return looked.text.empty() ? std::atoi(value.c_str()) == looked.number : value == looked.text;
    };
    const auto& values = condition.values;
    const int first = looked.text.empty() ? std::atoi(values.front().c_str()) : 0;
    switch (condition.comparison) {
        case Comparison::equal:
            return std::any_of(values.begin(), values.end(), is);
        case Comparison::not_equal:
            return std::none_of(values.begin(), values.end(), is);
        case Comparison::less:
            return looked.number < first;
        case Comparison::at_most:
            return looked.number <= first;
        case Comparison::more:
            return looked.number > first;
        case Comparison::at_least:
            return looked.number >= first;
    }
    return false;
}

}  // namespace

Place place_of(const Map& map, const std::string& step) {
    for (Place place = 0; place < map.steps.size(); ++place) {
        if (map.steps[place].id == step) return place;
    }
    PERMAP_ASSERT(false && "a checked map names only steps it has");
    return 0;
}

const Attribute& attribute_of(const Map& map, const std::string& id) {
    return map.attributes.at(static_cast<std::size_t>(index_of(map, id)));
}

AttributeIndex index_of(const Map& map, const std::string& attribute) {
    for (std::size_t i = 0; i < map.attributes.size(); ++i) {
        if (map.attributes[i].id == attribute) return static_cast<AttributeIndex>(i);
    }
    PERMAP_ASSERT(false && "a checked map names only attributes it has");
    return {};
}

int code_of(const Attribute& attribute, const std::string& value) {
    if (attribute.counter_max) return std::clamp(std::atoi(value.c_str()), 0, *attribute.counter_max);
    const auto found = std::find(attribute.values.begin(), attribute.values.end(), value);
    PERMAP_ASSERT(found != attribute.values.end());
    return static_cast<int>(found - attribute.values.begin());
}

void give_start_values(const Map& map, Walker& walker) {
    for (const Attribute& attribute : map.attributes) {
        if (attribute.derived) continue;
        walker.values[attribute.id] = attribute.start.empty() ? 0 : code_of(attribute, attribute.start);
    }
}

bool holds(const Map& map, const Condition& condition, const Walker& walker, Instant now) {
    const auto part_holds = [&](const Condition& part) { return holds(map, part, walker, now); };
    switch (condition.kind) {
        case Condition::Kind::always:
            return true;
        case Condition::Kind::compare:
            return compares(map, condition, walker, now);
        case Condition::Kind::all:
            return std::all_of(condition.parts.begin(), condition.parts.end(), part_holds);
        case Condition::Kind::any:
            return std::any_of(condition.parts.begin(), condition.parts.end(), part_holds);
        case Condition::Kind::none:
            return !part_holds(condition.parts.front());
    }
    return false;
}

}  // namespace permap::oracle
