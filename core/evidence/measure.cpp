#include "evidence/measure.hpp"

#include "vocabulary/result.hpp"

namespace permap {

double minutes_in(TimeUnit unit) {
    constexpr double day = 24 * 60, year = 365.25 * day;
    switch (unit) {
        case TimeUnit::minutes:
            return 1;
        case TimeUnit::hours:
            return 60;
        case TimeUnit::calendar_days:
        case TimeUnit::working_days:
            return day;
        case TimeUnit::weeks:
            return 7 * day;
        case TimeUnit::months:
            return year / 12;
        case TimeUnit::years:
            return year;
    }
    return day;
}

Minutes minutes_of(const Span& span) {
    PERMAP_ASSERT(span.unit != TimeUnit::working_days);
    return Minutes{static_cast<std::int32_t>(span.value * minutes_in(span.unit) + 0.5)};
}

}  // namespace permap
