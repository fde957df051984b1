#include "exporting/sheet.hpp"

#include <xlsxwriter.h>

namespace permap {

namespace {

constexpr std::size_t longest_cell = 32'000;  // Excel takes 32,767 characters

lxw_format* format_of(lxw_workbook* workbook, const char* number_format) {
    lxw_format* const format = workbook_add_format(workbook);
    format_set_num_format(format, number_format);
    format_set_align(format, LXW_ALIGN_VERTICAL_TOP);
    return format;
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
      text(workbook_add_format(workbook)),
      label(workbook_add_format(workbook)),
      whole(format_of(workbook, "#,##0")),
      decimal(format_of(workbook, "#,##0.0")),
      share(format_of(workbook, "0.0%")),
      hidden(workbook_add_format(workbook)),
      title(workbook_add_format(workbook)),
      warning(workbook_add_format(workbook)) {
    format_set_bold(header);
    format_set_text_wrap(header);
    format_set_align(header, LXW_ALIGN_VERTICAL_BOTTOM);
    format_set_bg_color(header, 0xE4ECF4);
    format_set_bottom(header, LXW_BORDER_THIN);
    format_set_text_wrap(text);
    format_set_align(text, LXW_ALIGN_VERTICAL_TOP);
    format_set_bold(label);
    format_set_align(label, LXW_ALIGN_VERTICAL_TOP);
    format_set_align(hidden, LXW_ALIGN_RIGHT);
    format_set_align(hidden, LXW_ALIGN_VERTICAL_TOP);
    format_set_bold(title);
    format_set_font_size(title, 14);
    format_set_bold(warning);
    format_set_font_color(warning, 0xB00020);
    format_set_text_wrap(warning);
    format_set_align(warning, LXW_ALIGN_VERTICAL_TOP);
}

Sheet::Sheet(lxw_workbook* workbook, const SheetStyles& styles, Cleaner& cleaner, const std::string& name,
             const std::vector<Column>& columns, const std::string& footer)
    : sheet_(workbook_add_worksheet(workbook, name.c_str())),
      styles_(styles),
      cleaner_(cleaner),
      columns_(static_cast<std::uint16_t>(columns.size())) {
    for (std::uint16_t i = 0; i < columns_; ++i) {
        worksheet_set_column(sheet_, i, i, columns[i].width, nullptr);
        worksheet_write_string(sheet_, 0, i, columns[i].title.c_str(), styles_.header);
    }
    worksheet_freeze_panes(sheet_, 1, 1);
    worksheet_set_landscape(sheet_);
    worksheet_set_paper(sheet_, 9);  // A4
    worksheet_fit_to_pages(sheet_, 1, 0);
    worksheet_repeat_rows(sheet_, 0, 0);
    worksheet_set_margins(sheet_, 0.5, 0.5, 0.6, 0.6);
    worksheet_set_footer(sheet_, ("&L" + footer + "&R&A, &P of &N").c_str());
}

void Sheet::text(std::string_view text) {
    if (!text.empty()) worksheet_write_string(sheet_, row_, column_, cut(cleaner_.for_xml(text)).c_str(), styles_.text);
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
    ++row_;
    column_ = 0;
}

void Sheet::mark_not_for_sharing() {
    worksheet_set_tab_color(sheet_, 0xB00020);
    worksheet_set_header(sheet_, "&C&\"Calibri,Bold\"Not for sharing: a row a child");
}

void Sheet::finish() {
    if (row_ > 1) worksheet_autofilter(sheet_, 0, 0, row_ - 1, static_cast<std::uint16_t>(columns_ - 1));
}

}  // namespace permap
