// What a map says of a step, in short plain words: the same for the terminal, pictures and pages.
#pragma once

#include <string>
#include <vector>

#include "map/map.hpp"

namespace permap {

std::string number_words(double value);                 // "2", "2.5"
std::string length_words(double value, TimeUnit unit);  // "1 week", "3 working days"
std::string kind_words(StepKind kind);                  // "end of a strand"; else the word of the map file
std::string basis_words(const Step& step);              // "rules, rights"

// "1 to 3 weeks, most often 1", "until age 18", "no time".
std::string duration_words(const Step& step);
// Whether a duration holds a number about the world: one without time, or until another step, has none.
bool has_number(const Duration& duration);

// "6 weeks", "the same day", "to the day": without from when.
std::string limit_words(const Timescale& timescale);

// "from 2021-09-02", "until 2021-09-02", "not in force"; empty for what always holds.
std::string dates_words(const InForce& law);
// "; from …" in the same words, to be put behind something.
std::string with_dates(const std::string& text, const InForce& law);

// What a number is, and so what the low and high of an assumption are: factors on a length, shares, or numbers.
enum class NumberOf { time, share, count };
// "0.5 to 2 times as long", "between 2 % and 8 %", "between 11,000 and 17,000"; empty where none is given.
std::string range_words(const Provenance& from, NumberOf number);

// "source: TITLE (publisher, year), place" or "assumption: why; RANGE".
std::string provenance_words(const Map& map, const Provenance& from, NumberOf number);

// "TARGET [way] 12.3 % when …": the whole of a way, in ids.
std::string way_words(const Way& way);

// What a way is called: its name, else its condition, else the step it leads to.
std::string way_name(const Map& map, const Way& way);
// "90 %", "12.5 %". `mark`: put behind a number that is an assumption. Of a way without a number: empty.
std::string share_words(const Quantity& share, const std::string& mark);
std::string share_words(const Way& way, const std::string& mark);

const Source* find_source(const Map& map, const std::string& id);
const Lane* find_lane(const Map& map, const std::string& id);
const Process* find_process(const Map& map, const std::string& id);
std::string lane_name(const Map& map, const std::string& id);     // the id where there is none
std::string process_name(const Map& map, const std::string& id);  // the map's name where a step names none
std::string step_name(const Map& map, const std::string& id);

// Where every number of a step comes from: its time, its limits, its shares, what is drawn.
std::vector<const Provenance*> provenances_of(const Step& step);

}  // namespace permap
