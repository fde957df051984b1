#include "report/journey_json.hpp"

#include <nlohmann/json.hpp>

namespace permap {

namespace {

using Json = nlohmann::ordered_json;

const char* word(VisitEnd end) {
    switch (end) {
        case VisitEnd::completed:
            return "completed";
        case VisitEnd::cancelled:
            return "cancelled";
        case VisitEnd::clock_fired:
            return "clock fired";
        case VisitEnd::clock_ended:
            return "clock ended";
        case VisitEnd::open:
            return "open";
    }
    return "";
}

Json instant_json(const std::optional<Instant>& at) {
    return at ? Json(to_string(*at)) : Json(nullptr);
}

const char* word(LimitState state) {
    switch (state) {
        case LimitState::kept:
            return "kept";
        case LimitState::passed:
            return "passed";
        case LimitState::running:
            return "running";
        case LimitState::stopped:
            return "stopped";
    }
    return "";
}

const char* word(AimState state) {
    switch (state) {
        case AimState::met:
            return "met";
        case AimState::missed:
            return "missed";
        case AimState::open:
            return "open";
        case AimState::left_out:
            return "left_out";
    }
    return "";
}

// What was written down of a visit: all, all but when it became ready, or one date alone.
const char* known_of(const TimelineRow& row) {
    if (row.only_end_is_known) return "end_only";
    return row.ready_is_known ? "all" : "not_ready";
}

Json visits_json(const JourneyView& view, bool is_recorded) {
    Json list = Json::array();
    for (const TimelineRow& row : view.rows) {
        const Step& step = view.plan->map.steps[index(row.step)];
        Json ways = Json::array();
        for (const std::uint16_t way : row.ways) ways.push_back(step.ways[way].id);
        Json visit = {{"step", step.id},
                      {"name", step.name},
                      {"visit", row.visit},
                      {"ready", to_string(row.ready)},
                      {"started", instant_json(row.started)},
                      {"ended", instant_json(row.ended)},
                      {"end", word(row.end)},
                      {"ways", std::move(ways)},
                      {"merged", row.merged},
                      {"on_path_that_mattered", row.mattered}};
        if (is_recorded) visit["known"] = known_of(row);
        if (row.limit) {
            visit["limit"] = {{"from", to_string(row.limit->from)},
                              {"end", to_string(row.limit->end)},
                              {"state", word(limit_state(row, view.bands.end))}};
        }
        list.push_back(std::move(visit));
    }
    return list;
}

Json bands_json(const JourneyView& view, const JourneySubject& subject) {
    const Map& map = view.plan->map;
    Json list = Json::array();
    for (const AttributeBand& band : shown_bands(view, subject)) {
        const Attribute& attribute = map.attributes[index(band.attribute)];
        Json spans = Json::array();
        for (const AttributeSpan& span : band.spans)
            spans.push_back({{"value", attribute.values[span.value]},
                             {"name", value_words(map, band.attribute, span.value)},
                             {"from", to_string(span.from)},
                             {"to", to_string(span.to)}});
        list.push_back({{"attribute", attribute.id}, {"spans", std::move(spans)}});
    }
    return list;
}

Json milestones_json(const JourneyView& view) {
    Json list = Json::array();
    for (const MilestoneReached& reached : view.bands.milestones) {
        const Milestone& milestone = view.plan->map.milestones[reached.milestone];
        list.push_back({{"id", milestone.id}, {"name", milestone.name}, {"at", to_string(reached.at)}});
    }
    return list;
}

Json aims_json(const JourneyView& view) {
    Json list = Json::array();
    for (const AimCount& aim : view.bands.aims)
        list.push_back({{"id", view.plan->map.aims[aim.aim].id},
                        {"from", to_string(aim.from)},
                        {"limit_end", to_string(aim.limit_end)},
                        {"state", word(aim.state)}});
    return list;
}

Json child_json(const JourneySubject& subject, const Map& map, const Child& child) {
    Json document;
    if (subject.is_recorded) {
        document = {{"pseudonym", subject.name}, {"number", subject.number}, {"children", subject.children}};
    } else {
        document = {
            {"entry", map.steps[index(child.entry)].id}, {"candidate", child.candidate}, {"sibling", child.sibling}};
    }
    document["entered"] = to_string(child.entered);
    document["age_days_at_entry"] =
        subject.age_is_known ? Json((date_of(child.entered) - child.birth_date).count()) : Json(nullptr);
    document["followed_until"] = to_string(child.followed_until);
    return document;
}

}  // namespace

std::string journey_json(const JourneySubject& subject, const std::vector<JourneyArm>& arms,
                         const std::string& map_digest, std::optional<Instant> at) {
    const MeasurePlan& plan = *arms.front().plan;
    Json document = {{"schema", "permap.journey/1"},
                     {"map", {{"id", plan.map.id}, {"version", plan.map.version}, {"digest", map_digest}}},
                     {"law_at", plan.map.law_at ? Json(to_date_string(*plan.map.law_at)) : Json(nullptr)},
                     {"population", subject.is_recorded ? "recorded" : "simulated"},
                     {"sharing", subject.is_recorded ? "not_for_sharing" : "simulated_child"},
                     {"child", child_json(subject, plan.map, arms.front().stream->child)},
                     {"at", at ? Json(to_date_string(*at)) : Json(nullptr)}};
    if (subject.is_recorded) {
        document["known_as"] = subject.known_as.empty() ? Json(nullptr) : Json(subject.known_as);
        document["dates_only"] = subject.has_dates_only;
    }
    document["arms"] = Json::array();
    for (const JourneyArm& arm : arms) {
        const JourneyView view = journey_view(*arm.plan, *arm.stream, at);
        document["arms"].push_back(
            {{"scenario", arm.scenario},
             {"outcome", view.outcome != no_step ? Json(arm.plan->map.steps[index(view.outcome)].id) : Json(nullptr)},
             {"over", view.is_over ? Json(to_string(view.events.back().at)) : Json(nullptr)},
             {"bands", bands_json(view, subject)},
             {"milestones", milestones_json(view)},
             {"aims", aims_json(view)},
             {"visits", visits_json(view, subject.is_recorded)}});
    }
    return document.dump(2) + "\n";
}

}  // namespace permap
