#include "evidence/contradiction.hpp"

#include <algorithm>
#include <cstdio>

namespace permap {

namespace {

constexpr double days_a_year = 365.25;

struct Said {
    const EvidenceTarget* target;
    const TargetMeasure* measure;
    double minutes = 0;        // of the share's limit; or the mean
    double low = 0, high = 0;  // of the share, or of the mean in minutes, as published
};

bool from_and_to_alike(const TargetMeasure& a, const TargetMeasure& b) {
    return a.from == b.from && a.to == b.to;
}

bool same_children(const TargetMeasure& a, const TargetMeasure& b) {
    return a.where == b.where && a.among == b.among && a.among_where == b.among_where && a.unless == b.unless &&
           a.first == b.first && a.of_reached == b.of_reached;
}

// A mean is of those who got there; a share may be of all.
bool same_as_mean(const TargetMeasure& mean, const TargetMeasure& share) {
    return share.of_reached && mean.where == share.where && mean.among == share.among &&
           mean.among_where == share.among_where && mean.unless == share.unless && mean.first == share.first;
}

std::string years_text(double minutes) {
    char text[32];
    std::snprintf(text, sizeof text, "%.2f years", minutes / (24 * 60 * days_a_year));
    return text;
}

std::string percent_text(double share) {
    char text[32];
    std::snprintf(text, sizeof text, "%.0f %%", share * 100);
    return text;
}

struct Group {
    std::vector<Said> within, beyond, means;
};

std::vector<Group> groups_of(const Targets& targets) {
    std::vector<Group> groups;
    std::vector<const TargetMeasure*> leaders;
    for (const EvidenceTarget& target : targets.targets) {
        if (!target.measure || !target.published) continue;
        const TargetMeasure& measure = *target.measure;
        // A mean over the quick ones alone says nothing of those who take longer.
        const bool is_mean = measure.kind == TargetMeasure::Kind::time &&
                             measure.statistic == TargetMeasure::Statistic::mean && !measure.within;
        const bool is_share = measure.kind == TargetMeasure::Kind::share && (measure.within || measure.beyond);
        if (!is_mean && !is_share) continue;
        std::size_t place = 0;
        while (place < leaders.size() && !from_and_to_alike(*leaders[place], measure)) ++place;
        if (place == leaders.size()) {
            leaders.push_back(&measure);
            groups.emplace_back();
        }
        const double low = *target.published, high = target.published_high.value_or(low);
        if (is_mean) {
            const double unit = minutes_in(measure.unit);
            groups[place].means.push_back({&target, &measure, 0, low * unit, high * unit});
        } else {
            const Span limit = measure.within ? *measure.within : *measure.beyond;
            const auto minutes = static_cast<double>(minutes_of(limit).count());
            (measure.within ? groups[place].within : groups[place].beyond)
                .push_back({&target, &measure, minutes, low, high});
        }
    }
    return groups;
}

void of_two_shares(const Group& group, std::vector<Contradiction>& found) {
    for (const Said& early : group.within) {
        for (const Said& late : group.within) {
            if (early.minutes > late.minutes || early.low <= late.high) continue;
            found.push_back({{early.target->id, late.target->id},
                             percent_text(early.low) + " within " + years_text(early.minutes) + ", but only " +
                                 percent_text(late.high) + " within " + years_text(late.minutes),
                             same_children(*early.measure, *late.measure)});
        }
        for (const Said& late : group.beyond) {
            if (early.minutes > late.minutes || early.low + late.low <= 1) continue;
            found.push_back({{early.target->id, late.target->id},
                             percent_text(early.low) + " within " + years_text(early.minutes) + " and " +
                                 percent_text(late.low) + " after " + years_text(late.minutes) + " are more than all",
                             same_children(*early.measure, *late.measure)});
        }
    }
}

// Children within a take at least 0; those between a and b at least a; those beyond b at least b.
void of_mean_and_shares(const Group& group, std::vector<Contradiction>& found) {
    for (const Said& mean : group.means) {
        for (const Said& beyond : group.beyond) {
            double least = beyond.low * beyond.minutes;
            std::vector<std::string> ids{mean.target->id, beyond.target->id};
            std::string shares = percent_text(beyond.low) + " after " + years_text(beyond.minutes);
            bool same = same_as_mean(*mean.measure, *beyond.measure);
            const Said* best = nullptr;
            for (const Said& within : group.within) {
                if (within.minutes <= beyond.minutes && (best == nullptr || within.minutes > best->minutes))
                    best = &within;
            }
            if (best != nullptr) {
                const double between = std::max(0.0, 1 - best->high - beyond.low);
                least += between * best->minutes;
                ids.push_back(best->target->id);
                shares = percent_text(best->high) + " within " + years_text(best->minutes) + ", " +
                         percent_text(between) + " between and " + shares;
                same = same && same_as_mean(*mean.measure, *best->measure);
            }
            if (mean.high >= least) continue;
            found.push_back({std::move(ids),
                             shares + " mean at least " + years_text(least) + " on average, above the " +
                                 years_text(mean.high) + " that are published",
                             same});
        }
    }
}

}  // namespace

std::vector<Contradiction> contradictions(const Targets& targets) {
    std::vector<Contradiction> found;
    for (const Group& group : groups_of(targets)) {
        of_two_shares(group, found);
        of_mean_and_shares(group, found);
    }
    return found;
}

}  // namespace permap
