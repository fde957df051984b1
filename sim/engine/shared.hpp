// What children meet at: pools of units and sittings with places (SEMANTICS 3).
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "model/model.hpp"
#include "vocabulary/time.hpp"

namespace permap {

// Who asks for a unit. A party (siblings together) asks once.
struct Request {
    std::int32_t priority = 0;
    Instant asked{};
    std::uint64_t tie = 0;
    std::uint32_t family = 0;
    std::uint8_t sibling = 0;
    std::uint16_t visit = 0;
    StepIndex step = no_step;
    std::int32_t party = -1;
};

class Pool {
public:
    explicit Pool(std::int32_t units) : free_(units) {}

    void ask(const Request& request);
    void give_back() { ++free_; }
    void change_units(std::int32_t more) {
        free_ += more;
    }  // below 0: fewer, once those at work have given theirs back
    bool has_free_unit() const { return free_ > 0; }

    // Best waiting request by (priority, minute, tie); `gone(request)` drops those that were withdrawn.
    template <class Gone>
    const Request* best(const Gone& gone) {
        while (!queue_.empty() && gone(queue_.front())) drop_best();
        return queue_.empty() ? nullptr : &queue_.front();
    }
    Request grant_best();

private:
    void drop_best();

    std::int32_t free_;           // below 0: more at work than there are units by now
    std::vector<Request> queue_;  // a heap, best first
};

// How often a body sits, and with how many places, from a date on.
struct Rhythm {
    Instant from{};
    std::int32_t places = 0, every_minutes = 0, every_open_days = 0;  // one of the last two is 0
    bool skipped = false;
};

// The sittings of one body, numbered from its first.
class Sittings {
public:
    // `rhythms`: by date, the first from the first sitting on.
    Sittings(const ResourceCode& code, std::vector<Rhythm> rhythms, const std::vector<Calendar>& calendars);

    struct Place {
        std::uint32_t sitting = 0;
        Instant at{};
    };
    Place book(Instant asked);
    void cancel(std::uint32_t sitting, Instant now);

private:
    struct Sitting {
        Instant due{};              // by the rhythm alone
        std::optional<Instant> at;  // none: skipped
        std::int32_t places = 0, taken = 0;
    };

    Instant next_due() const;
    Instant open_day(Instant at, std::int32_t number) const;  // the 1st, 2nd … open day from that of `at` on
    std::optional<Instant> held_at(Instant due) const;        // none: skipped
    std::int32_t places_at(Instant at) const;
    void know_one_more();
    std::uint32_t first_to_look_at(Instant earliest);  // none before it is late enough

    Instant first_;
    Minutes notice_;
    const Calendar* holidays_;
    std::vector<Rhythm> rhythms_;
    std::size_t rhythm_ = 0;  // of the last known sitting
    std::vector<Sitting> known_;
    Minutes latest_{0};  // most that a holiday has moved one of them
};

// Units of a pool, or places at a sitting, in an area with this share of the map's children, in (0, 1]: the nearest
// whole number, and at least one of what there is at all.
std::int32_t units_in_area(std::int32_t units, double area_share);

// From this minute on a pool has more units, or fewer (below 0).
struct UnitsChange {
    Instant at{};
    std::size_t pool = 0;
    std::int32_t more = 0;
};

struct Shared {
    Shared(const Model& model, double area_share);

    // Of the changes still to come the earliest; Instant::max() where there is none.
    Instant next_change() const { return changes.empty() ? Instant::max() : changes.back().at; }
    void make_next_change();

    std::vector<Pool> pools;           // by resource; a sitting's entry is unused
    std::vector<Sittings> sittings;    // by resource; a pool's entry is unused
    std::vector<UnitsChange> changes;  // still to come, the latest first
};

}  // namespace permap
