// Can a join wait for ever?
#include <algorithm>
#include <string>
#include <utility>

#include "graph/findings.hpp"
#include "graph/process_graph.hpp"

namespace permap {

namespace {

// What can happen before a join fires for the first time.
struct Before {
    std::vector<Link> links;                  // that some child can pass
    std::vector<std::vector<bool>> leads_on;  // by slot, by step: whether the slot's own step can be reached from it
};

// `sources`: of each slot the step that fills it, none where the map has no such step.
Before before_leaving(const ProcessGraph& graph, std::size_t join, std::span<const std::vector<StepIndex>> sources) {
    ProcessGraph part = graph;
    std::erase_if(part.links, [&](const Link& link) { return index(link.from) == join; });
    const auto reached = reachable_from(part, graph.entries);
    Before before;
    for (const std::vector<StepIndex>& source : sources) before.leads_on.push_back(can_reach(part, source));
    std::erase_if(part.links, [&](const Link& link) { return !reached[index(link.from)]; });
    before.links = std::move(part.links);
    return before;
}

class JoinCheck {
public:
    JoinCheck(Findings& findings, const ProcessGraph& graph, std::size_t place)
        : findings_(findings),
          graph_(graph),
          place_(place),
          join_(*findings.map.steps[place].joins),
          who_("join " + quoted(findings.map.steps[place].id)) {}

    void run() {
        if (!join_.started_by.empty()) started();
        if (!join_.sets.empty()) sets();
        waits_while();
    }

private:
    std::string at(const std::string& suffix) const { return findings_.of_step(place_, suffix); }
    const Step& step(StepIndex place) const { return findings_.map.steps[index(place)]; }

    bool is_delivery(const Link& link) const { return index(link.to) == place_ && link.kind != LinkKind::wakes; }

    bool fills(const Link& link, const Slot& slot) const {
        if (!is_delivery(link) || step(link.from).id != slot.step) return false;
        if (slot.way.empty()) return true;
        return link.kind == LinkKind::way && step(link.from).ways[static_cast<std::size_t>(link.way)].id == slot.way;
    }

    void started() {
        const auto split = findings_.steps.find(join_.started_by);
        if (!split) return;
        const StepIndex from{static_cast<std::uint16_t>(*split)};
        if (!reachable_from(graph_, std::span(&from, 1))[place_]) {
            findings_.error(at("/join/started_by"), who_ + " waits for the branches of split " +
                                                        quoted(join_.started_by) + ", none of which can reach it");
            return;
        }
        // Whoever comes another way belongs to no group of branches and goes no further.
        ProcessGraph beside = without_clocks(graph_);
        std::erase_if(beside.links, [&](const Link& link) { return link.from == from; });
        const auto reached = reachable_from(beside, graph_.entries);
        if (reached[place_]) {
            findings_.warning(at("/join/started_by"), who_ + " can be reached without passing split " +
                                                          quoted(join_.started_by) +
                                                          "; a child who comes that way goes no further");
        }
    }

    void sets() {
        bool all_known = true;
        for (std::size_t s = 0; s < join_.slots.size(); ++s) all_known = check_slot(s) && all_known;
        std::vector<bool> used(join_.slots.size(), false);
        for (std::size_t s = 0; s < join_.sets.size(); ++s) {
            if (join_.sets[s].empty()) findings_.error(at(in_list("/join/sets", s)), who_ + " has an empty set");
            for (const int slot : join_.sets[s]) {
                if (slot < 0 || static_cast<std::size_t>(slot) >= join_.slots.size()) {
                    findings_.error(at(in_list("/join/sets", s)), who_ + " names a slot it does not have");
                    return;
                }
                used[static_cast<std::size_t>(slot)] = true;
            }
        }
        for (std::size_t s = 0; s < used.size(); ++s) {
            if (used[s]) continue;
            findings_.warning(at(in_list("/join/slots", s)),
                              who_ + " has a slot for " + quoted(slot_name(s)) + " that is in none of its sets");
        }
        deliveries_without_slot();
        if (all_known) never_together();
    }

    std::string slot_name(std::size_t s) const {
        const Slot& slot = join_.slots[s];
        return slot.way.empty() ? slot.step : slot.step + "." + slot.way;
    }

    bool check_slot(std::size_t s) {
        const Slot& slot = join_.slots[s];
        const auto source = findings_.steps.find(slot.step);
        if (!source) return false;  // reported with the names
        const bool delivers =
            std::any_of(graph_.links.begin(), graph_.links.end(), [&](const Link& link) { return fills(link, slot); });
        if (delivers) return true;
        const auto& ways = findings_.map.steps[*source].ways;
        const bool is_known = slot.way.empty() ||
                              std::any_of(ways.begin(), ways.end(), [&](const Way& way) { return way.id == slot.way; });
        if (is_known) {
            findings_.error(at(in_list("/join/slots", s)),
                            who_ + " waits for ever: nothing brings " + quoted(slot_name(s)) + " to it");
        }
        return false;
    }

