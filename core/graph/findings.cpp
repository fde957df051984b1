#include "graph/findings.hpp"

#include <cstdio>
#include <utility>

#include "vocabulary/suggestion.hpp"

namespace permap {

namespace {

template <class List>
std::vector<std::string> ids_of(const List& list) {
    std::vector<std::string> ids;
    ids.reserve(list.size());
    for (const auto& entry : list) ids.push_back(entry.id);
    return ids;
}

// Steps know where they were read; the other lists are named by the file only where there is just one.
std::string single_file(const Map& map) {
    std::string file;
    for (const Step& step : map.steps) {
        const std::string its_file = step.where.substr(0, step.where.find('#'));
        if (!file.empty() && its_file != file) return {};
        file = its_file;
    }
    return file;
}

}  // namespace

Ids::Ids(std::string noun, std::vector<std::string> ids) : noun_(std::move(noun)), ids_(std::move(ids)) {
    for (std::size_t i = 0; i < ids_.size(); ++i) place_.emplace(ids_[i], i);
}

std::optional<std::size_t> Ids::find(std::string_view id) const {
    const auto found = place_.find(std::string(id));
    if (found == place_.end()) return std::nullopt;
    return found->second;
}

Findings::Findings(const Map& checked)
    : map(checked),
      lanes("lane", ids_of(checked.lanes)),
      phases("phase", ids_of(checked.phases)),
      processes("process", ids_of(checked.processes)),
      sources("source", ids_of(checked.sources)),
      calendars("calendar", ids_of(checked.calendars)),
      attributes("attribute", ids_of(checked.attributes)),
      resources("resource", ids_of(checked.resources)),
      steps("step", ids_of(checked.steps)),
      regions("region", ids_of(checked.regions)),
      file_(single_file(checked)) {}

void Findings::error(std::string where, std::string what, std::string hint) {
    report.errors.push_back({std::move(where), std::move(what), std::move(hint)});
}

void Findings::warning(std::string where, std::string what, std::string hint) {
    report.warnings.push_back({std::move(where), std::move(what), std::move(hint)});
}

bool Findings::known(const Ids& known, std::string_view id, const std::string& where, const std::string& who) {
    if (known.has(id)) return true;
    error(where, who + " names " + known.noun() + " " + quoted(id) + ", which does not exist", meant(id, known.list()));
    return false;
}

std::string Findings::of_step(std::size_t step, const std::string& suffix) const {
    const std::string& where = map.steps[step].where;
    return (where.empty() ? "#/steps/" + std::to_string(step) : where) + suffix;
}

std::string Findings::of_list(std::string_view list, std::size_t place, const std::string& suffix) const {
    return in_list(file_ + "#/" + std::string(list), place) + suffix;
}

std::string Findings::of_map(const std::string& suffix) const {
    return file_ + "#" + suffix;
}

std::string number_text(double value) {
    char text[32];
    std::snprintf(text, sizeof text, "%.10g", value);
    return text;
}

std::string in_list(const std::string& pointer, std::size_t place) {
    return pointer + "/" + std::to_string(place);
}

std::string timescale_pointer(const Step& step, std::size_t place) {
    return step.timescales.size() == 1 ? "/timescale" : in_list("/timescale", place);
}

}  // namespace permap
