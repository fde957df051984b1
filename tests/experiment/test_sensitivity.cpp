// What to measure next: swings known exactly, their order, and what cannot swing.
#include "experiment/sensitivity.hpp"

#include <algorithm>
#include <catch2/catch.hpp>
#include <set>

#include "experiment/drawn_study.hpp"
#include "experiment/run_one.hpp"
#include "report/sensitivity_report.hpp"

using namespace permap;

namespace {

Provenance assumed(double low, double high) {
    Provenance from;
    from.assumption = "drawn for this test";
    from.low = low;
    from.high = high;
    return from;
}

// Everybody is settled after 10 + 40 days: `letters` and `search` are on the way, `visit` runs beside them for 3 days,
// and `never` has no way in for any of these children. `court` has a source.
Map known_map() {
    Map map = draw_map(R"(
        attribute kin unknown|no|yes
        enter child 2026-01-05 -> letters
        letters takes 10 days -> beside
        beside split branches search,visit join_at both -> search ; visit
        search takes 40 days -> both
        visit takes 3 days -> both
        both join started_by beside -> choose
        choose decision -> never when [kin = yes] ; court when [kin != yes]
        never takes 90 days -> court
        court takes 5 days -> settled
        settled outcome
    )")
                  .map;
    for (Step& step : map.steps) step.duration.from = assumed(0.5, 2);
    find_step(map, "letters")->duration.from = assumed(0.5, 1.5);
    find_step(map, "court")->duration.from = {"book", "page 3", "", {}, {}};
    map.arrivals[0].children_a_year = {300, {"book", "page 4", "", {}, {}}};
    map.arrivals[0].ceiling_a_year = 300;
    map.permanence = Permanence{{{"child", true, {}}}, {{"order", "Order", {{"settled", false, {}}}}}, {}};
    Aim aim;
    aim.id = aim.name = "soon";
    aim.from = {{"child", true, {}}};
    aim.to = {{"settled", false, {}}};
    aim.limit = 80;
    aim.limit_unit = TimeUnit::calendar_days;
    map.aims = {aim};
    return map;
}

Sensitivity swings_of(const Map& map, std::size_t chosen, std::size_t at_most, const Study& study) {
    Result<Sensitivity> swings = sensitivity(map, chosen, at_most, study);
    for (const Problem& problem : swings.problems()) UNSCOPED_INFO(to_string(problem));
    REQUIRE(swings);
    return *std::move(swings);
}

}  // namespace

TEST_CASE("swings of lengths of time on the path are exact; what is beside it, or never met, swings nothing") {
    const Sensitivity swings = swings_of(known_map(), 0, 10, small_study(3));
    REQUIRE(swings.rows.size() == 4);
    // 40 days, from half to double; 10 days, from half to one and a half.
    CHECK(swings.rows[0].number.id == "search.duration");
    CHECK(*swings.rows[0].results[0].mean.value == Approx(60));
    CHECK(*swings.rows[0].results[0].baseline.value == Approx(35));
    CHECK(*swings.rows[0].results[0].arm.value == Approx(95));
    CHECK(swings.rows[0].results[0].told_apart);
    CHECK(swings.rows[0].rank == 1);
    CHECK_FALSE(swings.rows[0].tied);
    CHECK(swings.rows[1].number.id == "letters.duration");
    CHECK(*swings.rows[1].results[0].mean.value == Approx(10));
    CHECK(swings.rows[1].rank == 2);
    CHECK(swings.rows[1].results[0].told_apart);
    std::set<std::string> nothing;
    for (const std::size_t i : {std::size_t{2}, std::size_t{3}}) {
        nothing.insert(swings.rows[i].number.id);
        for (const Difference& result : swings.rows[i].results) {
            CHECK(*result.mean.value == 0);
            CHECK_FALSE(result.told_apart);
        }
        CHECK(swings.rows[i].rank == 3);
        CHECK(swings.rows[i].tied);
    }
    CHECK(nothing == std::set<std::string>{"visit.duration", "never.duration"});
    // The map as it is, beside them.
    CHECK(*swings.as_it_is.days_not_permanent.value == Approx(55));
    CHECK(swings.fingerprint == simulate(arm_of(known_map()), small_study(3), false).fingerprint);
}

