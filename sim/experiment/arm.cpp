#include "experiment/arm.hpp"

namespace permap {

Result<Arm> make_arm(const Map& map, std::string name, std::vector<Scenario> scenarios) {
    KnownTables known;
    return make_arm(map, std::move(name), std::move(scenarios), known);
}

Result<Arm> make_arm(const Map& map, std::string name, std::vector<Scenario> scenarios, KnownTables& known) {
    Result<Applied> applied = apply_scenario(map, scenarios);
    if (!applied) return applied.problems();
    Result<Model> model = compile(applied->map, known);
    if (!model) return model.problems();
    MeasurePlan plan = measure_plan(applied->map);
    return Arm{.name = std::move(name),
               .scenarios = std::move(scenarios),
               .map = std::move(applied->map),
               .model = std::move(*model),
               .plan = std::move(plan),
               .warnings = std::move(applied->warnings),
               .sentences = std::move(applied->sentences),
               .removed = std::move(applied->removed)};
}

}  // namespace permap
