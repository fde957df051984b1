#include "recorded/binding.hpp"

#include <algorithm>
#include <unordered_map>

#include "vocabulary/suggestion.hpp"

namespace permap {

namespace {

using Positions = std::unordered_map<std::string, std::size_t>;

template <class Things>
Positions positions_of(const Things& things) {
    Positions positions;
    for (std::size_t i = 0; i < things.size(); ++i) positions.emplace(things[i].id, i);
    return positions;
}

StepIndex step_at(std::size_t place) {
    return StepIndex{static_cast<std::uint16_t>(place)};
}

// Steps that lead to each: by a way, by a slot of a join, back from a sub-process that was handed over to.
std::vector<std::vector<StepIndex>> steps_before(const Map& map, const Positions& steps) {
    std::vector<std::vector<StepIndex>> before(map.steps.size());
    std::unordered_map<std::string, std::vector<std::size_t>> exits;  // by process
    for (std::size_t at = 0; at < map.steps.size(); ++at)
        if (!map.steps[at].exit_of.empty()) exits[map.steps[at].exit_of].push_back(at);
    const auto link = [&](std::size_t from, const std::string& to) {
        if (const auto found = steps.find(to); found != steps.end()) before[found->second].push_back(step_at(from));
    };
    for (std::size_t at = 0; at < map.steps.size(); ++at) {
        const Step& step = map.steps[at];
        for (const Way& way : step.ways) {
            link(at, way.to);
            if (way.returns_to.empty()) continue;
            const auto entry = steps.find(way.to);
            if (entry == steps.end()) continue;
            for (const std::size_t exit : exits[map.steps[entry->second].process]) link(exit, way.returns_to);
        }
        if (!step.join.empty()) link(at, step.join);
        if (!step.joins) continue;
        for (const Slot& slot : step.joins->slots)
            if (const auto found = steps.find(slot.step); found != steps.end())
                before[at].push_back(step_at(found->second));
    }
    return before;
}

class Binder {
public:
    Binder(const Map& map, const RecordedLog& log, const Words& words, const std::string& where)
        : log_(log), words_(words), where_(where) {
        binding_.map = map;
        binding_.steps_of_map = map.steps.size();
        binding_.attributes_of_map = map.attributes.size();
        for (std::size_t at = 0; at < map.steps.size(); ++at) {
            by_id_.emplace(map.steps[at].id, at);
            by_name_.emplace(map.steps[at].name, at);
            step_ids_.push_back(map.steps[at].id);
            binding_.ends.push_back(map.steps[at].kind == StepKind::outcome);
        }
        for (const Attribute& attribute : map.attributes) attribute_ids_.push_back(attribute.id);
    }

    void check_words() {
        for (const auto& [name, id] : words_.steps) {
            if (by_id_.count(id) == 0)
                problems_.push_back({where_ + "/steps/" + name, "there is no step " + quoted(id) + " on the map",
                                     meant(id, step_ids_)});
        }
        for (const auto& [name, way] : words_.ways) {
            const std::string place = where_ + "/ways/" + name;
            const auto step = known_step(name);
            if (!step) {
                problems_.push_back({place, "no step of the map has that name, so it has no ways",
                                     "say under \"steps\" which step is meant"});
            } else if (!way_named(binding_.map.steps[*step], way)) {
                std::vector<std::string> ways;
                for (const Way& one : binding_.map.steps[*step].ways) ways.push_back(one.id.empty() ? one.to : one.id);
                problems_.push_back({place,
                                     "step " + quoted(binding_.map.steps[*step].id) + " has no way " + quoted(way),
                                     meant(way, ways)});
            }
        }
        for (const auto& [name, said] : words_.attributes) {
            const auto found = std::find(attribute_ids_.begin(), attribute_ids_.end(), said.attribute);
            if (found == attribute_ids_.end()) {
                problems_.push_back({where_ + "/attributes/" + name,
                                     "there is no attribute " + quoted(said.attribute) + " on the map",
                                     meant(said.attribute, attribute_ids_)});
                continue;
            }
            const Attribute& attribute =
                binding_.map.attributes[static_cast<std::size_t>(found - attribute_ids_.begin())];
            for (const auto& [word, value] : said.values) {
                if (!number_of(attribute, value))
                    problems_.push_back({where_ + "/attributes/" + name + "/values/" + word,
                                         quoted(value) + " is no value of " + quoted(said.attribute),
                                         meant(value, attribute.values)});
            }
        }
    }

    void bind() {
        for (const std::string& name : log_.step_names) {
            const std::size_t step = step_of(name);
            binding_.step_of_name.push_back(step_at(step));
            const auto way = words_.ways.find(name);
            binding_.way_of_name.push_back(way == words_.ways.end()
                                               ? no_word
                                               : way_named(binding_.map.steps[step], way->second).value_or(no_word));
        }
        for (const std::string& name : words_.ends) {
            if (const auto place = known_step(name)) binding_.ends[*place] = true;
        }
        binding_.ends_with_last_record = words_.ends_with_last_record;
        for (const auto& [word, values] : log_.attribute_values) {
            if (!is_about_the_child(log_.words[word])) bind_attribute(word, values);
        }
    }

