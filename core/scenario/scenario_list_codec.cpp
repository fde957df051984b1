#include "scenario/scenario_list_codec.hpp"

#include <nlohmann/json.hpp>

#include "scenario/scenario_codec.hpp"

namespace permap {

std::string scenarios_to_json(const std::vector<Scenario>& scenarios) {
    nlohmann::ordered_json list = nlohmann::ordered_json::array();
    for (const Scenario& scenario : scenarios)
        list.push_back(nlohmann::ordered_json::parse(scenario_to_json(scenario)));
    return list.dump();
}

Result<std::vector<Scenario>> scenarios_from_json(const std::string& path, std::string_view text) {
    const auto list = nlohmann::ordered_json::parse(text, nullptr, false);
    if (!list.is_array()) return Problem{path, "is not a JSON array of scenarios", ""};
    std::vector<Scenario> scenarios;
    Problems problems;
    for (const auto& document : list) {
        Result<Scenario> scenario = scenario_from_json(path, document.dump());
        if (scenario) {
            scenarios.push_back(std::move(*scenario));
        } else {
            problems.insert(problems.end(), scenario.problems().begin(), scenario.problems().end());
        }
    }
    if (!problems.empty()) return problems;
    return scenarios;
}

}  // namespace permap
