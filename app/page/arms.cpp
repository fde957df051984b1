#include "page/arms.hpp"

#include <algorithm>

#include "scenario/apply.hpp"

namespace permap::page {

namespace {

std::string plain_name(const Arm& arm) {
    return arm.scenario == "baseline" ? "as it is" : words_of_id(arm.scenario);
}

std::size_t place_of(const std::vector<ResultFile>& results, const ResultFile& result) {
    return static_cast<std::size_t>(&result - results.data()) + 1;
}

}  // namespace

std::vector<NamedArm> named_arms(const std::vector<ResultFile>& results) {
    std::vector<NamedArm> arms;
    for (const ResultFile& result : results) {
        const std::string run = "run" + std::to_string(place_of(results, result));
        for (std::size_t i = 0; i < result.arms.size(); ++i) {
            arms.push_back({&result, &result.arms[i], i == 0 ? nullptr : result.arms.data(), plain_name(result.arms[i]),
                            "", run + "-arm" + std::to_string(i)});
        }
    }
    const auto of_other_runs = [&](const NamedArm& arm) {
        return std::any_of(arms.begin(), arms.end(), [&](const NamedArm& other) {
            return other.result != arm.result && plain_name(*other.arm) == plain_name(*arm.arm);
        });
    };
    for (NamedArm& arm : arms) {
        if (of_other_runs(arm)) arm.name += ", run " + std::to_string(place_of(results, *arm.result));
        arm.where = (arm.arm->scenario == "baseline" ? "the system " : "with ") + arm.name;
    }
    return arms;
}

std::vector<NamedArm> first_arms(const std::vector<ResultFile>& results) {
    std::vector<NamedArm> arms = named_arms(results);
    arms.erase(std::remove_if(arms.begin(), arms.end(), [](const NamedArm& arm) { return arm.baseline != nullptr; }),
               arms.end());
    return arms;
}

std::vector<NamedArm> changed_arms(const std::vector<ResultFile>& results) {
    std::vector<NamedArm> arms = named_arms(results);
    arms.erase(std::remove_if(arms.begin(), arms.end(), [](const NamedArm& arm) { return arm.baseline == nullptr; }),
               arms.end());
    return arms;
}

std::string run_name(const std::vector<ResultFile>& results, const ResultFile& result) {
    return "Run " + std::to_string(place_of(results, result)) + ": permap " + command_of(result.kind);
}

bool has_kind(const std::vector<ResultFile>& results, ResultKind kind) {
    return std::any_of(results.begin(), results.end(), [&](const ResultFile& one) { return one.kind == kind; });
}

Markup heading_if_several(std::size_t count, const std::string& name) {
    return count > 1 ? element("h3", name) : Markup();
}

Markup not_here(const std::string& what, const std::string& command) {
    return element("p", {{"class", "not-here"}},
                   text(what + " These results do not hold it. It comes from ") + element("code", command) +
                       text("; give its file to permap report too."));
}

Markup removal_warning(const std::vector<Removed>& removed) {
    if (removed.empty()) return {};
    Markup inside = element("strong", what_the_model_does_not_see);
    std::vector<std::string> labels;
    for (const Removed& one : removed) {
        if (!one.label.empty() && std::find(labels.begin(), labels.end(), one.label) == labels.end())
            labels.push_back(one.label);
    }
    for (const std::string& label : labels) {
        std::string names;
        for (const Removed& one : removed) {
            if (one.label == label) names += (names.empty() ? "" : "; ") + one.name;
        }
        inside += text(" " + names + ": " + label + ".");
    }
    return element("p", {{"class", "caution"}}, inside);
}

Markup ranking_warning(const std::vector<RankRow>& rows) {
    const bool removes = std::any_of(rows.begin(), rows.end(), [](const RankRow& row) { return row.edit == "remove"; });
    return removes ? element("p", {{"class", "caution"}}, element("strong", what_the_model_does_not_see)) : Markup();
}

std::string words_of_id(std::string id) {
    std::replace(id.begin(), id.end(), '_', ' ');
    return id;
}

std::string sentence_start(std::string words) {
    if (!words.empty() && words[0] >= 'a' && words[0] <= 'z') words[0] = static_cast<char>(words[0] - 'a' + 'A');
    return words;
}

std::string lane_name(const Arm& arm, const std::string& lane) {
    const auto found =
        std::find_if(arm.lanes.begin(), arm.lanes.end(), [&](const Lane& one) { return one.id == lane; });
    return found == arm.lanes.end() || found->name.empty() ? words_of_id(lane) : found->name;
}

}  // namespace permap::page
