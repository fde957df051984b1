#include "report/json_parts.hpp"

namespace permap {

namespace {

Json outcomes_json(const Figures& figures, Notes& notes) {
    Json list = Json::array();
    for (const OutcomeFigure& outcome : figures.outcomes) {
        Json item = {{"id", outcome.id}, {"name", outcome.name}, {"children", outcome.children}};
        put(item, "share", outcome.share, notes, "outcomes." + outcome.id);
        list.push_back(std::move(item));
    }
    return list;
}

Json time_to_permanence_json(const TimeToPermanence& time, Notes& notes) {
    Json object = {{"children_with_a_spell", time.children_with_a_spell},
                   {"children_permanent", time.children_permanent}};
    const auto put_days = [&](const std::string& name, const Estimate& estimate) {
        const Json days = estimate_json("days", estimate, notes, "time_to_permanence." + name);
        object[name] = days["days"];
        object[name + "_low"] = days["low"];
        object[name + "_high"] = days["high"];
    };
    put_days("mean_days_completed", time.mean_days_completed);
    put_days("median_days", time.median_days);
    object["within"] = Json::array();
    for (const WithinFigure& within : time.within) {
        Json item = {{"days", within.days}};
        put(item, "share", within.share, notes, "time_to_permanence.within");
        object["within"].push_back(std::move(item));
    }
    notes.add("time_to_permanence.mean_days_completed: over the children who got there within follow-up");
    return object;
}

Json routes_json(const Figures& figures, Notes& notes) {
    Json list = Json::array();
    for (const RouteFigure& route : figures.routes) {
        Json share = Json::array(), low = Json::array(), high = Json::array();
        for (const Estimate& estimate : route.share) {
            share.push_back(number(estimate.value));
            low.push_back(number(estimate.low));
            high.push_back(number(estimate.high));
            if (!estimate.value || !estimate.low || !estimate.high) {
                notes.add("routes." + route.id,
                          estimate.reason_if_null.empty() ? "not known for every year" : estimate.reason_if_null);
            }
        }
        list.push_back({{"id", route.id},
                        {"name", route.name},
                        {"years", route.years},
                        {"share", share},
                        {"low", low},
                        {"high", high}});
    }
    return list;
}

Json aims_json(const Figures& figures, Notes& notes) {
    Json list = Json::array();
    for (const AimFigure& aim : figures.aims) {
        Json item = {{"id", aim.id},         {"name", aim.name}, {"met", aim.met},
                     {"missed", aim.missed}, {"open", aim.open}, {"left_out", aim.left_out}};
        put(item, "share_met", aim.share_met, notes, "aims." + aim.id + ".share_met");
        item["median_days"] = number(aim.median_days.value);
        if (!aim.median_days.value) {
            notes.add("aims." + aim.id + ".median_days",
                      aim.median_days.reason_if_null.empty() ? "not reached" : aim.median_days.reason_if_null);
        }
        list.push_back(std::move(item));
    }
    return list;
}

Json delay_json(const std::vector<DelayRow>& rows, const char* id_key, Notes& notes) {
    Json list = Json::array();
    for (const DelayRow& row : rows) {
        Json item = {{id_key, row.id}, {"name", row.name}};
        if (row.step != no_step) {
            item["lane"] = row.lane;
            item["basis"] = row.basis;
        }
        item.update(Json{{"visits", row.visits},
                         {"child_days", number(row.child_days)},
                         {"waiting_child_days", number(row.waiting_child_days)},
                         {"working_child_days", number(row.working_child_days)},
                         {"clock_child_days", number(row.clock_child_days)},
                         {"share", number(row.share)},
                         {"mean_waiting_days", number(row.mean_waiting_days)},
                         {"mean_working_days", number(row.mean_working_days)},
                         {"over_limit_child_days", number(row.over_limit_child_days)},
                         {"rework_child_days", number(row.rework_child_days)},
                         {"open_child_days", number(row.open_child_days)},
                         {"waiting_no_free_unit_child_days", number(row.no_free_unit_child_days)},
                         {"waiting_next_sitting_child_days", number(row.next_sitting_child_days)},
                         {"waiting_out_of_hours_child_days", number(row.out_of_hours_child_days)},
                         {"waiting_gathering_child_days", number(row.gathering_child_days)},
                         {"cancelled_working_child_days", number(row.cancelled_working_days)},
                         {"in_vain_visits", number(row.in_vain_visits)},
                         {"in_vain_child_days", number(row.in_vain_days)},
                         {"merged", row.merged},
                         {"cancelled", row.cancelled}});
        if (!row.mean_waiting_days) notes.add("mean_waiting_days: null where no visit started");
        if (!row.mean_working_days) notes.add("mean_working_days: null where no visit was completed, and for clocks");
        list.push_back(std::move(item));
    }
    return list;
}

}  // namespace

Json figures_json(const Figures& figures, Notes& notes) {
    return {{"children", figures.children},
            {"children_a_replication", number(figures.children_a_replication)},
            {"households", figures.households},
            {"events", figures.events},
            {"outcomes", outcomes_json(figures, notes)},
            {"time_to_permanence", time_to_permanence_json(figures.time_to_permanence, notes)},
            {"routes", routes_json(figures, notes)},
            {"aims", aims_json(figures, notes)},
            {"moves", estimate_json("mean", figures.moves, notes, "moves")},
            {"days_not_permanent", estimate_json("mean", figures.days_not_permanent, notes, "days_not_permanent")},
            {"elapsed_child_days", number(figures.elapsed_child_days)},
            {"open_child_days", number(figures.open_elapsed_child_days)},
            {"delay", delay_json(figures.delay, "step", notes)},
            {"stages", delay_json(figures.stages, "stage", notes)}};
}

}  // namespace permap
