#include <utility>

#include "map/json_reader.hpp"
#include "map/map_codec.hpp"
#include "map/step_codec.hpp"
#include "vocabulary/digest.hpp"

namespace permap {

namespace {

void forget_prose(Provenance& from) {
    const bool is_assumed = from.is_assumed();
    from.source = is_assumed ? "" : "published";
    from.place.clear();
    if (!from.assumption.empty()) from.assumption = "assumed";
}

void forget_prose(Way& way) {
    way.name.clear();
    way.seldom.clear();
    if (way.probability) forget_prose(way.probability->from);
}

void forget_prose(Step& step) {
    for (std::string* text : {&step.name, &step.law, &step.protects, &step.what_it_takes, &step.note, &step.seldom}) {
        text->clear();
    }
    forget_prose(step.duration.from);
    if (step.uses && step.uses->working) forget_prose(step.uses->working->from);
    for (Timescale& timescale : step.timescales) {
        timescale.basis.clear();
        forget_prose(timescale.from);
    }
    for (Way& way : step.ways) forget_prose(way);
    for (AttributeDraw& draw : step.draws) {
        for (AttributeDraw::Case& one : draw.cases) {
            for (AttributeDraw::Value& value : one.values) forget_prose(value.probability.from);
        }
    }
}

void forget_prose(Map& map) {
    map.version.clear();
    map.name.clear();
    map.about.clear();
    map.law_at.reset();  // what was frozen is in the steps and ways
    map.bases.clear();
    if (map.area_share) forget_prose(map.area_share->from);
    map.lanes.clear();
    map.phases.clear();
    map.processes.clear();
    map.sources.clear();
    for (CalendarRule& rule : map.calendars) rule.name.clear();
    for (Resource& resource : map.resources) {
        resource.name.clear();
        resource.unit_name.clear();
        forget_prose(resource.units.from);
    }
    for (Step& step : map.steps) forget_prose(step);
    for (Region& region : map.regions) region.name.clear();
    for (Stage& stage : map.stages) {
        for (std::string* text : {&stage.name, &stage.protects, &stage.what_it_takes}) text->clear();
    }
    for (Milestone& milestone : map.milestones) milestone.name.clear();
    if (map.permanence) {
        for (Permanence::Route& route : map.permanence->routes) route.name.clear();
    }
    for (Aim& aim : map.aims) {
        for (std::string* text : {&aim.name, &aim.population, &aim.basis, &aim.source}) text->clear();
    }
    for (Arrivals& arrivals : map.arrivals) {
        forget_prose(arrivals.children_a_year.from);
        forget_prose(arrivals.age_from);
        forget_prose(arrivals.family_sizes_from);
    }
    for (RestingState& state : map.resting) state.name.clear();
    for (Grouping& grouping : map.groups) {
        grouping.name.clear();
        grouping.names.clear();
    }
    for (Service& service : map.services) {
        service.name.clear();
        if (service.unit_cost) forget_prose(service.unit_cost->from);
    }
}

std::string line_of(const Json& value) {
    return value.dump(-1, ' ', false, Json::error_handler_t::replace) + "\n";
}

std::string edits_of(const Step& step) {
    std::string text;
    const Edited& edited = step.edited;
    if (edited != Edited{}) {
        Json line = {step.id, edited.passed_through, edited.take, edited.scale, edited.add, edited.cap_share};
        if (edited.cap) line.push_back(*edited.cap);
        text += line_of(line);
    }
    for (const Ahead& ahead : step.ahead)
        text += line_of({step.id, "ahead", ahead.step, ahead.through, ahead.every_time});
    for (const Guard& guard : step.guards)
        text += line_of({step.id, "guard", guard.from ? to_string(*guard.from) : "", to_string(guard.when)});
    for (Step version : step.versions) {
        text += edits_of(version);
        forget_prose(version);
        text += line_of(write_step(version));
    }
    return text;
}

Json later_of(const Map& map) {
    Json all = Json::array();
    for (const Resource& resource : map.resources) {
        for (const Resource::Later& later : resource.later) {
            const Resource& then = later.resource;
            all.push_back({resource.id, to_string(later.from), then.units.value, then.every_weeks, then.every_open_days,
                           to_string(then.first_at), then.notice_days});
        }
    }
    for (const Arrivals& arrivals : map.arrivals) {
        for (const Arrivals::Later& later : arrivals.later) {
            Json line = {arrivals.entry, to_string(later.from), later.children_a_year};
            write_assignments(later.sets, "sets", line.emplace_back(Json::object()));
            all.push_back(std::move(line));
        }
    }
    return all;
}

// What a scenario did is no part of a map file, but changes the meaning.
std::string edits_of(const Map& map) {
    std::string text;
    for (const Step& step : map.steps) text += edits_of(step);
    const Json later = later_of(map);
    return later.empty() ? text : text + line_of(later);
}

}  // namespace

std::string map_digest(const Map& map) {
    Map meaning = map;
    forget_prose(meaning);
    return sha256_hex("permap map 1\n" + map_to_json(meaning) + edits_of(map));
}

}  // namespace permap
