// Decision tables: is there a way for every child, and do the probabilities add to 1? Draws likewise.
#include <algorithm>
#include <cmath>
#include <map>
#include <set>
#include <string>

#include "graph/findings.hpp"
#include "graph/value_space.hpp"

namespace permap {

namespace {

constexpr double most_combinations = 1 << 20;  // beyond this a table is a fault of its own: nobody could read it
constexpr std::size_t most_examples = 3;

bool is_impossible(double probability) {
    return !(probability >= 0 && probability <= 1);  // NaN too
}

// Conditions that name unknown things are reported elsewhere and have no table.
bool has_meaning(const Findings& findings, const Condition& condition, int depth = 0) {
    bool meaning = depth < 32;
    for_each_comparison(condition, [&](const Condition& part) {
        if (!meaning || part.subject == "age" || !visited_step(part.subject).empty()) return;
        const auto place = findings.attributes.find(part.subject);
        meaning = place.has_value();
        if (!meaning) return;
        const Attribute& attribute = findings.map.attributes[*place];
        if (attribute.derived) meaning = has_meaning(findings, *attribute.derived, depth + 1);
        if (!attribute.derived && !attribute.counter_max && attribute.values.empty()) meaning = false;
    });
    return meaning;
}

std::string examples_text(const std::vector<std::string>& examples, bool more) {
    std::string text;
    for (const std::string& example : examples) text += (text.empty() ? "" : "; ") + example;
    return text + (more ? " …" : "");
}

std::string describe(const ValueSpace& space, const std::vector<bool>& found) {
    std::vector<std::string> examples = space.describe(found, most_examples + 1);
    const bool more = examples.size() > most_examples;
    if (more) examples.pop_back();
    return examples_text(examples, more);
}

using OpenWays = std::vector<std::size_t>;

class DecisionCheck {
public:
    DecisionCheck(Findings& findings, std::size_t place)
        : findings_(findings), place_(place), step_(findings.map.steps[place]), who_("step " + quoted(step_.id)) {}

    void run() {
        probabilities();
        std::vector<const Condition*> conditions;
        std::vector<const InForce*> in_force;
        for (const Way& way : step_.ways) {
            if (!has_meaning(findings_, way.when)) return;
            conditions.push_back(&way.when);
            in_force.push_back(&way.in_force);
        }
        const bool is_settled = step_.kind == StepKind::split || !step_.edited.take.empty();
        if (is_settled || step_.ways.empty()) return;

        const bool counts_from_one = step_.kind != StepKind::clock;  // a clock's visits are its firings
        ValueSpace space(findings_.map, conditions, counts_from_one ? step_.id : std::string_view());
        space.split_by_dates(in_force);
        if (space.combinations() > most_combinations) {
            findings_.error(at("/ways"), who_ + " decides on " + number_text(space.combinations()) +
                                             " combinations of values, too many to check");
            return;
        }
        read_table(space);
        gaps(space);
        ways_never_open();
        mixed(space);
        sums(space);
    }

private:
    std::string at(const std::string& suffix) const { return findings_.of_step(place_, suffix); }

    std::string names_of(const OpenWays& ways) const {
        std::vector<std::string> ids;
        for (const std::size_t way : ways) ids.push_back(step_.ways[way].id);
        return quoted(ids);
    }

    void probabilities() {
        for (std::size_t w = 0; w < step_.ways.size(); ++w) {
            const auto& probability = step_.ways[w].probability;
            if (probability && is_impossible(probability->value)) {
                findings_.error(at(in_list("/ways", w) + "/probability"),
                                who_ + " takes way " + quoted(step_.ways[w].id) + " with probability " +
                                    number_text(probability->value) + ", which is not from 0 to 1");
            }
        }
    }

    void read_table(const ValueSpace& space) {
        for (std::size_t combination = 0; combination < space.size(); ++combination) {
            OpenWays open;
            for (std::size_t w = 0; w < step_.ways.size(); ++w) {
                const Way& way = step_.ways[w];
                if (space.answer(way.when, combination) && space.answer(way.in_force, combination)) open.push_back(w);
            }
            table_.push_back(open);
            sets_[open].insert(space.period(combination));
        }
    }

