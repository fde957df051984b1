// What the world brings to a map (calendars, attributes, resources, arrivals), as JSON. For codecs only.
#pragma once

#include "map/json_reader.hpp"
#include "map/map.hpp"

namespace permap {

CalendarRule read_calendar(ObjectReader& reader);
Json write_calendar(const CalendarRule& rule);

Attribute read_attribute(ObjectReader& reader);
Json write_attribute(const Attribute& attribute);

Resource read_resource(ObjectReader& reader);
Json write_resource(const Resource& resource);

Arrivals read_arrivals(ObjectReader& reader);
Json write_arrivals(const Arrivals& arrivals);

}  // namespace permap
