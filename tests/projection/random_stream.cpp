#include "projection/random_stream.hpp"

#include <random>

#include "projection/drawn_stream.hpp"

namespace permap {
namespace {

struct Under {
    StepIndex step;
    Ordinal last;  // ready, started, or the clock's start
    bool started = false;
};

}  // namespace

RandomStream random_stream(const Map& map, std::uint64_t seed) {
    std::mt19937_64 random(seed);
    const auto below = [&](std::uint64_t bound) { return random() % bound; };
    RandomStream drawn;
    drawn.child = drawn_child(map, map.steps.front().id, 400);
    drawn.child.candidate = static_cast<std::uint32_t>(seed);
    std::vector<std::uint32_t> visits(map.steps.size(), 0);
    std::vector<Under> under_way;
    Instant now = day(0);

    const auto write = [&](EventKind kind, StepIndex step, Ordinal cause, std::uint32_t detail = 0) {
        drawn.events.push_back({now, cause, detail, step, kind});
        return static_cast<Ordinal>(drawn.events.size() - 1);
    };
    const auto begin = [&](StepIndex step, Ordinal cause) {
        for (const Under& one : under_way) {
            if (one.step == step) return void(write(EventKind::merged, step, cause));
        }
        const bool is_clock = map.steps[index(step)].kind == StepKind::clock;
        const Ordinal ready = is_clock ? write(EventKind::clock_started, step, cause)
                                       : write(EventKind::ready, step, cause, ++visits[index(step)]);
        under_way.push_back({step, ready, false});
    };
    const auto any_step = [&] {
        for (;;) {
            const auto at = static_cast<std::uint16_t>(below(map.steps.size()));
            if (map.steps[at].kind != StepKind::outcome) return StepIndex{at};
        }
    };

    begin(StepIndex{0}, write(EventKind::entered, StepIndex{0}, no_cause));
    const std::uint64_t turns = 3 + below(60);
    for (std::uint64_t turn = 0; turn < turns && !under_way.empty(); ++turn) {
        now += Minutes{static_cast<int>(below(3) == 0 ? 0 : below(9000))};
        if (now >= drawn.child.followed_until) break;
        const std::size_t which = below(under_way.size());
        const Under one = under_way[which];
        const bool is_clock = map.steps[index(one.step)].kind == StepKind::clock;
        if (!is_clock && !one.started && below(4) != 0) {
            under_way[which].last = write(EventKind::started, one.step, one.last);
            under_way[which].started = true;
            continue;
        }
        under_way.erase(under_way.begin() + static_cast<std::ptrdiff_t>(which));
        if (below(8) == 0) {
            write(is_clock ? EventKind::clock_ended : EventKind::cancelled, one.step,
                  static_cast<Ordinal>(drawn.events.size() - 1));
            continue;
        }
        const Ordinal last = one.started || is_clock ? one.last : write(EventKind::started, one.step, one.last);
        Ordinal over = write(is_clock ? EventKind::clock_fired : EventKind::completed, one.step, last);
        if (const std::size_t ways = map.steps[index(one.step)].ways.size(); ways > 1) {
            over = write(EventKind::decided, one.step, over, static_cast<std::uint32_t>(below(ways)));
        }
        if (below(10) == 0) {  // the outcome
            const StepIndex outcome = step_of(map, "done");
            const Ordinal ready = write(EventKind::ready, outcome, over, ++visits[index(outcome)]);
            const Ordinal started = write(EventKind::started, outcome, ready);
            write(EventKind::completed, outcome, started);
            drawn.elapsed = now - drawn.child.entered;
            now += Minutes{static_cast<int>(below(2) * below(5000))};
            write(EventKind::left, outcome, static_cast<Ordinal>(drawn.events.size() - 1));
            drawn.is_over = true;
            return drawn;
        }
        for (std::uint64_t next = 1 + below(2); next > 0; --next) begin(any_step(), over);
    }
    drawn.elapsed = (under_way.empty() ? drawn.events.back().at : drawn.child.followed_until) - drawn.child.entered;
    return drawn;
}

}  // namespace permap
