// How long visits waited and were worked on, in calendar and in working time, and what they waited for, as far as a log
// lets one know (MEASURES 2). Of all visits, on the path that mattered or not.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "log/stream.hpp"
#include "mining/lengths.hpp"
#include "mining/visits.hpp"
#include "mining/working_hours.hpp"
#include "projection/measure_plan.hpp"

namespace permap {

// Minutes of waiting, ready → started, by what for; they add up to the waiting. Where the log says itself what a visit
// waited for (`said`), only the first four are told apart, as in the delay table. Elsewhere they are estimates, taken
// away from the wait in this order:
// - out_of_hours: minutes in which the step's calendar is closed; none where no calendar is known;
// - passed_over: since a child who became ready later at this step was started for the first time;
// - together: the rest of a wait that ended with several children's visits of this step started in one minute (not at
//   midnight, which stands for a date without a time);
// - not_known: what is left.
struct WaitedFor {
    std::int64_t no_free_unit = 0, next_sitting = 0, gathering = 0, out_of_hours = 0;
    std::int64_t passed_over = 0, together = 0, not_known = 0;

    std::int64_t total() const {
        return no_free_unit + next_sitting + gathering + out_of_hours + passed_over + together + not_known;
    }
    bool operator==(const WaitedFor&) const = default;
};

struct VisitTimes {
    StepIndex step = no_step;
    std::int64_t visits = 0;
    std::int64_t only_end_known = 0;
    Lengths waiting, waiting_open;  // of started visits; `open`: minutes in which the step's calendar is open
    Lengths working, working_open;  // of completed visits that are known to have started
    Lengths unsplit;                // of visits of which only the end is known: since they became ready
    bool hours_are_known = false;   // else there are no lengths in working time
    std::int64_t said = 0;          // started visits of which the log says what they waited for
    WaitedFor waited_for;

    bool operator==(const VisitTimes&) const = default;
};

class VisitTimesFold {
public:
    // Both must outlive it.
    VisitTimesFold(const MeasurePlan& plan, const WorkingHours& hours);

    void add(std::uint32_t child, std::span<const Event> events);
    std::vector<VisitTimes> result() &&;  // steps that were visited, by step

private:
    // A visit that was started.
    struct Wait {
        Instant ready, started;
        std::uint32_t child;
        std::uint32_t detail;  // of `started`
    };
    struct AtStep {
        std::int64_t visits = 0;
        std::vector<Wait> waits;
        std::vector<std::int32_t> working, working_open, unsplit;
    };
    void split(StepIndex step, std::vector<Wait>& waits, VisitTimes& into) const;

    const MeasurePlan& plan_;
    const WorkingHours& hours_;
    VisitReader reader_;
    std::vector<AtStep> steps_;
};

std::vector<VisitTimes> visit_times_of(const MeasurePlan& plan, const WorkingHours& hours, const EventLog& log);

}  // namespace permap
