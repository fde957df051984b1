// Numbers as a reader sees them: the same rounding everywhere, a proper minus, a dash for what is not known.
#pragma once

#include <string>

#include "page/markup.hpp"
#include "page/result.hpp"

namespace permap::page {

// days: one decimal; child_days, count: whole; share: in percent, one decimal; points: a difference of shares in
// percentage points, one decimal; moves: four decimals; ratio: two; value: three figures or so, for a number of any
// size.
enum class Unit { days, child_days, count, share, points, moves, ratio, value };

// Of a difference ("days", "share", "moves") and of the figure itself.
Unit difference_unit(const std::string& unit);
Unit figure_unit(const std::string& unit);

std::string shown(double number, Unit unit);
std::string counted(std::size_t count);              // 1,234
std::string shown(const Number& number, Unit unit);  // "–" where not known
bool shows_zero(const std::string& words);           // of "0.0": rounded, nothing is left
std::string with_sign(const Number& number, Unit unit);
std::string shown(const Interval& interval, Unit unit);       // "1.0 to 2.0", or "–"
std::string with_signs(const Interval& interval, Unit unit);  // "−1.0 to +2.0"
std::string unit_words(Unit unit);                            // "days", "points" …

// The same for a table: <data value="the number as the result holds it">what is shown</data>, and for a dash what it
// says aloud.
Markup cell(const Number& number, Unit unit);
Markup signed_cell(const Number& number, Unit unit);
Markup cell(const Interval& interval, Unit unit);
Markup signed_cell(const Interval& interval, Unit unit);

}  // namespace permap::page
