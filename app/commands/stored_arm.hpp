// A log's own map and scenarios, made ready to measure what it holds.
#pragma once

#include <string>

#include "commands/load.hpp"
#include "experiment/arm.hpp"
#include "experiment/experiment.hpp"
#include "store/log_file.hpp"

namespace permap {

struct StoredArm {
    StoredLog stored;
    LoadedMap map;
    Arm arm;
};
Result<StoredArm> load_log(const std::string& path);

LogHeader log_header(const LoadedMap& map, const Arm& arm, const Study& study);

}  // namespace permap
