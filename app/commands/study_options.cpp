#include "commands/study_options.hpp"

#include "experiment/evidence.hpp"
#include "input/study_checks.hpp"

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
    if (arguments.has("entry")) settings.cohort_entry = cohort_entry(arguments.text("entry"), map, problems);
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

}  // namespace permap
