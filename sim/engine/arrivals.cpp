#include "engine/arrivals.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include "engine/heap.hpp"
#include "random/known_tables.hpp"
#include "vocabulary/calendar.hpp"

namespace permap {

namespace {

constexpr double minutes_a_year = 365.25 * 24 * 60;
enum Word : std::uint32_t { since_last = 0, kept = 1, age = 2, siblings = 3 };

const std::uint32_t& stream_name() {
    static const std::uint32_t name = name_key("arrivals");
    return name;
}

// One entry's candidates, one after another.
class Candidates {
public:
    Candidates(const Model& model, const RunSettings& settings, std::uint32_t entry, std::uint32_t entry_key,
               Instant from, KnownTables& known)
        : model_(model), run_(settings.key), entry_(entry), entry_key_(entry_key), at_(from) {
        const EntryCode& code = model.entries[entry];
        const bool cohort = settings.cohort_entry != no_step;
        if (!(code.candidates_a_year > 0) || (cohort && code.step != settings.cohort_entry)) return;
        const auto keep_from = [&](Instant date, double rate) {
            keep_.push_back({date, probability_threshold(std::min(1.0, rate / code.candidates_a_year))});
        };
        keep_from(Instant::min(), cohort ? code.candidates_a_year : code.families_a_year * settings.area_share);
        for (std::uint32_t i = code.later.first; !cohort && i < code.later.end(); ++i) {
            keep_from(model.later_entries[i].from, model.later_entries[i].families_a_year * settings.area_share);
        }
        // Once nobody comes any more the stream has an end; most often that is never.
        while (!keep_.empty() && keep_.back().below == 0) {
            last_ = keep_.back().from;
            keep_.pop_back();
        }
        if (keep_.empty()) return;
        constexpr double infinity = std::numeric_limits<double>::infinity();
        gap_ = &known.table(Exponential{1}, minutes_a_year / code.candidates_a_year, -infinity, infinity);
    }

    // The next kept candidate; nothing from an entry that is shut.
    std::optional<Arrival> next() {
        while (gap_ != nullptr && at_ < last_) {
            const ChildKey key{entry_key_, candidate_, 0};
            at_ += Minutes{gap_->at(draw_word(run_, key, stream_name(), 1, since_last))};
            const std::uint32_t candidate = candidate_++;
            if (at_ >= last_ || draw_word(run_, key, stream_name(), 1, kept) >= keep_below()) continue;
            Arrival arrival{.at = at_, .entry = entry_, .entry_key = entry_key_, .candidate = candidate};
            const Range sizes = model_.entries[entry_].family_thresholds;
            if (!sizes.empty()) {
                const std::uint32_t word = draw_word(run_, key, stream_name(), 1, siblings);
                arrival.children =
                    1 + static_cast<std::uint32_t>(chosen({model_.thresholds.data() + sizes.first, sizes.count}, word));
            }
            return arrival;
        }
        return std::nullopt;
    }

private:
    struct Keep {
        Instant from{};
        std::uint64_t below = 0;  // candidates from that minute on are kept whose word is below
    };

    // Of the candidate at hand; a stream goes forward in time only.
    std::uint64_t keep_below() {
        while (kept_by_ + 1 < keep_.size() && keep_[kept_by_ + 1].from <= at_) ++kept_by_;
        return keep_[kept_by_].below;
    }

    const Model& model_;
    RunKey run_;
    std::uint32_t entry_, entry_key_;
    Instant at_;
    Instant last_ = Instant::max();  // nobody comes from this minute on
    std::vector<Keep> keep_;         // by date
    std::size_t kept_by_ = 0;
    const QuantileTable* gap_ = nullptr;  // none of an entry that is shut
    std::uint32_t candidate_ = 0;
};

// All entries' candidates merged by (minute, entry, candidate).
class Merged {
public:
    Merged(const Model& model, const RunSettings& settings, bool before, Instant from) {
        for (std::uint32_t i = 0; i < model.entries.size(); ++i) {
            const EntryCode& code = model.entries[i];
            streams_.emplace_back(model, settings, i, before ? code.before_key : code.key, from, gaps_);
            take_from(i);
        }
    }

