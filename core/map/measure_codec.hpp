// What is measured (patterns, milestones, permanence, aims, groups of children, services), as JSON. For codecs only.
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

Grouping read_grouping(ObjectReader& reader);
Json write_grouping(const Grouping& grouping);

Service read_service(ObjectReader& reader);
Json write_service(const Service& service);

}  // namespace permap
