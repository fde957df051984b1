// Steps and the small parts they share with the rest of a map, as JSON. For codecs only.
#pragma once

#include <string_view>
#include <vector>

#include "map/json_reader.hpp"
#include "map/map.hpp"

namespace permap {

Condition read_condition(ObjectReader& parent, std::string_view key);  // always where absent
std::vector<Assignment> read_assignments(ObjectReader& parent, std::string_view key);
InForce read_in_force(ObjectReader& parent);

// Write nothing for what is absent, empty or the default.
void write_condition(const Condition& condition, std::string_view key, Json& object);
void write_assignments(const std::vector<Assignment>& assignments, std::string_view key, Json& object);
void write_in_force(const InForce& in_force, Json& object);
void write_text(const std::string& text, std::string_view key, Json& object);
void write_flag(bool flag, std::string_view key, Json& object);
void write_words(const std::vector<std::string>& words, std::string_view key, Json& object);
std::string date_text(Instant at);  // without the time of day at midnight

Timescale read_timescale(ObjectReader& reader);
Json write_timescale(const Timescale& timescale);

Step read_step(ObjectReader& reader);
Json write_step(const Step& step);

}  // namespace permap
