// Removing a stage of the national map with scarce resources: walking only those who do something else gives what
// walking everybody gives. On generated maps that is a law of tests/experiment/test_paired_run.cpp.
#include <catch2/catch.hpp>

#include "experiment/paired_run.hpp"
#include "experiment/rank_candidates.hpp"
#include "experiment/run_one.hpp"
#include "national/shipped.hpp"

using namespace permap;

namespace {

#ifdef PERMAP_SANITIZE
constexpr std::size_t one_in = 16;  // stages
constexpr double area_share = 0.01;
#else
constexpr std::size_t one_in = 3;
constexpr double area_share = 0.05;
#endif

}  // namespace

TEST_CASE("stages of the national map removed with resources on: those walked again stand for all") {
    const Map& map = scarce_scotland();
    const Result<Arm> baseline = make_arm(map, "baseline", {});
    REQUIRE(baseline);
    REQUIRE(baseline->model.shares_resources);
    RunSettings settings;
    settings.start = map.start;
    settings.area_share = area_share;

    RankQuestion question;
    question.by = RankBy::stage;
    std::vector<std::string> left_out;
    const std::vector<Candidate> candidates = candidates_of(map, question, area_share, left_out);
    std::vector<StepIndex> may_change;
    for (const Candidate& candidate : candidates)
        may_change.insert(may_change.end(), candidate.changed.begin(), candidate.changed.end());
    const BaselineRun before = run_baseline(baseline->model, baseline->plan, settings, may_change);
    int changed = 0;
    for (std::size_t i = 0; i < candidates.size(); i += one_in) {
        INFO(candidates[i].shown.id << " removed");
        const Result<Arm> arm = make_arm(map, "without", {scenario_of(map, candidates[i], area_share)});
        REQUIRE(arm);
        try {
            const Replication whole = run_one(arm->model, arm->plan, settings).replication;
            const ChangedRun again = run_changed(before, baseline->model, *arm, candidates[i].changed);
            CHECK((again.replication.children == whole.children));  // too many to print
            CHECK((again.replication.aim_spells == whole.aim_spells));
            if (again.replication.children != before.replication.children) ++changed;
        } catch (const MapError&) {  // a loop in which no time passes any more
        }
    }
    CHECK(changed >= 3);
}
