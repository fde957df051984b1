#include "scenario/duration_words.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>
#include <string_view>

namespace permap {

namespace {

enum class Measure { elapsed, working_hours, working_days, months };

// What a unit measures, and how many of the smallest unit of that measure it is.
std::pair<Measure, double> measure_of(TimeUnit unit, bool hours_are_working) {
    const Measure hours = hours_are_working ? Measure::working_hours : Measure::elapsed;
    switch (unit) {
        case TimeUnit::minutes:
            return {hours, 1};
        case TimeUnit::hours:
            return {hours, 60};
        case TimeUnit::calendar_days:
            return {Measure::elapsed, 24 * 60};
        case TimeUnit::weeks:
            return {Measure::elapsed, 7 * 24 * 60};
        case TimeUnit::working_days:
            return {Measure::working_days, 1};
        case TimeUnit::months:
            return {Measure::months, 1};
        case TimeUnit::years:
            return {Measure::months, 12};
    }
    return {Measure::elapsed, 1};
}

std::optional<double> longest_value(const Fixed& law) {
    return law.value;
}
std::optional<double> longest_value(const Uniform& law) {
    return law.max;
}
std::optional<double> longest_value(const Triangular& law) {
    return law.max;
}
std::optional<double> longest_value(const Exponential&) {
    return std::nullopt;
}
std::optional<double> longest_value(const Gamma&) {
    return std::nullopt;
}
std::optional<double> longest_value(const Weibull&) {
    return std::nullopt;
}
std::optional<double> longest_value(const Lognormal&) {
    return std::nullopt;
}
std::optional<double> longest_value(const Quantiles& law) {
    if (law.points.empty()) return std::nullopt;
    return law.points.back().second;
}
std::optional<double> longest_value(const Mixture& law) {
    double longest = 0;
    for (const auto& [weight, part] : law.parts) {
        const auto of_part = std::visit([](const auto& simple) { return longest_value(simple); }, part);
        if (!of_part) return std::nullopt;
        longest = std::max(longest, *of_part);
    }
    return longest;
}

std::string words(const Fixed& law) {
    return in_words(law.value) + " UNIT";
}
std::string words(const Uniform& law) {
    return in_words(law.min) + " to " + in_words(law.max) + " UNIT";
}
std::string words(const Triangular& law) {
    return in_words(law.min) + " to " + in_words(law.max) + " UNIT, most often " + in_words(law.mode);
}
std::string words(const Exponential& law) {
    return "an exponential time of mean " + in_words(law.mean) + " UNIT";
}
std::string words(const Gamma& law) {
    return "a gamma time of mean " + in_words(law.mean) + " UNIT (shape " + in_words(law.shape) + ")";
}
std::string words(const Weibull& law) {
    return "a Weibull time of scale " + in_words(law.scale) + " UNIT (shape " + in_words(law.shape) + ")";
}
std::string words(const Lognormal& law) {
    return "a lognormal time of median " + in_words(law.median) + " UNIT (sigma " + in_words(law.sigma) + ")";
}
std::string words(const Quantiles& law) {
    if (law.points.empty()) return "0 UNIT";
    return in_words(law.points.front().second) + " to " + in_words(law.points.back().second) + " UNIT, as observed";
}
std::string words(const Mixture& law) {
    std::string text;
    for (const auto& [weight, part] : law.parts) {
        const std::string of_part = std::visit([](const auto& simple) { return words(simple); }, part);
        text += (text.empty() ? "" : "; or ") + of_part + " (" + in_words(100 * weight) + "%)";
    }
    return text;
}

void replace_all(std::string& text, std::string_view from, const std::string& to) {
    for (auto at = text.find(from); at != std::string::npos; at = text.find(from, at + to.size())) {
        text.replace(at, from.size(), to);
    }
}

}  // namespace

std::optional<double> units_in(TimeUnit from, TimeUnit to, bool hours_are_working) {
    const auto [from_measure, from_size] = measure_of(from, hours_are_working);
    const auto [to_measure, to_size] = measure_of(to, hours_are_working);
    if (from_measure != to_measure) return std::nullopt;
    return from_size / to_size;
}

bool is_drawn(const Duration& duration) {
    return std::holds_alternative<Lasts>(duration.ends);
}

std::optional<double> longest_of(const Step& step) {
    const Lasts* const lasts = std::get_if<Lasts>(&step.duration.ends);
    if (lasts == nullptr) return std::nullopt;
    auto longest = std::visit([](const auto& law) { return longest_value(law); }, lasts->law);
    if (step.duration.at_most) longest = std::min(longest.value_or(*step.duration.at_most), *step.duration.at_most);
    if (longest && step.duration.at_least) longest = std::max(*longest, *step.duration.at_least);
    if (longest) longest = *longest * step.edited.scale + step.edited.add;
    if (step.edited.cap && step.edited.cap_share >= 1)
        longest = std::min(longest.value_or(*step.edited.cap), *step.edited.cap);
    return longest;
}

std::string word_of(TimeUnit unit, double count) {
    static constexpr std::array<std::string_view, 7> names = {"minute", "hour",  "working day", "day",
                                                              "week",   "month", "year"};
    return std::string(names[static_cast<std::size_t>(unit)]) + (std::abs(count) == 1 ? "" : "s");
}

std::string in_words(double value) {
    std::array<char, 64> text{};
    std::snprintf(text.data(), text.size(), "%.4f", value);
    std::string word = text.data();
    word.erase(word.find_last_not_of('0') + 1);
    if (word.back() == '.') word.pop_back();
    return word == "-0" ? "0" : word;
}

std::string in_words(double value, TimeUnit unit) {
    return in_words(value) + " " + word_of(unit, value);
}

std::string in_words(const Duration& duration) {
    struct Words {
        const Duration& duration;
        std::string operator()(const Lasts& lasts) const {
            if (is_instant(duration)) return "no time";
            const Fixed* const fixed = std::get_if<Fixed>(&lasts.law);
            std::string text = std::visit([](const auto& law) { return words(law); }, lasts.law);
            replace_all(text, "UNIT", word_of(duration.unit, fixed == nullptr ? 2 : fixed->value));
            return text;
        }
        std::string operator()(const UntilAge& until) const {
            std::string text =
                "until the age of " + std::visit([](const auto& law) { return words(law); }, until.age_years);
            replace_all(text, " UNIT", "");
            return text;
        }
        std::string operator()(const UntilDate& until) const { return "until " + to_string(until.at); }
        std::string operator()(const UntilStep& until) const { return "until \"" + until.step + "\" has happened"; }
        std::string operator()(const UntilTimescale&) const { return "until its timescale ends"; }
    };
    std::string text = std::visit(Words{duration}, duration.ends);
    if (duration.at_least) text += ", at least " + in_words(*duration.at_least, duration.unit);
    if (duration.at_most) text += ", at most " + in_words(*duration.at_most, duration.unit);
    if (duration.never_past_age) text += ", never past the age of " + in_words(*duration.never_past_age);
    return text;
}

}  // namespace permap
