#include "exporting/month_counts.hpp"

#include <algorithm>
#include <optional>

namespace permap {

namespace {

// Months since 1970-01.
std::int64_t month_of(Instant at) {
    const std::chrono::year_month_day day{std::chrono::local_days{date_of(at)}};
    return (std::int64_t{static_cast<int>(day.year())} - 1970) * 12 + static_cast<unsigned>(day.month()) - 1;
}

std::string month_text(std::int64_t month) {
    const Instant first = add_months(Instant{}, static_cast<std::int32_t>(month));
    return to_date_string(first).substr(0, 7);
}

// Nothing while the journey is not over.
std::optional<Instant> over_at(const Stream& stream) {
    for (std::size_t i = stream.events.size(); i > 0; --i)
        if (stream.events[i - 1].kind == EventKind::left) return stream.events[i - 1].at;
    return std::nullopt;
}

}  // namespace

std::vector<MonthCount> month_counts(std::span<const Stream> streams) {
    if (streams.empty()) return {};
    std::int64_t first = INT64_MAX, last = INT64_MIN;
    for (const Stream& stream : streams) {
        first = std::min(first, month_of(stream.child.entered));
        last = std::max(last, month_of(over_at(stream).value_or(stream.child.followed_until)));
    }
    std::vector<MonthCount> months(static_cast<std::size_t>(last - first + 1));
    for (const Stream& stream : streams) {
        const auto over = over_at(stream);
        ++months[static_cast<std::size_t>(month_of(stream.child.entered) - first)].came_in;
        MonthCount& end =
            months[static_cast<std::size_t>(month_of(over.value_or(stream.child.followed_until)) - first)];
        ++(over ? end.over : end.unfollowed);
    }
    std::int64_t under_way = 0;
    for (std::size_t i = 0; i < months.size(); ++i) {
        months[i].month = month_text(first + static_cast<std::int64_t>(i));
        months[i].under_way_first = under_way;
        under_way += months[i].came_in - months[i].over - months[i].unfollowed;
    }
    return months;
}

}  // namespace permap
