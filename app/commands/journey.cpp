#include <algorithm>
#include <charconv>

#include "commands/all_commands.hpp"
#include "commands/recorded_child.hpp"
#include "commands/stored_arm.hpp"
#include "commands/study_options.hpp"
#include "input/scenario_arm.hpp"
#include "report/journey_json.hpp"
#include "report/journey_page.hpp"
#include "report/journey_svg.hpp"
#include "store/recorded_log_file.hpp"
#include "store/whole_file.hpp"

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

// How the journey is to be told, and where.
struct Telling {
    std::optional<Instant> at;
    std::string format;  // "text", "svg", "json"
    std::string target;  // empty: standard output
    bool overwrite = false;
};

Telling telling_of(const Arguments& arguments, Problems& problems) {
    Telling telling;
    telling.at = arguments.date("at", problems);
    if (telling.at) telling.at = midnight(date_of(*telling.at));
    telling.format = arguments.one_of("format", "text", {"text", "svg"}, problems);
    if (arguments.has("json")) {
        if (arguments.has("format"))
            problems.push_back({"--format", "--json is a form of its own", "leave one of them out"});
        telling.format = "json";
    }
    telling.target = arguments.text("output");
    telling.overwrite = arguments.has("overwrite");
    return telling;
}

Exit tell(const Telling& telling, const std::string& text) {
    if (telling.target.empty()) return print(text);
    const Problems faults = write_whole_file(telling.target, text, telling.overwrite);
    return faults.empty() ? Exit::done : report(faults);
}

void refuse(const Arguments& arguments, const std::vector<OptionSpec>& options, const char* what, const char* hint,
            Problems& problems) {
    for (const OptionSpec& option : options) {
        if (arguments.has(option.name)) problems.push_back({"--" + std::string(option.name), what, hint});
    }
}

const std::vector<OptionSpec>& of_runs() {
    static const std::vector<OptionSpec> options =
        together({{{"scenario", nullptr, nullptr}}, study_options(), map_options()});
    return options;
}

const std::vector<OptionSpec>& of_recorded_logs() {
    static const std::vector<OptionSpec> options = {
        {"key", nullptr, nullptr}, {"map", nullptr, nullptr}, {"mapping", nullptr, nullptr}};
    return options;
}

Exit recorded_journey(const Arguments& arguments, const Telling& telling, Problems problems) {
    const std::string wanted = arguments.text("child");
    refuse(arguments, of_runs(), "what was recorded cannot be run again", "give the map instead of the log", problems);
    if (wanted.empty())
        problems.push_back({"--child", "which child?", "--child 7 is the seventh in the log; or a pseudonym"});
    if (!problems.empty()) return report(problems);
    RecordedChoices choices{arguments.text("map"), arguments.text("mapping"), {}};
    if (telling.at) choices.known_at = date_of(*telling.at);
    const Result<RecordedChild> child =
        load_recorded_child(arguments.positional()[0], choices, wanted, arguments.text("key"));
    if (!child) return report(child.problems());
    const MeasurePlan& plan = child->arm.plan;
    if (telling.format == "json") {
        const std::string digest = child->arm.map ? child->arm.map->digest : std::string();
        return tell(telling,
                    journey_json(child->subject, {{"as recorded", &plan, &child->stream}}, digest, telling.at));
    }
    JourneyView view = journey_view(plan, child->stream, telling.at);
    if (telling.format == "svg") return tell(telling, journey_svg(child->subject, {{"", std::move(view)}}, telling.at));
    return tell(telling, recorded_journey_page(child->subject, view, telling.at));
}

Exit tell_simulated(const Telling& telling, const std::vector<JourneyArm>& arms, const std::string& digest) {
    const JourneySubject subject = simulated_subject(arms[0].plan->map, arms[0].stream->child);
    if (telling.format == "json") return tell(telling, journey_json(subject, arms, digest, telling.at));
    std::vector<JourneyPart> parts;
    for (const JourneyArm& arm : arms)
        parts.push_back(
            {parts.empty() ? "As it is" : "With " + arm.scenario, journey_view(*arm.plan, *arm.stream, telling.at)});
    if (arms.size() == 1) parts[0].title.clear();
    if (telling.format == "svg") return tell(telling, journey_svg(subject, parts, telling.at));
    if (arms.size() == 1) return tell(telling, journey_page(subject, parts[0].view, telling.at));
    return tell(telling, journeys_side_by_side(subject, parts[0].view, parts[1].view, arms[1].scenario, telling.at));
}

Exit stored_journey(const Arguments& arguments, const Telling& telling, const ChildName& name) {
    const Result<StoredArm> log = load_log(arguments.positional()[0]);
    if (!log) return report(log.problems());
    const Stream* child = find_child(log->stored.log, log->arm.map, name);
    if (child == nullptr) return report({no_such_child(arguments.text("child"), log->stored.log)});
    return tell_simulated(telling, {{log->arm.name, &log->arm.plan, child}}, log->map.digest);
}

Exit simulated_journey(const Arguments& arguments, const Telling& telling, const ChildName& name) {
    Problems problems;
    const Result<LoadedMap> map = chosen_map(arguments.positional()[0], arguments);
    if (!map) return report(map.problems());
    Study study = study_of(arguments, map->map, 1, problems);
    if (!problems.empty()) return report(problems);
    if (name.number && !arguments.has("years-of-arrivals") && !arguments.has("children"))
        study.settings.children = *name.number;
    const Result<Arm> baseline = scenario_arm(map->map, {});
    if (!baseline) return report(baseline.problems());
    const EventLog log = run_to_log(baseline->model, study.settings);
    const Stream* child = find_child(log, map->map, name);
    if (child == nullptr) return report({no_such_child(arguments.text("child"), log)});
    const JourneyArm as_it_is{baseline->name, &baseline->plan, child};
    if (!arguments.has("scenario")) return tell_simulated(telling, {as_it_is}, map->digest);

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
    return tell_simulated(telling, {as_it_is, {arm->name, &arm->plan, &*same}}, map->digest);
}

}  // namespace

Exit journey_command(const Arguments& arguments) {
    const std::string path = arguments.positional()[0];
    Problems problems;
    const Telling telling = telling_of(arguments, problems);
    if (is_log(path)) {
        const Result<bool> is_recorded = is_recorded_log(path);
        if (!is_recorded) {
            problems.insert(problems.end(), is_recorded.problems().begin(), is_recorded.problems().end());
            return report(problems);
        }
        if (*is_recorded) return recorded_journey(arguments, telling, std::move(problems));
        refuse(arguments, of_runs(), "a log is what happened; it cannot be run again",
               "give the map instead of the log", problems);
    }
    refuse(arguments, of_recorded_logs(), "goes with recorded journeys", "a log made by permap import", problems);
    const std::string given = arguments.text("child");
    const std::optional<ChildName> name = child_name(given);
    if (given.empty()) {
        problems.push_back({"--child", "which child?", "--child 7 is the seventh who came in"});
    } else if (!name) {
        problems.push_back({"--child", "\"" + given + "\" names no child", "a number from 1, or ENTRY:CANDIDATE"});
    } else if (name->number && *name->number > most_children) {
        problems.push_back({"--child", "\"" + given + "\" is too far on", "a number from 1 to 1,000,000"});
    }
    if (!problems.empty()) return report(problems);
    return is_log(path) ? stored_journey(arguments, telling, *name) : simulated_journey(arguments, telling, *name);
}

}  // namespace permap
