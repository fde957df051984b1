#include "map/measure_codec.hpp"

#include <algorithm>
#include <utility>

#include "map/duration_codec.hpp"
#include "map/step_codec.hpp"

namespace permap {

namespace {

std::vector<EventPattern> read_patterns(ObjectReader& parent, std::string_view key) {
    std::vector<EventPattern> patterns;
    parent.each(key, [&](ObjectReader& reader) {
        EventPattern pattern;
        pattern.step = reader.id("step");
        pattern.on_ready = reader.choice<bool>("on", {{"completed", false}, {"ready", true}}, false);
        pattern.ways = reader.ids("ways");
        if (pattern.on_ready && reader.has("ways")) {
            reader.fault("ways", "a way is taken on completion, not on ready", "leave out \"on\" or \"ways\"");
        }
        patterns.push_back(std::move(pattern));
    });
    return patterns;
}

std::vector<EventPattern> read_required_patterns(ObjectReader& parent, std::string_view key) {
    if (parent.required(key) == nullptr) return {};
    const std::size_t problems = parent.problems().size();
    std::vector<EventPattern> patterns = read_patterns(parent, key);
    if (patterns.empty() && parent.problems().size() == problems) parent.fault(key, "names no event");
    return patterns;
}

void write_patterns(const std::vector<EventPattern>& patterns, const char* key, Json& object) {
    for (const EventPattern& pattern : patterns) {
        Json item = Json::object();
        item["step"] = pattern.step;
        if (pattern.on_ready) item["on"] = "ready";
        write_words(pattern.ways, "ways", item);
        object[key].push_back(std::move(item));
    }
}

void read_time(ObjectReader& parent, std::string_view key, double& value, TimeUnit& unit) {
    parent.object(key, [&](ObjectReader& reader) {
        value = reader.required_number("value");
        if (value < 0) reader.fault("value", "a time below 0");
        unit = reader.choice<TimeUnit>("unit", time_unit_words(), std::nullopt);
    });
}

Json write_time(double value, TimeUnit unit) {
    return {{"value", value}, {"unit", to_string(unit)}};
}

UnitCost read_unit_cost(ObjectReader& reader) {
    UnitCost cost;
    cost.value = reader.required_number("value");
    if (cost.value < 0) reader.fault("value", "a cost below 0");
    cost.currency = reader.required_text("currency");
    const auto is_capital = [](char letter) { return letter >= 'A' && letter <= 'Z'; };
    if (!cost.currency.empty() &&
        (cost.currency.size() != 3 || !std::all_of(cost.currency.begin(), cost.currency.end(), is_capital))) {
        reader.fault("currency", "is not a currency of three capital letters", "GBP");
    }
    cost.price_year = reader.required_whole("price_year", 1900, 2100);
    cost.per_day = reader.choice<bool>("per", {{"visit", false}, {"day", true}}, std::nullopt);
    cost.from = read_provenance(reader);
    return cost;
}

Json write_unit_cost(const UnitCost& cost) {
    Json object = {{"value", cost.value},
                   {"currency", cost.currency},
                   {"price_year", cost.price_year},
                   {"per", cost.per_day ? "day" : "visit"}};
    write_provenance(cost.from, object);
    return object;
}

}  // namespace

Milestone read_milestone(ObjectReader& reader) {
    Milestone milestone;
    milestone.id = reader.id("id");
    milestone.name = reader.required_text("name");
    milestone.any_of = read_required_patterns(reader, "any_of");
    return milestone;
}

Json write_milestone(const Milestone& milestone) {
    Json object = {{"id", milestone.id}, {"name", milestone.name}};
    write_patterns(milestone.any_of, "any_of", object);
    return object;
}

Permanence read_permanence(ObjectReader& reader) {
    Permanence permanence;
    permanence.from = read_required_patterns(reader, "from");
    reader.required("routes");
    reader.each("routes", [&](ObjectReader& item) {
        Permanence::Route route;
        route.id = item.id("id");
        route.name = item.required_text("name");
        route.any_of = read_required_patterns(item, "any_of");
        permanence.routes.push_back(std::move(route));
    });
    permanence.competing_ends = read_patterns(reader, "competing_ends");
    return permanence;
}

Json write_permanence(const Permanence& permanence) {
    Json object = Json::object();
    write_patterns(permanence.from, "from", object);
    object["routes"] = Json::array();
    for (const Permanence::Route& route : permanence.routes) {
        Json item = {{"id", route.id}, {"name", route.name}};
        write_patterns(route.any_of, "any_of", item);
        object["routes"].push_back(std::move(item));
    }
    write_patterns(permanence.competing_ends, "competing_ends", object);
    return object;
}

Aim read_aim(ObjectReader& reader) {
    Aim aim;
    aim.id = reader.id("id");
    aim.name = reader.required_text("name");
    aim.population = reader.text("population");
    aim.basis = reader.text("basis");
    aim.source = reader.optional_id("source");
    if (aim.basis.empty() && aim.source.empty()) {
        reader.fault({}, "an aim without basis or source", "say where its limit comes from");
    }
    aim.from = read_required_patterns(reader, "from");
    aim.to = read_required_patterns(reader, "to");
    aim.first_only = reader.flag("first_only");
    reader.required("limit");
    read_time(reader, "limit", aim.limit, aim.limit_unit);
    read_time(reader, "not_before", aim.not_before, aim.not_before_unit);
    aim.left_out_by = read_patterns(reader, "left_out_by");
    return aim;
}

Json write_aim(const Aim& aim) {
    Json object = {{"id", aim.id}, {"name", aim.name}};
    write_text(aim.population, "population", object);
    write_text(aim.basis, "basis", object);
    write_text(aim.source, "source", object);
    write_patterns(aim.from, "from", object);
    write_patterns(aim.to, "to", object);
    write_flag(aim.first_only, "first_only", object);
    object["limit"] = write_time(aim.limit, aim.limit_unit);
    if (aim.not_before != 0 || aim.not_before_unit != Aim{}.not_before_unit) {
        object["not_before"] = write_time(aim.not_before, aim.not_before_unit);
    }
    write_patterns(aim.left_out_by, "left_out_by", object);
    return object;
}

Grouping read_grouping(ObjectReader& reader) {
    Grouping grouping;
    grouping.id = reader.id("id");
    grouping.name = reader.required_text("name");
    grouping.attribute = reader.id("attribute");
    grouping.at = reader.id("at");
    reader.each("names", [&](ObjectReader& item) {
        std::string value = item.id("value");
        grouping.names.push_back({std::move(value), item.required_text("name")});
    });
    return grouping;
}

Json write_grouping(const Grouping& grouping) {
    Json object = {
        {"id", grouping.id}, {"name", grouping.name}, {"attribute", grouping.attribute}, {"at", grouping.at}};
    for (const Grouping::ValueName& one : grouping.names) {
        object["names"].push_back({{"value", one.value}, {"name", one.name}});
    }
    return object;
}

Service read_service(ObjectReader& reader) {
    Service service;
    service.id = reader.id("id");
    service.name = reader.required_text("name");
    reader.required("steps");
    service.steps = reader.ids("steps");
    reader.object("unit_cost", [&](ObjectReader& item) { service.unit_cost = read_unit_cost(item); });
    return service;
}

Json write_service(const Service& service) {
    Json object = {{"id", service.id}, {"name", service.name}, {"steps", service.steps}};
    if (service.unit_cost) object["unit_cost"] = write_unit_cost(*service.unit_cost);
    return object;
}

}  // namespace permap
