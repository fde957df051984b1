// Targets that speak of what a map does not have: every problem at once, with the name that was probably meant.
#include <catch2/catch.hpp>

#include "evidence/counting_plan.hpp"
#include "evidence/measured.hpp"
#include "semantics/drawn_map.hpp"

using namespace permap;

namespace {

const Map& small_map() {
    static const Map map = [] {
        Map drawn = draw_map(R"(
            attribute setting home|away
            counter moves 3
            derived settled [setting = home and moves < 1]
            refer start -> meet
            meet timescale 8 working_days -> choose
            choose decision -> done 0.5 ; again: meet 0.5
            done timescale 2 weeks in_force 2000-01-01 2001-01-01 outcome
        )")
                        .map;
        Aim aim;
        aim.id = "soon";
        aim.limit = 6;
        aim.limit_unit = TimeUnit::months;
        drawn.aims.push_back(aim);
        drawn.start = *parse_instant("2026-01-05");
        find_step(drawn, "done")->timescales.front().in_force.until = *parse_instant("2001-01-01");
        Source source;
        source.id = "annual";
        drawn.sources.push_back(source);
        return drawn;
    }();
    return map;
}

Problems problems_of(const Targets& targets) {
    return counting_plan(targets, measure_plan(small_map())).problems();
}

void check(const std::string& measure, const std::string& what, const std::string& hint = "") {
    const Problems problems = problems_of(targets_in(questions({measure})));
    INFO(measure);
    for (const Problem& problem : problems) UNSCOPED_INFO(to_string(problem));
    REQUIRE(problems.size() == 1);
    CHECK(problems[0].where == "asked.json#/targets/0/measure");
    CHECK(problems[0].what.find(what) != std::string::npos);
    CHECK(problems[0].hint.find(hint) != std::string::npos);
}

std::string flow(const std::string& event) {
    return R"({"kind": "flow", "events": )" + event + "}";
}

}  // namespace

TEST_CASE("unknown steps, ways, attributes, values, aims") {
    check(flow(R"({"step": "met"})"), "the map has no step \"met\"", "meet");
    check(flow(R"({"step": "choose", "ways": ["agan"]})"), "the map has no way of choose \"agan\"", "again");
    check(flow(R"({"step": "meet", "ways": ["again"]})"), "the map has no way of meet \"again\"");
    check(flow(R"({"begins": "seting = away"})"), "the map has no attribute \"seting\"", "setting");
    check(flow(R"({"ends": "setting = awya"})"), "the map has no value of setting \"awya\"", "away");
    check(flow(R"({"begins": "settled = maybe"})"), "the map has no value of settled \"maybe\"");
    check(flow(R"({"begins": "visits(met) > 1"})"), "the map has no step \"met\"", "meet");
    check(flow(R"({"begins": "moves = few"})"), "\"moves\" is compared with \"few\"", "a whole number");
    check(R"({"kind": "limit", "step": "met", "unit": "weeks"})", "the map has no step \"met\"", "meet");
    check(R"({"kind": "limit", "aim": "son", "unit": "weeks"})", "the map has no aim \"son\"", "soon");
}

TEST_CASE("every place of a measure is looked at") {
    const std::string entry = R"({"kind": "status", "from": "entry", "after": {"value": 1, "unit": "weeks"}, )";
    const std::string unknown = R"({"step": "met"})", where = R"("no = yes")";
    check(entry + R"("is": )" + where + "}", "no attribute \"no\"");
    check(entry + R"("is": "age < 1", "where": )" + where + "}", "no attribute \"no\"");
    check(entry + R"("is": "age < 1", "unless": )" + unknown + "}", "no step \"met\"");
    check(entry + R"("is": "age < 1", "among": {"events": )" + unknown + "}}", "no step \"met\"");
    check(entry + R"("is": "age < 1", "among": {"events": "entry", "where": )" + where + "}}", "no attribute \"no\"");
    check(R"-({"kind": "stock", "where": "age < 1 and not (no = yes)"})-", "no attribute \"no\"");
    check(R"({"kind": "share", "from": )" + unknown + R"(, "to": "entry"})", "no step \"met\"");
    check(R"({"kind": "share", "from": "entry", "to": )" + unknown + "}", "no step \"met\"");
    check(R"({"kind": "count", "from": "entry", "events": )" + unknown + "}", "no step \"met\"");
    check(R"({"kind": "ratio", "over": )" + flow("\"entry\"") + R"(, "of": )" + flow(unknown) + "}", "no step \"met\"");
    check(R"({"kind": "ratio", "of": )" + flow("\"entry\"") + R"(, "over": )" + flow(unknown) + "}", "no step \"met\"");
}

TEST_CASE("limits: working days do not convert, and a timescale must be in force when the run starts") {
    CHECK(problems_of(targets_in(questions({R"({"kind": "limit", "step": "meet", "unit": "working_days"})"}))).empty());
    CHECK(problems_of(targets_in(questions({R"({"kind": "limit", "aim": "soon", "unit": "weeks"})"}))).empty());
    check(R"({"kind": "limit", "step": "meet", "unit": "weeks"})", "working days and other days do not convert");
    check(R"({"kind": "limit", "aim": "soon", "unit": "working_days"})", "working days and other days do not convert");
    check(R"({"kind": "limit", "step": "choose", "unit": "weeks"})", "\"choose\" has no timescale in force");
    check(R"({"kind": "limit", "step": "done", "unit": "weeks"})", "\"done\" has no timescale in force");
}

TEST_CASE("sources are those of the map and of the file") {
    const auto problems = [](const std::string& source) {
        return problems_of(targets_in(R"({"sources": [{"id": "own", "title": "Own figures"}], "targets": [
            {"id": "a", "statement": "s", "source": [")" +
                                      source + R"("], "use": "compared", "measure": null, "why": "beyond"}]})"));
    };
    CHECK(problems("own").empty());
    CHECK(problems("annual").empty());
    REQUIRE(problems("anual").size() == 1);
    CHECK(problems("anual")[0].where == "asked.json#/targets/0/source");
    CHECK(problems("anual")[0].what.find("\"anual\"") != std::string::npos);
    CHECK(problems("anual")[0].hint.find("annual") != std::string::npos);
}

TEST_CASE("all problems of all targets at once") {
    const Problems problems = problems_of(targets_in(questions({
        flow(R"([{"step": "met"}, {"step": "mett"}])"),
        R"({"kind": "stock", "where": "seting = away or setting = awya"})",
        R"({"kind": "limit", "aim": "son", "unit": "weeks"})",
    })));
    REQUIRE(problems.size() == 5);
    CHECK(problems[1].where == "asked.json#/targets/0/measure");
    CHECK(problems[3].where == "asked.json#/targets/1/measure");
    CHECK(problems[4].where == "asked.json#/targets/2/measure");
}
