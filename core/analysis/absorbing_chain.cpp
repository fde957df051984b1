#include "analysis/absorbing_chain.hpp"

#include <Eigen/SparseCore>
#include <Eigen/SparseLU>
#include <algorithm>
#include <map>
#include <string_view>
#include <unordered_map>
#include <utility>

#include "analysis/law_moments.hpp"
#include "map/condition_eval.hpp"

namespace permap {

namespace {

constexpr std::size_t most_states = 50'000;  // beyond this the answer would not come at once

// A step that has started, and everything that decides about what follows: values of attributes by number, visits so
// far up to the largest number anybody asks for.
struct State {
    std::size_t step = 0;
    std::vector<int> values;  // attributes first, then visits

    bool operator<(const State& other) const { return step != other.step ? step < other.step : values < other.values; }
};

struct Branch {
    double probability = 1;
    std::vector<int> values;
};

struct Passage {
    std::size_t from = 0, to = 0;
    double probability = 0;
};

// Attributes and visit counts that decide something in the part; the others would only multiply the states.
class Memory {
public:
    Memory(const Map& map, const ExactPart& part, const std::vector<const Assignment*>& at_entry) : map_(map) {
        for (const StepIndex place : part.steps) {
            const Step& step = map.steps[index(place)];
            for (const Way& way : step.ways) {
                read(way.when);
                read(way.sets);
            }
            read(step.sets);
            read(step.derives);
            for (const AttributeDraw& draw : step.draws) {
                read(draw.unless_condition);
                for (const auto& one : draw.cases) read(one.when);
            }
        }
        for (const Assignment* const assignment : at_entry) read(assignment->when);
    }

    std::vector<int> at_start() const {
        std::vector<int> values;
        for (const Attribute* const attribute : attributes_) values.push_back(code_of(*attribute, attribute->start));
        values.resize(values.size() + visited_.size(), 0);
        return values;
    }

    bool answer(const Condition& condition, const std::vector<int>& values) const {
        return holds(condition, [&](std::string_view subject) { return value_of(subject, values); });
    }

    void assign(const Assignment& assignment, std::vector<int>& values) const {
        for (std::size_t i = 0; i < attributes_.size(); ++i) {
            const Attribute& attribute = *attributes_[i];
            if (attribute.id != assignment.attribute || !answer(assignment.when, values)) continue;
            if (assignment.add == 0) {
                values[i] = code_of(attribute, assignment.value);
            } else {
                values[i] = std::clamp(values[i] + assignment.add, 0, attribute.counter_max.value_or(0));
            }
        }
    }

    void visit(const std::string& step, std::vector<int>& values) const {
        for (std::size_t i = 0; i < visited_.size(); ++i) {
            int& count = values[attributes_.size() + i];
            if (visited_[i].step == step && count < visited_[i].enough) ++count;
        }
    }

    bool remembers(const std::string& attribute) const {
        return std::any_of(attributes_.begin(), attributes_.end(),
                           [&](const Attribute* one) { return one->id == attribute; });
    }

private:
    struct Visited {
        std::string step;
        int enough = 1;  // counting further would change no answer
    };

    void read(const std::vector<Assignment>& assignments) {
        for (const Assignment& assignment : assignments) read(assignment.when);
    }

    void read(const Condition& condition) {
        for_each_comparison(condition, [&](const Condition& part) {
            if (const std::string_view visited = visited_step(part.subject); !visited.empty()) {
                const std::vector<int> thresholds = thresholds_of(part, part.subject);
                count_to(std::string(visited), thresholds.empty() ? 1 : thresholds.back());
                return;
            }
            for (const Attribute& attribute : map_.attributes) {
                if (attribute.id != part.subject || remembers(attribute.id)) continue;
                if (!attribute.derived) {
                    attributes_.push_back(&attribute);
                } else if (std::find(derived_.begin(), derived_.end(), &attribute) == derived_.end()) {
                    derived_.push_back(&attribute);
                    read(*attribute.derived);
                }
            }
        });
    }

