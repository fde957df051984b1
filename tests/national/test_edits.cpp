// What edits may and may not change on the shipped maps.
#include <algorithm>
#include <catch2/catch.hpp>
#include <map>
#include <set>

#include "engine/run.hpp"
#include "experiment/assumptions.hpp"
#include "map/duration.hpp"
#include "national/shipped.hpp"

using namespace permap;

namespace {

#ifdef PERMAP_SANITIZE
constexpr std::uint64_t seeds = 1;
#else
constexpr std::uint64_t seeds = 5;
#endif

RunSettings settings_of(const Map& map, std::uint64_t seed, std::uint32_t children) {
    RunSettings settings;
    settings.key.seed = seed;
    settings.start = map.start;
    settings.children = children;
    settings.warm_up_years = 1;
    return settings;
}

Arm with_edits(const Map& map, std::vector<Edit> edits) {
    Scenario scenario;
    scenario.id = "drawn";
    scenario.map = map.id;
    scenario.edits = std::move(edits);
    Result<Arm> arm = make_arm(map, "drawn", {scenario});
    for (const Problem& problem : arm.problems()) UNSCOPED_INFO(to_string(problem));
    REQUIRE(arm);
    return *std::move(arm);
}

}  // namespace

TEST_CASE("a scenario without edits gives the identical log") {
    for (const Map* map : {&scotland(), &teaching()}) {
        const Arm baseline = arm_with(*map, ""), empty = with_edits(*map, {});
        CHECK(model_digest(baseline.model) == model_digest(empty.model));
        for (std::uint64_t seed = 1; seed <= seeds; ++seed) {
            const RunSettings settings = settings_of(*map, seed, 100);
            CHECK(run_to_log(baseline.model, settings) == run_to_log(empty.model, settings));
        }
    }
}

TEST_CASE("removing a step that no journey meets changes nothing at all") {
    const Arm baseline = arm_with(scotland(), "");
    const RunSettings settings = settings_of(scotland(), 3, 150);
    const EventLog log = run_to_log(baseline.model, settings);
    std::set<std::size_t> met;
    for (const Stream& stream : log.streams) {
        for (const Event& event : stream.events) {
            if (event.step != no_step) met.insert(index(event.step));
        }
    }
    int removed = 0;
    for (std::size_t i = 0; i < scotland().steps.size() && removed < 20; ++i) {
        const Step& step = scotland().steps[i];
        if (met.count(i) > 0 || step.kind != StepKind::activity || is_instant(step.duration)) continue;
        INFO(step.id);
        ++removed;
        CHECK(run_to_log(with_edits(scotland(), {{Remove{{step.id, false}, {}}, "test"}}).model, settings) == log);
    }
    CHECK(removed >= 10);
}

TEST_CASE("removing a step that is never the last to be waited for moves no child's events after the join") {
    // The child's views are there long before the assessment: their time goes, and nothing else of anybody's changes.
    const Arm baseline = arm_with(teaching(), "");
    const StepIndex views = step_of(teaching(), "child_views"), assessment = step_of(teaching(), "assessment");
    const Arm without = with_edits(teaching(), {{Remove{{"child_views", false}, {}}, "test"}});
    const RunSettings settings = settings_of(teaching(), 2, 60);
    const EventLog before = run_to_log(baseline.model, settings), after = run_to_log(without.model, settings);
    REQUIRE(before.streams.size() == after.streams.size());
    const auto others = [&](const Stream& stream) {
        std::vector<std::pair<Instant, StepIndex>> events;
        for (const Event& event : stream.events) {
            if (event.step != views) events.emplace_back(event.at, event.step);
        }
        return events;
    };
    std::size_t on_path = 0, same = 0;
    for (std::size_t i = 0; i < before.streams.size(); ++i) {
        // Views that came after the assessment of the same round were on the path.
        bool late = false, assessing = false;
        for (const Event& event : before.streams[i].events) {
            if (event.step == assessment && event.kind == EventKind::ready) assessing = true;
            if (event.step == assessment && event.kind == EventKind::completed) assessing = false;
            late = late || (event.step == views && event.kind == EventKind::completed && !assessing);
        }
        late ? ++on_path : same += others(before.streams[i]) == others(after.streams[i]) ? 1 : 0;
    }
    CHECK(on_path == 0);
    CHECK(same == before.streams.size());
}

