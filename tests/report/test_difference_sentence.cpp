#include <catch2/catch.hpp>

#include "report/difference_sentence.hpp"
#include "shown_figures.hpp"

using namespace permap;

namespace {

Difference days(double mean, double low, double high) {
    Difference difference =
        difference_in("mean_days_not_permanent", "Days not yet permanent, a child", "days", Better::down, mean);
    difference.mean = known(mean, low, high);
    difference.told_apart = low > 0 || high < 0;
    return difference;
}

Difference with_assumptions(Difference difference, double low, double high, bool told_apart) {
    difference.low_assumptions = low;
    difference.high_assumptions = high;
    difference.told_apart = told_apart;
    return difference;
}

}  // namespace

TEST_CASE("a difference that is told apart says by how much and which side is the better one") {
    CHECK(difference_sentence(with_assumptions(days(-12.3, -14.5, -10.1), -20, -3, true)) ==
          "Days not yet permanent, a child: 12.3 fewer (95 %: 10.1 to 14.5 fewer; with assumed numbers drawn: 3.0 to "
          "20.0 fewer). Told apart: sooner.");
    CHECK(difference_sentence(days(12.3, 10.1, 14.5)) ==
          "Days not yet permanent, a child: 12.3 more (95 %: 10.1 to 14.5 more). Told apart: later.");
    Difference aim = difference_in("aim_share_met:aim2", "Recommended in time", "share", Better::up, -0.04);
    CHECK(difference_sentence(aim) ==
          "Recommended in time: 4.0 points lower (95 %: 3.0 to 5.0 points lower). Told apart: worse.");
    aim = difference_in("aim_share_met:aim2", "Recommended in time", "share", Better::up, 0.04);
    CHECK(difference_sentence(aim) ==
          "Recommended in time: 4.0 points higher (95 %: 3.0 to 5.0 points higher). Told apart: better.");
    Difference moves = difference_in("moves", "Moves, a child", "moves", Better::down, -0.02);
    CHECK(difference_sentence(moves) ==
          "Moves, a child: 0.0200 fewer (95 %: 0.0100 to 0.0300 fewer). Told apart: better.");
}

TEST_CASE("where no side is the better one, nothing is called better or worse") {
    CHECK(difference_sentence(difference_in("outcome_share:home", "Settled at home", "share", Better::neither, 0.02)) ==
          "Settled at home: 2.0 points higher (95 %: 1.0 to 3.0 points higher). Told apart.");
}

TEST_CASE("what is not yet told apart says what it may be, by the wider of the two spreads") {
    CHECK(difference_sentence(days(2.5, -4, 9)) ==
          "Days not yet permanent, a child: 2.5 more (95 %: 4.0 fewer to 9.0 more). Not yet told apart: it may be "
          "anything from 4.0 fewer to 9.0 more.");
    CHECK(difference_sentence(with_assumptions(days(-12, -14, -10), -20, 6, false)) ==
          "Days not yet permanent, a child: 12.0 fewer (95 %: 10.0 to 14.0 fewer; with assumed numbers drawn: 20.0 "
          "fewer to 6.0 more). Not yet told apart: it may be anything from 20.0 fewer to 6.0 more.");
    CHECK(difference_sentence(days(1, 0, 2)) ==
          "Days not yet permanent, a child: 1.0 more (95 %: no change to 2.0 more). Not yet told apart: it may be "
          "anything from no change to 2.0 more.");
    CHECK(difference_sentence(days(-1, -2, 0)) ==
          "Days not yet permanent, a child: 1.0 fewer (95 %: no change to 2.0 fewer). Not yet told apart: it may be "
          "anything from no change to 2.0 fewer.");
}

TEST_CASE("no answer, no interval and no difference at all are said as such") {
    Difference none = days(0, 0, 0);
    CHECK(difference_sentence(none) ==
          "Days not yet permanent, a child: no difference in any run. Not yet told apart: there is nothing to tell.");
    none.mean = {};
    none.mean.reason_if_null = "not reached in every replication";
    none.told_apart = false;
    CHECK(difference_sentence(none) ==
          "Days not yet permanent, a child: no answer (not reached in every replication). Not yet told apart.");
    none.mean.value = -3;
    none.mean.reason_if_null = "one replication";
    CHECK(difference_sentence(none) ==
          "Days not yet permanent, a child: 3.0 fewer (no interval: one replication). Not yet told apart.");
    CHECK(difference_sentence(days(0.01, -0.02, 0.03)) ==
          "Days not yet permanent, a child: next to no change (95 %: next to no change). Not yet told apart: too small "
          "to show here.");
}

TEST_CASE("what pairing is worth is said of the first main measure that has an answer") {
    ArmComparison comparison;
    comparison.differences = {days(-1, -2, 0.5), days(-1, -2, 0.5)};
    for (Difference& difference : comparison.differences)
        difference.measure.statistic = {StatisticKind::days_not_permanent, 0};
    CHECK(pairing_sentence(comparison).empty());
    comparison.differences[1].variance_ratio = 38.2;
    CHECK(pairing_sentence(comparison) ==
          "Pairing the children does the work of 38 times as many replications (by: Days not yet permanent, a child).");
    comparison.differences[0].variance_ratio = 1.52;
    CHECK(pairing_sentence(comparison).find("1.5 times") != std::string::npos);
    comparison.differences[0].variance_ratio = 0.9;
    CHECK(pairing_sentence(comparison).find("does not sharpen") != std::string::npos);
    comparison.differences[0].measure.statistic = {StatisticKind::outcome_share, 0};
    CHECK(pairing_sentence(comparison).find("38 times") != std::string::npos);
}
