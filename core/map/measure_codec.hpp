// What is measured (patterns, milestones, permanence, aims), as JSON. For codecs only.
#pragma once

#include "map/json_reader.hpp"
#include "map/map.hpp"

namespace permap {

Milestone read_milestone(ObjectReader& reader);
Json write_milestone(const Milestone& milestone);

Permanence read_permanence(ObjectReader& reader);
Json write_permanence(const Permanence& permanence);

Aim read_aim(ObjectReader& reader);
Json write_aim(const Aim& aim);

}  // namespace permap
