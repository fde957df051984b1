#include "experiment/scenario_assumptions.hpp"

#include <algorithm>
#include <cmath>
#include <string>
#include <variant>

#include "random/elementary.hpp"
#include "scenario/sentence.hpp"

namespace permap {

namespace {

bool has_range(const Provenance& from) {
    return from.is_assumed() && from.low && from.high;
}

bool is_drawn_time(const Duration& duration) {
    return std::holds_alternative<Lasts>(duration.ends) && !is_instant(duration);
}

double whole(double value) {
    return std::floor(value + 0.5);
}

// How a number of an edit is drawn: as a factor on what stands there, or as a value in its place.
struct Range {
    double value = 1, low = 1, high = 1;
    bool is_factor = true;
};

Range factor_range(const Provenance& from) {
    return {1, *from.low, *from.high, true};
}
Range value_range(const Quantity& quantity) {
    return {quantity.value, *quantity.from.low, *quantity.from.high, false};
}

double drawn(const Range& range, double evenly) {
    if (range.is_factor && range.low > 0) return range.low * power_of(range.high / range.low, evenly);
    return range.low + (range.high - range.low) * evenly;
}

// Calls `number(range, kind, at, part, put)` where the change has a number to draw; put(value) puts it there.
template <class OnNumber>
struct OfChange {
    const OnNumber& number;

    template <class Put>
    void factor_on(const Provenance& from, const std::string& at, const Put& put) const {
        if (has_range(from)) number(factor_range(from), AssumedKind::duration, at, std::string(), put);
    }
    template <class Put>
    void value_of(const Quantity& quantity, AssumedKind kind, const std::string& at, const std::string& part,
                  const Put& put) const {
        if (has_range(quantity.from)) number(value_range(quantity), kind, at, part, put);
    }
    void length_of(Duration& duration, const std::string& at) const {
        if (is_drawn_time(duration))
            factor_on(duration.from, at, [&](double factor) { duration = scaled(duration, factor); });
    }

    void operator()(Remove&) const {}
    void operator()(ScaleDuration& change) const {
        if (!has_range(change.factor.from)) return;
        Range range = value_range(change.factor);
        range.is_factor = true;
        number(range, AssumedKind::duration, change.target.id, std::string(),
               [&](double factor) { change.factor.value = factor; });
    }
    void operator()(SetDuration& change) const { length_of(change.duration, change.step); }
    void operator()(CapDuration& change) const {
        factor_on(change.from, change.target.id, [&](double factor) { change.longest *= factor; });
    }
    void operator()(AddDuration& change) const {
        factor_on(change.from, change.step, [&](double factor) { change.value *= factor; });
    }
    void operator()(SetProbability& change) const {
        value_of(change.probability, AssumedKind::way, change.step, change.way,
                 [&](double value) { change.probability.value = value; });
    }
    void operator()(SetAttribute&) const {}
    void operator()(SetCapacity& change) const {
        value_of(change.units, AssumedKind::units, change.resource, "",
                 [&](double value) { change.units.value = whole(value); });
    }
    void operator()(SetCalendar& change) const {
        factor_on(change.from, change.resource,
                  [&](double factor) { change.every = std::max(1.0, whole(change.every * factor)); });
    }
    void operator()(SetPriority&) const {}
    void operator()(SetArrivals& change) const {
        value_of(change.children_a_year, AssumedKind::children_a_year, change.entry, "",
                 [&](double value) { change.children_a_year.value = value; });
    }
    void operator()(SetTimescale& change) const {
        if (!change.timescale) return;
        factor_on(change.timescale->from, change.step, [&](double factor) { change.timescale->value *= factor; });
    }
    void operator()(MakeParallel&) const {}
    void operator()(Merge& change) const {
        if (!change.duration) return;
        length_of(*change.duration, change.keep.empty() && !change.steps.empty() ? change.steps.front() : change.keep);
    }
    void operator()(Insert& change) const { length_of(change.step.duration, change.step.id); }
    void operator()(StartWith&) const {}
};

// Calls `each(number, range, put)` for every number that is drawn.
template <class OnEach>
void each_assumed(Scenario& scenario, const OnEach& each) {
    for (std::size_t i = 0; i < scenario.edits.size(); ++i) {
        Edit& edit = scenario.edits[i];
        const std::string id = scenario.id + "#edits/" + std::to_string(i) + "." + std::string(number_key(edit));
        const std::string reason = provenance_of(edit).assumption;
        const auto number = [&](const Range& range, AssumedKind kind, const std::string& at, const std::string& part,
                                const auto& put) {
            each(AssumedNumber{id, range.value, range.low, range.high, kind, at, part, reason}, range, put);
        };
        std::visit(OfChange<decltype(number)>{number}, edit.change);
    }
}

}  // namespace

std::vector<AssumedNumber> assumed_numbers(const Scenario& scenario) {
    Scenario looked_at = scenario;
    std::vector<AssumedNumber> all;
    each_assumed(looked_at, [&](AssumedNumber number, const Range&, const auto&) { all.push_back(std::move(number)); });
    return all;
}

Scenario draw_assumptions(const Scenario& scenario, RunKey run) {
    Scenario with_draws = scenario;
    each_assumed(with_draws, [&](const AssumedNumber& number, const Range& range, const auto& put) {
        put(drawn(range, evenly_drawn(run, number.id)));
    });
    return with_draws;
}

}  // namespace permap