    void count_to(const std::string& step, int enough) {
        for (Visited& visited : visited_) {
            if (visited.step != step) continue;
            visited.enough = std::max(visited.enough, enough);
            return;
        }
        visited_.push_back({step, std::max(1, enough)});
    }

    static int code_of(const Attribute& attribute, const std::string& value) {
        if (attribute.counter_max) return whole_number(value).value_or(0);
        const auto found = std::find(attribute.values.begin(), attribute.values.end(), value);
        return static_cast<int>(found - attribute.values.begin());
    }

    SubjectValue value_of(std::string_view subject, const std::vector<int>& values) const {
        for (std::size_t i = 0; i < attributes_.size(); ++i) {
            const Attribute& attribute = *attributes_[i];
            if (attribute.id != subject) continue;
            if (attribute.counter_max) return {values[i], {}};
            const auto code = static_cast<std::size_t>(values[i]);
            return {0, code < attribute.values.size() ? std::string_view(attribute.values[code]) : std::string_view()};
        }
        for (const Attribute* const attribute : derived_) {
            if (attribute->id == subject) return {0, answer(*attribute->derived, values) ? "yes" : "no"};
        }
        const std::string_view visited = visited_step(subject);
        for (std::size_t i = 0; i < visited_.size(); ++i) {
            if (visited_[i].step == visited) return {values[attributes_.size() + i], {}};
        }
        return {};
    }

    const Map& map_;
    std::vector<const Attribute*> attributes_;
    std::vector<const Attribute*> derived_;
    std::vector<Visited> visited_;
};

// The states a child can be in, found by following every way from the entry.
class Chain {
public:
    Chain(const Map& map, const ExactPart& part, const std::vector<const Assignment*>& at_entry)
        : map_(map), memory_(map, part, at_entry) {
        for (std::size_t i = 0; i < map.steps.size(); ++i) place_.emplace(map.steps[i].id, i);
        inside_.resize(map.steps.size(), false);
        for (const StepIndex step : part.steps) inside_[index(step)] = true;

        std::vector<int> values = memory_.at_start();
        for (const Assignment* const assignment : at_entry) memory_.assign(*assignment, values);
        for (const auto& [state, probability] : arrive(index(part.entry), values)) {
            entries_[number_of(state)] += probability;
        }
        for (std::size_t i = 0; i < states_.size() && states_.size() <= most_states && problems.empty(); ++i) follow(i);
        if (states_.size() > most_states) {
            problems.push_back({where(index(part.entry)), "this part has more than 50,000 states", ""});
        }
    }

    Problems problems;

    const std::vector<State>& states() const { return states_; }
    const std::vector<Passage>& passages() const { return passages_; }
    const std::vector<Passage>& exits() const { return exits_; }  // `to` is a step
    const std::map<std::size_t, double>& entries() const { return entries_; }

private:
    std::string where(std::size_t step) const {
        return map_.steps[step].where.empty() ? "#/steps/" + std::to_string(step) : map_.steps[step].where;
    }

    std::size_t number_of(const State& state) {
        const auto [found, is_new] = number_.emplace(state, states_.size());
        if (is_new) states_.push_back(state);
        return found->second;
    }

    // Visit counted, then sets, draws and derives, as a step starts.
    std::vector<std::pair<State, double>> arrive(std::size_t step_place, std::vector<int> values) const {
        const Step& step = map_.steps[step_place];
        memory_.visit(step.id, values);
        for (const Assignment& assignment : step.sets) memory_.assign(assignment, values);
        std::vector<Branch> branches = {{1, std::move(values)}};
        for (const AttributeDraw& draw : step.draws) branches = drawn(draw, branches);
        std::vector<std::pair<State, double>> arrivals;
        for (Branch& branch : branches) {
            for (const Assignment& assignment : step.derives) memory_.assign(assignment, branch.values);
            arrivals.emplace_back(State{step_place, std::move(branch.values)}, branch.probability);
        }
        return arrivals;
    }

