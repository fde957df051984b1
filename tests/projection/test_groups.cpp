// Which group a child belongs to, what each lane is asked for, and visits that used nobody's time.
#include <catch2/catch.hpp>
#include <numeric>

#include "projection/drawn_stream.hpp"
#include "projection/fold.hpp"

using namespace permap;

namespace {

Map basis_map() {
    Map map;
    map.steps = {drawn_step("refer", StepKind::start, {"away"}), drawn_step("away", StepKind::activity, {"hearing"}),
                 drawn_step("hearing", StepKind::activity, {"end"}), drawn_step("end", StepKind::outcome)};
    map.lanes = {{"court", "Court", ""}, {"social_work", "Social work", ""}};
    for (Step& step : map.steps) step.lane = step.id == "hearing" ? "court" : step.id == "end" ? "" : "social_work";
    find_step(map, "hearing")->duration.ends = Lasts{Fixed{1}};
    map.attributes = {{"basis", {"none", "agreement", "order"}, "none", {}, {}}};
    map.permanence = Permanence{{{"away", true, {}}}, {{"end", "End", {{"end", false, {}}}}}, {}};
    map.milestones = {{"heard", "Heard", {{"hearing", false, {}}}}};
    map.groups = {{"first", "First day away", "basis", "first_day_away", {}},
                  {"coming", "Coming in", "basis", "entry", {}},
                  {"heard", "Heard", "basis", "heard", {}}};
    return map;
}

Replication folded(const Map& map, const std::string& text) {
    const MeasurePlan plan = measure_plan(map);
    FoldScratch scratch(plan);
    Replication replication(plan);
    fold_child(plan, drawn_child(map, "refer", 1000), drawn_events(map, text), scratch, replication);
    return replication;
}

std::vector<int> groups_of(const std::string& text) {
    const Replication replication = folded(basis_map(), text);
    const auto& groups = replication.children.front().groups;
    return {groups[0], groups[1], groups[2]};
}

constexpr int none = 0, agreement = 1, order = 2, not_come_to = 3;

}  // namespace

TEST_CASE("age bands are said once, from the unborn to 16 and over") {
    CHECK(age_band_of(-1) == AgeBand::unborn);
    CHECK(age_band_of(0) == AgeBand::under_1);
    CHECK(age_band_of(1) == AgeBand::from_1_to_4);
    CHECK(age_band_of(4) == AgeBand::from_1_to_4);
    CHECK(age_band_of(5) == AgeBand::from_5_to_11);
    CHECK(age_band_of(11) == AgeBand::from_5_to_11);
    CHECK(age_band_of(12) == AgeBand::from_12_to_15);
    CHECK(age_band_of(15) == AgeBand::from_12_to_15);
    CHECK(age_band_of(16) == AgeBand::from_16);
    CHECK(age_band_of(17) == AgeBand::from_16);
    for (std::size_t i = 0; i < age_bands.size(); ++i) CHECK(static_cast<std::size_t>(age_bands[i].band) == i);
}

TEST_CASE("a child's group is the attribute's value at the end of the day, which may follow the move by hours") {
    const std::string away = "0 entered refer\n 10.2 ready away <0\n";
    CHECK(groups_of(away) == std::vector<int>{none, none, not_come_to});
    CHECK(groups_of(then(away,
                         "10.2 attribute_set away <1 basis=agreement\n 10.6 attribute_set away <2 basis=order\n"
                         "12 ready hearing <3\n")) == std::vector<int>{order, none, not_come_to});
    // The next day is too late, to the minute.
    CHECK(
        groups_of(then(away, "10.5 attribute_set away <1 basis=agreement\n 11 attribute_set away <2 basis=order\n")) ==
        std::vector<int>{agreement, none, not_come_to});
}

TEST_CASE("the first of several days counts, and a child who never comes to the point is in a group of its own") {
    CHECK(groups_of("0 entered refer\n 0.5 attribute_set refer <0 basis=order\n 3 ready hearing <1\n"
                    "3 started hearing <2\n 4 completed hearing <3\n 5 attribute_set hearing <4 basis=none\n"
                    "6 ready hearing <5\n 6 started hearing <6\n 7 completed hearing <7\n") ==
          std::vector<int>{not_come_to, order, order});
}

TEST_CASE("two points on one day take one value each, at the day's end") {
    CHECK(groups_of("0 entered refer\n 0.1 ready away <0\n 0.2 attribute_set away <1 basis=order\n"
                    "9 attribute_set away <2 basis=agreement\n") == std::vector<int>{order, order, not_come_to});
}

TEST_CASE("visits are counted by lane and by month since the child came in; a step without a lane has a place too") {
    const Replication replication =
        folded(basis_map(),
               "0 entered refer\n 0 ready refer <0\n 0 started refer <1\n 0 completed refer <2\n"
               "0 ready away <3\n 30.4 ready hearing <4\n 30.4 started hearing <5\n"
               "31.4 completed hearing <6\n 95 ready hearing <7\n 95 ready end <8\n");
    using Months = std::vector<std::int64_t>;
    CHECK(replication.tally.lane_visits[0] == Months{1, 0, 0, 1});  // months of 30.4375 days
    CHECK(replication.tally.lane_visits[1] == Months{2});
    CHECK(replication.tally.lane_visits[2] == Months{0, 0, 0, 1});
    Replication twice = replication;
    twice.merge(replication);
    CHECK(twice.tally.lane_visits[0] == Months{2, 0, 0, 2});
}

TEST_CASE("a visit that is passed through is known by its taking no time, and asks nothing of its lane") {
    const std::string at_once =
        "0 entered refer\n 5 ready hearing <0\n 5 started hearing <1\n 5 completed hearing <2\n"
        "9 ready hearing <3\n 9 started hearing <4\n 10 completed hearing <5\n";
    const Map map = basis_map();
    Replication replication = folded(map, at_once);
    const std::size_t hearing = index(step_of(map, "hearing"));
    CHECK(replication.tally.steps[hearing].visits == 2);
    CHECK(replication.tally.steps[hearing].passed_through == 1);
    CHECK(replication.tally.lane_visits[0] == std::vector<std::int64_t>{1});
    // A step that takes no time is not passed through by taking none, unless a scenario removed it.
    Map instant = map;
    find_step(instant, "hearing")->duration = {};
    CHECK(folded(instant, at_once).tally.steps[hearing].passed_through == 0);
    find_step(instant, "hearing")->edited.passed_through = true;
    CHECK(folded(instant, at_once).tally.steps[hearing].passed_through == 2);
}
