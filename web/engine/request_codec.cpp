#include "engine/request_codec.hpp"

#include <cctype>
#include <cmath>
#include <iterator>
#include <utility>

#include "input/study_checks.hpp"
#include "map/json_reader.hpp"
#include "scenario/scenario_codec.hpp"

namespace permap {

namespace {

constexpr double largest_seed = 9007199254740991;  // 2^53 − 1: every whole number up to it is a JSON number

void append(const Problems& more, Problems& problems) {
    problems.insert(problems.end(), more.begin(), more.end());
}

std::vector<MapFile> files(ObjectReader& request) {
    std::vector<MapFile> all;
    request.each("files", [&](ObjectReader& reader) {
        MapFile file{reader.required_text("path"), reader.required_text("text")};
        all.push_back(std::move(file));
    });
    return all;
}

// The path of one of the files; or the whole map itself, which then becomes a file.
std::string map_path(ObjectReader& request, std::vector<MapFile>& files) {
    const Json* const map = request.find("map");
    if (map == nullptr || !map->is_object()) return request.required_text("map");
    files.insert(files.begin(), {"map", map->dump()});
    return files.front().path;
}

// Each is the path of one of the files, or a scenario itself.
std::vector<Scenario> scenarios(ObjectReader& request, const std::vector<MapFile>& files) {
    std::vector<Scenario> all;
    request.each_value("scenarios", [&](const Json& value, const std::string& where) {
        Problems& problems = request.problems();
        MapFile written{where, ""};
        if (value.is_string()) {
            Result<MapFile> file = shelf_of(files).file_at(value.get<std::string>());
            if (!file) {
                problems.push_back({where, to_string(file.problems().front()), "\"files\" holds every file needed"});
                return;
            }
            written = *std::move(file);
        } else {
            written.text = value.dump();
        }
        Result<Scenario> scenario = scenario_from_json(written.path, written.text);
        if (scenario)
            all.push_back(*std::move(scenario));
        else
            append(scenario.problems(), problems);
    });
    return all;
}

std::optional<double> number_between(ObjectReader& request, std::string_view key, double low, double high) {
    const std::optional<double> number = request.number(key);
    if (!number || (low <= *number && *number <= high)) return number;
    const auto shown = [](double limit) { return Json(limit).dump(); };
    request.fault(key, shown(*number) + " is out of range", shown(low) + " to " + shown(high));
    return std::nullopt;
}

std::uint64_t seed_of(ObjectReader& request) {
    const std::optional<double> seed = number_between(request, "seed", 0, largest_seed);
    if (!seed) return 1;
    if (*seed != std::floor(*seed)) request.fault("seed", "expected a whole number");
    return static_cast<std::uint64_t>(*seed);
}

std::optional<Instant> day(ObjectReader& request, std::string_view key) {
    const std::optional<Instant> at = request.instant(key);
    const Instant first = *parse_instant("1980-01-01"), last = *parse_instant("2120-01-01");
    if (!at || (first <= *at && *at <= last)) return at;
    request.fault(key, "is not a date from 1980 to 2120", "write it as 2026-04-06");
    return std::nullopt;
}

// "a later --start, or fewer --warm-up-years" → "a later start, or fewer warm_up_years"
std::string in_keys(const std::string& text) {
    std::string keys;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const bool begins = text.compare(i, 2, "--") == 0 && i + 2 < text.size() &&
                            std::islower(static_cast<unsigned char>(text[i + 2])) != 0;
        if (!begins) {
            keys += text[i];
            continue;
        }
        for (i += 2; i < text.size() && (std::islower(static_cast<unsigned char>(text[i])) != 0 || text[i] == '-'); ++i)
            keys += text[i] == '-' ? '_' : text[i];
        --i;
    }
    return keys;
}

}  // namespace

Result<WebRequest> request_from_json(std::string_view text) {
    const Result<Json> json = parse_json(text, "request");
    if (!json) return json.problems();
    Problems problems;
    ObjectReader reader(*json, "request#", problems);
    WebRequest request;
    request.files = files(reader);
    request.map = map_path(reader, request.files);
    request.scenarios = scenarios(reader, request.files);
    request.choices.resources_on = reader.choice<bool>("resources", {{"off", false}, {"on", true}}, false);
    request.choices.law_at = day(reader, "law_at");
    if (const std::optional<int> children = reader.whole("children", 1, 10'000'000)) {
        request.children = static_cast<std::uint32_t>(*children);
    }
    if (reader.has("children") && reader.has("years_of_arrivals")) {
        reader.fault("children", "cannot be given together with years_of_arrivals", "keep one");
    }
    request.years_of_arrivals = number_between(reader, "years_of_arrivals", 0.01, 100);
    request.horizon_years = number_between(reader, "horizon_years", 0.1, 40);
    request.warm_up_years = number_between(reader, "warm_up_years", 0, 40);
    request.area_share = number_between(reader, "area_share", 0.0001, 1);
    request.start = day(reader, "start");
    request.entry = reader.text("entry");
    request.seed = seed_of(reader);
    request.replications = reader.whole("replications", 1, 100'000).value_or(1);
    request.first_replication = reader.whole("first_replication", 1, 100'000).value_or(1);
    reader.done();
    if (!problems.empty()) return problems;
    return request;
}

Study study_for(const WebRequest& request, const Map& map, Problems& problems) {
    Study study;
    study.threads = 1;
    study.replications = request.replications;
    RunSettings& settings = study.settings;
    settings.key.seed = request.seed;
    settings.children = request.children;
    settings.start = request.start.value_or(map.start);
    settings.years_of_arrivals = request.years_of_arrivals.value_or(1);
    settings.horizon_years = request.horizon_years.value_or(10);
    settings.warm_up_years = request.warm_up_years.value_or(5);
    settings.area_share = request.area_share.value_or(map.area_share ? map.area_share->value : 1);
    if (!request.entry.empty()) settings.cohort_entry = cohort_entry(request.entry, map, problems);
    check_years(settings, problems);
    return study;
}

Problems in_keys(Problems problems) {
    for (Problem& problem : problems) {
        const bool is_setting = problem.where.starts_with("--");
        problem.where = (is_setting ? "request#/" : "") + in_keys(problem.where);
        problem.what = in_keys(problem.what);
        problem.hint = in_keys(problem.hint);
    }
    return problems;
}

}  // namespace permap
