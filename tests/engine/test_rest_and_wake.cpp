// A family put away and woken is the family it was: what happens to it does not depend on how often that was done.
#include <catch2/catch.hpp>

#include <vector>

#include "engine/arrivals.hpp"
#include "engine/family.hpp"
#include "laws/generated_maps.hpp"
#include "model/model.hpp"

using namespace permap;

namespace {

using Journeys = std::vector<std::vector<Event>>;  // by sibling

// What has happened since it began, or was last woken.
void note(const Family& family, Journeys& journeys) {
    for (std::size_t i = 0; i < family.size(); ++i) {
        const std::span<const Event> latest = family.sibling(i).events();
        journeys[i].insert(journeys[i].end(), latest.begin(), latest.end());
    }
}

struct Walker {
    const Model& model;
    const RunSettings& settings;
    Family family{model}, other{model};

    Journeys walk(const Arrival& arrival) {
        std::vector<Child> children;
        children_of(model, settings, arrival, children);
        family.begin(settings.key, arrival, children);
        family.enter();
        while (go_on(family, children)) {
        }
        Journeys journeys(children.size());
        note(family, journeys);
        return journeys;
    }

    // After everything that happens put away, and woken in place of somebody else.
    Journeys walk_with_rests(const Arrival& arrival) {
        std::vector<Child> children;
        children_of(model, settings, arrival, children);
        family.begin(settings.key, arrival, children);
        family.enter();
        Journeys journeys(children.size());
        Family *here = &family, *there = &other;
        std::vector<std::byte> bytes;
        do {
            note(*here, journeys);
            RestWriter out(bytes);
            here->rest(out);
            RestReader in(out.written());
            there->wake(settings.key, arrival, children, true, in);
            std::swap(here, there);
        } while (go_on(*here, children));
        note(*here, journeys);
        return journeys;
    }

    static bool go_on(Family& walking, const std::vector<Child>& children) {
        if (walking.over()) return false;
        const Family::Next next = walking.next();
        if (next.due.at() >= children.front().followed_until) return false;
        walking.come_to(next);
        return true;
    }
};

}  // namespace

TEST_CASE("a family that rests after everything that happens makes the journey it makes without") {
    std::size_t maps = 0, families = 0, siblings = 0;
    for (std::uint64_t seed = 1; seed <= 400; ++seed) {
        const GeneratedMap generated = generate_map(seed);
        const Result<Model> model = compile(generated.map);
        REQUIRE(model);
        if (model->shares_resources) continue;  // there somebody would have to answer
        ++maps;
        Walker walker{*model, generated.settings};
        for (const Arrival& arrival : arrivals(*model, generated.settings)) {
            INFO("seed " << seed << ", candidate " << arrival.candidate);
            Arrival counted = arrival;
            counted.counted = counted.children;
            Journeys expected;
            try {
                expected = walker.walk(counted);
            } catch (const MapError&) {  // some of these maps go round in no time
                REQUIRE_THROWS_AS(walker.walk_with_rests(counted), MapError);
                continue;
            }
            REQUIRE(walker.walk_with_rests(counted) == expected);
            ++families;
            siblings += counted.children > 1 ? 1 : 0;
        }
    }
    CHECK(maps > 20);
    CHECK(families > 500);
    CHECK(siblings > 50);
}
