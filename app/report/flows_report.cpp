#include "report/flows_report.hpp"

#include <algorithm>

#include "report/lengths_json.hpp"
#include "report/tables.hpp"

namespace permap {

namespace {

constexpr std::size_t variants_kept = 50, rows_shown = 10, steps_shown = 12, ends_shown = 5;

const std::string& id_of(const Map& map, StepIndex step) {
    return map.steps[index(step)].id;
}

const std::string& name_of(const Map& map, StepIndex step) {
    const Step& at = map.steps[index(step)];
    return at.name.empty() ? at.id : at.name;
}

double share_of(std::int64_t some, std::int64_t all) {
    return all == 0 ? 0 : static_cast<double>(some) / static_cast<double>(all);
}

Json step_children_json(const std::vector<StepChildren>& steps, const Map& map) {
    Json list = Json::array();
    for (const StepChildren& one : steps) list.push_back({{"step", id_of(map, one.step)}, {"children", one.children}});
    return list;
}

std::string steps_text(const std::vector<StepIndex>& steps, const Map& map) {
    if (steps.empty()) return "(nothing completed)";
    std::string text;
    for (std::size_t i = 0; i < steps.size() && i < steps_shown; ++i)
        text += (i == 0 ? "" : " → ") + name_of(map, steps[i]);
    if (steps.size() > steps_shown) text += " → … (" + std::to_string(steps.size()) + " steps)";
    return text;
}

std::string more(std::size_t all) {
    if (all <= rows_shown) return {};
    return "… and " + with_separators(static_cast<std::int64_t>(all - rows_shown)) + " more\n";
}

std::string step_children_text(const char* title, const std::vector<StepChildren>& steps, const Map& map) {
    std::string text = title;
    for (std::size_t i = 0; i < steps.size() && i < ends_shown; ++i)
        text += (i == 0 ? " " : "; ") + name_of(map, steps[i].step) + " " + with_separators(steps[i].children);
    if (steps.size() > ends_shown)
        text += "; and " + with_separators(static_cast<std::int64_t>(steps.size() - ends_shown)) + " other steps";
    return wrapped(text + ".", 0);
}

std::string days_text(const std::optional<double>& minutes) {
    return minutes ? fixed(*minutes / static_cast<double>(one_day.count()), 1) : "–";
}

}  // namespace

Json flows_json(const Flows& flows, const Map& map, Notes& notes) {
    Json variants = Json::array();
    std::int64_t so_far = 0;
    for (std::size_t i = 0; i < flows.variants.size() && i < variants_kept; ++i) {
        const Variant& variant = flows.variants[i];
        so_far += variant.children;
        Json steps = Json::array();
        for (const StepIndex step : variant.steps) steps.push_back(id_of(map, step));
        variants.push_back({{"steps", std::move(steps)},
                            {"children", variant.children},
                            {"share", share_of(variant.children, flows.children)},
                            {"cumulative_share", share_of(so_far, flows.children)}});
    }
    Json pairs = Json::array();
    for (const FollowedBy& pair : flows.follows.pairs) {
        pairs.push_back({{"from", id_of(map, pair.from)},
                         {"to", id_of(map, pair.to)},
                         {"count", pair.count},
                         {"children", pair.children},
                         {"mean_days", days_json(pair.between_completions.mean_minutes)},
                         {"median_days", days_json(pair.between_completions.median_minutes)},
                         {"starts_known", pair.completion_to_start.count},
                         {"mean_days_to_start", days_json(pair.completion_to_start.mean_minutes)},
                         {"median_days_to_start", days_json(pair.completion_to_start.median_minutes)}});
    }
    notes.add(
        "variants: the order in which steps were completed; variants_by_start orders visits by their start where it is "
        "known; variants_by_start_and_completion counts every start as an entry of its own. The most frequent " +
        std::to_string(variants_kept) + " are listed");
    notes.add(
        "directly_follows: which step was completed next; mean_days and median_days from completion to "
        "completion, …_to_start from completion to the start of the next where starts_known, below 0 where it "
        "had begun before");
    return {{"variants_by_completion", flows.variants.size()},
            {"variants_by_start", flows.variants_by_start},
            {"variants_by_start_and_completion", flows.variants_by_start_and_completion},
            {"variants", std::move(variants)},
            {"directly_follows", std::move(pairs)},
            {"begins", step_children_json(flows.follows.begins, map)},
            {"ends", step_children_json(flows.follows.ends, map)},
            {"nothing_completed", flows.follows.with_nothing_completed}};
}

std::string flows_text(const Flows& flows, const Map& map) {
    std::string text = "\nVariants: the order in which steps were completed\n";
    text += wrapped(with_separators(static_cast<std::int64_t>(flows.variants.size())) + " by completions, " +
                        with_separators(flows.variants_by_start) + " by starts, " +
                        with_separators(flows.variants_by_start_and_completion) +
                        " where every start counts as an entry of its own.",
                    0);
    std::vector<std::vector<std::string>> rows;
    std::int64_t so_far = 0;
    for (std::size_t i = 0; i < flows.variants.size() && i < rows_shown; ++i) {
        const Variant& variant = flows.variants[i];
        so_far += variant.children;
        rows.push_back({with_separators(variant.children), percent(share_of(variant.children, flows.children)),
                        percent(share_of(so_far, flows.children)), steps_text(variant.steps, map)});
    }
    text += table({{"children", true, 10}, {"share", true, 8}, {"so far", true, 8}, {"steps", false, 66}}, rows);
    text += more(flows.variants.size());

    text += "\nWhich step was completed next\n";
    rows.clear();
    const std::vector<FollowedBy>& pairs = flows.follows.pairs;
    for (std::size_t i = 0; i < pairs.size() && i < rows_shown; ++i) {
        const FollowedBy& pair = pairs[i];
        rows.push_back({name_of(map, pair.from), name_of(map, pair.to), with_separators(pair.count),
                        with_separators(pair.children), days_text(pair.between_completions.mean_minutes),
                        days_text(pair.between_completions.median_minutes),
                        days_text(pair.completion_to_start.median_minutes)});
    }
    text += table({{"after", false, 26},
                   {"came", false, 26},
                   {"times", true, 9},
                   {"children", true, 9},
                   {"mean days", true, 8},
                   {"median days", true, 8},
                   {"median to start", true, 9}},
                  rows);
    text += more(pairs.size());
    text += wrapped(
        "Days from completion to completion; to start: from completion to the start of the next, where it is known.",
        0);
    text += step_children_text("Completed first:", flows.follows.begins, map);
    text += step_children_text("Completed last:", flows.follows.ends, map);
    return text;
}

}  // namespace permap