    std::vector<Branch> drawn(const AttributeDraw& draw, const std::vector<Branch>& before) const {
        if (!memory_.remembers(draw.attribute)) return before;
        std::vector<Branch> after;
        for (const Branch& branch : before) {
            const bool always = draw.unless_condition.kind == Condition::Kind::always;
            const bool is_drawn = always || !memory_.answer(draw.unless_condition, branch.values);
            const auto one = std::find_if(draw.cases.begin(), draw.cases.end(), [&](const AttributeDraw::Case& a) {
                return memory_.answer(a.when, branch.values);
            });
            if (!is_drawn || one == draw.cases.end()) {
                after.push_back(branch);
                continue;
            }
            double sum = 0;
            for (const auto& value : one->values) sum += value.probability.value;
            for (const auto& value : one->values) {
                if (value.probability.value <= 0) continue;
                after.push_back({branch.probability * value.probability.value / sum, branch.values});
                memory_.assign({draw.attribute, value.value, 0, {}}, after.back().values);
            }
        }
        return after;
    }

    static double weight_of(const Way& way) { return way.probability ? way.probability->value : 1; }

    std::vector<const Way*> open_ways(const Step& step, const std::vector<int>& values) const {
        std::vector<const Way*> open;
        for (const Way& way : step.ways) {
            const bool is_open = step.edited.take.empty() ? weight_of(way) > 0 && memory_.answer(way.when, values)
                                                          : way.id == step.edited.take;
            if (is_open) open.push_back(&way);
        }
        return open;
    }

    void follow(std::size_t number) {
        const State state = states_[number];  // a copy: states_ grows
        const Step& step = map_.steps[state.step];
        if (step.ways.empty()) {
            exits_.push_back({number, state.step, 1});
            return;
        }
        const std::vector<const Way*> open = open_ways(step, state.values);
        const bool is_settled = open.size() == 1;
        double sum = 0;
        for (const Way* const way : open) sum += weight_of(*way);
        if (open.empty()) {
            problems.push_back({where(state.step), "step \"" + step.id + "\" has no open way for some child", ""});
        }
        for (const Way* const way : open) {
            const double probability = is_settled ? 1 : weight_of(*way) / sum;
            std::vector<int> values = state.values;
            for (const Assignment& assignment : way->sets) memory_.assign(assignment, values);
            const std::size_t target = place_.at(way->to);
            if (!inside_[target]) {
                exits_.push_back({number, target, probability});
                continue;
            }
            for (const auto& [next, share] : arrive(target, std::move(values))) {
                passages_.push_back({number, number_of(next), probability * share});
            }
        }
    }

