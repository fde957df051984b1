// Everything a set of conditions can tell apart: for each thing they look at, classes of values on which all of them
// answer alike. A decision table has one row for each combination of classes.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "map/condition_eval.hpp"
#include "map/map.hpp"

namespace permap {

class ValueSpace {
public:
    // Conditions name only attributes, steps and values that the map has. `at_visit_of` is the step whose decision or
    // draw it is: it has been visited once at least.
    ValueSpace(const Map& map, const std::vector<const Condition*>& conditions, std::string_view at_visit_of);

    // Dates on which a law begins or ceases to hold, as one more thing that is looked at.
    void split_by_dates(const std::vector<const InForce*>& in_force);

    double combinations() const;  // a double, since it may be absurdly large
    std::size_t size() const { return static_cast<std::size_t>(combinations()); }
    bool answer(const Condition& condition, std::size_t combination) const;
    bool answer(const InForce& in_force, std::size_t combination) const;
    std::size_t period(std::size_t combination) const;  // 0: before the first date, or there is none

    // Up to `at_most` descriptions that together cover combinations marked in `found`: "setting = away, age below 6".
    // Things that make no difference are left out; "always" when nothing makes any.
    std::vector<std::string> describe(std::vector<bool> found, std::size_t at_most) const;

private:
    struct ValueClass {
        SubjectValue value;
        std::string words;
    };
    struct Subject {
        std::string name;
        std::vector<ValueClass> classes;
        std::size_t stride = 1;
    };

    void add_subject(std::string_view name, const std::vector<const Condition*>& comparisons,
                     std::string_view at_visit_of);
    void add_named_values(Subject& subject, const std::vector<std::string>& values,
                          const std::vector<const Condition*>& comparisons) const;
    void add_ranges(Subject& subject, const std::vector<const Condition*>& comparisons, std::optional<int> lowest,
                    std::optional<int> highest) const;
    void append(Subject subject);
    SubjectValue value_of(std::string_view name, std::size_t combination) const;
    const Attribute* attribute_of(std::string_view id) const;

    const Map& map_;
    std::vector<Subject> subjects_;
    std::vector<Instant> dates_;       // ascending
    std::optional<std::size_t> date_;  // its place in subjects_
};

}  // namespace permap
