// Replay of a recorded log.
#pragma once

#include "commands/command.hpp"

namespace permap {

Exit replay_recorded(const Arguments& arguments);

}  // namespace permap
