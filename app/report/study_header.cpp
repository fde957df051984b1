#include "report/study_header.hpp"

#include <algorithm>
#include <utility>

#include "experiment/assumptions.hpp"
#include "experiment/scenario_assumptions.hpp"
#include "report/tables.hpp"

namespace permap {

namespace {

// One replication is one such year in one such area; another size of either needs a run of its own.
std::string range_holds_for(const Study& study) {
    const RunSettings& settings = study.settings;
    std::string who = settings.children ? "its first " + with_separators(*settings.children) + " children"
                                        : in_days(settings.years_of_arrivals * 365.25) + " of arrivals";
    who += settings.cohort_entry != no_step
               ? ", all at one entry"
               : ", in an area with " + percent(settings.area_share) + " of the map's arrivals";
    return "what one run alone may show, in 95 of 100 runs: " + who +
           (study.draw_assumptions ? ", with assumed numbers drawn" : ", with every assumed number as it stands");
}

}  // namespace

ResultHeader header_of(const char* command, const LoadedMap& map, const Study& study) {
    ResultHeader header;
    header.program = std::string("permap ") + PERMAP_VERSION;
    header.command = command;
    header.map_id = map.map.id;
    header.map_version = map.map.version;
    header.map_name = map.map.name;
    header.map_digest = map.digest;
    header.resources = map.resources;
    header.scenario = "baseline";
    header.seed = study.settings.key.seed;
    header.start = study.settings.start;
    header.law_at = map.map.law_at;
    header.horizon_years = study.settings.horizon_years;
    header.replications = study.replications;
    header.population = "simulated";
    const RunSettings& settings = study.settings;
    header.arrivals = settings.children ? "the first " + with_separators(*settings.children) + " children"
                                        : "all who come in during " + in_days(settings.years_of_arrivals * 365.25);
    if (settings.cohort_entry != no_step)
        header.arrivals += ", all at " + map.map.steps[index(settings.cohort_entry)].id;
    if (settings.area_share < 1 && settings.cohort_entry == no_step)
        header.arrivals += ", " + percent(settings.area_share) + " of the map's arrivals";
    header.range_holds_for = range_holds_for(study);
    if (!map.map.resources.empty()) {
        header.arrivals += ", after " + in_days(settings.warm_up_years * 365.25) + " of warm-up";
        header.notes.emplace_back(
            "warm-up: whether queues were steady by its end is not measured; permap evidence says how many years of "
            "the same arrivals fill each stock of a map with targets");
    }
    header.assumptions = assumed_numbers(map.map);
    return header;
}

void name_assumptions(std::span<const Scenario> scenarios, ResultHeader& header) {
    for (const Scenario& scenario : scenarios) {
        for (AssumedNumber& number : assumed_numbers(scenario)) {
            const bool is_named = std::any_of(header.assumptions.begin(), header.assumptions.end(),
                                              [&](const AssumedNumber& named) { return named.id == number.id; });
            if (!is_named) header.assumptions.push_back(std::move(number));
        }
    }
}

}  // namespace permap
