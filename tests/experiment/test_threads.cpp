// Figures do not depend on the number of threads, nor on whether the log was kept.
#include <catch2/catch.hpp>

#include "experiment/drawn_study.hpp"
#include "experiment/run_one.hpp"
#include "report/result_json.hpp"

using namespace permap;

namespace {

// Some of the arms, on one thread and on four, as the whole documents that people get.
std::vector<Arm> three_arms(const Map& map) {
    std::vector<Arm> arms;
    arms.push_back(arm_of(map));
    arms.push_back(arm_of(map, "sooner", {half("report")}));
    arms.push_back(arm_of(map, "none", {removed("assess")}));
    return arms;
}

}  // namespace

TEST_CASE("simulate is the same on one thread and on four, with the log kept and without, and replayed", "[threads]") {
    for (const Map& map : {study_map(), alone_map()}) {
        const Arm arm = arm_of(map);
        for (const int replications : {1, 7}) {
            const Simulation one = simulate(arm, small_study(replications, 1), false);
            const Simulation four = simulate(arm, small_study(replications, 4), false);
            const Simulation kept = simulate(arm, small_study(replications, 4), true);
            const Simulation kept_by_one = simulate(arm, small_study(replications, 1), true);
            const std::string wanted = simulation_json({}, arm, one);
            CHECK(simulation_json({}, arm, four) == wanted);
            CHECK(simulation_json({}, arm, kept) == wanted);
            CHECK(one.fingerprint == four.fingerprint);
            CHECK(one.fingerprint == kept.fingerprint);
            REQUIRE(kept.log);
            CHECK(*kept.log == *kept_by_one.log);
            const Simulation again = replay(arm.plan, *kept.log, small_study(replications).settings.key.seed);
            CHECK(simulation_json({}, arm, again) == wanted);
            CHECK(one.figures.children == 60 * replications);
        }
    }
}

TEST_CASE("compare is the same on one thread and on four", "[threads]") {
    for (const Map& map : {study_map(), alone_map()}) {
        const std::vector<Arm> arms = three_arms(map);
        for (const int replications : {1, 5}) {
            const auto one = compare(map, arms, small_study(replications, 1));
            const auto four = compare(map, arms, small_study(replications, 4));
            REQUIRE(one);
            REQUIRE(four);
            CHECK(comparison_json({}, arms, *one) == comparison_json({}, arms, *four));
            // The baseline of a comparison is what `simulate` says.
            CHECK((*one)[0].fingerprint == simulate(arms[0], small_study(replications), false).fingerprint);
        }
    }
}

TEST_CASE("rank is the same on one thread and on four", "[threads]") {
    const Map map = study_map();
    const Arm baseline = arm_of(map);
    for (const RankEdit edit : {RankEdit::remove, RankEdit::halve, RankEdit::capacity}) {
        const auto one = rank(map, {edit, RankBy::step, 0, 0}, small_study(3, 1));
        const auto four = rank(map, {edit, RankBy::step, 0, 0}, small_study(3, 4));
        REQUIRE(one);
        REQUIRE(four);
        CHECK(!one->rows.empty());
        CHECK(ranking_json({}, baseline, *one) == ranking_json({}, baseline, *four));
    }
}

TEST_CASE("progress counts every run once and ends at the total it promised", "[threads]") {
    const Map map = study_map();
    for (const int threads : {1, 4}) {
        Study study = small_study(3, threads);
        int last = 0, promised = 0;
        bool in_step = true;
        study.progress = [&](int done, int total) {
            in_step = in_step && done == last + 1;
            last = done;
            promised = total;
        };
        REQUIRE(compare(map, three_arms(map), study));
        CHECK(in_step);
        CHECK(last == promised);
        last = 0;
        REQUIRE(rank(map, {RankEdit::halve, RankBy::step, 0, 0}, study));
        CHECK(in_step);
        CHECK(last == promised);
    }
}

TEST_CASE("a replication is the same whichever others run beside it", "[threads]") {
    const Map map = study_map();
    const Arm arm = arm_of(map);
    const Simulation five = simulate(arm, small_study(5, 4), true);
    for (int r = 1; r <= 5; ++r) {
        const EventLog alone = run_to_log(arm.model, settings_of(small_study(5), r));
        std::vector<Stream> of_it;
        for (const Stream& stream : five.log->streams) {
            if (stream.child.replication == static_cast<std::uint32_t>(r)) of_it.push_back(stream);
        }
        CHECK(alone.streams == of_it);
    }
}