    std::vector<bool> where_open(const OpenWays& ways) const {
        std::vector<bool> found;
        for (const OpenWays& open : table_) found.push_back(open == ways);
        return found;
    }

    // No way is open, or only such as are never taken.
    void gaps(const ValueSpace& space) {
        std::vector<bool> found;
        for (const OpenWays& open : table_) {
            found.push_back(std::all_of(open.begin(), open.end(), [&](std::size_t w) {
                return step_.ways[w].probability && step_.ways[w].probability->value == 0;
            }));
        }
        if (std::find(found.begin(), found.end(), true) == found.end()) return;
        findings_.error(at("/ways"), who_ + " has no open way for a child with: " + describe(space, found),
                        "add a way for these values, or widen a condition");
    }

    void ways_never_open() {
        for (std::size_t w = 0; w < step_.ways.size(); ++w) {
            const bool opens = std::any_of(sets_.begin(), sets_.end(), [w](const auto& entry) {
                return std::find(entry.first.begin(), entry.first.end(), w) != entry.first.end();
            });
            if (opens || step_.ways[w].in_force.never) continue;  // shut by law, which is no fault
            findings_.warning(
                at(in_list("/ways", w) + "/when"),
                who_ + " can never take way " + quoted(step_.ways[w].id) + ": its condition holds for no value");
        }
    }

    bool is_mixed(const OpenWays& open) const {
        return open.size() > 1 && std::any_of(open.begin(), open.end(),
                                              [&](std::size_t w) { return !step_.ways[w].probability.has_value(); });
    }

    void mixed(const ValueSpace& space) {
        for (const auto& [open, periods] : sets_) {
            if (!is_mixed(open)) continue;
            const auto bare = *std::find_if(open.begin(), open.end(),
                                            [&](std::size_t w) { return !step_.ways[w].probability.has_value(); });
            findings_.error(at(in_list("/ways", bare)),
                            who_ + " has way " + quoted(step_.ways[bare].id) +
                                " without a probability open together with others (" + names_of(open) +
                                ") for a child with: " + describe(space, where_open(open)),
                            "give it a probability, or a condition that shuts one of them");
        }
    }

    double sum_of(const OpenWays& open) const {
        double sum = 0;
        for (const std::size_t w : open) sum += step_.ways[w].probability ? step_.ways[w].probability->value : 1;
        return sum;
    }

    // Ways that a condition shuts leave the others to be rescaled, so a sum below 1 may be meant there. What is open
    // together and never with anything else, and all ways where all can be open at once, must add to 1 as they stand.
    // Each period of law has a table of its own: where only a date shuts the rest, it is said that they are rescaled.
    void sums(const ValueSpace& space) {
        bool rescaling_told = false;
        const bool law_shuts_some =
            std::any_of(step_.ways.begin(), step_.ways.end(), [](const Way& way) { return way.in_force.never; });
        for (const auto& [open, periods] : sets_) {
            const double sum = sum_of(open);
            if (open.empty() || sum == 0 || is_mixed(open) || std::abs(sum - 1) <= sum_tolerance) continue;
            const OpenWays& ways = open;
            const auto has_part_of = [&ways](const auto& other) {
                return other.first != ways && std::find_first_of(ways.begin(), ways.end(), other.first.begin(),
                                                                 other.first.end()) != ways.end();
            };
            const auto is_part_in = [&](std::size_t period) {
                return std::any_of(sets_.begin(), sets_.end(), [&](const auto& other) {
                    return other.first != ways && other.second.count(period) > 0 &&
                           std::includes(other.first.begin(), other.first.end(), ways.begin(), ways.end());
                });
            };
            const bool is_all = ways.size() == step_.ways.size();
            const bool shares_ways =
                law_shuts_some || (!is_all && std::any_of(sets_.begin(), sets_.end(), has_part_of));
            const bool is_part = std::all_of(periods.begin(), periods.end(), is_part_in);
            if (sum < 1 && is_part) continue;  // the rest is shut here, which is what rescaling is for
            const std::string text = who_ + " has ways open together (" + names_of(open) +
                                     ") whose probabilities add to " + number_text(sum) + ", not 1";
            const std::string when =
                table_.size() > 1 ? ", for a child with: " + describe(space, where_open(open)) : "";
            if (sum > 1 || !shares_ways) {
                findings_.error(at("/ways"), text + when);
            } else if (!rescaling_told) {
                rescaling_told = true;
                findings_.warning(at("/ways"), text + when, "they are rescaled to 1");
            }
        }
    }

