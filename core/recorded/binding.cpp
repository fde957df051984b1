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

std::size_t add_step(Map& map, const std::string& name) {
    Step step;
    step.id = step.name = name;
    map.steps.push_back(std::move(step));
    return map.steps.size() - 1;
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

void finish(Binding& binding) {
    binding.ends.resize(binding.map.steps.size(), false);
    binding.is_clock.resize(binding.map.steps.size(), false);
    for (std::size_t at = 0; at < binding.map.steps.size(); ++at)
        binding.is_clock[at] = binding.map.steps[at].kind == StepKind::clock;
    binding.before = steps_before(binding.map, positions_of(binding.map.steps));
}

class Binder {
public:
    Binder(const Map& map, const Words& words, const std::string& where) : words_(words), where_(where) {
        binding_.map = map;
        binding_.steps_of_map = map.steps.size();
        binding_.ends.resize(map.steps.size(), false);
        for (std::size_t at = 0; at < map.steps.size(); ++at) {
            by_id_.emplace(map.steps[at].id, at);
            by_name_.emplace(map.steps[at].name, at);
            binding_.ends[at] = map.steps[at].kind == StepKind::outcome;
        }
    }

    void steps(const std::vector<std::string>& names) {
        std::vector<std::string> ids;
        for (const auto& [id, place] : by_id_) ids.push_back(id);
        std::sort(ids.begin(), ids.end());
        for (const auto& [name, id] : words_.steps) {
            if (by_id_.count(id) == 0)
                problems_.push_back(
                    {where_ + "/steps/" + name, "there is no step \"" + id + "\" on the map", meant(id, ids)});
        }
        for (const std::string& name : names) binding_.step_of_name.push_back(step_at(step_of(name)));
    }

    void ends() {
        for (const std::string& name : words_.ends) {
            const std::size_t place = known_step(name);
            if (place != nowhere) binding_.ends[place] = true;
        }
        binding_.ends_with_last_record = words_.ends_with_last_record;
    }

    void attributes(const std::vector<std::string>& log_words) {
        const std::vector<Attribute>& all = binding_.map.attributes;
        std::vector<std::string> ids;
        for (const Attribute& attribute : all) ids.push_back(attribute.id);
        for (const auto& [name, said] : words_.attributes) {
            const auto found = std::find(ids.begin(), ids.end(), said.attribute);
            if (found == ids.end()) {
                problems_.push_back({where_ + "/attributes/" + name,
                                     "there is no attribute \"" + said.attribute + "\" on the map",
                                     meant(said.attribute, ids)});
                continue;
            }
            const Attribute& attribute = all[static_cast<std::size_t>(found - ids.begin())];
            for (const auto& [word, value] : said.values) {
                if (std::find(attribute.values.begin(), attribute.values.end(), value) == attribute.values.end())
                    problems_.push_back({where_ + "/attributes/" + name + "/values/" + word,
                                         "\"" + value + "\" is no value of \"" + said.attribute + "\"",
                                         meant(value, attribute.values)});
            }
        }
        for (std::size_t word = 0; word < log_words.size(); ++word) bind_attribute(log_words, word, ids);
    }

    Result<Binding> finished() && {
        if (!problems_.empty()) return std::move(problems_);
        finish(binding_);
        return std::move(binding_);
    }

private:
    static constexpr std::size_t nowhere = static_cast<std::size_t>(-1);

    std::size_t known_step(const std::string& name) const {
        const auto said = words_.steps.find(name);
        const std::string& wanted = said == words_.steps.end() ? name : said->second;
        if (const auto found = by_id_.find(wanted); found != by_id_.end()) return found->second;
        if (const auto found = by_name_.find(wanted); found != by_name_.end()) return found->second;
        return nowhere;
    }

    std::size_t step_of(const std::string& name) {
        const std::size_t known = known_step(name);
        if (known != nowhere) return known;
        binding_.unbound_steps.push_back(name);
        const std::size_t place = add_step(binding_.map, name);
        by_id_.emplace(name, place);
        binding_.ends.push_back(false);
        return place;
    }

    void bind_attribute(const std::vector<std::string>& log_words, std::size_t word,
                        const std::vector<std::string>& ids) {
        const auto said = words_.attributes.find(log_words[word]);
        const std::string& wanted = said == words_.attributes.end() ? log_words[word] : said->second.attribute;
        const auto found = std::find(ids.begin(), ids.end(), wanted);
        if (found == ids.end()) return;
        const auto place = static_cast<std::size_t>(found - ids.begin());
        const Attribute& attribute = binding_.map.attributes[place];
        Binding::BoundAttribute bound{AttributeIndex{static_cast<std::uint16_t>(place)}, {}};
        for (std::size_t value = 0; value < log_words.size(); ++value) {
            if (const auto number = number_of(attribute, meaning(said, log_words[value])))
                bound.values.emplace(static_cast<std::uint32_t>(value), *number);
        }
        binding_.attributes.emplace(static_cast<std::uint32_t>(word), std::move(bound));
    }

    const std::string& meaning(std::map<std::string, Words::AttributeWords>::const_iterator said,
                               const std::string& value) const {
        if (said == words_.attributes.end()) return value;
        const auto found = said->second.values.find(value);
        return found == said->second.values.end() ? value : found->second;
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

    const Words& words_;
    const std::string& where_;
    Binding binding_;
    Problems problems_;
    Positions by_id_, by_name_;
};

}  // namespace

Result<Binding> bind_to_map(const Map& map, const std::vector<std::string>& step_names,
                            const std::vector<std::string>& log_words, const Words& words, const std::string& where) {
    Binder binder(map, words, where);
    binder.steps(step_names);
    binder.ends();
    binder.attributes(log_words);
    return std::move(binder).finished();
}

Binding without_map(const std::vector<std::string>& step_names) {
    Binding binding;
    binding.map.id = "as_recorded";
    binding.map.name = "The steps that the log names";
    binding.steps_of_map = 0;
    for (const std::string& name : step_names) {
        binding.step_of_name.push_back(step_at(add_step(binding.map, name)));
    }
    binding.unbound_steps = step_names;
    finish(binding);
    return binding;
}

}  // namespace permap
