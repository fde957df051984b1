#include "engine/met_steps.hpp"

namespace permap {

namespace {

constexpr std::uint16_t has_times = 0x8000;  // beside the number of starts

}  // namespace

// It says itself what it holds: a changed map may ask about other steps, and have more of them.
void MetSteps::rest(RestWriter& out) const {
    out.reserve(sizeof(std::uint16_t) + bits_.size() * sizeof(std::uint64_t));
    out.put(static_cast<std::uint16_t>(words_));
    for (const std::uint64_t word : bits_) out.put(word);
    each_entry([&](std::size_t step) {
        const Entry& entry = entries_[step];
        const bool is_remembered = model_->steps[step].is_remembered;
        PERMAP_ASSERT(entry.starts < has_times);
        out.reserve(sizeof(Entry));
        out.put(entry.visits);
        out.put(static_cast<std::uint16_t>(entry.starts | (is_remembered ? has_times : 0U)));
        if (!is_remembered) return;
        // Where no time is counted from it, all that matters is whether it has happened.
        const bool is_timed = model_->steps[step].is_timed;
        const auto kept = [is_timed](Instant last) { return is_timed || last == Instant::min() ? last : Instant{}; };
        out.put(kept(entry.last_ready));
        out.put(kept(entry.last_completed));
    });
}

void MetSteps::wake(RestReader& in) {
    forget_lately();
    const auto words = in.take<std::uint16_t>();
    if (words == words_) {
        in.take_so_many(bits_);
    } else {
        PERMAP_ASSERT(words < words_);
        begin();
        for (const std::size_t first : {std::size_t{0}, words_}) {
            for (std::size_t word = 0; word < words; ++word) bits_[first + word] = in.take<std::uint64_t>();
        }
    }
    each_entry([&](std::size_t step) {
        Entry& entry = entries_[step];
        entry = {};
        entry.visits = in.take<std::uint16_t>();
        entry.starts = in.take<std::uint16_t>();
        if ((entry.starts & has_times) == 0) return;
        entry.starts = static_cast<std::uint16_t>(entry.starts & ~has_times);
        entry.last_ready = in.take<Instant>();
        entry.last_completed = in.take<Instant>();
    });
}

}  // namespace permap
