// A run that is written down, and runs that go through what was written (recorded_meetings.hpp).
#include <algorithm>
#include <bit>
#include <cstring>

#include "engine/tell.hpp"
#include "engine/together.hpp"
#include "engine/together_recorded.hpp"

namespace permap {

namespace {

bool same(const Due& a, const Due& b) {
    return a.when == b.when && a.tie == b.tie;
}

bool same(const Sittings::Place& a, const Sittings::Place& b) {
    return a.sitting == b.sitting && a.at == b.at;
}

bool is_of(const Meeting& meeting, const Request& request) {
    return meeting.step == request.step && meeting.visit == request.visit && meeting.sibling == request.sibling;
}

bool same(std::span<const std::byte> a, std::span<const std::byte> b) {
    return a.size() == b.size() && std::memcmp(a.data(), b.data(), a.size()) == 0;
}

}  // namespace

// ── written down ────────────────────────────────────────────────────────────────────────────────────────────────

Together::Together(const Model& model, const RunSettings& settings, const std::vector<bool>& marked,
                   MeetingRecord& record)
    : Together(model, settings) {
    records_ = std::make_unique<Records>(Records{.record = record});
    records_->marked.resize((model.steps.size() + 63) / 64);
    for (std::size_t step = 0; step < marked.size(); ++step) {
        if (marked[step]) records_->marked[step / 64] |= std::uint64_t{1} << (step % 64);
    }
    record.arrivals = arrivals_;
    record.first.assign(arrivals_.size(), Meeting::nothing);
    record.first_told.assign(arrivals_.size(), 0);
    records_->last.assign(arrivals_.size(), Meeting::nothing);
    records_->at_rest.resize(arrivals_.size());
    resting_.resize(arrivals_.size());
}

void Together::meets(Meeting::What what, const Request& request) {
    if (records_ == nullptr) return;
    records_->begin(slot_, what, here_, request);
}

// As if it rested in between.
void Together::meets_at_once() {
    if (records_ == nullptr) return;
    RestWriter out(bytes_);
    write_state(out);
    note_at_rest(here_, out.written());
    records_->at_rest[slot_].at_once = true;
    family_.forget_lately();
    records_->begin(slot_, Meeting::What::comes_due, here_, {});
}

void Together::Records::begin(std::uint32_t family, Meeting::What what, const Due& here, const Request& request) {
    const auto number = static_cast<std::uint32_t>(record.meetings.size());
    PERMAP_ASSERT(number != Meeting::nothing);
    const BeforeMeeting& before = record.before.emplace_back(at_rest[family]);
    if (last[family] == Meeting::nothing) {
        record.first[family] = number;
    } else {
        Meeting& one_before = record.meetings[last[family]];
        one_before.next = number;
        one_before.then = before.own;
        one_before.goes_over = before.at_once;
    }
    last[family] = number;
    Meeting& meeting = record.meetings.emplace_back();
    meeting.here = here;
    meeting.what = what;
    meeting.step = request.step;
    meeting.visit = request.visit;
    meeting.sibling = request.sibling;
    meeting.first_deed = static_cast<std::uint32_t>(record.deeds.size());
    meeting.first_ask = static_cast<std::uint32_t>(record.asks.size());
    meeting.first_place = static_cast<std::uint32_t>(record.places.size());
    meeting.first_step = static_cast<std::uint32_t>(record.steps.size());
}

void Together::note(const Deed& deed, const Due& then) {
    if (records_ == nullptr) return;
    MeetingRecord& record = records_->record;
    record.deeds.push_back({deed, then});
    ++record.meetings.back().deeds;
    PERMAP_ASSERT(record.meetings.back().deeds != 0);
}

void Together::note_asking(const Deed& deed) {
    if (records_ == nullptr) return;
    MeetingRecord& record = records_->record;
    record.asks.push_back(deed);
    ++record.meetings.back().asks;
    PERMAP_ASSERT(record.meetings.back().asks != 0);
}

void Together::note(const Sittings::Place& place) {
    if (records_ == nullptr) return;
    records_->record.places.push_back(place);
}

// Since the meeting began.
void Together::note_steps() {
    MeetingRecord& record = records_->record;
    for (std::size_t word = 0; word < records_->marked.size(); ++word) {
        std::uint64_t lately = 0;
        for (std::size_t i = 0; i < family_.size(); ++i) lately |= family_.sibling(i).met().lately()[word];
        for (std::uint64_t left = lately & records_->marked[word]; left != 0; left &= left - 1) {
            const std::size_t step = 64 * word + static_cast<std::size_t>(std::countr_zero(left));
            record.steps.push_back(static_cast<StepIndex>(step));
            ++record.meetings.back().steps;
        }
    }
}

void Together::note_at_rest(const Due& until, std::span<const std::byte> state) {
    note_steps();
    MeetingRecord& record = records_->record;
    const Resting& resting = resting_[slot_];
    BeforeMeeting& before = records_->at_rest[slot_];
    before = {};
    before.own = until;
    before.state = record.states.keep(state);
    before.bytes = static_cast<std::uint32_t>(state.size());
    before.is_told = resting.is_told;
    before.first_count = static_cast<std::uint32_t>(record.counts.size());
    if (resting.is_told) return;
    for (std::size_t i = 0; i < chains_of_.size(); ++i) record.counts.push_back(family_.sibling(i).next_ordinal());
}

// Whoever still rests is remembered so, for a changed map may grant what was not granted here.
void Together::note_end_of_run() {
    for (Slot slot = 0; slot < resting_.size(); ++slot) {
        if (resting_[slot].state.units > 0) records_->begin(slot, Meeting::What::none, Due{}, {});
    }
}

// ── followed ────────────────────────────────────────────────────────────────────────────────────────────────────

Together::Together(const Model& changed, const RunSettings& settings, std::span<const StepIndex> changed_steps,
                   const MeetingRecord& record)
    : model_(changed),
      settings_(settings),
      shared_(changed, share_taken(settings)),
      asked_pools_((changed.resources.size() + 63) / 64),
      arrivals_(record.arrivals),
      family_(changed),
      follows_(std::make_unique<Follows>(Follows{.record = record, .next = record.first})) {
    PERMAP_ASSERT(changed.shares_resources);
    look_at_arrivals();
    follows_->changed.resize(changed.steps.size());
    for (const StepIndex step : changed_steps) follows_->changed[index(step)] = true;
    follows_->does.assign(arrivals_.size(), true);
    resting_.resize(arrivals_.size());
}

Together::~Together() = default;

RecordedMeetings::Walked Together::walked() const {
    return follows_->walked;
}

bool Together::Follows::comes_to_changed(const Meeting& meeting) const {
    const auto first = record.steps.begin() + meeting.first_step;
    return std::any_of(first, first + meeting.steps, [this](StepIndex step) { return changed[index(step)]; });
}

bool Together::does_as_before(Slot slot, Meeting::What what, const Request& request, const StreamSink& sink) {
    Follows& follows = *follows_;
    if (!follows.does[slot]) return false;
    const MeetingRecord& record = follows.record;
    const Meeting* meeting = &record.meetings[follows.next[slot]];
    if (meeting->what != what || !is_of(*meeting, request) || !same(meeting->here, here_) ||
        follows.comes_to_changed(*meeting)) {
        leaves_record(slot, sink);
        return false;
    }
    while (true) {
        if (!is_answered_as_before(*meeting, slot)) {
            leaves_record(slot, sink);
            wake(slot, sink);
            goes_on_from_places(sink);
            return true;
        }
        ++follows.walked.followed;
        for (std::uint32_t i = 0; i < meeting->deeds; ++i) {
            const RecordedDeed& done = record.deeds[meeting->first_deed + i];
            does(done.deed, done.then, slot);
        }
        follows.next[slot] = meeting->next;
        const std::uint32_t stamp = ++resting_[slot].stamp;
        if (meeting->next == Meeting::nothing) return true;  // meets nobody any more
        if (!meeting->goes_over) {
            if (!meeting->then.is_never()) queue_.push(meeting->then, slot, stamp);
            return true;
        }
        meeting = &record.meetings[meeting->next];
        if (follows.comes_to_changed(*meeting)) {
            leaves_record(slot, sink);
            wake(slot, sink);
            ask_and_go_on(sink);
            return true;
        }
    }
}

// Asks for all that it asked for. Places are known at once.
bool Together::is_answered_as_before(const Meeting& meeting, Slot slot) {
    Follows& follows = *follows_;
    follows.places.clear();
    for (std::uint32_t i = 0; i < meeting.asks; ++i) {
        const Deed& deed = follows.record.asks[meeting.first_ask + i];
        if (deed.what == Deed::What::books_place) {
            follows.places.push_back(shared_.sittings[deed.resource].book(here_));
        } else {
            ask(deed, slot);
        }
    }
    const auto first = follows.record.places.begin() + meeting.first_place;
    return std::equal(follows.places.begin(), follows.places.end(), first,
                      [](const Sittings::Place& a, const Sittings::Place& b) { return same(a, b); });
}

// All units are asked for already, and places got.
void Together::goes_on_from_places(const StreamSink& sink) {
    std::size_t place = 0;
    for (const Deed& deed : family_.deeds()) {
        if (deed.what == Deed::What::books_place) family_.is_booked(deed, follows_->places[place++]);
    }
    family_.deeds().clear();
    while (walk_on(sink)) answer();
}

// From here on it is walked: as it was before its next meeting on record. One that has just come in is walked from
// there.
void Together::leaves_record(Slot slot, const StreamSink& sink) {
    Follows& follows = *follows_;
    const MeetingRecord& record = follows.record;
    follows.does[slot] = false;
    ++follows.walked.left;
    Resting& resting = resting_[slot];
    const std::uint32_t next = follows.next[slot];
    const std::uint32_t family = resting.arrival;
    const std::uint32_t counted = arrivals_[family].counted;
    if (record.meetings[next].what == Meeting::What::enters) return;
    const BeforeMeeting& before = record.before[next];
    if (resting.state.units > 0 && before.is_told) tell_of_detour(slot, sink);
    chains_of_.assign(counted, {});
    if (resting.state.units > 0) {
        RestReader in(blocks_.at(resting.state));
        for (EventChains::Chain& chain : chains_of_) chain = in.take<EventChains::Chain>();
        blocks_.give_back(resting.state);
    }
    slot_ = slot;
    resting.is_told = before.is_told;
    RestWriter out(bytes_);
    const std::span<const std::byte> state = record.states.at(before.state);
    out.put_written(state.first(before.bytes));
    if (!before.is_told) {
        for (std::uint32_t i = 0; i < counted; ++i) {
            const std::uint32_t so_far = chains_of_[i].end.next;
            const std::uint32_t by_then = record.counts[before.first_count + i];
            chains_.append(chains_of_[i], record.events_of(family, i).subspan(so_far, by_then - so_far));
        }
    }
    write_chains(out);
    resting.state = blocks_.keep(out.written());
}

// At rest: whether it is again as it was on record before a meeting that is still to come. Then it is as if it had
// never left, but for what it did meanwhile.
bool Together::is_back_on_record(const Due& until, std::span<const std::byte> state) {
    Follows& follows = *follows_;
    const MeetingRecord& record = follows.record;
    Resting& resting = resting_[slot_];
    std::uint32_t& next = follows.next[slot_];
    const auto is_past = [&](const Meeting& meeting) { return !here_.before(meeting.here); };
    while (next != Meeting::nothing && is_past(record.meetings[next])) next = record.meetings[next].next;
    for (std::uint32_t at = next; at != Meeting::nothing; at = record.meetings[at].next) {
        const Meeting& meeting = record.meetings[at];
        if (meeting.what != Meeting::What::none && until.before(meeting.here)) return false;
        const BeforeMeeting& before = record.before[at];
        if (before.at_once || meeting.what == Meeting::What::enters || !same(before.own, until)) continue;
        if (before.is_told != resting.is_told || !same(state, record.states.at(before.state).first(before.bytes)))
            continue;
        if (family_.is_at_any(follows.changed)) return false;
        next = at;
        follows.does[slot_] = true;
        ++follows.walked.came_back;
        blocks_.give_back(resting.state);
        resting.state = {};
        if (resting.is_told || chains_of_.empty()) return true;
        RestWriter out(bytes_);  // the state is of no more use
        write_chains(out);
        resting.state = blocks_.keep(out.written());
        return true;
    }
    return false;
}

// It did something else for a while, and then again what it had done.
void Together::tell_of_detour(Slot slot, const StreamSink& sink) {
    Resting& resting = resting_[slot];
    slot_ = slot;
    const std::uint32_t family = resting.arrival;
    const std::uint32_t counted = arrivals_[family].counted;
    RestReader in(blocks_.at(resting.state));
    const MeetingRecord& record = follows_->record;
    for (std::uint32_t i = 0; i < counted; ++i) {
        auto chain = in.take<EventChains::Chain>();
        events_.clear();
        const std::uint32_t before = chain.end.next;
        chains_.read(chain, events_);
        events_.write(record.events_of(family, i).subspan(before));
        tell(record.told[record.first_told[family] + i].child, events_.all(), sink);
        chains_.give_back(chain);
    }
    blocks_.give_back(resting.state);
    resting.state = {};
    resting.is_told = true;
}

void Together::end_followers(const StreamSink& sink) {
    Follows& follows = *follows_;
    for (Slot slot = 0; slot < resting_.size(); ++slot) {
        if (!follows.does[slot]) continue;
        const std::uint32_t next = follows.next[slot];
        const bool did_all = next == Meeting::nothing || follows.record.meetings[next].what == Meeting::What::none;
        if (!did_all) {
            if (follows.record.meetings[next].what != Meeting::What::enters) leaves_record(slot, sink);
        } else if (resting_[slot].state.units > 0) {
            tell_of_detour(slot, sink);
        }
    }
}

}  // namespace permap
