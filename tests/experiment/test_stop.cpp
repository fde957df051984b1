// Stopped on the way: what comes back is what asking for so many replications gives, and never half of one.
#include <atomic>
#include <catch2/catch.hpp>

#include "experiment/drawn_study.hpp"
#include "experiment/evidence.hpp"
#include "report/result_json.hpp"

using namespace permap;

namespace {

// Stops once so many runs are done.
struct StopAfter {
    std::atomic<int> left;
    int told = 0, promised = 0;
    explicit StopAfter(int runs) : left(runs) {}

    Study study(int replications, int threads, bool drawing) {
        Study study = small_study(replications, threads);
        study.draw_assumptions = drawing;
        study.progress = [this](int done, int total) {
            --left;
            told = done;
            promised = total;
        };
        study.stop = [this] { return left <= 0; };
        return study;
    }
};

Study so_many(int replications, bool drawing) {
    Study study = small_study(replications);
    study.draw_assumptions = drawing;
    return study;
}

std::vector<Arm> two_arms(const Map& map) {
    std::vector<Arm> arms;
    arms.push_back(arm_of(map));
    arms.push_back(arm_of(map, "sooner", {half("report")}));
    return arms;
}

}  // namespace

TEST_CASE("simulate, stopped: the first replications, with the log and without", "[threads]") {
    const Arm arm = arm_of(alone_map());
    for (const int threads : {1, 4}) {
        for (const bool keep_log : {false, true}) {
            StopAfter stop(6);
            const Simulation some = simulate(arm, stop.study(500, threads, false), keep_log);
            const int done = some.figures.replications;
            CHECK(done >= 6);
            CHECK(done < 6 + threads);
            CHECK(simulation_json({}, arm, some) == simulation_json({}, arm, simulate(arm, small_study(done), false)));
            CHECK(some.log.has_value() == keep_log);
            CHECK(stop.told == stop.promised);  // so that a bar goes away
        }
    }
}

TEST_CASE("compare, stopped: the first replications of all arms, with numbers drawn as often as not", "[threads]") {
    const Map map = alone_map();
    const std::vector<Arm> arms = two_arms(map);
    for (const int threads : {1, 4}) {
        for (const bool drawing : {false, true}) {
            StopAfter stop(21);  // in the midst of a replication
            const auto some = compare(map, arms, stop.study(500, threads, drawing));
            REQUIRE(some);
            const int done = (*some)[0].figures.replications;
            CHECK(done >= 5);
            CHECK(done <= 10 + threads);
            const auto wanted = compare(map, arms, so_many(done, drawing));
            REQUIRE(wanted);
            CHECK(comparison_json({}, arms, *some) == comparison_json({}, arms, *wanted));
        }
    }
}

TEST_CASE("stopped before two replications are done: their number, and nothing else", "[threads]") {
    const Map map = alone_map();
    const std::vector<Arm> arms = two_arms(map);
    for (const int runs : {0, 1}) {
        for (const bool keep_log : {false, true}) {
            StopAfter stop(runs);
            const Simulation none = simulate(arms[0], stop.study(30, 1, true), keep_log);
            CHECK(none.figures.replications == runs);
            CHECK(none.figures.outcomes.empty());
            CHECK_FALSE(none.log);
        }
        StopAfter stop(runs);
        const auto none = compare(map, arms, stop.study(30, 1, false));
        REQUIRE(none);
        REQUIRE(none->size() == 2);
        CHECK((*none)[0].figures.replications == runs);
        CHECK_FALSE((*none)[1].comparison);
    }
    StopAfter alone(0);
    CHECK(simulate(arms[0], alone.study(1, 1, false), false).figures.replications == 0);
}

TEST_CASE("stopped on the way to a precision", "[threads]") {
    const Arm arm = arm_of(alone_map());
    StopAfter stop(14);
    Study study = stop.study(400, 1, false);
    study.precision = Precision{0.001, 10};
    const Simulation some = simulate(arm, study, false);
    CHECK(some.figures.replications == 14);
    CHECK(simulation_json({}, arm, some) == simulation_json({}, arm, simulate(arm, small_study(14), false)));
}

TEST_CASE("rank, stopped while it chooses: nothing", "[threads]") {
    for (const int threads : {1, 4}) {
        StopAfter stop(3);
        const auto none = rank(alone_map(), {RankEdit::halve, RankBy::step, 0, 0}, stop.study(20, threads, true));
        REQUIRE(none);
        REQUIRE(none->stopped);
        CHECK(none->stopped->replications == 0);
        CHECK(none->rows.empty());
        CHECK(none->baseline.replications == 0);
    }
}

TEST_CASE("rank, stopped while it shows: every row from the first replications", "[threads]") {
    const Map map = alone_map();
    const Arm baseline = arm_of(map);
    const RankQuestion question{RankEdit::halve, RankBy::step, 0, 0};
    int in_all = 0;
    Study whole_study = so_many(20, true);
    whole_study.progress = [&](int, int total) { in_all = total; };
    const auto whole = rank(map, question, whole_study);
    REQUIRE(whole);
    CHECK_FALSE(whole->stopped);
    std::string on_one_thread;
    for (const int threads : {1, 4}) {
        StopAfter stop(in_all / 2);
        const auto some = rank(map, question, stop.study(20, threads, true));
        REQUIRE(some);
        REQUIRE(some->stopped);
        const int done = some->stopped->replications;
        CHECK(done >= 2);
        CHECK(some->stopped->of >= 20);
        CHECK(some->baseline.replications == std::min(done, 20));
        CHECK(some->allocation.most <= done);
        REQUIRE(some->rows.size() == whole->rows.size());
        int shown = 0;
        for (const RankRow& row : some->rows) {
            CHECK(row.replications <= done);
            shown += row.replications;
            std::vector<Arm> arms;
            arms.push_back(arm_of(map));
            arms.push_back(arm_of(map, row.id, {half(row.id)}));
            const auto compared = compare(map, arms, so_many(row.replications, false));
            REQUIRE(compared);
            const Difference& days = (*compared)[1].comparison->differences[0];
            CHECK(*row.mean_days_saved.value == Approx(-*days.mean.value).margin(1e-9));
            CHECK(row.low_assumptions.has_value());
        }
        CHECK(shown == some->allocation.replications_shown);
        if (threads == 1) on_one_thread = ranking_json({}, baseline, *some);
    }
    // Alone, the same stop gives the same document again.
    StopAfter stop(in_all / 2);
    const auto again = rank(map, question, stop.study(20, 1, true));
    REQUIRE(again);
    CHECK(ranking_json({}, baseline, *again) == on_one_thread);
}

TEST_CASE("rank, stopped in the very last moments, is whole or says that it is not", "[threads]") {
    const Map map = alone_map();
    int in_all = 0;
    Study whole_study = so_many(4, true);
    whole_study.progress = [&](int, int total) { in_all = total; };
    REQUIRE(rank(map, {RankEdit::halve, RankBy::step, 0, 2}, whole_study));
    for (int runs = in_all - 3; runs <= in_all; ++runs) {
        StopAfter stop(runs);
        const auto some = rank(map, {RankEdit::halve, RankBy::step, 0, 2}, stop.study(4, 1, true));
        REQUIRE(some);
        if (some->stopped) CHECK(some->stopped->replications < some->stopped->of);
        CHECK(!some->rows.empty());
    }
}
