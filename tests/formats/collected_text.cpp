#include "formats/collected_text.hpp"

namespace permap {

std::string to_text(const CollectedEvent& event) {
    std::string text = event.child + " " + name_of(event.kind) + " " + event.name;
    if (!event.value.empty()) text += "=" + event.value;
    if (!event.visit.empty()) text += " #" + event.visit;
    return text + " " + (event.precision == TimePrecision::day ? to_date_string(event.at) : to_string(event.at));
}

std::string to_text(const RowProblem& problem) {
    return problem.table + ":" + std::to_string(problem.line) + " " + problem.field + "=" + problem.value + " " +
           problem.rule;
}

std::vector<std::string> to_texts(const std::vector<CollectedEvent>& events) {
    std::vector<std::string> texts;
    for (const CollectedEvent& event : events) texts.push_back(to_text(event));
    return texts;
}

std::vector<std::string> to_texts(const std::vector<RowProblem>& problems) {
    std::vector<std::string> texts;
    for (const RowProblem& problem : problems) texts.push_back(to_text(problem));
    return texts;
}

}  // namespace permap
