// One page that can be put in front of a board: whole in one file, nothing fetched, no script, printable.
#pragma once

#include <string>
#include <vector>

#include "page/result.hpp"

namespace permap::page {

// The HTML document, ended by a new line. The same results in the same order give the same bytes: no date, no file
// name. `results` is not empty, and fit_together() found nothing.
std::string board_page(const std::vector<ResultFile>& results);

}  // namespace permap::page
