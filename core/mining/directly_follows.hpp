// Which step was completed directly after which, how often and how long after (the directly-follows graph of process
// mining), by the order of completions: steps that ran beside each other follow each other here too.
#pragma once

#include <cstdint>
#include <span>
#include <unordered_map>
#include <vector>

#include "log/stream.hpp"
#include "mining/lengths.hpp"
#include "mining/visits.hpp"

namespace permap {

struct FollowedBy {
    StepIndex from = no_step, to = no_step;
    std::int64_t count = 0;
    std::int64_t children = 0;
    Lengths between_completions;  // completion → next completion
    Lengths completion_to_start;  // completion → start of the next, where that start is known; below 0 where it had
                                  // begun before

    bool operator==(const FollowedBy&) const = default;
};

struct StepChildren {
    StepIndex step = no_step;
    std::int64_t children = 0;

    bool operator==(const StepChildren&) const = default;
};

struct DirectlyFollows {
    std::vector<FollowedBy> pairs;            // most often first, then by steps
    std::vector<StepChildren> begins;         // the step completed first; most children first, then by step
    std::vector<StepChildren> ends;           // the step completed last so far
    std::int64_t with_nothing_completed = 0;  // children
};

class DirectlyFollowsFold {
public:
    void add(std::span<const Event> events);
    DirectlyFollows result() &&;

private:
    struct Pair {
        std::int64_t children = 0;
        std::uint32_t last_child = 0;
        std::vector<std::int32_t> between, to_start;
    };
    struct Done {
        StepIndex step;
        Instant completed;
        Ordinal started;
    };

    VisitReader reader_;
    std::vector<Done> done_;
    std::vector<Ordinal> started_;                   // by place of a completion
    std::unordered_map<std::uint32_t, Pair> pairs_;  // by from × 65536 + to
    std::unordered_map<std::uint16_t, std::int64_t> begins_, ends_;
    std::uint32_t children_ = 0;
    std::int64_t with_nothing_completed_ = 0;
};

}  // namespace permap
