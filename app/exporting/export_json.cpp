#include <nlohmann/json.hpp>

#include "exporting/export_report.hpp"

namespace permap {

std::string export_json(const ExportReport& report) {
    nlohmann::ordered_json document = {
        {"schema", "permap.export/1"}, {"program", report.program},
        {"log", report.log},           {"population", report.is_recorded ? "recorded" : "simulated"},
        {"format", report.format},     {"file", report.file},
        {"children", report.children}, {"rows", report.rows},
        {"without", report.without},   {"dates_shifted", report.has_shifted_dates},
        {"left_out", report.left_out}};
    if (!report.shape.empty()) document["shape"] = report.shape;
    return document.dump(2, ' ', false, nlohmann::json::error_handler_t::replace) + "\n";
}

}  // namespace permap
