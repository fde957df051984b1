// Conditions and assignments as a person writes them in a map:
//   "setting = away and legal_basis = cpo|icso"   "not (age < 6) or visits(home_review) >= 2"
//   "legal_basis = none if cso_in_force = no"     "icso_count + 1"
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "vocabulary/result.hpp"

namespace permap {

enum class Comparison { equal, not_equal, less, at_most, more, at_least };

struct Condition {
    enum class Kind { always, compare, all, any, none };  // none = not (first part)

    Kind kind = Kind::always;
    std::vector<Condition> parts;  // of all, any, none

    // compare: what is looked at ("age", "visits(STEP)" or an attribute) against values ("a|b" for = and !=).
    std::string subject;
    Comparison comparison = Comparison::equal;
    std::vector<std::string> values;

    bool operator==(const Condition&) const = default;
};

// Sets an attribute to a value, or adds to a counter (`add` != 0), where the condition holds.
struct Assignment {
    std::string attribute;
    std::string value;
    int add = 0;
    Condition when;

    bool operator==(const Assignment&) const = default;
};

// Problems carry the text as `where`; the caller puts file and pointer before it.
Result<Condition> parse_condition(std::string_view text);
Result<Assignment> parse_assignment(std::string_view text);
std::string to_string(const Condition& condition);
std::string to_string(const Assignment& assignment);

// Both must hold; `always` disappears.
Condition both(Condition left, Condition right);

// STEP of a subject "visits(STEP)"; empty for any other subject.
std::string_view visited_step(std::string_view subject);

}  // namespace permap
