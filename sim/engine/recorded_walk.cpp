#include "engine/recorded_walk.hpp"

#include <algorithm>

#include "engine/tell.hpp"

namespace permap {

namespace {

void tell_of(std::size_t family, const Child& child, std::span<const Event> events, const FamilySink& sink) {
    sink(family, child, before_the_end(child, events));
}

}  // namespace

RecordedWalk::RecordedWalk(const Model& model, const RunSettings& settings, std::span<const Arrival> families,
                           const std::vector<bool>& marked, const FamilySink& sink)
    : settings_(settings) {
    PERMAP_ASSERT(!model.shares_resources);
    Family family(model);
    std::vector<Child> children;
    std::vector<std::byte> rested;
    std::vector<std::size_t> before;
    std::vector<std::uint64_t> seen((model.steps.size() + 63) / 64);
    for (const Arrival& arrival : families) {
        Recorded& recorded = families_.emplace_back();
        recorded.arrival = arrival;
        recorded.first_time = first_times_.size();
        recorded.first_stream = streams_.size();
        std::fill(seen.begin(), seen.end(), std::uint64_t{0});
        before.assign(arrival.counted, 0);
        children_of(model, settings, arrival, children);
        family.begin(settings.key, arrival, children);
        family.enter();
        note_first_times(family, marked, before, arrival.counted, seen, {});
        const Instant until = children.front().followed_until;
        while (!family.over()) {
            const Family::Next next = family.next();
            if (next.due.at() >= until) break;
            RestWriter out(rested);
            family.rest(out);
            for (std::uint32_t i = 0; i < arrival.counted; ++i) before[i] = family.sibling(i).events().size();
            family.come_to(next);
            note_first_times(family, marked, before, arrival.counted, seen, out.written());
        }
        families_.back().first_times = first_times_.size() - families_.back().first_time;
        for (std::uint32_t i = 0; i < arrival.counted; ++i) {
            const std::span<const Event> told = family.sibling(i).events();
            streams_.push_back({events_.size(), told.size()});
            events_.insert(events_.end(), told.begin(), told.end());
            tell_of(families_.size() - 1, family.sibling(i).child(), told, sink);
        }
    }
}

// `before`: events of each sibling before what just happened; `rested`: the family then; empty as it came in.
void RecordedWalk::note_first_times(const Family& family, const std::vector<bool>& marked,
                                    std::span<const std::size_t> before, std::uint32_t counted,
                                    std::vector<std::uint64_t>& seen, std::span<const std::byte> rested) {
    std::uint32_t moment = at_entry;
    for (std::uint32_t i = 0; i < counted; ++i) {
        for (const Event& event : family.sibling(i).events().subspan(before[i])) {
            if (event.step == no_step || !marked[index(event.step)]) continue;
            std::uint64_t& word = seen[index(event.step) / 64];
            const std::uint64_t bit = std::uint64_t{1} << (index(event.step) % 64);
            if ((word & bit) != 0) continue;
            word |= bit;
            if (moment == at_entry && !rested.empty()) {
                moment = static_cast<std::uint32_t>(moments_.size());
                moments_.push_back({states_.keep(rested), told_before_.size()});
                for (const std::size_t events : before) told_before_.push_back(static_cast<std::uint32_t>(events));
            }
            first_times_.push_back({event.step, moment});
        }
    }
}

bool RecordedWalk::comes_to(std::size_t family, StepIndex step) const {
    const auto first = first_times_.begin() + static_cast<std::ptrdiff_t>(families_[family].first_time);
    return std::any_of(first, first + static_cast<std::ptrdiff_t>(families_[family].first_times),
                       [step](const FirstTime& time) { return time.step == step; });
}

void RecordedWalk::walk_again(const Model& changed_model, std::span<const std::size_t> families,
                              std::span<const StepIndex> changed, const FamilySink& sink) const {
    Family family(changed_model);
    std::vector<Child> children;
    std::vector<Event> whole;
    for (const std::size_t number : families) {
        const Recorded& recorded = families_[number];
        const Arrival& arrival = recorded.arrival;
        const auto first = first_times_.begin() + static_cast<std::ptrdiff_t>(recorded.first_time);
        const auto last = first + static_cast<std::ptrdiff_t>(recorded.first_times);
        const auto earliest = std::find_if(first, last, [&](const FirstTime& time) {
            return std::find(changed.begin(), changed.end(), time.step) != changed.end();
        });
        const bool from_entry = earliest == last || earliest->moment == at_entry || arrival.counted < arrival.children;
        children_of(changed_model, settings_, arrival, children);
        const Moment moment = from_entry ? Moment{} : moments_[earliest->moment];
        if (from_entry) {
            family.begin(settings_.key, arrival, children);
            family.enter();
        } else {
            RestReader in(states_.at(moment.state));
            family.wake(settings_.key, arrival, children, true, in);
        }
        family.walk_until(children.front().followed_until);
        for (std::uint32_t i = 0; i < arrival.counted; ++i) {
            const std::span<const Event> latest = family.sibling(i).events();
            if (from_entry) {
                tell_of(number, family.sibling(i).child(), latest, sink);
                continue;
            }
            const Event* const before = events_.data() + streams_[recorded.first_stream + i].first_event;
            whole.assign(before, before + told_before_[moment.first_count + i]);
            whole.insert(whole.end(), latest.begin(), latest.end());
            tell_of(number, family.sibling(i).child(), whole, sink);
        }
    }
}

}  // namespace permap
