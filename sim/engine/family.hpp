// The unit that walks: a child alone, or siblings who entered together (SEMANTICS 3).
#pragma once

#include <cstdint>
#include <memory>
#include <vector>

#include "engine/journey.hpp"
#include "engine/shared.hpp"

namespace permap {

struct Arrival;  // engine/arrivals.hpp

// Siblings who make one visit together: one place, one draw.
struct PartyCore {
    StepIndex step = no_step;
    std::uint16_t way = no_way;  // that the first of them to complete took
    bool holds_unit = false, holds_place = false;
    std::uint16_t visit = 0;  // of the leader, for whom the unit was asked
    std::uint8_t leader = 0;
    std::uint8_t no_padding = 0;
    std::uint16_t nor_here = 0;
    std::uint32_t asked = absent;  // number of its sitting, or has_asked for a unit
};
struct Party : PartyCore {
    std::vector<std::uint8_t> members;  // in the order in which they act; the first to be ready leads
};

class Family {
public:
    explicit Family(const Model& model) : model_(model) {}

    // Siblings who are not counted keep no events.
    void begin(RunKey run, const Arrival& arrival, const std::vector<Child>& children);
    void enter();

    struct Next : Journey::Next {
        std::uint8_t sibling = 0;
    };
    Next next() const { return count_ == 1 ? Next{lone_->next(), 0} : next_of_siblings(); }
    void come_to(const Next& next) {
        if (count_ > 1) return siblings_come_to(next);
        lone_->come_to(next);
        lone_->close_if_over();
    }

    // All that falls due before then; whether the family is over by then.
    bool walk_until(Instant until);

    bool over() const { return count_ == 1 ? lone_->over() : siblings_are_over(); }
    std::size_t size() const { return count_; }
    const Journey& sibling(std::size_t i) const { return *siblings_[i]; }
    void keep_no_events();
    void forget_lately();                                  // MetSteps
    bool is_at_any(const std::vector<bool>& steps) const;  // by step: at work there, waiting, or running as a clock

    // Deeds are no part of it. Waking stands in place of beginning and entering.
    void rest(RestWriter& out) const;
    void wake(RunKey run, const Arrival& arrival, const std::vector<Child>& children, bool keeps_events,
              RestReader& in);

    // The same of a child who only waits, and has no siblings.
    bool only_waits() const { return count_ == 1 && lone_->only_waits(); }
    void rest_waiting(const EventChains::Chain& events, RestWriter& out) const { lone_->rest_waiting(events, out); }
    void wake_waiting(RunKey run, const Arrival& arrival, const Child& child, bool keeps_events,
                      const WaitingBytes& bytes);

    // What it has done to shared resources, until that is taken out; nothing where none are shared.
    std::vector<Deed>& deeds() { return deeds_; }
    const std::vector<Deed>& deeds() const { return deeds_; }
    bool waits_for_unit() const;
    bool still_asks(const Deed& asked);  // for the unit, or the place: the visit is not over by now
    // Answers.
    void will_ask(const Deed& asks);  // for a unit: it can be withdrawn from now on
    void is_booked(const Deed& asked, const Sittings::Place& place);
    void granted(const Request& request, Instant now);

    // For its journeys: shared resources.
    void ask_unit(const Journey& journey, const Active& active, std::uint32_t resource);
    void book_place(const Journey& journey, const Active& active, std::uint32_t resource);
    void ended(Journey& journey, const Active& active, const StepCode& code, bool cancelled);
    void add_unit(std::uint32_t resource);

    // Gathering.
    bool has_siblings() const { return count_ > 1; }
    const Active* gathering_at(StepIndex step, const Journey& but);  // a sibling who gathers there already
    std::uint16_t way_of(std::int16_t party) const { return parties_[static_cast<std::size_t>(party)].way; }
    void settle_way(std::int16_t party, std::uint16_t way) { parties_[static_cast<std::size_t>(party)].way = way; }

private:
    void is_of(std::size_t siblings);
    Next next_of_siblings() const;
    void siblings_come_to(const Next& next);
    bool siblings_are_over() const;
    StepIndex next_gathering(StepIndex after) const;
    void settle(Instant now);  // whatever gathering can end, ends; journeys that are over are closed
    void party_comes_to(const Active& first, const Next& next);
    bool go_together(StepIndex step, Instant now, bool out_of_patience);
    std::uint8_t number_of(const Journey& journey) const;
    bool still_waits(const Party& party) const;
    void note(Deed::What what, std::uint32_t resource, std::uint32_t sitting = absent);
    void note_asking(Deed::What what, const Journey& journey, const Active& active, std::uint32_t resource);

    const Model& model_;
    std::size_t count_ = 0;
    std::vector<std::unique_ptr<Journey>> siblings_;
    Journey* lone_ = nullptr;  // the first, who most often is the only one
    std::vector<Party> parties_;
    std::vector<Deed> deeds_;
};

}  // namespace permap
