// Results as readable tables within 100 columns: pure functions. Days as days, years where longer; thousands
// separators.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "experiment/experiment.hpp"
#include "experiment/rank.hpp"
#include "report/asked_report.hpp"
#include "report/result_header.hpp"

namespace permap {

// One table: columns right-aligned where they hold numbers, widths by characters, not bytes; long cells wrap.
struct Column {
    std::string title;
    bool is_number = false;
    std::size_t most_width = 40;
};
std::string table(const std::vector<Column>& columns, const std::vector<std::vector<std::string>>& rows);

std::string with_separators(std::int64_t number);                // 12,345
std::string in_days(double days);                                // "12 days", "2.3 years"
std::string fixed(double value, int decimals);                   // 1,234.5; at most two decimals, never -0
std::string wrapped(std::string_view text, std::size_t indent);  // lines within 100 columns, each ended
// A share in percent, without the sign: "12.3". Beyond ten times the whole "over 1,000" or "below -1,000": the whole is
// next to nothing then, and the share says no more than that.
std::string percent_number(double share, int decimals);
std::string percent(double share);  // "12.3 %"

// A difference or value in its own unit: days with one decimal, shares in percent (a difference in points), moves with
// four decimals; what is not known is a dash.
std::string in_unit(const Measure& measure, const std::optional<double>& value, bool is_difference);
std::string between(const Measure& measure, const std::optional<double>& low, const std::optional<double>& high);
std::string unit_text(const Measure& measure);  // of a difference: "days", "points", "moves"

std::string simulation_tables(const ResultHeader& header, const Arm& arm, const Simulation& simulation,
                              const Asked& asked = {});
std::string comparison_tables(const ResultHeader& header, const std::vector<Arm>& arms,
                              const std::vector<ComparedArm>& compared);
std::string ranking_tables(const ResultHeader& header, const Arm& baseline, const Ranked& ranked);

// Whether scarce resources were on ("on", "off"), and what that means; nothing for a map without optional ones
// ("none").
std::string resources_line(const std::string& resources);

// Parts of the above, for the demo: what was simulated; outcomes and routes; aims; the most delaying rows; what
// removing would do.
std::string what_was_run(const ResultHeader& header, const Figures& figures);
std::string outcome_table(const Figures& figures);
std::string permanence_tables(const Figures& figures);
std::string aim_table(const Figures& figures);
std::string delay_table(const std::vector<DelayRow>& rows, std::size_t at_most);
std::string days_table(const std::vector<DelayRow>& rows, std::size_t at_most);  // of journeys that were recorded, once
std::string rank_table(const std::vector<RankRow>& rows);
std::string pairs_table(const Ranked& ranked);  // nothing where no pairs were asked for
std::string stuck_lines(const Figures& figures);

}  // namespace permap
