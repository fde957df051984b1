#include "fitting/calibration_report.hpp"

#include <algorithm>

#include "report/evidence_tables.hpp"
#include "report/tables.hpp"

namespace permap {

namespace {

std::string model_text(const EvidenceTarget& target, const std::optional<double>& value) {
    if (!value) return "–";
    const bool inside = *value >= target.band->low && *value <= target.band->high;
    return in_unit_of(target, *value) + (inside ? "" : " *");
}

bool is_inside(const EvidenceTarget& target, const std::optional<double>& value) {
    return value && *value >= target.band->low && *value <= target.band->high;
}

std::string number_text(const AssumedNumber& number, double value) {
    const std::string text = fixed(value, 2);
    return number.id.ends_with(".duration") ? text + " ×" : value < 1 ? percent(value) : fixed(value, 0);
}

}  // namespace

std::string calibration_tables(const ResultHeader& header, const Targets& targets, const Calibration& calibration) {
    std::size_t inside_before = 0, inside_after = 0;
    std::vector<std::vector<std::string>> rows;
    for (const std::size_t place : calibration.fitted_targets) {
        const EvidenceTarget& target = targets.targets[place];
        inside_before += is_inside(target, calibration.before[place]) ? 1 : 0;
        inside_after += is_inside(target, calibration.after[place]) ? 1 : 0;
        rows.push_back({target.id, target.statement, in_unit_of(target, target.published.value_or(0)),
                        in_unit_of(target, target.band->low) + " to " + in_unit_of(target, target.band->high),
                        model_text(target, calibration.before[place]), model_text(target, calibration.after[place])});
    }
    const std::size_t all = calibration.fitted_targets.size();
    std::string text = header.map_name + ": fitted to " + std::to_string(all) + " published figures\n";
    text += wrapped(std::to_string(calibration.numbers.size()) + " assumed numbers moved, " +
                        std::to_string(calibration.independent_targets) +
                        " directions in which the figures can be told apart; " + std::to_string(calibration.trials) +
                        " trials, seed " + std::to_string(header.seed) + ". Loss " + fixed(calibration.loss_before, 1) +
                        " before, " + fixed(calibration.loss_after, 1) +
                        " after. Inside their bands: " + std::to_string(inside_before) + " of " + std::to_string(all) +
                        " before, " + std::to_string(inside_after) + " after (* outside).",
                    0);
    text += "\n" + table({{"figure", false, 12},
                          {"what", false, 34},
                          {"published", true, 9},
                          {"band", true, 16},
                          {"before", true, 10},
                          {"after", true, 10}},
                         rows);
    rows.clear();
    for (const FittedNumber& one : calibration.numbers) {
        rows.push_back({one.number.id, number_text(one.number, one.number.value), number_text(one.number, one.fitted),
                        number_text(one.number, one.number.low) + " to " + number_text(one.number, one.number.high),
                        one.is_determined() ? "yes" : "no", one.at_bound ? "ends on its bound" : ""});
    }
    if (!rows.empty()) {
        text += "\nNumbers moved (× is times as long)\n" + table({{"number", false, 40},
                                                                  {"before", true, 9},
                                                                  {"after", true, 9},
                                                                  {"may lie", true, 18},
                                                                  {"determined", false, 10},
                                                                  {"", false, 17}},
                                                                 rows);
    }
    std::string loose, bound;
    for (const FittedNumber& one : calibration.numbers) {
        if (!one.is_determined()) loose += (loose.empty() ? "" : ", ") + one.number.id;
        if (one.at_bound) bound += (bound.empty() ? "" : ", ") + one.number.id;
    }
    if (!loose.empty())
        text +=
            wrapped("\nNot determined by these figures (they narrow its range by less than half): " + loose + ".", 0);
    if (!bound.empty()) {
        text += wrapped("\nOn the end of what was thought plausible: " + bound +
                            ". The figures ask for more than the range allows: look at the range, or at the map.",
                        0);
    }
    if (!calibration.improved()) text += "\nThe fit did not improve on the start. Nothing was written.\n";
    return text;
}

}  // namespace permap
