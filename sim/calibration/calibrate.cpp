#include "calibration/calibrate.hpp"

#include <nlopt.h>

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <memory>

#include "analysis/least_squares.hpp"
#include "analysis/student_t.hpp"
#include "calibration/trials.hpp"
#include "experiment/replications.hpp"
#include "vocabulary/suggestion.hpp"

namespace permap {

namespace {

constexpr double screening_move = 0.5;  // of a number's range, either way
constexpr double room_penalty = 1000;   // of shares that do not fit beside each other
constexpr int most_linear_steps = 4;
constexpr int chance_runs = 6;       // to see by how much a target differs by chance alone
constexpr double least_gain = 0.25;  // of the loss: a quarter of one figure at the edge of its band

// Four digits: a fitted number is not surer than that, and a person has to read it.
double rounded(double value) {
    char text[40];
    std::snprintf(text, sizeof text, "%.4g", value);
    return std::strtod(text, nullptr);
}

std::vector<std::size_t> places_of_fitted(const Targets& targets) {
    std::vector<std::size_t> places;
    for (std::size_t i = 0; i < targets.targets.size(); ++i) {
        const EvidenceTarget& target = targets.targets[i];
        const bool can_move = target.measure && target.measure->kind != TargetMeasure::Kind::limit;
        if (target.use == TargetUse::calibration && can_move && target.band) places.push_back(i);
    }
    return places;
}

bool is_sourced_and_moved(const Quantity& now, const Quantity& was) {
    return !was.from.is_assumed() && now.value != was.value;
}

// Where a source gives all the other shares of a decision, the last one cannot move: they would have to make room.
bool moves_a_source(const Map& changed, const Map& map) {
    for (std::size_t i = 0; i < map.steps.size(); ++i) {
        const Step &now = changed.steps[i], &was = map.steps[i];
        for (std::size_t w = 0; w < was.ways.size(); ++w) {
            if (was.ways[w].probability && is_sourced_and_moved(*now.ways[w].probability, *was.ways[w].probability))
                return true;
        }
        for (std::size_t d = 0; d < was.draws.size(); ++d) {
            for (std::size_t c = 0; c < was.draws[d].cases.size(); ++c) {
                const auto &values = now.draws[d].cases[c].values, &before = was.draws[d].cases[c].values;
                for (std::size_t v = 0; v < before.size(); ++v) {
                    if (is_sourced_and_moved(values[v].probability, before[v].probability)) return true;
                }
            }
        }
    }
    return false;
}

// Nor can a share that stands alone under its condition: it has no other to take from or give to.
bool can_move(const Map& map, const AssumedNumber& number) {
    if (!(number.low < number.value || number.value < number.high)) return false;
    for (const double moved : {-1.0, 1.0}) {
        const Map changed = with_assumed(map, {{number.id, value_when_moved(number, moved)}});
        if (moves_a_source(changed, map) || changed == map) return false;
    }
    return true;
}

Problems of_contradictions(const Targets& targets, const std::vector<std::size_t>& fitted) {
    Targets only;
    for (const std::size_t place : fitted) only.targets.push_back(targets.targets[place]);
    Problems problems;
    for (const Contradiction& one : contradictions(only)) {
        if (!one.same_population) continue;
        std::string ids;
        for (const std::string& id : one.targets) ids += (ids.empty() ? "" : ", ") + id;
        problems.push_back({ids, "cannot all be fitted: " + one.what, "say of whom each is told, or fit fewer"});
    }
    return problems;
}

std::vector<AssumedNumber> named_numbers(const std::vector<AssumedNumber>& all, const std::vector<std::string>& ids,
                                         Problems& problems) {
    std::vector<std::string> known;
    for (const AssumedNumber& number : all) known.push_back(number.id);
    std::vector<AssumedNumber> named;
    for (const std::string& id : ids) {
        const auto found = std::find(known.begin(), known.end(), id);
        if (found == known.end()) {
            problems.push_back(
                {"--parameter", "no assumed number that can move is called \"" + id + "\"", meant(id, known)});
        } else {
            named.push_back(all[static_cast<std::size_t>(found - known.begin())]);
        }
    }
    return named;
}

// How the residuals move for each number, one at a time, half its range up and half its range down.
Result<Columns> columns_of(const Trials& trials, const std::vector<AssumedNumber>& numbers,
                           const std::map<std::string, double>& around, const Study& study) {
    struct Column {
        std::vector<double> moves;
        Problems problems;
    };
    RunCount count(study.progress, static_cast<int>(numbers.size()));
    const auto columns = in_parallel(static_cast<int>(numbers.size()), threads_of(study), [&](int j) {
        const AssumedNumber& number = numbers[static_cast<std::size_t>(j)];
        Column column;
        std::vector<double> ends[2];
        for (const int side : {0, 1}) {
            std::map<std::string, double> values = around;
            values[number.id] = value_when_moved(number, side == 0 ? -screening_move : screening_move);
            const auto moved = trials.values(values, 1, 1);
            if (!moved) return Column{{}, moved.problems()};
            ends[side] = trials.residuals(*moved);
        }
        for (std::size_t i = 0; i < ends[0].size(); ++i)
            column.moves.push_back((ends[1][i] - ends[0][i]) / (2 * screening_move));
        count.one_more();
        return column;
    });
    Columns all;
    for (const Column& column : columns) {
        if (!column.problems.empty()) return column.problems;
        all.push_back(column.moves);
    }
    return all;
}

// The standard deviation of each residual from one run to the next.
Result<std::vector<double>> chance_of(const Trials& trials, const Study& study) {
    std::vector<std::vector<double>> runs;
    for (int i = 0; i < chance_runs; ++i) {
        Study other = study;
        other.settings.key.seed = study.settings.key.seed + 1 + static_cast<std::uint64_t>(i);
        const auto values = trials.values_under(other, {}, 1, 1);
        if (!values) return values.problems();
        runs.push_back(trials.residuals(*values));
    }
    std::vector<double> deviations;
    for (std::size_t i = 0; i < runs.front().size(); ++i) {
        std::vector<double> one;
        for (const auto& run : runs) one.push_back(run[i]);
        deviations.push_back(std::sqrt(variance_of(one)));
    }
    return deviations;
}

// A number that moves a figure by less than chance does is not chosen for it. Children who are few make figures that
// jump: what looks like an effect there is luck.
void leave_out_noise(Columns& columns, const std::vector<double>& chance) {
    for (auto& column : columns) {
        for (std::size_t i = 0; i < column.size(); ++i) {
            if (std::abs(column[i]) < chance[i]) column[i] = 0;
        }
    }
}

struct Search {
    const Map& map;
    const Trials& trials;
    const std::vector<AssumedNumber>& numbers;
    const Study& study;
    int most_trials;
    int trials_done = 0;
    std::vector<double> best;
    double best_loss = 0;
    Problems problems;

