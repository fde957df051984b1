#include "calibration/fitted_map.hpp"

#include <catch2/catch.hpp>
#include <cstdio>

#include "evidence/target_codec.hpp"
#include "experiment/assumptions.hpp"
#include "semantics/drawn_map.hpp"

namespace permap {

namespace {

Provenance assumed(double low, double high) {
    Provenance from;
    from.assumption = "drawn for this test";
    from.low = low;
    from.high = high;
    return from;
}

std::string text_of(double value) {
    char text[40];
    std::snprintf(text, sizeof text, "%.17g", value);
    return text;
}

}  // namespace

Map fitted_map() {
    Map map = draw_map(R"(
        attribute setting home|away|kin|placed
        enter child 2026-01-05 -> look
        look takes exponential 20 days -> choose
        choose decision -> live_away 0.4 sets [setting = away] ; with_kin 0.2 sets [setting = kin]
            ; placed 0.1 sets [setting = placed] ; done 0.3
        live_away takes exponential 40 days -> first_part
        with_kin takes 5 days -> first_part
        placed takes 5 days -> first_part
        first_part takes 20 days -> second_part
        second_part takes 20 days -> halves
        halves decision -> unseen 0.5 ; done 0.5
        unseen takes 3 days -> done
        done outcome
    )")
                  .map;
    for (Step& step : map.steps) {
        step.duration.from = assumed(0.5, 2);
        for (Way& way : step.ways) {
            if (way.probability) way.probability->from = assumed(0.05, 0.8);
        }
    }
    find_step(map, "choose")->ways[0].probability->from = assumed(0.1, 0.65);  // live_away; the others can make room
    map.sources.push_back({"book", "A book", "", 2020});
    Provenance book;
    book.source = "book";
    find_step(map, "look")->duration.from = book;
    find_step(map, "choose")->ways[1].probability->from = book;  // with_kin
    find_step(map, "halves")->ways[1].probability->from = book;  // so `unseen` cannot move either
    map.arrivals[0].children_a_year.value = 400;
    map.arrivals[0].children_a_year.from = assumed(200, 800);
    map.arrivals[0].ceiling_a_year = 800;
    map.start = *parse_instant("2026-01-05");
    return map;
}

Map with_truth(const std::string& id, double value) {
    return with_assumed(fitted_map(), {{id, value}});
}

Targets figures_to_fit(const std::vector<Figure>& figures) {
    std::string text = R"({"sources": [{"id": "own", "title": "Own figures"}], "targets": [)";
    for (const Figure& figure : figures) {
        EvidenceTarget target;
        target.published = figure.published;
        Band band;
        band.rule = figure.unit == "share" ? BandRule::share : BandRule::count;
        band = band_by_rule(target, band);
        text += std::string(&figure == figures.data() ? "" : ",") + R"({"id": ")" + figure.id +
                R"(", "statement": "s", "source": ["own"], "use": "calibration", "published": )" +
                text_of(figure.published) + R"(, "unit": ")" + figure.unit + R"(", "band": {"low": )" +
                text_of(band.low) + R"(, "high": )" + text_of(band.high) + R"(, "rule": ")" + to_string(band.rule) +
                R"("}, "measure": )" + figure.measure + "}";
    }
    Result<Targets> targets = targets_from_json("figures.json", text + "]}");
    for (const Problem& problem : targets.problems()) UNSCOPED_INFO(to_string(problem));
    REQUIRE(targets);
    return *std::move(targets);
}

std::vector<Figure> as_on(const Map& map, std::vector<Figure> figures, const Study& study) {
    Result<Arm> arm = make_arm(map, "truth", {});
    REQUIRE(arm);
    const Result<Evidence> evidence = evidence_of(*arm, figures_to_fit(figures), study);
    REQUIRE(evidence);
    for (std::size_t i = 0; i < figures.size(); ++i) figures[i].published = *evidence->figures[i].model.value;
    return figures;
}

CalibrationSettings settings_for(const std::vector<std::string>& parameters, int threads) {
    CalibrationSettings settings;
    settings.study.settings.start = *parse_instant("2026-01-05");
    settings.study.settings.years_of_arrivals = 5;
    settings.study.settings.horizon_years = 4;
    settings.study.settings.key.seed = 5;
    settings.study.replications = 2;
    settings.study.threads = threads;
    settings.study.draw_assumptions = false;
    settings.parameters = parameters;
    settings.most_trials = 80;
    return settings;
}

}  // namespace permap
