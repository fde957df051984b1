// All that families did where they met others, and how each was before: a run, kept so that a changed map need walk
// only those for whom something is different (recorded_meetings.hpp).
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "engine/arrivals.hpp"
#include "engine/due.hpp"
#include "engine/resting_families.hpp"
#include "engine/shared.hpp"

namespace permap {

// What set a family off, and what it did then, up to the next time it rested.
struct Meeting {
    enum class What : std::uint8_t {
        enters,
        comes_due,   // it goes on by itself, or asks for units and places; places are answered at once
        is_granted,  // a unit
        none,        // at rest when the run ended
    };
    static constexpr std::uint32_t nothing = 0xffffffffU;

    Due here;                      // how far all had come in time
    Due then;                      // when it was to go on by itself after that, or to ask
    std::uint32_t next = nothing;  // the family's next meeting
    std::uint32_t first_ask = 0, first_place = 0, first_deed = 0, first_step = 0;
    std::uint16_t asks = 0, deeds = 0, steps = 0;
    StepIndex step = no_step;  // is_granted: the visit that asked, and whose
    std::uint16_t visit = 0;
    std::uint8_t sibling = 0;
    What what = What::none;
    bool goes_over = false;  // into the next, in the same moment and without the queue
};

// How the family was before a meeting.
struct BeforeMeeting {
    Due own;  // when it was to go on by itself, or to ask
    Blocks::Block state;
    std::uint32_t bytes = 0;  // of that
    std::uint32_t first_count = 0;
    bool is_told = false;  // all that counts
    bool at_once = false;  // the one before went over into this one
};

// Given back, cancelled or withdrawn, and when.
struct RecordedDeed {
    Deed deed;
    Due then;
};

struct MeetingRecord {
    std::vector<Arrival> arrivals;      // in order of time; a family is called by its place here
    std::vector<std::uint32_t> first;   // by family: its first meeting
    std::vector<Meeting> meetings;      // in order of time
    std::vector<BeforeMeeting> before;  // each of them
    std::vector<Deed> asks;
    std::vector<RecordedDeed> deeds;
    std::vector<Sittings::Place> places;  // that were got
    std::vector<StepIndex> steps;         // of the marked ones, those that somebody of the family came to
    std::vector<std::uint32_t> counts;    // of events before, by counted sibling, where they are not told yet
    Blocks states;

    // What was told.
    struct Told {
        Child child;
        std::size_t first_event = 0, events = 0;
    };
    std::vector<std::uint32_t> first_told;  // by family: place in `told` of its first sibling
    std::vector<Told> told;
    std::vector<Event> events;

    std::span<const Event> events_of(std::uint32_t family, std::size_t sibling) const {
        const Told& one = told[first_told[family] + sibling];
        return {events.data() + one.first_event, one.events};
    }
};

}  // namespace permap
