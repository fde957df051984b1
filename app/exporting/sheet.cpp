#include "exporting/sheet.hpp"

#include <xlsxwriter.h>

#include <algorithm>

namespace permap {

namespace {

constexpr std::size_t longest_cell = 32'000;  // Excel takes 32,767 characters
constexpr double line_height = 15;            // points
constexpr std::size_t most_lines = 25;        // Excel makes no row higher than 409 points

lxw_format* format_of(lxw_workbook* workbook, const char* number_format) {
    lxw_format* const format = workbook_add_format(workbook);
    format_set_num_format(format, number_format);
    format_set_align(format, LXW_ALIGN_VERTICAL_TOP);
    return format;
}

// About how many lines a text takes in a column so wide.
std::size_t lines_of(std::string_view text, double width) {
    std::size_t lines = 1;
    double used = 0;
    for (const char letter : text) {
        if ((static_cast<unsigned char>(letter) & 0xc0) == 0x80) continue;  // within a character
        used += 1;
        if (letter != '\n' && used <= width) continue;
        ++lines;
        used = 0;
    }
    return std::min(lines, most_lines);
}

// Cut where a character begins.
std::string cut(std::string text) {
    if (text.size() <= longest_cell) return text;
    std::size_t end = longest_cell;
    while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xc0) == 0x80) --end;
    text.resize(end);
    return text + " …";
}

}  // namespace

SheetStyles::SheetStyles(lxw_workbook* workbook)
    : header(workbook_add_format(workbook)),
      number_header(workbook_add_format(workbook)),
      text(workbook_add_format(workbook)),
      whole(format_of(workbook, "#,##0")),
      decimal(format_of(workbook, "#,##0.0")),
      share(format_of(workbook, "0.0%")),
      hidden(workbook_add_format(workbook)) {
    for (lxw_format* const format : {header, number_header}) {
        format_set_bold(format);
        format_set_text_wrap(format);
        format_set_align(format, LXW_ALIGN_VERTICAL_BOTTOM);
        format_set_bg_color(format, 0xE4ECF4);
        format_set_bottom(format, LXW_BORDER_THIN);
    }
    format_set_align(number_header, LXW_ALIGN_RIGHT);
    format_set_text_wrap(text);
    format_set_align(text, LXW_ALIGN_VERTICAL_TOP);
    format_set_align(hidden, LXW_ALIGN_RIGHT);
    format_set_align(hidden, LXW_ALIGN_VERTICAL_TOP);
}

Sheet::Sheet(lxw_workbook* workbook, const SheetStyles& styles, Cleaner& cleaner, const std::string& name,
             const std::vector<Column>& columns, const std::string& footer)
    : sheet_(workbook_add_worksheet(workbook, name.c_str())), styles_(styles), cleaner_(cleaner), columns_(columns) {
    std::uint16_t at = 0;
    std::size_t lines = 1;
    for (const Column& column : columns_) {
        worksheet_set_column(sheet_, at, at, column.width, nullptr);
        worksheet_write_string(sheet_, 0, at++, column.title.c_str(),
                               column.is_text ? styles_.header : styles_.number_header);
        lines = std::max(lines, lines_of(column.title, column.width));
    }
    // One line more: the arrows of the filter need their place.
    worksheet_set_row(sheet_, 0, line_height * static_cast<double>(lines + 1), nullptr);
    worksheet_freeze_panes(sheet_, 1, 1);
    worksheet_set_landscape(sheet_);
    worksheet_set_paper(sheet_, 9);  // A4
    worksheet_fit_to_pages(sheet_, 1, 0);
    worksheet_repeat_rows(sheet_, 0, 0);
    worksheet_set_margins(sheet_, 0.5, 0.5, 0.6, 0.6);
    worksheet_set_footer(sheet_, ("&L" + footer + "&R&A, &P of &N").c_str());
}

void Sheet::text(std::string_view text) {
    if (!text.empty()) {
        const std::string clean = cut(cleaner_.for_xml(text));
        worksheet_write_string(sheet_, row_, column_, clean.c_str(), styles_.text);
        lines_ = std::max(lines_, lines_of(clean, columns_[column_].width));
    }
    ++column_;
}

void Sheet::whole(std::optional<std::int64_t> number) {
    if (number) worksheet_write_number(sheet_, row_, column_, static_cast<double>(*number), styles_.whole);
    ++column_;
}

void Sheet::decimal(std::optional<double> number) {
    if (number) worksheet_write_number(sheet_, row_, column_, *number, styles_.decimal);
    ++column_;
}

void Sheet::share(std::optional<double> share) {
    if (share) worksheet_write_number(sheet_, row_, column_, *share, styles_.share);
    ++column_;
}

void Sheet::hidden() {
    worksheet_write_string(sheet_, row_, column_++, "*", styles_.hidden);
}

void Sheet::shown(std::optional<std::int64_t> count) {
    if (count) {
        whole(count);
    } else {
        hidden();
    }
}

void Sheet::end_row() {
    // Not every program makes a row as high as its texts need.
    if (lines_ > 1) worksheet_set_row(sheet_, row_, line_height * static_cast<double>(lines_), nullptr);
    lines_ = 1;
    ++row_;
    column_ = 0;
}

void Sheet::mark_not_for_sharing() {
    worksheet_set_tab_color(sheet_, 0xB00020);
    worksheet_set_header(sheet_, "&C&\"Calibri,Bold\"Not for sharing: a row a child");
}

void Sheet::finish() {
    if (row_ > 1) worksheet_autofilter(sheet_, 0, 0, row_ - 1, static_cast<std::uint16_t>(columns_.size() - 1));
}

}  // namespace permap
