// Where the time goes, by who acts: each lane with its slowest steps, as heat and as numbers.
#include <algorithm>
#include <map>

#include "page/arms.hpp"
#include "page/sections.hpp"
#include "page/shown.hpp"
#include "page/table.hpp"

namespace permap::page {

namespace {

constexpr std::size_t cells_a_lane = 4;

struct LaneDays {
    std::string name;
    double child_days = 0;
    std::vector<const Delay*> steps;  // the slowest first
};

std::vector<LaneDays> lanes_of(const Arm& arm) {
    std::map<std::string, LaneDays> by_lane;
    for (const Delay& step : arm.steps) {
        if (step.child_days.value_or(0) < 0.5) continue;
        LaneDays& lane = by_lane[step.lane];
        lane.child_days += *step.child_days;
        lane.steps.push_back(&step);
    }
    std::vector<LaneDays> lanes;
    for (auto& [id, lane] : by_lane) {
        lane.name = id.empty() ? "no lane" : lane_name(arm, id);
        std::stable_sort(lane.steps.begin(), lane.steps.end(),
                         [](const Delay* a, const Delay* b) { return *a->child_days > *b->child_days; });
        lanes.push_back(std::move(lane));
    }
    std::stable_sort(lanes.begin(), lanes.end(),
                     [](const LaneDays& a, const LaneDays& b) { return a.child_days > b.child_days; });
    return lanes;
}

// Five heats by share of all child-days: a step that holds a tenth is as hot as it gets.
const char* heat_of(double share) {
    if (share >= 0.1) return "heat-5";
    if (share >= 0.05) return "heat-4";
    if (share >= 0.02) return "heat-3";
    return share >= 0.005 ? "heat-2" : "heat-1";
}

Markup heat_grid(const NamedArm& arm, const std::vector<LaneDays>& lanes, double all) {
    const std::string id = arm.id + "-lanes-caption";
    Markup body;
    for (const LaneDays& lane : lanes) {
        Markup row =
            element("th", {{"scope", "row"}},
                    text(lane.name) + element("span", {{"class", "under-name"}},
                                              cell(lane.child_days, Unit::child_days) +
                                                  text(" (" + shown(lane.child_days / all, Unit::share) + ")")));
        for (std::size_t i = 0; i < cells_a_lane; ++i) {
            if (i >= lane.steps.size()) {
                row += element("td", Markup());
                continue;
            }
            const Delay& step = *lane.steps[i];
            row +=
                element("td", {{"class", heat_of(*step.child_days / all)}},
                        text(step.name) + element("span", {{"class", "heat-number"}},
                                                  cell(step.child_days, Unit::child_days) +
                                                      text(" (" + shown(*step.child_days / all, Unit::share) + ")")));
        }
        body += element("tr", row);
    }
    Markup head = element("th", {{"scope", "col"}}, text("Who acts"));
    for (std::size_t i = 0; i < cells_a_lane; ++i) {
        constexpr const char* places[cells_a_lane] = {"Slowest step", "Second", "Third", "Fourth"};
        head += element("th", {{"scope", "col"}}, text(places[i]));
    }
    return scroll_box(
        id, element("table", {{"class", "heat"}},
                    element("caption",
                            element("span", {{"id", id}},
                                    text("Child-days on the path that mattered, by lane: the whole lane, then its four "
                                         "slowest steps (" +
                                         arm.where + ")"))) +
                        element("thead", element("tr", head)) + element("tbody", body)));
}

Markup key() {
    Markup entries;
    constexpr std::pair<const char*, const char*> heats[] = {{"heat-1", "under 0.5 %"},
                                                             {"heat-2", "0.5 to 2 %"},
                                                             {"heat-3", "2 to 5 %"},
                                                             {"heat-4", "5 to 10 %"},
                                                             {"heat-5", "10 % or more of all child-days"}};
    for (const auto& [heat, words] : heats)
        entries += element("li", {{"class", std::string("heat-key ") + heat}}, text(words));
    return element("ul", {{"class", "keys"}}, entries);
}

}  // namespace

Section lanes_section(const Results& results) {
    const std::vector<NamedArm> arms = first_arms(results);
    Markup inside = element(
        "p",
        "A child-day is one day of one child. Every minute between coming in and the outcome belongs to exactly one "
        "step "
        "or clock, so these days add up to the children's own. Days in a step are not days lost: support for a family "
        "is in here too.");
    bool any = false;
    for (const NamedArm& arm : arms) {
        const std::vector<LaneDays> lanes = lanes_of(*arm.arm);
        if (lanes.empty()) continue;
        double all = 0;
        for (const LaneDays& lane : lanes) all += lane.child_days;
        inside += heading_if_several(arms.size(), sentence_start(arm.where));
        if (!any) inside += key();
        any = true;
        inside += heat_grid(arm, lanes, all);
    }
    if (!any) inside = not_here("Where the time goes, lane by lane.", "permap simulate MAP --json");
    return {"lanes", "The map by lane: where the time goes", inside};
}

}  // namespace permap::page
