#include "experiment/drawn_study.hpp"

#include <catch2/catch.hpp>

namespace permap {

namespace {

Provenance assumed(std::optional<double> low = {}, std::optional<double> high = {}) {
    Provenance from;
    from.assumption = "drawn for this test";
    from.low = low;
    from.high = high;
    return from;
}

// Every number is an assumption with a low and a high, but for `court`, whose length a source gives.
Map with_provenance(Map map) {
    for (Step& step : map.steps) {
        step.duration.from = assumed(0.5, 2);
        for (Way& way : step.ways) {
            if (way.probability)
                way.probability->from = assumed(way.probability->value / 2, (1 + way.probability->value) / 2);
        }
        for (AttributeDraw& draw : step.draws) {
            for (AttributeDraw::Case& one : draw.cases) {
                for (AttributeDraw::Value& value : one.values) value.probability.from = assumed();
            }
        }
    }
    find_step(map, "court")->duration.from = {"book", "page 3", "", {}, {}};
    for (Resource& resource : map.resources) {
        resource.units.from = assumed(resource.units.value, resource.units.value + 2);
    }
    map.arrivals[0].children_a_year = {300, assumed()};
    map.arrivals[0].ceiling_a_year = 400;
    map.arrivals[0].age_years = Uniform{0, 15};
    map.arrivals[0].family_sizes = {0.6, 0.3, 0.1};
    map.arrivals[0].family_sizes_from = assumed();
    map.permanence = Permanence{{{"child", true, {}}},
                                {{"order", "Order", {{"settled", false, {}}}}, {"home", "Home", {{"home", false, {}}}}},
                                {}};
    Aim aim;
    aim.id = aim.name = "review_soon";
    aim.from = {{"child", true, {}}};
    aim.to = {{"review", false, {}}};
    aim.limit = 10;
    aim.limit_unit = TimeUnit::weeks;
    map.aims = {aim};
    return map;
}

std::string drawn_text(bool shares) {
    const std::string pool =
        shares ? " pool officer 4\n sitting panel 12 places 2026-01-06 10:00 every 4 notice 7\n" : "";
    return pool + R"(
 attribute kin unknown|no|yes
 enter child 2026-01-05 -> assess
 assess takes uniform 10 50 days draws kin yes:0.3,no:0.7 -> review
 review takes exponential 3 days )" +
           (shares ? "uses officer" : "") + R"( -> choose
 choose decision -> home 0.5 when [kin = yes] ; report 0.5 when [kin = yes] ; again: assess 0.2 when [kin != yes]
     ; on: report 0.8 when [kin != yes]
 report takes uniform 20 60 days -> heard
 heard takes uniform 1 2 days together 14 )" +
           (shares ? "uses panel" : "") + R"( -> court
 court takes exponential 60 days -> decision
 decision decision -> settled 0.94 ; report 0.06
 settled outcome
 home outcome
)";
}

}  // namespace

Map study_map() {
    return with_provenance(draw_map(drawn_text(true)).map);
}
Map alone_map() {
    return with_provenance(draw_map(drawn_text(false)).map);
}

Study small_study(int replications, int threads) {
    Study study;
    study.settings.start = *parse_instant("2026-01-05");
    study.settings.children = 60;
    study.settings.horizon_years = 4;
    study.settings.warm_up_years = 1;
    study.settings.key.seed = 11;
    study.replications = replications;
    study.threads = threads;
    return study;
}

Arm arm_of(const Map& map, const std::string& name, std::vector<Edit> edits) {
    std::vector<Scenario> scenarios;
    if (name != "baseline") {
        scenarios.emplace_back();
        scenarios.back().id = name;
        scenarios.back().map = map.id;
        scenarios.back().edits = std::move(edits);
    }
    Result<Arm> arm = make_arm(map, name, scenarios);
    for (const Problem& problem : arm.problems()) UNSCOPED_INFO(to_string(problem));
    REQUIRE(arm);
    return *std::move(arm);
}

Edit half(const std::string& step) {
    return {ScaleDuration{{step, false}, {0.5, assumed()}}, "test"};
}
Edit removed(const std::string& step) {
    return {Remove{{step, false}, {}}, "test"};
}

}  // namespace permap
