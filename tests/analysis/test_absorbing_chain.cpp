#include <algorithm>
#include <catch2/catch.hpp>
#include <cmath>

#include "analysis/absorbing_chain.hpp"
#include "analysis/exact_comparison.hpp"
#include "analysis/law_moments.hpp"

using namespace permap;

namespace {

Way way(const std::string& to, double probability = 1) {
    Way way;
    way.id = way.to = to;
    if (probability < 1) way.probability = Quantity{probability, {}};
    return way;
}

Way way_if(const std::string& to, double probability, const std::string& condition) {
    Way result = way(to, probability);
    result.when = *parse_condition(condition);
    return result;
}

Step step(const std::string& id, StepKind kind, std::vector<Way> ways = {}, Law law = Fixed{0}) {
    Step step;
    step.id = id;
    step.kind = kind;
    step.ways = std::move(ways);
    step.duration.ends = Lasts{law};
    return step;
}

Attribute attribute(const std::string& id, std::vector<std::string> values) {
    Attribute attribute;
    attribute.id = id;
    attribute.start = values.front();
    attribute.values = std::move(values);
    return attribute;
}

// start → meet (10 days, exponential) → again 1/4, home 1/2, away 1/4
Map meeting_map() {
    Map map;
    map.steps = {
        step("start", StepKind::start, {way("meet")}),
        step("meet", StepKind::activity, {way("choose")}, Exponential{10}),
        step("choose", StepKind::decision, {way("meet", 0.25), way("home", 0.5), way("away", 0.25)}),
        step("home", StepKind::outcome),
        step("away", StepKind::outcome),
    };
    return map;
}

ExactAnswer whole(const Map& map) {
    const auto parts = exact_parts(map);
    REQUIRE(!parts.empty());
    REQUIRE(parts[0].after == no_step);
    const auto answer = exact_answer(map, parts[0]);
    REQUIRE(answer);
    return *answer;
}

double share_of(const Map& map, const ExactAnswer& answer, const std::string& step) {
    for (const ExactEnd& end : answer.ends) {
        if (map.steps[index(end.step)].id == step) return end.share;
    }
    return 0;
}

std::vector<std::string> names(const Map& map, const ExactPart& part) {
    std::vector<std::string> names;
    for (const StepIndex step : part.steps) names.push_back(map.steps[index(step)].id);
    return names;
}

using Names = std::vector<std::string>;

}  // namespace

TEST_CASE("a loop left with probability 3/4 is walked 4/3 times") {
    // N meetings, geometric: mean 4/3, variance (1/4) / (3/4)² = 4/9. T is a sum of N exponentials of mean 10:
    // mean 40/3, variance E N · 100 + Var N · 100 = 1600/9.
    const Map map = meeting_map();
    const ExactAnswer answer = whole(map);
    CHECK(answer.visits[1] == Approx(4.0 / 3));
    CHECK(answer.visits[2] == Approx(4.0 / 3));
    CHECK(share_of(map, answer, "home") == Approx(2.0 / 3));
    CHECK(share_of(map, answer, "away") == Approx(1.0 / 3));
    CHECK(answer.mean_days == Approx(40.0 / 3));
    CHECK(answer.variance_days == Approx(1600.0 / 9));
}

TEST_CASE("a bound on visits makes states of the visits") {
    // The third meeting settles it: again with 1/4, then 1/4, then never.
    Map map = meeting_map();
    map.steps[2].ways[0].when = *parse_condition("visits(meet) < 3");
    map.steps[1].duration.ends = Lasts{Fixed{10}};
    const ExactAnswer answer = whole(map);
    CHECK(answer.visits[1] == Approx(1 + 0.25 + 0.0625));
    CHECK(answer.mean_days == Approx(13.125));
    CHECK(answer.variance_days == Approx(100 * (1 * 0.75 + 4 * 0.1875 + 9 * 0.0625) - 13.125 * 13.125));
    CHECK(share_of(map, answer, "home") == Approx(2.0 / 3));
}

TEST_CASE("attributes that are drawn, set and asked for make states too") {
    // Half the children are with kin; of those nobody comes back. Of the others 1/2 try again, and are then with kin.
    Map map = meeting_map();
    map.attributes = {attribute("setting", {"unknown", "kin", "foster"}), attribute("unused", {"a", "b"})};
    Attribute derived;
    derived.id = "with_family";
    derived.derived = *parse_condition("setting = kin");
    map.attributes.push_back(derived);
    AttributeDraw draw;
    draw.attribute = "setting";
    draw.unless_condition = *parse_condition("setting != unknown");
    draw.cases = {{{}, {{"kin", {0.5, {}}}, {"foster", {0.5, {}}}}}};
    map.steps[1].draws = {draw};
    map.steps[2].ways = {way_if("home", 1, "with_family = yes"), way_if("meet", 0.5, "with_family = no"),
                         way_if("away", 0.5, "with_family = no")};
    map.steps[2].ways[1].sets = {{"setting", "kin", 0, {}}};
    const ExactAnswer answer = whole(map);
    CHECK(answer.visits[1] == Approx(1.25));
    CHECK(share_of(map, answer, "home") == Approx(0.75));
    CHECK(share_of(map, answer, "away") == Approx(0.25));
    CHECK(answer.states == 7);  // start; meet, choose × kin, foster; two ends, home only with kin
}

