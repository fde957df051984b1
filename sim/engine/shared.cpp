#include "engine/shared.hpp"

#include <algorithm>
#include <utility>

namespace permap {

void Withdrawn::add(const Name& request) {
    requests_.insert(std::lower_bound(requests_.begin(), requests_.end(), request), request);
}

bool Withdrawn::holds(const Name& request) const {
    return std::binary_search(requests_.begin(), requests_.end(), request);
}

void Withdrawn::forget(const Name& request) {
    const auto at = std::lower_bound(requests_.begin(), requests_.end(), request);
    PERMAP_ASSERT(at != requests_.end() && *at == request);
    requests_.erase(at);
}

bool Pool::drops_first(Withdrawn& withdrawn) {
    const Withdrawn::Name first = queue_.first().name();
    if (!withdrawn.holds(first)) return false;
    withdrawn.forget(first);
    queue_.drop_first();
    return true;
}

Request Pool::grant_first() {
    PERMAP_ASSERT(free_ > 0 && !queue_.empty());
    const Request request = queue_.first();
    queue_.drop_first();
    --free_;
    return request;
}

Sittings::Sittings(const ResourceCode& code, std::vector<Rhythm> rhythms, const std::vector<Calendar>& calendars)
    : first_(code.first),
      notice_(code.notice_minutes),
      holidays_(code.calendar == absent ? nullptr : &calendars[code.calendar]),
      rhythms_(std::move(rhythms)) {}

Instant Sittings::open_day(Instant at, std::int32_t number) const {
    for (at -= one_day; number > 0;) {
        at += one_day;
        if (date_of(at) >= Calendar::end() || holidays_->is_open_day(date_of(at))) --number;
    }
    return at;
}

Instant Sittings::next_due() const {
    const Rhythm& rhythm = rhythms_[rhythm_];
    if (known_.empty()) return rhythm.every_open_days > 0 ? open_day(first_, 1) : first_;
    const Instant last = known_.back().due;
    return rhythm.every_open_days > 0 ? open_day(last + one_day, rhythm.every_open_days)
                                      : last + Minutes{rhythm.every_minutes};
}

std::optional<Instant> Sittings::held_at(Instant due) const {
    while (holidays_ != nullptr && date_of(due) < Calendar::end() && !holidays_->is_open_day(date_of(due))) {
        if (rhythms_[rhythm_].skipped) return std::nullopt;
        due += one_day;
    }
    return due;
}

std::int32_t Sittings::places_at(Instant at) const {
    const auto later = std::upper_bound(rhythms_.begin() + 1, rhythms_.end(), at,
                                        [](Instant minute, const Rhythm& rhythm) { return minute < rhythm.from; });
    return (later - 1)->places;
}

// A new rhythm is counted from the first sitting of the old one that would lie on or after its date.
void Sittings::know_one_more() {
    Instant due = next_due();
    while (rhythm_ + 1 < rhythms_.size() && rhythms_[rhythm_ + 1].from <= due) {
        ++rhythm_;
        if (rhythms_[rhythm_].every_open_days > 0) due = open_day(due, 1);
    }
    const std::optional<Instant> at = held_at(due);
    known_.push_back({due, at, at ? places_at(*at) : 0, 0});
    if (at) latest_ = std::max(latest_, *at - due);
}

Sittings::Place Sittings::book(const Due& asked) {
    cancel_until(asked);
    const Instant earliest = asked.at() + notice_;
    for (std::uint32_t number = first_to_look_at(earliest);; ++number) {
        if (number == known_.size()) know_one_more();
        Sitting& sitting = known_[number];
        if (!sitting.at || *sitting.at < earliest || sitting.taken >= sitting.places) continue;
        ++sitting.taken;
        return {number, *sitting.at};
    }
}

std::uint32_t Sittings::first_to_look_at(Instant earliest) {
    while (known_.empty() || known_.back().due < earliest) know_one_more();
    const auto first = std::lower_bound(known_.begin(), known_.end(), earliest - latest_,
                                        [](const Sitting& sitting, Instant minute) { return sitting.due < minute; });
    return static_cast<std::uint32_t>(first - known_.begin());
}

void Sittings::know_as(const Sittings& past) {
    known_ = past.known_;
    rhythm_ = past.rhythm_;
    cancelled_ = past.cancelled_;
    latest_ = past.latest_;
}

void Sittings::cancel(std::uint32_t sitting, const Due& then) {
    if (*known_[sitting].at - then.at() < notice_) return;  // lost
    cancelled_.add({then, sitting});
}

void Sittings::cancel_until(const Due& now) {
    while (!cancelled_.empty() && !now.before(cancelled_.first().then)) {
        --known_[cancelled_.first().sitting].taken;
        cancelled_.drop_first();
    }
}

std::int32_t units_in_area(std::int32_t units, double area_share) {
    if (units == 0) return 0;  // filled by supply alone
    return std::max(1, static_cast<std::int32_t>(units * area_share + 0.5));
}

Shared::Shared(const Model& model, double area_share) {
    for (std::size_t i = 0; i < model.resources.size(); ++i) {
        const ResourceCode& code = model.resources[i];
        std::int32_t units = units_in_area(code.units, area_share);
        std::vector<Rhythm> rhythms = {{Instant::min(), units, code.every_minutes, code.every_open_days, code.skipped}};
        pools.emplace_back(units);
        for (std::uint32_t l = code.later.first; l < code.later.end(); ++l) {
            const LaterResource& later = model.later_resources[l];
            const std::int32_t then = units_in_area(later.units, area_share);
            rhythms.push_back({later.from, then, later.every_minutes, later.every_open_days, later.skipped});
            if (code.kind == ResourceKind::pool) changes.push_back({later.from, i, then - units});
            units = then;
        }
        sittings.emplace_back(code, std::move(rhythms), model.calendars);
    }
    std::stable_sort(changes.begin(), changes.end(),
                     [](const UnitsChange& a, const UnitsChange& b) { return a.at > b.at; });
}

Shared::Shared(const Shared& past, const Model& changed, double area_share, Instant date)
    : Shared(changed, area_share) {
    withdrawn = past.withdrawn;
    pools = past.pools;
    for (std::size_t i = 0; i < sittings.size(); ++i) sittings[i].know_as(past.sittings[i]);
    std::erase_if(changes, [date](const UnitsChange& change) { return change.at < date; });
}

void Shared::make_next_change() {
    pools[changes.back().pool].change_units(changes.back().more);
    changes.pop_back();
}

}  // namespace permap
