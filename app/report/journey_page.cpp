#include "report/journey_page.hpp"

#include <cstdio>
#include <map>
#include <vector>

#include "report/tables.hpp"

namespace permap {

namespace {

std::string days_between(Instant from, Instant to) {
    char text[32];
    std::snprintf(text, sizeof text, "%.1f", days(to - from));
    return text;
}

std::string heading(const JourneySubject& subject, const JourneyView& view, std::optional<Instant> at) {
    const Child& child = view.child;
    const double years = days(child.entered - midnight(child.birth_date)) / 365.25;
    char age[32];
    std::snprintf(age, sizeof age, "%.1f", years);
    const std::optional<Instant>& law_at = view.plan->map.law_at;
    return "Simulated child " + subject.name + "; came in on " + to_date_string(child.entered) +
           (years < 0 ? ", not yet born" : std::string(" aged ") + age + " years") +
           (at ? "; as known on " + to_date_string(*at) : "; followed until " + to_date_string(child.followed_until)) +
           "\n" + (law_at ? "The law is as it stood on " + to_date_string(*law_at) + ".\n" : "");
}

// What is known of a real child's journey, and how far; first of all that it is for nobody else.
std::string recorded_heading(const JourneySubject& subject, const JourneyView& view) {
    const Child& child = view.child;
    std::string text = std::string(not_for_sharing) + "\n";
    std::string words = "Child " + subject.name + " (" + with_separators(static_cast<std::int64_t>(subject.number)) +
                        " of " + with_separators(static_cast<std::int64_t>(subject.children)) +
                        " in the log); first record on " + to_date_string(child.entered);
    if (!subject.known_as.empty()) {
        words += "; " + subject.known_as;
    } else {
        words += "; recorded until " + to_date_string(child.followed_until);
    }
    text += wrapped(words + ".", 0);
    if (subject.has_dates_only) text += "Dates only: no time of day is known.\n";
    return text;
}

// What was not written down stands in brackets, or is left open.
std::string recorded_steps(const JourneyView& view) {
    std::vector<std::vector<std::string>> cells;
    bool has_filled_in = false;
    for (const TimelineRow& row : view.rows) {
        const bool is_clock = view.plan->steps[index(row.step)].is_clock;
        const std::string ready = to_date_string(row.ready);
        has_filled_in = has_filled_in || !row.ready_is_known;
        cells.push_back({row.mattered ? "●" : "", view.plan->map.steps[index(row.step)].name,
                         row.ready_is_known ? ready : "(" + ready + ")",
                         row.started                          ? to_date_string(*row.started)
                         : is_clock                           ? ""
                         : row.ended && row.only_end_is_known ? "not known"
                                                              : "",
                         row.ended ? to_date_string(*row.ended) : "", ended_how(*view.plan, row)});
    }
    std::string text = table({{"", false, 1},
                              {"step", false, 34},
                              {"ready", false, 12},
                              {"started", false, 10},
                              {"ended", false, 10},
                              {"how", false, 22}},
                             cells);
    text += "● on the path that mattered.\n";
    if (has_filled_in)
        text += wrapped(
            "(Date): nobody wrote down when the step became ready; it is when what came before it was done.", 0);
    return text;
}

std::string age_section(const JourneySubject& subject, const JourneyView& view) {
    std::string text = "\nAge\n";
    if (!subject.age_is_known) return text + "not known\n";
    const auto words = [&](Instant at) {
        const std::string age = age_words(view.child.birth_date, at);
        return age == "not yet born" ? age : "aged " + age;
    };
    text += "at the first record: " + words(view.child.entered) + "\n" +
            (view.is_over ? "at the end: " : "when last looked at: ") + words(view.bands.end) + "\n";
    return text + (subject.born_by_month ? "Counted from the middle of the month of birth.\n" : "");
}

std::string band_section(const JourneyView& view, const AttributeBand& band) {
    std::vector<std::vector<std::string>> cells;
    for (const AttributeSpan& span : band.spans) {
        const bool goes_on = span.to == view.bands.end && !view.is_over;
        cells.push_back({value_words(view.plan->map, band.attribute, span.value), to_date_string(span.from),
                         goes_on ? "" : to_date_string(span.to), days_between(span.from, span.to)});
    }
    return "\n" + attribute_words(view.plan->map, band.attribute) + "\n" +
           table({{"", false, 50}, {"from", false, 10}, {"until", false, 10}, {"days", true, 8}}, cells);
}

std::string milestone_section(const JourneyView& view) {
    const Map& map = view.plan->map;
    std::string text;
    std::size_t moves = 0;
    for (const MilestoneReached& reached : view.bands.milestones)
        moves += map.milestones[reached.milestone].id == "move" ? 1 : 0;
    if (view.plan->counts_moves) text += "\nMoves: " + std::to_string(moves) + "\n";
    if (view.bands.milestones.empty()) return text;
    std::vector<std::vector<std::string>> cells;
    for (const MilestoneReached& reached : view.bands.milestones)
        cells.push_back({map.milestones[reached.milestone].name, to_date_string(reached.at)});
    return text + "\nMilestones and moves\n" + table({{"", false, 60}, {"on", false, 10}}, cells);
}

std::string limit_section(const JourneyView& view) {
    std::vector<std::vector<std::string>> cells;
    const auto last_day = [](Instant end) { return to_date_string(end - Minutes{1}); };
    for (const AimCount& aim : view.bands.aims)
        cells.push_back({"Aim: " + view.plan->map.aims[aim.aim].name, to_date_string(aim.from), last_day(aim.limit_end),
                         aim_words(aim)});
    for (const TimelineRow& row : view.rows) {
        if (!row.limit) continue;
        cells.push_back({view.plan->map.steps[index(row.step)].name, to_date_string(row.limit->from),
                         last_day(row.limit->end), limit_words(row, view.bands.end)});
    }
    if (cells.empty()) return "";
    return "\nAims and limits\n" +
           table({{"", false, 44}, {"from", false, 10}, {"limit", false, 10}, {"", false, 28}}, cells);
}

}  // namespace

std::string journey_page(const JourneySubject& subject, const JourneyView& view, std::optional<Instant> at) {
    const MeasurePlan& plan = *view.plan;
    std::vector<std::vector<std::string>> cells;
    for (const TimelineRow& row : view.rows) {
        const bool is_clock = plan.steps[index(row.step)].is_clock;
        cells.push_back({row.mattered ? "●" : "", plan.map.steps[index(row.step)].name, to_date_string(row.ready),
                         row.started && !is_clock ? days_between(row.ready, *row.started) : "",
                         row.started && row.ended ? days_between(*row.started, *row.ended) : "", ended_how(plan, row)});
    }
    std::string text = heading(subject, view, at);
    text += table({{"", false, 1},
                   {"step", false, 39},
                   {"ready", false, 10},
                   {"waited", true, 7},
                   {"took", true, 7},
                   {"ended", false, 26}},
                  cells);
    if (!at) text += "\n" + ending_words(subject, view) + ".\n";
    return text + "● on the path that mattered. Waited and took are days.\n";
}

std::string recorded_journey_page(const JourneySubject& subject, const JourneyView& view, std::optional<Instant> at) {
    std::string text = recorded_heading(subject, view) + "\n" + recorded_steps(view);
    if (!at || view.is_over) text += "\n" + ending_words(subject, view) + ".\n";
    text += age_section(subject, view);
    for (const AttributeBand& band : shown_bands(view, subject)) text += band_section(view, band);
    return text + milestone_section(view) + limit_section(view);
}

std::string journeys_side_by_side(const JourneySubject& subject, const JourneyView& view, const JourneyView& arm,
                                  const std::string& arm_name, std::optional<Instant> at) {
    const auto key = [](const TimelineRow& row) { return std::pair(row.step, row.visit); };
    std::map<std::pair<StepIndex, std::uint32_t>, const TimelineRow*> others;
    for (const TimelineRow& row : arm.rows) others.emplace(key(row), &row);
    const auto when = [](const TimelineRow* row) {
        return row == nullptr ? std::string("–") : to_date_string(row->ready);
    };
    const auto took = [](const TimelineRow* row) {
        return row == nullptr || !row->ended ? std::string{} : days_between(row->ready, *row->ended);
    };
    std::vector<std::vector<std::string>> cells;
    const auto add = [&](const TimelineRow* here, const TimelineRow* there) {
        const TimelineRow& row = here != nullptr ? *here : *there;
        cells.push_back({view.plan->map.steps[index(row.step)].name, when(here), took(here),
                         here != nullptr && here->mattered ? "●" : "", when(there), took(there),
                         there != nullptr && there->mattered ? "●" : ""});
    };
    for (const TimelineRow& row : view.rows) {
        const auto other = others.find(key(row));
        add(&row, other == others.end() ? nullptr : other->second);
        if (other != others.end()) others.erase(other);
    }
    for (const TimelineRow& row : arm.rows) {
        if (others.count(key(row)) != 0) add(nullptr, &row);
    }
    std::string text = heading(subject, view, at);
    text += table({{"step", false, 40},
                   {"as it is", false, 10},
                   {"days", true, 7},
                   {"", false, 1},
                   {"with it", false, 10},
                   {"days", true, 7},
                   {"", false, 1}},
                  cells);
    if (!at)
        text += "\nAs it is: " + ending_words(subject, view) + ".\nWith " + arm_name + ": " +
                ending_words(subject, arm) + ".\n";
    return text +
           wrapped(
               "Dates: when the step was ready. Days: from ready to its end. ● on the path that mattered. The same "
               "child, with the same luck at each step.",
               0);
}

}  // namespace permap
