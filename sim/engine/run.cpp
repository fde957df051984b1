#include "engine/run.hpp"

#include <algorithm>
#include <compare>
#include <cstdint>
#include <utility>
#include <vector>

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

// A stream's place in the log: by replication, minute, place of the entry in the map, candidate, sibling.
struct Place {
    std::uint64_t minute = 0, child = 0;
    std::uint32_t sibling = 0, stream = 0;

    auto operator<=>(const Place&) const = default;
};

// Streams are moved once each: what is sorted is small.
void put_in_order(const Model& model, EventLog& log) {
    std::vector<std::uint32_t> entry_place(model.steps.size());
    for (std::size_t i = 0; i < model.entries.size(); ++i)
        entry_place[index(model.entries[i].step)] = static_cast<std::uint32_t>(i);
    std::vector<Place> places;
    places.reserve(log.streams.size());
    for (const Stream& stream : log.streams) {
        const Child& child = stream.child;
        const auto minute = static_cast<std::uint32_t>(child.entered.time_since_epoch().count()) ^ 0x80000000U;
        places.push_back({std::uint64_t{child.replication} << 32 | minute,
                          std::uint64_t{entry_place[index(child.entry)]} << 32 | child.candidate, child.sibling,
                          static_cast<std::uint32_t>(places.size())});
    }
    std::sort(places.begin(), places.end());
    std::vector<Stream> streams;
    streams.reserve(places.size());
    for (const Place& place : places) streams.push_back(std::move(log.streams[place.stream]));
    log.streams = std::move(streams);
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
    put_in_order(model, log);
    return log;
}

}  // namespace permap
