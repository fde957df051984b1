// A condition as integers: a short program over the attributes of one child.
#pragma once

#include <cstdint>
#include <vector>

#include "vocabulary/ids.hpp"

namespace permap {

enum class Subject : std::uint8_t { attribute, age_years, visits };

// One comparison, or a jump point of `all` and `any` (their parts follow in the array).
struct ConditionNode {
    enum class Kind : std::uint8_t { always, in_set, in_range, all, any, none };
    Kind kind = Kind::always;
    Subject subject = Subject::attribute;
    std::uint16_t which = 0;         // attribute or step
    std::uint32_t skip = 1;          // nodes of this part, itself included
    std::uint64_t set = 0;           // in_set: bit of each value that holds (values below 64)
    std::int32_t low = 0, high = 0;  // in_range: both ends included
};

using ConditionCode = std::vector<ConditionNode>;

// `value(subject, which)` gives the present value as an integer.
template <class Value>
bool holds(const ConditionNode* node, const Value& value) {
    switch (node->kind) {
        case ConditionNode::Kind::always:
            return true;
        case ConditionNode::Kind::in_set:
            return (node->set >> value(node->subject, node->which) & 1U) != 0;
        case ConditionNode::Kind::in_range: {
            const std::int32_t now = value(node->subject, node->which);
            return node->low <= now && now <= node->high;
        }
        case ConditionNode::Kind::none:
            return !holds(node + 1, value);
        case ConditionNode::Kind::all:
        case ConditionNode::Kind::any: {
            const bool wanted = node->kind == ConditionNode::Kind::any;
            for (const ConditionNode* part = node + 1; part != node + node->skip; part += part->skip) {
                if (holds(part, value) == wanted) return wanted;
            }
            return !wanted;
        }
    }
    return false;
}

}  // namespace permap
