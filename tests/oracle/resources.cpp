#include "oracle/resources.hpp"

#include <cmath>

#include "vocabulary/result.hpp"

namespace permap::oracle {

int units_here(const Resource& resource, double area_share) {
    const auto units = static_cast<int>(std::lround(resource.units.value * area_share));
    return units == 0 && resource.units.value > 0 ? 1 : units;
}

const Resource& Sittings::version(std::size_t number) const {
    return number == 0 ? *resource_ : resource_->later.at(number - 1).resource;
}

std::size_t Sittings::version_on(Instant day) const {
    std::size_t number = 0;
    while (number < resource_->later.size() && resource_->later[number].from <= day) ++number;
    return number;
}

Instant Sittings::due_at(const Resource& as, int number) const {
    if (as.every_open_days > 0) return on_open_day(1 + number * as.every_open_days);
    return counted_from_ + one_day * (7 * as.every_weeks * number);
}

std::optional<Instant> Sittings::held_at(const Resource& as, Instant due) const {
    if (!holidays_ || holidays_->is_open_day(date_of(due))) return due;
    if (as.skipped_on_holiday) return std::nullopt;
    Date date = date_of(due);
    while (!holidays_->is_open_day(date)) date += std::chrono::days{1};
    return midnight(date) + (due - midnight(date_of(due)));
}

Instant Sittings::on_open_day(int wanted) const {
    const Date first = date_of(counted_from_);
    Date date = first;
    for (int open = 0;; date += std::chrono::days{1}) {
        if (holidays_->is_open_day(date) && ++open == wanted) break;
    }
    return midnight(date) + (counted_from_ - midnight(first));
}

// The first sitting that would lie on or after the date of a new rhythm is the first of that rhythm.
void Sittings::add_sitting() {
    while (true) {
        const Instant due = due_at(version(rhythm_), next_of_rhythm_);
        const bool is_last = rhythm_ == resource_->later.size();
        if (is_last || due < resource_->later[rhythm_].from) {
            ++next_of_rhythm_;
            sittings_.push_back(held_at(version(rhythm_), due));
            return;
        }
        ++rhythm_;
        counted_from_ = due;
        next_of_rhythm_ = 0;
    }
}

Instant Sittings::book(Instant now) {
    const Instant earliest = now + one_day * resource_->notice_days;
    for (int number = 0;; ++number) {
        while (static_cast<std::size_t>(number) >= sittings_.size()) add_sitting();
        const auto at = sittings_[static_cast<std::size_t>(number)];
        if (!at || *at < earliest) continue;
        const int places = units_here(version(version_on(*at)), area_share_);
        PERMAP_ASSERT(places > 0);
        if (taken_[number] >= places) continue;
        ++taken_[number];
        number_at_[*at] = number;
        return *at;
    }
}

bool Sittings::give_back(Instant sitting, Instant now) {
    if (sitting - now < one_day * resource_->notice_days) return false;
    --taken_.at(number_at_.at(sitting));
    return true;
}

}  // namespace permap::oracle
