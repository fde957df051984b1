// What a join waits for, as JSON. For codecs only.
#pragma once

#include "map/json_reader.hpp"
#include "map/map.hpp"

namespace permap {

Join read_join(ObjectReader& reader);
Json write_join(const Join& join);

std::string slot_name(const Slot& slot);  // "step" or "step.way"

}  // namespace permap
