#include "analysis/exact_comparison.hpp"

#include <algorithm>
#include <string>

#include "map/condition_eval.hpp"

namespace permap {

namespace {

const std::string& id_of(const Map& map, StepIndex step) {
    static const std::string ends;
    return step == no_step ? ends : map.steps[index(step)].id;
}

// Visits of the part's own steps are part of its states; anything else differs from child to child.
bool looks_at_the_child(const Map& map, const ExactPart& part) {
    const auto looks = [&](const Condition& condition) {
        const std::vector<std::string> subjects = subjects_of(condition);
        return std::any_of(subjects.begin(), subjects.end(), [&](const std::string& subject) {
            const std::string_view visited = visited_step(subject);
            return std::none_of(part.steps.begin(), part.steps.end(),
                                [&](StepIndex step) { return id_of(map, step) == visited; });
        });
    };
    return std::any_of(part.steps.begin(), part.steps.end(), [&](StepIndex at) {
        const Step& step = map.steps[index(at)];
        return std::any_of(step.ways.begin(), step.ways.end(), [&](const Way& way) { return looks(way.when); });
    });
}

// Whether a step of either part is not what it is in the other map.
bool is_changed(const Map& baseline, const ExactPart& before, const Map& arm, const ExactPart& after) {
    const auto differs = [](const Map& one, const ExactPart& part, const Map& other) {
        return std::any_of(part.steps.begin(), part.steps.end(), [&](StepIndex at) {
            const Step& step = one.steps[index(at)];
            const Step* const same = find_step(other, step.id);
            return same == nullptr || !(*same == step);
        });
    };
    return differs(baseline, before, arm) || differs(arm, after, baseline);
}

}  // namespace

std::vector<ExactDifference> exact_comparison(const Map& baseline, const Map& arm) {
    std::vector<ExactDifference> differences;
    const std::vector<ExactPart> others = exact_parts(arm);
    for (const ExactPart& part : exact_parts(baseline)) {
        const auto same = std::find_if(others.begin(), others.end(), [&](const ExactPart& other) {
            return id_of(arm, other.entry) == id_of(baseline, part.entry) &&
                   id_of(arm, other.after) == id_of(baseline, part.after);
        });
        if (same == others.end() || !is_changed(baseline, part, arm, *same)) continue;
        if (looks_at_the_child(baseline, part) || looks_at_the_child(arm, *same)) continue;
        const Result<ExactAnswer> before = exact_answer(baseline, part), after = exact_answer(arm, *same);
        if (!before || !after) continue;
        differences.push_back({part.entry, part.after, part.steps.size(), before->mean_days, after->mean_days,
                               before->variance_days, after->variance_days,
                               before->averages_months || after->averages_months});
    }
    return differences;
}

}  // namespace permap
