#include "small_log.hpp"

#include <fstream>
#include <iterator>

namespace permap {

namespace {

constexpr StepIndex referral{0}, meeting{1}, home{2};

Step step_named(const std::string& id, StepKind kind, const std::vector<std::string>& next) {
    Step step;
    step.id = id;
    step.name = "The " + id;
    step.kind = kind;
    step.lane = "team";
    for (const std::string& to : next) {
        Way way;
        way.id = "to_" + to;
        way.to = to;
        step.ways.push_back(way);
    }
    return step;
}

Map small_map(const std::string& middle_step) {
    Map map;
    map.id = "small";
    map.name = "A small map";
    map.version = "1";
    map.lanes = {{"team", "Children & families team", ""}};
    map.steps = {step_named("referral", StepKind::start, {middle_step}),
                 step_named(middle_step, StepKind::decision, {"home", "referral"}),
                 step_named("home", StepKind::outcome, {})};
    Attribute placement;
    placement.id = "placement";
    placement.values = {"unknown", "kinship", "2024-03-01", "2024-03"};
    placement.start = "unknown";
    map.attributes = {placement};
    return map;
}

Stream stream_of(std::uint32_t child, const char* entered, const char* born, const char* until) {
    Stream stream;
    stream.child.entry = referral;
    stream.child.candidate = child;
    stream.child.entered = *parse_instant(entered);
    stream.child.birth_date = date_of(*parse_instant(born));
    stream.child.followed_until = *parse_instant(until);
    return stream;
}

}  // namespace

SmallLog::SmallLog(const std::string& middle_step) : plan(measure_plan(small_map(middle_step))) {
    log.plan = &plan;
    const auto at = [](const char* text) { return *parse_instant(text); };
    Stream first = stream_of(0, "2026-04-06 09:30", "2020-05-17", "2028-04-06 09:30");
    first.events = {
        {at("2026-04-06 09:30"), no_cause, 2150, referral, EventKind::entered},
        {at("2026-04-06 09:30"), 0, 1, referral, EventKind::ready},
        {at("2026-04-06 09:30"), 1, 0, referral, EventKind::started},
        {at("2026-04-07 10:00"), 2, 0, referral, EventKind::completed},
        {at("2026-04-07 10:00"), 3, attribute_detail(AttributeIndex{0}, 1), referral, EventKind::attribute_set},
        {at("2026-04-07 10:00"), 3, 1, meeting, EventKind::ready},
        {at("2026-04-09 10:00"), 5, wait_detail(Minutes{30}, Minutes{120}), meeting, EventKind::started},
        {at("2026-04-09 12:00"), 6, 0, meeting, EventKind::completed},
        {at("2026-04-09 12:00"), 7, 0, meeting, EventKind::decided},
        {at("2026-04-09 12:00"), 8, 1, home, EventKind::ready},
        {at("2026-04-09 12:00"), 9, 0, home, EventKind::started},
        {at("2026-04-09 12:00"), 10, 0, home, EventKind::completed},
        {at("2026-04-09 12:00"), 11, 0, home, EventKind::left},
    };
    Stream second = stream_of(1, "2026-05-01", "2026-05-11", "2028-05-01");
    second.events = {
        {at("2026-05-01"), no_cause, static_cast<std::uint32_t>(-10), referral, EventKind::entered},
        {at("2026-05-01"), 0, 1, referral, EventKind::ready},
        {at("2026-05-01"), 1, 0, referral, EventKind::started},
        {at("2026-05-02"), 2, 0, referral, EventKind::cancelled},
    };
    log.streams = {first, second};
    log.children = {{"c-one", "2020-05", "family-1", {}}, {"c-two", "2026-05", "family-1", {}}};
}

std::string text_of_file(const std::string& path) {
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
}

}  // namespace permap
