#include "evidence/target_names.hpp"

#include <algorithm>

#include "map/condition_eval.hpp"
#include "vocabulary/suggestion.hpp"

namespace permap {

namespace {

class NameCheck {
public:
    NameCheck(const Map& map, std::string where, Problems& problems)
        : map_(map), where_(std::move(where)), problems_(problems) {}

    void measure(const TargetMeasure& measure) {
        condition(measure.where);
        condition(measure.among_where);
        condition(measure.is);
        for (const Happenings* const list :
             {&measure.events, &measure.from, &measure.to, &measure.unless, &measure.among}) {
            for (const Happening& one : *list) happening(one);
        }
        if (!measure.step.empty()) limit_of_step(measure);
        if (!measure.aim.empty()) limit_of_aim(measure);
        for (const TargetMeasure& part : measure.parts) this->measure(part);
    }

private:
    void unknown(const char* noun, const std::string& name, const std::vector<std::string>& known) {
        problems_.push_back({where_, "the map has no " + std::string(noun) + " " + quoted(name), meant(name, known)});
    }

    std::vector<std::string> step_ids() const {
        std::vector<std::string> ids;
        for (const Step& step : map_.steps) ids.push_back(step.id);
        return ids;
    }

    const Step* step(const std::string& id) {
        const Step* const found = find_step(map_, id);
        if (found == nullptr) unknown("step", id, step_ids());
        return found;
    }

    void happening(const Happening& one) {
        condition(one.state);
        if (one.kind != Happening::Kind::step) return;
        const Step* const at = step(one.pattern.step);
        if (at == nullptr) return;
        std::vector<std::string> ways;
        for (const Way& way : at->ways) ways.push_back(way.id);
        for (const std::string& way : one.pattern.ways) {
            if (std::find(ways.begin(), ways.end(), way) == ways.end())
                unknown(("way of " + at->id).c_str(), way, ways);
        }
    }

    void condition(const Condition& condition) {
        for_each_comparison(condition, [&](const Condition& part) { comparison(part); });
    }

    void comparison(const Condition& part) {
        if (const std::string_view visited = visited_step(part.subject); !visited.empty()) {
            step(std::string(visited));
            return numbers(part);
        }
        if (part.subject == "age") return numbers(part);
        const auto attribute = std::find_if(map_.attributes.begin(), map_.attributes.end(),
                                            [&](const Attribute& one) { return one.id == part.subject; });
        if (attribute == map_.attributes.end()) {
            std::vector<std::string> known{"age"};
            for (const Attribute& one : map_.attributes) known.push_back(one.id);
            return unknown("attribute", part.subject, known);
        }
        if (attribute->counter_max) return numbers(part);
        const std::vector<std::string> values =
            attribute->derived ? std::vector<std::string>{"no", "yes"} : attribute->values;
        for (const std::string& value : part.values) {
            if (std::find(values.begin(), values.end(), value) == values.end())
                unknown(("value of " + attribute->id).c_str(), value, values);
        }
    }

    void numbers(const Condition& part) {
        for (const std::string& value : part.values) {
            if (!whole_number(value))
                problems_.push_back(
                    {where_, quoted(part.subject) + " is compared with " + quoted(value), "a whole number"});
        }
    }

    void limit_of_step(const TargetMeasure& measure) {
        const Step* const at = step(measure.step);
        if (at == nullptr) return;
        const Timescale* const limit = timescale_at_start(*at, map_);
        if (limit == nullptr) {
            problems_.push_back({where_, quoted(at->id) + " has no timescale in force when the run starts", ""});
        } else {
            same_unit(measure.unit, limit->unit);
        }
    }

    void limit_of_aim(const TargetMeasure& measure) {
        std::vector<std::string> aims;
        for (const Aim& aim : map_.aims) {
            aims.push_back(aim.id);
            if (aim.id == measure.aim) return same_unit(measure.unit, aim.limit_unit);
        }
        unknown("aim", measure.aim, aims);
    }

    void same_unit(TimeUnit asked, TimeUnit given) {
        const bool one_is_working = (asked == TimeUnit::working_days) != (given == TimeUnit::working_days);
        if (one_is_working) problems_.push_back({where_, "working days and other days do not convert", ""});
    }

    const Map& map_;
    const std::string where_;
    Problems& problems_;
};

}  // namespace

const Timescale* timescale_at_start(const Step& step, const Map& map) {
    for (const Timescale& limit : step.timescales) {
        if (is_in_force(limit.in_force, map.start)) return &limit;
    }
    return nullptr;
}

void check_names(const TargetMeasure& measure, const Map& map, const std::string& where, Problems& problems) {
    NameCheck(map, where, problems).measure(measure);
}

}  // namespace permap
