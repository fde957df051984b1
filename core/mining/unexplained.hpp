// What recorded journeys do that the map does not explain, by step and kind: a fast estimate, one look at each visit.
// It asks only whether the child had ever been at a step that leads here, not whether the whole journey fits the map.
// What has one date is taken in whatever order fits.
#pragma once

#include <cstdint>
#include <map>
#include <span>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

#include "log/stream.hpp"
#include "mining/visits.hpp"
#include "recorded/binding.hpp"
#include "recorded/record.hpp"
#include "vocabulary/result.hpp"

namespace permap {

enum class UnexplainedKind : std::uint8_t {
    not_on_the_map,    // the map has no step of that name
    begins_elsewhere,  // a child's first step, where no journey on the map begins
    follows_no_way,    // no step that the child had been through leads here
    no_start,          // completed; when it began was not written down, though it was for other visits of this step
    no_end,            // begun and never ended, in a journey that is over
    ends_elsewhere,    // the journey was over here, which is no outcome of the map
    unknown_way,       // the decision took a way that the step does not have
    unknown_value,     // an attribute of the map was set to what it has no value for
};
const char* to_string(UnexplainedKind kind);  // "not_on_the_map"
const char* in_words(UnexplainedKind kind);   // "the map has no such step"

struct Unexplained {
    StepIndex step = no_step;  // of the bound map; no_step: about an attribute, or a journey that was over nowhere
    std::string attribute;     // the log's name, of unknown_value
    UnexplainedKind kind = UnexplainedKind::not_on_the_map;
    std::int64_t visits = 0;  // of unknown_way and unknown_value: records
    std::int64_t children = 0;

    bool operator==(const Unexplained&) const = default;
};

// Steps that lead to each step of the map: by a way, a join, a hand-over or a clock, at once or through steps that the
// log never names (nobody wrote them down, so they are passed in silence).
class LeadingSteps {
public:
    LeadingSteps(const Binding& binding, const std::vector<std::string>& step_names);
    // `to` is a step that the log names.
    bool leads(StepIndex from, StepIndex to) const {
        PERMAP_ASSERT(!leads_[index(to)].empty());
        return leads_[index(to)][index(from)];
    }
    bool can_begin(StepIndex step) const {
        return begins_[index(step)];
    }  // a journey that the log tells can begin here

private:
    std::vector<std::vector<bool>> leads_;  // by `to`, then `from`: steps of the map only
    std::vector<bool> begins_;
};

class UnexplainedFold {
public:
    // The binding and the words must outlive it.
    UnexplainedFold(const Binding& binding, const RecordedLog& log);

    // One child: its records as known, and the events that they became.
    void add(std::span<const Record> known, const Stream& stream);
    // Most visits first, then by step and kind.
    std::vector<Unexplained> result() const;

private:
    void end_minute(bool is_first);
    void count(StepIndex step, UnexplainedKind kind, std::uint32_t attribute = no_word);

    struct Count {
        std::int64_t visits = 0, children = 0;
        std::uint32_t last_child = 0;
    };
    const Binding& binding_;
    const std::vector<std::string>& words_;
    LeadingSteps leading_;
    std::map<std::tuple<UnexplainedKind, std::uint16_t, std::uint32_t>, Count> counts_;
    VisitReader reader_;
    std::vector<bool> is_started_;    // by step: some visit of it is known to have started
    std::vector<StepIndex> met_;      // steps of the map that this child has completed, each once
    std::vector<bool> is_met_;        // by step
    std::vector<StepIndex> come_to_;  // in the minute that is looked at
    std::uint32_t child_ = 0;
};

}  // namespace permap
