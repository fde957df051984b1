// The model beside figures: mean and interval, inside or outside the band, one thread or many, and how stocks fill.
#include <catch2/catch.hpp>

#include "closed_form/theory.hpp"
#include "evidence/measured.hpp"
#include "experiment/evidence.hpp"

using namespace permap;

namespace {

constexpr const char* drawn_text = R"(
    attribute setting home|away
    horizon 5
    enter child 2026-01-05 -> look
    look takes 10 days -> choose
    choose decision -> live_away 0.5 sets [setting = away] ; done 0.5
    live_away takes exponential 40 days -> done
    done outcome
)";

Map small_map() {
    DrawnMap drawn = with_arrivals(drawn_text, 1, 1);
    Provenance assumed;
    assumed.assumption = "drawn for this test";
    assumed.low = 0.5;
    assumed.high = 2;
    find_step(drawn.map, "live_away")->duration.from = assumed;
    return drawn.map;
}

Arm arm_of(const Map& map) {
    Result<Arm> arm = make_arm(map, "baseline", {});
    for (const Problem& problem : arm.problems()) UNSCOPED_INFO(to_string(problem));
    REQUIRE(arm);
    return *std::move(arm);
}

Study study_of(int replications, int threads, bool draw = false) {
    Study study;
    study.settings.start = *parse_instant("2026-01-05");
    study.settings.years_of_arrivals = 1;
    study.settings.horizon_years = 5;
    study.replications = replications;
    study.threads = threads;
    study.draw_assumptions = draw;
    return study;
}

const std::string stay_at_home =
    R"({"kind": "time", "from": "entry", "to": {"step": "look"}, "unit": "calendar_days"})";

Targets figures() {
    return targets_in(R"({"sources": [{"id": "own", "title": "Own figures"}], "targets": [
        {"id": "in", "statement": "s", "source": ["own"], "published": 10.5, "unit": "days", "use": "validation",
         "band": {"low": 9.45, "high": 11.55, "rule": "time"}, "measure": )" +
                      stay_at_home + R"(},
        {"id": "out", "statement": "s", "source": ["own"], "published": 20, "unit": "days", "use": "validation",
         "band": {"low": 18, "high": 22, "rule": "time"}, "measure": )" +
                      stay_at_home + R"(},
        {"id": "number", "statement": "s", "source": ["own"], "published": 365, "unit": "children", "use": "validation",
         "band": {"low": 328.5, "high": 401.5, "rule": "count"}, "measure": {"kind": "flow", "events": "entry"}},
        {"id": "none", "statement": "s", "source": ["own"], "use": "compared", "measure": null, "why": "no money here"},
        {"id": "stock", "statement": "s", "measure": {"kind": "stock", "where": "setting = home"}},
        {"id": "away", "statement": "s", "measure": {"kind": "stock", "where": "setting = away"}},
        {"id": "never", "statement": "s", "measure": {"kind": "time", "from": {"begins": "age > 90"}, "to": "birth",
         "unit": "weeks"}}]})");
}

}  // namespace

TEST_CASE("every figure has the model beside it, and says whether it lies in its band") {
    const Result<Evidence> evidence = evidence_of(arm_of(small_map()), figures(), study_of(5, 1));
    REQUIRE(evidence);
    REQUIRE(evidence->figures.size() == 7);
    CHECK(*evidence->figures[0].model.value == Approx(10));
    CHECK(evidence->figures[0].inside == true);
    CHECK(evidence->figures[1].inside == false);
    REQUIRE(evidence->figures[2].model.low);
    CHECK(*evidence->figures[2].model.low < *evidence->figures[2].model.value);
    CHECK(!evidence->figures[3].model.value);
    CHECK(evidence->figures[3].model.reason_if_null == "no money here");
    CHECK(!evidence->figures[3].inside);
    CHECK(!evidence->figures[4].inside);  // a question has no band
    CHECK(!evidence->figures[6].model.value);
    CHECK(!evidence->figures[6].model.reason_if_null.empty());
    CHECK(!evidence->figures[5].assumptions.low);
}

