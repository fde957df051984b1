// Conditions and assignments: do they speak of things that exist, and of values these can have?
#include <algorithm>
#include <string>

#include "graph/findings.hpp"
#include "map/condition_eval.hpp"

namespace permap {

namespace {

constexpr int most_values = 256;  // values are kept in a byte
constexpr int largest_counter = 255;

const std::vector<std::string> no_and_yes = {"no", "yes"};

std::string text_of(const Condition& comparison) {
    return quoted(to_string(comparison));
}

bool is_order(Comparison comparison) {
    return comparison != Comparison::equal && comparison != Comparison::not_equal;
}

class ConditionCheck {
public:
    explicit ConditionCheck(Findings& findings) : findings_(findings), map_(findings.map) {}

    void condition(const Condition& condition, const std::string& where, const std::string& who) {
        for_each_comparison(condition, [&](const Condition& part) { comparison(part, where, who); });
    }

    void assignment(const Assignment& assignment, const std::string& where, const std::string& who) {
        condition(assignment.when, where, who);
        const Attribute* const attribute = settable(assignment.attribute, where, who);
        if (attribute == nullptr) return;
        if (assignment.add != 0) {
            if (!attribute->counter_max) {
                findings_.error(where, who + " adds to " + quoted(attribute->id) + ", which is not a counter");
            }
            return;
        }
        value(*attribute, assignment.value, where, who + " sets " + quoted(attribute->id) + " to ");
    }

    void assignments(const std::vector<Assignment>& list, const std::string& where, const std::string& who) {
        for (std::size_t i = 0; i < list.size(); ++i) assignment(list[i], in_list(where, i), who);
    }

    // The counter must be able to hold the largest family that comes in.
    void family_size(const Arrivals& arrivals, const std::string& where, const std::string& who) {
        if (arrivals.family_size_as.empty()) return;
        const Attribute* const attribute = settable(arrivals.family_size_as, where, who);
        if (attribute == nullptr) return;
        const std::size_t largest = std::max<std::size_t>(1, arrivals.family_sizes.size());
        if (!attribute->counter_max) {
            findings_.error(where, who + " counts children in " + quoted(attribute->id) + ", which is not a counter");
        } else if (*attribute->counter_max < static_cast<int>(largest)) {
            findings_.error(where, who + " brings families of up to " + std::to_string(largest) + ", but " +
                                       quoted(attribute->id) + " counts from 0 to " +
                                       std::to_string(*attribute->counter_max));
        }
    }

    void draw(const AttributeDraw& draw, const std::string& where, const std::string& who) {
        const Attribute* const attribute = settable(draw.attribute, where + "/attribute", who);
        condition(draw.unless_condition, where + "/unless", who);
        for (std::size_t c = 0; c < draw.cases.size(); ++c) {
            const std::string at = in_list(where + "/cases", c);
            condition(draw.cases[c].when, at + "/when", who);
            if (attribute == nullptr) continue;
            for (std::size_t v = 0; v < draw.cases[c].values.size(); ++v) {
                value(*attribute, draw.cases[c].values[v].value, in_list(at + "/values", v) + "/value",
                      who + " draws for " + quoted(attribute->id) + " ");
            }
        }
    }

private:
    const Attribute* attribute_of(std::string_view id) const {
        const auto place = findings_.attributes.find(id);
        return place ? &map_.attributes[*place] : nullptr;
    }

    // Only what is neither age, visits nor derived can be set.
    const Attribute* settable(const std::string& id, const std::string& where, const std::string& who) {
        if (id == "age" || !visited_step(id).empty()) {
            findings_.error(where, who + " sets " + quoted(id) + ", which no step can set");
            return nullptr;
        }
        if (!findings_.known(findings_.attributes, id, where, who)) return nullptr;
        const Attribute* const attribute = attribute_of(id);
        if (attribute->derived) {
            findings_.error(where, who + " sets " + quoted(id) + ", which is derived and follows from others");
            return nullptr;
        }
        return attribute;
    }

