#include "report/standing_report.hpp"

#include <algorithm>

#include "report/tables.hpp"

namespace permap {

namespace {

constexpr std::size_t most_values = 15, months_of_a_year = 12;

// "Where they live: kinship care 34, foster care 51". Where there are many the largest come first, then the rest.
std::string list_text(const CountList& list) {
    std::vector<CountOfValue> values = list.values;
    std::int64_t others = 0;
    if (values.size() > most_values) {
        std::stable_sort(values.begin(), values.end(),
                         [](const CountOfValue& a, const CountOfValue& b) { return a.children > b.children; });
        for (std::size_t i = most_values; i < values.size(); ++i) others += values[i].children;
        values.resize(most_values);
    }
    std::string text = list.name + ":";
    const char* between = " ";
    for (const CountOfValue& value : values) {
        text += between + value.name + " " + with_separators(value.children);
        between = "; ";
    }
    if (others > 0) text += "; elsewhere " + with_separators(others);
    return wrapped(text + ".", 2);
}

}  // namespace

std::string questions_text(const Questions& questions) {
    std::string text;
    for (const StandingOn& one : questions.on) {
        text += "\n" + wrapped("Where the children stood at the end of " + to_date_string(midnight(one.on)) + ": " +
                                   with_separators(one.children) + " under way",
                               0);
        if (one.not_followed > 0)
            text += wrapped(with_separators(one.not_followed) + " more are not followed so far.", 2);
        for (const CountList& list : one.lists) {
            if (!list.values.empty()) text += list_text(list);
        }
    }
    if (!questions.on.empty() && !questions.moves_are.empty())
        text += wrapped("Moves are " + questions.moves_are + ".", 2);
    return text;
}

std::string caseload_text(const Caseload& caseload) {
    if (caseload.months.empty()) return {};
    const std::size_t all = caseload.months.size();
    const std::size_t first = caseload.shows_all || all <= months_of_a_year ? 0 : all - months_of_a_year;
    const bool stops = std::any_of(caseload.months.begin(), caseload.months.end(),
                                   [](const CaseloadMonth& month) { return month.no_longer_followed > 0; });
    std::vector<Column> columns = {{"Month"}, {"Under way on the first", true}, {"Came in", true}, {"Left", true}};
    if (stops) columns.push_back({"No longer followed", true});
    std::vector<std::vector<std::string>> rows;
    for (std::size_t i = first; i < all; ++i) {
        const CaseloadMonth& month = caseload.months[i];
        rows.push_back({to_string(month.month), with_separators(month.children), with_separators(month.came_in),
                        with_separators(month.left)});
        if (stops) rows.back().push_back(with_separators(month.no_longer_followed));
    }
    std::string text = "\nCaseload: children under way, month by month\n" + table(columns, rows);
    if (first > 0)
        text += wrapped("The last year of " + with_separators(static_cast<std::int64_t>(all)) +
                            " months; --caseload shows them all, --json also by phase, lane and placement.",
                        2);
    return text;
}

}  // namespace permap
