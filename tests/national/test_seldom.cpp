// What nobody meets on the national map has a reason that people can read.
#include <algorithm>
#include <catch2/catch.hpp>
#include <set>
#include <string>

#include "engine/run.hpp"
#include "national/shipped.hpp"

using namespace permap;

namespace {

struct Met {
    std::vector<bool> steps;
    std::vector<std::vector<bool>> ways;
};

Met met_by(const Arm& arm, std::uint32_t children) {
    Met met{std::vector<bool>(arm.map.steps.size()), {}};
    for (const Step& step : arm.map.steps) met.ways.emplace_back(step.ways.size());
    RunSettings settings;
    settings.key.seed = 1;
    settings.start = arm.map.start;
    settings.children = children;
    settings.horizon_years = 20;
    run(arm.model, settings, [&](const Child&, std::span<const Event> events) {
        for (const Event& event : events) {
            if (event.step == no_step) continue;
            const std::size_t step = index(event.step);
            if (event.kind == EventKind::ready || event.kind == EventKind::clock_fired) met.steps[step] = true;
            if (event.kind == EventKind::decided) met.ways[step][event.detail] = true;
            // An only way is taken without a decision.
            if (event.kind == EventKind::completed && met.ways[step].size() == 1) met.ways[step][0] = true;
        }
    });
    return met;
}

}  // namespace

TEST_CASE("what 20,000 children never meet has a text that says why") {
    const Arm arm = arm_with(scotland(), "");
    const Met met = met_by(arm, 20'000);
    std::set<std::string> never;
    for (std::size_t i = 0; i < arm.map.steps.size(); ++i) {
        const Step& step = arm.map.steps[i];
        if (!met.steps[i]) {
            never.insert(step.id);
            INFO(step.id);
            CHECK(!step.seldom.empty());
            continue;
        }
        for (std::size_t way = 0; way < step.ways.size(); ++way) {
            // Some ways act on another event than a decision (a clock's only way, a split's unconditional ones).
            if (met.ways[i][way] || (step.kind == StepKind::clock && step.ways.size() == 1)) continue;
            INFO(step.id << " → " << step.ways[way].id);
            CHECK(!step.ways[way].seldom.empty());
        }
    }
    // What only the past or a switch opens is among them, else the walk saw nothing.
    CHECK(never.count("rcppm_first_wait") == 1);
    CHECK(never.count("direct_route_decision") == 1);
    CHECK(never.count("laac_two_week_meeting") == 1);
}

TEST_CASE("with the 2026 Act switched on children are sent straight to the sheriff, and as many oppose as before") {
    const Arm off = arm_with(scotland(), ""), on = arm_with(scotland(), "care_act_2026");
    CHECK(met_by(on, 20'000).steps[index(step_of(scotland(), "direct_route_decision"))]);

    // Children of eight and over whose Reporter decided on a hearing, not under a protection order and on no order.
    struct Put {
        double children = 0, opposed = 0, straight = 0;
    };
    const auto put_to = [](const Arm& arm) {
        const StepIndex hearing = step_of(arm.map, "gh_put"), direct = step_of(arm.map, "direct_route_decision");
        const AttributeIndex basis = attribute_of(arm.map, "legal_basis"),
                             order = attribute_of(arm.map, "cso_in_force");
        const std::uint8_t cpo = value_of(arm.map, "legal_basis", "cpo"),
                           yes = value_of(arm.map, "cso_in_force", "yes");
        Put put;
        RunSettings settings;
        settings.key.seed = 1;
        settings.start = arm.map.start;
        settings.children = 40'000;
        run(arm.model, settings, [&](const Child& child, std::span<const Event> events) {
            bool under_cpo = false, on_order = false;
            for (const Event& event : events) {
                if (event.kind == EventKind::attribute_set) {
                    if (attribute_of(event.detail) == basis) under_cpo = value_of(event.detail) == cpo;
                    if (attribute_of(event.detail) == order) on_order = value_of(event.detail) == yes;
                }
                if (event.kind != EventKind::decided || under_cpo || on_order) continue;
                const double age = days(event.at - midnight(child.birth_date)) / 365.25;
                if (age < 8.01) continue;  // nobody on the very birthday
                const std::string& way = arm.map.steps[index(event.step)].ways[event.detail].id;
                if (event.step == direct && way == "to_sheriff") {
                    ++put.children;
                    ++put.opposed;
                    ++put.straight;
                } else if (event.step == hearing) {
                    ++put.children;
                    put.opposed += way.find("gh_not_accepted") == 0 ? 1 : 0;
                }
            }
        });
        return put;
    };
    const Put before = put_to(off), after = put_to(on);
    REQUIRE(before.children > 500);
    REQUIRE(after.children > 500);
    CHECK(before.straight == 0);
    CHECK(after.opposed / after.children == Approx(before.opposed / before.children).margin(0.05));
    CHECK(after.straight / after.opposed > 0.75);
}
