// The benchmark jobs as maps. A job is invented: no number in it is about the real world.
//
// One event of a job is one completed activity that takes time. What takes none (the split and the join of the sixth
// segment, the end) is there because a map needs it, and is not counted.
#pragma once

#include <string>

namespace permap::bench {

// W1: three steps in a row, each with a pool of 5 units and exponential time, mean 6 hours; 4 children every 6 hours,
// so the units are busy 80 % of their time. Theory: 4.66 times 6 hours from coming in to the end. Other engines run the
// same job with a day in place of 6 hours; here a million visits would last 228 years, and calendars end in 2150.
std::string three_queues_json();

// W2: ten segments of ten steps. A segment begins with a step on one of five pools (gamma, shape 2, mean 2 days; busy
// 85 %), then goes one of three ways of one, two or six steps in a row (lognormal, mean 20 days, sigma 0.8), with 0.78,
// 0.16 and 0.06. In the sixth segment the first way is two steps side by side, and the third has five steps.
struct HundredSteps {
    bool pools = true;  // false: the same times, and nobody waits ("W2 free")
    int load = 1;       // factor on arrivals (10 a day) and on the units of each pool (47); from 1 to 1000
    int copies = 1;     // of the ten segments, side by side; a child walks one of them, all share the pools; 1 to 100
};
std::string hundred_steps_json(const HundredSteps& job);

}  // namespace permap::bench
