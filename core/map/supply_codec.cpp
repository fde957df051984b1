#include "map/supply_codec.hpp"

#include <algorithm>
#include <array>
#include <cmath>

#include "map/duration_codec.hpp"
#include "map/step_codec.hpp"

namespace permap {

namespace {

constexpr std::array<const char*, 7> weekdays = {"mon", "tue", "wed", "thu", "fri", "sat", "sun"};

std::optional<int> weekday_named(std::string_view text) {
    const auto found = std::find(weekdays.begin(), weekdays.end(), text);
    if (found == weekdays.end()) return std::nullopt;
    return static_cast<int>(found - weekdays.begin()) + 1;
}

// "mon" or "mon-fri" → first and last ISO weekday.
std::optional<std::pair<int, int>> read_days(const std::string& text) {
    const std::size_t dash = text.find('-');
    const auto first = weekday_named(text.substr(0, dash));
    const auto last = dash == std::string::npos ? first : weekday_named(text.substr(dash + 1));
    if (!first || !last || *first > *last) return std::nullopt;
    return std::pair{*first, *last};
}

// "09:30" → minutes since midnight; "24:00" is the end of the day.
std::optional<int> read_time_of_day(const std::string& text) {
    const auto digit = [&](std::size_t i) { return text[i] - '0'; };
    const auto is_digit = [&](std::size_t i) { return text[i] >= '0' && text[i] <= '9'; };
    if (text.size() != 5 || text[2] != ':' || !is_digit(0) || !is_digit(1) || !is_digit(3) || !is_digit(4)) {
        return std::nullopt;
    }
    const int hour = 10 * digit(0) + digit(1), minute = 10 * digit(3) + digit(4);
    if (minute > 59 || 60 * hour + minute > 24 * 60) return std::nullopt;
    return 60 * hour + minute;
}

std::string time_of_day(int minute) {
    const auto two = [](int number) { return (number < 10 ? "0" : "") + std::to_string(number); };
    return two(minute / 60) + ":" + two(minute % 60);
}

int read_time_of_day(ObjectReader& reader, const char* key) {
    const std::string text = reader.required_text(key);
    const std::optional<int> minute = read_time_of_day(text);
    if (!minute && !text.empty()) reader.fault(key, "\"" + text + "\" is not a time of day", "write 09:00");
    return minute.value_or(0);
}

void read_opening(ObjectReader& reader, CalendarRule& rule) {
    const std::string text = reader.required_text("days");
    const auto days = read_days(text);
    if (!days && !text.empty()) {
        reader.fault("days", "\"" + text + "\" names no days of the week", "write mon-fri or sat");
    }
    const std::size_t problems = reader.problems().size();
    const int from = read_time_of_day(reader, "from"), to = read_time_of_day(reader, "to");
    if (from >= to && reader.problems().size() == problems) reader.fault({}, "closes before it opens");
    if (!days) return;
    for (int day = days->first; day <= days->second; ++day) rule.open.push_back({day, from, to});
}

// When a body sits: every so many weeks, or on every so many of its open days.
void read_rhythm(ObjectReader& sitting, Resource& resource) {
    const int ways_to_say = sitting.has("every_weeks") + sitting.has("every_open_days");
    resource.every_weeks = sitting.whole("every_weeks", 1, 520).value_or(0);
    resource.every_open_days = sitting.whole("every_open_days", 1, 3650).value_or(0);
    if (ways_to_say != 1) {
        sitting.fault({}, "a sitting has one of every_weeks and every_open_days",
                      "say how many weeks, or how many open days, from one to the next");
        return;
    }
    if (!sitting.has("every_open_days")) return;
    if (!sitting.has("holidays")) {
        sitting.fault("every_open_days", "open days of which calendar?", "name it in \"holidays\"");
    }
    if (sitting.has("on_holiday")) {
        sitting.fault("on_holiday", "a body that sits by open days never meets a holiday", "leave on_holiday out");
    }
}

void read_pool_or_sitting(ObjectReader& reader, Resource& resource) {
    if (reader.has("pool") == reader.has("sitting")) {
        reader.fault({}, "a resource is either a pool or a sitting",
                     R"(give "pool": {"units": …} or "sitting": {"places": …})");
        return;
    }
    reader.object("pool", [&](ObjectReader& pool) {
        resource.units = read_required_quantity(pool, "units", QuantityKind::amount);
    });
    reader.object("sitting", [&](ObjectReader& sitting) {
        resource.kind = ResourceKind::sitting;
        resource.units = read_required_quantity(sitting, "places", QuantityKind::amount);
        sitting.required("first");
        resource.first_at = sitting.instant("first").value_or(Instant{});
        read_rhythm(sitting, resource);
        resource.notice_days = sitting.whole("notice_days", 0, 3650).value_or(0);
        resource.holidays = sitting.optional_id("holidays");
        resource.skipped_on_holiday =
            sitting.choice<bool>("on_holiday", {{"next_open_day", false}, {"skipped", true}}, false);
    });
    if (resource.units.value != std::floor(resource.units.value)) {
        reader.fault(resource.kind == ResourceKind::pool ? "pool" : "sitting", "units and places are whole numbers");
    }
}

void read_family_sizes(ObjectReader& reader, Arrivals& arrivals) {
    reader.object("family_sizes", [&](ObjectReader& families) {
        double sum = 0;
        families.required("shares");
        families.each_value("shares", [&](const Json& value, const std::string& where) {
            const double share = value.is_number() ? value.get<double>() : -1;
            if (share < 0 || share > 1) {
                families.problems().push_back({where, "expected a probability between 0 and 1", ""});
            }
            arrivals.family_sizes.push_back(share);
            sum += share;
        });
        if (families.has("shares") && std::abs(sum - 1) > 1e-6) {
            families.fault("shares", "the probabilities sum to " + Json(sum).dump() + ", not 1");
        }
        arrivals.family_sizes_from = read_provenance(families);
    });
    arrivals.family_size_as = reader.optional_id("family_size_as");
}

}  // namespace

CalendarRule read_calendar(ObjectReader& reader) {
    CalendarRule rule;
    rule.id = reader.id("id");
    rule.name = reader.text("name");
    reader.required("open");
    reader.each("open", [&](ObjectReader& opening) { read_opening(opening, rule); });
    rule.scottish_public_holidays = reader.flag("scottish_public_holidays");
    reader.each_value("closed_dates", [&](const Json& value, const std::string& where) {
        const std::string text = value.is_string() ? value.get<std::string>() : std::string();
        if (text.size() != 10 || !parse_instant(text)) {
            reader.problems().push_back({where, "expected a date, found " + value.dump(), "write 2026-04-06"});
        }
        rule.closed_dates.push_back(text);
    });
    return rule;
}

Json write_calendar(const CalendarRule& rule) {
    Json object = {{"id", rule.id}};
    write_text(rule.name, "name", object);
    object["open"] = Json::array();
    for (std::size_t i = 0; i < rule.open.size();) {
        const OpeningHours& first = rule.open[i];
        std::size_t next = i + 1;  // following days with the same hours go on the same line
        while (next < rule.open.size() && rule.open[next] == OpeningHours{first.weekday + static_cast<int>(next - i),
                                                                          first.from_minute, first.to_minute}) {
            ++next;
        }
        std::string days = weekdays[static_cast<std::size_t>(first.weekday - 1)];
        if (next - i > 1)
            days += std::string("-") + weekdays[static_cast<std::size_t>(rule.open[next - 1].weekday - 1)];
        object["open"].push_back(
            {{"days", days}, {"from", time_of_day(first.from_minute)}, {"to", time_of_day(first.to_minute)}});
        i = next;
    }
    write_flag(rule.scottish_public_holidays, "scottish_public_holidays", object);
    write_words(rule.closed_dates, "closed_dates", object);
    return object;
}

Attribute read_attribute(ObjectReader& reader) {
    Attribute attribute;
    attribute.id = reader.id("id");
    for (const char* const taken : {"age", "visits", "and", "or", "not", "if", "always"}) {
        if (attribute.id == taken)
            reader.fault("id", "\"" + attribute.id + "\" has a meaning of its own in conditions");
    }
    const int ways_to_say = reader.has("values") + reader.has("counter") + reader.has("derived");
    if (ways_to_say != 1) {
        reader.fault({}, "an attribute has one of values, counter and derived", "");
        reader.ignore("start");
        return attribute;
    }
    if (reader.has("derived")) {
        attribute.derived = read_condition(reader, "derived");
        return attribute;
    }
    attribute.start = reader.text("start");
    if (reader.has("values")) {
        attribute.values = reader.ids("values");
        const auto& values = attribute.values;
        if (values.empty() || values.size() > 255) reader.fault("values", "an attribute has 1 to 255 values");
        if (std::find(values.begin(), values.end(), attribute.start) == values.end()) {
            reader.fault({}, "start is not one of the values", "say which value a child has from entry on");
        }
        return attribute;
    }
    reader.object("counter",
                  [&](ObjectReader& counter) { attribute.counter_max = counter.required_whole("max", 1, 255); });
    if (attribute.start.empty()) attribute.start = "0";
    const bool is_number = attribute.start.size() <= 3 && std::all_of(attribute.start.begin(), attribute.start.end(),
                                                                      [](char c) { return c >= '0' && c <= '9'; });
    if (!is_number || std::stoi(attribute.start) > attribute.counter_max.value_or(255)) {
        reader.fault("start", "expected a whole number from 0 to max, in quotes");
    }
    return attribute;
}

Json write_attribute(const Attribute& attribute) {
    Json object = {{"id", attribute.id}};
    if (attribute.derived) {
        object["derived"] = to_string(*attribute.derived);
        return object;
    }
    if (attribute.counter_max) {
        object["counter"] = {{"max", *attribute.counter_max}};
    } else {
        object["values"] = attribute.values;
    }
    object["start"] = attribute.start;
    return object;
}

Resource read_resource(ObjectReader& reader) {
    Resource resource;
    resource.id = reader.id("id");
    resource.name = reader.required_text("name");
    resource.unit_name = reader.text("unit_name");
    read_pool_or_sitting(reader, resource);
    return resource;
}

Json write_resource(const Resource& resource) {
    Json object = {{"id", resource.id}, {"name", resource.name}};
    write_text(resource.unit_name, "unit_name", object);
    if (resource.kind == ResourceKind::pool) {
        object["pool"] = {{"units", write_quantity(resource.units)}};
        return object;
    }
    Json& sitting = object["sitting"] = Json::object();
    sitting["places"] = write_quantity(resource.units);
    sitting["first"] = to_string(resource.first_at);
    if (resource.every_open_days == 0) sitting["every_weeks"] = resource.every_weeks;
    if (resource.every_open_days != 0) sitting["every_open_days"] = resource.every_open_days;
    if (resource.notice_days != 0) sitting["notice_days"] = resource.notice_days;
    write_text(resource.holidays, "holidays", sitting);
    if (resource.skipped_on_holiday) sitting["on_holiday"] = "skipped";
    return object;
}

Arrivals read_arrivals(ObjectReader& reader) {
    Arrivals arrivals;
    arrivals.entry = reader.id("entry");
    arrivals.children_a_year = read_required_quantity(reader, "children_a_year", QuantityKind::amount);
    arrivals.ceiling_a_year = reader.number("ceiling_a_year");
    if (arrivals.ceiling_a_year && *arrivals.ceiling_a_year < arrivals.children_a_year.value) {
        reader.fault("ceiling_a_year", "is below children_a_year",
                     "the ceiling bounds every rate a scenario may ask for");
    }
    arrivals.supply = reader.flag("supply");
    if (!arrivals.supply) reader.required("age_years");
    reader.object("age_years", [&](ObjectReader& age) {
        arrivals.age_years = read_law(age, LawSign::any);
        arrivals.age_from = read_provenance(age);
    });
    arrivals.sets = read_assignments(reader, "sets");
    read_family_sizes(reader, arrivals);
    return arrivals;
}

Json write_arrivals(const Arrivals& arrivals) {
    Json object = {{"entry", arrivals.entry}};
    object["children_a_year"] = write_quantity(arrivals.children_a_year);
    if (arrivals.ceiling_a_year) object["ceiling_a_year"] = *arrivals.ceiling_a_year;
    write_flag(arrivals.supply, "supply", object);
    if (!arrivals.supply || arrivals.age_years != Law(Fixed{}) || arrivals.age_from != Provenance{}) {
        Json& age = object["age_years"] = Json::object();
        write_law(arrivals.age_years, age);
        write_provenance(arrivals.age_from, age);
    }
    write_assignments(arrivals.sets, "sets", object);
    if (!arrivals.family_sizes.empty()) {
        Json& families = object["family_sizes"] = {{"shares", arrivals.family_sizes}};
        write_provenance(arrivals.family_sizes_from, families);
    }
    write_text(arrivals.family_size_as, "family_size_as", object);
    return object;
}

}  // namespace permap
