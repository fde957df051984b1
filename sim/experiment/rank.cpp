#include "experiment/rank.hpp"

#include <algorithm>
#include <numeric>

#include "experiment/assumptions.hpp"
#include "experiment/paired_run.hpp"
#include "experiment/rank_candidates.hpp"
#include "experiment/replications.hpp"
#include "experiment/run_one.hpp"

namespace permap {

namespace {

// No candidate gets more than so many times the average: the baseline has to be run as often as the longest of them.
constexpr int most_of_average = 2;
// None gets fewer than this (or the average, if that is less), as t intervals of a few replications are very wide.
constexpr int few_enough = 10;

// One candidate on the children of one replication, boiled down.
struct Effect {
    PairedReplication pair;
    bool is_reached = false;  // some child comes to what is changed
    double attributed_days = 0, vanished_days = 0;
    std::vector<std::pair<StepIndex, double>> days_more;  // by step, where there is a difference
    std::string failure;                                  // why there is no such run
};

double saved_days(const Effect& effect) {
    PERMAP_ASSERT(effect.pair.baseline[0] && effect.pair.arm[0]);
    return *effect.pair.baseline[0] - *effect.pair.arm[0];
}

double in_days(std::int64_t minutes) {
    return static_cast<double>(minutes) / one_day.count();
}

struct Reference {
    Reference(const Arm& its_arm, BaselineRun its_run)
        : arm(its_arm), run(std::move(its_run)), children(arm.plan, run.replication) {}
    Reference(const Reference&) = delete;
    Reference& operator=(const Reference&) = delete;

    const Arm& arm;
    const BaselineRun run;
    const PairingBaseline children;
};

BaselineRun baseline_run(const Arm& arm, const RunSettings& settings, std::span<const Candidate> candidates) {
    std::vector<StepIndex> may_change;
    for (const Candidate& candidate : candidates)
        may_change.insert(may_change.end(), candidate.changed.begin(), candidate.changed.end());
    return run_baseline(arm.model, arm.plan, settings, may_change);
}

void add_minutes(const BaselineRun& baseline, const Candidate& candidate, const PathMinutes& more, Effect& effect) {
    for (const StepIndex step : candidate.steps) effect.attributed_days += in_days(baseline.minutes[index(step)]);
    for (std::size_t i = 0; i < more.size(); ++i) {
        effect.vanished_days -= in_days(more[i]);
        if (more[i] != 0) effect.days_more.emplace_back(static_cast<StepIndex>(i), in_days(more[i]));
    }
}

// The map with a candidate's change made, or why there is none.
struct Changed {
    std::unique_ptr<const Arm> arm;
    std::string failure;
};

Changed changed_map(const Map& map, const Candidate& candidate, double share, KnownTables& known) {
    Result<Arm> arm = make_arm(map, candidate.shown.id, {scenario_of(map, candidate, share)}, known);
    if (!arm) return {nullptr, to_string(arm.problems().front())};
    // A ranking asks for children, their aims and their paths only.
    arm->plan.watches_stuck = arm->plan.counts_visits = false;
    arm->map = {};  // the plan has it; there are many arms
    return {std::make_unique<const Arm>(*std::move(arm)), ""};
}

bool is_reached(const BaselineRun& run, const Candidate& candidate) {
    return std::any_of(candidate.changed.begin(), candidate.changed.end(),
                       [&](StepIndex step) { return run.reached[index(step)]; });
}

Effect no_effect(const Reference& reference, const Candidate& candidate) {
    Effect effect;
    effect.pair = reference.children.beside(reference.arm.plan, reference.run.replication);
    add_minutes(reference.run, candidate, {}, effect);
    return effect;
}

Effect effect_of(const Reference& reference, const Candidate& candidate, const Changed& changed) {
    Effect effect;
    effect.is_reached = is_reached(reference.run, candidate);
    if (changed.arm == nullptr) {
        effect.failure = changed.failure;
        return effect;
    }
    try {
        // With one more unit every step does what it did: only answers are different.
        const std::span<const StepIndex> changed_steps =
            candidate.edit == RankEdit::capacity ? std::span<const StepIndex>() : candidate.changed;
        const ChangedRun after = run_changed(reference.run, reference.arm.model, *changed.arm, changed_steps);
        effect.pair = reference.children.beside(changed.arm->plan, after.replication);
        add_minutes(reference.run, candidate, after.minutes_more, effect);
    } catch (const MapError& error) {
        effect.failure = error.what + (error.hint.empty() ? "" : " (" + error.hint + ")");
    }
    return effect;
}

// What is run: candidates, each on so many replications, the first ones.
struct Runs {
    std::span<const Candidate> candidates;
    std::vector<int> replications;  // by candidate

