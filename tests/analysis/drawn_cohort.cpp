#include "analysis/drawn_cohort.hpp"

#include <cmath>

namespace permap {

Map drawn_figures_map(bool shared_resources) {
    Map map;
    const auto add = [&](const char* id, StepKind kind) {
        Step step;
        step.id = id;
        step.name = id;
        step.kind = kind;
        map.steps.push_back(step);
    };
    add("refer", StepKind::start);
    add("home", StepKind::milestone);
    add("order", StepKind::milestone);
    add("settled", StepKind::outcome);
    add("left_care", StepKind::outcome);
    Permanence permanence;
    permanence.routes = {{"home", "Home", {}}, {"order", "Order", {}}};
    map.permanence = permanence;
    Aim aim;
    aim.id = aim.name = "ratified";
    map.aims.push_back(aim);
    map.milestones.push_back({"move", "Moved", {}});
    if (shared_resources) {
        Resource panels;
        panels.id = "panels";
        map.resources.push_back(panels);
        map.steps[0].uses = Use{"panels", {}, false};
    }
    return map;
}

Replication drawn_cohort(const MeasurePlan& plan, const std::vector<DrawnChild>& children) {
    Replication replication(plan);
    for (const DrawnChild& drawn : children) {
        ChildRecord child;
        child.entry = StepIndex{0};
        child.candidate = drawn.candidate;
        child.sibling = drawn.sibling;
        child.spell_end = drawn.spell_end;
        child.spell = child.not_permanent = Minutes{static_cast<int>(std::lround(drawn.spell_days * 24 * 60))};
        child.route = drawn.route;
        child.outcome = drawn.outcome;
        child.moves = drawn.moves;
        replication.children.push_back(child);
    }
    replication.tally.children = static_cast<std::int64_t>(children.size());
    return replication;
}

}  // namespace permap
