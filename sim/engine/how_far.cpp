#include "engine/how_far.hpp"

#include "engine/run.hpp"

namespace permap {

void HowFar::goes_round_in_no_time() const {
    throw MapError{"more than 10,000 events of one child in one minute, at " + to_string(now),
                   "look for a loop in which no time passes"};
}

}  // namespace permap
