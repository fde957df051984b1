#include "mining/caseload.hpp"

#include <algorithm>
#include <optional>

namespace permap {

namespace {

// No record may make a table of more months than anybody could read.
constexpr int most_months = 2400;

struct Span {
    Instant from = Instant::max(), until = Instant::min();
};

std::optional<Instant> left_at(const Stream& stream) {
    if (stream.events.empty() || stream.events.back().kind != EventKind::left) return std::nullopt;
    return stream.events.back().at;
}

Span span_of(const EventLog& log) {
    Span span;
    for (const Stream& stream : log.streams) {
        if (stream.child.supply) continue;
        span.from = std::min(span.from, stream.child.entered);
        span.until = std::max(span.until, stream.child.followed_until);
    }
    return span;
}

}  // namespace

std::vector<CaseloadMonth> caseload(const MeasurePlan& plan, const EventLog& log, const StandingRules& rules,
                                    const std::vector<Breakdown>& breakdowns) {
    const Span span = span_of(log);
    if (span.from >= span.until) return {};
    const Month first =
        std::max(month_of(span.from), month_of(span.until - Minutes{1}) - std::chrono::months{most_months - 1});
    std::vector<CaseloadMonth> months;
    std::vector<Instant> looks;
    for (Month month = first; first_minute(month) < span.until; month += std::chrono::months{1}) {
        months.push_back({});
        months.back().month = month;
        looks.push_back(first_minute(month));
    }
    const auto month_at = [&](Instant at) -> CaseloadMonth* {
        const auto after = std::upper_bound(looks.begin(), looks.end(), at);
        if (after == looks.begin()) return nullptr;
        return &months[static_cast<std::size_t>(after - looks.begin()) - 1];
    };
    std::vector<CountsOf> counts(months.size(), CountsOf(breakdowns));
    StandingFold fold(plan, rules);
    for (const Stream& stream : log.streams) {
        if (stream.child.supply) continue;
        fold.follow(stream.child, stream.events, looks,
                    [&](std::size_t look, const Standing& standing) { counts[look].add(standing); });
        if (CaseloadMonth* const month = month_at(stream.child.entered)) ++month->came_in;
        const std::optional<Instant> left = left_at(stream);
        CaseloadMonth* const month = month_at(left.value_or(stream.child.followed_until));
        if (month != nullptr) ++(left ? month->left : month->no_longer_followed);
    }
    for (std::size_t i = 0; i < months.size(); ++i) {
        months[i].children = counts[i].children();
        months[i].lists = counts[i].lists();
    }
    return months;
}

}  // namespace permap
