// What a condition means for a child whose values are known. The caller says where values come from, so the same
// reading serves the load checks, the compiler's tables and the tests.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "map/condition.hpp"

namespace permap {

// What a subject is now: text for an attribute with named values ("no", "yes" if derived); a number, with empty text,
// for age in completed years, visits and counters.
struct SubjectValue {
    int number = 0;
    std::string_view text;
};

// Whole numbers only ("-1", "16"); nothing for any other text, nor beyond a million either way: no age, count of visits
// or counter comes near it.
inline constexpr int largest_whole_number = 1'000'000;
std::optional<int> whole_number(std::string_view text);

// One comparison. Several values: = holds for any of them, != for none of them. Values that are not numbers equal no
// number (the load check reports them).
bool compares(Comparison comparison, const std::vector<std::string>& values, const SubjectValue& subject);

// `lookup(subject)` gives the SubjectValue of "age", "visits(STEP)" or an attribute.
template <class Lookup>
bool holds(const Condition& condition, const Lookup& lookup) {
    switch (condition.kind) {
        case Condition::Kind::always:
            return true;
        case Condition::Kind::compare:
            return compares(condition.comparison, condition.values, lookup(std::string_view(condition.subject)));
        case Condition::Kind::all:
            for (const Condition& part : condition.parts) {
                if (!holds(part, lookup)) return false;
            }
            return true;
        case Condition::Kind::any:
            for (const Condition& part : condition.parts) {
                if (holds(part, lookup)) return true;
            }
            return false;
        case Condition::Kind::none:
            return !holds(condition.parts.front(), lookup);
    }
    return false;
}

// `visit(comparison)` is called for every part of kind compare, left to right.
template <class Visit>
void for_each_comparison(const Condition& condition, const Visit& visit) {
    if (condition.kind == Condition::Kind::compare) visit(condition);
    for (const Condition& part : condition.parts) for_each_comparison(part, visit);
}

// Subjects in order of first mention, each once.
std::vector<std::string> subjects_of(const Condition& condition);

// Smallest number of each range on which no comparison of `subject` in `condition` changes its answer, except the
// range that has no lower end: "age < 6 or age >= 16" gives 6 and 16. Sorted, each once.
std::vector<int> thresholds_of(const Condition& condition, std::string_view subject);

}  // namespace permap
