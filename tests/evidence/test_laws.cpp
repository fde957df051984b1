// Laws that hold for every map and every child, on maps made by chance: what begins has ended or goes on, what parts
// have adds up, and lengths of stay add up to the days there (Little). Each is held beside a second fold over the same
// events, minute by minute, that shares nothing with the counter.
#include <catch2/catch.hpp>

#include <algorithm>
#include <map>

#include "evidence/counting_plan.hpp"
#include "evidence/measured.hpp"
#include "experiment/evidence.hpp"
#include "laws/generated_maps.hpp"

using namespace permap;

namespace {

constexpr std::uint64_t seeds = 150;
constexpr double minutes_a_year = 365.25 * 24 * 60;

// Places of the measures below.
enum Asked : std::size_t {
    days_home,
    days_away,
    days_kin,
    begins_away,
    ends_away,
    mean_away,
    share_ended,
    within,
    beyond,
    reached_within,
    status,
    entries,
    begins_home,
    begins_kin,
    years_away,
    young_away,
    old_away,
    measures
};

Targets asked() {
    const std::string spell = R"("from": {"begins": "setting = away"}, "to": {"ends": "setting = away"})";
    return targets_in(questions({
        R"({"kind": "stock", "where": "setting = home"})",
        R"({"kind": "stock", "where": "setting = away"})",
        R"({"kind": "stock", "where": "setting = kin"})",
        R"({"kind": "flow", "events": {"begins": "setting = away"}})",
        R"({"kind": "flow", "events": {"ends": "setting = away"}})",
        R"({"kind": "time", )" + spell + R"(, "unit": "minutes"})",
        R"({"kind": "share", )" + spell + "}",
        R"({"kind": "share", )" + spell + R"(, "within": {"value": 3, "unit": "weeks"}})",
        R"({"kind": "share", )" + spell + R"(, "beyond": {"value": 3, "unit": "weeks"}})",
        R"({"kind": "share", )" + spell + R"(, "within": {"value": 3, "unit": "weeks"}, "of": "reached"})",
        R"({"kind": "status", "from": {"begins": "setting = away"}, "after": {"value": 5, "unit": "weeks"},
            "is": "setting = away"})",
        R"({"kind": "flow", "events": "entry"})",
        R"({"kind": "flow", "events": {"begins": "setting = home"}})",
        R"({"kind": "flow", "events": {"begins": "setting = kin"}})",
        R"({"kind": "children_a_year", "where": "setting = away"})",
        R"({"kind": "stock", "where": "setting = away and age < 12"})",
        R"({"kind": "stock", "where": "setting = away and age >= 12"})",
    }));
}

// One child's stays in one setting, by hand: [from, to) in minutes; the last one open where nothing ended it.
struct Stay {
    Instant from{}, to{};
    bool is_over = false;
};

std::vector<Stay> stays_of(const Map& map, const Stream& stream, const std::string& setting) {
    std::size_t attribute = 0;
    while (map.attributes[attribute].id != "setting") ++attribute;
    const auto& values = map.attributes[attribute].values;
    const auto code = std::find(values.begin(), values.end(), setting) - values.begin();
    const auto first = std::find(values.begin(), values.end(), map.attributes[attribute].start) - values.begin();
    std::map<Instant, bool> after_minute;  // is it so when that minute is over?
    bool is_so = first == code;
    after_minute[stream.child.entered] = is_so;
    for (const Event& event : stream.events) {
        if (event.kind == EventKind::attribute_set && index(attribute_of(event.detail)) == attribute)
            is_so = value_of(event.detail) == code;
        after_minute[event.at] = is_so;
    }
    const bool has_left = stream.events.back().kind == EventKind::left;
    const Instant end = has_left ? stream.events.back().at : stream.child.followed_until;
    std::vector<Stay> stays;
    for (const auto& [at, so] : after_minute) {
        const bool open = !stays.empty() && !stays.back().is_over;
        if (so && !open) stays.push_back({at, end, false});
        if (!so && open) {
            stays.back().to = at;
            stays.back().is_over = true;
        }
    }
    if (!stays.empty() && has_left) stays.back().is_over = true;
    return stays;
}

