// Which steps a child may still come to, by the drawing alone: chance and conditions are not looked at.
#pragma once

#include <set>
#include <vector>

#include "oracle/walker.hpp"

namespace permap::oracle {

// By step: the steps that lie behind it.
using Reach = std::vector<std::set<Place>>;

Reach reach_of(const Map& map);
bool may_still_come(const Reach& reach, const Walker& walker, Place entry, Place step);

}  // namespace permap::oracle
