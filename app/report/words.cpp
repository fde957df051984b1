#include "report/words.hpp"

namespace permap {

const char* word(StepKind kind) {
    switch (kind) {
        case StepKind::start:
            return "start";
        case StepKind::activity:
            return "activity";
        case StepKind::decision:
            return "decision";
        case StepKind::split:
            return "split";
        case StepKind::join:
            return "join";
        case StepKind::wait:
            return "wait";
        case StepKind::clock:
            return "clock";
        case StepKind::milestone:
            return "milestone";
        case StepKind::outcome:
            return "outcome";
        case StepKind::strand_end:
            return "strand_end";
    }
    return "";
}

const char* word(TimeUnit unit) {
    switch (unit) {
        case TimeUnit::minutes:
            return "minutes";
        case TimeUnit::hours:
            return "hours";
        case TimeUnit::working_days:
            return "working days";
        case TimeUnit::calendar_days:
            return "calendar days";
        case TimeUnit::weeks:
            return "weeks";
        case TimeUnit::months:
            return "months";
        case TimeUnit::years:
            return "years";
    }
    return "";
}

}  // namespace permap
