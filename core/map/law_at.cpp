#include "map/law_at.hpp"

#include <algorithm>

namespace permap {

namespace {

void freeze(InForce& law, Instant at) {
    const bool holds = is_in_force(law, at);
    law = InForce{};
    law.never = !holds;
}

void freeze(Step& step, Instant at) {
    freeze(step.in_force, at);
    for (Way& way : step.ways) freeze(way.in_force, at);
    const auto gone = std::remove_if(step.timescales.begin(), step.timescales.end(),
                                     [at](const Timescale& timescale) { return !is_in_force(timescale.in_force, at); });
    step.timescales.erase(gone, step.timescales.end());
    for (Timescale& timescale : step.timescales) timescale.in_force = InForce{};
}

}  // namespace

Map law_at(const Map& map, Instant at) {
    if (map.law_at) return map;
    Map frozen = map;
    frozen.law_at = at;
    for (Step& step : frozen.steps) freeze(step, at);
    return frozen;
}

}  // namespace permap
