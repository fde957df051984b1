#include "recorded/bound_names.hpp"

namespace permap {

BoundNames bound_names(const Binding& binding, const RecordedLog& log, std::int64_t left_out, int known_imports) {
    BoundNames names;
    for (std::size_t i = 0; i < log.step_names.size(); ++i) {
        if (index(binding.step_of_name[i]) < binding.steps_of_map) names.bound_steps.push_back(log.step_names[i]);
    }
    names.unbound_steps = binding.unbound_steps;
    names.unbound_attributes = binding.unbound_attributes;
    names.unbound_values = binding.unbound_values;
    names.left_out = left_out;
    names.known_imports = known_imports;
    names.imports = static_cast<int>(log.imports.size());
    return names;
}

}  // namespace permap
