#include "commands/study_options.hpp"

#include <algorithm>
#include <cctype>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <thread>

#include "experiment/evidence.hpp"
#include "input/study_checks.hpp"
#include "report/tables.hpp"

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
        {"replications", "R", "how often it is run with other luck; with --precision at most (1000)"},
        {"precision", "P%", "until days not permanent (compare: their change) are known to ± P %"},
        {"seed", "S", "0 … 9007199254740991 (default 1)"},
        {"assumptions", "drawn|fixed", "draw assumed numbers between their low and high (compare, rank)"},
        {"threads", "T", "default: as many as the machine has cores"},
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

int threads_given(const Arguments& arguments, Problems& problems) {
    const int cores = static_cast<int>(std::thread::hardware_concurrency());  // 0: not known
    if (arguments.text("threads") == "0") {
        problems.push_back({"--threads", "\"0\" is not a whole number from 1 to 1024: no thread, no run",
                            "leave --threads out for all there are" +
                                (cores > 0 ? ", " + std::to_string(cores) + " here" : std::string())});
        return 0;
    }
    const int given = static_cast<int>(arguments.whole("threads", 0, 1, 1024, problems));
    if (cores == 0 || given <= cores) return given;
    warn({{"--threads",
           std::to_string(given) + " threads on " + std::to_string(cores) + (cores == 1 ? " core" : " cores") +
               " would not be faster and take more memory; going on with " + std::to_string(cores),
           "results are the same with any number"}});
    return cores;
}

constexpr int most_replications_for_precision = 1'000;

// "2%" or "2 %".
std::optional<double> percentage(std::string text) {
    if (text.empty() || text.back() != '%') return std::nullopt;
    text.pop_back();
    if (!text.empty() && text.back() == ' ') text.pop_back();
    if (text.empty() || std::isspace(static_cast<unsigned char>(text.front())) != 0) return std::nullopt;
    char* end = nullptr;
    const double value = std::strtod(text.c_str(), &end);
    if (*end != '\0' || !std::isfinite(value)) return std::nullopt;
    return value;
}

// What was probably meant by a precision without its sign.
std::string precision_meant(std::string text) {
    std::replace(text.begin(), text.end(), ',', '.');
    if (!text.empty() && text.back() == '%') text.pop_back();
    char* end = nullptr;
    const double value = std::strtod(text.c_str(), &end);
    if (text.empty() || *end != '\0' || !(value > 0) || value > 100) return "such as 2%";
    const bool is_share = value < 0.5;  // nobody asks for less than half a percent before trying a few
    char meant[32];
    std::snprintf(meant, sizeof meant, "%.6g%%", is_share ? 100 * value : value);
    return std::string("did you mean ") + meant + "?";
}

std::optional<Precision> precision_given(const Arguments& arguments, const Map& map, Problems& problems) {
    constexpr double least = 0.01, most = 50;  // percent
    if (!arguments.has("precision")) return std::nullopt;
    const std::string given = arguments.text("precision");
    const std::optional<double> percent = percentage(given);
    Precision precision;
    if (!percent || *percent < least || *percent > most) {
        problems.push_back(
            {"--precision", "\"" + given + "\" is not a percentage from 0.01% to 50%",
             percent ? std::string("half the width of an interval, beside its figure") : precision_meant(given)});
    } else {
        precision.half_width = *percent / 100;
    }
    if (!map.permanence) {
        problems.push_back({"--precision",
                            "is about the days not yet permanent, and this map does not say what is permanent",
                            "--replications R"});
    }
    return precision;
}

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
    study.threads = threads_given(arguments, problems);
    study.draw_assumptions = arguments.one_of("assumptions", "drawn", {"drawn", "fixed"}, problems) == "drawn";
    return study;
}

void refuse_precision(const Arguments& arguments, Problems& problems) {
    if (!arguments.has("precision")) return;
    problems.push_back({"--precision", "only simulate and compare run until a figure is known so well",
                        "--replications R says how often this is run"});
}

}  // namespace

Study study_of(const Arguments& arguments, const Map& map, int usual_replications, Problems& problems) {
    Study study = study_as_given(arguments, map, usual_replications, problems);
    refuse_precision(arguments, problems);
    check_years(study.settings, problems);
    return study;
}

Study study_to_precision_of(const Arguments& arguments, const Map& map, int usual_replications, Problems& problems) {
    const bool is_asked = arguments.has("precision");
    Study study =
        study_as_given(arguments, map, is_asked ? most_replications_for_precision : usual_replications, problems);
    study.precision = precision_given(arguments, map, problems);
    if (study.precision && study.replications < study.precision->at_least) {
        problems.push_back({"--replications",
                            std::to_string(study.replications) + " is fewer than --precision needs to begin with: " +
                                std::to_string(study.precision->at_least),
                            "with --precision it is the most there may be; leave it out for " +
                                std::to_string(most_replications_for_precision)});
    }
    check_years(study.settings, problems);
    return study;
}

Study whole_journeys_study_of(const Arguments& arguments, const Map& map, int usual_replications, Problems& problems) {
    Study study = study_as_given(arguments, map, usual_replications, problems);
    refuse_precision(arguments, problems);
    for (const char* const option : {"children", "entry", "horizon-years"}) {
        if (!arguments.has(option)) continue;
        problems.push_back({std::string("--") + option,
                            "figures count everybody who comes in, to the end of the journey", "--years-of-arrivals"});
    }
    study.settings.horizon_years = whole_journeys_years;
    check_years(study.settings, problems);
    return study;
}

bool Ended::is_stopped_early(const Study& study) const {
    if (replications >= study.replications) return false;
    return !study.precision || !is_tight(*study.precision, half_width);
}

Exit report_too_few(const char* command, const Ended& ended, const Study& study) {
    const std::string done = ended.replications == 0 ? "before any of " : "after one of ";
    return report({{command,
                    "stopped by you " + done + with_separators(study.replications) +
                        " replications was done: nothing can be said yet, as it takes two to tell chance",
                    ""}},
                  Exit::stopped);
}

ResultHeader header_of(const char* command, const LoadedMap& map, const Study& study, const Ended& ended) {
    Study done = study;
    done.replications = ended.replications;
    ResultHeader header = header_of(command, map, done);
    if (ended.is_stopped_early(study)) header.stopped = {ended.replications, study.replications};
    if (study.precision) {
        header.precision = {study.precision->half_width, ended.half_width, is_tight(*study.precision, ended.half_width),
                            study.precision->at_least, study.replications};
    }
    return header;
}

}  // namespace permap
