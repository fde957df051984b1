// How Together puts a family away, and what it keeps while it writes its meetings down, or follows a record.
#pragma once

#include <cstdint>
#include <vector>

#include "engine/together.hpp"

namespace permap {

// Before its state: what it asks for when its time has come, and when it would go on by itself after that.
struct Together::Front {
    std::uint64_t next_when = 0, next_tie = 0;
    std::uint16_t asks = 0;
    bool has_asked = false;
    bool asks_units_only = true;
    std::uint32_t no_padding = 0;
};

struct Together::Records {
    MeetingRecord& record;
    std::vector<std::uint64_t> marked = {};   // bits by step
    std::vector<std::uint32_t> last = {};     // by family: its last meeting
    std::vector<BeforeMeeting> at_rest = {};  // by family: as it is before its next

    void begin(std::uint32_t family, Meeting::What what, const Due& here, const Request& request);
};

struct Together::Follows {
    const MeetingRecord& record;
    std::vector<std::uint32_t> next;           // by family: its next meeting on record
    std::vector<bool> does = {};               // by family: whether it does what it did
    std::vector<bool> changed = {};            // by step
    std::vector<Sittings::Place> places = {};  // just got
    RecordedMeetings::Walked walked = {};

    bool comes_to_changed(const Meeting& meeting) const;
};

}  // namespace permap
