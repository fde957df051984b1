// Pools and sittings, as docs/semantics.md 2 tells them.
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <tuple>
#include <vector>

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

// Sittings of one resource, in an area with this share of its places, counted from the first.
class Sittings {
public:
    Sittings(const Resource& resource, double area_share, const Calendar* holidays)
        : resource_(&resource), area_share_(area_share), holidays_(holidays), counted_from_(resource.first_at) {}

    // Takes a place at the first sitting that can still be had, and says when it is.
    Instant book(Instant now);
    // Whether it was early enough for the place to be free again.
    bool give_back(Instant sitting, Instant now);

private:
    // As a scenario has it from a date on; 0: as the map has it.
    const Resource& version(std::size_t number) const;
    std::size_t version_on(Instant day) const;
    Instant due_at(const Resource& as, int number) const;  // the number-th, from 0, of a rhythm counted from a sitting
    Instant on_open_day(int wanted) const;                 // the 1st, 2nd, … open day from that of this sitting on
    std::optional<Instant> held_at(const Resource& as, Instant due) const;  // nothing when the sitting is skipped
    void add_sitting();

    const Resource* resource_;
    double area_share_;
    const Calendar* holidays_;
    std::vector<std::optional<Instant>> sittings_;  // all that anybody has asked about so far, and a few more
    std::size_t rhythm_ = 0;                        // version that says when the next one is
    Instant counted_from_;                          // its first
    int next_of_rhythm_ = 0;
    std::map<int, int> taken_;  // places, by number of the sitting
    std::map<Instant, int> number_at_;
};

}  // namespace permap::oracle
