#include <rapidcheck.h>

#include <catch2/catch.hpp>

#include "map/duration_codec.hpp"
#include "teaching_map.hpp"

using namespace permap;

namespace {

std::string a_word() {
    return *rc::gen::container<std::string>(1 + *rc::gen::inRange<std::size_t>(0, 6),
                                            rc::gen::elementOf(std::string("abyz019_-")));
}

Condition a_condition(int depth) {
    Condition condition;
    switch (depth == 0 ? 0 : *rc::gen::inRange(0, 4)) {
        case 0: {
            condition.kind = Condition::Kind::compare;
            condition.subject = *rc::gen::elementOf(std::vector<std::string>{"age", "visits(s)", "a", "b_2"});
            condition.comparison = static_cast<Comparison>(*rc::gen::inRange(0, 6));
            const bool one = condition.comparison != Comparison::equal && condition.comparison != Comparison::not_equal;
            const bool counts = condition.subject == "age" || condition.subject == "visits(s)";
            const int values = one ? 1 : *rc::gen::inRange(1, 4);
            for (int i = 0; i < values; ++i) {
                condition.values.push_back(one || counts ? std::to_string(*rc::gen::inRange(-3, 99)) : a_word());
            }
            return condition;
        }
        case 1:
            condition.kind = Condition::Kind::none;
            condition.parts.push_back(a_condition(depth - 1));
            return condition;
        default:
            condition.kind = *rc::gen::element(Condition::Kind::all, Condition::Kind::any);
            const int parts = *rc::gen::inRange(2, 4);
            for (int i = 0; i < parts; ++i) condition.parts.push_back(a_condition(depth - 1));
            return condition;
    }
}

// Any length a person could mean, to the last bit.
double a_length() {
    return static_cast<double>(*rc::gen::inRange<std::int64_t>(0, std::int64_t{1} << 53)) / 9007199254.0;
}
double above_zero() {
    return a_length() + 1e-9;
}

SimpleLaw a_simple_law() {
    double x[3] = {a_length(), a_length(), a_length()};
    std::sort(std::begin(x), std::end(x));
    switch (*rc::gen::inRange(0, 8)) {
        case 0:
            return Fixed{x[0]};
        case 1:
            return Uniform{x[0], x[1]};
        case 2:
            return Triangular{x[0], x[1], x[2]};
        case 3:
            return Exponential{above_zero()};
        case 4:
            return Gamma{above_zero(), above_zero()};
        case 5:
            return Weibull{above_zero(), above_zero()};
        case 6:
            return Lognormal{above_zero(), x[0]};
        default:
            return Quantiles{{{0, x[0]}, {1.0 / 3, x[1]}, {1, x[2]}}};
    }
}

Law a_law() {
    if (*rc::gen::inRange(0, 5) == 0) return Mixture{{{0.25, a_simple_law()}, {0.75, a_simple_law()}}};
    return std::visit([](auto law) { return Law(law); }, a_simple_law());
}

Duration a_duration() {
    Duration duration;
    duration.from.assumption = a_word();
    switch (*rc::gen::inRange(0, 8)) {
        case 0:
            duration.ends = UntilAge{a_law()};
            break;
        case 1:
            duration.ends = UntilDate{Instant{Minutes{*rc::gen::inRange(0, 100000000)}}};
            break;
        case 2:
            duration.ends = UntilStep{a_word()};
            break;
        case 3:
            duration.ends = UntilTimescale{};
            break;
        default:
            duration.ends = Lasts{a_law()};
            duration.unit = static_cast<TimeUnit>(*rc::gen::inRange(0, 7));
            if (*rc::gen::inRange(0, 2) != 0) duration.at_least = 1.0 / 3;
            if (*rc::gen::inRange(0, 2) != 0) duration.at_most = a_length() + 1;
    }
    if (*rc::gen::inRange(0, 2) != 0) duration.never_past_age = 18;
    if (*rc::gen::inRange(0, 2) != 0) duration.from.low = 0.1;
    return duration;
}

void holds(bool property) {
    REQUIRE(property);
}

}  // namespace

TEST_CASE("a condition reads back from its text as it was") {
    holds(rc::check([] {
        const Condition condition = a_condition(3);
        const Result<Condition> read = parse_condition(to_string(condition));
        RC_ASSERT(static_cast<bool>(read));
        RC_ASSERT(*read == condition);
        const Assignment assignment{"a", "b", 0, condition};
        RC_ASSERT(*parse_assignment(to_string(assignment)) == assignment);
    }));
}

