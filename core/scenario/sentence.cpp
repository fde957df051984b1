#include "scenario/sentence.hpp"

#include <algorithm>
#include <array>
#include <iterator>

#include "scenario/duration_words.hpp"

namespace permap {

namespace {

std::string in_quotes(const std::string& text) {
    return "\"" + text + "\"";
}

std::string name_of(const Map& map, const std::string& step) {
    const Step* const found = find_step(map, step);
    return in_quotes(found == nullptr || found->name.empty() ? step : found->name);
}

const Stage* find_stage(const Map& map, const std::string& id) {
    const auto found = std::find_if(map.stages.begin(), map.stages.end(), [&](const Stage& s) { return s.id == id; });
    return found == map.stages.end() ? nullptr : &*found;
}

std::string name_of(const Map& map, const Target& target) {
    if (!target.is_stage) return name_of(map, target.id);
    const Stage* const stage = find_stage(map, target.id);
    return "each step of the stage " + in_quotes(stage == nullptr || stage->name.empty() ? target.id : stage->name);
}

const Way* find_way(const Map& map, const std::string& step, const std::string& way) {
    const Step* const found = find_step(map, step);
    if (found == nullptr) return nullptr;
    for (const Way& each : found->ways) {
        if (each.id == way) return &each;
    }
    return nullptr;
}

std::string way_name(const Map& map, const std::string& step, const std::string& way) {
    const Way* const found = find_way(map, step, way);
    if (found == nullptr) return in_quotes(way);
    if (!found->name.empty()) return in_quotes(found->name);
    return name_of(map, found->to);
}

std::string percent(double share) {
    return in_words(100 * share) + "%";
}

std::string where_from(const Provenance& from) {
    if (!from.source.empty()) return " (source: " + from.source + (from.place.empty() ? "" : ", " + from.place) + ")";
    return from.assumption.empty() ? "" : " (assumption)";
}

std::string times_as_long(double factor) {
    if (factor == 0.5) return "half as long";
    if (factor == 2) return "twice as long";
    return in_words(factor) + " times as long";
}

struct Words {
    const Map& map;

    std::string operator()(const Remove& change) const {
        std::string text = change.target.is_stage ? "Every step of the stage " : "";
        const Stage* const stage = change.target.is_stage ? find_stage(map, change.target.id) : nullptr;
        text += !change.target.is_stage                   ? name_of(map, change.target.id)
                : stage == nullptr || stage->name.empty() ? in_quotes(change.target.id)
                                                          : in_quotes(stage->name);
        text += " is passed through: no time, nobody's capacity";
        for (const Take& take : change.take) {
            text += change.target.is_stage ? "; at " + name_of(map, take.step) + " always " : "; always ";
            text += way_name(map, take.step, take.way);
        }
        return text;
    }

    std::string operator()(const ScaleDuration& change) const {
        return name_of(map, change.target) + " takes " + times_as_long(change.factor.value) +
               where_from(change.factor.from);
    }

    std::string operator()(const SetDuration& change) const {
        const Step* const step = find_step(map, change.step);
        return name_of(map, change.step) + " takes " + in_words(change.duration) +
               (step == nullptr ? "" : ", in place of " + in_words(step->duration)) + where_from(change.duration.from);
    }

    std::string operator()(const CapDuration& change) const {
        return name_of(map, change.target) + " takes at most " + in_words(change.longest, change.unit) +
               (change.enforced_share < 1 ? " in " + percent(change.enforced_share) + " of visits" : "") +
               where_from(change.from);
    }

    std::string operator()(const AddDuration& change) const {
        const bool shorter = change.value < 0;
        return name_of(map, change.step) + " takes " + in_words(shorter ? -change.value : change.value, change.unit) +
               (shorter ? " less" : " more") + where_from(change.from);
    }

