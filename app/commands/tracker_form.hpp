// The tracker's template, made from a map: permap import --template tracker.
#pragma once

#include "commands/arguments.hpp"
#include "commands/command.hpp"
#include "formats/tracker.hpp"
#include "map/map.hpp"

namespace permap {

// Milestones first: what the map's aims count from and to, what ends the wait for permanence, then the map's other
// milestones, those of the same phases before the rest. After them everything that people do or decide for a child,
// sub-process by sub-process.
TrackerTemplate tracker_form(const Map& map);

// --template tracker [--map MAP] [-o tracker.csv|tracker.xlsx] [--overwrite]; no map: the national one, no output: CSV
// on stdout.
Exit tracker_template_command(const Arguments& arguments);

}  // namespace permap
