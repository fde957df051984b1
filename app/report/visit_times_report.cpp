#include "report/visit_times_report.hpp"

#include <algorithm>

#include "report/lengths_json.hpp"
#include "report/tables.hpp"

namespace permap {

namespace {

constexpr std::size_t rows_shown = 15;

double days_of(std::int64_t minutes) {
    return static_cast<double>(minutes) / static_cast<double>(one_day.count());
}

// Most days first: waiting, working and what cannot be told apart.
std::vector<VisitTimes> longest_first(std::vector<VisitTimes> times) {
    const auto minutes = [](const VisitTimes& one) {
        return one.waiting.total_minutes + one.working.total_minutes + one.unsplit.total_minutes;
    };
    std::stable_sort(times.begin(), times.end(),
                     [&](const VisitTimes& left, const VisitTimes& right) { return minutes(left) > minutes(right); });
    return times;
}

Json waited_for_json(const WaitedFor& waited) {
    return {{"no_free_unit_child_days", days_of(waited.no_free_unit)},
            {"next_sitting_child_days", days_of(waited.next_sitting)},
            {"gathering_child_days", days_of(waited.gathering)},
            {"out_of_hours_child_days", days_of(waited.out_of_hours)},
            {"passed_over_child_days", days_of(waited.passed_over)},
            {"together_child_days", days_of(waited.together)},
            {"not_known_child_days", days_of(waited.not_known)}};
}

std::string days_text(const std::optional<double>& minutes) {
    return minutes ? fixed(*minutes / static_cast<double>(one_day.count()), 1) : "–";
}

std::string hours_text(const std::optional<double>& minutes) {
    return minutes ? fixed(*minutes / 60, 1) : "–";
}

}  // namespace

Json visit_times_json(const std::vector<VisitTimes>& times, const Map& map, Notes& notes) {
    Json list = Json::array();
    bool without_hours = false, estimated = false;
    for (const VisitTimes& one : longest_first(times)) {
        const Step& step = map.steps[index(one.step)];
        list.push_back({{"step", step.id},
                        {"name", step.name},
                        {"visits", one.visits},
                        {"started", one.waiting.count},
                        {"worked", one.working.count},
                        {"only_end_known", one.only_end_known},
                        {"mean_waiting_days", days_json(one.waiting.mean_minutes)},
                        {"median_waiting_days", days_json(one.waiting.median_minutes)},
                        {"mean_waiting_open_hours", hours_json(one.waiting_open.mean_minutes)},
                        {"median_waiting_open_hours", hours_json(one.waiting_open.median_minutes)},
                        {"mean_working_days", days_json(one.working.mean_minutes)},
                        {"median_working_days", days_json(one.working.median_minutes)},
                        {"mean_working_open_hours", hours_json(one.working_open.mean_minutes)},
                        {"median_working_open_hours", hours_json(one.working_open.median_minutes)},
                        {"mean_unsplit_days", days_json(one.unsplit.mean_minutes)},
                        {"median_unsplit_days", days_json(one.unsplit.median_minutes)},
                        {"waiting_child_days", days_of(one.waiting.total_minutes)},
                        {"waiting_said", one.said},
                        {"waited_for", waited_for_json(one.waited_for)}});
        without_hours = without_hours || !one.hours_are_known;
        estimated = estimated || one.said < one.waiting.count;
    }
    notes.add(
        "times: every visit, on the path that mattered or not; …_open_hours are hours in which the step's calendar is "
        "open; null where no visit tells");
    if (without_hours)
        notes.add("times: no working time where neither the map nor --working-hours says when work is done");
    if (estimated)
        notes.add(
            "times.waited_for: estimated where the log does not say what a visit waited for (waiting_said): "
            "out_of_hours from the calendar; passed_over since a child who became ready later was started; together: "
            "several children were started in the same minute; not_known is the rest");
    return {{"times", std::move(list)}};
}

std::string visit_times_text(const std::vector<VisitTimes>& times, const Map& map) {
    const std::vector<VisitTimes> longest = longest_first(times);
    std::vector<std::vector<std::string>> rows, reasons;
    bool estimated = false, known_hours = false;
    for (const VisitTimes& one : longest) {
        const Step& step = map.steps[index(one.step)];
        const std::string& name = step.name.empty() ? step.id : step.name;
        known_hours = known_hours || one.hours_are_known;
        if (rows.size() < rows_shown) {
            rows.push_back({name, with_separators(one.visits), days_text(one.waiting.median_minutes),
                            hours_text(one.waiting_open.median_minutes), days_text(one.working.median_minutes),
                            hours_text(one.working_open.median_minutes), days_text(one.unsplit.median_minutes)});
        }
        if (reasons.size() < rows_shown && one.waited_for.total() > 0) {
            const WaitedFor& waited = one.waited_for;
            estimated = estimated || one.said < one.waiting.count;
            const auto whole = [](std::int64_t minutes) { return fixed(days_of(minutes), 0); };
            reasons.push_back({name, whole(waited.total()), whole(waited.no_free_unit), whole(waited.next_sitting),
                               whole(waited.gathering), whole(waited.out_of_hours), whole(waited.passed_over),
                               whole(waited.together), whole(waited.not_known)});
        }
    }
    if (rows.empty()) return {};
    std::string text = "\nWaiting and working, median of all visits\n";
    text += table({{"step", false, 34},
                   {"visits", true, 9},
                   {"waiting, days", true, 8},
                   {"in open hours", true, 8},
                   {"working, days", true, 8},
                   {"in open hours", true, 8},
                   {"either, days", true, 8}},
                  rows);
    text += wrapped(
        "Either: only the end of the visit is known. " +
            std::string(known_hours ? "Open hours: hours in which the step's calendar is open."
                                    : "No open hours: neither the map nor --working-hours says when work is done."),
        0);
    if (reasons.empty()) return text;
    text += "\nWhat visits waited for, child-days\n";
    text += table({{"step", false, 24},
                   {"waiting", true, 8},
                   {"no free unit", true, 7},
                   {"next sitting", true, 7},
                   {"siblings", true, 8},
                   {"out of hours", true, 8},
                   {"passed over", true, 6},
                   {"started together", true, 8},
                   {"not known", true, 7}},
                  reasons);
    if (estimated)
        text += wrapped(
            "Where the log does not say why, these are estimates (docs/replay.md): passed over: since a child who "
            "became ready later was started; started together: several children in the same minute.",
            0);
    return text;
}

}  // namespace permap
