// By how much a child's dates are moved: whole weeks, from 26 back to 26 on, so that weekdays stay; the same for
// brothers and sisters, and the same every time under one key.
#pragma once

#include <chrono>
#include <string_view>

#include "exporting/exported_log.hpp"
#include "recording/pseudonym.hpp"

namespace permap {

inline constexpr std::chrono::weeks most_shifted{26};

// `who`: the child's id, or that of the sibling group.
std::chrono::weeks date_shift(const PseudonymKey& key, std::string_view who);

void shift_all_dates(ExportedLog& log, const PseudonymKey& key);

}  // namespace permap
