#include "report/evidence_tables.hpp"

#include "report/how_it_ended.hpp"
#include "report/tables.hpp"

namespace permap {

namespace {

constexpr const char* unknown = "–";

std::string published_text(const EvidenceTarget& target) {
    if (!target.published) return unknown;
    const std::string text = in_unit_of(target, *target.published);
    return target.published_high ? text + " to " + in_unit_of(target, *target.published_high) : text;
}

std::string range_text(const EvidenceTarget& target, const std::optional<double>& low,
                       const std::optional<double>& high) {
    return low && high ? in_unit_of(target, *low) + " to " + in_unit_of(target, *high) : unknown;
}

std::string unit_text(const EvidenceTarget& target) {
    return target.unit == "share" || target.unit.empty() ? "" : " (" + target.unit + ")";
}

std::string table_of(const Targets& targets, const Evidence& evidence, TargetUse use) {
    std::vector<std::vector<std::string>> rows;
    for (std::size_t i = 0; i < targets.targets.size(); ++i) {
        const EvidenceTarget& target = targets.targets[i];
        const EvidenceFigure& figure = evidence.figures[i];
        if (target.use != use || !target.measure) continue;
        const Estimate& shown = figure.model;
        std::vector<std::string> row{target.id, target.statement + unit_text(target)};
        if (use != TargetUse::question) {
            row.push_back(published_text(target));
            row.push_back(target.band ? range_text(target, target.band->low, target.band->high) : unknown);
        }
        row.push_back(shown.value ? in_unit_of(target, *shown.value) : unknown);
        row.push_back(range_text(target, shown.low, shown.high));
        if (use != TargetUse::question) row.emplace_back(!figure.inside ? unknown : *figure.inside ? "yes" : "no");
        rows.push_back(std::move(row));
    }
    if (rows.empty()) return {};
    if (use == TargetUse::question) {
        return table({{"", false, 12}, {"question", false, 46}, {"model", true, 12}, {"by chance", true, 20}}, rows);
    }
    return table({{"figure", false, 12},
                  {"what", false, 30},
                  {"published", true, 11},
                  {"band", true, 12},
                  {"model", true, 9},
                  {"by chance", true, 11},
                  {"inside", false, 6}},
                 rows);
}

struct Inside {
    int inside = 0, all = 0;
};

Inside counted_inside(const Targets& targets, const Evidence& evidence, TargetUse use) {
    Inside count;
    for (std::size_t i = 0; i < targets.targets.size(); ++i) {
        if (targets.targets[i].use != use || !evidence.figures[i].inside) continue;
        ++count.all;
        count.inside += *evidence.figures[i].inside ? 1 : 0;
    }
    return count;
}

std::string section(const std::string& title, const std::string& body, const Inside& inside) {
    if (body.empty()) return {};
    return "\n" + title + ": " + std::to_string(inside.inside) + " of " + std::to_string(inside.all) +
           " inside their bands\n" + body;
}

std::string gaps(const Targets& targets, const Evidence& evidence) {
    std::string text;
    for (std::size_t i = 0; i < targets.targets.size(); ++i) {
        const EvidenceTarget& target = targets.targets[i];
        const bool is_expected_inside = target.use == TargetUse::calibration || target.use == TargetUse::validation;
        if (!is_expected_inside || !evidence.figures[i].inside || *evidence.figures[i].inside) continue;
        const std::string why = target.known_gap.empty() ? "not explained yet" : target.known_gap;
        text += wrapped(target.id + ": " + why, 2);
    }
    return text.empty() ? text : "\nWhy figures lie outside their bands\n" + text;
}

}  // namespace

std::string in_unit_of(const EvidenceTarget& target, double value) {
    if (target.unit == "share") return percent(value);
    const double size = value < 0 ? -value : value;
    return fixed(value, size >= 100 ? 0 : size >= 10 ? 1 : 2);
}

std::string evidence_tables(const ResultHeader& header, const Targets& targets, const Evidence& evidence) {
    std::string text = header.map_name + ": published figures and the model\n";
    text += wrapped("The children who come in during " + in_days(365.25) + ", followed until their journeys end; " +
                        std::to_string(header.replications) +
                        (header.replications == 1 ? " run" : " runs with other luck") + ", seed " +
                        std::to_string(header.seed) +
                        ". With the same arrivals every year, this is also what one year sees.",
                    0);
    for (const std::string& sentence : how_it_ended(header)) text += wrapped(sentence, 0);
    text += section("Fitted (calibration)", table_of(targets, evidence, TargetUse::calibration),
                    counted_inside(targets, evidence, TargetUse::calibration));
    text += section("Held out (validation)", table_of(targets, evidence, TargetUse::validation),
                    counted_inside(targets, evidence, TargetUse::validation));
    text += section("Compared only (another time, place or purpose)", table_of(targets, evidence, TargetUse::compared),
                    counted_inside(targets, evidence, TargetUse::compared));
    const std::string questions = table_of(targets, evidence, TargetUse::question);
    if (!questions.empty()) text += "\nQuestions\n" + questions;
    text += gaps(targets, evidence);
    if (!evidence.contradictions.empty()) {
        text += "\nPublished figures that contradict each other\n";
        for (const Contradiction& one : evidence.contradictions) {
            std::string ids;
            for (const std::string& id : one.targets) ids += (ids.empty() ? "" : ", ") + id;
            text +=
                wrapped(ids + ": " + one.what +
                            (one.same_population
                                 ? ". No model can meet them all."
                                 : ". They cannot describe the same children; each is computed on its own definition."),
                        2);
        }
    }
    if (!evidence.filling.empty()) {
        std::vector<std::vector<std::string>> rows;
        for (const Filling& one : evidence.filling) {
            if (targets.targets[one.target].use == TargetUse::compared) continue;
            rows.push_back({targets.targets[one.target].id, fixed(one.half_years, 1), fixed(one.most_years, 1),
                            fixed(one.nearly_all_years, 1)});
        }
        if (!rows.empty()) {
            text += "\nYears of the same arrivals until a system that starts empty holds so much of each stock\n" +
                    table({{"stock", false, 20}, {"50 %", true, 10}, {"90 %", true, 10}, {"99 %", true, 10}}, rows);
        }
    }
    std::string not_expressed;
    for (const EvidenceTarget& target : targets.targets) {
        if (!target.measure) not_expressed += (not_expressed.empty() ? "" : ", ") + target.id;
    }
    if (!not_expressed.empty()) text += "\nNot expressed by the model (why: --json)\n" + wrapped(not_expressed, 2);
    return text;
}

}  // namespace permap
