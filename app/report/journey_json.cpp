#include "report/journey_json.hpp"

#include <nlohmann/json.hpp>

#include "projection/timeline.hpp"

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

Json visits_json(const MeasurePlan& plan, const Stream& stream, std::span<const Event> events) {
    Json list = Json::array();
    for (const TimelineRow& row : timeline(plan, stream.child, events)) {
        const Step& step = plan.map.steps[index(row.step)];
        Json ways = Json::array();
        for (const std::uint16_t way : row.ways) ways.push_back(step.ways[way].id);
        list.push_back({{"step", step.id},
                        {"name", step.name},
                        {"visit", row.visit},
                        {"ready", to_string(row.ready)},
                        {"started", instant_json(row.started)},
                        {"ended", instant_json(row.ended)},
                        {"end", word(row.end)},
                        {"ways", std::move(ways)},
                        {"merged", row.merged},
                        {"on_path_that_mattered", row.mattered}});
    }
    return list;
}

}  // namespace

std::string journey_json(const std::vector<JourneyArm>& arms, const std::string& map_digest,
                         std::optional<Instant> at) {
    const MeasurePlan& plan = *arms.front().plan;
    const Child& child = arms.front().stream->child;
    Json document = {{"schema", "permap.journey/1"},
                     {"map", {{"id", plan.map.id}, {"version", plan.map.version}, {"digest", map_digest}}},
                     {"law_at", plan.map.law_at ? Json(to_date_string(*plan.map.law_at)) : Json(nullptr)},
                     {"population", "simulated"},
                     {"child",
                      {{"entry", plan.map.steps[index(child.entry)].id},
                       {"candidate", child.candidate},
                       {"sibling", child.sibling},
                       {"entered", to_string(child.entered)},
                       {"age_days_at_entry", (date_of(child.entered) - child.birth_date).count()},
                       {"followed_until", to_string(child.followed_until)}}},
                     {"at", at ? Json(to_date_string(*at)) : Json(nullptr)},
                     {"arms", Json::array()}};
    for (const JourneyArm& arm : arms) {
        std::span<const Event> events{arm.stream->events};
        if (at) events = events_until(events, *at + one_day - Minutes{1});
        const bool is_over = !events.empty() && events.back().kind == EventKind::left;
        const bool has_outcome = is_over && events.back().step != no_step;
        document["arms"].push_back(
            {{"scenario", arm.scenario},
             {"outcome", has_outcome ? Json(arm.plan->map.steps[index(events.back().step)].id) : Json(nullptr)},
             {"over", is_over ? Json(to_string(events.back().at)) : Json(nullptr)},
             {"visits", visits_json(*arm.plan, *arm.stream, events)}});
    }
    return document.dump(2) + "\n";
}

}  // namespace permap