TEST_CASE("counters stay at their bound") {
    Map map = meeting_map();
    Attribute counter;
    counter.id = "deferrals";
    counter.start = "0";
    counter.counter_max = 2;
    map.attributes = {counter};
    map.steps[1].sets = {{"deferrals", "", 1, {}}};
    map.steps[2].ways = {way_if("meet", 1, "deferrals < 2"), way_if("home", 1, "deferrals = 2")};
    CHECK(whole(map).visits[1] == Approx(2));

    Assignment far{"deferrals", "2", 0, {}};
    const auto parts = exact_parts(map);
    const auto answer = exact_answer(map, parts[0], std::span(&far, 1));
    REQUIRE(answer);
    CHECK(answer->visits[1] == Approx(1));
}

TEST_CASE("what an arrival sets holds from entry on") {
    Map map = meeting_map();
    map.attributes = {attribute("setting", {"home", "away"})};
    Arrivals arrivals;
    arrivals.entry = "start";
    arrivals.sets = {{"setting", "away", 0, {}}};
    map.arrivals = {arrivals};
    map.steps[2].ways = {way_if("home", 1, "setting = home"), way_if("away", 1, "setting = away")};
    CHECK(share_of(map, whole(map), "away") == Approx(1));
}

TEST_CASE("open ways are rescaled to 1") {
    Map map = meeting_map();
    map.attributes = {attribute("setting", {"home", "away"})};
    map.steps[2].ways = {way_if("meet", 0.2, "setting = away"), way("home", 0.2), way("away", 0.6)};
    const ExactAnswer answer = whole(map);
    CHECK(share_of(map, answer, "home") == Approx(0.25));
    CHECK(share_of(map, answer, "away") == Approx(0.75));
}

TEST_CASE("edits change time and settle decisions") {
    Map map = meeting_map();
    map.steps[2].edited.take = "home";
    map.steps[1].duration.ends = Lasts{Uniform{0, 10}};
    map.steps[1].edited.scale = 2;
    map.steps[1].edited.add = 1;
    CHECK(whole(map).mean_days == Approx(11));
    CHECK(whole(map).variance_days == Approx(400.0 / 12));
    // min(2 U + 1, 11): U ≤ 5 half the time gives 1 + 2 · 2.5 = 6, else 11.
    map.steps[1].edited.cap = 11;
    CHECK(whole(map).mean_days == Approx(8.5));
    map.steps[1].edited.cap_share = 0.5;
    CHECK(whole(map).mean_days == Approx(9.75));
    map.steps[1].edited.passed_through = true;
    CHECK(whole(map).mean_days == 0);
}

TEST_CASE("a stuck child and an endless loop are told, not answered") {
    Map map = meeting_map();
    map.attributes = {attribute("setting", {"home", "away"})};
    map.steps[2].ways = {way_if("home", 1, "setting = away")};
    CHECK_FALSE(exact_answer(map, exact_parts(map)[0]));

    map.steps[2].ways = {way("meet")};
    CHECK_FALSE(exact_answer(map, exact_parts(map)[0]));
}

TEST_CASE("whole journeys are exact unless something runs beside them, is shared, or depends on a date") {
    const auto is_exact = [](const Map& map) {
        const auto parts = exact_parts(map);
        return !parts.empty() && parts[0].after == no_step;
    };
    const auto changed = [&](const auto& change) {
        Map map = meeting_map();
        change(map);
        return is_exact(map);
    };
    CHECK(is_exact(meeting_map()));
    CHECK_FALSE(changed([](Map& map) { map.steps[2].kind = StepKind::split; }));
    CHECK_FALSE(changed([](Map& map) { map.steps[1].uses = Use{"panel", {}, false}; }));
    CHECK_FALSE(changed([](Map& map) { map.steps[1].duration.unit = TimeUnit::working_days; }));
    CHECK_FALSE(changed([](Map& map) { map.steps[2].ways[0].when = *parse_condition("age < 6"); }));
    CHECK_FALSE(changed([](Map& map) { map.steps[1].duration.never_past_age = 18; }));
    CHECK_FALSE(changed([](Map& map) { map.steps[2].ways[0].interrupts = {"court"}; }));
    CHECK_FALSE(changed([](Map& map) { map.steps[1].in_force.from = Instant{}; }));
    CHECK_FALSE(changed([](Map& map) { map.steps[2].ways[0].returns_to = "home"; }));
    CHECK_FALSE(changed([](Map& map) {
        map.steps.push_back(step("review", StepKind::clock, {way("meet")}, Fixed{365}));
        map.steps.back().clock.emplace();
        map.steps.back().clock->starts_at = {"meet"};
    }));
    CHECK(changed([](Map& map) { map.steps[1].duration.unit = TimeUnit::weeks; }));
}