    std::optional<Arrival> next() {
        if (heads_.empty()) return std::nullopt;
        const Arrival arrival = heads_.first().arrival;
        heads_.drop_first();
        take_from(arrival.entry);
        return arrival;
    }

private:
    struct Head {
        Arrival arrival;
        bool before(const Head& other) const {
            return arrival.at != other.arrival.at ? arrival.at < other.arrival.at : arrival.entry < other.arrival.entry;
        }
    };
    void take_from(std::uint32_t entry) {
        if (const std::optional<Arrival> arrival = streams_[entry].next()) heads_.add({*arrival});
    }

    KnownTables gaps_;
    std::vector<Candidates> streams_;  // by entry
    Heap<Head> heads_;
};

// Times are 32-bit minutes and calendars are laid out in advance: a run that goes on for centuries means nothing.
MapError past_all_calendars() {
    return {"these children cannot all come in, and be followed, before " + to_date_string(midnight(Calendar::end())) +
                ", where all calendars end",
            "fewer children, or fewer years"};
}

Minutes minutes_of_years(double years) {
    return Minutes{static_cast<std::int32_t>(std::floor(years * minutes_a_year + 0.5))};
}

}  // namespace

Instant followed_until(const RunSettings& settings, Instant entered) {
    return add_months(entered, static_cast<std::int32_t>(std::floor(settings.horizon_years * 12 + 0.5)));
}

std::vector<Arrival> arrivals(const Model& model, const RunSettings& settings) {
    std::vector<Arrival> all;
    if (model.shares_resources) {
        Merged before(model, settings, true, settings.start - minutes_of_years(settings.warm_up_years));
        while (const auto arrival = before.next()) {
            if (arrival->at >= settings.start) break;
            all.push_back(*arrival);
        }
    }
    Merged stream(model, settings, false, settings.start);
    const Instant end = settings.start + minutes_of_years(settings.years_of_arrivals);
    std::uint32_t counted = 0;
    Instant last = followed_until(settings, settings.start);
    std::optional<Arrival> next = stream.next();
    if (!next) throw MapError{"no child comes in: the map's arrivals are all 0 a year"};
    while (next && (settings.children ? counted < *settings.children : next->at < end)) {
        next->counted = next->children;
        if (!model.entries[next->entry].supply) {
            if (settings.children) next->counted = std::min(next->children, *settings.children - counted);
            counted += next->counted;
            last = std::max(last, followed_until(settings, next->at));
        }
        if (std::max(last, next->at) >= midnight(Calendar::end())) throw past_all_calendars();
        all.push_back(*next);
        next = stream.next();
    }
    if (model.shares_resources) {
        for (; next && next->at < last; next = stream.next()) all.push_back(*next);
    }
    return all;
}

void children_without_dates(const Model& model, const RunSettings& settings, const Arrival& arrival,
                            std::vector<Child>& children) {
    const EntryCode& entry = model.entries[arrival.entry];
    children.clear();
    for (std::uint32_t sibling = 0; sibling < arrival.children; ++sibling) {
        children.push_back({.replication = settings.key.replication,
                            .entry = entry.step,
                            .candidate = arrival.candidate,
                            .sibling = static_cast<std::uint8_t>(sibling),
                            .supply = entry.supply,
                            .entered = arrival.at});
    }
}

void children_of(const Model& model, const RunSettings& settings, const Arrival& arrival,
                 std::vector<Child>& children) {
    children_without_dates(model, settings, arrival, children);
    const QuantileTable& ages = model.tables[model.entries[arrival.entry].age_table];
    const Instant until = followed_until(settings, arrival.at);
    for (Child& child : children) {
        const ChildKey key{arrival.entry_key, arrival.candidate, child.sibling};
        const Minutes years{ages.at(draw_word(settings.key, key, stream_name(), 1, age))};
        child.birth_date = date_of(arrival.at - years);
        child.followed_until = until;
    }
}

}  // namespace permap
