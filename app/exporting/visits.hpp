// A child's visits to steps, one row a visit, as many programs want them. Clocks are no visits.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "log/stream.hpp"
#include "map/map.hpp"

namespace permap {

struct VisitRow {
    StepIndex step = no_step;
    std::uint32_t number = 1;      // of this step for this child, from 1
    std::optional<Instant> ready;  // none where only one date of the visit is known
    std::optional<Instant> started, completed, cancelled;
    std::vector<std::uint32_t> ways;  // taken at its end: places in the step's list

    bool operator==(const VisitRow&) const = default;
};

// In the order in which they became ready.
std::vector<VisitRow> visits_of(std::span<const Event> events);

// Ids of the ways, several (of a split) with " + " between them.
std::string ways_text(const Map& map, const VisitRow& visit);

}  // namespace permap
