#include "map/condition_eval.hpp"

#include <algorithm>
#include <charconv>

namespace permap {

std::optional<int> whole_number(std::string_view text) {
    int number = 0;
    const auto [end, fault] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (fault != std::errc() || end != text.data() + text.size() || text.empty()) return std::nullopt;
    if (number > largest_whole_number || number < -largest_whole_number) return std::nullopt;
    return number;
}

namespace {

bool equals_any(const std::vector<std::string>& values, const SubjectValue& subject) {
    for (const std::string& value : values) {
        if (subject.text.empty() ? whole_number(value) == subject.number : value == subject.text) return true;
    }
    return false;
}

bool is_in_order(Comparison comparison, int number, int limit) {
    switch (comparison) {
        case Comparison::less:
            return number < limit;
        case Comparison::at_most:
            return number <= limit;
        case Comparison::more:
            return number > limit;
        case Comparison::at_least:
            return number >= limit;
        default:
            return false;
    }
}

}  // namespace

bool compares(Comparison comparison, const std::vector<std::string>& values, const SubjectValue& subject) {
    if (comparison == Comparison::equal) return equals_any(values, subject);
    if (comparison == Comparison::not_equal) return !equals_any(values, subject);

    if (values.empty()) return false;
    const auto limit = whole_number(values.front());
    const auto number = subject.text.empty() ? std::optional(subject.number) : whole_number(subject.text);
    return limit && number && is_in_order(comparison, *number, *limit);
}

std::vector<std::string> subjects_of(const Condition& condition) {
    std::vector<std::string> subjects;
    for_each_comparison(condition, [&](const Condition& part) {
        if (std::find(subjects.begin(), subjects.end(), part.subject) == subjects.end()) {
            subjects.push_back(part.subject);
        }
    });
    return subjects;
}

std::vector<int> thresholds_of(const Condition& condition, std::string_view subject) {
    std::vector<int> thresholds;
    for_each_comparison(condition, [&](const Condition& part) {
        if (part.subject != subject) return;
        for (const std::string& value : part.values) {
            const auto number = whole_number(value);
            if (!number) continue;
            const Comparison comparison = part.comparison;
            const bool splits_below = comparison != Comparison::at_most && comparison != Comparison::more;
            const bool splits_above = comparison != Comparison::less && comparison != Comparison::at_least;
            if (splits_below) thresholds.push_back(*number);
            if (splits_above) thresholds.push_back(*number + 1);
        }
    });
    std::sort(thresholds.begin(), thresholds.end());
    thresholds.erase(std::unique(thresholds.begin(), thresholds.end()), thresholds.end());
    return thresholds;
}

}  // namespace permap
