// Pools and sittings, as docs/semantics.md 2 tells them.
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <tuple>

#include "map/map.hpp"
#include "vocabulary/calendar.hpp"

namespace permap::oracle {

struct SharedVisit;

// A pool's queue: best request first.
struct Request {
    int priority = 0;
    Instant asked_at{};
    std::uint64_t key = 0;
    std::shared_ptr<SharedVisit> visit;

    bool operator<(const Request& other) const {
        return std::tie(priority, asked_at, key, visit) <
               std::tie(other.priority, other.asked_at, other.key, other.visit);
    }
};

struct Pool {
    int free_units = 0;
    std::set<Request> queue;
};

// What an area with this share of the map's children has of its units or places: rounded, but never nothing where the
// map has something.
int units_here(const Resource& resource, double area_share);

// Sittings of one resource, counted from the first.
class Sittings {
public:
    Sittings(const Resource& resource, int places, const Calendar* holidays)
        : resource_(&resource), places_(places), holidays_(holidays) {}

    // Takes a place at the first sitting that can still be had, and says when it is.
    Instant book(Instant now);
    // Whether it was early enough for the place to be free again.
    bool give_back(Instant sitting, Instant now);

private:
    std::optional<Instant> held_at(int number) const;  // nothing when the sitting is skipped
    Instant on_open_day(int wanted) const;             // the 1st, 2nd, … open day from that of the first sitting on

    const Resource* resource_;
    int places_;
    const Calendar* holidays_;
    std::map<int, int> taken_;  // places, by number of the sitting
    std::map<Instant, int> number_at_;
};

}  // namespace permap::oracle
