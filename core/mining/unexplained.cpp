#include "mining/unexplained.hpp"

#include <algorithm>
#include <unordered_map>

namespace permap {

namespace {

// For every step of the map what leads to it at once; clocks are led to by what starts them.
std::vector<std::vector<std::size_t>> before_each(const Binding& binding) {
    std::unordered_map<std::string, std::size_t> places;
    std::vector<std::vector<std::size_t>> before(binding.steps_of_map);
    for (std::size_t at = 0; at < binding.steps_of_map; ++at) {
        places.emplace(binding.map.steps[at].id, at);
        for (const StepIndex from : binding.before[at])
            if (index(from) < binding.steps_of_map) before[at].push_back(index(from));
    }
    for (std::size_t at = 0; at < binding.steps_of_map; ++at) {
        if (!binding.map.steps[at].clock) continue;
        for (const std::string& id : binding.map.steps[at].clock->starts_at)
            if (const auto found = places.find(id); found != places.end()) before[at].push_back(found->second);
    }
    return before;
}

}  // namespace

const char* to_string(UnexplainedKind kind) {
    switch (kind) {
        case UnexplainedKind::not_on_the_map:
            return "not_on_the_map";
        case UnexplainedKind::begins_elsewhere:
            return "begins_elsewhere";
        case UnexplainedKind::follows_no_way:
            return "follows_no_way";
        case UnexplainedKind::no_start:
            return "no_start";
        case UnexplainedKind::no_end:
            return "no_end";
        case UnexplainedKind::ends_elsewhere:
            return "ends_elsewhere";
        case UnexplainedKind::unknown_way:
            return "unknown_way";
        case UnexplainedKind::unknown_value:
            return "unknown_value";
    }
    return "";
}

const char* in_words(UnexplainedKind kind) {
    switch (kind) {
        case UnexplainedKind::not_on_the_map:
            return "the map has no such step";
        case UnexplainedKind::begins_elsewhere:
            return "a journey begins here, which none on the map does";
        case UnexplainedKind::follows_no_way:
            return "no step the child had been through leads here";
        case UnexplainedKind::no_start:
            return "completed, and no start written down";
        case UnexplainedKind::no_end:
            return "begun, and never ended";
        case UnexplainedKind::ends_elsewhere:
            return "a journey is over here, which is no outcome";
        case UnexplainedKind::unknown_way:
            return "a way taken that the step does not have";
        case UnexplainedKind::unknown_value:
            return "a value that the map does not have";
    }
    return "";
}

LeadingSteps::LeadingSteps(const Binding& binding, const std::vector<std::string>& step_names) {
    const std::size_t steps = binding.steps_of_map;
    std::vector<bool> is_named(steps, false);
    for (std::size_t name = 0; name < step_names.size(); ++name) {
        const std::size_t at = index(binding.step_of_name[name]);
        if (at < steps) is_named[at] = true;
    }
    std::vector<bool> is_entry(steps, false);
    const std::vector<std::vector<std::size_t>> before = before_each(binding);
    for (std::size_t at = 0; at < steps; ++at) {
        const Step& step = binding.map.steps[at];
        is_entry[at] = step.kind == StepKind::start || before[at].empty() ||
                       std::any_of(binding.map.arrivals.begin(), binding.map.arrivals.end(),
                                   [&](const Arrivals& arrivals) { return arrivals.entry == step.id; });
    }
    leads_.resize(steps);
    begins_.assign(steps, false);
    std::vector<std::size_t> next;
    std::vector<bool> is_seen;
    for (std::size_t to = 0; to < steps; ++to) {
        if (!is_named[to]) continue;
        leads_[to].assign(steps, false);
        begins_[to] = is_entry[to];
        is_seen.assign(steps, false);
        next.assign(before[to].begin(), before[to].end());
        while (!next.empty()) {
            const std::size_t at = next.back();
            next.pop_back();
            if (is_seen[at]) continue;
            is_seen[at] = true;
            if (is_named[at]) {
                leads_[to][at] = true;
                continue;
            }
            if (is_entry[at]) begins_[to] = true;
            next.insert(next.end(), before[at].begin(), before[at].end());
        }
    }
}

UnexplainedFold::UnexplainedFold(const Binding& binding, const RecordedLog& log)
    : binding_(binding),
      words_(log.words),
      leading_(binding, log.step_names),
      is_started_(binding.map.steps.size(), false),
      is_met_(binding.map.steps.size(), false) {}

void UnexplainedFold::count(StepIndex step, UnexplainedKind kind, std::uint32_t attribute) {
    Count& count = counts_[{kind, static_cast<std::uint16_t>(step), attribute}];
    ++count.visits;
    if (count.last_child != child_) ++count.children;
    count.last_child = child_;
}

void UnexplainedFold::end_minute(bool is_first) {
    for (const StepIndex step : come_to_) {
        if (index(step) >= binding_.steps_of_map) {
            count(step, UnexplainedKind::not_on_the_map);
            continue;
        }
        if (leading_.can_begin(step)) continue;
        const bool is_led_to =
            std::any_of(met_.begin(), met_.end(), [&](StepIndex from) { return leading_.leads(from, step); });
        if (!is_led_to) count(step, is_first ? UnexplainedKind::begins_elsewhere : UnexplainedKind::follows_no_way);
    }
    come_to_.clear();
}

void UnexplainedFold::add(std::span<const Record> known, const Stream& stream) {
    ++child_;
    for (const Record& record : known) {
        if (record.kind == RecordKind::attribute_set) {
            const auto attribute = binding_.attributes.find(record.name);
            if (attribute != binding_.attributes.end() &&
                index(attribute->second.attribute) < binding_.attributes_of_map &&
                attribute->second.values.count(record.value) == 0)
                count(no_step, UnexplainedKind::unknown_value, record.name);
        } else if (record.kind == RecordKind::decided && record.name != no_word) {
            const StepIndex step = binding_.step_of_name[record.name];
            if (index(step) < binding_.steps_of_map &&
                (record.value == no_word || !way_named(binding_.map.steps[index(step)], words_[record.value])))
                count(step, UnexplainedKind::unknown_way);
        }
    }
    for (const StepIndex step : met_) is_met_[index(step)] = false;
    met_.clear();
    const std::span<const Event> events = stream.events;
    bool any_before = false, any_now = false, is_over = false;
    for (std::size_t i = 0; i < events.size(); ++i) {
        const Event& event = events[i];
        if (i > 0 && event.at != events[i - 1].at) {
            end_minute(!any_before);
            any_before = any_before || any_now;
        }
        const bool is_completion = event.kind == EventKind::completed || event.kind == EventKind::clock_fired;
        const bool only_end = event.kind == EventKind::completed && event.detail == only_end_known;
        if (event.kind == EventKind::started || only_end) come_to_.push_back(event.step);
        any_now = any_now || is_completion || !come_to_.empty();
        if (event.kind == EventKind::started) is_started_[index(event.step)] = true;
        if (only_end) count(event.step, UnexplainedKind::no_start);
        if (is_completion && index(event.step) < binding_.steps_of_map && !is_met_[index(event.step)]) {
            is_met_[index(event.step)] = true;
            met_.push_back(event.step);
        }
        if (event.kind == EventKind::left) {
            is_over = true;
            const bool is_outcome =
                event.step != no_step && binding_.map.steps[index(event.step)].kind == StepKind::outcome;
            if (!is_outcome) count(event.step, UnexplainedKind::ends_elsewhere);
        }
    }
    end_minute(!any_before);
    if (!is_over) return;
    for (const Visit& visit : reader_.visits_of(events)) {
        if (visit.started != no_cause && visit.completed == no_cause && visit.cancelled == no_cause)
            count(visit.step, UnexplainedKind::no_end);
    }
}

std::vector<Unexplained> UnexplainedFold::result() const {
    std::vector<Unexplained> all;
    for (const auto& [of, count] : counts_) {
        const auto& [kind, step, attribute] = of;
        // Of a step that never has a start, no start is missing.
        if (kind == UnexplainedKind::no_start && !is_started_[step]) continue;
        all.push_back(
            {StepIndex{step}, attribute == no_word ? "" : words_[attribute], kind, count.visits, count.children});
    }
    std::stable_sort(all.begin(), all.end(), [](const Unexplained& left, const Unexplained& right) {
        if (left.visits != right.visits) return left.visits > right.visits;
        return left.step < right.step;
    });
    return all;
}

}  // namespace permap