TEST_CASE("a part between one way in and one way out is found in a journey that is not exact") {
    // fork → (loop part) → join; the other branch is a step alone.
    Map map;
    map.steps = {
        step("start", StepKind::start, {way("fork")}),
        step("fork", StepKind::split, {way("write"), way("other")}),
        step("write", StepKind::activity, {way("check")}, Fixed{5}),
        step("check", StepKind::decision, {way("write", 0.5), way("send", 0.5)}, Fixed{1}),
        step("send", StepKind::activity, {way("meet")}, Fixed{2}),
        step("other", StepKind::activity, {way("meet")}, Fixed{9}),
        step("meet", StepKind::join, {way("end")}),
        step("end", StepKind::outcome),
    };
    const auto parts = exact_parts(map);
    REQUIRE(parts.size() == 1);
    CHECK(names(map, parts[0]) == Names{"write", "check", "send"});
    CHECK(parts[0].after == StepIndex(6));
    const auto answer = exact_answer(map, parts[0]);
    REQUIRE(answer);
    CHECK(answer->visits[0] == Approx(2));
    CHECK(answer->visits[1] == Approx(2));
    CHECK(answer->visits[2] == Approx(1));
    CHECK(answer->mean_days == Approx(14));
    CHECK(answer->variance_days == Approx(36 * 2));  // 6 days a round, variance of the rounds (1/2) / (1/2)² = 2
    REQUIRE(answer->ends.size() == 1);
    CHECK(answer->ends[0].share == Approx(1));

    SECTION("not when a second way leads into its middle") {
        map.steps[5].ways = {way("check")};
        CHECK(exact_parts(map).empty());
    }
    SECTION("not when something in it can be cancelled from elsewhere") {
        map.regions = {{"papers", "Papers", {"check"}, {}}};
        map.steps[5].cancels = {"papers"};
        CHECK(exact_parts(map).empty());
    }
    SECTION("not when it asks for a value that another branch sets") {
        map.attributes = {attribute("plan", {"no", "yes"})};
        map.steps[3].ways = {way_if("write", 1, "plan = no"), way_if("send", 1, "plan = yes")};
        map.steps[5].sets = {{"plan", "yes", 0, {}}};
        CHECK(exact_parts(map).empty());
    }
}

TEST_CASE("moments of the laws are the textbook ones") {
    const auto check = [](const Law& law, double mean, double variance) {
        const Moments moments = moments_of(law);
        CHECK(moments.mean == Approx(mean).epsilon(1e-12));
        CHECK(moments.variance() == Approx(variance).epsilon(1e-10).margin(1e-12));
    };
    check(Fixed{3}, 3, 0);
    check(Uniform{2, 8}, 5, 3);
    check(Uniform{4, 4}, 4, 0);
    check(Triangular{1, 2, 6}, 3, (1 + 4 + 36 - 2 - 6 - 12) / 18.0);
    check(Triangular{0, 0, 3}, 1, 0.5);
    check(Triangular{0, 3, 3}, 2, 0.5);
    check(Exponential{7}, 7, 49);
    check(Gamma{2.5, 10}, 10, 40);
    check(Gamma{0.3, 2}, 2, 4 / 0.3);
    check(Weibull{1, 4}, 4, 16);
    check(Weibull{2, 3}, 3 * std::sqrt(std::acos(-1.0)) / 2, 9 * (1 - std::acos(-1.0) / 4));
    check(Lognormal{10, 0.5}, 10 * std::exp(0.125), 100 * std::exp(0.25) * (std::exp(0.25) - 1));
    check(Quantiles{{{0, 0}, {0.5, 2}, {1, 10}}}, 0.5 * 1 + 0.5 * 6,
          0.5 * (4.0 / 3) + 0.5 * (36 + 64.0 / 12) - 3.5 * 3.5);
    check(Mixture{{{0.25, Fixed{4}}, {0.75, Exponential{8}}}}, 7, 0.25 * 16 + 0.75 * 128 - 49);
}