    void value(const Attribute& attribute, const std::string& value, const std::string& where,
               const std::string& before) {
        if (attribute.counter_max) {
            const auto number = whole_number(value);
            if (!number || *number < 0 || *number > *attribute.counter_max) {
                findings_.error(where, before + quoted(value) + ", but it counts from 0 to " +
                                           std::to_string(*attribute.counter_max));
            }
        } else if (std::find(attribute.values.begin(), attribute.values.end(), value) == attribute.values.end()) {
            findings_.error(where, before + quoted(value) + ", which is none of its values",
                            meant(value, attribute.values));
        }
    }

    void comparison(const Condition& part, const std::string& where, const std::string& who) {
        if (part.values.empty() || (is_order(part.comparison) && part.values.size() > 1)) {
            findings_.error(where, who + " compares with " + (part.values.empty() ? "nothing" : "several values") +
                                       " in " + text_of(part));
            return;
        }
        if (part.subject == "age") {
            numbers(part, where, who);
        } else if (const std::string_view visited = visited_step(part.subject); !visited.empty()) {
            findings_.known(findings_.steps, visited, where, who);
            numbers(part, where, who);
        } else if (const Attribute* const attribute = attribute_of(part.subject); attribute != nullptr) {
            of_attribute(*attribute, part, where, who);
        } else {
            std::vector<std::string> subjects = findings_.attributes.list();
            subjects.emplace_back("age");
            findings_.error(where, who + " asks for " + quoted(part.subject) + ", which is no attribute",
                            meant(part.subject, subjects));
        }
    }

    void numbers(const Condition& part, const std::string& where, const std::string& who) {
        for (const std::string& value : part.values) {
            if (whole_number(value)) continue;
            findings_.error(where, who + " compares with " + quoted(value) + " in " + text_of(part) +
                                       ", where a whole number is needed");
        }
    }

    void of_attribute(const Attribute& attribute, const Condition& part, const std::string& where,
                      const std::string& who) {
        if (attribute.counter_max) {
            numbers(part, where, who);
            for (const std::string& value : part.values) {
                const auto number = whole_number(value);
                if (number && (*number < 0 || *number > *attribute.counter_max)) {
                    findings_.warning(where, who + " compares with " + value + " in " + text_of(part) + ", but " +
                                                 quoted(attribute.id) + " counts from 0 to " +
                                                 std::to_string(*attribute.counter_max));
                }
            }
            return;
        }
        const std::vector<std::string>& values = attribute.derived ? no_and_yes : attribute.values;
        if (is_order(part.comparison)) {
            const bool are_numbers = !values.empty() && std::all_of(values.begin(), values.end(), [](const auto& v) {
                return whole_number(v).has_value();
            });
            if (!are_numbers) {
                findings_.error(where, who + " asks for an order in " + text_of(part) + ", but the values of " +
                                           quoted(attribute.id) + " are words");
            } else {
                numbers(part, where, who);
            }
            return;
        }
        for (const std::string& value : part.values) {
            if (std::find(values.begin(), values.end(), value) != values.end()) continue;
            findings_.error(
                where,
                who + " compares " + quoted(attribute.id) + " with " + quoted(value) + ", which is none of its values",
                meant(value, values));
        }
    }

