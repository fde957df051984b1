#include "report/json_parts.hpp"
#include "report/result_json.hpp"

namespace permap {

std::string comparison_json(const ResultHeader& header, const std::vector<Arm>& arms,
                            const std::vector<ComparedArm>& compared) {
    Notes notes;
    Json list = Json::array();
    for (std::size_t i = 0; i < arms.size() && i < compared.size(); ++i) {
        Json arm = scenario_json(arms[i], notes);
        arm["fingerprint"] = to_string(compared[i].fingerprint);
        if (const auto& comparison = compared[i].comparison) {
            arm["children_in_both"] = comparison->children_in_both;
            arm["children_only_in_baseline"] = comparison->children_only_in_baseline;
            arm["children_only_in_arm"] = comparison->children_only_in_arm;
            arm["difference"] = Json::array();
            for (const Difference& difference : comparison->differences) {
                arm["difference"].push_back(difference_json(difference, notes, arms[i].name));
            }
        } else {
            arm["difference"] = Json::array();
        }
        arm["stuck"] = stuck_json(compared[i].figures);
        arm.update(figures_json(compared[i].figures, notes));
        list.push_back(std::move(arm));
    }
    static const Figures none;
    const Figures& baseline = compared.empty() ? none : compared.front().figures;
    Json body = Json::object();
    body["arms"] = std::move(list);
    return document(header_json(header, to_string(baseline.interval_method), baseline), body, header, notes);
}

}  // namespace permap
