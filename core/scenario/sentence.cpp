#include "scenario/sentence.hpp"

#include <algorithm>
#include <array>

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
};

}  // namespace

std::string sentence(const Edit& edit, const Map& map) {
    std::string text = std::visit(Words{map}, edit.change) + ".";
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
    };
    return std::visit(Find{}, edit.change);
}

std::string_view number_key(const Edit& edit) {
    // In the order of Change.
    static constexpr std::array<std::string_view, 8> keys = {"",     "factor",      "duration", "at_most",
                                                             "time", "probability", "",         "units"};
    static_assert(keys.size() == std::variant_size_v<Change>);
    return keys[edit.change.index()];
}

}  // namespace permap
