#include "engine/run.hpp"

#include <algorithm>
#include <tuple>

#include "engine/arrivals.hpp"
#include "engine/family.hpp"
#include "engine/tell.hpp"
#include "engine/together.hpp"

namespace permap {

namespace {

// Nothing is shared: each family walks from beginning to end by itself, and nothing is queued anywhere.
void walk_alone(const Model& model, const RunSettings& settings, std::span<const Arrival> families,
                const StreamSink& sink) {
    Family family(model);
    std::vector<Child> children;
    for (const Arrival& arrival : families) {
        children_of(model, settings, arrival, children);
        family.begin(settings.key, arrival, children);
        family.enter();
        family.walk_until(children.front().followed_until);
        for (std::uint32_t i = 0; i < arrival.counted; ++i)
            tell(family.sibling(i).child(), family.sibling(i).events(), sink);
    }
}

}  // namespace

void run(const Model& model, const RunSettings& settings, const StreamSink& sink) {
    if (model.shares_resources) {
        Together(model, settings).walk(sink);
    } else {
        walk_alone(model, settings, arrivals(model, settings), sink);
    }
}

void run_families(const Model& model, const RunSettings& settings, std::span<const Arrival> families,
                  const StreamSink& sink) {
    PERMAP_ASSERT(!model.shares_resources);
    walk_alone(model, settings, families, sink);
}

EventLog run_to_log(const Model& model, const RunSettings& settings) {
    EventLog log;
    run(model, settings, [&](const Child& child, std::span<const Event> events) {
        log.streams.push_back({child, {events.begin(), events.end()}});
    });
    std::vector<std::size_t> entry_place(model.steps.size());
    for (std::size_t i = 0; i < model.entries.size(); ++i) entry_place[index(model.entries[i].step)] = i;
    const auto order = [&](const Stream& stream) {
        return std::tuple(stream.child.replication, stream.child.entered, entry_place[index(stream.child.entry)],
                          stream.child.candidate, stream.child.sibling);
    };
    std::sort(log.streams.begin(), log.streams.end(),
              [&](const Stream& a, const Stream& b) { return order(a) < order(b); });
    return log;
}

}  // namespace permap
