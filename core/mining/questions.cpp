#include "mining/questions.hpp"

#include <algorithm>

namespace permap {

std::optional<Date> last_day_followed(const EventLog& log) {
    std::optional<Instant> until;
    for (const Stream& stream : log.streams) {
        if (!stream.child.supply)
            until = until ? std::min(*until, stream.child.followed_until) : stream.child.followed_until;
    }
    if (!until) return std::nullopt;
    return date_of(*until) - std::chrono::days{1};
}

std::vector<StandingOn> standing_on(const MeasurePlan& plan, const EventLog& log, const StandingRules& rules,
                                    std::span<const Date> dates, const std::vector<Breakdown>& breakdowns) {
    std::vector<Instant> looks;
    for (const Date date : dates) looks.push_back(midnight(date) + one_day);
    std::vector<CountsOf> counts(dates.size(), CountsOf(breakdowns));
    std::vector<std::int64_t> not_followed(dates.size(), 0);
    StandingFold fold(plan, rules);
    for (const Stream& stream : log.streams) {
        const Child& child = stream.child;
        if (child.supply) continue;
        fold.follow(child, stream.events, looks,
                    [&](std::size_t look, const Standing& standing) { counts[look].add(standing); });
        const bool is_over = !stream.events.empty() && stream.events.back().kind == EventKind::left;
        for (std::size_t i = 0; i < looks.size(); ++i) {
            if (!is_over && child.entered < looks[i] && child.followed_until < looks[i]) ++not_followed[i];
        }
    }
    std::vector<StandingOn> all;
    for (std::size_t i = 0; i < dates.size(); ++i)
        all.push_back({dates[i], counts[i].children(), not_followed[i], counts[i].lists()});
    return all;
}

}  // namespace permap