    std::string operator()(const SetProbability& change) const {
        const Step* const step = find_step(map, change.step);
        const Way* const way = find_way(map, change.step, change.way);
        std::string text = "At " + name_of(map, change.step) + ", " + way_name(map, change.step, change.way) +
                           " comes in " + percent(change.probability.value);
        if (way != nullptr && way->probability) text += " in place of " + percent(way->probability->value);
        text += " of decisions";
        if (step == nullptr || step->kind != StepKind::split) text += "; the other ways share the rest as before";
        return text + where_from(change.probability.from);
    }

    std::string operator()(const SetAttribute& change) const {
        std::string text = "Children come in with " + change.attribute + " = " + change.value;
        for (const Attribute& attribute : map.attributes) {
            if (attribute.id == change.attribute) text += ", in place of " + attribute.start;
        }
        return text;
    }

    std::string operator()(const SetCapacity& change) const {
        for (const Resource& resource : map.resources) {
            if (resource.id != change.resource) continue;
            const std::string units = !resource.unit_name.empty()              ? resource.unit_name
                                      : resource.kind == ResourceKind::sitting ? "places at each sitting"
                                                                               : "units";
            return in_quotes(resource.name.empty() ? resource.id : resource.name) + " has a capacity of " +
                   in_words(change.units.value) + ", in place of " + in_words(resource.units.value) + " (" + units +
                   ")" + where_from(change.units.from);
        }
        return in_quotes(change.resource) + " has a capacity of " + in_words(change.units.value) +
               where_from(change.units.from);
    }

    std::string operator()(const SetCalendar& change) const {
        if (!change.step.empty()) {
            return "Work at " + name_of(map, change.step) + " is done in the hours of the calendar " +
                   in_quotes(change.calendar);
        }
        const auto found = std::find_if(map.resources.begin(), map.resources.end(),
                                        [&](const Resource& r) { return r.id == change.resource; });
        std::string text =
            in_quotes(found == map.resources.end() || found->name.empty() ? change.resource : found->name) +
            " sits every " + in_words(change.every, change.unit);
        if (found != map.resources.end()) {
            text += ", in place of every " + (found->every_open_days > 0
                                                  ? in_words(found->every_open_days, TimeUnit::working_days)
                                                  : in_words(found->every_weeks, TimeUnit::weeks));
        }
        return text + where_from(change.from);
    }

    std::string operator()(const SetPriority& change) const {
        return "At " + name_of(map, change.step) + " children have the priority " + std::to_string(change.priority) +
               " (lower goes first)";
    }

    std::string operator()(const SetArrivals& change) const {
        const auto found = std::find_if(map.arrivals.begin(), map.arrivals.end(),
                                        [&](const Arrivals& arrivals) { return arrivals.entry == change.entry; });
        const bool is_known = found != map.arrivals.end();
        std::string text = in_words(change.children_a_year.value) +
                           (is_known && found->supply ? " households" : " children") + " a year come in at " +
                           name_of(map, change.entry);
        if (is_known) text += ", in place of " + in_words(found->children_a_year.value);
        return text + where_from(change.children_a_year.from);
    }

    std::string operator()(const SetTimescale& change) const {
        if (!change.timescale) return name_of(map, change.step) + " has no timescale";
        std::string text = name_of(map, change.step) + " has a timescale of " +
                           in_words(change.timescale->value, change.timescale->unit);
        if (!change.timescale->from_step.empty()) text += " from " + name_of(map, change.timescale->from_step);
        const Step* const step = find_step(map, change.step);
        const bool had_one = step != nullptr && step->timescales.size() == 1;
        if (had_one) text += ", in place of " + in_words(step->timescales.front().value, step->timescales.front().unit);
        return text + where_from(change.timescale->from);
    }

    std::string operator()(const MakeParallel& change) const {
        return list_of(change.steps) + " begin together; what follows waits for all of them";
    }

