// The journeys of one run: one stream of events per (replication, child).
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "log/event.hpp"
#include "vocabulary/ids.hpp"
#include "vocabulary/time.hpp"

namespace permap {

// Who a stream is about. A simulated child's name is (entry, candidate, sibling); see random/draw.hpp.
struct Child {
    std::uint32_t replication = 1;  // from 1
    StepIndex entry = no_step;
    std::uint32_t candidate = 0;
    std::uint8_t sibling = 0;
    bool supply = false;  // a household, in no figure about children
    Instant entered{};
    Date birth_date{};
    Instant followed_until{};  // no event at or after this minute

    bool operator==(const Child&) const = default;
};

struct Stream {
    Child child;
    std::vector<Event> events;  // place in the vector = ordinal

    bool operator==(const Stream&) const = default;
};

// Counted children (and supply households) of one or more replications, by (replication, minute of entry, entry,
// candidate, sibling).
struct EventLog {
    std::vector<Stream> streams;

    bool operator==(const EventLog&) const = default;
};

// Fast 128-bit mix of each child's stream, summed over children: free of their order, not of the order inside a stream.
struct Fingerprint {
    std::uint64_t high = 0, low = 0;

    void add(const Child& child, std::span<const Event> events);
    void merge(const Fingerprint& other);
    bool operator==(const Fingerprint&) const = default;
};
std::string to_string(const Fingerprint& fingerprint);  // 32 hex digits
Fingerprint fingerprint_of(const EventLog& log);

}  // namespace permap
