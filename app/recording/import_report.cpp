#include "recording/import_report.hpp"

#include <algorithm>

#include "formats/csv_cell.hpp"
#include "recording/counted.hpp"

namespace permap {

namespace {

std::string line_of(const std::string& text) {
    return text + "\n";
}

std::string cell(const std::string& text) {
    std::string cell;
    append_cell(cell, text);
    return cell;
}

std::string listed(const std::vector<std::string>& names, std::size_t most) {
    std::string text;
    for (std::size_t i = 0; i < names.size() && i < most; ++i) text += (i == 0 ? "" : ", ") + names[i];
    if (names.size() > most) text += " and " + std::to_string(names.size() - most) + " more";
    return text;
}

}  // namespace

std::string to_string(const RowProblem& problem) {
    std::string text = problem.table.empty() ? "" : problem.table + ", ";
    text += "line " + std::to_string(problem.line);
    if (!problem.field.empty()) text += ", " + problem.field;
    if (!problem.value.empty()) text += " \"" + problem.value + "\"";
    text += ": " + problem.rule;
    if (!problem.child.empty()) text += " (child " + problem.child + ")";
    return text;
}

std::string rejects_csv(const std::vector<RowProblem>& problems) {
    std::string text = "table,line,field,value,rule,child\n";
    for (const RowProblem& problem : problems) {
        text += cell(problem.table) + "," + std::to_string(problem.line) + "," + cell(problem.field) + "," +
                cell(problem.value) + "," + cell(problem.rule) + "," + cell(problem.child) + "\n";
    }
    return text;
}

std::string import_text(const ImportReport& report) {
    const Recorded& done = report.recorded;
    std::string text;
    if (done.added == 0 && done.withdrawn == 0) {
        text += line_of("Nothing new: the log knows all that this file says. " + report.log + " is as it was.");
    } else {
        text += line_of("Read as " + report.format + ": " + counted(done.children, "child", "children") + ", " +
                        counted(done.records, "record", "records") + ", into " + report.log + ".");
        if (done.unchanged > 0 || done.withdrawn > 0 || done.new_children != done.children)
            text +=
                line_of(counted(done.new_children, "child is", "children are") + " new; " +
                        counted(done.added, "record", "records") + " added, " + counted(done.unchanged, "was", "were") +
                        " there already, " + counted(done.withdrawn, "is", "are") +
                        " withdrawn: the log keeps both, and tells what was "
                        "known when.");
    }
    text += line_of("Variants: " + counted(report.variants, "way", "ways") + " through the steps.");
    if (done.relations > 0)
        text +=
            line_of(counted(done.relations, "relation", "relations") + " among things kept in a table of their own.");
    if (report.rejected > 0) {
        text += "\n" + line_of(counted(report.rejected, "row was", "rows were") + " not kept:");
        const std::size_t shown = std::min(report.problems.size(), problems_shown);
        for (std::size_t i = 0; i < shown; ++i) text += line_of("  " + to_string(report.problems[i]));
        if (report.rejected > static_cast<std::int64_t>(shown))
            text += line_of("  … and " + counted(report.rejected - static_cast<std::int64_t>(shown), "more", "more"));
        text += line_of(report.rejects_file.empty() ? "--rejects FILE writes them all; --strict keeps nothing then."
                                                    : "All of them: " + report.rejects_file);
    }
    if (report.source.remarked > 0) {
        text += "\n" + line_of(counted(report.source.remarked, "row", "rows") + " kept as they are, to be looked at:");
        const std::size_t shown = std::min(report.source.remarks.size(), problems_shown);
        for (std::size_t i = 0; i < shown; ++i) text += line_of("  " + to_string(report.source.remarks[i]));
        if (report.source.remarked > static_cast<std::int64_t>(shown))
            text += line_of("  … and " +
                            counted(report.source.remarked - static_cast<std::int64_t>(shown), "more", "more"));
    }
    if (!report.source.left_behind.empty())
        text +=
            "\n" + line_of("Not kept, as the mapping does not name it: " + listed(report.source.left_behind, 12) + ".");
    if (report.has_map && !report.unbound.empty())
        text += "\n" +
                line_of(counted(static_cast<std::int64_t>(report.unbound.size()), "step", "steps") +
                        " of the log that the map does not have: " + listed(report.unbound, 12) + ".") +
                line_of("A mapping file (\"steps\") says which steps of the map they are.");
    text +=
        "\n" + line_of(report.keeps_identifiers
                           ? "Identifiers are kept as they are: only for public or invented data."
                           : "Identifiers became pseudonyms. With the key, a child can be found again: keep it apart.");
    return text;
}

}  // namespace permap
