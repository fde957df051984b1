#include "exporting/ocel_names.hpp"

#include <set>

namespace permap {

std::string ocel_type(const EventRow& row) {
    return row.step.empty() ? "permap:" + std::string(row.kind_word) : std::string(row.step);
}

std::string ocel_event_id(std::int64_t number) {
    const std::string digits = std::to_string(number);
    return "e" + std::string(digits.size() < 10 ? 10 - digits.size() : 0, '0') + digits;
}

std::vector<std::string> ocel_event_types(const ExportedLog& log) {
    std::vector<std::string> types;
    std::vector<bool> is_known(log.plan->map.steps.size(), false);
    std::set<std::string> others;
    for (std::size_t child = 0; child < log.streams.size(); ++child) {
        for_each_row(log, child, [&](const EventRow& row) {
            if (row.step_index != no_step) {
                if (is_known[index(row.step_index)]) return;
                is_known[index(row.step_index)] = true;
                types.push_back(ocel_type(row));
            } else if (std::string type = ocel_type(row); others.insert(type).second) {
                types.push_back(std::move(type));
            }
        });
    }
    return types;
}

std::vector<std::string> sibling_groups(const ExportedLog& log) {
    std::vector<std::string> groups;
    std::set<std::string> known;
    for (const ExportedChild& child : log.children)
        if (!child.sibling_group.empty() && known.insert(child.sibling_group).second)
            groups.push_back(child.sibling_group);
    return groups;
}

std::vector<std::string> ocel_leaves_out() {
    return {"which unit of a resource, or which sitting, was used: a log does not say so",
            "names and basis of the steps: the map has them"};
}

}  // namespace permap