struct Expected {
    double days[3] = {}, begins[3] = {}, ends = 0, ended_minutes = 0, children = 0, all_minutes = 0;
    double within = 0, beyond = 0, asked_about = 0, reached_within = 0;
};

Expected expected(const Map& map, const EventLog& log) {
    Expected sums;
    constexpr Minutes limit{3 * 7 * 1440};
    for (const Stream& stream : log.streams) {
        if (stream.child.supply) continue;
        ++sums.children;
        const bool has_left = stream.events.back().kind == EventKind::left;
        const Instant end = has_left ? stream.events.back().at : stream.child.followed_until;
        sums.all_minutes += (end - stream.child.entered).count();
        const std::string settings[] = {"home", "away", "kin"};
        for (std::size_t i = 0; i < 3; ++i) {
            for (const Stay& stay : stays_of(map, stream, settings[i])) {
                sums.days[i] += (stay.to - stay.from).count();
                ++sums.begins[i];
                if (i != 1) continue;
                if (stay.is_over) {
                    ++sums.ends;
                    sums.ended_minutes += (stay.to - stay.from).count();
                }
                if (stay.from + limit > stream.child.followed_until) continue;
                ++sums.asked_about;
                if (stay.is_over && stay.to - stay.from <= limit) ++sums.within;
                if (stay.to - stay.from > limit) ++sums.beyond;
                if (stay.is_over) ++sums.reached_within;
            }
        }
    }
    return sums;
}

void is(const std::optional<double>& value, double wanted) {
    REQUIRE(value);
    CHECK(*value == Approx(wanted).epsilon(1e-9).margin(1e-9));
}

Arm arm_of(const Map& map) {
    Result<Arm> arm = make_arm(map, "baseline", {});
    for (const Problem& problem : arm.problems()) UNSCOPED_INFO(to_string(problem));
    REQUIRE(arm);
    return *std::move(arm);
}

// Nobody, where chance lets no child come in.
EventLog log_of(const Arm& arm, const RunSettings& settings) {
    try {
        return run_to_log(arm.model, settings);
    } catch (const MapError&) {
        return {};
    }
}

Counts counted(const Arm& arm, const CountingPlan& plan, const std::vector<Stream>& streams) {
    ChildCounter counter(arm.plan, plan);
    for (const Stream& stream : streams) counter.count(stream.child, stream.events);
    return counter.take();
}

}  // namespace

TEST_CASE("on every map: begun is ended or still so, parts add up, stays add up to days, shares lie in 0 to 1") {
    const Targets targets = asked();
    std::size_t with_away = 0, still = 0;
    for (std::uint64_t seed = 1; seed <= seeds; ++seed) {
        const GeneratedMap generated = generate_map(seed);
        INFO("seed " << seed);
        const Arm arm = arm_of(generated.map);
        const Result<CountingPlan> plan = counting_plan(targets, arm.plan);
        REQUIRE(plan);
        const EventLog log = log_of(arm, generated.settings);
        const Expected sums = expected(generated.map, log);
        const auto values = values_of(*plan, counted(arm, *plan, log.streams), 1);
        REQUIRE(values.size() == measures);

        for (std::size_t i = 0; i < 3; ++i) is(values[days_home + i], sums.days[i] / minutes_a_year);
        is(values[begins_home], sums.begins[0]);
        is(values[begins_away], sums.begins[1]);
        is(values[begins_kin], sums.begins[2]);
        is(values[ends_away], sums.ends);
        is(values[entries], sums.children);
        // All days are in one of the settings, and all of one setting in one of the ages.
        is(*values[days_home] + *values[days_away] + *values[days_kin], sums.all_minutes / minutes_a_year);
        is(*values[young_away] + *values[old_away], *values[days_away]);
        // Little: days there are stays begun times their length, of those that ended, and the days of those that go on.
        const double open_minutes = sums.days[1] - sums.ended_minutes;
        if (sums.ends > 0) is(*values[mean_away] * sums.ends, *values[days_away] * minutes_a_year - open_minutes);
        CHECK(*values[begins_away] >= *values[ends_away]);
        CHECK(*values[years_away] <= *values[begins_away] + *values[days_away] + 1e-9);

        for (const Asked share : {share_ended, within, beyond, reached_within, status}) {
            if (values[share]) CHECK((*values[share] >= 0 && *values[share] <= 1));
        }
        if (sums.begins[1] > 0) is(values[share_ended], sums.ends / sums.begins[1]);
        if (sums.asked_about > 0) {
            is(values[within], sums.within / sums.asked_about);
            is(values[beyond], sums.beyond / sums.asked_about);
            CHECK(*values[within] + *values[beyond] <= 1 + 1e-12);
        } else {
            CHECK(!values[within]);
        }
        if (sums.reached_within > 0) is(values[reached_within], sums.within / sums.reached_within);
        with_away += sums.begins[1] > 0;
        still += sums.begins[1] > sums.ends;
    }
    CHECK(with_away > seeds / 4);  // or nothing was looked at
    CHECK(still > 0);
}

