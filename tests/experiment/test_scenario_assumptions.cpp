// Assumed numbers of a scenario: drawn where the edit states a low and a high, the same in every arm that has it.
#include <algorithm>
#include <catch2/catch.hpp>
#include <set>

#include "experiment/drawn_study.hpp"
#include "experiment/scenario_assumptions.hpp"

using namespace permap;

namespace {

Provenance between(double low, double high) {
    Provenance from;
    from.assumption = "nobody has counted";
    from.low = low;
    from.high = high;
    return from;
}

Duration weeks(double value, const Provenance& from) {
    Duration duration;
    duration.ends = Lasts{Fixed{value}};
    duration.unit = TimeUnit::weeks;
    duration.from = from;
    return duration;
}

// One edit of each kind that has a number, with a range.
Scenario with_ranges() {
    Scenario scenario;
    scenario.id = "tried";
    scenario.map = "drawn";
    Timescale limit;
    limit.value = 20;
    limit.from = between(0.5, 2);
    Step inserted;
    inserted.id = inserted.name = "look_again";
    inserted.duration = weeks(4, between(0.5, 2));
    const std::vector<Change> changes = {
        ScaleDuration{{"report", false}, {0.5, between(0.25, 1)}},
        SetDuration{"assess", weeks(4, between(0.5, 2))},
        CapDuration{{"court", false}, 10, TimeUnit::weeks, 1, between(0.5, 2)},
        AddDuration{"review", 8, TimeUnit::calendar_days, between(0.5, 2)},
        SetProbability{"decision", "report", {0.1, between(0.05, 0.2)}},
        SetCapacity{"officer", {6, between(5, 7)}},
        SetCalendar{"panel", 2, TimeUnit::weeks, between(0.5, 1.5), "", ""},
        SetArrivals{"child", {350, between(320, 380)}},
        SetTimescale{"review", limit},
        Merge{{"assess", "review"}, "", weeks(4, between(0.5, 2))},
        Insert{inserted, "assess", "", ""},
        SetAttribute{"kin", "yes"},
        Remove{{"court", false}, {}},
    };
    for (const Change& change : changes) scenario.edits.push_back({change, "test"});
    return scenario;
}

template <class One>
const One& change_of(const Scenario& scenario) {
    const auto found = std::find_if(scenario.edits.begin(), scenario.edits.end(),
                                    [](const Edit& edit) { return std::holds_alternative<One>(edit.change); });
    REQUIRE(found != scenario.edits.end());
    return std::get<One>(found->change);
}

double weeks_of(const Duration& duration) {
    return std::get<Fixed>(std::get<Lasts>(duration.ends).law).value;
}

}  // namespace

TEST_CASE("every number of a scenario with a low and a high is named, by scenario, edit and key") {
    std::vector<std::string> ids;
    for (const AssumedNumber& number : assumed_numbers(with_ranges())) {
        ids.push_back(number.id);
        CHECK(number.low <= number.value);
        CHECK(number.value <= number.high);
        CHECK(number.assumption == "nobody has counted");
    }
    CHECK(ids == std::vector<std::string>{"tried#edits/0.factor", "tried#edits/1.duration", "tried#edits/2.at_most",
                                          "tried#edits/3.time", "tried#edits/4.probability", "tried#edits/5.units",
                                          "tried#edits/6.every", "tried#edits/7.children_a_year",
                                          "tried#edits/8.timescale", "tried#edits/9.duration",
                                          "tried#edits/10.step/duration"});
}

