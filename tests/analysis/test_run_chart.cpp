// Run charts, each drawn by hand: months, median, shifts and trends.
#include <catch2/catch.hpp>

#include "analysis/run_chart.hpp"

using namespace permap;

namespace {

Instant at(const char* date) {
    return *parse_instant(date);
}

Month month(const char* text) {
    return *parse_month(text);
}

// A child for whom the aim's limit ends with `limit`'s day, and who took `days` (none: never came to it).
AimSpell spell(const char* limit, AimState state, std::optional<int> days = {}, std::uint16_t aim = 0) {
    AimSpell one;
    one.aim = aim;
    one.state = state;
    one.end = days ? AimEnd::reached : AimEnd::follow_up;
    one.length = Minutes{days.value_or(400) * 24 * 60};
    one.limit_end = at(limit) + one_day;
    return one;
}

std::vector<RunPoint> points_of(const std::vector<AimSpell>& spells, std::uint16_t aim = 0) {
    Replication replication;
    replication.aim_spells = spells;
    return run_points({&replication, 1}, aim);
}

// Ten children a month from January 2023 on; the aim was met for so many of them, −1: no child.
std::vector<RunPoint> tenths(const std::vector<int>& met) {
    std::vector<RunPoint> points;
    Month month = std::chrono::year{2023} / 1;
    for (const int count : met) {
        if (count >= 0) points.push_back({month, count, 10 - count, {}});
        month += std::chrono::months{1};
    }
    return points;
}

Run run(const char* from, const char* to, RunDirection direction, std::int64_t points) {
    return {month(from), month(to), direction, points};
}

using enum RunDirection;

}  // namespace

TEST_CASE("a child counts in the month of the last day in which the aim can be met") {
    const auto points = points_of({spell("2024-01-31", AimState::met, 20), spell("2024-02-01", AimState::missed),
                                   spell("2024-02-29", AimState::met, 80), spell("2024-02-10", AimState::open, 5),
                                   spell("2024-02-10", AimState::left_out), spell("2024-04-01", AimState::met, 9, 1)});
    REQUIRE(points.size() == 2);
    CHECK(points[0].month == month("2024-01"));
    CHECK(points[0].met == 1);
    CHECK(points[0].missed == 0);
    CHECK(points[1].month == month("2024-02"));
    CHECK(points[1].share_met() == 0.5);
    CHECK(points_of({spell("2024-04-01", AimState::met, 9, 1)}, 1).size() == 1);
}

TEST_CASE("the median time is when half of a month's children were there, late ones as long as they took") {
    const auto median = [](const std::vector<AimSpell>& spells) { return points_of(spells).front().median_days; };
    CHECK(median({spell("2024-01-31", AimState::met, 20)}) == 20.0);
    CHECK(median({spell("2024-01-31", AimState::met, 20), spell("2024-01-31", AimState::missed, 300)}) == 20.0);
    CHECK(median({spell("2024-01-31", AimState::met, 20), spell("2024-01-31", AimState::missed, 300),
                  spell("2024-01-31", AimState::missed)}) == 300.0);
    CHECK(median({spell("2024-01-31", AimState::met, 20), spell("2024-01-31", AimState::missed),
                  spell("2024-01-31", AimState::missed)}) == std::nullopt);
}

TEST_CASE("the baseline is the first twelve months with children, or what somebody states") {
    const auto points = tenths({1, 2, -1, 3, 4, 5, 6, 7, 8, 9, 10, 0, 1, 10, 10, 10});
    const RunBaseline first = run_baseline(points, {});
    CHECK(first.from == month("2023-01"));
    CHECK(first.to == month("2024-01"));  // March 2023 had none
    CHECK(first.months == 12);
    CHECK_FALSE(first.is_stated);
    CHECK(first.median == Approx(0.45));  // 0 1 1 2 3 4 | 5 6 7 8 9 10

    const RunBaseline stated = run_baseline(points, StatedBaseline{month("2023-02"), month("2023-05")});
    CHECK(stated.from == month("2023-02"));
    CHECK(stated.to == month("2023-05"));
    CHECK(stated.months == 3);
    CHECK(stated.is_stated);
    CHECK(stated.median == Approx(0.3));

    const RunBaseline empty = run_baseline(points, StatedBaseline{month("2020-01"), month("2020-12")});
    CHECK(empty.months == 0);
    CHECK_FALSE(empty.median);
    CHECK_FALSE(run_baseline({}, {}).median);
}