TEST_CASE("the order in which children are counted changes nothing") {
    std::vector<std::string> measures_too{
        R"({"kind": "time", "from": {"begins": "setting = away"}, "to": {"ends": "setting = away"},
            "statistic": "quantile", "p": 0.3, "unit": "calendar_days"})",
        R"({"kind": "time", "from": "birth", "to": {"begins": "setting = away"}, "unit": "years", "first": true,
            "among": {"events": {"ends": "setting = away"}}})"};
    Targets targets = asked();
    for (EvidenceTarget& more : targets_in(questions(measures_too)).targets) targets.targets.push_back(more);
    for (std::uint64_t seed = 1; seed <= seeds; seed += 7) {
        const GeneratedMap generated = generate_map(seed);
        INFO("seed " << seed);
        const Arm arm = arm_of(generated.map);
        const Result<CountingPlan> plan = counting_plan(targets, arm.plan);
        REQUIRE(plan);
        EventLog log = log_of(arm, generated.settings);
        const auto values = values_of(*plan, counted(arm, *plan, log.streams), 1);
        if (log.streams.empty()) continue;
        std::reverse(log.streams.begin(), log.streams.end());
        CHECK(values_of(*plan, counted(arm, *plan, log.streams), 1) == values);
        // Live, from the engine, it is the same as from the log.
        Study study;
        study.settings = generated.settings;
        const CountedRun live = count_one(arm, *plan, study, static_cast<int>(generated.settings.key.replication));
        CHECK(values_of(*plan, live.counts, 1) == values);
        CHECK(live.fingerprint == fingerprint_of(log));
    }
}

TEST_CASE("a measure counts the same alone and beside others, in any order") {
    Targets targets = asked(), turned = targets;
    std::reverse(turned.targets.begin(), turned.targets.end());
    for (std::uint64_t seed = 2; seed <= seeds; seed += 7) {
        const GeneratedMap generated = generate_map(seed);
        INFO("seed " << seed);
        const Arm arm = arm_of(generated.map);
        const EventLog log = log_of(arm, generated.settings);
        const auto values = [&](const Targets& all) {
            const Result<CountingPlan> plan = counting_plan(all, arm.plan);
            REQUIRE(plan);
            return values_of(*plan, counted(arm, *plan, log.streams), 1);
        };
        const auto together = values(targets);
        auto backwards = values(turned);
        std::reverse(backwards.begin(), backwards.end());
        CHECK(backwards == together);
        for (std::size_t i = 0; i < targets.targets.size(); ++i) {
            Targets alone;
            alone.targets.push_back(targets.targets[i]);
            CHECK(values(alone).front() == together[i]);
        }
    }
}
