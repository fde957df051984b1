#include "exporting/exported_log.hpp"

#include "formats/date_text.hpp"
#include "recorded/record.hpp"

namespace permap {

namespace {

constexpr std::chrono::days middle_of_month{14};

// "2017-04" some weeks on: the month that its middle falls into.
std::string shifted_month(const std::string& month, std::chrono::weeks by) {
    const auto first = parse_instant(month + "-01");
    if (!first) return {};
    return to_date_string(midnight(date_of(*first) + middle_of_month + by)).substr(0, 7);
}

bool is_month(std::string_view text) {
    return text.size() == 7 && text[4] == '-' && parse_instant(std::string(text) + "-01");
}

// A value that is a date would give the shift away.
std::string shifted_value(const std::string& value, std::chrono::weeks by) {
    if (by.count() == 0) return value;
    if (is_month(value)) return shifted_month(value, by);
    const auto time = parse_source_time(value, DateOrder::day_first);
    if (!time) return value;
    const Instant moved = time->at + std::chrono::duration_cast<Minutes>(by);
    return time->precision == TimePrecision::day ? to_date_string(moved) : to_string(moved);
}

}  // namespace

std::string followed_until_text(const Child& child) {
    return to_string(child.followed_until);
}

std::string value_text(const ExportedLog& log, std::size_t child, const Event& event) {
    const std::vector<Attribute>& attributes = log.plan->map.attributes;
    const std::size_t place = index(attribute_of(event.detail));
    const std::uint8_t value = value_of(event.detail);
    if (place >= attributes.size() || value >= attributes[place].values.size()) return std::to_string(int{value});
    return shifted_value(attributes[place].values[value], log.children[child].shifted);
}

void shift_dates(Stream& stream, ExportedChild& child, std::chrono::weeks by) {
    const Minutes length = std::chrono::duration_cast<Minutes>(by);
    for (Event& event : stream.events) event.at += length;
    stream.child.entered += length;
    stream.child.followed_until += length;
    stream.child.birth_date += by;
    if (!child.birth_month.empty()) child.birth_month = shifted_month(child.birth_month, by);
    child.shifted += by;
}

}  // namespace permap
