// Which steps a child has come to, and how often. Most steps are met once or never, so a child begins with a few bits
// wiped, however many steps the map has, and is put away as a few bits; only what came again, clocks, and steps that
// something asks about later have an entry of their own.
#pragma once

#include <algorithm>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <span>
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
        : model_(&model),
          words_((model.steps.size() + 63) / 64),
          bits_(2 * words_),
          lately_(words_),
          entries_(model.steps.size()) {}

    void begin() {
        std::fill(bits_.begin(), bits_.end(), std::uint64_t{0});
        count_ = 0;
        forget_lately();
    }

    std::uint16_t visits(StepIndex step) const {
        if (!is_met(step)) return 0;
        return has_entry(step) ? entries_[index(step)].visits : 1;
    }
    Instant last_ready(StepIndex step) const {
        return has_entry(step) ? entries_[index(step)].last_ready : Instant::min();
    }
    Instant last_completed(StepIndex step) const {
        return has_entry(step) ? entries_[index(step)].last_completed : Instant::min();
    }

    // A visit has become ready; its number.
    std::uint16_t count_visit(StepIndex step, Instant now) {
        note_lately(step);
        const bool is_remembered = model_->steps[index(step)].is_remembered;
        if (!is_met(step) && !is_remembered) {
            meet(step);
            return 1;
        }
        Entry& entry = this->entry(step);
        if (is_remembered) entry.last_ready = now;
        return ++entry.visits;
    }
    // A clock has started; how often by now.
    std::uint16_t count_start(StepIndex clock) {
        note_lately(clock);
        return ++entry(clock).starts;
    }
    void count_firing(StepIndex clock, Instant now) {
        ++entry(clock).visits;
        completed(clock, now);
    }
    void completed(StepIndex step, Instant now) {
        if (model_->steps[index(step)].is_remembered) entry(step).last_completed = now;
    }

    bool has_entries() const { return count_ > 0; }
    // Where there are no entries: which steps were met, one bit each, the first in the lowest.
    std::span<const std::uint64_t> met() const { return {bits_.data(), words_}; }
    // Begins with those, as bytes.
    void begin(std::span<const std::byte> met) {
        begin();
        PERMAP_ASSERT(met.size() <= words_ * sizeof(std::uint64_t));
        std::memcpy(bits_.data(), met.data(), met.size());
    }

    // Steps that a visit became ready at, and clocks that were started, since it began, or woke, or that was forgotten;
    // one bit each.
    std::span<const std::uint64_t> lately() const { return lately_; }
    void forget_lately() { std::fill(lately_.begin(), lately_.end(), std::uint64_t{0}); }

    // What was lately is no part of it.
    void rest(RestWriter& out) const;
    void wake(RestReader& in);

private:
    void note_lately(StepIndex step) { lately_[index(step) / 64] |= std::uint64_t{1} << (index(step) % 64); }
    bool is_met(StepIndex step) const { return (bits_[index(step) / 64] >> (index(step) % 64) & 1) != 0; }
    bool has_entry(StepIndex step) const { return (bits_[words_ + index(step) / 64] >> (index(step) % 64) & 1) != 0; }
    void meet(StepIndex step) { bits_[index(step) / 64] |= std::uint64_t{1} << (index(step) % 64); }
    void give_entry(StepIndex step) { bits_[words_ + index(step) / 64] |= std::uint64_t{1} << (index(step) % 64); }
    Entry& entry(StepIndex step) {
        Entry& entry = entries_[index(step)];
        if (!has_entry(step)) {
            entry = {};
            entry.visits = is_met(step) ? 1 : 0;
            meet(step);
            give_entry(step);
            ++count_;
        }
        return entry;
    }
    template <class Visit>
    void each_entry(const Visit& visit) const {
        for (std::size_t word = 0; word < words_; ++word) {
            for (std::uint64_t left = bits_[words_ + word]; left != 0; left &= left - 1)
                visit(64 * word + static_cast<std::size_t>(std::countr_zero(left)));
        }
    }

    const Model* model_;
    std::size_t words_;
    std::vector<std::uint64_t> bits_;  // by step: whether it was met; then, whether it has an entry
    std::vector<std::uint64_t> lately_;
    std::vector<Entry> entries_;  // by step, of use only where it has one
    std::size_t count_ = 0;       // of those
};

}  // namespace permap
