// Tiny process maps drawn in the test itself, one line a step:
//
//     enter ann 2026-01-05 09:00 aged 4 siblings 2 -> refer      a child (or siblings) who comes in at that minute
//     refer takes 3 days -> choose
//     choose decision -> home 0.7 ; away 0.3 when [age < 12] interrupts court sets [setting = away]
//     home outcome
//
// After the name of a step, in any order:
//     start activity decision split join wait clock milestone outcome strand_end      (default activity)
//     takes 3 days | takes uniform 1 5 days | takes exponential 3 weeks | until age 16 | until date DATE | until step S
//     | until timescale at_least N  at_most N  never_past N  calendar C  timescale N UNIT [from S | from_ready S]
//     [inclusive] [law DATE DATE] (once a timescale)  uses R [condition]  priority N [condition]  for_good  adds_to R
//     together DAYS [one_decision]  process P  exit_of P  cancels R,R in_force DATE DATE ("-": open) sets [a = b]
//     derives [a = b]  clears [a = b]  draws ATTRIBUTE value:0.5,value:0.5 [unless [condition]] branches S,S
//     join_at S  started_by S  fires {S,S.way} (once a set)  standing S  withdrawn S by S  waits_while S,S
//     opened_by S starts_at S,S  ends_at S,S  only_if [condition]  restart  lifelong passed_through  take WAY
//     scale N  add N  cap N  cap_share N
// A way: [id:] target [probability] [when [c]] [interrupts R,R] [sets [a]] [returns_to S] [in_force DATE DATE]
// Other lines:
//     attribute setting home|away           (starts as the first)     counter moves 3           derived eldest [age >=
//     16] region court petition,hearing when_ended [in_court = no]        horizon 10 years          households (the
//     next `enter` is supply) pool worker 1                                                   calendar office mon-fri
//     09:00 17:00 closed 2026-01-06 scottish sitting panel 2 places 2026-01-06 10:00 every 1 notice 3 holidays office
//     skipped (every 2 open_days: on every second open day of the holidays calendar)
// As a scenario makes it from a date on: pool worker 1 then 2026-03-01 units 2; sitting … then 2026-03-01 units 4 every
// 1
//     (or: every 2 open_days); enter ann 2026-01-05 then 2026-01-01 sets [setting = away] -> refer
// A line further in than the first goes on with the line above. "#" begins a remark.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "engine/run.hpp"
#include "log/stream.hpp"
#include "map/map.hpp"

namespace permap {

struct DrawnChild {
    std::string name;  // the id of the own entry step
    Instant enters{};
    int siblings = 1;
    bool supply = false;
};

struct DrawnMap {
    Map map;
    std::vector<DrawnChild> children;
    RunSettings settings;  // in which each of them comes in at the drawn minute, and nobody else does
};

DrawnMap draw_map(std::string_view text);

}  // namespace permap
