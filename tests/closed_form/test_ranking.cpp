// What removing a step of a chain saves is known exactly: its mean. Pairing the same children finds it with a fraction
// of the replications that two sets of children would take.
#include <algorithm>
#include <catch2/catch.hpp>

#include "analysis/student_t.hpp"
#include "closed_form/theory.hpp"
#include "experiment/rank.hpp"
#include "experiment/run_one.hpp"

using namespace permap;

namespace {

constexpr double panel_days = 100;  // the mean of uniform 50 150

Map chain() {
    DrawnMap drawn = draw_map(R"(
        enter child 2026-01-05 -> panel
        panel takes uniform 50 150 days -> court
        court takes exponential 60 days -> settled
        settled outcome
    )");
    drawn.map.arrivals[0].children_a_year.value = 1000;
    drawn.map.arrivals[0].ceiling_a_year = 1000;
    drawn.map.permanence = Permanence{{{"child", true, {}}}, {{"order", "Order", {{"settled", false, {}}}}}, {}};
    return drawn.map;
}

Study study_of_seed(std::uint64_t seed) {
    Study study;
    study.settings.start = *parse_instant("2026-01-05");
    study.settings.horizon_years = 10;
    study.settings.children = 40;
    study.settings.key.seed = seed;
    study.replications = 5;
    study.threads = 1;
    study.draw_assumptions = false;
    return study;
}

Scenario without_panel() {
    Scenario scenario;
    scenario.id = "without";
    scenario.map = "drawn";
    scenario.edits = {{Remove{{"panel", false}, {}}, "test"}};
    return scenario;
}

double mean_days_not_permanent(const Arm& arm, const RunSettings& settings) {
    const Replication run = run_one(arm.model, arm.plan, settings).replication;
    double sum = 0;
    for (const ChildRecord& child : run.children) sum += days(child.not_permanent);
    return sum / static_cast<double>(run.children.size());
}

bool holds(const Estimate& estimate, double truth) {
    return estimate.low && *estimate.low <= truth && truth <= *estimate.high;
}

double squared_width(const Estimate& estimate) {
    return (*estimate.high - *estimate.low) * (*estimate.high - *estimate.low);
}

}  // namespace

TEST_CASE("rank holds the exact saving of a removed step as often as it says, with far fewer replications by pairing") {
    const Map map = chain();
    const auto before = make_arm(map, "baseline", {}), after = make_arm(map, "without", {without_panel()});
    REQUIRE(before);
    REQUIRE(after);
    int paired = 0, unpaired = 0, wrong = 0;
    double paired_width = 0, unpaired_width = 0;
    for (std::uint64_t seed = 1; seed <= 200; ++seed) {
        const Study study = study_of_seed(seed);
        // One row, so that its interval is one of 95 %.
        const auto ranked = rank(map, {RankEdit::remove, RankBy::step, 1, 0}, study);
        REQUIRE(ranked);
        REQUIRE(ranked->rows.size() == 1);
        REQUIRE(ranked->rows[0].id == "panel");
        const Estimate& same_children = ranked->rows[0].mean_days_saved;
        // The same question put to two sets of children, as many of each.
        std::vector<double> differences;
        for (int r = 1; r <= study.replications; ++r) {
            differences.push_back(mean_days_not_permanent(*before, settings_of(study, r)) -
                                  mean_days_not_permanent(*after, settings_of(study, 1000 + r)));
        }
        const Estimate other_children = t_estimate(differences);
        paired += holds(same_children, panel_days) ? 1 : 0;
        unpaired += holds(other_children, panel_days) ? 1 : 0;
        wrong += holds(same_children, 0.9 * panel_days) ? 1 : 0;
        paired_width += squared_width(same_children);
        unpaired_width += squared_width(other_children);
    }
    CHECK(paired >= 179);
    CHECK(paired <= 198);
    CHECK(unpaired >= 179);
    CHECK(unpaired <= 198);
    CHECK(wrong < 179);
    // Squared widths go with one over the number of replications. In theory (833 + 3,600 + 3,600) ÷ 833 = 9.6.
    const double factor = unpaired_width / paired_width;
    WARN("as sure an answer takes " << factor << " times as many replications without pairing");
    CHECK(factor > 5);
}
