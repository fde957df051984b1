#include "experiment/paired_run.hpp"

#include <algorithm>

#include "experiment/run_one.hpp"
#include "projection/fold.hpp"

namespace permap {

namespace {

PathMinutes minutes_of(const Tally& tally) {
    PathMinutes minutes;
    for (const StepTally& step : tally.steps) minutes.push_back(step.path_minutes() + step.open_minutes);
    return minutes;
}

void note_steps(std::span<const Event> events, std::vector<std::uint64_t>& steps) {
    for (const Event& event : events) {
        if (event.step != no_step) steps[index(event.step) / 64] |= std::uint64_t{1} << (index(event.step) % 64);
    }
}

void note_reached(const std::vector<std::uint64_t>& steps, std::vector<bool>& reached) {
    for (std::size_t i = 0; i < reached.size(); ++i) {
        if ((steps[i / 64] >> (i % 64) & 1) != 0) reached[i] = true;
    }
}

void run_each_family(const Model& model, const MeasurePlan& plan, std::span<const StepIndex> may_change,
                     BaselineRun& run) {
    std::vector<bool> marked(plan.map.steps.size());
    for (const StepIndex step : may_change) marked[index(step)] = true;
    FoldScratch scratch(plan);
    std::vector<std::uint64_t> steps((plan.map.steps.size() + 63) / 64);
    std::size_t begun = 0;  // families whose part begins where it now says
    const auto begin_up_to = [&](std::size_t end) {
        for (run.families.resize(std::max(run.families.size(), end)); begun < end; ++begun) {
            run.families[begun].first_child = run.told.children.size();
            run.families[begun].first_spell = run.told.aim_spells.size();
            run.families[begun].first_minutes = run.minutes_at.size();
        }
    };
    const FamilySink fold = [&](std::size_t family, const Child& child, std::span<const Event> events) {
        begin_up_to(family + 1);
        run.fingerprint.add(child, events);
        fold_child(plan, child, events, scratch, run.told);
        if (!child.supply || model.shares_resources) note_steps(events, steps);
        if (child.supply) return;
        for (const PathPiece& piece : scratch.path.pieces)
            run.minutes_at.push_back({piece.step, (piece.to - piece.from).count()});
    };
    std::vector<Arrival> alone;
    std::span<const Arrival> all;
    if (model.shares_resources) {
        run.meetings = std::make_unique<const RecordedMeetings>(model, run.settings, marked, fold);
        all = run.meetings->families();
    } else {
        alone = arrivals(model, run.settings);
        run.walk = std::make_unique<const RecordedWalk>(model, run.settings, alone, marked, fold);
        all = alone;
    }
    begin_up_to(all.size());
    for (std::size_t i = 0; i < all.size(); ++i) run.families[i].arrival = all[i];
    note_reached(steps, run.reached);
}

// Whether the family has to be walked again. Adopters need not: they are in no figure about children, and where nothing
// is shared no child meets them. Siblings who are not counted may be the ones who come to a changed step.
bool walks_again(const Model& model, const BaselineRun& run, std::size_t family, std::span<const StepIndex> changed) {
    const Arrival& arrival = run.families[family].arrival;
    if (model.entries[arrival.entry].supply) return false;
    return arrival.counted < arrival.children || std::any_of(changed.begin(), changed.end(), [&](StepIndex step) {
               return run.walk->comes_to(family, step);
           });
}

}  // namespace

BaselineRun run_baseline(const Model& model, const MeasurePlan& plan, const RunSettings& settings,
                         std::span<const StepIndex> may_change) {
    BaselineRun run;
    run.settings = settings;
    run.told = Replication(plan);
    run.reached.resize(plan.map.steps.size());
    run_each_family(model, plan, may_change, run);
    run.replication = run.told;
    put_in_order(run.replication);
    run.minutes = minutes_of(run.replication.tally);
    return run;
}

namespace {

// Families who were walked again: where what they did then lies.
struct WalkedAgain {
    static constexpr std::size_t nowhere = ~std::size_t{0};
    struct Place {
        std::size_t first_child = nowhere, first_spell = 0;
    };
    Replication told;
    std::vector<Place> places;  // by family
};

WalkedAgain walk_again(const BaselineRun& baseline, const Arm& arm, std::span<const StepIndex> changed) {
    WalkedAgain again{Replication(arm.plan), std::vector<WalkedAgain::Place>(baseline.families.size())};
    FoldScratch scratch(arm.plan);
    const FamilySink fold = [&](std::size_t family, const Child& child, std::span<const Event> events) {
        WalkedAgain::Place& place = again.places[family];
        if (place.first_child == WalkedAgain::nowhere)
            place = {again.told.children.size(), again.told.aim_spells.size()};
        fold_child(arm.plan, child, events, scratch, again.told);
    };
    if (baseline.meetings != nullptr) {
        baseline.meetings->walk_again(arm.model, changed, fold);
    } else {
        std::vector<std::size_t> walked;
        for (std::size_t i = 0; i < baseline.families.size(); ++i) {
            if (walks_again(arm.model, baseline, i, changed)) walked.push_back(i);
        }
        baseline.walk->walk_again(arm.model, walked, changed, fold);
    }
    return again;
}

}  // namespace

ChangedRun run_changed(const BaselineRun& baseline, const Model& baseline_model, const Arm& arm,
                       std::span<const StepIndex> changed) {
    if (baseline_model.shares_resources != arm.model.shares_resources) {
        ChangedRun all{run_one(arm.model, arm.plan, baseline.settings).replication, {}};
        all.minutes_more = minutes_of(all.replication.tally);
        for (std::size_t i = 0; i < baseline.minutes.size(); ++i) all.minutes_more[i] -= baseline.minutes[i];
        return all;
    }
    const WalkedAgain again = walk_again(baseline, arm, changed);
    ChangedRun all{Replication(), minutes_of(again.told.tally)};
    const Replication& told = baseline.told;
    all.replication.children.reserve(told.children.size());
    all.replication.aim_spells.reserve(told.aim_spells.size());
    auto& children = all.replication.children;
    auto& spells = all.replication.aim_spells;
    for (std::size_t i = 0; i < baseline.families.size(); ++i) {
        const BaselineRun::Family& family = baseline.families[i];
        const bool is_last = i + 1 == baseline.families.size();
        const auto end_of = [&](std::size_t BaselineRun::Family::*first, std::size_t end) {
            return is_last ? end : baseline.families[i + 1].*first;
        };
        const std::size_t end_child = end_of(&BaselineRun::Family::first_child, told.children.size());
        const WalkedAgain::Place& place = again.places[i];
        if (place.first_child == WalkedAgain::nowhere) {
            children.insert(children.end(), told.children.begin() + static_cast<std::ptrdiff_t>(family.first_child),
                            told.children.begin() + static_cast<std::ptrdiff_t>(end_child));
            const std::size_t end = end_of(&BaselineRun::Family::first_spell, told.aim_spells.size());
            spells.insert(spells.end(), told.aim_spells.begin() + static_cast<std::ptrdiff_t>(family.first_spell),
                          told.aim_spells.begin() + static_cast<std::ptrdiff_t>(end));
            continue;
        }
        std::size_t again_child = place.first_child, again_spell = place.first_spell;
        for (std::size_t child = family.first_child; child < end_child; ++child, ++again_child) {
            for (;
                 again_spell < again.told.aim_spells.size() && again.told.aim_spells[again_spell].child == again_child;
                 ++again_spell) {
                spells.push_back(again.told.aim_spells[again_spell]);
                spells.back().child = static_cast<std::uint32_t>(children.size());
            }
            children.push_back(again.told.children[again_child]);
        }
        const std::size_t end = end_of(&BaselineRun::Family::first_minutes, baseline.minutes_at.size());
        for (std::size_t at = family.first_minutes; at < end; ++at)
            all.minutes_more[index(baseline.minutes_at[at].step)] -= baseline.minutes_at[at].minutes;
    }
    put_in_order(all.replication);
    return all;
}

}  // namespace permap
