// A run kept at a date goes on as if nothing had been: under the same map as by running through, and under a changed
// one as if the change had been known to come on that date.
#include <catch2/catch.hpp>

#include <algorithm>
#include <optional>

#include "engine/run_state.hpp"
#include "laws/generated_edits.hpp"
#include "semantics/engine_half.hpp"

using namespace permap;

namespace {

Model model_of(const Map& map) {
    Result<Model> model = compile(map);
    REQUIRE(model);
    return *std::move(model);
}

// None where a child goes round without time passing.
std::optional<Fingerprint> through(const Model& model, const RunSettings& settings) {
    Fingerprint all;
    try {
        run(model, settings, [&](const Child& child, std::span<const Event> events) { all.add(child, events); });
    } catch (const MapError&) {
        return std::nullopt;
    }
    return all;
}

Fingerprint going_on(const RunState& state, const Model& model) {
    Fingerprint all;
    state.go_on(model, [&](const Child& child, std::span<const Event> events) { all.add(child, events); });
    return all;
}

// A place is known once it is booked; one that is booked under the old rhythm stays, though the new one was to come.
bool changes_sittings(const Map& map) {
    return std::any_of(map.resources.begin(), map.resources.end(), [](const Resource& resource) {
        return resource.kind == ResourceKind::sitting && !resource.later.empty();
    });
}

}  // namespace

TEST_CASE("a run kept at a date and gone on with gives the log of running through") {
    int shared = 0, alone = 0, changed = 0;
    for (std::uint64_t seed = 1; seed <= 300; ++seed) {
        const GeneratedMap generated = generate_map(seed);
        const Instant date = generated.settings.start + one_day * static_cast<std::int32_t>(seed * 37 % 200);
        const EditedMap edited = generate_edits(generated, seed, date);
        INFO("map of seed " << seed << ", kept at " << to_string(date) << "\n" << edited.sentences);
        const Model model = model_of(generated.map), after = model_of(edited.applied.map);
        const auto whole = through(model, generated.settings), other = through(after, generated.settings);
        if (!whole || !other) continue;
        ++(model.shares_resources ? shared : alone);
        const RunState state(model, generated.settings, date);
        CHECK(going_on(state, model) == *whole);
        CHECK(going_on(state, model) == *whole);  // the state is not used up
        const Fingerprint gone_on = going_on(state, after);
        // A new step is passed through before its date, which the past that is shared knows nothing of.
        const bool has_new_steps = edited.applied.map.steps.size() > generated.map.steps.size();
        if (has_new_steps || changes_sittings(edited.applied.map)) continue;
        CHECK(gone_on == *other);
        if (*other != *whole) ++changed;
    }
    CHECK(shared > 50);
    CHECK(alone > 50);
    CHECK(changed > 25);
}
