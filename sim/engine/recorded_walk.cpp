#include "engine/recorded_walk.hpp"

#include <algorithm>
#include <bit>

#include "engine/tell.hpp"

namespace permap {

namespace {

void tell_of(std::size_t family, const Child& child, std::span<const Event> events, const FamilySink& sink) {
    sink(family, child, before_the_end(child, events));
}

// Putting a family away costs about what an event of it does, so that is done before every other event only: who walks
// again from there walks half an event more, on average.
constexpr int events_a_moment = 2;

}  // namespace

RecordedWalk::RecordedWalk(const Model& model, const RunSettings& settings, std::span<const Arrival> families,
                           const std::vector<bool>& marked, const FamilySink& sink)
    : settings_(settings), marked_((model.steps.size() + 63) / 64) {
    PERMAP_ASSERT(!model.shares_resources);
    for (std::size_t step = 0; step < marked.size(); ++step) {
        if (marked[step]) marked_[step / 64] |= std::uint64_t{1} << (step % 64);
    }
    Family family(model);
    std::vector<Child> children;
    std::vector<std::byte> bytes;
    std::vector<std::uint64_t> seen(marked_.size());
    for (const Arrival& arrival : families) {
        Recorded& recorded = families_.emplace_back();
        recorded.arrival = arrival;
        recorded.first_time = first_times_.size();
        recorded.first_stream = streams_.size();
        std::fill(seen.begin(), seen.end(), std::uint64_t{0});
        children_of(model, settings, arrival, children);
        family.begin(settings.key, arrival, children);
        family.enter();
        Rested rested;
        note_first_times(family, arrival.counted, seen, rested);
        const Instant until = children.front().followed_until;
        for (int walked = 0; !family.over(); ++walked) {
            const Family::Next next = family.next();
            if (next.due.at() >= until) break;
            if (walked % events_a_moment == 0) rested = rest(family, arrival.counted, bytes);
            family.come_to(next);
            note_first_times(family, arrival.counted, seen, rested);
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

RecordedWalk::Rested RecordedWalk::rest(const Family& family, std::uint32_t counted, std::vector<std::byte>& bytes) {
    RestWriter out(bytes);
    family.rest(out);
    before_.clear();
    for (std::uint32_t i = 0; i < counted; ++i)
        before_.push_back(static_cast<std::uint32_t>(family.sibling(i).events().size()));
    return {out.written(), at_entry};
}

// Of the counted siblings since the family came in; `seen`: what is noted already. The moment it last rested at is kept
// if something is noted of it.
void RecordedWalk::note_first_times(const Family& family, std::uint32_t counted, std::vector<std::uint64_t>& seen,
                                    Rested& rested) {
    for (std::size_t word = 0; word < seen.size(); ++word) {
        std::uint64_t met = 0;
        for (std::uint32_t i = 0; i < counted; ++i) met |= family.sibling(i).met().lately()[word];
        std::uint64_t left = met & marked_[word] & ~seen[word];
        if (left == 0) continue;
        seen[word] |= left;
        if (rested.moment == at_entry && !rested.state.empty()) {
            rested.moment = static_cast<std::uint32_t>(moments_.size());
            moments_.push_back({states_.keep(rested.state), told_before_.size()});
            told_before_.insert(told_before_.end(), before_.begin(), before_.end());
        }
        for (; left != 0; left &= left - 1) {
            const auto step = 64 * word + static_cast<std::size_t>(std::countr_zero(left));
            first_times_.push_back({static_cast<StepIndex>(step), rested.moment});
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