    std::string operator()(const Merge& change) const {
        const std::string& kept = change.keep.empty() && !change.steps.empty() ? change.steps.front() : change.keep;
        std::vector<std::string> others;
        std::copy_if(change.steps.begin(), change.steps.end(), std::back_inserter(others),
                     [&](const std::string& step) { return step != kept; });
        std::string text = list_of(others) + (others.size() == 1 ? " is" : " are") + " done in the same visit as " +
                           name_of(map, kept);
        if (change.duration) text += ", which takes " + in_words(*change.duration) + where_from(change.duration->from);
        return text;
    }

    std::string operator()(const Insert& change) const {
        std::string text = "A new step " + in_quotes(change.step.name) + " comes ";
        if (change.before.empty()) {
            text += "after " + name_of(map, change.after);
            if (!change.way.empty()) text += " by " + way_name(map, change.after, change.way);
        } else {
            text += "before " + name_of(map, change.before);
        }
        if (!is_instant(change.step.duration))
            text += " and takes " + in_words(change.step.duration) + where_from(change.step.duration.from);
        return text;
    }

    std::string operator()(const StartWith& change) const {
        std::string text = name_of(map, change.step) + " begins when " + name_of(map, change.with) + " starts";
        if (!change.through.empty() && change.through != change.step)
            text += ", with all that follows up to " + name_of(map, change.through);
        return text + "; what comes after it waits until its old place is reached";
    }

private:
    std::string list_of(const std::vector<std::string>& steps) const {
        std::string text;
        for (std::size_t i = 0; i < steps.size(); ++i) {
            text += (i == 0 ? "" : i + 1 == steps.size() ? " and " : ", ") + name_of(map, steps[i]);
        }
        return text;
    }
};

std::string guard_words(const Guard& guard) {
    std::string text;
    if (guard.from) text += ", from " + to_date_string(*guard.from) + " on";
    if (guard.when.kind != Condition::Kind::always) text += ", where " + to_string(guard.when);
    return text;
}

}  // namespace

std::string sentence(const Edit& edit, const Map& map) {
    std::string text = std::visit(Words{map}, edit.change) + guard_words(edit.guard) + ".";
    if (!text.empty() && text.front() == 'e') text.front() = 'E';  // "each step of …"
    return text;
}

const Provenance& provenance_of(const Edit& edit) {
    static const Provenance nothing;
    struct Find {
        const Provenance& operator()(const Remove&) const { return nothing; }
        const Provenance& operator()(const ScaleDuration& change) const { return change.factor.from; }
        const Provenance& operator()(const SetDuration& change) const { return change.duration.from; }
        const Provenance& operator()(const CapDuration& change) const { return change.from; }
        const Provenance& operator()(const AddDuration& change) const { return change.from; }
        const Provenance& operator()(const SetProbability& change) const { return change.probability.from; }
        const Provenance& operator()(const SetAttribute&) const { return nothing; }
        const Provenance& operator()(const SetCapacity& change) const { return change.units.from; }
        const Provenance& operator()(const SetCalendar& change) const { return change.from; }
        const Provenance& operator()(const SetPriority&) const { return nothing; }
        const Provenance& operator()(const SetArrivals& change) const { return change.children_a_year.from; }
        const Provenance& operator()(const SetTimescale& change) const {
            return change.timescale ? change.timescale->from : nothing;
        }
        const Provenance& operator()(const MakeParallel&) const { return nothing; }
        const Provenance& operator()(const Merge& change) const {
            return change.duration ? change.duration->from : nothing;
        }
        const Provenance& operator()(const Insert& change) const { return change.step.duration.from; }
        const Provenance& operator()(const StartWith&) const { return nothing; }
    };
    return std::visit(Find{}, edit.change);
}

std::string_view number_key(const Edit& edit) {
    // In the order of Change.
    static constexpr std::array<std::string_view, 16> keys = {
        "", "factor",          "duration",  "at_most", "time",     "probability",   "", "units", "every",
        "", "children_a_year", "timescale", "",        "duration", "step/duration", ""};
    static_assert(keys.size() == std::variant_size_v<Change>);
    return keys[edit.change.index()];
}

}  // namespace permap
