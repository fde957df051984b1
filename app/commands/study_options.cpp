#include "commands/study_options.hpp"

#include <algorithm>

#include "experiment/evidence.hpp"
#include "experiment/scenario_assumptions.hpp"
#include "report/tables.hpp"
#include "vocabulary/calendar.hpp"
#include "vocabulary/suggestion.hpp"

namespace permap {

std::vector<OptionSpec> study_options() {
    return {
        {"children", "N", "count the first N children who come in"},
        {"years-of-arrivals", "Y", "count all who come in during Y years (default 1)"},
        {"entry", "STEP", "a cohort: all children come in here"},
        {"horizon-years", "Y", "follow each child for Y years from the own entry (default 10)"},
        {"start", "DATE", "first day of arrivals (default the map's)"},
        {"warm-up-years", "Y", "years of arrivals before, where the map has shared resources (default 5)"},
        {"area-share", "F", "share of arrivals and capacities, for one area (default the map's)"},
        {"replications", "R", "how often it is run with other luck"},
        {"seed", "S", "0 … 9007199254740991 (default 1)"},
        {"assumptions", "drawn|fixed", "draw assumed numbers between their low and high (compare, rank)"},
        {"threads", "T", "default: all there are"},
    };
}

OptionSpec law_option() {
    return {"law-at", "DATE", "the law as on that day, for the whole run (default as it changes)"};
}

std::vector<OptionSpec> map_options() {
    return {{"resources", "on|off", "scarce resources that the map can do without (default off)"}, law_option()};
}

std::vector<OptionSpec> output_options() {
    return {
        {"json", nullptr, "one JSON document on stdout and nothing else"},
        {"quiet", nullptr, "no progress"},
    };
}

std::vector<OptionSpec> together(std::initializer_list<std::vector<OptionSpec>> groups) {
    std::vector<OptionSpec> all;
    for (const auto& group : groups) all.insert(all.end(), group.begin(), group.end());
    return all;
}

namespace {

StepIndex cohort_entry(const Arguments& arguments, const Map& map, Problems& problems) {
    if (!arguments.has("entry")) return no_step;
    const std::string given = arguments.text("entry");
    std::vector<std::string> known;
    for (const Arrivals& arrivals : map.arrivals) known.push_back(arrivals.entry);
    if (std::find(known.begin(), known.end(), given) != known.end()) {
        const auto step =
            std::find_if(map.steps.begin(), map.steps.end(), [&](const Step& one) { return one.id == given; });
        return static_cast<StepIndex>(step - map.steps.begin());
    }
    std::string listed;
    for (const std::string& entry : known) listed += (listed.empty() ? "" : ", ") + entry;
    const std::string near = nearest(given, known);
    problems.push_back({"--entry", "children cannot come in at \"" + given + "\"",
                        near.empty() ? "entries: " + listed : "did you mean " + near + "?"});
    return no_step;
}

// Calendars are laid out in advance; outside them nothing opens.
void check_years(const RunSettings& settings, Problems& problems) {
    const auto years = [](double length) { return Minutes{static_cast<std::int32_t>(length * 365.25 * 24 * 60)}; };
    if (settings.start - years(settings.warm_up_years) < midnight(Calendar::first_day())) {
        problems.push_back({"--start",
                            "with the warm-up before it, the run would begin before all calendars do, on " +
                                to_date_string(midnight(Calendar::first_day())),
                            "a later --start, or fewer --warm-up-years"});
    }
    const double followed = settings.horizon_years + (settings.children ? 0 : settings.years_of_arrivals);
    if (settings.start + years(followed) >= midnight(Calendar::end())) {
        problems.push_back(
            {"--start",
             "the run would go on past the end of all calendars, on " + to_date_string(midnight(Calendar::end())),
             "an earlier --start, or fewer years"});
    }
}

}  // namespace

MapChoices map_choices(const Arguments& arguments, Problems& problems) {
    return {.resources_on = arguments.one_of("resources", "off", {"off", "on"}, problems) == "on",
            .law_at = arguments.date("law-at", problems)};
}

Result<LoadedMap> chosen_map(const std::string& path, const Arguments& arguments) {
    Problems problems;
    const MapChoices choices = map_choices(arguments, problems);
    Result<LoadedMap> map = load_map(path, choices);
    if (!map) problems.insert(problems.end(), map.problems().begin(), map.problems().end());
    if (!problems.empty()) return problems;
    return map;
}

namespace {

Study study_as_given(const Arguments& arguments, const Map& map, int usual_replications, Problems& problems) {
    Study study;
    RunSettings& settings = study.settings;
    if (arguments.has("children") && arguments.has("years-of-arrivals")) {
        problems.push_back({"--children", "cannot be given together with --years-of-arrivals", "keep one"});
    }
    if (arguments.has("children")) {
        settings.children = static_cast<std::uint32_t>(arguments.whole("children", 1, 1, 10'000'000, problems));
    }
    settings.years_of_arrivals = arguments.number("years-of-arrivals", 1, 0.01, 100, problems);
    settings.horizon_years = arguments.number("horizon-years", 10, 0.1, 40, problems);
    settings.warm_up_years = arguments.number("warm-up-years", 5, 0, 40, problems);
    settings.area_share =
        arguments.number("area-share", map.area_share ? map.area_share->value : 1, 0.0001, 1, problems);
    settings.start = arguments.date("start", problems).value_or(map.start);
    settings.key.seed =
        static_cast<std::uint64_t>(arguments.whole("seed", 1, 0, (std::int64_t{1} << 53) - 1, problems));
    settings.cohort_entry = cohort_entry(arguments, map, problems);
    study.replications = static_cast<int>(arguments.whole("replications", usual_replications, 1, 100'000, problems));
    study.threads = static_cast<int>(arguments.whole("threads", 0, 1, 1024, problems));
    study.draw_assumptions = arguments.one_of("assumptions", "drawn", {"drawn", "fixed"}, problems) == "drawn";
    return study;
}

}  // namespace

Study study_of(const Arguments& arguments, const Map& map, int usual_replications, Problems& problems) {
    Study study = study_as_given(arguments, map, usual_replications, problems);
    check_years(study.settings, problems);
    return study;
}

Study whole_journeys_study_of(const Arguments& arguments, const Map& map, int usual_replications, Problems& problems) {
    Study study = study_as_given(arguments, map, usual_replications, problems);
    for (const char* const option : {"children", "entry", "horizon-years"}) {
        if (!arguments.has(option)) continue;
        problems.push_back({std::string("--") + option,
                            "figures count everybody who comes in, to the end of the journey", "--years-of-arrivals"});
    }
    study.settings.horizon_years = whole_journeys_years;
    check_years(study.settings, problems);
    return study;
}

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
