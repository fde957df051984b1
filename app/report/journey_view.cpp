#include "report/journey_view.hpp"

#include <algorithm>

#include "projection/state_condition.hpp"
#include "report/tables.hpp"

namespace permap {

namespace {

std::string as_words(std::string id) {
    std::replace(id.begin(), id.end(), '_', ' ');
    return id;
}

std::string length_beyond(Minutes length) {
    return length < one_day ? "less than a day" : in_days(days(length));
}

bool tells_apart(const Map& map, const Attribute& attribute) {
    return std::any_of(map.groups.begin(), map.groups.end(),
                       [&](const Grouping& group) { return group.attribute == attribute.id; });
}

}  // namespace

JourneySubject simulated_subject(const Map& map, const Child& child) {
    JourneySubject subject;
    subject.name = map.steps[index(child.entry)].id + ":" + std::to_string(child.candidate) +
                   (child.sibling > 0 ? "." + std::to_string(child.sibling) : "");
    subject.steps_of_map = map.steps.size();
    subject.attributes_of_map = map.attributes.size();
    return subject;
}

JourneyView journey_view(const MeasurePlan& plan, const Stream& stream, std::optional<Instant> at) {
    JourneyView view;
    view.plan = &plan;
    view.child = stream.child;
    view.events = stream.events;
    if (at) {
        view.events = events_until(stream.events, *at + one_day - Minutes{1});
        view.child.followed_until = std::min(stream.child.followed_until, *at + one_day);
    }
    view.rows = timeline(plan, view.child, view.events);
    view.bands = timeline_bands(plan, view.child, view.events);
    view.is_over = !view.events.empty() && view.events.back().kind == EventKind::left;
    if (view.is_over) view.outcome = view.events.back().step;
    return view;
}

std::string ending_words(const JourneySubject& subject, const JourneyView& view) {
    if (!view.is_over && subject.is_recorded && !view.events.empty())
        return "not over; the last record is of " + to_date_string(view.events.back().at);
    if (!view.is_over) return "still on the way when follow-up ended";
    const Instant at = view.events.back().at;
    const std::string name =
        view.outcome == no_step ? "over without an outcome" : view.plan->map.steps[index(view.outcome)].name;
    return name + " on " + to_date_string(at) + ", after " + in_days(days(at - view.child.entered));
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

std::string age_words(Date birth, Instant at) {
    if (at < midnight(birth)) return "not yet born";
    const std::int32_t years = completed_years(birth, at);
    if (years < 1) return "under 1 year";
    return std::to_string(years) + (years == 1 ? " year" : " years");
}

std::vector<AttributeBand> shown_bands(const JourneyView& view, const JourneySubject& subject) {
    const Map& map = view.plan->map;
    std::vector<AttributeBand> shown;
    for (const AttributeBand& band : view.bands.attributes) {
        const Attribute& attribute = map.attributes[index(band.attribute)];
        const std::vector<std::string>& other = subject.told_as_age;
        const bool is_of_map = index(band.attribute) < subject.attributes_of_map;
        if (!band.was_set || std::find(other.begin(), other.end(), attribute.id) != other.end()) continue;
        if (is_of_map && attribute.values.size() < 3 && !tells_apart(map, attribute)) continue;
        shown.push_back(band);
        std::vector<AttributeSpan>& spans = shown.back().spans;
        // What the log had not said yet is no value of the child's.
        if (!is_of_map && !spans.empty() && spans.front().value == 0) spans.erase(spans.begin());
        if (spans.empty()) shown.pop_back();
    }
    return shown;
}

std::string attribute_words(const Map& map, AttributeIndex attribute) {
    std::string words = as_words(map.attributes[index(attribute)].id);
    if (!words.empty() && words[0] >= 'a' && words[0] <= 'z') words[0] = static_cast<char>(words[0] - 'a' + 'A');
    return words;
}

std::string value_words(const Map& map, AttributeIndex attribute, std::uint8_t value) {
    const Attribute& of = map.attributes[index(attribute)];
    if (value >= of.values.size()) return std::to_string(value);
    const std::string& id = of.values[value];
    if (id == of.start) return as_words(id);  // a group tells of one moment: "none yet"
    for (const Grouping& group : map.groups) {
        if (group.attribute != of.id) continue;
        for (const Grouping::ValueName& one : group.names) {
            if (one.value == id) return one.name;
        }
    }
    return id.empty() ? "(empty)" : as_words(id);
}

std::string limit_words(const TimelineRow& row, Instant until) {
    switch (limit_state(row, until)) {
        case LimitState::kept:
            return "kept";
        case LimitState::passed:
            return "passed by " + length_beyond(row.ended.value_or(until) - row.limit->end) +
                   (row.ended ? "" : ", still open");
        case LimitState::running:
            return in_days(days(row.limit->end - until)) + " left";
        case LimitState::stopped:
            return "stopped before its end";
    }
    return "";
}

std::string aim_words(const AimCount& aim) {
    switch (aim.state) {
        case AimState::met:
            return "met";
        case AimState::missed:
            if (aim.end != AimEnd::reached) return "missed";
            return "missed by " + length_beyond(aim.to - aim.limit_end);
        case AimState::open:  // its limit has not come, whatever happened
            return aim.end == AimEnd::reached ? "reached before its limit" : "open";
        case AimState::left_out:
            return "left out";
    }
    return "";
}

}  // namespace permap
