// The same children, with the same luck, in every arm.
#include <catch2/catch.hpp>
#include <map>
#include <tuple>

#include "experiment/drawn_study.hpp"
#include "experiment/run_one.hpp"

using namespace permap;

namespace {

const Difference& difference_of(const ArmComparison& comparison, const std::string& id) {
    for (const Difference& difference : comparison.differences) {
        if (difference.measure.id == id) return difference;
    }
    FAIL("no measure " << id);
    return comparison.differences.front();
}

using Key = std::tuple<std::uint32_t, std::uint32_t, int>;
std::map<Key, ChildRecord> by_child(const FoldedRun& run) {
    std::map<Key, ChildRecord> children;
    for (const ChildRecord& child : run.replication.children) {
        children[{static_cast<std::uint32_t>(child.entry), child.candidate, child.sibling}] = child;
    }
    return children;
}

}  // namespace

TEST_CASE("an arm without edits differs from the baseline in nothing, for no child, also where assumptions are drawn") {
    for (const Map& map : {study_map(), alone_map()}) {
        const std::vector<Arm> arms = [&] {
            std::vector<Arm> two;
            two.push_back(arm_of(map));
            two.push_back(arm_of(map, "nothing"));
            return two;
        }();
        const auto compared = compare(map, arms, small_study(4));
        REQUIRE(compared);
        CHECK((*compared)[0].fingerprint == (*compared)[1].fingerprint);
        for (const Difference& difference : (*compared)[1].comparison->differences) {
            INFO(difference.measure.id);
            CHECK(difference.mean.value.value_or(0) == 0);
            CHECK_FALSE(difference.told_apart);
            for (const double drawn : difference.drawn_per_replication) CHECK(drawn == 0);
        }
        const Difference& days = difference_of(*(*compared)[1].comparison, "mean_days_not_permanent");
        CHECK(days.drawn_per_replication.size() == 4);
    }
}

TEST_CASE("the difference is the mean over the same children, and a shorter step makes none of them wait longer") {
    // Nothing is shared and each child is alone (siblings who gather may wait for each other).
    Map map = alone_map();
    map.arrivals[0].family_sizes.clear();
    std::vector<Arm> arms;
    arms.push_back(arm_of(map));
    arms.push_back(arm_of(map, "sooner", {half("report")}));
    Study study = small_study(3);
    study.draw_assumptions = false;
    const auto compared = compare(map, arms, study);
    REQUIRE(compared);
    const ArmComparison& comparison = *(*compared)[1].comparison;
    CHECK(comparison.children_in_both == 180);
    CHECK(comparison.children_only_in_baseline == 0);
    CHECK(comparison.children_only_in_arm == 0);
    const Difference& days_apart = difference_of(comparison, "mean_days_not_permanent");
    for (int r = 1; r <= 3; ++r) {
        const auto before = by_child(run_one(arms[0].model, arms[0].plan, settings_of(study, r)));
        const auto after = by_child(run_one(arms[1].model, arms[1].plan, settings_of(study, r)));
        REQUIRE(before.size() == 60);
        REQUIRE(after.size() == 60);
        double sum = 0;
        for (const auto& [key, child] : before) {
            REQUIRE(after.count(key) == 1);
            const ChildRecord& other = after.at(key);
            CHECK(other.entered == child.entered);
            CHECK(other.age_band == child.age_band);
            CHECK(other.not_permanent <= child.not_permanent);
            sum += days(other.not_permanent) - days(child.not_permanent);
        }
        CHECK(days_apart.per_replication[static_cast<std::size_t>(r - 1)] == Approx(sum / 60));
    }
}

TEST_CASE("background children change places, counted children stay the same, when capacity changes") {
    const Map map = study_map();
    Provenance asked;
    asked.assumption = "the question asked";
    std::vector<Arm> arms;
    arms.push_back(arm_of(map));
    arms.push_back(arm_of(map, "more", {{SetCapacity{"officer", {6, asked}}, "test"}}));
    const auto compared = compare(map, arms, small_study(2));
    REQUIRE(compared);
    const ArmComparison& comparison = *(*compared)[1].comparison;
    CHECK(comparison.children_in_both == 120);
    CHECK(comparison.children_only_in_baseline + comparison.children_only_in_arm == 0);
}

TEST_CASE("paired arms tell a small effect apart that the arms' own intervals hide") {
    const Map map = alone_map();
    std::vector<Arm> arms;
    arms.push_back(arm_of(map));
    arms.push_back(arm_of(map, "sooner", {half("review")}));
    Study study = small_study(5);
    study.draw_assumptions = false;
    const auto compared = compare(map, arms, study);
    REQUIRE(compared);
    const Difference& apart = difference_of(*(*compared)[1].comparison, "mean_days_not_permanent");
    CHECK(apart.told_apart);
    CHECK(*apart.mean.value < 0);
    const Estimate& before = (*compared)[0].figures.days_not_permanent;
    const Estimate& after = (*compared)[1].figures.days_not_permanent;
    CHECK(*after.high > *before.low);  // the two intervals overlap
    CHECK(*apart.mean.high - *apart.mean.low < (*before.high - *before.low) / 5);
}