TEST_CASE("assumed numbers drawn: a second spread where they matter, none where they do not") {
    const Result<Evidence> evidence = evidence_of(arm_of(small_map()), figures(), study_of(12, 2, true));
    REQUIRE(evidence);
    const EvidenceFigure& away = evidence->figures[5];
    REQUIRE((away.assumptions.low && away.model.low));
    CHECK(*away.assumptions.high - *away.assumptions.low > 2 * (*away.model.high - *away.model.low));
    const Result<Evidence> one = evidence_of(arm_of(small_map()), figures(), study_of(1, 1, true));
    REQUIRE(one);
    CHECK(!one->figures[5].assumptions.low);  // of one run there is no spread
}

TEST_CASE("a council's children are not held beside national numbers, only shares and times are") {
    Study study = study_of(2, 1);
    study.settings.area_share = 0.5;
    const Result<Evidence> evidence = evidence_of(arm_of(small_map()), figures(), study);
    REQUIRE(evidence);
    CHECK(evidence->figures[0].inside == true);
    CHECK(evidence->figures[1].inside == false);
    CHECK(!evidence->figures[2].inside);
    CHECK(evidence->figures[2].model.value);
}

TEST_CASE("one thread and many give the same bits") {
    const Arm arm = arm_of(small_map());
    const Result<Evidence> one = evidence_of(arm, figures(), study_of(7, 1, true));
    const Result<Evidence> four = evidence_of(arm, figures(), study_of(7, 4, true));
    REQUIRE((one && four));
    CHECK(one->fingerprint == four->fingerprint);
    for (std::size_t i = 0; i < one->figures.size(); ++i) {
        for (const auto part : {&EvidenceFigure::model, &EvidenceFigure::assumptions}) {
            const Estimate &a = one->figures[i].*part, &b = four->figures[i].*part;
            CHECK((a.value == b.value && a.low == b.low && a.high == b.high));
        }
    }
    REQUIRE(one->filling.size() == four->filling.size());
    for (std::size_t i = 0; i < one->filling.size(); ++i)
        CHECK(one->filling[i].most_years == four->filling[i].most_years);
}

TEST_CASE("an empty system fills up as the lengths of stay say") {
    const Result<Evidence> evidence = evidence_of(arm_of(small_map()), figures(), study_of(3, 1));
    REQUIRE(evidence);
    REQUIRE(evidence->filling.size() == 2);  // the stocks
    const Filling& home = evidence->filling[0];
    CHECK(home.target == 4);
    // Everybody is ten days at home, and half of them stay until they leave at once: all in the first year.
    CHECK(home.half_years == Approx(0.5));
    CHECK(home.most_years == Approx(0.9));
    CHECK(evidence->filling[1].target == 5);
    CHECK(evidence->filling[1].half_years < 1);
}

TEST_CASE("names the map does not have are refused, not run") {
    const Result<Evidence> evidence = evidence_of(
        arm_of(small_map()), targets_in(questions({R"({"kind": "flow", "events": {"step": "lok"}})"})), study_of(1, 1));
    REQUIRE(!evidence);
    CHECK(evidence.problems()[0].hint.find("look") != std::string::npos);
}

TEST_CASE("a figure is added by writing it down, and by nothing else") {
    const Result<Evidence> before = evidence_of(arm_of(small_map()), figures(), study_of(2, 1));
    Targets more = figures();
    for (const EvidenceTarget& one :
         targets_in(questions({R"({"kind": "flow", "events": {"step": "live_away"}})"})).targets)
        more.targets.push_back(one);
    const Result<Evidence> after = evidence_of(arm_of(small_map()), more, study_of(2, 1));
    REQUIRE((before && after));
    REQUIRE(after->figures.size() == 8);
    REQUIRE(after->figures[7].model.value);
    CHECK(*after->figures[7].model.value > 0);
    for (std::size_t i = 0; i < before->figures.size(); ++i)
        CHECK(before->figures[i].model.value == after->figures[i].model.value);
    CHECK(before->fingerprint == after->fingerprint);
}
