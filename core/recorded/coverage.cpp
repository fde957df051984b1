#include "recorded/coverage.hpp"

namespace permap {

void Coverage::add(std::span<const Record> known, const Stream& stream) {
    records += static_cast<std::int64_t>(known.size());
    for (const Record& record : known) {
        if (record.precision == TimePrecision::day) ++with_date_only;
    }
    for (const Event& event : stream.events) {
        if (event.kind == EventKind::ready) ++visits;
        if (event.kind == EventKind::ready && event.detail != ready_filled_in) ++ready_known;
        if (event.kind == EventKind::started) ++start_known;
        if (event.kind == EventKind::completed && event.detail == permap::only_end_known) ++only_end_known;
    }
}

}  // namespace permap
