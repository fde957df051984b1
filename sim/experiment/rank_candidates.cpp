#include "experiment/rank_candidates.hpp"

#include <algorithm>
#include <optional>

#include "analysis/delay_rows.hpp"
#include "engine/shared.hpp"
#include "map/duration.hpp"

namespace permap {

namespace {

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

// What is known of a step or stage before anything is run.
struct Asked {
    const std::string &id, &name, &protects, &what_it_takes;
    std::vector<std::size_t> steps;  // places in the map
};

std::size_t place_of(const Map& map, const std::string& id) {
    const auto step = std::find_if(map.steps.begin(), map.steps.end(), [&](const Step& one) { return one.id == id; });
    PERMAP_ASSERT(step != map.steps.end());
    return static_cast<std::size_t>(step - map.steps.begin());
}

std::vector<Asked> asked_for(const Map& map, RankBy by) {
    std::vector<Asked> all;
    if (by == RankBy::step) {
        for (std::size_t i = 0; i < map.steps.size(); ++i) {
            const Step& step = map.steps[i];
            all.push_back({step.id, step.name, step.protects, step.what_it_takes, {i}});
        }
        return all;
    }
    for (const Stage& stage : map.stages) {
        all.push_back({stage.id, stage.name, stage.protects, stage.what_it_takes, {}});
        for (const std::string& id : stage.steps) all.back().steps.push_back(place_of(map, id));
    }
    return all;
}

// None where nothing of it can be changed so.
std::optional<Candidate> candidate_of(const Map& map, const Asked& asked, RankEdit edit,
                                      const std::vector<bool>& editable) {
    Candidate candidate;
    candidate.edit = edit;
    Basis strongest = Basis::practice;
    bool rights = false;
    for (const std::size_t place : asked.steps) {
        const auto at = static_cast<StepIndex>(place);
        candidate.steps.push_back(at);
        if (!editable[place]) continue;
        const Step& step = map.steps[place];
        strongest = std::min(strongest, step.basis);  // listed from the strongest
        rights = rights || step.rights;
        candidate.changed.push_back(at);
    }
    if (candidate.changed.empty()) return std::nullopt;
    RankCandidate& shown = candidate.shown;
    shown.id = asked.id;
    shown.name = asked.name;
    shown.edit = name_of(edit);
    shown.basis = to_string(strongest);
    if (rights) shown.basis += ", rights";
    if (edit == RankEdit::remove && (strongest == Basis::statute || rights)) shown.label = not_lawful_to_remove;
    shown.protects = asked.protects;
    shown.what_it_takes = asked.what_it_takes;
    return candidate;
}

}  // namespace

std::vector<Candidate> candidates_of(const Map& map, const RankQuestion& question, double share,
                                     std::vector<std::string>& left_out) {
    std::vector<bool> editable;
    for (const Step& step : map.steps) editable.push_back(can_be_edited(map, step, question.edit, share));
    std::vector<Candidate> all;
    for (const Asked& asked : asked_for(map, question.by)) {
        std::optional<Candidate> candidate = candidate_of(map, asked, question.edit, editable);
        if (candidate)
            all.push_back(std::move(*candidate));
        else
            left_out.push_back(asked.id);
    }
    return all;
}

Candidate both_of(const Candidate& one, const Candidate& other) {
    Candidate both = one;
    both.shown.id += " and " + other.shown.id;
    both.changed.insert(both.changed.end(), other.changed.begin(), other.changed.end());
    std::sort(both.changed.begin(), both.changed.end());
    both.changed.erase(std::unique(both.changed.begin(), both.changed.end()), both.changed.end());
    return both;
}

Scenario scenario_of(const Map& map, const Candidate& candidate, double share) {
    Scenario scenario;
    scenario.id = std::string(name_of(candidate.edit)) + " " + candidate.shown.id;
    scenario.map = map.id;
    for (const StepIndex at : candidate.changed) {
        const Step& step = map.steps[index(at)];
        Edit edit = edit_of(change_of(map, step, candidate.edit, share), step.id);
        // Two steps may use one resource, which gets one unit more.
        if (std::find(scenario.edits.begin(), scenario.edits.end(), edit) == scenario.edits.end())
            scenario.edits.push_back(std::move(edit));
    }
    return scenario;
}

}  // namespace permap
