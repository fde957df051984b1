// The effect of each of many small changes, one at a time, on the same children.
#include <algorithm>
#include <map>

#include "analysis/delay_rows.hpp"
#include "engine/shared.hpp"
#include "experiment/assumptions.hpp"
#include "experiment/experiment.hpp"
#include "experiment/replications.hpp"
#include "experiment/run_one.hpp"
#include "map/duration.hpp"

namespace permap {

namespace {

// One change to be ranked, as a scenario of its own.
struct Candidate {
    RankCandidate shown;
    Scenario scenario;
};

Edit edit_of(Change change, const std::string& id) {
    return {std::move(change), "rank: " + id};
}

// Units of the map's with which the area that is run has one unit more than now.
double one_more_in_area(double units, double share) {
    const std::int32_t now = units_in_area(static_cast<std::int32_t>(units), share);
    std::int32_t more = static_cast<std::int32_t>(units) + 1;
    while (units_in_area(more, share) == now) ++more;
    return more;
}

Change change_of(const Map& map, const Step& step, RankEdit edit, double share) {
    Provenance asked;
    asked.assumption = "the question asked";
    switch (edit) {
        case RankEdit::remove:
            return Remove{{step.id, false}, {}};
        case RankEdit::halve:
            return ScaleDuration{{step.id, false}, {0.5, asked}};
        case RankEdit::capacity:
            break;
    }
    const auto used = std::find_if(map.resources.begin(), map.resources.end(), [&](const Resource& resource) {
        return step.uses && resource.id == step.uses->resource;
    });
    const double units = used == map.resources.end() ? 0 : used->units.value;
    return SetCapacity{used == map.resources.end() ? "" : used->id, {one_more_in_area(units, share), asked}};
}

const char* name_of(RankEdit edit) {
    switch (edit) {
        case RankEdit::remove:
            return "remove";
        case RankEdit::halve:
            return "halve";
        case RankEdit::capacity:
            return "one more unit";
    }
    return "";
}

bool can_be_edited(const Map& map, const Step& step, RankEdit edit, double share) {
    if (edit == RankEdit::capacity && !step.uses) return false;
    const bool takes_time = !is_instant(step.duration) || step.uses || step.kind == StepKind::clock;
    if (edit == RankEdit::remove && (!takes_time || step.kind == StepKind::clock)) return false;
    Scenario scenario;
    scenario.map = map.id;
    scenario.edits = {edit_of(change_of(map, step, edit, share), step.id)};
    const Result<Applied> applied = apply_scenario(map, std::span{&scenario, 1});
    return applied && applied->warnings.empty();
}

// A stage is edited by editing each of its steps; its decisions keep their outcomes.
std::vector<Candidate> candidates_of(const Map& map, RankEdit edit, RankBy by, double share,
                                     std::vector<std::string>& left_out) {
    std::map<std::string, const Step*> editable;
    for (const Step& step : map.steps) {
        if (can_be_edited(map, step, edit, share)) editable.emplace(step.id, &step);
    }
    const auto make = [&](const std::string& id, const std::string& name, const std::vector<std::string>& steps,
                          const std::string& protects, const std::string& what_it_takes) {
        Candidate candidate;
        candidate.scenario.id = std::string(name_of(edit)) + " " + id;
        candidate.scenario.map = map.id;
        Basis strongest = Basis::practice;
        bool rights = false;
        std::vector<std::string> resources;
        for (const std::string& step_id : steps) {
            const auto found = editable.find(step_id);
            if (found == editable.end()) continue;
            const Step& step = *found->second;
            if (edit == RankEdit::capacity) {  // two steps of one stage may share a resource
                if (std::find(resources.begin(), resources.end(), step.uses->resource) != resources.end()) continue;
                resources.push_back(step.uses->resource);
            }
            strongest = std::min(strongest, step.basis);  // listed from the strongest
            rights = rights || step.rights;
            candidate.scenario.edits.push_back(edit_of(change_of(map, step, edit, share), step.id));
        }
        if (candidate.scenario.edits.empty()) {
            left_out.push_back(id);
            return Candidate{};
        }
        candidate.shown.id = id;
        candidate.shown.name = name;
        candidate.shown.edit = name_of(edit);
        candidate.shown.basis = to_string(strongest);
        if (rights) candidate.shown.basis += ", rights";
        candidate.shown.protects = protects;
        candidate.shown.what_it_takes = what_it_takes;
        return candidate;
    };
    std::vector<Candidate> all;
    if (by == RankBy::step) {
        for (const Step& step : map.steps)
            all.push_back(make(step.id, step.name, {step.id}, step.protects, step.what_it_takes));
    } else {
        for (const Stage& stage : map.stages)
            all.push_back(make(stage.id, stage.name, stage.steps, stage.protects, stage.what_it_takes));
    }
    std::erase_if(all, [](const Candidate& candidate) { return candidate.shown.id.empty(); });
    return all;
}

// Most delaying first; those that no child met are left out.
void keep_most_delaying(std::vector<Candidate>& candidates, const Figures& figures, RankBy by, std::size_t at_most,
                        std::vector<std::string>& left_out) {
    std::map<std::string, const DelayRow*> rows;
    for (const DelayRow& row : by == RankBy::step ? figures.delay : figures.stages) rows.emplace(row.id, &row);
    for (Candidate& candidate : candidates) {
        const auto row = rows.find(candidate.shown.id);
        if (row != rows.end())
            candidate.shown.attributed_child_days = row->second->child_days + row->second->open_child_days;
    }
    std::stable_sort(candidates.begin(), candidates.end(), [](const Candidate& a, const Candidate& b) {
        return a.shown.attributed_child_days > b.shown.attributed_child_days;
    });
    const auto is_met = [&](const Candidate& candidate) {
        const auto row = rows.find(candidate.shown.id);
        return row != rows.end() && row->second->visits > 0;
    };
    for (const Candidate& candidate : candidates) {
        if (!is_met(candidate)) left_out.push_back(candidate.shown.id);
    }
    std::erase_if(candidates, [&](const Candidate& candidate) { return !is_met(candidate); });
    if (at_most > 0 && candidates.size() > at_most) candidates.resize(at_most);
}

// The baseline's replications, whose children every candidate is paired with.
struct Reference {
    Map map;  // drawn, where assumptions are
    MeasurePlan plan;
    Replication replication;
};

}  // namespace

Result<Ranked> rank(const Map& map, RankEdit edit, RankBy by, std::size_t at_most, const Study& study) {
    Ranked ranked;
    Result<Arm> baseline = make_arm(map, "baseline", {});
    if (!baseline) return baseline.problems();
    Study choosing = study;
    choosing.progress = nullptr;
    Simulation chosen_from = simulate(*baseline, choosing, false);
    ranked.baseline = std::move(chosen_from.figures);
    ranked.fingerprint = chosen_from.fingerprint;
    std::vector<Candidate> candidates = candidates_of(map, edit, by, share_taken(study.settings), ranked.left_out);
    keep_most_delaying(candidates, ranked.baseline, by, at_most, ranked.left_out);

    const int replications = std::max(2, study.replications);
    const int threads = threads_of(study);
    const bool drawing = study.draw_assumptions;
    const int sets = drawing ? 2 : 1;
    RunCount count(study.progress, sets * replications * (static_cast<int>(candidates.size()) + 1));
    const auto settings = [&](int r) { return settings_of(study, study.replications + 1 + r); };

    std::vector<Reference> fixed = in_parallel(replications, threads, [&](int r) {
        Reference reference{{}, {}, run_one(baseline->model, baseline->plan, settings(r)).replication};
        count.one_more();
        return reference;
    });
    Problems problems;
    std::vector<Reference> drawn;
    if (drawing) {
        drawn = in_parallel(replications, threads, [&](int r) {
            Reference reference{draw_assumptions(map, settings(r).key), {}, {}};
            const Result<Model> model = compile(reference.map);
            PERMAP_ASSERT(model);
            reference.plan = measure_plan(reference.map);
            reference.replication = run_one(*model, reference.plan, settings(r)).replication;
            count.one_more();
            return reference;
        });
    }
    struct Compared {
        ArmComparison comparison;
        Problems problems;
    };
    auto compared = in_parallel(static_cast<int>(candidates.size()), threads, [&](int i) {
        const std::vector<Scenario> scenario{candidates[static_cast<std::size_t>(i)].scenario};
        Compared one;
        const auto pairs_with = [&](const std::vector<Reference>& references, bool afresh) {
            std::vector<PairedReplication> pairs;
            Result<Arm> arm = make_arm(map, scenario.front().id, scenario);
            for (int r = 0; r < replications && arm; ++r) {
                const Reference& reference = references[static_cast<std::size_t>(r)];
                if (afresh) arm = make_arm(reference.map, scenario.front().id, scenario);
                if (!arm) break;
                const MeasurePlan& plan = afresh ? reference.plan : baseline->plan;
                pairs.push_back(paired(plan, reference.replication, arm->plan,
                                       run_one(arm->model, arm->plan, settings(r)).replication));
                count.one_more();
            }
            if (!arm) one.problems = arm.problems();
            return pairs;
        };
        const auto pairs = pairs_with(fixed, false);
        if (one.problems.empty()) one.comparison = comparison_of(baseline->plan, pairs);
        if (drawing && one.problems.empty()) {
            const auto drawn_pairs = pairs_with(drawn, true);
            if (one.problems.empty()) add_assumptions(one.comparison, comparison_of(baseline->plan, drawn_pairs));
        }
        return one;
    });
    std::vector<RankCandidate> shown;
    for (std::size_t i = 0; i < candidates.size(); ++i) {
        problems.insert(problems.end(), compared[i].problems.begin(), compared[i].problems.end());
        candidates[i].shown.comparison = std::move(compared[i].comparison);
        shown.push_back(std::move(candidates[i].shown));
    }
    if (!problems.empty()) return problems;
    ranked.rows = rank_rows(shown);
    return ranked;
}

}  // namespace permap
