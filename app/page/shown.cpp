#include "page/shown.hpp"

#include <array>
#include <charconv>
#include <cmath>

#include "report/tables.hpp"

namespace permap::page {

namespace {

constexpr const char* dash = "–";

std::string with_minus(std::string words) {
    if (const std::size_t minus = words.find('-'); minus != std::string::npos) words.replace(minus, 1, "−");
    return words;
}

// The shortest text that reads back as the same number.
std::string exactly(double number) {
    std::array<char, 64> digits{};
    const auto [end, fault] = std::to_chars(digits.data(), digits.data() + digits.size(), number);
    return fault == std::errc{} ? std::string(digits.data(), end) : std::string();
}

Markup data(double number, const std::string& words) {
    return element("data", {{"value", exactly(number)}}, text(words));
}

Markup unknown() {
    return element("span", {{"aria-hidden", "true"}}, text(dash)) +
           element("span", {{"class", "unseen"}}, text("not known"));
}

std::string signed_words(double number, Unit unit) {
    const std::string words = shown(number, unit);
    return number > 0 && !shows_zero(words) ? "+" + words : words;
}

}  // namespace

bool shows_zero(const std::string& words) {
    return words.find_first_of("123456789") == std::string::npos;
}

Unit difference_unit(const std::string& unit) {
    return unit == "share" ? Unit::points : figure_unit(unit);
}

Unit figure_unit(const std::string& unit) {
    if (unit == "share") return Unit::share;
    if (unit == "days") return Unit::days;
    return unit == "moves" ? Unit::moves : Unit::value;
}

std::string shown(double number, Unit unit) {
    switch (unit) {
        case Unit::days:
            return with_minus(fixed(number, 1));
        case Unit::child_days:
        case Unit::count:
            return with_minus(fixed(number, 0));
        case Unit::share:
            return with_minus(percent_number(number, 1)) + "\u00a0%";  // never a line of its own for the sign
        case Unit::points:
            return with_minus(fixed(100 * number, 1));
        case Unit::moves:
            return with_minus(fixed(number, 4));
        case Unit::ratio:
            return with_minus(fixed(number, 2));
        case Unit::value:
            break;
    }
    const double size = std::abs(number);
    const bool is_whole = std::abs(number - std::round(number)) < 1e-9;
    return with_minus(fixed(number, is_whole || size >= 100 ? 0 : size >= 10 ? 1 : 2));
}

std::string counted(std::size_t count) {
    return with_separators(static_cast<std::int64_t>(count));
}

std::string shown(const Number& number, Unit unit) {
    return number ? shown(*number, unit) : dash;
}

std::string with_sign(const Number& number, Unit unit) {
    return number ? signed_words(*number, unit) : dash;
}

std::string shown(const Interval& interval, Unit unit) {
    if (!interval.low || !interval.high) return dash;
    return unit == Unit::share ? with_minus(fixed(100 * *interval.low, 1)) + " to " + shown(*interval.high, unit)
                               : shown(*interval.low, unit) + " to " + shown(*interval.high, unit);
}

std::string with_signs(const Interval& interval, Unit unit) {
    if (!interval.low || !interval.high) return dash;
    return signed_words(*interval.low, unit) + " to " + signed_words(*interval.high, unit);
}

std::string unit_words(Unit unit) {
    switch (unit) {
        case Unit::days:
            return "days";
        case Unit::child_days:
            return "child-days";
        case Unit::points:
            return "points";
        case Unit::moves:
            return "moves";
        default:
            return "";
    }
}

Markup cell(const Number& number, Unit unit) {
    return number ? data(*number, shown(*number, unit)) : unknown();
}

Markup signed_cell(const Number& number, Unit unit) {
    return number ? data(*number, signed_words(*number, unit)) : unknown();
}

Markup cell(const Interval& interval, Unit unit) {
    if (!interval.low || !interval.high) return unknown();
    return data(*interval.low,
                unit == Unit::share ? with_minus(fixed(100 * *interval.low, 1)) : shown(*interval.low, unit)) +
           text(" to ") + data(*interval.high, shown(*interval.high, unit));
}

Markup signed_cell(const Interval& interval, Unit unit) {
    if (!interval.low || !interval.high) return unknown();
    return data(*interval.low, signed_words(*interval.low, unit)) + text(" to ") +
           data(*interval.high, signed_words(*interval.high, unit));
}

}  // namespace permap::page
