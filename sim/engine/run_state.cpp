#include "engine/run_state.hpp"

#include <algorithm>

#include "engine/tell.hpp"

namespace permap {

namespace {

// Nobody knows yet what the maps to come will ask about the past.
Model remembering(Model model) {
    for (StepCode& code : model.steps) {
        code.is_remembered = code.is_timed = true;
        code.only_goes_on = false;  // what only goes on is not remembered
    }
    return model;
}

StreamSink into(EventLog& log) {
    return [&log](const Child& child, std::span<const Event> events) {
        log.streams.push_back({child, {events.begin(), events.end()}});
    };
}

}  // namespace

RunState::RunState(const Model& model, const RunSettings& settings, Instant date)
    : settings_(settings), date_(date), past_model_(std::make_unique<const Model>(remembering(model))) {
    if (model.shares_resources) {
        auto together = std::make_unique<Together>(*past_model_, settings);
        together->walk_until(date, into(told_));
        together_ = std::move(together);
        return;
    }
    const std::vector<Arrival> all = arrivals(model, settings);
    const auto first_after =
        std::find_if(all.begin(), all.end(), [date](const Arrival& arrival) { return arrival.at >= date; });
    arrived_ = static_cast<std::size_t>(first_after - all.begin());
    walk_alone(*past_model_, {all.data(), arrived_});
}

void RunState::walk_alone(const Model& model, std::span<const Arrival> arrived) {
    Family family(model);
    std::vector<Child> children;
    std::vector<std::byte> bytes;
    const StreamSink sink = into(told_);
    for (const Arrival& arrival : arrived) {
        children_of(model, settings_, arrival, children);
        const Instant until = children.front().followed_until;
        family.begin(settings_.key, arrival, children);
        family.enter();
        const bool is_over = family.walk_until(std::min(until, date_)) || until <= date_;
        if (is_over) {
            for (std::uint32_t i = 0; i < arrival.counted; ++i)
                tell(family.sibling(i).child(), family.sibling(i).events(), sink);
            continue;
        }
        RestWriter out(bytes);
        family.rest(out);
        kept_.push_back({arrival, states_.size(), out.size(), begun_.size()});
        states_.insert(states_.end(), out.written().begin(), out.written().end());
        for (std::uint32_t i = 0; i < arrival.counted; ++i) {
            const std::span<const Event> events = family.sibling(i).events();
            begun_.emplace_back(events.begin(), events.end());
        }
    }
}

void RunState::go_on(const Model& changed, const StreamSink& sink) const {
    PERMAP_ASSERT(changed.shares_resources == past_model_->shares_resources &&
                  changed.steps.size() >= past_model_->steps.size() &&
                  changed.joins.size() == past_model_->joins.size() &&
                  changed.start_values.size() == past_model_->start_values.size() &&
                  changed.resources.size() == past_model_->resources.size());
    for (const Stream& stream : told_.streams) sink(stream.child, stream.events);
    if (together_) {
        Together(*together_, changed).walk(sink);
    } else {
        go_on_alone(changed, sink);
    }
}

void RunState::go_on_alone(const Model& changed, const StreamSink& sink) const {
    Family family(changed);
    std::vector<Child> children;
    std::vector<Event> whole;
    for (const Kept& kept : kept_) {
        children_of(changed, settings_, kept.arrival, children);
        RestReader in({states_.data() + kept.first_byte, kept.bytes});
        family.wake(settings_.key, kept.arrival, children, true, in);
        family.walk_until(children.front().followed_until);
        for (std::uint32_t i = 0; i < kept.arrival.counted; ++i) {
            const std::span<const Event> latest = family.sibling(i).events();
            whole = begun_[kept.first_stream + i];
            whole.insert(whole.end(), latest.begin(), latest.end());
            tell(family.sibling(i).child(), whole, sink);
        }
    }
    const std::vector<Arrival> all = arrivals(changed, settings_);
    PERMAP_ASSERT(all.size() >= arrived_);
    run_families(changed, settings_, std::span<const Arrival>(all).subspan(arrived_), sink);
}

}  // namespace permap
