#include "log/stream.hpp"

#include <cstdio>

namespace permap {

namespace {

constexpr std::uint64_t rotate(std::uint64_t word, int by) {
    return word << by | word >> (64 - by);
}

// Two 64-bit lanes, one 16-byte record at a time. Each round is a bijection of the state for a given record, so no
// record is ever lost; the lanes are only as wide as needed to keep a round at about three nanoseconds.
struct Mix {
    std::uint64_t low = 0x9E3779B97F4A7C15U, high = 0xC2B2AE3D27D4EB4FU;

    void take(std::uint64_t first, std::uint64_t second) {
        low = rotate((low ^ first) * 0x9FB21C651E98DF25U, 29) + high;
        high = rotate((high ^ second) * 0xD6E8FEB86659FD93U, 31) + low;
    }
};

// Finaliser of MurmurHash3 (Appleby, public domain): every bit of the word moves every bit of the result.
constexpr std::uint64_t finish(std::uint64_t word) {
    word = (word ^ (word >> 33)) * 0xFF51AFD7ED558CCDU;
    word = (word ^ (word >> 33)) * 0xC4CEB9FE1A85EC53U;
    return word ^ (word >> 33);
}

// Two numbers side by side, by value: no byte order comes in.
constexpr std::uint64_t pair(std::uint32_t low, std::uint32_t high) {
    return std::uint64_t{high} << 32 | low;
}
constexpr std::uint32_t bits(Instant at) {
    return static_cast<std::uint32_t>(at.time_since_epoch().count());
}

}  // namespace

void Fingerprint::add(const Child& child, std::span<const Event> events) {
    Mix mix;
    const auto entry = static_cast<std::uint32_t>(child.entry);
    const std::uint32_t small = std::uint32_t{child.sibling} | std::uint32_t{child.supply} << 8;
    mix.take(pair(child.replication, child.candidate), pair(entry, small));
    mix.take(pair(bits(child.entered), bits(child.followed_until)),
             pair(bits(midnight(child.birth_date)), static_cast<std::uint32_t>(events.size())));
    for (const Event& event : events) {
        const std::uint32_t what = static_cast<std::uint32_t>(event.step) |
                                   static_cast<std::uint32_t>(event.kind) << 16 | std::uint32_t{event.reserved} << 24;
        mix.take(pair(bits(event.at), event.cause), pair(event.detail, what));
    }
    const std::uint64_t first = finish(mix.low ^ rotate(mix.high, 32));
    const std::uint64_t second = finish(mix.high + first);
    merge({second, first});
}

void Fingerprint::merge(const Fingerprint& other) {
    low += other.low;
    high += other.high + (low < other.low ? 1 : 0);
}

std::string to_string(const Fingerprint& fingerprint) {
    char text[40];
    std::snprintf(text, sizeof text, "%016llx%016llx", static_cast<unsigned long long>(fingerprint.high),
                  static_cast<unsigned long long>(fingerprint.low));
    return text;
}

Fingerprint fingerprint_of(const EventLog& log) {
    Fingerprint sum;
    for (const Stream& stream : log.streams) sum.add(stream.child, stream.events);
    return sum;
}

}  // namespace permap
