// Text files that fit into memory: maps, scenarios, results.
#pragma once

#include <string>
#include <string_view>

#include "vocabulary/result.hpp"

namespace permap {

// Refuses folders and more than 512 MB.
Result<std::string> read_whole_file(const std::string& path);

// Beside the target, then renamed (see part_file.hpp). Empty when all went well.
Problems write_whole_file(const std::string& path, std::string_view text, bool overwrite);

}  // namespace permap