TEST_CASE("a duration reads back from JSON as it was, to the last bit") {
    holds(rc::check([] {
        const Duration duration = a_duration();
        const Json json = Json::parse(write_duration(duration).dump());
        Problems problems;
        ObjectReader reader(json, "d#", problems);
        const Duration read = read_duration(reader);
        reader.done();
        RC_ASSERT(problems == Problems{});
        RC_ASSERT(read == duration);
    }));
}

TEST_CASE("the teaching map reads back from its JSON as it was") {
    const Result<Map> map = teaching_map();
    REQUIRE(map);
    const std::string text = map_to_json(*map);
    const Result<Map> again = read_map(text);
    REQUIRE(again);
    CHECK(*again == *map);
    CHECK(map_to_json(*again) == text);
}

TEST_CASE("parts that the teaching map does not use read back as they were") {
    Map map = *teaching_map();
    map.calendars.push_back({"office",
                             "",
                             {{1, 540, 1020}, {2, 540, 1020}, {3, 540, 720}, {3, 780, 1020}, {7, 0, 1440}},
                             false,
                             {"2026-04-06"}});
    map.resources[1].skipped_on_holiday = true;
    map.resources.push_back(map.resources[1]);
    map.resources.back().id = "by_days";
    map.resources.back().every_weeks = 0;
    map.resources.back().every_open_days = 2;
    map.resources.back().skipped_on_holiday = false;
    map.resources[1].units.from = {"a_source", "table 3", "", std::nullopt, std::nullopt};
    map.sources.push_back({"a_source", "Title", "Publisher", 2024});
    Step join;
    join.id = join.name = join.lane = "j";
    join.kind = StepKind::join;
    join.joins =
        Join{"", {{"b", "", false, {}}, {"a", "w", true, {"c"}}, {"a", "", false, {}}}, {{1, 0}, {2, 1}}, {"d"}, {"e"}};
    join.in_force = {parse_instant("2026-04-01 09:30"), parse_instant("2027-04-01")};
    join.exit_of = "p";
    join.adds_to = "pool";
    join.together_gather_days = 28;
    join.cancels = {"planning"};
    join.derives = {*parse_assignment("n + 1 if a = b")};
    join.timescales = {
        Timescale{3, TimeUnit::working_days, "s", true, true, "basis", {"a_source", "", "", {}, {}}, {}}};
    join.timescales[0].in_force.until = parse_instant("2025-01-01");
    join.timescales.push_back(join.timescales[0]);
    join.timescales[1].in_force = {parse_instant("2025-01-01"), std::nullopt};
    join.seldom = "only where two hearings fall on one day";
    join.uses = Use{"r", {{*parse_condition("age < 1"), -5}, {{}, 3}}, true};
    join.uses->when = *parse_condition("age < 2");
    join.uses->working = map.steps[2].duration;
    join.together_one_decision = true;
    join.calendar = "office";
    join.ways = {{"w", "name", "to", std::nullopt, {}, {}, {}, "back", BackWay::none, join.in_force, "seldom"}};
    map.steps.push_back(join);
    join.id = "k";  // plain slots in an order of their own
    join.joins = Join{"", {{"b", "", false, {}}, {"a", "", false, {}}}, {{1, 0}}, {}, {}};
    join.timescales.pop_back();
    join.in_force = {};
    join.in_force.never = true;
    map.law_at = parse_instant("2024-05-01");
    map.steps.push_back(join);
    map.steps[1].branches = {"x"};
    map.steps[1].join = "j";
    map.steps[1].clears = {*parse_assignment("a = no")};
    map.aims[0].not_before = 3;
    map.arrivals[0].family_sizes = {0.7, 0.2, 0.1};
    map.arrivals[0].family_sizes_from.assumption = "x";
    map.arrivals[0].family_size_as = "brothers_and_sisters";
    map.arrivals[0].age_years = Uniform{-0.5, 17};
    map.arrivals.push_back({"s", {20, {"", "", "x", 1.0, 30.0}}, std::nullopt, Fixed{}, {}, {}, {}, true, {}, "", {}});
    const Result<Map> read = read_map(map_to_json(map));
    CAPTURE(read ? "" : to_string(read.problems().front()));
    REQUIRE(read);
    CHECK(map_to_json(*read) == map_to_json(map));
    CHECK(*read == map);
}