    // Where the join waits while others are active, a delivery without a slot is how they make it look again.
    void deliveries_without_slot() {
        if (!join_.waits_while.empty()) return;
        for (const Link& link : graph_.links) {
            if (!is_delivery(link) || link.kind == LinkKind::nobody_starts) continue;
            const bool has_slot = std::any_of(join_.slots.begin(), join_.slots.end(),
                                              [&](const Slot& slot) { return fills(link, slot); });
            if (has_slot) continue;
            const bool by_way = link.kind == LinkKind::way;
            const std::string suffix = by_way ? in_list("/ways", static_cast<std::size_t>(link.way)) : "/exit_of";
            findings_.warning(findings_.of_step(index(link.from), suffix),
                              "step " + quoted(step(link.from).id) + " leads to " + who_ +
                                  ", which has no slot for it: a child who comes that way goes no further");
        }
    }

    // Two slots can both be full only if something split the journey: a split, a clock beside it, or an exit that
    // answers several callers. Otherwise there is one way at a time, and it ends at the first slot.
    void never_together() {
        const bool has_standing =
            std::any_of(join_.slots.begin(), join_.slots.end(), [](const Slot& slot) { return slot.standing; });
        const bool has_pair =
            std::any_of(join_.sets.begin(), join_.sets.end(), [](const auto& set) { return set.size() > 1; });
        if (has_standing || !has_pair) return;
        const bool fires_otherwise = join_.sets.size() > 1;
        const Before before = before_leaving(graph_, fires_otherwise ? graph_.step_count : place_, slot_sources());
        for (std::size_t s = 0; s < join_.sets.size(); ++s) {
            const std::vector<int>& set = join_.sets[s];
            for (std::size_t a = 0; a < set.size(); ++a) {
                for (std::size_t b = a + 1; b < set.size(); ++b) {
                    const auto first = static_cast<std::size_t>(set[a]), second = static_cast<std::size_t>(set[b]);
                    if (can_both_be_full(first, second, before)) continue;
                    findings_.error(at(in_list("/join/sets", s)),
                                    who_ + " waits for ever: no journey brings both " + quoted(slot_name(first)) +
                                        " and " + quoted(slot_name(second)) + " to it",
                                    "are these alternatives? then give each a set of its own");
                    return;
                }
            }
        }
    }

    // A list of none or one for each slot.
    std::vector<std::vector<StepIndex>> slot_sources() const {
        std::vector<std::vector<StepIndex>> sources;
        for (const Slot& slot : join_.slots) {
            const auto source = findings_.steps.find(slot.step);
            sources.emplace_back();
            if (source) sources.back().push_back(StepIndex(*source));
        }
        return sources;
    }

    bool leads_to(const Link& branch, std::size_t slot, const Before& before) const {
        if (fills(branch, join_.slots[slot])) return true;
        return index(branch.to) != place_ && before.leads_on[slot][index(branch.to)];
    }

    bool run_beside_each_other(const Link& one, const Link& other) const {
        const auto is_extra = [](const Link& link) {
            return link.kind == LinkKind::returned || link.kind == LinkKind::starts_clock;
        };
        if (is_extra(one) || is_extra(other)) return true;
        if (one.kind != LinkKind::way || other.kind != LinkKind::way) return false;
        return step(one.from).kind == StepKind::split;
    }

    bool can_both_be_full(std::size_t first, std::size_t second, const Before& before) const {
        for (const Link& one : before.links) {
            if (!leads_to(one, first, before)) continue;
            for (const Link& other : before.links) {
                if (other == one || other.from != one.from || !run_beside_each_other(one, other)) continue;
                if (leads_to(other, second, before)) return true;
            }
        }
        return false;
    }

    // The join looks when something is delivered. A step it waits for must therefore lead to a delivery.
    void waits_while() {
        for (std::size_t w = 0; w < join_.waits_while.size(); ++w) {
            const auto other = findings_.steps.find(join_.waits_while[w]);
            if (!other) continue;
            const StepIndex from{static_cast<std::uint16_t>(*other)};
            if (*other != place_ && reachable_from(graph_, std::span(&from, 1))[place_]) continue;
            findings_.error(at(in_list("/join/waits_while", w)),
                            who_ + " waits for ever: it waits while " + quoted(join_.waits_while[w]) +
                                " is active, and looks again only when something comes to it, but nothing does from "
                                "there");
        }
    }

    Findings& findings_;
    const ProcessGraph& graph_;
    std::size_t place_;
    const Join& join_;
    std::string who_;
};

}  // namespace

void check_joins(Findings& findings) {
    const ProcessGraph graph = process_graph(findings.map);
    for (std::size_t i = 0; i < findings.map.steps.size(); ++i) {
        if (findings.map.steps[i].joins) JoinCheck(findings, graph, i).run();
    }
}

}  // namespace permap