    int longest() const {
        return replications.empty() ? 0 : *std::max_element(replications.begin(), replications.end());
    }
};

// One replication of the baseline and of every candidate that has it.
struct Trial {
    std::vector<Effect> effects;  // by candidate
    ReplicationSummary summary;   // of the baseline
    Fingerprint fingerprint;
    bool is_whole = false;  // nobody stopped it on the way
};

// The map, and how it is run.
struct Setting {
    const Map& map;
    const Study& study;
    double share;  // of the map's units that the area has
    RunCount& count;
    const Arm& baseline;  // with assumed numbers as they are

    bool is_stopped() const { return study.stop && study.stop(); }
};

// Every candidate's map with assumed numbers as they are, made once for all replications.
std::vector<Changed> changed_maps(const Setting& setting, const Runs& runs) {
    const int threads = threads_of(setting.study);
    std::vector<std::vector<Changed>> parts = in_parallel(threads, threads, [&](int part) {
        KnownTables known;
        std::vector<Changed> made(runs.candidates.size());
        for (auto i = static_cast<std::size_t>(part); i < made.size(); i += static_cast<std::size_t>(threads)) {
            if (runs.replications[i] > 0) made[i] = changed_map(setting.map, runs.candidates[i], setting.share, known);
        }
        return made;
    });
    std::vector<Changed> all(runs.candidates.size());
    for (std::size_t i = 0; i < all.size(); ++i) all[i] = std::move(parts[i % static_cast<std::size_t>(threads)][i]);
    return all;
}

// `change(i)` gives the map with candidate i's change made. Stops between two runs if it has to, and is then of no use.
template <class Change>
Trial trial(const Setting& setting, const Runs& runs, int place, const Reference& reference, const Change& change) {
    Trial one;
    one.summary = summarise(reference.arm.plan, reference.run.replication);
    one.fingerprint = reference.run.fingerprint;
    one.effects.resize(runs.candidates.size());
    for (std::size_t i = 0; i < runs.candidates.size(); ++i) {
        if (place >= runs.replications[i]) continue;
        if (setting.is_stopped()) return one;
        const Candidate& candidate = runs.candidates[i];
        if (!is_reached(reference.run, candidate) && !reference.arm.model.shares_resources) {
            one.effects[i] = no_effect(reference, candidate);
        } else {
            one.effects[i] = effect_of(reference, candidate, change(i));
        }
        setting.count.one_more();
    }
    one.is_whole = true;
    return one;
}

Trial trial(const Setting& setting, const Runs& runs, int place, int number, const std::vector<Changed>& changed) {
    const Reference reference(setting.baseline,
                              baseline_run(setting.baseline, settings_of(setting.study, number), runs.candidates));
    return trial(setting, runs, place, reference, [&](std::size_t i) -> const Changed& { return changed[i]; });
}

Trial drawn_trial(const Setting& setting, const Runs& runs, int place, int number) {
    const RunSettings settings = settings_of(setting.study, number);
    KnownTables known;
    const Map drawn = draw_assumptions(setting.map, settings.key);
    const Result<Arm> arm = make_arm(drawn, "baseline", {}, known);
    PERMAP_ASSERT(arm);  // drawn within what the map allows
    const Reference reference(*arm, baseline_run(*arm, settings, runs.candidates));
    Trial one = trial(setting, runs, place, reference,
                      [&](std::size_t i) { return changed_map(drawn, runs.candidates[i], setting.share, known); });
    for (Effect& effect : one.effects) effect.days_more.clear();  // nobody asks
    return one;
}

// ── choosing ────────────────────────────────────────────────────────────────────────────────────────────────────

struct Chosen {
    std::vector<Candidate> candidates;  // those that save most first
    Effects saved;                      // as candidates: days a child, by replication
};

// Keeps those places of both lists, in that order.
Chosen kept(Chosen& from, std::span<const std::size_t> places) {
    Chosen all;
    for (const std::size_t i : places) {
        all.candidates.push_back(std::move(from.candidates[i]));
        all.saved.push_back(std::move(from.saved[i]));
    }
    return all;
}

// Runs the candidates so often each and adds what they saved. Takes out those that fail, and those that no child comes
// to in any of the runs. False: stopped, and nothing was learned.
bool look(const Setting& setting, const std::vector<int>& replications, int first, Chosen& chosen, Ranked& ranked) {
    const Runs runs{chosen.candidates, replications};
    const std::vector<Changed> changed = changed_maps(setting, runs);
    const std::vector<Trial> trials =
        in_parallel_until(setting.study.stop, 0, runs.longest(), threads_of(setting.study),
                          [&](int place) { return trial(setting, runs, place, first + place, changed); });
    if (setting.is_stopped()) return false;
    std::vector<std::size_t> going_on;
    for (std::size_t i = 0; i < chosen.candidates.size(); ++i) {
        RankCandidate& shown = chosen.candidates[i].shown;
        shown.replications_for_choosing += replications[i];
        ranked.allocation.replications_for_choosing += replications[i];
        bool is_reached = replications[i] == 0;
        std::string failure;
        for (std::size_t r = 0; r < static_cast<std::size_t>(replications[i]); ++r) {
            const Effect& effect = trials[r].effects[i];
            is_reached = is_reached || effect.is_reached;
            if (failure.empty()) failure = effect.failure;
            if (effect.failure.empty()) chosen.saved[i].push_back(saved_days(effect));
        }
        if (!failure.empty())
            ranked.not_run.push_back({shown.id, shown.name, failure});
        else if (is_reached)
            going_on.push_back(i);
        else
            ranked.left_out.push_back(shown.id);
    }
    chosen = kept(chosen, going_on);
    return true;
}

// Those that save most first: at most so many, after a second look at those of which that is not settled. None:
// stopped.
std::optional<Chosen> choose(const Setting& setting, std::vector<Candidate> candidates, std::size_t at_most,
                             Ranked& ranked) {
    const int looks = ranked.allocation.choosing_a_candidate;
    Chosen chosen;
    chosen.saved.resize(candidates.size());
    chosen.candidates = std::move(candidates);
    const std::vector<int> all_alike(chosen.candidates.size(), looks);
    if (!look(setting, all_alike, first_choosing_replication, chosen, ranked)) return std::nullopt;
    std::vector<std::size_t> order = by_size(chosen.saved);
    if (at_most > 0 && at_most < order.size()) {
        const std::vector<double> wanted = wanted_for_cut(chosen.saved, order, at_most);
        const std::vector<int> more = allocated(wanted, looks, 0, most_of_average * looks);
        if (!look(setting, more, first_choosing_replication + looks, chosen, ranked)) return std::nullopt;
        order = by_size(chosen.saved);
        order.resize(std::min(order.size(), at_most));
    }
    return kept(chosen, order);
}

// ── showing ─────────────────────────────────────────────────────────────────────────────────────────────────────

// Two of the rows, by place in the list of candidates, and their both at once.
struct Pair {
    std::size_t a, b, together;
};

struct Shown {
    std::vector<Trial> fixed, drawn;  // by replication
};

// Replication by replication, so that those done are of use where somebody stops it.
Shown show(const Setting& setting, const Runs& runs, int longest) {
    const int kinds = setting.study.draw_assumptions ? 2 : 1;  // as they stand, drawn
    const std::vector<Changed> changed = changed_maps(setting, runs);
    std::vector<Trial> all =
        in_parallel_until(setting.study.stop, 0, longest * kinds, threads_of(setting.study), [&](int task) {
            const int place = task / kinds;
            return task % kinds == 0 ? trial(setting, runs, place, 1 + place, changed)
                                     : drawn_trial(setting, runs, place, 1 + place);
        });
    std::size_t whole = 0;
    while (whole < all.size() && all[whole].is_whole) ++whole;
    Shown shown;
    for (std::size_t i = 0; i < whole - whole % static_cast<std::size_t>(kinds); ++i)
        (i % static_cast<std::size_t>(kinds) == 0 ? shown.fixed : shown.drawn).push_back(std::move(all[i]));
    return shown;
}

// What one candidate did, replication by replication.
std::vector<const Effect*> effects_of(const std::vector<Trial>& trials, std::size_t candidate, int replications) {
    std::vector<const Effect*> effects;
    for (std::size_t r = 0; r < trials.size() && r < static_cast<std::size_t>(replications); ++r)
        effects.push_back(&trials[r].effects[candidate]);
    return effects;
}

std::string failure_of(const Shown& shown, std::size_t candidate, int replications) {
    for (const auto* const trials : {&shown.fixed, &shown.drawn}) {
        for (const Effect* effect : effects_of(*trials, candidate, replications)) {
            if (!effect->failure.empty()) return effect->failure;
        }
    }
    return "";
}

// Steps, or stages, where delay may turn up.
struct Places {
    std::vector<std::pair<std::string, std::string>> names;  // id, name
    std::vector<std::vector<std::size_t>> of_step;           // the places that a step belongs to

