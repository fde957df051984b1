#include "model/condition_compiler.hpp"

#include <algorithm>
#include <limits>

#include "vocabulary/result.hpp"

namespace permap {

namespace {

template <class List>
std::unordered_map<std::string, std::size_t> positions(const List& list) {
    std::unordered_map<std::string, std::size_t> found;
    for (std::size_t i = 0; i < list.size(); ++i) found.emplace(list[i].id, i);
    return found;
}

ConditionNode range_node(Subject subject, std::size_t which, Comparison comparison, std::int32_t number) {
    constexpr std::int32_t lowest = std::numeric_limits<std::int32_t>::min();
    constexpr std::int32_t highest = std::numeric_limits<std::int32_t>::max();
    ConditionNode node{.kind = ConditionNode::Kind::in_range,
                       .subject = subject,
                       .which = static_cast<std::uint16_t>(which),
                       .low = lowest,
                       .high = highest};
    switch (comparison) {
        case Comparison::equal:
        case Comparison::not_equal:
            node.low = node.high = number;
            break;
        case Comparison::less:
            node.high = number - 1;
            break;
        case Comparison::at_most:
            node.high = number;
            break;
        case Comparison::more:
            node.low = number + 1;
            break;
        case Comparison::at_least:
            node.low = number;
            break;
    }
    return node;
}

struct Writer {
    const Map& map;
    const NameIndex& names;
    ConditionCode code;

    // Opens a part whose length is known once its parts are written.
    template <class Body>
    void group(ConditionNode::Kind kind, Body body) {
        const std::size_t at = code.size();
        code.push_back({.kind = kind});
        body();
        code[at].skip = static_cast<std::uint32_t>(code.size() - at);
    }

    void numbers(Subject subject, std::size_t which, const Condition& condition) {
        const auto any_of = [&] {
            group(ConditionNode::Kind::any, [&] {
                for (const std::string& value : condition.values) {
                    code.push_back(range_node(subject, which, condition.comparison, std::stoi(value)));
                }
            });
        };
        if (condition.comparison == Comparison::not_equal) {
            group(ConditionNode::Kind::none, any_of);
        } else {
            any_of();
        }
    }

    void compare(const Condition& condition) {
        if (condition.subject == "age") return numbers(Subject::age_years, 0, condition);
        if (const auto step = visited_step(condition.subject); !step.empty()) {
            return numbers(Subject::visits, names.steps.at(std::string(step)), condition);
        }
        const std::size_t which = names.attributes.at(condition.subject);
        const Attribute& attribute = map.attributes[which];
        if (attribute.counter_max) return numbers(Subject::attribute, which, condition);
        if (attribute.derived) {
            const bool wants_yes = (std::find(condition.values.begin(), condition.values.end(), "yes") !=
                                    condition.values.end()) == (condition.comparison == Comparison::equal);
            if (wants_yes) return write(*attribute.derived);
            return group(ConditionNode::Kind::none, [&] { write(*attribute.derived); });
        }
        std::uint64_t set = 0;
        for (const std::string& value : condition.values) set |= std::uint64_t{1} << value_code(attribute, value);
        if (condition.comparison == Comparison::not_equal) set = ~set;
        code.push_back({.kind = ConditionNode::Kind::in_set, .which = static_cast<std::uint16_t>(which), .set = set});
    }

    void write(const Condition& condition) {
        switch (condition.kind) {
            case Condition::Kind::always:
                code.push_back({});
                break;
            case Condition::Kind::compare:
                compare(condition);
                break;
            case Condition::Kind::all:
                group(ConditionNode::Kind::all, [&] {
                    for (const Condition& part : condition.parts) write(part);
                });
                break;
            case Condition::Kind::any:
                group(ConditionNode::Kind::any, [&] {
                    for (const Condition& part : condition.parts) write(part);
                });
                break;
            case Condition::Kind::none:
                group(ConditionNode::Kind::none, [&] { write(condition.parts.front()); });
                break;
        }
    }
};

}  // namespace

NameIndex::NameIndex(const Map& map)
    : steps(positions(map.steps)),
      attributes(positions(map.attributes)),
      regions(positions(map.regions)),
      resources(positions(map.resources)),
      processes(positions(map.processes)),
      calendars(positions(map.calendars)) {}

std::uint8_t value_code(const Attribute& attribute, const std::string& value) {
    if (attribute.counter_max) return static_cast<std::uint8_t>(std::stoi(value));
    const auto found = std::find(attribute.values.begin(), attribute.values.end(), value);
    PERMAP_ASSERT(found != attribute.values.end());
    return static_cast<std::uint8_t>(found - attribute.values.begin());
}

ConditionCode condition_code(const Condition& condition, const Map& map, const NameIndex& names) {
    Writer writer{map, names, {}};
    writer.write(condition);
    return std::move(writer.code);
}

}  // namespace permap
