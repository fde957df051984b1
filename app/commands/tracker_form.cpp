#include "commands/tracker_form.hpp"

#include <algorithm>
#include <set>

#include "commands/load.hpp"
#include "report/step_words.hpp"
#include "store/whole_file.hpp"

namespace permap {

namespace {

// Splits, joins and clocks are the map's own: nobody writes down that they happened.
bool is_written_down(const Step& step) {
    switch (step.kind) {
        case StepKind::start:
        case StepKind::activity:
        case StepKind::decision:
        case StepKind::wait:
        case StepKind::milestone:
        case StepKind::outcome:
            return true;
        case StepKind::split:
        case StepKind::join:
        case StepKind::clock:
        case StepKind::strand_end:
            return false;
    }
    return false;
}

// Sub-processes that households walk, not children.
std::set<std::string> processes_of_supply(const Map& map) {
    std::set<std::string> processes;
    for (const Arrivals& arrivals : map.arrivals) {
        const Step* const entry = arrivals.supply ? find_step(map, arrivals.entry) : nullptr;
        if (entry != nullptr) processes.insert(entry->process);
    }
    return processes;
}

std::string timescale_words(const Map& map, const Step& step) {
    std::string text;
    for (const Timescale& timescale : step.timescales) {
        if (timescale.in_force.never) continue;
        std::string limit = limit_words(timescale);
        if (!timescale.from_step.empty()) limit += " from: " + step_name(map, timescale.from_step);
        text += (text.empty() ? "" : "; ") + with_dates(limit, timescale.in_force);
    }
    return text;
}

class Form {
public:
    explicit Form(const Map& map) : map_(map), supply_(processes_of_supply(map)) { form_.map = map.name; }

    void milestones() {
        for (const Aim& aim : map_.aims) {
            add(aim.from);
            add(aim.to);
        }
        if (map_.permanence) {
            add(map_.permanence->from);
            for (const Permanence::Route& route : map_.permanence->routes) add(route.any_of);
        }
        const std::set<std::string> phases = phases_so_far();
        for (const bool near : {true, false})
            for (const Milestone& milestone : map_.milestones)
                for (const EventPattern& pattern : milestone.any_of)
                    if ((phases.count(phase_of(pattern.step)) != 0) == near) add({pattern});
    }

    void steps() {
        for (const Step& step : map_.steps)
            if (is_written_down(step) && !step.in_force.never) add(step, false);
    }

    void values() {
        for (const Attribute& attribute : map_.attributes) {
            if (attribute.id == "placement") form_.placements = attribute.values;
            if (attribute.id == "legal_basis") form_.legal_bases = attribute.values;
        }
    }

    TrackerTemplate finished() && { return std::move(form_); }

private:
    std::string phase_of(const std::string& id) const {
        const Step* const step = find_step(map_, id);
        const Process* const process = step != nullptr ? find_process(map_, step->process) : nullptr;
        return process != nullptr ? process->phase : "";
    }

    std::set<std::string> phases_so_far() const {
        std::set<std::string> phases;
        for (const TrackerStep& step : form_.steps) phases.insert(phase_of(step.id));
        return phases;
    }

    void add(const std::vector<EventPattern>& patterns) {
        for (const EventPattern& pattern : patterns)
            if (const Step* const step = find_step(map_, pattern.step)) add(*step, true);
    }

    void add(const Step& step, bool is_milestone) {
        if (supply_.count(step.process) != 0 || !there_.insert(step.id).second) return;
        TrackerStep one;
        one.id = step.id;
        one.name = step.name;
        one.part = process_name(map_, step.process);
        one.lane = lane_name(map_, step.lane);
        one.timescale = timescale_words(map_, step);
        one.is_milestone = is_milestone;
        if (step.kind == StepKind::decision)
            for (const Way& way : step.ways) one.outcomes.push_back(way.id + " (" + way_name(map_, way) + ")");
        form_.steps.push_back(std::move(one));
    }

    const Map& map_;
    std::set<std::string> supply_, there_;
    TrackerTemplate form_;
};

}  // namespace

TrackerTemplate tracker_form(const Map& map) {
    Form form(map);
    form.milestones();
    form.steps();
    form.values();
    return std::move(form).finished();
}

Exit tracker_template_command(const Arguments& arguments) {
    Problems problems;
    arguments.one_of("template", "tracker", {"tracker"}, problems);
    if (!arguments.positional().empty())
        problems.push_back(
            {"--template", "is made from a map, not from a file", "--map MAP, or import FILE without it"});
    const std::string target = arguments.text("output");
    if (!target.empty() && !target.ends_with(".csv") && !target.ends_with(".xlsx"))
        problems.push_back({"--output", "a template is a .csv or an .xlsx file", "-o tracker.xlsx"});
    const Result<Map> map = load_map_as_written(arguments.text("map", shipped("maps/scotland")));
    if (!map) problems.insert(problems.end(), map.problems().begin(), map.problems().end());
    if (!problems.empty()) return report(problems);
    const TrackerTemplate form = tracker_form(*map);
    if (target.empty()) return print(tracker_csv(form));
    const bool overwrite = arguments.has("overwrite");
    problems = target.ends_with(".xlsx") ? write_tracker_workbook(form, target, overwrite)
                                         : write_whole_file(target, tracker_csv(form), overwrite);
    return problems.empty() ? Exit::done : report(problems);
}

}  // namespace permap
