#include <algorithm>
#include <charconv>

#include "commands/all_commands.hpp"
#include "commands/stored_arm.hpp"
#include "commands/study_options.hpp"
#include "input/scenario_arm.hpp"
#include "report/journey_json.hpp"
#include "report/journey_page.hpp"

namespace permap {

namespace {

constexpr std::uint32_t most_children = 1'000'000;  // all before the one asked for are run too

// A child's name: "7" (the seventh who came in), or ENTRY:CANDIDATE[.SIBLING].
struct ChildName {
    std::optional<std::uint32_t> number;  // from 1
    std::string entry;
    std::uint32_t candidate = 0;
    std::uint32_t sibling = 0;
};

std::optional<std::uint32_t> whole(std::string_view text) {
    std::uint32_t value = 0;
    const auto [end, fault] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (fault != std::errc{} || end != text.data() + text.size() || text.empty()) return std::nullopt;
    return value;
}

std::optional<ChildName> child_name(const std::string& text) {
    ChildName name;
    if (const auto number = whole(text)) {
        name.number = *number;
        return *number > 0 ? std::optional(name) : std::nullopt;
    }
    const std::size_t colon = text.rfind(':');
    if (colon == std::string::npos || colon == 0) return std::nullopt;
    name.entry = text.substr(0, colon);
    std::string rest = text.substr(colon + 1);
    if (const std::size_t dot = rest.find('.'); dot != std::string::npos) {
        const auto sibling = whole(std::string_view(rest).substr(dot + 1));
        if (!sibling) return std::nullopt;
        name.sibling = *sibling;
        rest.resize(dot);
    }
    const auto candidate = whole(rest);
    if (!candidate) return std::nullopt;
    name.candidate = *candidate;
    return name;
}

const Stream* find_child(const EventLog& log, const Map& map, const ChildName& name) {
    std::uint32_t number = 0;
    for (const Stream& stream : log.streams) {
        if (stream.child.supply || stream.child.replication != 1) continue;
        ++number;
        if (name.number) {
            if (number == *name.number) return &stream;
        } else if (map.steps[index(stream.child.entry)].id == name.entry && stream.child.candidate == name.candidate &&
                   stream.child.sibling == name.sibling) {
            return &stream;
        }
    }
    return nullptr;
}

bool is_log(const std::string& path) {
    return path.size() > 7 && path.substr(path.size() - 7) == ".permap";
}

Problem no_such_child(const std::string& given, const EventLog& log) {
    std::size_t children = 0;
    for (const Stream& stream : log.streams) children += !stream.child.supply && stream.child.replication == 1 ? 1 : 0;
    return {"--child", "there is no child \"" + given + "\"",
            "a number from 1 to " + std::to_string(children) + ", or ENTRY:CANDIDATE"};
}

}  // namespace

Exit journey_command(const Arguments& arguments) {
    const std::string path = arguments.positional()[0];
    Problems problems;
    const std::optional<Instant> at = arguments.date("at", problems);
    const std::string given = arguments.text("child");
    const std::optional<ChildName> name = child_name(given);
    if (given.empty()) {
        problems.push_back({"--child", "which child?", "--child 7 is the seventh who came in"});
    } else if (!name) {
        problems.push_back({"--child", "\"" + given + "\" names no child", "a number from 1, or ENTRY:CANDIDATE"});
    }
    if (is_log(path) && arguments.has("scenario")) {
        problems.push_back(
            {"--scenario", "a log is what happened; it cannot be run again", "give the map instead of the log"});
    }
    if (is_log(path)) {
        for (const OptionSpec& option : together({study_options(), map_options()})) {
            if (!arguments.has(option.name)) continue;
            problems.push_back({"--" + std::string(option.name), "a log is what happened; it cannot be run again",
                                "give the map instead of the log"});
        }
    }
    if (name && name->number && *name->number > most_children) {
        problems.push_back({"--child", "\"" + given + "\" is too far on", "a number from 1 to 1,000,000"});
    }
    if (!problems.empty()) return report(problems);

    if (is_log(path)) {
        const Result<StoredArm> log = load_log(path);
        if (!log) return report(log.problems());
        const Stream* child = find_child(log->stored.log, log->arm.map, *name);
        if (child == nullptr) return report({no_such_child(given, log->stored.log)});
        return print(arguments.has("json") ? journey_json({{log->arm.name, &log->arm.plan, child}}, log->map.digest, at)
                                           : journey_page(log->arm.plan, *child, at));
    }

    const Result<LoadedMap> map = chosen_map(path, arguments);
    if (!map) return report(map.problems());
    Study study = study_of(arguments, map->map, 1, problems);
    if (!problems.empty()) return report(problems);
    if (name->number && !arguments.has("years-of-arrivals") && !arguments.has("children"))
        study.settings.children = *name->number;
    const Result<Arm> baseline = scenario_arm(map->map, {});
    if (!baseline) return report(baseline.problems());
    const EventLog log = run_to_log(baseline->model, study.settings);
    const Stream* child = find_child(log, map->map, *name);
    if (child == nullptr) return report({no_such_child(given, log)});
    const JourneyArm as_it_is{baseline->name, &baseline->plan, child};
    if (!arguments.has("scenario")) {
        return print(arguments.has("json") ? journey_json({as_it_is}, map->digest, at)
                                           : journey_page(baseline->plan, *child, at));
    }

    const Result<std::vector<Scenario>> scenarios = load_scenarios(arguments.text("scenario"));
    if (!scenarios) return report(scenarios.problems());
    const Result<Arm> arm = scenario_arm(map->map, *scenarios);
    if (!arm) return report(arm.problems());
    warn(arm->warnings);
    const EventLog changed = run_to_log(arm->model, study.settings);
    const auto same = std::find_if(changed.streams.begin(), changed.streams.end(), [&](const Stream& stream) {
        return stream.child.entry == child->child.entry && stream.child.candidate == child->child.candidate &&
               stream.child.sibling == child->child.sibling && stream.child.entered == child->child.entered;
    });
    if (same == changed.streams.end()) {
        return report({{"--child", "this child does not come in under the scenario", ""}}, Exit::could_not);
    }
    if (arguments.has("json")) {
        return print(journey_json({as_it_is, {arm->name, &arm->plan, &*same}}, map->digest, at));
    }
    return print(journeys_side_by_side(baseline->plan, *child, arm->plan, *same, arm->name, at));
}

}  // namespace permap
