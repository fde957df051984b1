#include "engine/shared.hpp"

#include <algorithm>

namespace permap {

namespace {

// Heap order: the best request is the largest.
bool worse(const Request& a, const Request& b) {
    if (a.priority != b.priority) return a.priority > b.priority;
    if (a.asked != b.asked) return a.asked > b.asked;
    return a.tie > b.tie;
}

}  // namespace

void Pool::ask(const Request& request) {
    queue_.push_back(request);
    std::push_heap(queue_.begin(), queue_.end(), worse);
}

void Pool::drop_best() {
    std::pop_heap(queue_.begin(), queue_.end(), worse);
    queue_.pop_back();
}

Request Pool::grant_best() {
    PERMAP_ASSERT(free_ > 0 && !queue_.empty());
    const Request request = queue_.front();
    drop_best();
    --free_;
    return request;
}

Sittings::Sittings(const ResourceCode& code, std::int32_t places, const std::vector<Calendar>& calendars)
    : code_(code), places_(places), holidays_(code.calendar == absent ? nullptr : &calendars[code.calendar]) {}

std::optional<Instant> Sittings::held_at(std::uint32_t sitting) const {
    Instant at = code_.first + Minutes{code_.every_minutes * static_cast<std::int32_t>(sitting)};
    while (holidays_ != nullptr && date_of(at) < Calendar::end() && !holidays_->is_open_day(date_of(at))) {
        if (code_.skipped) return std::nullopt;
        at += one_day;
    }
    return at;
}

Instant Sittings::next_open_day() const {
    const auto is_open = [&](Instant at) {
        return date_of(at) >= Calendar::end() || holidays_->is_open_day(date_of(at));
    };
    std::int32_t wanted = times_.empty() ? 1 : code_.every_open_days;
    Instant at = times_.empty() ? code_.first - one_day : *times_.back();
    while (wanted > 0) {
        at += one_day;
        if (is_open(at)) --wanted;
    }
    return at;
}

void Sittings::know_up_to(std::uint32_t sitting) {
    while (times_.size() <= sitting) {
        times_.push_back(code_.every_open_days > 0 ? next_open_day()
                                                   : held_at(static_cast<std::uint32_t>(times_.size())));
        taken_.push_back(0);
    }
}

Sittings::Place Sittings::book(Instant asked) {
    const Instant earliest = asked + Minutes{code_.notice_minutes};
    for (std::uint32_t sitting = first_to_look_at(earliest);; ++sitting) {
        know_up_to(sitting);
        if (!times_[sitting] || *times_[sitting] < earliest || taken_[sitting] >= places_) continue;
        ++taken_[sitting];
        return {sitting, *times_[sitting]};
    }
}

std::uint32_t Sittings::first_to_look_at(Instant earliest) {
    if (code_.every_open_days > 0) {
        while (times_.empty() || *times_.back() < earliest) know_up_to(static_cast<std::uint32_t>(times_.size()));
        return static_cast<std::uint32_t>(std::lower_bound(times_.begin(), times_.end(), earliest) - times_.begin());
    }
    // A sitting moved by a holiday is at most two weeks late, so two weeks' worth of sittings before is early enough.
    const std::int32_t ahead =
        (earliest - code_.first).count() / code_.every_minutes - 1 - 14 * 24 * 60 / code_.every_minutes;
    return ahead < 0 ? 0 : static_cast<std::uint32_t>(ahead);
}

void Sittings::cancel(std::uint32_t sitting, Instant now) {
    if (*times_[sitting] - now >= Minutes{code_.notice_minutes}) --taken_[sitting];
}

std::int32_t units_in_area(std::int32_t units, double area_share) {
    if (units == 0) return 0;  // filled by supply alone
    return std::max(1, static_cast<std::int32_t>(units * area_share + 0.5));
}

Shared::Shared(const Model& model, double area_share) {
    for (const ResourceCode& code : model.resources) {
        const std::int32_t units = units_in_area(code.units, area_share);
        pools.emplace_back(units);
        sittings.emplace_back(code, units, model.calendars);
    }
}

}  // namespace permap
