#include "oracle/resources.hpp"

#include <cmath>

#include "vocabulary/result.hpp"

namespace permap::oracle {

int units_here(const Resource& resource, double area_share) {
    const auto units = static_cast<int>(std::lround(resource.units.value * area_share));
    return units == 0 && resource.units.value > 0 ? 1 : units;
}

std::optional<Instant> Sittings::held_at(int number) const {
    if (resource_->every_open_days > 0) return on_open_day(1 + number * resource_->every_open_days);
    const Instant due = resource_->first_at + one_day * (7 * resource_->every_weeks * number);
    if (!holidays_ || holidays_->is_open_day(date_of(due))) return due;
    if (resource_->skipped_on_holiday) return std::nullopt;
    Date date = date_of(due);
    while (!holidays_->is_open_day(date)) date += std::chrono::days{1};
    return midnight(date) + (due - midnight(date_of(due)));
}

Instant Sittings::on_open_day(int wanted) const {
    const Date first = date_of(resource_->first_at);
    Date date = first;
    for (int open = 0;; date += std::chrono::days{1}) {
        if (holidays_->is_open_day(date) && ++open == wanted) break;
    }
    return midnight(date) + (resource_->first_at - midnight(first));
}

Instant Sittings::book(Instant now) {
    const Instant earliest = now + one_day * resource_->notice_days;
    PERMAP_ASSERT(places_ > 0);
    for (int number = 0;; ++number) {
        const auto at = held_at(number);
        if (!at || *at < earliest || taken_[number] >= places_) continue;
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
