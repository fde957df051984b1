// The unit that walks: a child alone, or siblings who entered together (SEMANTICS 3).
#pragma once

#include <cstdint>
#include <memory>
#include <vector>

#include "engine/journey.hpp"
#include "engine/shared.hpp"

namespace permap {

// Siblings who make one visit together: one place, one draw.
struct Party {
    StepIndex step = no_step;
    std::vector<std::uint8_t> members;  // in the order in which they act; the first to be ready leads
    std::uint16_t way = no_way;         // that the first of them to complete took
    bool holds_unit = false, holds_place = false;
    std::uint32_t sitting = 0;
};

class Family {
public:
    Family(const Model& model, Shared* shared) : model_(model), shared_(shared) {}

    void begin(RunKey run, const EntryCode& entry, std::uint32_t entry_key, const std::vector<Child>& children,
               std::uint32_t number);
    void enter();

    struct Next {
        Due due;
        std::uint8_t sibling = 0;
    };
    Next next() const;
    void come_to(const Next& next);

    bool over() const;
    std::size_t size() const { return count_; }
    const Journey& sibling(std::size_t i) const { return *siblings_[i]; }
    std::uint32_t number() const { return number_; }

    // Shared resources.
    bool still_waits(const Request& request);
    void granted(const Request& request, Instant now);
    void ask_unit(Journey& journey, Active& active, std::uint32_t resource);
    void book_place(Journey& journey, Active& active, std::uint32_t resource);
    void ended(Journey& journey, const Active& active, const StepCode& code, bool cancelled);
    void add_unit(std::uint32_t resource);

    // Gathering.
    bool has_siblings() const { return count_ > 1; }
    const Active* gathering_at(StepIndex step, const Journey& but);  // a sibling who gathers there already
    std::uint16_t way_of(std::int32_t party) const { return parties_[static_cast<std::size_t>(party)].way; }
    void settle_way(std::int32_t party, std::uint16_t way) { parties_[static_cast<std::size_t>(party)].way = way; }

private:
    bool anybody_gathers() const;
    void settle(Instant now);  // whatever gathering can end, ends; journeys that are over are closed
    void party_comes_to(const Active& first, const Next& next);
    bool go_together(StepIndex step, Instant now, bool out_of_patience);
    std::uint8_t number_of(const Journey& journey) const;

    const Model& model_;
    Shared* shared_;
    std::uint32_t number_ = 0;
    std::size_t count_ = 0;
    std::vector<std::unique_ptr<Journey>> siblings_;
    std::vector<Party> parties_;
};

}  // namespace permap
