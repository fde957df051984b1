#include "report/journey_page.hpp"

#include <cstdio>
#include <map>
#include <vector>

#include "projection/timeline.hpp"
#include "report/tables.hpp"

namespace permap {

namespace {

std::string days_between(Instant from, Instant to) {
    char text[32];
    std::snprintf(text, sizeof text, "%.1f", days(to - from));
    return text;
}

std::string ended_how(const MeasurePlan& plan, const TimelineRow& row) {
    switch (row.end) {
        case VisitEnd::completed: {
            std::string ways;
            const Step& step = plan.map.steps[index(row.step)];
            if (step.ways.size() < 2) return "done";
            for (const std::uint16_t way : row.ways) ways += (ways.empty() ? "→ " : ", ") + step.ways[way].to;
            return ways.empty() ? "done" : ways;
        }
        case VisitEnd::cancelled:
            return "cancelled";
        case VisitEnd::clock_fired:
            return "clock went off";
        case VisitEnd::clock_ended:
            return "clock stopped";
        case VisitEnd::open:
            return "still open";
    }
    return "";
}

std::vector<TimelineRow> rows_of(const MeasurePlan& plan, const Stream& stream, std::optional<Instant> at) {
    const std::span<const Event> events{stream.events};
    return timeline(plan, stream.child, at ? events_until(events, *at + one_day - Minutes{1}) : events);
}

std::string heading(const MeasurePlan& plan, const Stream& stream) {
    const Child& child = stream.child;
    const double years = days(child.entered - midnight(child.birth_date)) / 365.25;
    char age[32];
    std::snprintf(age, sizeof age, "%.1f", years);
    return "Child " + plan.map.steps[index(child.entry)].id + ":" + std::to_string(child.candidate) +
           (child.sibling > 0 ? "." + std::to_string(child.sibling) : "") + ", simulated; came in on " +
           to_date_string(child.entered) + " aged " + age + " years; followed until " +
           to_date_string(child.followed_until) + "\n" +
           (plan.map.law_at ? "The law is as it stood on " + to_date_string(*plan.map.law_at) + ".\n" : "");
}

// How it ends, and when.
std::string ending(const MeasurePlan& plan, const Stream& stream) {
    const Event& last = stream.events.back();
    if (last.kind != EventKind::left) return "still on the way when follow-up ended";
    const std::string name = last.step == no_step ? "over without an outcome" : plan.map.steps[index(last.step)].name;
    return name + " on " + to_date_string(last.at) + ", after " + in_days(days(last.at - stream.child.entered));
}

}  // namespace

std::string journey_page(const MeasurePlan& plan, const Stream& stream, std::optional<Instant> at) {
    std::vector<std::vector<std::string>> cells;
    for (const TimelineRow& row : rows_of(plan, stream, at)) {
        const bool is_clock = plan.steps[index(row.step)].is_clock;
        cells.push_back({row.mattered ? "●" : "", plan.map.steps[index(row.step)].name, to_date_string(row.ready),
                         row.started && !is_clock ? days_between(row.ready, *row.started) : "",
                         row.started && row.ended ? days_between(*row.started, *row.ended) : "", ended_how(plan, row)});
    }
    std::string text = heading(plan, stream);
    text += table({{"", false, 1},
                   {"step", false, 39},
                   {"ready", false, 10},
                   {"waited", true, 7},
                   {"took", true, 7},
                   {"ended", false, 26}},
                  cells);
    if (!at) text += "\n" + ending(plan, stream) + ".\n";
    return text + "● on the path that mattered. Waited and took are days.\n";
}

std::string journeys_side_by_side(const MeasurePlan& plan, const Stream& stream, const MeasurePlan& arm_plan,
                                  const Stream& arm_stream, const std::string& arm_name, std::optional<Instant> at) {
    const std::vector<TimelineRow> without = rows_of(plan, stream, at), with = rows_of(arm_plan, arm_stream, at);
    const auto key = [](const TimelineRow& row) { return std::pair(row.step, row.visit); };
    std::map<std::pair<StepIndex, std::uint32_t>, const TimelineRow*> others;
    for (const TimelineRow& row : with) others.emplace(key(row), &row);
    const auto when = [](const TimelineRow* row) {
        return row == nullptr ? std::string("–") : to_date_string(row->ready);
    };
    const auto took = [](const TimelineRow* row) {
        return row == nullptr || !row->ended ? std::string{} : days_between(row->ready, *row->ended);
    };
    std::vector<std::vector<std::string>> cells;
    const auto add = [&](const TimelineRow* here, const TimelineRow* there) {
        const TimelineRow& row = here != nullptr ? *here : *there;
        cells.push_back({plan.map.steps[index(row.step)].name, when(here), took(here),
                         here != nullptr && here->mattered ? "●" : "", when(there), took(there),
                         there != nullptr && there->mattered ? "●" : ""});
    };
    for (const TimelineRow& row : without) {
        const auto other = others.find(key(row));
        add(&row, other == others.end() ? nullptr : other->second);
        if (other != others.end()) others.erase(other);
    }
    for (const TimelineRow& row : with) {
        if (others.count(key(row)) != 0) add(nullptr, &row);
    }
    std::string text = heading(plan, stream);
    text += table({{"step", false, 40},
                   {"as it is", false, 10},
                   {"days", true, 7},
                   {"", false, 1},
                   {"with it", false, 10},
                   {"days", true, 7},
                   {"", false, 1}},
                  cells);
    if (!at)
        text +=
            "\nAs it is: " + ending(plan, stream) + ".\nWith " + arm_name + ": " + ending(arm_plan, arm_stream) + ".\n";
    return text +
           wrapped(
               "Dates: when the step was ready. Days: from ready to its end. ● on the path that mattered. The same "
               "child, with the same luck at each step.",
               0);
}

}  // namespace permap
