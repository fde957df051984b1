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

    std::int32_t free_;
    std::vector<Request> queue_;  // a heap, best first
};

// The sittings of one body, numbered from its first.
class Sittings {
public:
    Sittings(const ResourceCode& code, std::int32_t places, const std::vector<Calendar>& calendars);

    struct Place {
        std::uint32_t sitting = 0;
        Instant at{};
    };
    Place book(Instant asked);
    void cancel(std::uint32_t sitting, Instant now);

private:
    std::optional<Instant> held_at(std::uint32_t sitting) const;  // none: skipped
    Instant next_open_day() const;                                // the first sitting, or the one after the last known
    void know_up_to(std::uint32_t sitting);
    std::uint32_t first_to_look_at(Instant earliest);  // none before it is late enough

    ResourceCode code_;
    std::int32_t places_;
    const Calendar* holidays_;
    std::vector<std::optional<Instant>> times_;
    std::vector<std::int32_t> taken_;
};

// Units of a pool, or places at a sitting, in an area with this share of the map's children, in (0, 1]: the nearest
// whole number, and at least one of what there is at all.
std::int32_t units_in_area(std::int32_t units, double area_share);

struct Shared {
    Shared(const Model& model, double area_share);

    std::vector<Pool> pools;         // by resource; a sitting's entry is unused
    std::vector<Sittings> sittings;  // by resource; a pool's entry is unused
};

}  // namespace permap
