// Results with something in every field that a page shows, as files hold them.
#pragma once

#include <nlohmann/json.hpp>
#include <string>

namespace permap {

using nlohmann::json;

json whole_compare();  // baseline and two arms
json whole_rank();
json whole_simulation();
json whole_evidence();
json whole_sensitivity();

}  // namespace permap
