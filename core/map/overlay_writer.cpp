#include "map/overlay_writer.hpp"

#include "map/duration_codec.hpp"
#include "map/step_codec.hpp"
#include "map/supply_codec.hpp"

namespace permap {

namespace {

Json changes_of(const Step& base, const Step& changed) {
    Json item = {{"id", changed.id}};
    if (base.duration != changed.duration) item["duration"] = write_duration(changed.duration);
    for (std::size_t w = 0; w < changed.ways.size(); ++w) {
        const Way& way = changed.ways[w];
        if (way.probability == base.ways[w].probability) continue;
        item["ways"].push_back({{"id", way.id}, {"probability", write_quantity(*way.probability)}});
    }
    const Json whole = base.draws == changed.draws ? Json::object() : write_step(changed);
    for (std::size_t d = 0; d < changed.draws.size(); ++d) {
        if (base.draws[d] == changed.draws[d]) continue;
        item["draws"].push_back({{"attribute", changed.draws[d].attribute}, {"cases", whole["draws"][d]["cases"]}});
    }
    return item;
}

}  // namespace

std::string overlay_to_json(const Map& base, const Map& changed, const OverlayHeader& header) {
    Json document = {{"overlay_of", header.overlay_of}, {"id", header.id}};
    write_text(header.version, "version", document);
    document["name"] = header.name;
    write_text(header.about, "about", document);
    for (std::size_t i = 0; i < changed.arrivals.size(); ++i) {
        const Quantity& now = changed.arrivals[i].children_a_year;
        if (now == base.arrivals[i].children_a_year) continue;
        document["arrivals"].push_back(
            {{"entry", changed.arrivals[i].entry}, {"children_a_year", write_quantity(now)}});
    }
    for (std::size_t i = 0; i < changed.resources.size(); ++i) {
        if (changed.resources[i].units == base.resources[i].units) continue;
        const Json whole = write_resource(changed.resources[i]);
        const char* const kind = changed.resources[i].kind == ResourceKind::pool ? "pool" : "sitting";
        document["resources"].push_back({{"id", changed.resources[i].id}, {kind, whole[kind]}});
    }
    for (std::size_t i = 0; i < changed.steps.size(); ++i) {
        Json item = changes_of(base.steps[i], changed.steps[i]);
        if (item.size() > 1) document["steps"].push_back(std::move(item));
    }
    return readable(document);
}

}  // namespace permap
