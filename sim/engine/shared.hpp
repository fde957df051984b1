// What children meet at: pools of units and sittings with places (SEMANTICS 3).
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "engine/due.hpp"
#include "engine/heap.hpp"
#include "model/model.hpp"
#include "vocabulary/time.hpp"

namespace permap {

// Something a family did to a shared resource, in order. It may lie ahead of everybody else's time: a family walks
// alone until it asks for something.
struct Deed {
    enum class What : std::uint8_t { asks_unit, books_place, gives_back, cancels_place, withdraws };
    std::uint64_t tie = 0;
    std::int32_t priority = 0;
    std::uint32_t sitting = absent;  // whose place is cancelled
    std::uint16_t resource = 0;
    StepIndex step = no_step;
    std::uint16_t visit = 0;
    std::int16_t party = -1;
    std::uint8_t sibling = 0;
    What what = What::asks_unit;
    std::uint16_t no_padding = 0;
    std::uint32_t nor_here = 0;
};

// Requests that nobody waits for any more, until the pool comes to them. A request is known by who asks for which visit
// of which step, so it has the same name whatever else happens. The family is named by its arrival: where it is put
// away somebody else may lie by then.
class Withdrawn {
public:
    struct Name {
        std::uint32_t arrival = 0;
        StepIndex step = no_step;
        std::uint16_t visit = 0;
        std::uint8_t sibling = 0;

        auto operator<=>(const Name&) const = default;
    };
    void add(const Name& request);
    bool holds(const Name& request) const;
    void forget(const Name& request);

private:
    std::vector<Name> requests_;  // in order; seldom more than a few
};

// Who waits for a unit. A party (siblings together) asks once.
struct Request {
    std::uint64_t tie = 0;
    Instant asked{};
    std::int32_t priority = 0;
    std::uint32_t family = 0;   // where it is put away
    std::uint32_t arrival = 0;  // which it is
    StepIndex step = no_step;
    std::uint16_t visit = 0;  // 0: of a child who does nothing but wait, so that nobody can withdraw it
    std::int16_t party = -1;
    std::uint8_t sibling = 0;

    Withdrawn::Name name() const { return {arrival, step, visit, sibling}; }
    bool before(const Request& other) const {
        if (priority != other.priority) return priority < other.priority;
        if (asked != other.asked) return asked < other.asked;
        return tie < other.tie;
    }
};

class Pool {
public:
    explicit Pool(std::int32_t units) : free_(units) {}

    void ask(const Request& request) { queue_.add(request); }
    // A unit that comes back then; it may lie ahead.
    void give_back(const Due& then) { backs_.add(then); }
    // Units that came back until then are free.
    void come_to(const Due& then) {
        for (; !backs_.empty() && !then.before(backs_.first()); ++free_) backs_.drop_first();
    }
    void change_units(std::int32_t more) {
        free_ += more;
    }  // below 0: fewer, once those at work have given theirs back

    bool has_free_unit() const { return free_ > 0; }
    bool is_asked() const { return !queue_.empty(); }  // maybe by nobody who still waits
    // Whoever is first of those who wait; nullptr if nobody does.
    const Request* first(Withdrawn& withdrawn) {
        while (!queue_.empty() && queue_.first().visit > 0 && drops_first(withdrawn)) {
        }
        return queue_.empty() ? nullptr : &queue_.first();
    }
    Request grant_first();
    // When the next unit comes back.
    Due next_back() const { return backs_.empty() ? Due{} : backs_.first(); }

private:
    bool drops_first(Withdrawn& withdrawn);  // if nobody waits for it

    std::int32_t free_;  // below 0: more at work than there are units by now
    Heap<Request> queue_;
    Heap<Due> backs_;
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
    // What is known of the sittings of another is known here: the same body, with other rhythms to come.
    void know_as(const Sittings& past);
    // All that was cancelled until `asked` is known by then.
    Place book(const Due& asked);
    // It may lie ahead.
    void cancel(std::uint32_t sitting, const Due& then);

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
    void cancel_until(const Due& now);

    Instant first_;
    Minutes notice_;
    const Calendar* holidays_;
    std::vector<Rhythm> rhythms_;
    std::size_t rhythm_ = 0;  // of the last known sitting
    std::vector<Sitting> known_;
    struct Cancelled {
        Due then;
        std::uint32_t sitting = 0;
        bool before(const Cancelled& other) const { return then.before(other.then); }
    };
    Heap<Cancelled> cancelled_;
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
    // As it was at a date, under a map that changes resources from that date on at the earliest.
    Shared(const Shared& past, const Model& changed, double area_share, Instant date);

    // Of the changes still to come the earliest; Instant::max() where there is none.
    Instant next_change() const { return changes.empty() ? Instant::max() : changes.back().at; }
    void make_next_change();

    Withdrawn withdrawn;
    std::vector<Pool> pools;           // by resource; a sitting's entry is unused
    std::vector<Sittings> sittings;    // by resource; a pool's entry is unused
    std::vector<UnitsChange> changes;  // still to come, the latest first
};

}  // namespace permap