TEST_CASE("raising the probability of a way moves children to that way only") {
    struct Raised {
        const char *step, *way;
        double probability;
    };
    // Brothers and sisters share the time of what they do together, so one who is moved moves the others' dates too.
    // What the law says of a child holds of children who come in alone.
    Map alone = scotland();
    for (Arrivals& arrivals : alone.arrivals) arrivals.family_sizes.clear();
    const Arm baseline = arm_with(alone, "");
    for (const Raised& raised :
         {Raised{"rr_decision", "php_decision", 0.6}, Raised{"cppm_decision", "cpr_register", 0.9},
          Raised{"sh_decision", "cso_made", 0.97}, Raised{"cp_ird_decision", "ep_option_decision", 0.3}}) {
        const Step* step = find_step(scotland(), raised.step);
        REQUIRE(step != nullptr);
        INFO(raised.step << " " << raised.way);
        Provenance asked;
        asked.assumption = "the question asked";
        const Arm arm =
            with_edits(alone, {{SetProbability{raised.step, raised.way, {raised.probability, asked}}, "test"}});
        std::size_t moved = 0, moved_elsewhere = 0, otherwise = 0;
        for (std::uint64_t seed = 1; seed <= seeds; ++seed) {
            const RunSettings settings = settings_of(scotland(), seed, 2000);
            const EventLog before = run_to_log(baseline.model, settings), after = run_to_log(arm.model, settings);
            REQUIRE(before.streams.size() == after.streams.size());
            for (std::size_t i = 0; i < before.streams.size(); ++i) {
                const std::vector<Event>& was = before.streams[i].events;
                const std::vector<Event>& is = after.streams[i].events;
                const auto [from, to] = std::mismatch(was.begin(), was.end(), is.begin(), is.end());
                if (from == was.end() && to == is.end()) continue;
                // The first thing that differs must be the decision, taken another way: the raised one.
                const bool decides = from != was.end() && to != is.end() && from->kind == EventKind::decided &&
                                     to->kind == EventKind::decided && from->step == to->step &&
                                     scotland().steps[index(to->step)].id == raised.step;
                if (!decides) {
                    ++otherwise;
                } else if (step->ways[to->detail].id == raised.way && step->ways[from->detail].id != raised.way) {
                    ++moved;
                } else {
                    ++moved_elsewhere;
                }
            }
        }
        CHECK(moved > 0);
        CHECK(moved_elsewhere == 0);
        CHECK(otherwise == 0);
    }
}

TEST_CASE("assumed shares stay within low and high however they are drawn, and what a source gives stays as it is") {
    for (const Map* map : {&scotland(), &teaching()}) {
        std::map<std::string, AssumedNumber> ranges;
        for (const AssumedNumber& number : assumed_numbers(*map)) ranges[number.id] = number;
        std::string fault;
        for (std::uint32_t r = 1; r <= 50; ++r) {
            const Map drawn = draw_assumptions(*map, {1, r});
            for (std::size_t i = 0; i < map->steps.size(); ++i) {
                const Step &was = map->steps[i], &is = drawn.steps[i];
                double before = 0, after = 0;
                for (std::size_t w = 0; w < was.ways.size(); ++w) {
                    if (!was.ways[w].probability) continue;
                    const double value = is.ways[w].probability->value, mean = was.ways[w].probability->value;
                    before += mean;
                    after += value;
                    const auto range = ranges.find(was.id + "." + was.ways[w].id);
                    const double low = range == ranges.end() ? mean : range->second.low;
                    const double high = range == ranges.end() ? mean : range->second.high;
                    if (value < low || value > high) fault = was.id + "." + was.ways[w].id;
                }
                if (was.kind != StepKind::split && before != Approx(after)) fault = was.id;
            }
        }
        CHECK(fault == "");
    }
}
