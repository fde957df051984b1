// Families who share nothing, walked once and remembered, so that a changed map need walk them only from where it
// changes something: a step changes nothing before a child comes to it.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "engine/arrivals.hpp"
#include "engine/family.hpp"
#include "engine/resting_families.hpp"
#include "engine/run.hpp"

namespace permap {

class RecordedWalk {
public:
    // Walks these families and tells all who are counted, family by family, in order of siblings. Each is remembered
    // as it was shortly before a counted sibling first came to one of the `marked` steps (by step).
    RecordedWalk(const Model& model, const RunSettings& settings, std::span<const Arrival> families,
                 const std::vector<bool>& marked, const FamilySink& sink);

    // Whether some counted sibling of the family came to the step, which is a marked one.
    bool comes_to(std::size_t family, StepIndex step) const;

    // Again, and told whole, under a changed model with the same steps, joins and attributes, in which only `changed`
    // (marked steps) do something else. Families with siblings who are not counted walk from their entry.
    void walk_again(const Model& changed_model, std::span<const std::size_t> families,
                    std::span<const StepIndex> changed, const FamilySink& sink) const;

private:
    static constexpr std::uint32_t at_entry = 0xffffffffU;

    struct Moment {
        Blocks::Block state;
        std::size_t first_count = 0;  // in told_before_: events by then, by counted sibling
    };
    struct FirstTime {
        StepIndex step;
        std::uint32_t moment = at_entry;
    };
    struct Recorded {
        Arrival arrival;
        std::size_t first_time = 0, first_times = 0;  // in first_times_, in order of time
        std::size_t first_stream = 0;                 // in streams_, one a counted sibling
    };
    struct Told {
        std::size_t first_event = 0, events = 0;
    };

    // How a family lay when it last rested, and that moment's number once it is kept.
    struct Rested {
        std::span<const std::byte> state;
        std::uint32_t moment = at_entry;
    };
    Rested rest(const Family& family, std::uint32_t counted, std::vector<std::byte>& bytes);
    void note_first_times(const Family& family, std::uint32_t counted, std::vector<std::uint64_t>& seen,
                          Rested& rested);

    RunSettings settings_;
    std::vector<std::uint64_t> marked_;  // bits by step
    std::vector<std::uint32_t> before_;  // events of each counted sibling when the family at hand last rested
    std::vector<Recorded> families_;
    std::vector<FirstTime> first_times_;
    std::vector<Moment> moments_;
    std::vector<std::uint32_t> told_before_;
    Blocks states_;
    std::vector<Told> streams_;
    std::vector<Event> events_;
};

}  // namespace permap
