// Which steps a child has come to, and how often. Most steps are met once or never, so a child begins with a few bits
// wiped, however many steps the map has, and is put away as a few bits; only what came again, clocks, and steps that
// something asks about later have an entry of their own.
#pragma once

#include <bit>
#include <cstdint>
#include <vector>

#include "engine/rest.hpp"
#include "model/model.hpp"

namespace permap {

class MetSteps {
public:
    struct Entry {
        Instant last_ready = Instant::min(), last_completed = Instant::min();  // min: never; of remembered steps only
        std::uint16_t visits = 0;                                              // a clock: firings
        std::uint16_t starts = 0;                                              // of a clock
    };

    explicit MetSteps(const Model& model)
        : model_(&model), met_((model.steps.size() + 63) / 64), has_entry_(met_.size()), entries_(model.steps.size()) {}

    void begin() {
        for (std::size_t word = 0; word < met_.size(); ++word) met_[word] = has_entry_[word] = 0;
    }

    std::uint16_t visits(StepIndex step) const {
        if (!is_in(met_, step)) return 0;
        return is_in(has_entry_, step) ? entries_[index(step)].visits : 1;
    }
    Instant last_ready(StepIndex step) const {
        return is_in(has_entry_, step) ? entries_[index(step)].last_ready : Instant::min();
    }
    Instant last_completed(StepIndex step) const {
        return is_in(has_entry_, step) ? entries_[index(step)].last_completed : Instant::min();
    }

    // A visit has become ready; its number.
    std::uint16_t count_visit(StepIndex step, Instant now) {
        const bool is_remembered = model_->steps[index(step)].is_remembered;
        if (!is_in(met_, step) && !is_remembered) {
            put(met_, step);
            return 1;
        }
        Entry& entry = this->entry(step);
        if (is_remembered) entry.last_ready = now;
        return ++entry.visits;
    }
    // A clock has started; how often by now.
    std::uint16_t count_start(StepIndex clock) { return ++entry(clock).starts; }
    void count_firing(StepIndex clock, Instant now) {
        ++entry(clock).visits;
        completed(clock, now);
    }
    void completed(StepIndex step, Instant now) {
        if (model_->steps[index(step)].is_remembered) entry(step).last_completed = now;
    }

    void rest(RestWriter& out) const;
    void wake(RestReader& in);

private:
    static bool is_in(const std::vector<std::uint64_t>& bits, StepIndex step) {
        return (bits[index(step) / 64] >> (index(step) % 64) & 1) != 0;
    }
    static void put(std::vector<std::uint64_t>& bits, StepIndex step) {
        bits[index(step) / 64] |= std::uint64_t{1} << (index(step) % 64);
    }
    Entry& entry(StepIndex step) {
        Entry& entry = entries_[index(step)];
        if (!is_in(has_entry_, step)) {
            entry = {};
            entry.visits = is_in(met_, step) ? 1 : 0;
            put(met_, step);
            put(has_entry_, step);
        }
        return entry;
    }
    template <class Visit>
    void each_entry(const Visit& visit) const {
        for (std::size_t word = 0; word < has_entry_.size(); ++word) {
            for (std::uint64_t left = has_entry_[word]; left != 0; left &= left - 1)
                visit(64 * word + static_cast<std::size_t>(std::countr_zero(left)));
        }
    }

    const Model* model_;
    std::vector<std::uint64_t> met_, has_entry_;  // bits by step
    std::vector<Entry> entries_;                  // by step, of use only where has_entry_
};

}  // namespace permap
