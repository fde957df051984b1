#include "analysis/exact_comparison.hpp"
#include "report/json_parts.hpp"
#include "report/result_json.hpp"

namespace permap {

namespace {

Json within_json(const std::vector<WithinFigure>& within, Notes& notes, const std::string& field) {
    Json list = Json::array();
    for (const WithinFigure& figure : within) {
        Json item = {{"days", figure.days}};
        put(item, "share", figure.share, notes, field);
        list.push_back(std::move(item));
    }
    return list;
}

Json groups_json(const Figures& figures, Notes& notes) {
    Json list = Json::array();
    for (const GroupFigure& figure : figures.groups) {
        list.push_back({{"by", figure.group.by},
                        {"by_name", figure.group.by_name},
                        {"id", figure.group.id},
                        {"name", figure.group.name},
                        {"children", figure.children},
                        {"children_with_a_spell", figure.children_with_a_spell},
                        {"days_not_permanent",
                         estimate_json("value", figure.days_not_permanent, notes, "groups.days_not_permanent")},
                        {"within", within_json(figure.within, notes, "groups.within")}});
    }
    return list;
}

Json within_by_route_json(const Figures& figures, Notes& notes) {
    Json list = Json::array();
    for (const RouteWithinFigure& route : figures.within_by_route) {
        list.push_back({{"id", route.id},
                        {"name", route.name},
                        {"within", within_json(route.within, notes, "within_by_route." + route.id)}});
    }
    return list;
}

Json lanes_json(const Figures& figures) {
    Json list = Json::array();
    for (const LaneFigure& lane : figures.lanes) {
        Json months = Json::array();
        for (const double visits : lane.visits_by_month) months.push_back(number(visits));
        list.push_back({{"lane", lane.id},
                        {"name", lane.name},
                        {"visits", number(lane.visits)},
                        {"child_days", number(lane.child_days)},
                        {"visits_by_month", std::move(months)}});
    }
    return list;
}

// {difference, low, high}; all null in the baseline, which is no difference from itself.
void put_difference(Json& item, const Estimate& difference, bool is_baseline, Notes& notes, const std::string& field) {
    if (!is_baseline) return put(item, "difference", difference, notes, field);
    item["difference"] = item["low"] = item["high"] = nullptr;
    notes.add(field, "against the baseline, and null in the baseline itself");
}

Json services_json(const ComparedArm& arm, Notes& notes) {
    Json list = Json::array();
    for (const ServiceFigure& service : arm.services) {
        Json item = {{"id", service.id}, {"name", service.name}, {"visits", number(service.visits)}};
        put_difference(item, service.difference, !arm.comparison, notes, "services.difference");
        list.push_back(std::move(item));
    }
    if (!arm.services.empty()) {
        notes.add(
            "services: visits that began, of one replication, each of siblings seen together counted; visits that a "
            "scenario or the law of the day passes through use nobody's time and are left out; low and high are chance "
            "only");
    }
    return list;
}

Json costs_json(const ComparedArm& arm, Notes& notes) {
    Json list = Json::array();
    for (const ServiceFigure& service : arm.services) {
        if (!service.cost) continue;
        const UnitCost& unit = service.cost->unit_cost;
        Json item = {{"id", service.id},
                     {"name", service.name},
                     {"unit_cost", number(unit.value)},
                     {"per", unit.per_day ? "day" : "visit"},
                     {"currency", unit.currency},
                     {"price_year", unit.price_year},
                     {"source", text_or_null(unit.from.source)},
                     {"place", text_or_null(unit.from.place)},
                     {"assumption", text_or_null(unit.from.assumption)},
                     {"units", number(service.cost->units)},
                     {"cost", number(service.cost->cost)}};
        put_difference(item, service.cost->difference, !arm.comparison, notes, "costs.difference");
        list.push_back(std::move(item));
    }
    if (list.empty())
        notes.add("costs: empty where the map gives no unit cost");
    else
        notes.add("costs: units × unit cost, of one replication; costs of different price years do not add up");
    return list;
}

Json exact_json(const Map& baseline, const Map& arm) {
    Json list = Json::array();
    for (const ExactDifference& part : exact_comparison(baseline, arm)) {
        const Step& entry = baseline.steps[index(part.entry)];
        const Step* const after = part.after == no_step ? nullptr : &baseline.steps[index(part.after)];
        list.push_back({{"part", entry.id},
                        {"name", entry.name},
                        {"entry", entry.id},
                        {"after", after == nullptr ? Json(nullptr) : Json(after->id)},
                        {"steps", part.steps},
                        {"mean_days_baseline", number(part.mean_days_baseline)},
                        {"mean_days_arm", number(part.mean_days_arm)},
                        {"difference", number(part.difference())}});
    }
    return list;
}

Json pairing_json(const ArmComparison& comparison, Notes& notes) {
    Json ratios = Json::array();
    for (const Difference& difference : comparison.differences) {
        if (!is_main(difference.measure)) continue;
        ratios.push_back({{"measure", difference.measure.id}, {"ratio", number(difference.variance_ratio)}});
        if (!difference.variance_ratio)
            notes.add("pairing.variance_ratio",
                      "null for fewer than 3 replications, and where the paired differences are all the same");
    }
    return {{"in_both", comparison.children_in_both},
            {"only_in_baseline", comparison.children_only_in_baseline},
            {"only_in_arm", comparison.children_only_in_arm},
            {"variance_ratio", std::move(ratios)}};
}

}  // namespace

std::string comparison_json(const ResultHeader& header, const std::vector<Arm>& arms,
                            const std::vector<ComparedArm>& compared) {
    Notes notes;
    if (!header.range_holds_for.empty()) notes.add("range_low, range_high: " + header.range_holds_for);
    Json list = Json::array();
    for (std::size_t i = 0; i < arms.size() && i < compared.size(); ++i) {
        Json arm = scenario_json(arms[i], notes);
        arm["fingerprint"] = to_string(compared[i].fingerprint);
        if (const auto& comparison = compared[i].comparison) {
            arm["children_in_both"] = comparison->children_in_both;
            arm["children_only_in_baseline"] = comparison->children_only_in_baseline;
            arm["children_only_in_arm"] = comparison->children_only_in_arm;
            arm["pairing"] = pairing_json(*comparison, notes);
            arm["exact"] = exact_json(arms.front().map, arms[i].map);
            arm["difference"] = Json::array();
            for (const Difference& difference : comparison->differences) {
                arm["difference"].push_back(difference_json(difference, notes, arms[i].name));
            }
        } else {
            arm["difference"] = Json::array();
        }
        arm["stuck"] = stuck_json(compared[i].figures);
        arm.update(figures_json(compared[i].figures, notes));
        arm["groups"] = groups_json(compared[i].figures, notes);
        arm["within_by_route"] = within_by_route_json(compared[i].figures, notes);
        arm["services"] = services_json(compared[i], notes);
        arm["costs"] = costs_json(compared[i], notes);
        arm["lanes"] = lanes_json(compared[i].figures);
        list.push_back(std::move(arm));
    }
    notes.add(
        "exact: days from coming to a part of the map until it is left, worked out without chance; after: null where "
        "the "
        "journey ends there; every other figure is simulated");
    notes.add(
        "groups: children are summed over all replications, and groups of one kind add up to all children; within: of "
        "those of the group who came to live away from home");
    notes.add(
        "lanes: of one replication; visits_by_month counts from each child's coming in, a month being a twelfth of "
        "365.25 days; child_days are those of the delay rows");
    static const Figures none;
    const Figures& baseline = compared.empty() ? none : compared.front().figures;
    Json body = Json::object();
    body["arms"] = std::move(list);
    return document(header_json(header, to_string(baseline.interval_method), baseline), body, header, notes);
}

}  // namespace permap
