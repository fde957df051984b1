#include "experiment/expected_children.hpp"

namespace permap {

double expected_children_a_year(const Map& map, const RunSettings& settings) {
    double a_year = 0;
    for (const Arrivals& arrivals : map.arrivals) {
        if (arrivals.supply) continue;
        if (settings.cohort_entry == no_step) {
            a_year += arrivals.children_a_year.value * settings.area_share;
        } else if (map.steps[index(settings.cohort_entry)].id == arrivals.entry) {
            a_year += arrivals.ceiling_a_year.value_or(2 * arrivals.children_a_year.value);
        }
    }
    return a_year;
}

double expected_children(const Map& map, const RunSettings& settings) {
    if (settings.children) return *settings.children;
    return expected_children_a_year(map, settings) * settings.years_of_arrivals;
}

}  // namespace permap
