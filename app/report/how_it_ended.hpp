// Why a result rests on as many replications as it does, where that was not simply asked for.
#pragma once

#include <string>
#include <vector>

#include "report/result_header.hpp"

namespace permap {

// A sentence each: that somebody stopped it; whether the precision asked for was reached. Mostly none.
std::vector<std::string> how_it_ended(const ResultHeader& header);

}  // namespace permap
