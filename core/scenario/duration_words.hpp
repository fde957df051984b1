// Durations in plain words, and what an edit needs to know of them: which units measure the same thing, and how long a
// step can take at most.
#pragma once

#include <optional>
#include <string>

#include "map/duration.hpp"
#include "map/map.hpp"
#include "vocabulary/calendar.hpp"

namespace permap {

// How many `to` make one `from`; nothing where only a calendar could say (months in days, working days in weeks).
// `hours_are_working`: hours and minutes of a step with a calendar of its own are working time.
std::optional<double> units_in(TimeUnit from, TimeUnit to, bool hours_are_working);

// Longest drawn time of a step, edits included, in the duration's unit; nothing where there is no upper end.
std::optional<double> longest_of(const Step& step);

// The step's time is drawn, not an age, a date or another step.
bool is_drawn(const Duration& duration);

std::string word_of(TimeUnit unit, double count = 2);  // "weeks", "week"
std::string in_words(double value);                    // at most four decimals: "0.5", "12"
std::string in_words(double value, TimeUnit unit);     // "1 week", "12 working days"
std::string in_words(const Duration& duration);        // "4 to 14 weeks, most often 7"

}  // namespace permap