TEST_CASE("moments of a cut law agree with adding up its quantiles") {
    // Midpoints of 200,000 equal shares of each law whose quantile function is elementary.
    const auto check = [](const Law& law, const auto& quantile, double at_least, double at_most) {
        constexpr int shares = 200'000;
        double mean = 0, second = 0;
        for (int i = 0; i < shares; ++i) {
            const double x = std::min(std::max<double>(quantile((i + 0.5) / shares), at_least), at_most);
            mean += x / shares;
            second += x * x / shares;
        }
        const Moments moments = moments_of(law, at_least, at_most);
        CHECK(moments.mean == Approx(mean).epsilon(1e-4));
        CHECK(moments.second == Approx(second).epsilon(1e-4));
    };
    check(
        Exponential{10}, [](double p) { return -10 * std::log1p(-p); }, 3, 20);
    check(
        Weibull{1.7, 9}, [](double p) { return 9 * std::pow(-std::log1p(-p), 1 / 1.7); }, 2, 15);
    check(
        Uniform{2, 8}, [](double p) { return 2 + 6 * p; }, 3, 5);
    check(
        Triangular{0, 4, 10}, [](double p) { return p < 0.4 ? std::sqrt(40 * p) : 10 - std::sqrt(60 * (1 - p)); }, 1,
        9);
    check(
        Quantiles{{{0, 0}, {0.5, 2}, {1, 10}}}, [](double p) { return p < 0.5 ? 4 * p : 2 + 16 * (p - 0.5); }, 1, 6);
    check(
        Fixed{4}, [](double) { return 4; }, 5, 9);
    check(
        Fixed{4}, [](double) { return 4; }, 4, 4);

    // E min(X, m) of a lognormal at its median m: half above, and half of the mean's share below.
    const double below = 0.5 * std::erfc(0.5 / std::sqrt(2.0));
    const Moments cut = moments_of(Lognormal{10, 0.5}, 0, 10);
    CHECK(cut.mean == Approx(10 * std::exp(0.125) * below + 5));
}

TEST_CASE("every unit is told in days") {
    Step one = step("wait", StepKind::wait, {}, Fixed{2});
    const auto days_of = [&](TimeUnit unit) {
        one.duration.unit = unit;
        return moments_in_days(one).mean;
    };
    CHECK(days_of(TimeUnit::minutes) == Approx(2.0 / 1440));
    CHECK(days_of(TimeUnit::hours) == Approx(2.0 / 24));
    CHECK(days_of(TimeUnit::weeks) == Approx(14));
    CHECK(days_of(TimeUnit::months) == Approx(60.875));
    CHECK(days_of(TimeUnit::years) == Approx(730.5));
}

TEST_CASE("what a change does to an exact part is known without simulation, and only where something changed") {
    // A panel that sends back one time in five: 10 + 2 days each round, 1.25 rounds on average.
    Map map;
    map.steps = {step("enter", StepKind::start, {way("booking")}),
                 step("booking", StepKind::wait, {way("panel")}, Fixed{10}),
                 step("panel", StepKind::decision, {way("home", 0.8), way("booking", 0.2)}, Fixed{2}),
                 step("home", StepKind::outcome)};
    for (Step& each : map.steps) each.duration.unit = TimeUnit::calendar_days;
    map.arrivals.emplace_back().entry = "enter";
    CHECK(exact_comparison(map, map).empty());

    Map shorter = map;
    shorter.steps[1].edited.scale = 0.5;
    const std::vector<ExactDifference> found = exact_comparison(map, shorter);
    REQUIRE(found.size() == 1);
    CHECK(found[0].entry == StepIndex{0});
    CHECK(found[0].after == no_step);
    CHECK(found[0].mean_days_baseline == Approx(15));
    CHECK(found[0].mean_days_arm == Approx(1.25 * 7));
    CHECK(found[0].difference() == Approx(-6.25));

    Map split = map;  // no exact answer any more: nothing is said
    split.steps[1].versions = {shorter.steps[1]};
    split.steps[1].guards = {{*parse_instant("2027-01-01"), {}}};
    CHECK(exact_comparison(map, split).empty());

    Map ahead = map;
    ahead.steps[0].ahead = {{"booking", "", false}};
    CHECK(exact_comparison(map, ahead).empty());

    // One number would not hold for all children.
    Map by_child = map;
    by_child.attributes = {attribute("known", {"no", "yes"})};
    by_child.steps[2].ways[1].when = *parse_condition("known = no");
    Map by_child_shorter = by_child;
    by_child_shorter.steps[1].edited.scale = 0.5;
    CHECK(exact_comparison(by_child, by_child_shorter).empty());
}
