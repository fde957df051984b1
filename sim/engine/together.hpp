// Families who meet at pools and sittings. Each walks by itself up to its next meeting and is put away until its time
// has come; only meetings, and whoever waits for a unit, are in order of time (docs/semantics.md 9).
#pragma once

#include <vector>

#include "engine/arrivals.hpp"
#include "engine/day_queue.hpp"
#include "engine/family.hpp"
#include "engine/resting_families.hpp"
#include "engine/run.hpp"
#include "engine/shared.hpp"

namespace permap {

class Together {
public:
    Together(const Model& model, const RunSettings& settings);

    void walk(const StreamSink& sink);

private:
    using Slot = std::uint32_t;

    struct Resting {
        Blocks::Block state;
        std::uint32_t arrival = 0;
        std::uint32_t stamp = 0;  // of its present place in the queue
        bool is_told = false;
    };

    Due due_of(const Arrival& arrival) const;
    void come_to(const Due& due);
    Due next_of_queue();
    Due next_arrival_due() const;
    Pool* first_back(Due& first);
    Pool* first_to_grant(const Due& first);

    void enter(const StreamSink& sink);
    void come_to_first(const StreamSink& sink);
    void grant(Pool& pool, const StreamSink& sink);

    // The family at hand.
    void wake(Slot slot, Instant now, const StreamSink& sink);
    void note_deeds(const Due& here);  // what it has given back, or no longer wants
    void answer(const Due& here);      // what it asked for
    // From a moment whose time has come, up to its next meeting.
    void carry_on(const StreamSink& sink);
    void rest(const Due& until);
    void tell_all(const StreamSink& sink);
    void part();

    const Model& model_;
    const RunSettings& settings_;
    Shared shared_;
    std::vector<Arrival> arrivals_;
    std::uint32_t next_arrival_ = 0;
    Instant end_ = Instant::min();  // of the last follow-up
    Instant now_ = Instant::min();
    Due here_{Instant::min(), 0, 0, 0};  // how far all are in time: nothing earlier will happen
    DayQueue queue_;
    std::vector<Resting> resting_;  // by slot
    std::vector<Slot> spare_;
    Blocks blocks_;
    EventChains chains_;

    // The one at hand.
    Family family_;
    Slot slot_ = 0;
    std::vector<Child> children_;
    std::vector<EventChains::Chain> chains_of_;  // by counted sibling: events from before it was put away
    std::vector<std::byte> bytes_;
    std::vector<Event> events_;
};

}  // namespace permap