    const Map& map_;
    Memory memory_;
    std::unordered_map<std::string, std::size_t> place_;
    std::vector<bool> inside_;
    std::map<State, std::size_t> number_;
    std::vector<State> states_;
    std::vector<Passage> passages_, exits_;
    std::map<std::size_t, double> entries_;
};

// States from which a child comes out. Where there are others the equations have no answer.
bool all_come_out(const Chain& chain) {
    std::vector<std::vector<std::size_t>> before(chain.states().size());
    for (const Passage& passage : chain.passages()) before[passage.to].push_back(passage.from);
    std::vector<bool> comes_out(chain.states().size(), false);
    std::vector<std::size_t> found;
    const auto add = [&](std::size_t state) {
        if (!comes_out[state]) found.push_back(state);
        comes_out[state] = true;
    };
    for (const Passage& exit : chain.exits()) add(exit.from);
    for (std::size_t i = 0; i < found.size(); ++i) {  // NOLINT(modernize-loop-convert): the list grows on the way
        for (const std::size_t state : before[found[i]]) add(state);
    }
    return found.size() == chain.states().size();
}

using Vector = Eigen::VectorXd;
using Matrix = Eigen::SparseMatrix<double>;

// I − P, with P the probabilities of passing from state to state.
Matrix fundamental(const Chain& chain) {
    const auto size = static_cast<Eigen::Index>(chain.states().size());
    std::vector<Eigen::Triplet<double>> entries;
    for (Eigen::Index i = 0; i < size; ++i) entries.emplace_back(i, i, 1.0);
    for (const Passage& passage : chain.passages()) {
        entries.emplace_back(static_cast<Eigen::Index>(passage.from), static_cast<Eigen::Index>(passage.to),
                             -passage.probability);
    }
    Matrix matrix(size, size);
    matrix.setFromTriplets(entries.begin(), entries.end());
    matrix.makeCompressed();
    return matrix;
}

ExactAnswer solve(const Map& map, const ExactPart& part, const Chain& chain) {
    const auto size = static_cast<Eigen::Index>(chain.states().size());
    const Matrix matrix = fundamental(chain);
    Vector entry = Vector::Zero(size), mean_time(size), second_time(size);
    for (const auto& [state, probability] : chain.entries()) entry[static_cast<Eigen::Index>(state)] = probability;
    for (Eigen::Index i = 0; i < size; ++i) {
        const Moments time = moments_in_days(map.steps[chain.states()[static_cast<std::size_t>(i)].step]);
        mean_time[i] = time.mean;
        second_time[i] = time.second;
    }

    // T = D + T', D independent of the way taken next: E T = E D + P E T', E T² = E D² + 2 E D · P E T' + P E T'².
    Eigen::SparseLU<Matrix> from_here;
    from_here.compute(matrix);
    PERMAP_ASSERT(from_here.info() == Eigen::Success);
    const Vector mean = from_here.solve(mean_time);
    const Vector after = mean - mean_time;
    const Vector second = from_here.solve((second_time + 2 * mean_time.cwiseProduct(after)).eval());

    Eigen::SparseLU<Matrix> backwards;
    backwards.compute(Matrix(matrix.transpose()));
    PERMAP_ASSERT(backwards.info() == Eigen::Success);
    const Vector visits = backwards.solve(entry);

    ExactAnswer answer;
    answer.states = chain.states().size();
    answer.visits.resize(part.steps.size(), 0);
    for (Eigen::Index i = 0; i < size; ++i) {
        const StepIndex step{static_cast<std::uint16_t>(chain.states()[static_cast<std::size_t>(i)].step)};
        const auto place = std::lower_bound(part.steps.begin(), part.steps.end(), step);
        answer.visits[static_cast<std::size_t>(place - part.steps.begin())] += visits[i];
    }
    std::map<std::size_t, double> ends;
    for (const Passage& exit : chain.exits()) {
        ends[exit.to] += exit.probability * visits[static_cast<Eigen::Index>(exit.from)];
    }
    for (const auto& [step, share] : ends) answer.ends.push_back({StepIndex(step), share});
    answer.mean_days = entry.dot(mean);
    answer.variance_days = std::max(0.0, entry.dot(second) - answer.mean_days * answer.mean_days);
    for (const StepIndex place : part.steps) {
        const Step& step = map.steps[index(place)];
        const bool is_long = step.duration.unit == TimeUnit::months || step.duration.unit == TimeUnit::years;
        if (is_long && !is_instant(step.duration) && !step.edited.passed_through) answer.averages_months = true;
    }
    return answer;
}

}  // namespace

Result<ExactAnswer> exact_answer(const Map& map, const ExactPart& part, std::span<const Assignment> at_entry) {
    PERMAP_ASSERT(!part.steps.empty() && index(part.entry) < map.steps.size());
    std::vector<const Assignment*> assignments;
    if (part.after == no_step) {
        for (const Arrivals& arrivals : map.arrivals) {
            if (arrivals.entry != map.steps[index(part.entry)].id) continue;
            for (const Assignment& assignment : arrivals.sets) assignments.push_back(&assignment);
        }
    }
    for (const Assignment& assignment : at_entry) assignments.push_back(&assignment);

    const Chain chain(map, part, assignments);
    if (!chain.problems.empty()) return chain.problems;
    if (!all_come_out(chain)) {
        return Problem{map.steps[index(part.entry)].where, "some children never come out of this part", ""};
    }
    return solve(map, part, chain);
}

}  // namespace permap
