#include "semantics/log_difference.hpp"

#include <algorithm>
#include <sstream>

#include "semantics/journey_text.hpp"

namespace permap {

namespace {

std::string child_text(const Map& map, const Child& child) {
    return map.steps.at(index(child.entry)).id + " " + std::to_string(child.candidate) + "+" +
           std::to_string(child.sibling) + (child.supply ? " (supply)" : "") + " entered " + to_string(child.entered) +
           " born " + to_date_string(midnight(child.birth_date)) + " followed until " + to_string(child.followed_until);
}

// The journey up to event `last`, and the cause of that one.
std::string up_to(const Map& map, Stream stream, std::size_t last) {
    if (last >= stream.events.size()) return "(nothing more)\n";
    stream.events.resize(last + 1);
    const std::string text = journey_text(map, stream, Times::dates);
    constexpr std::size_t enough = 1200;
    return text.size() > enough ? "…" + text.substr(text.size() - enough) : text;
}

}  // namespace

std::string difference(const Map& map, const EventLog& oracle, const EventLog& engine) {
    std::ostringstream out;
    const std::size_t shared = std::min(oracle.streams.size(), engine.streams.size());
    for (std::size_t i = 0; i < shared; ++i) {
        const Stream& left = oracle.streams[i];
        const Stream& right = engine.streams[i];
        if (!(left.child == right.child)) {
            out << "oracle: " << child_text(map, left.child) << "\nengine: " << child_text(map, right.child) << "\n";
            return out.str();
        }
        if (left == right) continue;
        const auto parted =
            std::mismatch(left.events.begin(), left.events.end(), right.events.begin(), right.events.end());
        const auto at = static_cast<std::size_t>(parted.first - left.events.begin());
        out << child_text(map, left.child) << ", event " << at << "\noracle:\n"
            << up_to(map, left, at) << "engine:\n"
            << up_to(map, right, at);
        return out.str();
    }
    if (oracle.streams.size() != engine.streams.size()) {
        out << "oracle: " << oracle.streams.size() << " children, engine: " << engine.streams.size() << "\n";
    }
    return out.str();
}

}  // namespace permap