TEST_CASE("six months in a row above the median are a shift, five are none") {
    CHECK(shifts(tenths({3, 7, 7, 6, 8, 9, 3}), 0.5).empty());
    CHECK(shifts(tenths({3, 7, 7, 6, 8, 9, 6, 3}), 0.5) == std::vector<Run>{run("2023-02", "2023-07", up, 6)});
    CHECK(shifts(tenths({3, 3, 3, 3, 3, 3, 7}), 0.5) == std::vector<Run>{run("2023-01", "2023-06", down, 6)});
}

TEST_CASE("a month on the median neither breaks a shift nor counts to it, nor does one without children") {
    CHECK(shifts(tenths({7, 7, 5, 7, 7, 5, 7}), 0.5).empty());
    CHECK(shifts(tenths({7, 7, 5, 7, -1, 7, 5, 7, 7, 5}), 0.5) == std::vector<Run>{run("2023-01", "2023-09", up, 6)});
}

TEST_CASE("no shift is looked for where the median is none or all: nothing lies beyond it") {
    CHECK(shifts(tenths({1, 1, 1, 1, 1, 1, 1}), 0).empty());
    CHECK(shifts(tenths({9, 9, 9, 9, 9, 9, 9}), 1).empty());
    CHECK(shifts(tenths({1, 1, 1, 1, 1, 1, 1}), 0.01).size() == 1);
}

TEST_CASE("one shift can follow another") {
    CHECK(shifts(tenths({1, 1, 1, 1, 1, 1, 1, 9, 9, 9, 9, 9, 9}), 0.5) ==
          std::vector<Run>{run("2023-01", "2023-07", down, 7), run("2023-08", "2024-01", up, 6)});
}

TEST_CASE("five months that each rise are a trend; of equal ones only the first counts") {
    CHECK(trends(tenths({1, 2, 3, 4})).empty());
    CHECK(trends(tenths({1, 2, 3, 4, 5})) == std::vector<Run>{run("2023-01", "2023-05", up, 5)});
    CHECK(trends(tenths({1, 2, 2, 2, 3, 4, 4})).empty());
    CHECK(trends(tenths({1, 2, 2, 2, 3, 4, 4, 5})) == std::vector<Run>{run("2023-01", "2023-08", up, 5)});
    // Up to a point and down from it: the point belongs to both.
    CHECK(trends(tenths({5, 6, 9, 8, 7, 6, 5, 6})) == std::vector<Run>{run("2023-03", "2023-07", down, 5)});
    CHECK(trends(tenths({4, 4, 4, 4, 4, 4})).empty());
    CHECK(trends({}).empty());
}

TEST_CASE("the median stays where the baseline put it, however long the better months go on") {
    Replication replication;
    for (int i = 0; i < 24; ++i) {
        const Month of = std::chrono::year{2023} / 1 + std::chrono::months{i};
        const std::string last_day = to_date_string(first_minute(of) + 9 * one_day);
        for (int child = 0; child < 10; ++child) {
            const bool met = child < (i < 12 ? 5 - i % 2 : 8);
            replication.aim_spells.push_back(
                spell(last_day.c_str(), met ? AimState::met : AimState::missed, met ? 50 : 200));
        }
    }
    const RunChart chart = run_chart({&replication, 1}, 0, {});
    CHECK(chart.points.size() == 24);
    CHECK(chart.baseline.median == Approx(0.45));
    CHECK(chart.shifts == std::vector<Run>{run("2024-01", "2024-12", up, 12)});
}

TEST_CASE("several replications are counted together") {
    std::vector<Replication> both(2);
    both[0].aim_spells = {spell("2024-01-31", AimState::met, 20)};
    both[1].aim_spells = {spell("2024-01-02", AimState::missed)};
    const auto points = run_points(both, 0);
    REQUIRE(points.size() == 1);
    CHECK(points[0].met + points[0].missed == 2);
}