TEST_CASE("draws of a scenario lie within low and high, over the whole range, and people and sittings stay whole") {
    std::set<double> units, weeks_between;
    double least = 1, most = 0;
    int below_half = 0;  // the middle of a quarter and one, on the scale of the logarithm
    const auto within = [](double value, double low, double high) { CHECK((low <= value && value <= high)); };
    for (std::uint32_t r = 1; r <= 200; ++r) {
        const Scenario drawn = draw_assumptions(with_ranges(), {5, r});
        const double factor = change_of<ScaleDuration>(drawn).factor.value;
        within(factor, 0.25, 1);
        least = std::min(least, factor);
        most = std::max(most, factor);
        below_half += factor < 0.5 ? 1 : 0;
        within(weeks_of(change_of<SetDuration>(drawn).duration), 2, 8);
        within(change_of<CapDuration>(drawn).longest, 5, 20);
        within(change_of<AddDuration>(drawn).value, 4, 16);
        within(change_of<SetProbability>(drawn).probability.value, 0.05, 0.2);
        units.insert(change_of<SetCapacity>(drawn).units.value);
        weeks_between.insert(change_of<SetCalendar>(drawn).every);
        within(change_of<SetArrivals>(drawn).children_a_year.value, 320, 380);
        within(change_of<SetTimescale>(drawn).timescale->value, 10, 40);
        within(weeks_of(*change_of<Merge>(drawn).duration), 2, 8);
        within(weeks_of(change_of<Insert>(drawn).step.duration), 2, 8);
        CHECK(drawn.edits.back() == with_ranges().edits.back());
    }
    CHECK(least < 0.3);
    CHECK(most > 0.9);
    CHECK(below_half >= 78);  // binomial, two-sided at 1 in 1,000
    CHECK(below_half <= 122);
    CHECK(units == std::set<double>{5, 6, 7});
    CHECK(weeks_between == std::set<double>{1, 2, 3});
}

TEST_CASE("a number without a stated low and high is the question asked, and stays; so does what a source gives") {
    Scenario scenario = with_ranges();
    for (Edit& edit : scenario.edits) {
        if (auto* const capacity = std::get_if<SetCapacity>(&edit.change)) capacity->units.from.low.reset();
        if (auto* const set = std::get_if<SetDuration>(&edit.change)) set->duration.from = {"book", "page 3", "", 1, 2};
    }
    const Scenario drawn = draw_assumptions(scenario, {5, 1});
    CHECK(change_of<SetCapacity>(drawn) == change_of<SetCapacity>(scenario));
    CHECK(change_of<SetDuration>(drawn) == change_of<SetDuration>(scenario));
    CHECK(assumed_numbers(scenario).size() == assumed_numbers(with_ranges()).size() - 2);
}

TEST_CASE("a draw belongs to the scenario, the edit and the replication") {
    const Scenario scenario = with_ranges();
    CHECK(draw_assumptions(scenario, {5, 2}) == draw_assumptions(scenario, {5, 2}));
    CHECK_FALSE(draw_assumptions(scenario, {5, 2}) == draw_assumptions(scenario, {5, 3}));
    Scenario other = scenario;
    other.id = "other";
    CHECK_FALSE(draw_assumptions(scenario, {5, 2}).edits == draw_assumptions(other, {5, 2}).edits);
}

TEST_CASE("an arm with an assumed edit has a wider interval, and two arms with the same scenario do not differ") {
    const Map map = alone_map();
    const auto arms_with = [&](const Provenance& from) {
        std::vector<Arm> arms;
        arms.push_back(arm_of(map));
        for (const char* name : {"first", "second"}) {
            arms.push_back(arm_of(map, "sooner", {{ScaleDuration{{"report", false}, {0.5, from}}, "test"}}));
            arms.back().name = name;
        }
        return arms;
    };
    Provenance fixed;
    fixed.assumption = "the question asked";
    const Study study = small_study(12);
    const auto drawn = compare(map, arms_with(between(0.1, 0.9)), study);
    const auto asked = compare(map, arms_with(fixed), study);
    REQUIRE(drawn);
    REQUIRE(asked);
    const Difference& with = (*drawn)[1].comparison->differences[0];
    const Difference& without = (*asked)[1].comparison->differences[0];
    CHECK(with.mean == without.mean);  // chance alone is the same
    CHECK(with.drawn_per_replication != without.drawn_per_replication);
    CHECK(*with.high_assumptions - *with.low_assumptions > *without.high_assumptions - *without.low_assumptions);
    CHECK(with.drawn_per_replication == (*drawn)[2].comparison->differences[0].drawn_per_replication);
}

TEST_CASE("a map whose rate is drawn keeps its candidates, and a rate that a scenario sets stays below their ceiling") {
    Map map = alone_map();
    map.arrivals[0].ceiling_a_year.reset();
    map.arrivals[0].children_a_year.from = between(200, 400);
    Provenance asked;
    asked.assumption = "the question asked";
    for (std::uint32_t r = 1; r <= 20; ++r) {
        const Map drawn = draw_assumptions(map, {5, r});
        CHECK(drawn.arrivals[0].ceiling_a_year == 600.0);
        CHECK(make_arm(drawn, "more", arm_of(map, "more", {{SetArrivals{"child", {600, asked}}, "test"}}).scenarios));
    }
}
