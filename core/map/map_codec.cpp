#include "map/map_codec.hpp"

#include <utility>

#include "map/duration_codec.hpp"
#include "map/json_reader.hpp"
#include "map/measure_codec.hpp"
#include "map/overlay_codec.hpp"
#include "map/step_codec.hpp"
#include "map/supply_codec.hpp"

namespace permap {

namespace {

// Any file of a map may hold any of these.
void read_lists(ObjectReader& reader, Map& map) {
    reader.each("lanes", [&](ObjectReader& item) {
        std::string id = item.id("id"), name = item.required_text("name");
        map.lanes.push_back({std::move(id), std::move(name), item.text("role")});
    });
    reader.each("phases", [&](ObjectReader& item) {
        std::string id = item.id("id");
        map.phases.push_back({std::move(id), item.required_text("name")});
    });
    reader.each("processes", [&](ObjectReader& item) {
        std::string id = item.id("id"), name = item.required_text("name"), phase = item.optional_id("phase");
        map.processes.push_back({std::move(id), std::move(name), std::move(phase), item.text("about")});
    });
    reader.each("sources", [&](ObjectReader& item) {
        std::string id = item.id("id"), title = item.required_text("title"), publisher = item.text("publisher");
        map.sources.push_back(
            {std::move(id), std::move(title), std::move(publisher), item.whole("year", 0, 3000).value_or(0)});
    });
    reader.each("calendars", [&](ObjectReader& item) { map.calendars.push_back(read_calendar(item)); });
    reader.each("attributes", [&](ObjectReader& item) { map.attributes.push_back(read_attribute(item)); });
    reader.each("resources", [&](ObjectReader& item) { map.resources.push_back(read_resource(item)); });
    reader.each("steps", [&](ObjectReader& item) { map.steps.push_back(read_step(item)); });
    reader.each("regions", [&](ObjectReader& item) {
        std::string id = item.id("id"), name = item.text("name");
        item.required("steps");
        std::vector<std::string> steps = item.ids("steps");
        map.regions.push_back({std::move(id), std::move(name), std::move(steps), read_assignments(item, "when_ended")});
    });
    reader.each("stages", [&](ObjectReader& item) {
        Stage stage;
        stage.id = item.id("id");
        stage.name = item.required_text("name");
        item.required("steps");
        stage.steps = item.ids("steps");
        stage.protects = item.text("protects");
        stage.what_it_takes = item.text("what_it_takes");
        map.stages.push_back(std::move(stage));
    });
    reader.each("milestones", [&](ObjectReader& item) { map.milestones.push_back(read_milestone(item)); });
    reader.each("aims", [&](ObjectReader& item) { map.aims.push_back(read_aim(item)); });
    reader.each("arrivals", [&](ObjectReader& item) { map.arrivals.push_back(read_arrivals(item)); });
    reader.each("resting", [&](ObjectReader& item) {
        std::string id = item.id("id"), name = item.text("name");
        Condition when = read_condition(item, "when");
        item.required("clocks");
        map.resting.push_back({std::move(id), std::move(name), std::move(when), item.ids("clocks")});
    });
    reader.each("groups", [&](ObjectReader& item) { map.groups.push_back(read_grouping(item)); });
    reader.each("services", [&](ObjectReader& item) { map.services.push_back(read_service(item)); });
}

void read_manifest(ObjectReader& reader, std::size_t files_given, Map& map) {
    map.id = reader.id("id");
    map.version = reader.required_text("version");
    map.name = reader.required_text("name");
    map.about = reader.text("about");
    map.working_day_calendar = reader.optional_id("working_day_calendar");
    reader.required("start");
    map.start = reader.instant("start").value_or(Instant{});
    map.law_at = reader.instant("law_at");
    const std::size_t problems = reader.problems().size();
    map.area_share = read_quantity(reader, "area_share", QuantityKind::share);
    if (map.area_share && map.area_share->value == 0 && reader.problems().size() == problems) {
        reader.fault("area_share", "an area with no share of the children", "above 0, and at most 1");
    }
    map.bases = reader.ids("bases");
    if (reader.has("overlay_of") && !reader.required_text("overlay_of").empty()) {
        reader.fault("overlay_of", "is an overlay, not a map", "its base map is needed too");
    }
    std::size_t files_named = 0;
    reader.each_value("files", [&](const Json&, const std::string&) { ++files_named; });
    if (files_named != files_given) {
        reader.fault("files", "names " + std::to_string(files_named) + " further files, " +
                                  std::to_string(files_given) + " were given");
    }
    reader.object("permanence", [&](ObjectReader& item) { map.permanence = read_permanence(item); });
    if (reader.has("over_only_if")) map.over_only_if = read_condition(reader, "over_only_if");
}

constexpr const char* manifest_keys[] = {"id",    "version",    "name",        "about", "working_day_calendar",
                                         "start", "law_at",     "area_share",  "bases", "overlay_of",
                                         "files", "permanence", "over_only_if"};

// A text that is no JSON leaves a discarded value.
std::vector<MapDocument> parsed(std::span<const MapFile> files, Problems& problems) {
    std::vector<MapDocument> documents;
    for (const MapFile& file : files) {
        const Result<Json> document = parse_json(file.text, file.path);
        documents.push_back({file.path, document ? *document : Json(Json::value_t::discarded)});
        problems.insert(problems.end(), document.problems().begin(), document.problems().end());
    }
    return documents;
}

template <class Item, class Write>
void write_list(const std::vector<Item>& items, const char* key, Json& document, const Write& write) {
    for (const Item& item : items) document[key].push_back(write(item));
}

void write_lists(const Map& map, Json& document) {
    write_list(map.lanes, "lanes", document, [](const Lane& lane) {
        Json item = {{"id", lane.id}, {"name", lane.name}};
        write_text(lane.role, "role", item);
        return item;
    });
    write_list(map.phases, "phases", document, [](const Phase& phase) {
        return Json{{"id", phase.id}, {"name", phase.name}};
    });
    write_list(map.processes, "processes", document, [](const Process& process) {
        Json item = {{"id", process.id}, {"name", process.name}};
        write_text(process.phase, "phase", item);
        write_text(process.about, "about", item);
        return item;
    });
    write_list(map.sources, "sources", document, [](const Source& source) {
        Json item = {{"id", source.id}, {"title", source.title}};
        write_text(source.publisher, "publisher", item);
        if (source.year != 0) item["year"] = source.year;
        return item;
    });
    write_list(map.calendars, "calendars", document, write_calendar);
    write_list(map.attributes, "attributes", document, write_attribute);
    write_list(map.resources, "resources", document, write_resource);
    write_list(map.steps, "steps", document, write_step);
    write_list(map.regions, "regions", document, [](const Region& region) {
        Json item = {{"id", region.id}};
        write_text(region.name, "name", item);
        item["steps"] = region.steps;
        write_assignments(region.when_ended, "when_ended", item);
        return item;
    });
    write_list(map.stages, "stages", document, [](const Stage& stage) {
        Json item = {{"id", stage.id}, {"name", stage.name}, {"steps", stage.steps}};
        write_text(stage.protects, "protects", item);
        write_text(stage.what_it_takes, "what_it_takes", item);
        return item;
    });
    write_list(map.milestones, "milestones", document, write_milestone);
    write_list(map.aims, "aims", document, write_aim);
    write_list(map.arrivals, "arrivals", document, write_arrivals);
    write_list(map.resting, "resting", document, [](const RestingState& state) {
        Json item = {{"id", state.id}};
        write_text(state.name, "name", item);
        write_condition(state.when, "when", item);
        item["clocks"] = state.clocks;
        return item;
    });
    write_list(map.groups, "groups", document, write_grouping);
    write_list(map.services, "services", document, write_service);
}

}  // namespace

Result<Map> map_from_json(std::span<const MapFile> files, std::span<const MapFile> overlays) {
    if (files.empty()) return Problem{"map", "no file", "a map is one JSON file, or a folder with map.json"};
    Problems problems, not_json;
    std::vector<MapDocument> documents = parsed(files, not_json);
    const std::vector<MapDocument> over = parsed(overlays, not_json);
    OverlaidPlaces places;
    // What an overlay's entries stand for is known only when every file could be read.
    if (not_json.empty()) {
        for (const MapDocument& overlay : over) put_over(overlay, documents, places, problems);
    }
    Map map;
    Problems faults;
    for (std::size_t i = 0; i < documents.size(); ++i) {
        if (documents[i].value.is_discarded()) continue;
        ObjectReader reader(documents[i].value, documents[i].path + "#", faults);
        reader.ignore("$schema");
        if (i == 0) {
            read_manifest(reader, files.size() - 1, map);
        } else {
            for (const char* const key : manifest_keys) {
                if (reader.has(key)) {
                    reader.fault(key, "\"" + std::string(key) + "\" belongs in " + files[0].path, "one map has one");
                }
            }
        }
        read_lists(reader, map);
        reader.done();
    }
    faults = places.written_at(std::move(faults));
    for (const Problems& more : {faults, not_json}) problems.insert(problems.end(), more.begin(), more.end());
    if (!problems.empty()) return problems;
    map.overlaid = std::move(places);
    return map;
}

std::optional<std::string> base_named_by(const MapFile& file) {
    const Result<Json> document = parse_json(file.text, file.path);
    if (!document || !document->is_object()) return std::nullopt;
    const auto found = document->find("overlay_of");
    if (found == document->end() || !found->is_string() || found->get_ref<const std::string&>().empty()) {
        return std::nullopt;  // said when it is read as a map
    }
    return found->get<std::string>();
}

std::vector<std::string> files_named_by(const MapFile& manifest) {
    const Result<Json> document = parse_json(manifest.text, manifest.path);
    std::vector<std::string> names;
    if (!document || !document->is_object() || !document->contains("files")) return names;
    const Json& list = (*document)["files"];
    if (!list.is_array()) return names;
    for (const Json& name : list) {
        if (name.is_string()) names.push_back(name.get<std::string>());
    }
    return names;
}

std::string map_to_json(const Map& map) {
    Json document = {{"id", map.id}, {"version", map.version}, {"name", map.name}};
    write_text(map.about, "about", document);
    write_text(map.working_day_calendar, "working_day_calendar", document);
    document["start"] = date_text(map.start);
    if (map.law_at) document["law_at"] = date_text(*map.law_at);
    if (map.area_share) document["area_share"] = write_quantity(*map.area_share);
    write_words(map.bases, "bases", document);
    if (map.permanence) document["permanence"] = write_permanence(*map.permanence);
    if (map.over_only_if) document["over_only_if"] = to_string(*map.over_only_if);
    write_lists(map, document);
    return readable(document);
}

}  // namespace permap
