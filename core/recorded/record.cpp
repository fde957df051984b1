#include "recorded/record.hpp"

#include <algorithm>
#include <array>
#include <tuple>

#include "vocabulary/result.hpp"

namespace permap {

namespace {

// Milliseconds since 1970 UTC where the offset is known, else of local civil time.
std::int64_t exact_milliseconds(const Record& record) {
    const std::int64_t offset = record.utc_offset_minutes == no_utc_offset ? 0 : record.utc_offset_minutes;
    return (std::int64_t{record.at.time_since_epoch().count()} - offset) * 60'000 + record.milliseconds;
}

bool ends_something(RecordKind kind) {
    return kind == RecordKind::completed || kind == RecordKind::happened || kind == RecordKind::cancelled ||
           kind == RecordKind::clock_fired || kind == RecordKind::clock_ended;
}

// Where each visit, as the file ties them together, began.
class Beginnings {
public:
    void note(const Record& record) {
        if (record.visit == 0 || (record.kind != RecordKind::started && record.kind != RecordKind::ready)) return;
        known_.emplace_back(record.visit, record.name, exact_milliseconds(record));
    }
    void sort() { std::sort(known_.begin(), known_.end()); }
    // Begun earlier than it ended; a visit of no length must not end before it begins.
    bool is_begun_before(const Record& end) const {
        const auto found = std::lower_bound(known_.begin(), known_.end(), Begun{end.visit, end.name, INT64_MIN});
        return found != known_.end() && std::get<0>(*found) == end.visit && std::get<1>(*found) == end.name &&
               std::get<2>(*found) < exact_milliseconds(end);
    }

private:
    using Begun = std::tuple<std::uint32_t, std::uint32_t, std::int64_t>;
    std::vector<Begun> known_;
};

}  // namespace

const char* name_of(RecordKind kind) {
    static constexpr std::array<const char*, 14> names = {
        "entered",   "ready",         "started",     "completed",   "decided", "attribute_set", "merged",
        "cancelled", "clock_started", "clock_fired", "clock_ended", "left",    "happened",      "withdrawn"};
    const auto at = static_cast<std::size_t>(kind);
    PERMAP_ASSERT(at < names.size());
    return names[at];
}

bool is_about_the_child(std::string_view attribute) {
    return attribute == birth_month_word || attribute == sibling_group_word || attribute == followed_until_word;
}

std::uint16_t import_known_at(const std::vector<Import>& imports, Date date) {
    std::uint16_t last = imports.empty() ? 0 : 1;
    for (std::size_t i = 0; i < imports.size(); ++i) {
        if (imports[i].known_since <= date) last = static_cast<std::uint16_t>(std::max<std::size_t>(last, i + 1));
    }
    return last;
}

std::vector<Record> known_records(const std::vector<Record>& records, std::uint16_t last) {
    std::vector<bool> is_withdrawn(records.size(), false);
    for (const Record& record : records) {
        if (record.import > last || record.kind != RecordKind::withdrawn) continue;
        PERMAP_ASSERT(record.withdraws < records.size());
        is_withdrawn[record.withdraws] = true;
    }
    struct Placed {
        std::int64_t at;
        int ends;  // 0: ends what began earlier, so it comes first
        std::uint32_t place;
    };
    std::vector<Placed> order;
    Beginnings beginnings;
    for (const Record& record : records) beginnings.note(record);
    beginnings.sort();
    for (std::size_t i = 0; i < records.size(); ++i) {
        const Record& record = records[i];
        if (record.import > last || record.kind == RecordKind::withdrawn || is_withdrawn[i]) continue;
        const bool first = record.visit != 0 && ends_something(record.kind) && beginnings.is_begun_before(record);
        order.push_back({exact_milliseconds(record), first ? 0 : 1, static_cast<std::uint32_t>(i)});
    }
    std::sort(order.begin(), order.end(), [](const Placed& left, const Placed& right) {
        return std::tie(left.at, left.ends, left.place) < std::tie(right.at, right.ends, right.place);
    });
    std::vector<Record> known;
    known.reserve(order.size());
    for (const Placed& one : order) known.push_back(records[one.place]);
    return known;
}

}  // namespace permap
