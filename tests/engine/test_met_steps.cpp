// What a child has met is put away and read back, also under a map that has more steps by then.
#include <catch2/catch.hpp>

#include <vector>

#include "engine/met_steps.hpp"

using namespace permap;

namespace {

Model model_of_steps(std::size_t count) {
    Model model;
    model.steps.resize(count);
    return model;
}

}  // namespace

TEST_CASE("steps met are known again under a map that has more steps") {
    const Model before = model_of_steps(60), after = model_of_steps(130);
    const auto once = StepIndex{5}, twice = StepIndex{59}, clock = StepIndex{7}, added = StepIndex{100};
    MetSteps met(before);
    met.begin();
    met.count_visit(once, Instant{});
    met.count_visit(twice, Instant{});
    met.count_visit(twice, Instant{});
    met.count_start(clock);
    met.count_firing(clock, Instant{});
    std::vector<std::byte> bytes;
    RestWriter out(bytes);
    met.rest(out);

    MetSteps woken(after);
    woken.begin();
    woken.count_visit(added, Instant{});  // of somebody before
    RestReader in(out.written());
    woken.wake(in);
    CHECK(woken.visits(once) == 1);
    CHECK(woken.visits(twice) == 2);
    CHECK(woken.visits(clock) == 1);
    CHECK(woken.visits(added) == 0);
    CHECK(woken.count_start(clock) == 2);
}