    Findings& findings_;
    std::size_t place_;
    const Step& step_;
    std::string who_;
    std::vector<OpenWays> table_;                     // by combination
    std::map<OpenWays, std::set<std::size_t>> sets_;  // every set of ways open together, and in which periods of law
};

void check_draw_values(Findings& findings, const AttributeDraw& draw, const std::string& where,
                       const std::string& who) {
    for (std::size_t c = 0; c < draw.cases.size(); ++c) {
        const std::string at = in_list(where + "/cases", c) + "/values";
        double sum = 0;
        for (const AttributeDraw::Value& value : draw.cases[c].values) {
            sum += value.probability.value;
            if (is_impossible(value.probability.value)) {
                findings.error(at, who + " draws " + quoted(value.value) + " with probability " +
                                       number_text(value.probability.value) + ", which is not from 0 to 1");
            }
        }
        if (!(std::abs(sum - 1) <= sum_tolerance)) {
            findings.error(at, who + " draws " + quoted(draw.attribute) + " with probabilities that add to " +
                                   number_text(sum) + ", not 1");
        }
    }
}

void check_draw(Findings& findings, std::size_t place, std::size_t d) {
    const Step& step = findings.map.steps[place];
    const AttributeDraw& draw = step.draws[d];
    const std::string where = findings.of_step(place, in_list("/draws", d));
    const std::string who = "step " + quoted(step.id);
    check_draw_values(findings, draw, where, who);

    std::vector<const Condition*> conditions = {&draw.unless_condition};
    for (const AttributeDraw::Case& one : draw.cases) conditions.push_back(&one.when);
    for (const Condition* const condition : conditions) {
        if (!has_meaning(findings, *condition)) return;
    }
    const ValueSpace space(findings.map, conditions, step.kind == StepKind::clock ? std::string_view() : step.id);
    if (space.combinations() > most_combinations) {
        findings.error(where, who + " draws by " + number_text(space.combinations()) +
                                  " combinations of values, too many to check");
        return;
    }
    std::vector<bool> gap(space.size(), false);
    std::vector<bool> used(draw.cases.size(), false);
    const bool always = draw.unless_condition.kind == Condition::Kind::always;
    for (std::size_t combination = 0; combination < space.size(); ++combination) {
        if (!always && space.answer(draw.unless_condition, combination)) continue;
        const auto first = std::find_if(draw.cases.begin(), draw.cases.end(), [&](const AttributeDraw::Case& one) {
            return space.answer(one.when, combination);
        });
        gap[combination] = first == draw.cases.end();
        if (!gap[combination]) used[static_cast<std::size_t>(first - draw.cases.begin())] = true;
    }
    if (std::find(gap.begin(), gap.end(), true) != gap.end()) {
        findings.error(where + "/cases", who + " draws no value of " + quoted(draw.attribute) +
                                             " for a child with: " + describe(space, gap));
    }
    for (std::size_t c = 0; c < used.size(); ++c) {
        if (used[c]) continue;
        findings.warning(in_list(where + "/cases", c), who + " never comes to this part of the draw of " +
                                                           quoted(draw.attribute) + ": the ones before it take all");
    }
}

}  // namespace

void check_decisions(Findings& findings) {
    for (std::size_t i = 0; i < findings.map.steps.size(); ++i) {
        DecisionCheck(findings, i).run();
        for (std::size_t d = 0; d < findings.map.steps[i].draws.size(); ++d) check_draw(findings, i, d);
    }
}

}  // namespace permap
