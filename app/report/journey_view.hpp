// One child's journey made ready to be told: what text, picture and JSON have in common.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "log/stream.hpp"
#include "projection/measure_plan.hpp"
#include "projection/timeline.hpp"
#include "projection/timeline_bands.hpp"

namespace permap {

// One journey of the child; with a scenario there are two.
struct JourneyArm {
    std::string scenario;  // "baseline", or the scenarios' ids joined by +; "as recorded"
    const MeasurePlan* plan = nullptr;
    const Stream* stream = nullptr;
};

// Whose journey it is, and how much is known of it.
struct JourneySubject {
    std::string name;                      // a pseudonym, or ENTRY:CANDIDATE[.SIBLING]
    bool is_recorded = false;              // a real child: nothing of it is for sharing
    std::size_t number = 0, children = 0;  // of a recorded child: which of how many in the log, from 1
    std::string known_as;                  // of a recorded journey told as of a day: "as known on … (import 1 of 2)"
    bool age_is_known = true;
    bool born_by_month = false;  // ages count from the middle of the month of birth
    bool has_dates_only = false;
    bool has_map = true;                   // else the steps and attributes are just what the log names
    std::size_t steps_of_map = 0;          // of a recorded child: later steps are what only the log names
    std::size_t attributes_of_map = 0;     // likewise
    std::vector<std::string> told_as_age;  // attributes that are no bands of their own
};

JourneySubject simulated_subject(const Map& map, const Child& child);

struct JourneyView {
    const MeasurePlan* plan = nullptr;
    Child child;  // followed until the day of looking at most
    std::span<const Event> events;
    std::vector<TimelineRow> rows;
    TimelineBands bands;
    bool is_over = false;
    StepIndex outcome = no_step;  // of a journey that is over
};

// `at`: only what had happened by the end of that day. The stream must outlive the view.
JourneyView journey_view(const MeasurePlan& plan, const Stream& stream, std::optional<Instant> at);

// How it ends and when, in one sentence without its full stop.
std::string ending_words(const JourneySubject& subject, const JourneyView& view);
// "done", "cancelled", "→ panel": how a visit or clock ended.
std::string ended_how(const MeasurePlan& plan, const TimelineRow& row);
// "not yet born", "under 1 year", "1 year", "12 years".
std::string age_words(Date birth, Instant at);

// The bands worth showing: attributes of more than two values, or by which the map tells children apart, that were set;
// and all that only the log knows.
std::vector<AttributeBand> shown_bands(const JourneyView& view, const JourneySubject& subject);
std::string attribute_words(const Map& map, AttributeIndex attribute);  // "Legal basis"
std::string value_words(const Map& map, AttributeIndex attribute, std::uint8_t value);

// "kept", "passed by 12 days", "3 days left".
std::string limit_words(const TimelineRow& row, Instant until);
std::string aim_words(const AimCount& aim);

inline constexpr const char* not_for_sharing = "NOT FOR SHARING: the recorded journey of a child.";
inline constexpr const char* simulated_child = "Made up by the model: nobody's real journey.";

}  // namespace permap
