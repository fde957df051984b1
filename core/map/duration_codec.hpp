// Numbers with their provenance, laws and durations as JSON. For codecs only.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "map/duration.hpp"
#include "map/json_reader.hpp"
#include "map/provenance.hpp"

namespace permap {

const std::vector<std::pair<std::string, TimeUnit>>& time_unit_words();
std::string to_string(TimeUnit unit);

// `source` or `assumption` of the object at hand: neither is a fault.
Provenance read_provenance(ObjectReader& reader);
void write_provenance(const Provenance& from, Json& object);

enum class QuantityKind { share, amount };  // in [0, 1]; at or above 0

// The quantity under `key`; a bare number is a fault. Nothing where absent.
std::optional<Quantity> read_quantity(ObjectReader& parent, std::string_view key, QuantityKind kind);
Quantity read_required_quantity(ObjectReader& parent, std::string_view key, QuantityKind kind);
Json write_quantity(const Quantity& quantity);

enum class LawSign { at_or_above_zero, any };  // the age of an unborn child is below 0

Law read_law(ObjectReader& reader, LawSign sign = LawSign::at_or_above_zero);
void write_law(const Law& law, Json& object);

Duration read_duration(ObjectReader& reader);
Json write_duration(const Duration& duration);

}  // namespace permap
