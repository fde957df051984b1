// A map of three steps and two children on it, one still under way, to be exported.
#pragma once

#include <string>

#include "exporting/exported_log.hpp"
#include "projection/measure_plan.hpp"

namespace permap {

struct SmallLog {
    explicit SmallLog(const std::string& middle_step = "meeting");
    SmallLog(const SmallLog&) = delete;
    SmallLog& operator=(const SmallLog&) = delete;

    MeasurePlan plan;
    ExportedLog log;
};

std::string text_of_file(const std::string& path);

}  // namespace permap
