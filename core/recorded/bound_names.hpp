// What a recorded log says that the map has a name for, and what it has none for.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "recorded/binding.hpp"
#include "recorded/record.hpp"

namespace permap {

struct BoundNames {
    std::vector<std::string> bound_steps;         // the log's names, in its order
    std::vector<std::string> unbound_steps;       // likewise; each is a step of its own at the end of the map
    std::vector<std::string> unbound_attributes;  // kept as attributes of their own
    std::vector<std::string> unbound_values;      // "ATTRIBUTE = VALUE", see Binding
    std::int64_t left_out = 0;                    // records that no event can hold
    int known_imports = 0, imports = 0;           // told here, and in the log
};

BoundNames bound_names(const Binding& binding, const RecordedLog& log, std::int64_t left_out, int known_imports);

}  // namespace permap
