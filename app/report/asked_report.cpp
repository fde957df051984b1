#include "report/asked_report.hpp"

namespace permap {

std::string asked_text(const Asked& asked) {
    std::string text;
    if (asked.questions) text += questions_text(*asked.questions);
    if (asked.caseload) text += caseload_text(*asked.caseload);
    if (asked.run_charts) text += run_charts_text(*asked.run_charts);
    return text;
}

}  // namespace permap
