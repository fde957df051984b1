// One child on the way through the map, as the oracle sees it: everything by name or place in the map's lists.
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "log/stream.hpp"
#include "map/map.hpp"
#include "random/draw.hpp"

namespace permap::oracle {

using Place = std::size_t;  // of a step in the map's list of steps

// A live piece of a branch: which group (place in the child's list), which of its branches. No group: no join waits for
// it.
struct Piece {
    int group = -1;
    std::size_t branch = 0;
};

// The branches one visit of a split started, for the join that waits for them.
struct BranchGroup {
    Place join = 0;
    std::vector<int> live_pieces;  // by branch
    Piece around;                  // what the split itself was a piece of, and what leaves the join
    bool dissolved = false;
};

struct SharedVisit;

struct Visit {
    const Step* step = nullptr;  // as it was when the visit became ready
    std::uint32_t number = 1;
    Ordinal ready = 0, started = 0;
    Instant ready_at{};
    Minutes gathering{0};
    Piece piece;
    std::shared_ptr<SharedVisit> shared;
};

// A step begun ahead of its place, by that place.
struct BegunAhead {
    Place through = 0;
    std::optional<Piece> reached;  // the old place, by what was on its way there
    // `through`, once it has completed: what follows waits for the old place.
    struct Held {
        std::uint32_t visit = 1;
        std::shared_ptr<SharedVisit> shared;
    };
    std::optional<Held> held;
};

struct RunningClock {
    Ordinal started = 0;
    std::uint32_t number = 1;  // how many times it has been started
};

// Who is to be returned to when the called process is left.
struct Caller {
    Place called = 0, returns_to = 0;
    Piece piece;
};

struct Walker {
    Child child;
    ChildKey key;
    bool counted = false;
    bool entered = false, left = false;
    std::vector<Event> events;
    int events_this_minute = 0;

    std::map<std::string, int> values;  // codes of attributes and counters; derived ones are never here
    std::map<Place, std::uint32_t> visits, clock_starts;
    std::map<Place, Visit> active;  // in map order
    std::map<Place, RunningClock> clocks;
    std::map<Place, std::set<std::size_t>> full_slots;  // of joins
    std::vector<BranchGroup> groups;
    std::map<std::string, std::vector<Caller>> callers;  // by called process
    std::map<Place, BegunAhead> ahead;
    std::map<Place, Instant> last_ready, last_completed;
    std::optional<Place> last_outcome;
};

Place place_of(const Map& map, const std::string& step);

void give_start_values(const Map& map, Walker& walker);
bool holds(const Map& map, const Condition& condition, const Walker& walker, Instant now);
// Code of a value of an attribute: its place in the list, or the number itself for a counter.
int code_of(const Attribute& attribute, const std::string& value);
const Attribute& attribute_of(const Map& map, const std::string& id);
AttributeIndex index_of(const Map& map, const std::string& attribute);

}  // namespace permap::oracle