    Findings& findings_;
    const Map& map_;
};

// Does `attribute` follow from itself, through other derived attributes?
bool follows_from(const Findings& findings, const std::string& attribute, const Condition& condition,
                  std::vector<std::string>& seen) {
    for (const std::string& subject : subjects_of(condition)) {
        if (subject == attribute) return true;
        const auto place = findings.attributes.find(subject);
        if (!place || !findings.map.attributes[*place].derived) continue;
        if (std::find(seen.begin(), seen.end(), subject) != seen.end()) continue;
        seen.push_back(subject);
        if (follows_from(findings, attribute, *findings.map.attributes[*place].derived, seen)) return true;
    }
    return false;
}

void check_attribute(Findings& findings, ConditionCheck& check, std::size_t i) {
    const Attribute& attribute = findings.map.attributes[i];
    const std::string who = "attribute " + quoted(attribute.id);
    const auto at = [&](const std::string& suffix) { return findings.of_list("attributes", i, suffix); };
    const int forms =
        (attribute.values.empty() ? 0 : 1) + (attribute.counter_max ? 1 : 0) + (attribute.derived ? 1 : 0);
    if (forms != 1) {
        findings.error(at(""), who + " must be one of three: a list of values, a counter, or derived");
    }
    if (attribute.id == "age" || !visited_step(attribute.id).empty()) {
        findings.error(at("/id"), who + " has a name that always means something else");
    }
    if (attribute.derived) {
        check.condition(*attribute.derived, at("/derived"), who);
        std::vector<std::string> seen;
        if (follows_from(findings, attribute.id, *attribute.derived, seen)) {
            findings.error(at("/derived"), who + " is derived from itself");
        }
    } else if (attribute.counter_max) {
        if (*attribute.counter_max < 1 || *attribute.counter_max > largest_counter) {
            findings.error(at("/counter/max"), who + " counts to " + std::to_string(*attribute.counter_max) +
                                                   ", but a counter counts to 1 at least and 255 at most");
        }
        const auto start = whole_number(attribute.start);
        if (!start || *start < 0 || *start > *attribute.counter_max) {
            findings.error(at("/start"), who + " starts at " + quoted(attribute.start) + ", but it counts from 0 to " +
                                             std::to_string(*attribute.counter_max));
        }
    } else if (!attribute.values.empty()) {
        if (attribute.values.size() > most_values) {
            findings.error(at("/values"), who + " has more than 256 values");
        }
        for (std::size_t v = 0; v < attribute.values.size(); ++v) {
            const auto here = attribute.values.begin() + static_cast<std::ptrdiff_t>(v);
            if (std::find(attribute.values.begin(), here, *here) != here) {
                findings.error(at(in_list("/values", v)), who + " has the value " + quoted(*here) + " twice");
            }
        }
        if (std::find(attribute.values.begin(), attribute.values.end(), attribute.start) == attribute.values.end()) {
            findings.error(at("/start"),
                           who + " starts as " + quoted(attribute.start) + ", which is none of its values",
                           meant(attribute.start, attribute.values));
        }
    }
}

void check_step(Findings& findings, ConditionCheck& check, std::size_t i) {
    const Step& step = findings.map.steps[i];
    const std::string who = "step " + quoted(step.id);
    const auto at = [&](const std::string& suffix) { return findings.of_step(i, suffix); };
    check.assignments(step.sets, at("/sets"), who);
    check.assignments(step.derives, at("/derives"), who);
    check.assignments(step.clears, at("/split/clears"), who);
    for (std::size_t d = 0; d < step.draws.size(); ++d) check.draw(step.draws[d], at(in_list("/draws", d)), who);
    for (std::size_t w = 0; w < step.ways.size(); ++w) {
        check.condition(step.ways[w].when, at(in_list("/ways", w) + "/when"), who);
        check.assignments(step.ways[w].sets, at(in_list("/ways", w) + "/sets"), who);
    }
    if (step.clock) check.condition(step.clock->only_if, at("/clock/only_if"), who);
    if (step.uses) {
        check.condition(step.uses->when, at("/uses/when"), who);
        for (std::size_t p = 0; p < step.uses->priorities.size(); ++p) {
            check.condition(step.uses->priorities[p].when, at(in_list("/uses/priorities", p) + "/when"), who);
        }
    }
}

}  // namespace

void check_conditions(Findings& findings) {
    const Map& map = findings.map;
    ConditionCheck check(findings);
    for (std::size_t i = 0; i < map.attributes.size(); ++i) check_attribute(findings, check, i);
    for (std::size_t i = 0; i < map.steps.size(); ++i) check_step(findings, check, i);
    for (std::size_t i = 0; i < map.regions.size(); ++i) {
        check.assignments(map.regions[i].when_ended, findings.of_list("regions", i, "/when_ended"),
                          "region " + quoted(map.regions[i].id));
    }
    for (std::size_t i = 0; i < map.arrivals.size(); ++i) {
        const std::string who = "the arrival at " + quoted(map.arrivals[i].entry);
        check.assignments(map.arrivals[i].sets, findings.of_list("arrivals", i, "/sets"), who);
        check.family_size(map.arrivals[i], findings.of_list("arrivals", i, "/family_size_as"), who);
    }
    for (std::size_t i = 0; i < map.resting.size(); ++i) {
        check.condition(map.resting[i].when, findings.of_list("resting", i, "/when"),
                        "resting state " + quoted(map.resting[i].id));
    }
    if (map.over_only_if) check.condition(*map.over_only_if, findings.of_map("/over_only_if"), "the map");
}

}  // namespace permap
