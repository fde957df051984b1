#include "experiment/run_one.hpp"

#include <algorithm>
#include <tuple>

namespace permap {

RunSettings settings_of(const Study& study, int replication) {
    RunSettings settings = study.settings;
    settings.key.replication = static_cast<std::uint32_t>(replication);
    return settings;
}

// Children in one order, however they came out of the engine, so that pairing and bootstrap see the same list.
void put_in_order(Replication& replication) {
    std::vector<std::uint32_t> order(replication.children.size()), place(replication.children.size());
    for (std::uint32_t i = 0; i < order.size(); ++i) order[i] = i;
    const auto key = [&](std::uint32_t i) {
        const ChildRecord& child = replication.children[i];
        return std::tuple(child.entered, child.entry, child.candidate, child.sibling);
    };
    const auto by_key = [&](std::uint32_t a, std::uint32_t b) { return key(a) < key(b); };
    if (std::is_sorted(order.begin(), order.end(), by_key)) return;
    std::sort(order.begin(), order.end(), by_key);
    std::vector<ChildRecord> children;
    for (std::uint32_t i = 0; i < order.size(); ++i) {
        children.push_back(replication.children[order[i]]);
        place[order[i]] = i;
    }
    replication.children = std::move(children);
    for (AimSpell& spell : replication.aim_spells) spell.child = place[spell.child];
    std::stable_sort(replication.aim_spells.begin(), replication.aim_spells.end(),
                     [](const AimSpell& a, const AimSpell& b) { return a.child < b.child; });
}

namespace {

// `run(sink)` tells whole streams.
template <class Run>
FoldedRun folded(const MeasurePlan& plan, const Run& run) {
    FoldedRun one{Replication(plan), {}};
    FoldScratch scratch(plan);
    run([&](const Child& child, std::span<const Event> events) {
        one.fingerprint.add(child, events);
        fold_child(plan, child, events, scratch, one.replication);
    });
    put_in_order(one.replication);
    return one;
}

}  // namespace

FoldedRun run_one(const Model& model, const MeasurePlan& plan, const RunSettings& settings) {
    return folded(plan, [&](const StreamSink& sink) { run(model, settings, sink); });
}

FoldedRun run_one(const RunState& past, const Model& model, const MeasurePlan& plan) {
    return folded(plan, [&](const StreamSink& sink) { past.go_on(model, sink); });
}

Fingerprint fingerprint_of_run(const Model& model, const RunSettings& settings) {
    Fingerprint all;
    run(model, settings, [&](const Child& child, std::span<const Event> events) { all.add(child, events); });
    return all;
}

}  // namespace permap
