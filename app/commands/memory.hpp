// Whether there is memory enough for a run, asked before it begins rather than after an hour.
#pragma once

#include <optional>
#include <string>

#include "experiment/arm.hpp"
#include "experiment/experiment.hpp"

namespace permap {

// What a command keeps of its children while it runs.
enum class Kept {
    figures,     // simulate: one arm's children at a time
    both_arms,   // compare: those of two arms, to be paired
    recorded,    // rank, sensitivity: that, and a run that changed maps are walked beside: its events, and families at
                 // every meeting
    every_event  // simulate -o: all replications' events, until they are written
};

// The least that such a run takes, in bytes: what was measured, rounded down. More may be needed; less never was. So a
// run that is refused could not have been done.
struct MemoryNeeded {
    double children = 0;   // their records, those in flight where resources are shared, recorded runs; all threads
    double of_events = 0;  // of all replications
    double all() const { return children + of_events; }
};
MemoryNeeded memory_needed(const Arm& arm, const Study& study, Kept kept, int threads, double events_a_child);

// Events of one child, on average: a few of the run's own children are walked. 0 where that would take long.
double events_a_child(const Arm& arm, const RunSettings& settings);

// The most that this program can still get, in bytes, and what sets the limit: the machine (swap included), a
// container, or `ulimit -v`. None where the system does not say.
struct MemoryThere {
    double bytes = 0;
    std::string limit;  // "free on this machine"
};
std::optional<MemoryThere> memory_there();

// So many of the study's threads as there is likely memory for, at least one. It matters where runs are remembered
// and resources are shared: each thread remembers one.
int threads_that_fit(const Arm& arm, const Study& study, const std::optional<MemoryThere>& there);

// Refuses what is needed and not there, with what to do about it.
Problems too_large(const MemoryNeeded& needed, const std::optional<MemoryThere>& there);

// All of it: for a command, before its runs.
Problems too_large(const Arm& arm, const Study& study, Kept kept);
// The same for a command whose threads remember a run each. Where there is memory for fewer threads than were asked
// for, the study goes on with those, and a warning says so.
Problems fit_recorded_to_memory(const Arm& arm, Study& study);

}  // namespace permap
