// A child who waits for a unit, does nothing else, and has no siblings: most of those who wait. Such a child is put
// away small, asks and is granted where it lies, and walks on from there as far as the way is plain.
#pragma once

#include <cstddef>
#include <cstring>
#include <span>
#include <vector>

#include "engine/due.hpp"
#include "engine/how_far.hpp"
#include "engine/plain_walk.hpp"
#include "engine/resting_families.hpp"
#include "engine/visit.hpp"
#include "vocabulary/time.hpp"

namespace permap {

// As it lies there; then one bit a step, those that were met, and the values of its attributes.
struct WaitingChild {
    VisitCore visit;
    std::uint32_t entry_key = 0, candidate = 0;  // of its draws
    HowFar how_far;
    Date birth_date{};
    Instant followed_until{};
    EventChains::Chain events;  // of those who are counted
    StepIndex last_outcome = no_step;
    std::uint16_t met_words = 0;  // of 64 steps each
};
static_assert(sizeof(WaitingChild) % alignof(std::uint64_t) == 0);

// The bytes of one.
class WaitingBytes {
public:
    explicit WaitingBytes(std::span<std::byte> bytes) : bytes_(bytes) {}

    WaitingChild child() const {
        WaitingChild child;
        std::memcpy(&child, bytes_.data(), sizeof child);
        return child;
    }
    void keep(const WaitingChild& child) const { std::memcpy(bytes_.data(), &child, sizeof child); }

    std::uint64_t met(std::size_t word) const {
        std::uint64_t bits = 0;
        std::memcpy(&bits, at(word), sizeof bits);
        return bits;
    }
    std::span<const std::byte> all_met(const WaitingChild& child) const {
        return bytes_.subspan(sizeof(WaitingChild), child.met_words * sizeof(std::uint64_t));
    }
    void keep_met(std::size_t word, std::uint64_t bits) const { std::memcpy(at(word), &bits, sizeof bits); }
    std::span<std::byte> values(const WaitingChild& child) const {
        return bytes_.subspan(sizeof(WaitingChild) + child.met_words * sizeof(std::uint64_t));
    }

private:
    std::byte* at(std::size_t word) const {
        return bytes_.data() + sizeof(WaitingChild) + word * sizeof(std::uint64_t);
    }

    std::span<std::byte> bytes_;
};

// The same child as it walks plainly (plain_walk.hpp). What would be kept of a second visit has no room here, and nor
// have conditions.
struct WaitingChildWalks {
    const Model& model;
    HowFar& how_far;
    WaitingBytes bytes;
    std::uint16_t met_words;
    WrittenShort* events;    // of those who are counted
    Due left;                // when the last visit that it left was over; before that, the grant
    bool holds_unit = true;  // of the pool where it was granted
    Due unit_back = {};      // when it gave that back

    // At the minute of the grant it starts.
    void is_granted(VisitCore& here) {
        how_far.come_to(left.at());
        here.begun = how_far.next_ordinal;
        here.pending = Pending::work;
        here.due = how_far.now + Minutes{here.ticks};
        if (events != nullptr) events->write_start(how_far.now);
        how_far.wrote_up_to(how_far.next_ordinal + 1);
    }

    // As walk_plainly asks for it.
    std::uint16_t way_of(const StepCode& code, std::uint32_t way_word) const {
        if (!code.conditional.empty()) return no_way;
        return way_by_draw(model, code, way_word, [](const WayCode&) { return true; });
    }
    bool goes_to(StepIndex to, const StepCode& next) const {
        if (!next.only_goes_on || !(next.only_takes_time || next.only_asks)) return false;
        const std::size_t word = index(to) / 64;
        return word < met_words && (bytes.met(word) >> (index(to) % 64) & 1) == 0;
    }
    void leaves(const VisitCore& here, const StepCode& code) {
        if (here.due > left.at()) left = Due::of(here.due, here.phase, here.tie);
        if (!holds_unit) return;
        holds_unit = false;
        if (!code.keeps_unit) unit_back = left;
    }
    std::uint16_t count_visit(StepIndex step, Instant) const {
        const std::size_t word = index(step) / 64;
        bytes.keep_met(word, bytes.met(word) | std::uint64_t{1} << (index(step) % 64));
        return 1;
    }
    void writes(const PlainMove& move) {
        if (events != nullptr) events->write(move, how_far.now);
        how_far.wrote_up_to(move.end(how_far.next_ordinal));
    }
};

}  // namespace permap
