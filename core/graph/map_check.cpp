#include "graph/map_check.hpp"

#include <algorithm>
#include <utility>

#include "graph/findings.hpp"
#include "map/optional_resources.hpp"
#include "vocabulary/ids.hpp"

namespace permap {

namespace {

// Faults in what an overlay wrote are named there.
CheckReport reported(Findings& findings) {
    const OverlaidPlaces& overlaid = findings.map.overlaid;
    return {overlaid.written_at(std::move(findings.report.errors)),
            overlaid.written_at(std::move(findings.report.warnings))};
}

CheckReport checked(const Map& map) {
    Findings findings(map);
    check_names(findings);
    check_conditions(findings);
    check_numbers(findings);
    check_decisions(findings);
    check_kinds(findings);
    if (map.steps.size() >= index(no_step)) {
        findings.error(findings.of_map("/steps"), "the map has more than 65,534 steps");
        return reported(findings);
    }
    check_flow(findings);
    check_joins(findings);
    return reported(findings);
}

// With the resources on, the work alone stands where the duration was; a reader looks for it where it was written.
void point_to_working(const Map& as_written, Problems& problems) {
    for (std::size_t i = 0; i < as_written.steps.size(); ++i) {
        const Step& step = as_written.steps[i];
        if (!step.uses || !step.uses->working) continue;
        const std::string at = step.where.empty() ? "#/steps/" + std::to_string(i) : step.where;
        const std::string from = at + "/duration";
        for (Problem& problem : problems) {
            const bool is_there = problem.where.rfind(from, 0) == 0 &&
                                  (problem.where.size() == from.size() || problem.where[from.size()] == '/');
            if (is_there) problem.where = at + "/uses/working" + problem.where.substr(from.size());
        }
    }
}

// The list of resources is shorter without those left out, so a place in it may differ; only steps stay where they are.
bool is_same(const Problem& a, const Problem& b) {
    return a.what == b.what && (a.where == b.where || a.where.find("#/steps/") == std::string::npos);
}

void add_new(Problems& problems, Problems others) {
    const std::size_t known = problems.size();
    for (Problem& other : others) {
        const auto same = [&](const Problem& problem) { return is_same(problem, other); };
        const auto end = problems.begin() + static_cast<std::ptrdiff_t>(known);
        if (std::none_of(problems.begin(), end, same)) problems.push_back(std::move(other));
    }
}

}  // namespace

CheckReport check_map(const Map& map) {
    if (!has_optional_resources(map)) return checked(map);
    CheckReport report = checked(with_resources(map, true));
    point_to_working(map, report.errors);
    point_to_working(map, report.warnings);
    CheckReport without = checked(with_resources(map, false));
    add_new(report.errors, std::move(without.errors));
    add_new(report.warnings, std::move(without.warnings));
    return report;
}

}  // namespace permap
