#include "oracle/entrants.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <optional>

#include "random/quantile_table.hpp"

namespace permap::oracle {

namespace {

constexpr Instant last_minute{Minutes{std::numeric_limits<std::int32_t>::max() / 2}};
constexpr double endless = std::numeric_limits<double>::infinity();

enum : std::uint32_t { since_last = 0, is_kept = 1, age = 2, number_of_siblings = 3 };

std::size_t place_of(const Map& map, const std::string& step) {
    for (std::size_t i = 0; i < map.steps.size(); ++i) {
        if (map.steps[i].id == step) return i;
    }
    PERMAP_ASSERT(false && "an entry is a step of the map");
    return 0;
}

// The candidate stream of one entry, from one minute on.
class Candidates {
public:
    Candidates(const Map& map, const RunSettings& settings, const Arrivals& arrivals, const char* suffix, Instant from)
        : settings_(&settings), arrivals_(&arrivals), entry_step_(place_of(map, arrivals.entry)), at_(from) {
        entry_key_ = name_key(arrivals.entry + suffix);
        // The map gives children a year; what comes is families.
        if (!arrivals.family_sizes.empty()) children_ = 0;
        for (std::size_t i = 0; i < arrivals.family_sizes.size(); ++i)
            children_ += static_cast<double>(i + 1) * arrivals.family_sizes[i];
        ceiling_ = arrivals.ceiling_a_year.value_or(2 * arrivals.children_a_year.value) / children_;
        if (!(ceiling_ > 0)) return;
        ever_ = keep_below(arrivals.children_a_year.value) > 0;
        for (const Arrivals::Later& later : arrivals.later) ever_ = ever_ || keep_below(later.children_a_year) > 0;
        gap_ = quantile_table(Exponential{minutes_a_year / ceiling_}, 1, 0, endless);
        age_ = quantile_table(arrivals.age_years, minutes_a_year, -endless, endless);
    }

    bool ever() const { return ever_; }
    bool supply() const { return arrivals_->supply; }

    // The next family that is kept; nothing when it would come after the end of all calendars.
    std::optional<EnteringFamily> next() {
        while (at_ < last_minute) {
            const ChildKey first{entry_key_, candidate_, 0};
            at_ += Minutes{gap_.at(word(first, since_last))};
            const std::uint32_t candidate = candidate_++;
            if (word(first, is_kept) < keep_below(children_a_year_at(at_))) return family(candidate);
        }
        return std::nullopt;
    }

private:
    double children_a_year_at(Instant at) const {
        double a_year = arrivals_->children_a_year.value;
        for (const Arrivals::Later& later : arrivals_->later) {
            if (later.from <= at) a_year = later.children_a_year;
        }
        return a_year;
    }

    std::uint64_t keep_below(double children_a_year) const {
        return probability_threshold(std::min(1.0, children_a_year / children_ * settings_->area_share / ceiling_));
    }

    std::uint32_t word(ChildKey key, std::uint32_t purpose) const {
        return draw_word(settings_->key, key, name_key("arrivals"), 1, purpose);
    }

    EnteringFamily family(std::uint32_t candidate) const {
        EnteringFamily result{arrivals_, entry_step_, {}};
        std::size_t size = 1;
        if (!arrivals_->family_sizes.empty()) {
            size += chosen(choice_thresholds(arrivals_->family_sizes),
                           word({entry_key_, candidate, 0}, number_of_siblings));
        }
        for (std::size_t sibling = 0; sibling < size; ++sibling) {
            Entrant child;
            child.key = {entry_key_, candidate, static_cast<std::uint8_t>(sibling)};
            child.entered = at_;
            child.birth_date = date_of(at_ - Minutes{age_.at(word(child.key, age))});
            const auto months = static_cast<std::int32_t>(std::lround(settings_->horizon_years * 12));
            child.followed_until = add_months(at_, months);
            result.siblings.push_back(child);
        }
        return result;
    }

    const RunSettings* settings_;
    const Arrivals* arrivals_;
    std::size_t entry_step_;
    Instant at_;
    std::uint32_t entry_key_ = 0;
    std::uint32_t candidate_ = 0;
    double children_ = 1, ceiling_ = 0;  // children of a family; families a year
    bool ever_ = false;
    QuantileTable gap_, age_;
};

// All streams of the map as one, by (minute, entry step, candidate).
class FamilyStream {
public:
    explicit FamilyStream(std::vector<Candidates> streams) : streams_(std::move(streams)), next_(streams_.size()) {}

    std::optional<EnteringFamily> next(Instant until) {
        std::optional<std::size_t> best;
        for (std::size_t i = 0; i < streams_.size(); ++i) {
            if (!next_[i] && streams_[i].ever()) next_[i] = streams_[i].next();
            if (next_[i] && next_[i]->siblings[0].entered < until && (!best || before(*next_[i], *next_[*best])))
                best = i;
        }
        if (!best) return std::nullopt;
        std::optional<EnteringFamily> result;
        result.swap(next_[*best]);
        return result;
    }

private:
    static bool before(const EnteringFamily& a, const EnteringFamily& b) {
        if (a.siblings[0].entered != b.siblings[0].entered) return a.siblings[0].entered < b.siblings[0].entered;
        return a.entry_step < b.entry_step;
    }

    std::vector<Candidates> streams_;
    std::vector<std::optional<EnteringFamily>> next_;
};

Minutes years(double value) {
    return Minutes{static_cast<std::int32_t>(std::lround(value * minutes_a_year))};
}

}  // namespace

Entrants entrants_of(const Map& map, const RunSettings& settings) {
    const bool shared = !map.resources.empty();
    Entrants result;
    result.end = settings.start;

    if (shared) {
        const Instant from = settings.start - years(settings.warm_up_years);
        std::vector<Candidates> before;
        for (const Arrivals& arrivals : map.arrivals) before.emplace_back(map, settings, arrivals, "/before", from);
        FamilyStream stream(std::move(before));
        while (auto family = stream.next(settings.start)) result.families.push_back(*std::move(family));
    }

    std::vector<Candidates> candidates;
    bool children_come = false;
    for (const Arrivals& arrivals : map.arrivals) {
        candidates.emplace_back(map, settings, arrivals, "", settings.start);
        children_come = children_come || (candidates.back().ever() && !arrivals.supply);
    }
    FamilyStream stream(std::move(candidates));
    const Instant until = settings.children ? last_minute : settings.start + years(settings.years_of_arrivals);
    std::uint32_t still_to_count = settings.children.value_or(std::numeric_limits<std::uint32_t>::max());
    if (settings.children && !children_come) still_to_count = 0;
    while (still_to_count > 0) {
        auto family = stream.next(until);
        if (!family) break;
        for (Entrant& child : family->siblings) {
            child.counted = still_to_count > 0;
            if (!child.counted) continue;
            if (!family->arrivals->supply) --still_to_count;
            result.end = std::max(result.end, child.followed_until);
        }
        result.families.push_back(*std::move(family));
    }
    if (shared) {
        // Background until the last follow-up ends. Supply households that come now are background too.
        while (auto family = stream.next(result.end)) result.families.push_back(*std::move(family));
    }
    return result;
}

}  // namespace permap::oracle