TEST_CASE("every main result swings, each in its own unit") {
    const Sensitivity swings = swings_of(known_map(), 0, 1, small_study(2));
    REQUIRE(swings.rows.size() == 1);
    std::vector<std::string> ids;
    for (const Difference& result : swings.rows[0].results) ids.push_back(result.measure.id);
    CHECK(ids == std::vector<std::string>{"mean_days_not_permanent", "mean_days_completed",
                                          "share_permanent_within_730_days", "aim_share_met:soon"});
    CHECK(*swings.rows[0].results[1].mean.value == Approx(60));
    CHECK(*swings.rows[0].results[2].mean.value == 0);
    CHECK(*swings.rows[0].results[3].mean.value == -1);  // 35 days keep the limit of 80, 95 do not
}

TEST_CASE("the result asked for chooses and orders, whichever way it swings") {
    Map map = known_map();
    find_step(map, "letters")->duration.from = assumed(0.5, 20);  // from 50 days in all to 245
    const Sensitivity by_days = swings_of(map, 0, 1, small_study(2));
    REQUIRE(by_days.rows.size() == 1);
    CHECK(by_days.rows[0].number.id == "letters.duration");
    map.aims[0].limit = 49;  // only a shorter search keeps it
    const Sensitivity by_aim = swings_of(map, 3, 2, small_study(2));
    REQUIRE(by_aim.rows.size() == 2);
    CHECK(by_aim.rows[0].number.id == "search.duration");
    CHECK(*by_aim.rows[0].results[3].mean.value == -1);
}

TEST_CASE("the screening looks at all, with children of its own; a third of them where there are many") {
    Study study = small_study(2);
    study.settings.children = 900;
    const Map map = alone_map();
    const Sensitivity swings = swings_of(map, 0, 2, study);
    CHECK(swings.rows.size() == 2);
    CHECK(swings.screened_share == Approx(1.0 / 3));
    std::set<std::string> ids;
    std::size_t others = 0;
    for (const ScreenedNumber& one : swings.screened) {
        ids.insert(one.number.id);
        others += one.mirrors.size();
    }
    CHECK(ids.size() == swings.screened.size());
    CHECK(ids.size() + others + swings.held.size() == assumed_numbers(map).size());
    for (std::size_t i = 1; i < swings.screened.size(); ++i)
        CHECK(std::abs(*swings.screened[i - 1].swing) >= std::abs(*swings.screened[i].swing));
    study.settings.children = 400;
    CHECK(swings_of(map, 0, 1, study).screened_share == Approx(0.75));
    // Other luck, even where all children are screened.
    study.settings.children = 60;
    const Sensitivity few = swings_of(map, 0, 1, study);
    CHECK(few.screened_share == 1);
    REQUIRE(few.rows.size() == 1);
    CHECK(few.rows[0].number.id == few.screened[0].number.id);
    for (const double shown : few.rows[0].results[0].per_replication) CHECK(shown != *few.screened[0].swing);
}

TEST_CASE("the two ways of a decision are one number, and a share goes only as far as the others have room") {
    const Map map = alone_map();
    const Sensitivity swings = swings_of(map, 0, 1, small_study(2));
    const auto settled = std::find_if(swings.screened.begin(), swings.screened.end(),
                                      [](const ScreenedNumber& one) { return one.number.id == "decision.settled"; });
    REQUIRE(settled != swings.screened.end());
    CHECK(settled->mirrors == std::vector<std::string>{"decision.report"});

    Map narrow = map;
    Step& decision = *find_step(narrow, "decision");  // settled 0.94, report 0.06
    decision.ways[0].probability->from = assumed(0.8, 1);
    decision.ways[1].probability->from = assumed(0.05, 0.08);
    for (const AssumedNumber& number : assumed_numbers(narrow)) {
        if (number.id != "decision.settled") continue;
        CHECK(with_room(narrow, number).low == Approx(0.92));
        CHECK(with_room(narrow, number).high == Approx(0.95));
    }
    decision.ways[1].probability->from = {"book", "page 3", "", {}, {}};
    const Sensitivity held = swings_of(narrow, 0, 1, small_study(2));
    CHECK(held.held == std::vector<std::string>{"decision.settled"});
}

