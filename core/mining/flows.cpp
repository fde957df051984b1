#include "mining/flows.hpp"

namespace permap {

Flows flows_of(const EventLog& log) {
    Flows flows;
    VariantFold by_completion, by_start, by_start_and_completion;
    DirectlyFollowsFold follows;
    for (const Stream& stream : log.streams) {
        if (stream.child.supply) continue;
        ++flows.children;
        by_completion.add(stream.events);
        by_start.add(begun_steps(stream.events));
        by_start_and_completion.add(starts_and_completions(stream.events));
        follows.add(stream.events);
    }
    flows.variants = by_completion.variants();
    flows.variants_by_start = by_start.count();
    flows.variants_by_start_and_completion = by_start_and_completion.count();
    flows.follows = std::move(follows).result();
    return flows;
}

}  // namespace permap