    Places(const MeasurePlan& plan, RankBy by) : of_step(plan.map.steps.size()) {
        for (std::size_t i = 0; i < of_step.size(); ++i) {
            if (by == RankBy::step) {
                names.emplace_back(plan.map.steps[i].id, plan.map.steps[i].name);
                of_step[i] = {i};
            } else {
                for (const std::uint16_t stage : plan.stages_of(static_cast<StepIndex>(i))) of_step[i].push_back(stage);
            }
        }
        if (by == RankBy::step) return;
        for (const Stage& stage : plan.map.stages) names.emplace_back(stage.id, stage.name);
    }
};

std::vector<MovedTo> moved_elsewhere(const Places& places, const std::vector<const Effect*>& effects,
                                     const std::string& own_id) {
    std::vector<std::vector<double>> more(places.names.size(), std::vector<double>(effects.size(), 0));
    for (std::size_t r = 0; r < effects.size(); ++r) {
        for (const auto& [step, days] : effects[r]->days_more) {
            for (const std::size_t place : places.of_step[index(step)]) more[place][r] += days;
        }
    }
    for (std::size_t i = 0; i < more.size(); ++i) {
        if (places.names[i].first == own_id) std::fill(more[i].begin(), more[i].end(), 0.0);
    }
    return moved_to(places.names, more);
}

ArmComparison comparison_of_effects(const MeasurePlan& plan, const std::vector<const Effect*>& effects) {
    std::vector<PairedReplication> pairs;
    for (const Effect* effect : effects) pairs.push_back(effect->pair);
    return comparison_of(plan, pairs);
}

RankCandidate with_figures(RankCandidate candidate, const MeasurePlan& plan, const Places& places,
                           const std::vector<const Effect*>& fixed, const std::vector<const Effect*>& drawn) {
    candidate.comparison = comparison_of_effects(plan, fixed);
    if (!drawn.empty()) add_assumptions(candidate.comparison, comparison_of_effects(plan, drawn));
    for (const Effect* effect : fixed) {
        candidate.attributed_child_days.push_back(effect->attributed_days);
        candidate.vanished_child_days.push_back(effect->vanished_days);
    }
    candidate.moved_to = moved_elsewhere(places, fixed, candidate.id);
    return candidate;
}

PairCandidate pair_of(const Shown& shown, const Runs& runs, const Pair& pair) {
    const int replications = runs.replications[pair.together];
    const auto saved = [&](const std::vector<Trial>& trials, std::size_t candidate) {
        std::vector<double> all;
        for (const Effect* effect : effects_of(trials, candidate, replications)) all.push_back(saved_days(*effect));
        return all;
    };
    return {runs.candidates[pair.a].shown.id, runs.candidates[pair.b].shown.id,  saved(shown.fixed, pair.a),
            saved(shown.fixed, pair.b),       saved(shown.fixed, pair.together), saved(shown.drawn, pair.a),
            saved(shown.drawn, pair.b),       saved(shown.drawn, pair.together)};
}

// Every two of the first ones, added behind the rows. A pair is run no longer than its rows are.
std::vector<Pair> add_pairs(std::vector<Candidate>& candidates, std::vector<int>& replications, std::size_t first_ones,
                            int on_average) {
    std::vector<Pair> pairs;
    const std::size_t of = std::min(first_ones, candidates.size());
    for (std::size_t a = 0; a < of; ++a) {
        for (std::size_t b = a + 1; b < of; ++b) {
            pairs.push_back({a, b, candidates.size()});
            candidates.push_back(both_of(candidates[a], candidates[b]));
            replications.push_back(std::min({replications[a], replications[b], on_average}));
        }
    }
    return pairs;
}

int runs_promised(std::size_t candidates, const RankQuestion& question, const RankAllocation& allocation,
                  bool drawing) {
    const bool is_cut = question.at_most > 0 && question.at_most < candidates;
    const std::size_t rows = is_cut ? question.at_most : candidates, paired = std::min(question.pairs_of, rows);
    const std::size_t pairs = paired > 1 ? paired * (paired - 1) / 2 : 0;
    return static_cast<int>(candidates) * allocation.choosing_a_candidate * (is_cut ? 2 : 1) +
           static_cast<int>(rows + pairs) * allocation.on_average * (drawing ? 2 : 1);
}

// Stopped after so many: no row has more.
void cut_to(int done, std::vector<int>& replications, std::size_t rows, RankAllocation& allocation) {
    for (int& one : replications) one = std::min(one, done);
    allocation.on_average = std::min(allocation.on_average, done);
    allocation.fewest = std::min(allocation.fewest, done);
    allocation.most = std::min(allocation.most, done);
    allocation.replications_shown =
        std::accumulate(replications.begin(), replications.begin() + static_cast<std::ptrdiff_t>(rows), 0);
}

RankAllocation allocation_for(const Study& study, std::size_t candidates) {
    RankAllocation allocation;
    allocation.candidates = static_cast<int>(candidates);
    allocation.on_average = std::max(2, study.replications);
    allocation.choosing_a_candidate = std::clamp(allocation.on_average / 10, 2, 5);
    allocation.fewest = std::min(allocation.on_average, std::max(few_enough, allocation.on_average / 2));
    allocation.most = most_of_average * allocation.on_average;
    PERMAP_ASSERT(allocation.most < first_choosing_replication);
    return allocation;
}

}  // namespace

Result<Ranked> rank(const Map& map, const RankQuestion& question, const Study& study) {
    const Result<Arm> baseline = make_arm(map, "baseline", {});
    if (!baseline) return baseline.problems();
    const double share = share_taken(study.settings);
    Ranked ranked;
    std::vector<Candidate> candidates = candidates_of(map, question, share, ranked.left_out);
    RankAllocation& allocation = ranked.allocation;
    allocation = allocation_for(study, candidates.size());
    const int promised = runs_promised(candidates.size(), question, allocation, study.draw_assumptions);
    RunCount count(study.progress, promised);
    const Setting setting{map, study, share, count, *baseline};

    std::optional<Chosen> settled = choose(setting, std::move(candidates), question.at_most, ranked);
    if (!settled) {
        count.all_done();
        ranked.stopped = {0, allocation.on_average};
        return ranked;
    }
    Chosen& chosen = *settled;
    const std::size_t rows = chosen.candidates.size();
    std::vector<int> replications = allocated(wanted_for_order(chosen.saved, by_size(chosen.saved)),
                                              allocation.on_average, allocation.fewest, allocation.most);
    for (const int shown : replications) allocation.replications_shown += shown;
    const std::vector<Pair> pairs = add_pairs(chosen.candidates, replications,
                                              question.pairs_of > 1 ? question.pairs_of : 0, allocation.on_average);
    const Runs to_be_shown{chosen.candidates, replications};
    const int longest = std::max(to_be_shown.longest(), allocation.on_average);
    const Shown shown = show(setting, to_be_shown, longest);
    count.all_done();
    if (const int done = static_cast<int>(shown.fixed.size()); done < longest) {
        ranked.stopped = {done, longest};
        if (done < 2) return ranked;
        cut_to(done, replications, rows, allocation);
    }
    const Runs runs{chosen.candidates, replications};

    std::vector<ReplicationSummary> summaries;
    for (int r = 0; r < allocation.on_average; ++r) {
        summaries.push_back(shown.fixed[static_cast<std::size_t>(r)].summary);
        ranked.fingerprint.merge(shown.fixed[static_cast<std::size_t>(r)].fingerprint);
    }
    ranked.baseline = figures_of_replications(baseline->plan, summaries);

    const Places places(baseline->plan, question.by);
    std::vector<RankCandidate> with;
    for (std::size_t i = 0; i < rows; ++i) {
        const RankCandidate& one = chosen.candidates[i].shown;
        if (std::string failure = failure_of(shown, i, replications[i]); !failure.empty()) {
            ranked.not_run.push_back({one.id, one.name, std::move(failure)});
            continue;
        }
        with.push_back(with_figures(one, baseline->plan, places, effects_of(shown.fixed, i, replications[i]),
                                    effects_of(shown.drawn, i, replications[i])));
    }
    ranked.rows = rank_rows(with);
    std::vector<PairCandidate> of_two;
    for (const Pair& pair : pairs) {
        const auto fails = [&](std::size_t i) { return !failure_of(shown, i, replications[i]).empty(); };
        if (fails(pair.together)) {
            const RankCandidate& both = chosen.candidates[pair.together].shown;
            ranked.not_run.push_back(
                {both.id, both.name, failure_of(shown, pair.together, replications[pair.together])});
        } else if (!fails(pair.a) && !fails(pair.b)) {
            of_two.push_back(pair_of(shown, runs, pair));
        }
    }
    ranked.pairs = rank_pairs(of_two);
    for (const NotRun& one : ranked.not_run) ranked.left_out.push_back(one.id);
    return ranked;
}

}  // namespace permap
