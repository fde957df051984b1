#include "exporting/export_report.hpp"

#include "recording/counted.hpp"

namespace permap {

std::string export_text(const ExportReport& report) {
    std::string text = "Written as " + report.format + ": " + counted(report.children, "child", "children") + ", " +
                       counted(report.rows, "row", "rows") + ", into " + report.file + ".\n";
    if (report.without > 0) text += counted(report.without, "child is", "children are") + " not in it.\n";
    if (report.has_shifted_dates)
        text +=
            "Each child's dates are moved by whole weeks, up to half a year back or on: seasons, and which law "
            "held, are blurred.\n";
    if (!report.is_for_sharing) text += "It holds a row a child: not for sharing.\n";
    if (report.left_out.empty()) return text;
    text += "\nNot in it:\n";
    for (const std::string& what : report.left_out) text += "– " + what + "\n";
    return text;
}

}  // namespace permap