    std::map<std::string, double> values(const std::vector<double>& moved) const {
        std::map<std::string, double> all;
        for (std::size_t j = 0; j < numbers.size(); ++j)
            all[numbers[j].id] = rounded(value_when_moved(numbers[j], moved[j]));
        return all;
    }

    // How far shares had to give way where more of one decision were moved than it has room for.
    double too_much(const std::map<std::string, double>& values) const {
        double apart = 0;
        for (const AssumedNumber& now : assumed_numbers(with_assumed(map, values))) {
            const auto set = values.find(now.id);
            if (set == values.end() || now.id.ends_with(".duration")) continue;
            apart += std::abs(now.value - set->second);
        }
        return apart;
    }

    double loss(const std::vector<double>& moved) {
        const auto tried = trials.values(values(moved), study.replications, threads_of(study));
        if (!tried) {
            problems = tried.problems();
            return 1e9;
        }
        const double found = loss_of(trials.residuals(*tried), moved) + room_penalty * too_much(values(moved));
        if (trials_done == 0 || found < best_loss) {
            best = moved;
            best_loss = found;
        }
        ++trials_done;
        if (study.progress) study.progress(std::min(trials_done, most_trials), most_trials);
        return found;
    }
};

double loss_for_nlopt(unsigned n, const double* moved, double*, void* data) {
    return static_cast<Search*>(data)->loss({moved, moved + n});
}

// Straight lines first: where the fit should stand if every figure moved in proportion, looked at again from there.
// Brings the search near the best place with a few trials, so that what is left for it is fine.
Problems step_by_straight_lines(Search& search) {
    for (int step = 0; step < most_linear_steps; ++step) {
        const std::vector<double> now = search.best;
        const double before = search.best_loss;
        const std::map<std::string, double> values = search.values(now);
        const Result<Columns> columns = columns_of(search.trials, search.numbers, values, search.study);
        if (!columns) return columns.problems();
        const auto here = search.trials.values(values, search.study.replications, threads_of(search.study));
        if (!here) return here.problems();
        const std::vector<double> residuals = search.trials.residuals(*here);
        std::vector<double> weights;  // as the loss bends away from r²
        for (const double residual : residuals) weights.push_back(1 / std::sqrt(1 + residual * residual / 4));
        const std::vector<double> there = best_places(*columns, residuals, weights, now, calibration_penalty);
        for (const double part : {1.0, 0.5, 0.25}) {
            std::vector<double> moved = now;
            for (std::size_t j = 0; j < now.size(); ++j) moved[j] += part * (there[j] - now[j]);
            search.loss(moved);
            if (!search.problems.empty()) return search.problems;
            if (search.best_loss < before) break;
        }
        if (search.best_loss > before - least_gain) break;
    }
    return {};
}

void search(Search& search) {
    const auto n = static_cast<unsigned>(search.numbers.size());
    const std::unique_ptr<nlopt_opt_s, void (*)(nlopt_opt)> optimiser(nlopt_create(NLOPT_LN_BOBYQA, n), nlopt_destroy);
    nlopt_set_min_objective(optimiser.get(), loss_for_nlopt, &search);
    nlopt_set_lower_bounds1(optimiser.get(), -1);
    nlopt_set_upper_bounds1(optimiser.get(), 1);
    nlopt_set_initial_step1(optimiser.get(), 0.1);
    nlopt_set_ftol_abs(optimiser.get(), 1e-3);
    nlopt_set_xtol_abs1(optimiser.get(), 2e-3);
    nlopt_set_maxeval(optimiser.get(), search.most_trials);
    std::vector<double> moved = search.best;
    double loss = 0;
    nlopt_optimize(optimiser.get(), moved.data(), &loss);  // the best trial is kept, whatever it stops for
}

std::string with_reason(const Provenance& from, const std::string& was) {
    return "fitted to published figures; before the fit " + was +
           (from.assumption.empty() ? "" : " (" + from.assumption + ")");
}

std::string short_text(double value) {
    char text[40];
    std::snprintf(text, sizeof text, "%.4g", value);
    return text;
}

// Says of every number that moved, or made room, what it was before.
void note_origins(Map& fitted, const Map& before) {
    const auto share = [&](Quantity& now, const Quantity& was) {
        if (now.value == was.value) return;
        now.from.assumption = with_reason(was.from, short_text(was.value));
    };
    for (std::size_t i = 0; i < fitted.steps.size(); ++i) {
        Step& step = fitted.steps[i];
        const Step& was = before.steps[i];
        for (std::size_t w = 0; w < step.ways.size(); ++w) {
            if (step.ways[w].probability) share(*step.ways[w].probability, *was.ways[w].probability);
        }
        for (std::size_t d = 0; d < step.draws.size(); ++d) {
            for (std::size_t c = 0; c < step.draws[d].cases.size(); ++c) {
                for (std::size_t v = 0; v < step.draws[d].cases[c].values.size(); ++v) {
                    share(step.draws[d].cases[c].values[v].probability, was.draws[d].cases[c].values[v].probability);
                }
            }
        }
    }
    for (std::size_t i = 0; i < fitted.resources.size(); ++i)
        share(fitted.resources[i].units, before.resources[i].units);
    for (std::size_t i = 0; i < fitted.arrivals.size(); ++i)
        share(fitted.arrivals[i].children_a_year, before.arrivals[i].children_a_year);
}

// A duration keeps its range in days: the factors are counted from its new length.
void note_durations(Map& fitted, const std::vector<FittedNumber>& numbers) {
    for (const FittedNumber& one : numbers) {
        if (!one.number.id.ends_with(".duration")) continue;
        Step* const step = find_step(fitted, one.number.id.substr(0, one.number.id.size() - 9));
        PERMAP_ASSERT(step != nullptr);
        Provenance& from = step->duration.from;
        from.low = rounded(one.number.low / one.fitted);
        from.high = rounded(one.number.high / one.fitted);
        from.assumption = with_reason(from, short_text(1 / one.fitted) + " times as long");
    }
}

}  // namespace

// One assumed share of each decision makes room for the others: the largest. It is not chosen by effect.
bool makes_room(const Map& map, const AssumedNumber& number) {
    for (const Step& step : map.steps) {
        if (step.kind == StepKind::split) continue;
        for (const Way& way : step.ways) {
            if (!way.probability || step.id + "." + way.id != number.id) continue;
            const auto is_larger = [&](const Way& other) {
                return other.probability && other.probability->from.is_assumed() && other.when == way.when &&
                       other.probability->value > way.probability->value;
            };
            return std::none_of(step.ways.begin(), step.ways.end(), is_larger);
        }
    }
    return false;
}

Result<Calibration> calibrate(const Map& map, const Targets& targets, const CalibrationSettings& settings) {
    Calibration calibration;
    calibration.fitted_targets = places_of_fitted(targets);
    if (calibration.fitted_targets.empty())
        return Problem{"targets", "none of the figures may be fitted", "\"use\": \"calibration\""};
    Problems problems = of_contradictions(targets, calibration.fitted_targets);
    std::vector<AssumedNumber> all;
    for (AssumedNumber& number : assumed_numbers(map)) {
        if (can_move(map, number)) all.push_back(std::move(number));
    }
    std::vector<AssumedNumber> numbers = named_numbers(all, settings.parameters, problems);
    if (numbers.size() > calibration.fitted_targets.size()) {
        problems.push_back({"--parameter",
                            std::to_string(numbers.size()) + " numbers cannot be fitted to " +
                                std::to_string(calibration.fitted_targets.size()) + " figures",
                            "never more numbers than figures that tell them apart"});
    }
    if (!problems.empty()) return problems;

    const Trials trials(map, targets, settings.study, calibration.fitted_targets);
    const auto start = trials.values({}, settings.study.replications, threads_of(settings.study));
    if (!start) return start.problems();
    calibration.before = *start;
    const std::vector<double> residuals = trials.residuals(*start);
    calibration.loss_before = loss_of(residuals, {});

    if (numbers.empty()) {
        std::erase_if(all, [&](const AssumedNumber& number) { return makes_room(map, number); });
        Result<Columns> columns = columns_of(trials, all, {}, settings.study);
        if (!columns) return columns.problems();
        const auto chance = chance_of(trials, settings.study);
        if (!chance) return chance.problems();
        leave_out_noise(*columns, *chance);
        calibration.independent_targets = independent_directions(*columns);
        std::vector<double> within_reach = residuals;  // one figure out of reach must not choose all the numbers
        for (double& residual : within_reach) residual = std::clamp(residual, -4.0, 4.0);
        std::size_t most = calibration.independent_targets;
        if (settings.most_parameters != 0) most = std::min(most, settings.most_parameters);
        for (const std::size_t j : numbers_to_move(*columns, within_reach, calibration_penalty, most, least_gain))
            numbers.push_back(all[j]);
    }
    Search searching{map, trials, numbers, settings.study, settings.most_trials, 0, {}, 0, {}};
    searching.loss(std::vector<double>(numbers.size(), 0.0));
    if (!numbers.empty()) {
        const Problems faults = step_by_straight_lines(searching);
        if (!faults.empty()) return faults;
        search(searching);
    }
    if (!searching.problems.empty()) return searching.problems;

    const std::map<std::string, double> best = searching.values(searching.best);
    const Result<Columns> at_best = columns_of(trials, numbers, best, settings.study);
    if (!at_best) return at_best.problems();
    if (!settings.parameters.empty()) calibration.independent_targets = independent_directions(*at_best);
    const std::vector<double> narrower = narrowing(*at_best, calibration_penalty);
    for (std::size_t j = 0; j < numbers.size(); ++j) {
        const double moved = searching.best[j];
        calibration.numbers.push_back(
            {numbers[j], best.at(numbers[j].id), moved, moved <= -0.99 || moved >= 0.99, narrower[j]});
    }
    calibration.map = with_assumed(map, best);
    note_origins(calibration.map, map);
    note_durations(calibration.map, calibration.numbers);
    const auto end = Trials(calibration.map, targets, settings.study, calibration.fitted_targets)
                         .values({}, settings.study.replications, threads_of(settings.study));
    if (!end) return end.problems();
    calibration.after = *end;
    calibration.loss_after = loss_of(trials.residuals(*end), searching.best);
    calibration.trials = searching.trials_done;
    return calibration;
}

}  // namespace permap
