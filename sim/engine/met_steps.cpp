#include "engine/met_steps.hpp"

namespace permap {

namespace {

constexpr std::uint16_t has_times = 0x8000;  // beside the number of starts

struct Counts {
    std::uint16_t visits, starts;
};
struct Times {
    Instant last_ready, last_completed;
};

}  // namespace

// It says itself what it holds: a changed map may ask about other steps, and have more of them.
void MetSteps::rest(RestWriter& out) const {
    out.reserve(sizeof(std::uint16_t) + bits_.size() * sizeof(std::uint64_t) +
                count_ * (sizeof(Counts) + sizeof(Times)));
    out.put(static_cast<std::uint16_t>(words_));
    out.put_written(std::as_bytes(std::span(bits_)));
    each_entry([&](std::size_t step) {
        const Entry& entry = entries_[step];
        const bool is_remembered = model_->steps[step].is_remembered;
        PERMAP_ASSERT(entry.starts < has_times);
        out.put(Counts{entry.visits, static_cast<std::uint16_t>(entry.starts | (is_remembered ? has_times : 0U))});
        if (!is_remembered) return;
        // Where no time is counted from it, all that matters is whether it has happened.
        const bool is_timed = model_->steps[step].is_timed;
        const auto kept = [is_timed](Instant last) { return is_timed || last == Instant::min() ? last : Instant{}; };
        out.put(Times{kept(entry.last_ready), kept(entry.last_completed)});
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
    count_ = 0;
    each_entry([&](std::size_t step) {
        ++count_;
        Entry& entry = entries_[step];
        const auto counts = in.take<Counts>();
        entry.visits = counts.visits;
        entry.starts = static_cast<std::uint16_t>(counts.starts & ~has_times);
        const auto times = (counts.starts & has_times) != 0 ? in.take<Times>() : Times{Instant::min(), Instant::min()};
        entry.last_ready = times.last_ready;
        entry.last_completed = times.last_completed;
    });
}

}  // namespace permap