TEST_CASE("intervals of swings are wider the more rows are shown: they hold for all at once") {
    const Map map = alone_map();
    const Sensitivity one = swings_of(map, 0, 1, small_study(4));
    const Sensitivity six = swings_of(map, 0, 6, small_study(4));
    REQUIRE(six.rows.size() == 6);
    const auto same = std::find_if(six.rows.begin(), six.rows.end(),
                                   [&](const SensitivityRow& row) { return row.number.id == one.rows[0].number.id; });
    REQUIRE(same != six.rows.end());
    const Estimate &alone = one.rows[0].results[0].mean, &among_six = same->results[0].mean;
    CHECK(*alone.value == *among_six.value);
    CHECK(*among_six.high - *among_six.low > 1.3 * (*alone.high - *alone.low));
}

TEST_CASE("swings are those of whole runs, though only children who come to a number's step are walked") {
    for (const Map& drawn : {study_map(), alone_map()}) {
        // A number of each kind: how many come in and how many workers there are too.
        Map map = drawn;
        map.arrivals[0].children_a_year.from = assumed(200, 400);
        map.arrivals[0].ceiling_a_year = 400;
        for (Resource& resource : map.resources) resource.units.from = assumed(1, 4);
        const Study study = small_study(2);
        const Sensitivity swings = swings_of(map, 0, 1'000, study);
        CHECK(swings.rows.size() == swings.screened.size());
        std::set<AssumedKind> kinds;
        for (const SensitivityRow& row : swings.rows) {
            INFO(row.number.id);
            kinds.insert(row.number.kind);
            const Arm low = arm_of(with_assumed(map, {{row.number.id, row.number.low}}));
            const Arm high = arm_of(with_assumed(map, {{row.number.id, row.number.high}}));
            for (int r = 1; r <= study.replications; ++r) {
                const RunSettings settings = settings_of(study, r);
                const PairedReplication whole =
                    paired(swings.results, low.plan, run_one(low.model, low.plan, settings).replication, high.plan,
                           run_one(high.model, high.plan, settings).replication);
                for (std::size_t i = 0; i < swings.results.size(); ++i) {
                    const std::vector<double>& found = row.results[i].per_replication;
                    if (!whole.baseline[i] || !whole.arm[i]) continue;
                    REQUIRE(found.size() == static_cast<std::size_t>(study.replications));
                    CHECK(found[static_cast<std::size_t>(r - 1)] == *whole.arm[i] - *whole.baseline[i]);
                }
            }
        }
        CHECK(kinds.contains(AssumedKind::duration));
        CHECK(kinds.contains(AssumedKind::way));
        CHECK(kinds.contains(AssumedKind::children_a_year));
        CHECK((drawn.resources.empty() || kinds.contains(AssumedKind::units)));
    }
}

TEST_CASE("a map that assumes nothing has no rows") {
    Map map = known_map();
    for (Step& step : map.steps) step.duration.from = {"book", "page 3", "", {}, {}};
    CHECK(swings_of(map, 0, 5, small_study(2)).rows.empty());
}

TEST_CASE("sensitivity is the same on one thread and on two, and its progress ends where it said", "[threads]") {
    const Map map = study_map();
    std::string documents[2];
    for (const int threads : {1, 2}) {
        Study study = small_study(2, threads);
        int last = 0, promised = 0;
        study.progress = [&](int done, int total) {
            last = done;
            promised = total;
        };
        const Sensitivity swings = swings_of(map, 0, 3, study);
        documents[threads - 1] = sensitivity_json({}, map, swings) + sensitivity_tables({}, map, swings);
        CHECK(last == promised);
        CHECK(last > 0);
    }
    CHECK(documents[0] == documents[1]);
}
