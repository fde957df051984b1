// Families who meet at pools and sittings. Each walks by itself up to its next meeting and is put away until its time
// has come; only meetings, and whoever waits for a unit, are in order of time (docs/semantics.md 2).
#pragma once

#include <memory>
#include <span>
#include <vector>

#include "engine/arrivals.hpp"
#include "engine/day_queue.hpp"
#include "engine/family.hpp"
#include "engine/large_pages.hpp"
#include "engine/meeting_record.hpp"
#include "engine/recorded_meetings.hpp"
#include "engine/resting_families.hpp"
#include "engine/run.hpp"
#include "engine/shared.hpp"

namespace permap {

class Together {
public:
    Together(const Model& model, const RunSettings& settings);
    // Goes on from where another stopped, under a map that is the same up to there.
    Together(const Together& past, const Model& changed);
    // Writes down all meetings, and who comes to a step that is `marked` (by step).
    Together(const Model& model, const RunSettings& settings, const std::vector<bool>& marked, MeetingRecord& record);
    // Goes through the meetings of such a record, and walks only those who do something else under a map in which only
    // these steps do.
    Together(const Model& changed, const RunSettings& settings, std::span<const StepIndex> changed_steps,
             const MeetingRecord& record);
    ~Together();

    void walk(const StreamSink& sink);                                 // to the end
    void walk_until(Instant until, const StreamSink& sink);            // all that happens before then
    std::uint32_t at_hand() const { return resting_[slot_].arrival; }  // the family that is told of
    RecordedMeetings::Walked walked() const;                           // of one that follows a record

private:
    using Slot = std::uint32_t;

    struct Resting {
        Blocks::Block state;
        std::uint32_t arrival = 0;
        std::uint32_t stamp = 0;  // of its present place in the queue
        bool is_told = false;
        bool only_waits = false;  // as a WaitingChild
    };

    struct Front;
    struct Records;
    struct Follows;

    void put_arrivals_in_order();
    void look_at_arrivals();
    void come_to(const Due& due);
    Due due_of(const Arrival& arrival) const;
    Due next_of_queue();
    struct AtPools {
        Pool* grants = nullptr;  // to whoever is first of those who wait
        Pool* back = nullptr;    // a unit comes back to it
    };
    AtPools look_at_pools(Due& first);

    void look_ahead();
    Slot place_to_lie();
    void enter(const StreamSink& sink);
    void come_to_first(const StreamSink& sink);
    void grant(Pool& pool, const StreamSink& sink);

    // The family at hand.
    void give_back(std::uint32_t resource, const Due& then);
    void does(const Deed& deed, const Due& then, Slot slot);
    void note_deeds(const Due& here);
    void ask(const Deed& deed, Slot slot);
    void answer();
    void carry_on(const StreamSink& sink);
    void ask_and_go_on(const StreamSink& sink);
    bool walk_on(const StreamSink& sink);
    bool ask_in_its_sleep(Slot slot);
    void wake(Slot slot, const StreamSink& sink);
    void rest(const Due& until);
    void write_state(RestWriter& out) const;
    void write_chains(RestWriter& out) const;

    // A child who only waits.
    void ask_waiting(const VisitCore& visit, Slot slot);
    bool go_on_from_grant(Slot slot, const StreamSink& sink);
    void rest_waiting(const Due& until);
    void wake_waiting(const StreamSink& sink);

    void tell_all(const StreamSink& sink);
    void part();

    // Writing down (together_recorded.cpp).
    void meets(Meeting::What what, const Request& request = {});
    void meets_at_once();
    void note(const Deed& deed, const Due& then);
    void note_asking(const Deed& deed);
    void note(const Sittings::Place& place);
    void note_steps();
    void note_at_rest(const Due& until, std::span<const std::byte> state);
    void note_end_of_run();

    // Following a record. Whether the family has done what it did, or has been seen to.
    bool does_as_before(Slot slot, Meeting::What what, const Request& request, const StreamSink& sink);
    bool is_answered_as_before(const Meeting& meeting, Slot slot);
    void goes_on_from_places(const StreamSink& sink);
    void leaves_record(Slot slot, const StreamSink& sink);
    bool is_back_on_record(const Due& until, std::span<const std::byte> state);
    void tell_of_detour(Slot slot, const StreamSink& sink);
    void end_followers(const StreamSink& sink);

    const Model& model_;
    RunSettings settings_;
    Shared shared_;
    std::vector<std::uint64_t> asked_pools_;  // bits by resource: those that are asked, and maybe others
    std::vector<Arrival> arrivals_;
    std::uint32_t next_arrival_ = 0;
    Instant end_ = Instant::min();              // of the last follow-up
    Instant until_ = Instant::max();            // nobody walks ahead of this
    Due here_ = Due::of(Instant::min(), 0, 0);  // how far all are in time: nothing earlier will happen
    Due arriving_;
    DayQueue queue_;
    LargeVector<Resting> resting_;  // by slot
    std::vector<Slot> spare_;
    Blocks blocks_;
    EventChains chains_;

    // The one at hand.
    Family family_;
    Slot slot_ = 0;
    std::vector<Child> children_;
    std::vector<EventChains::Chain> chains_of_;  // by counted sibling: events from before it was put away
    std::vector<Deed> asked_;
    std::vector<std::byte> bytes_;
    WrittenEvents events_;
    WrittenShort short_events_;

    std::unique_ptr<Records> records_;
    std::unique_ptr<Follows> follows_;
};

}  // namespace permap
