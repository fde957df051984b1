#include "engine/met_steps.hpp"

namespace permap {

void MetSteps::rest(RestWriter& out) const {
    out.reserve(2 * met_.size() * sizeof(std::uint64_t));
    for (const std::uint64_t word : met_) out.put(word);
    for (const std::uint64_t word : has_entry_) out.put(word);
    each_entry([&](std::size_t step) {
        const Entry& entry = entries_[step];
        out.reserve(sizeof(Entry));
        out.put(entry.visits);
        out.put(entry.starts);
        if (!model_->steps[step].is_remembered) return;
        out.put(entry.last_ready);
        out.put(entry.last_completed);
    });
}

void MetSteps::wake(RestReader& in) {
    for (std::uint64_t& word : met_) word = in.take<std::uint64_t>();
    for (std::uint64_t& word : has_entry_) word = in.take<std::uint64_t>();
    each_entry([&](std::size_t step) {
        Entry& entry = entries_[step];
        entry = {};
        entry.visits = in.take<std::uint16_t>();
        entry.starts = in.take<std::uint16_t>();
        if (!model_->steps[step].is_remembered) return;
        entry.last_ready = in.take<Instant>();
        entry.last_completed = in.take<Instant>();
    });
}

}  // namespace permap