    Result<Binding> finished() && {
        if (!problems_.empty()) return std::move(problems_);
        binding_.before = steps_before(binding_.map, positions_of(binding_.map.steps));
        return std::move(binding_);
    }

private:
    std::optional<std::size_t> known_step(const std::string& name) const {
        const auto said = words_.steps.find(name);
        const std::string& wanted = said == words_.steps.end() ? name : said->second;
        if (const auto found = by_id_.find(wanted); found != by_id_.end()) return found->second;
        if (const auto found = by_name_.find(wanted); found != by_name_.end()) return found->second;
        return std::nullopt;
    }

    std::size_t step_of(const std::string& name) {
        if (const auto known = known_step(name)) return *known;
        binding_.unbound_steps.push_back(name);
        Step step;
        step.id = step.name = name;
        binding_.map.steps.push_back(std::move(step));
        binding_.ends.push_back(false);
        const std::size_t place = binding_.map.steps.size() - 1;
        by_id_.emplace(name, place);
        return place;
    }

    void bind_attribute(std::uint32_t word, const std::vector<std::uint32_t>& values) {
        const std::string& name = log_.words[word];
        const auto said = words_.attributes.find(name);
        const std::string& wanted = said == words_.attributes.end() ? name : said->second.attribute;
        const auto found = std::find(attribute_ids_.begin(), attribute_ids_.end(), wanted);
        if (found == attribute_ids_.end()) return add_attribute(word, values);
        const auto place = static_cast<std::size_t>(found - attribute_ids_.begin());
        Binding::BoundAttribute bound{AttributeIndex{static_cast<std::uint16_t>(place)}, {}};
        for (const std::uint32_t value : values) {
            std::string text = value == no_word ? "" : log_.words[value];
            if (said != words_.attributes.end()) {
                if (const auto other = said->second.values.find(text); other != said->second.values.end())
                    text = other->second;
            }
            if (const auto number = number_of(binding_.map.attributes[place], text)) {
                bound.values.emplace(value, *number);
            } else {
                binding_.unbound_values.push_back(name + " = " + text);
            }
        }
        binding_.attributes.emplace(word, std::move(bound));
    }

    void add_attribute(std::uint32_t word, const std::vector<std::uint32_t>& values) {
        binding_.unbound_attributes.push_back(log_.words[word]);
        if (values.size() > most_values) {
            binding_.unbound_values.push_back(log_.words[word] + " (" + std::to_string(values.size()) + " values)");
            return;
        }
        Attribute attribute;
        attribute.id = log_.words[word];
        attribute.values = {"unknown"};
        attribute.start = "unknown";
        Binding::BoundAttribute bound{AttributeIndex{static_cast<std::uint16_t>(binding_.map.attributes.size())}, {}};
        for (const std::uint32_t value : values) {
            bound.values.emplace(value, static_cast<std::uint8_t>(attribute.values.size()));
            attribute.values.push_back(value == no_word ? "" : log_.words[value]);
        }
        binding_.map.attributes.push_back(std::move(attribute));
        binding_.attributes.emplace(word, std::move(bound));
    }

    static std::optional<std::uint8_t> number_of(const Attribute& attribute, const std::string& value) {
        if (attribute.counter_max) {
            if (value.empty() || value.size() > 3 || value.find_first_not_of("0123456789") != std::string::npos)
                return std::nullopt;
            const int number = std::stoi(value);
            if (number > 255) return std::nullopt;
            return static_cast<std::uint8_t>(number);
        }
        const auto found = std::find(attribute.values.begin(), attribute.values.end(), value);
        if (found == attribute.values.end()) return std::nullopt;
        return static_cast<std::uint8_t>(found - attribute.values.begin());
    }

    const RecordedLog& log_;
    const Words& words_;
    const std::string& where_;
    Binding binding_;
    Problems problems_;
    Positions by_id_, by_name_;
    std::vector<std::string> step_ids_, attribute_ids_;
};

}  // namespace

std::optional<std::uint32_t> way_named(const Step& step, const std::string& word) {
    for (const bool by_id : {true, false}) {
        for (std::size_t i = 0; i < step.ways.size(); ++i)
            if ((by_id ? step.ways[i].id : step.ways[i].to) == word) return static_cast<std::uint32_t>(i);
    }
    return std::nullopt;
}

Result<Binding> bind_to_map(const Map& map, const RecordedLog& log, const Words& words, const std::string& where) {
    Binder binder(map, log, words, where);
    binder.check_words();
    binder.bind();
    return std::move(binder).finished();
}

Binding without_map(const RecordedLog& log, const Words& words) {
    Map map;
    map.id = "as_recorded";
    map.name = "The steps that the log names";
    Words ends;
    ends.ends = words.ends;
    ends.ends_with_last_record = words.ends.empty();
    const std::string nobody;
    Binder binder(map, log, ends, nobody);
    binder.bind();
    Result<Binding> binding = std::move(binder).finished();
    PERMAP_ASSERT(binding);
    return *std::move(binding);
}

}  // namespace permap
