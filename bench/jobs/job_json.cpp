#include "jobs/job_json.hpp"

#include <cmath>
#include <nlohmann/json.hpp>
#include <utility>
#include <vector>

namespace permap::bench {

namespace {

using Json = nlohmann::ordered_json;

constexpr const char* invented = "benchmark job";
constexpr const char* nothing = "nothing: it is invented, and here to be timed";
constexpr double days_a_year = 365.25;
constexpr double minutes_a_day = 24 * 60;

// A number with the reason it stands there.
Json quantity(double value) {
    return {{"value", value}, {"assumption", invented}};
}

Json exponential_time() {
    return {{"law", "exponential"}, {"mean", 6}, {"unit", "hours"}, {"assumption", invented}};
}

Json gamma_time() {
    return {{"law", "gamma"}, {"shape", 2}, {"mean", 2}, {"unit", "calendar_days"}, {"assumption", invented}};
}

// Median of a lognormal with mean 20 and sigma 0.8: 20 · exp(−0.32).
Json lognormal_time() {
    return {{"law", "lognormal"},
            {"median", 14.522980741473},
            {"sigma", 0.8},
            {"unit", "calendar_days"},
            {"assumption", invented}};
}

Json step(const std::string& id, const std::string& name, const char* kind) {
    return {{"id", id}, {"name", name}, {"process", "job"}, {"lane", "job"}, {"kind", kind}, {"basis", "practice"}};
}

Json one_way(const std::string& to) {
    return Json::array({{{"to", to}}});
}

Json pool(const std::string& id, const std::string& name, int units) {
    return {{"id", id}, {"name", name}, {"unit_name", "units"}, {"pool", {{"units", quantity(units)}}}};
}

// Children who come in at one step. Arrivals fall on whole minutes. Where minutes are few, rounding each gap would
// bring in more children than asked for; the mean of an exponential gap rounded to the minute is 1 / (2 sinh(1 / 2m)),
// so m is chosen to make that mean right.
Json arrivals_at(const std::string& entry, double a_day) {
    double a_year = a_day * days_a_year;
    if (a_day > 100) {
        const double gap_minutes = minutes_a_day / a_day;
        a_year = minutes_a_day * days_a_year * 2 * std::asinh(1 / (2 * gap_minutes));
        a_year = std::round(a_year);
    }
    return {{"entry", entry},
            {"children_a_year", quantity(a_year)},
            {"ceiling_a_year", a_year},
            {"age_years", {{"law", "fixed"}, {"value", 1}, {"assumption", invented}}}};
}

struct Lists {
    std::vector<Json> resources, steps, arrivals, starts;
};

// One list entry a line, as a person would write it.
std::string list(const char* key, const std::vector<Json>& entries) {
    std::string text = std::string("  \"") + key + "\": [\n";
    for (std::size_t i = 0; i < entries.size(); ++i) {
        text += "    " + entries[i].dump() + (i + 1 < entries.size() ? ",\n" : "\n");
    }
    return text + "  ]";
}

std::string whole(const char* id, const char* name, const std::string& about, const char* start, Lists lists) {
    lists.steps.push_back(step("end", "The end of the job", "outcome"));
    const std::vector<std::pair<const char*, Json>> head = {
        {"id", id}, {"version", "1"}, {"name", name}, {"about", about}, {"start", start}};
    std::string text = "{\n";
    for (const auto& [key, value] : head) text += std::string("  \"") + key + "\": " + value.dump() + ",\n";
    text += list("lanes", {{{"id", "job"}, {"name", "Benchmark job"}, {"role", "Whoever does the job's steps"}}});
    text += ",\n" + list("phases", {{{"id", "job"}, {"name", "Benchmark job"}}});
    text += ",\n" + list("processes", {{{"id", "job"}, {"name", "Benchmark job"}, {"phase", "job"}}});
    if (!lists.resources.empty()) text += ",\n" + list("resources", lists.resources);
    text += ",\n" + list("steps", lists.steps);
    const Json route = {{"id", "end"}, {"name", "The end"}, {"any_of", Json::array({{{"step", "end"}}})}};
    const Json permanence = {{"from", lists.starts}, {"routes", Json::array({route})}};
    text += ",\n  \"permanence\": " + permanence.dump();
    return text + ",\n" + list("arrivals", lists.arrivals) + "\n}\n";
}

// The steps of one segment, which ends at `next`.
struct Segment {
    std::string id, name, next;
    const char* kind = "decision";  // of its first step
    int pool = -1;                  // −1: none
    bool side_by_side = false;
    int third_way_steps = 6;
};

Json taking(Json made, Json duration, const std::string& to) {
    made["protects"] = nothing;
    made["duration"] = std::move(duration);
    made["ways"] = one_way(to);
    return made;
}

// Steps in a row, the last of which goes to `next`. The first one's id.
std::string add_row(std::vector<Json>& steps, const Segment& segment, const std::string& way, int count) {
    const auto id = [&](int i) { return segment.id + "_" + way + std::to_string(i); };
    for (int i = 1; i <= count; ++i) {
        const std::string name = segment.name + ", way " + way + ", step " + std::to_string(i);
        steps.push_back(taking(step(id(i), name, "activity"), lognormal_time(), i < count ? id(i + 1) : segment.next));
    }
    return id(1);
}

std::string add_pair(std::vector<Json>& steps, const Segment& segment) {
    std::string split = segment.id + "_split";
    const std::string join = segment.id + "_join";
    Json begins = step(split, segment.name + ", way a, two steps begin", "split");
    begins["ways"] = Json::array();
    Json branches = Json::array();
    for (const char* branch : {"_a1", "_a2"}) {
        const std::string id = segment.id + branch;
        begins["ways"].push_back({{"to", id}});
        branches.push_back(id);
        steps.push_back(
            taking(step(id, segment.name + ", way a, beside another step", "activity"), lognormal_time(), join));
    }
    begins["split"] = {{"branches", branches}, {"join", join}};
    steps.push_back(begins);
    Json ends = step(join, segment.name + ", way a, both are done", "join");
    ends["join"] = {{"started_by", split}};
    ends["ways"] = one_way(segment.next);
    steps.push_back(ends);
    return split;
}

void add_segment(std::vector<Json>& steps, const Segment& segment) {
    const std::size_t place = steps.size();
    const std::string first = segment.side_by_side ? add_pair(steps, segment) : add_row(steps, segment, "a", 1);
    const std::string second = add_row(steps, segment, "b", 2);
    const std::string third = add_row(steps, segment, "c", segment.third_way_steps);
    Json entry = step(segment.id, segment.name, segment.kind);
    entry["protects"] = nothing;
    entry["duration"] = gamma_time();
    if (segment.pool >= 0) entry["uses"] = {{"resource", "pool_" + std::to_string(segment.pool)}};
    entry["ways"] = Json::array({{{"id", "a"}, {"to", first}, {"probability", quantity(0.78)}},
                                 {{"id", "b"}, {"to", second}, {"probability", quantity(0.16)}},
                                 {{"id", "c"}, {"to", third}, {"probability", quantity(0.06)}}});
    steps.insert(steps.begin() + static_cast<std::ptrdiff_t>(place), entry);
}

}  // namespace

std::string three_queues_json() {
    Lists lists;
    for (int i = 1; i <= 3; ++i) {
        const std::string number = std::to_string(i), id = "step_" + number;
        lists.resources.push_back(pool("pool_" + number, "Pool " + number, 5));
        Json made = step(id, "Step " + number, i == 1 ? "start" : "activity");
        made["uses"] = {{"resource", "pool_" + number}};
        lists.steps.push_back(
            taking(std::move(made), exponential_time(), i < 3 ? "step_" + std::to_string(i + 1) : "end"));
    }
    lists.arrivals.push_back(arrivals_at("step_1", 16));
    lists.starts.push_back({{"step", "step_1"}});
    return whole(
        "w1", "W1: three queues in a row",
        "A benchmark job: three steps in a row, each with five units, busy 80 % of their time. No number in it is "
        "about the real world. In theory a child takes 4.66 times six hours.",
        "2026-01-05", std::move(lists));
}

std::string hundred_steps_json(const HundredSteps& job) {
    Lists lists;
    for (int i = 0; job.pools && i < 5; ++i) {
        lists.resources.push_back(pool("pool_" + std::to_string(i), "Pool " + std::to_string(i), 47 * job.load));
    }
    for (int copy = 1; copy <= job.copies; ++copy) {
        const std::string of_copy = job.copies > 1 ? "k" + std::to_string(copy) + "_" : "";
        const auto id = [&](int s) { return of_copy + "s" + std::to_string(s); };
        for (int s = 0; s < 10; ++s) {
            add_segment(lists.steps, {.id = id(s),
                                      .name = "Segment " + std::to_string(s),
                                      .next = s < 9 ? id(s + 1) : "end",
                                      .kind = s == 0 ? "start" : "decision",
                                      .pool = job.pools ? s % 5 : -1,
                                      .side_by_side = s == 5,
                                      .third_way_steps = s == 5 ? 5 : 6});
        }
        lists.arrivals.push_back(arrivals_at(id(0), 10.0 * job.load / job.copies));
        lists.starts.push_back({{"step", id(0)}});
    }
    return whole(
        job.pools ? "w2" : "w2_free",
        job.pools ? "W2: a hundred steps and five pools" : "W2 free: a hundred steps, nothing shared",
        "A benchmark job: ten segments of ten steps; each begins with " +
            std::string(job.pools ? "one of five pools, busy 85 % of its time" : "a step that nobody waits for") +
            ", and goes one of three ways. No number in it is about the real world.",
        "2026-01-05", std::move(lists));
}

}  // namespace permap::bench
