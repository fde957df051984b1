// One sheet of a workbook: a header that stays in sight, cells below it, set up to be printed.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "exporting/clean_text.hpp"

struct lxw_workbook;
struct lxw_worksheet;
struct lxw_format;

namespace permap {

// The looks that all sheets share.
struct SheetStyles {
    explicit SheetStyles(lxw_workbook* workbook);
    lxw_format *header, *number_header, *text, *whole, *decimal, *share, *hidden;
};

class Sheet {
public:
    struct Column {
        std::string title;
        double width = 12;  // in characters
        bool is_text = false;
    };
    Sheet(lxw_workbook* workbook, const SheetStyles& styles, Cleaner& cleaner, const std::string& name,
          const std::vector<Column>& columns, const std::string& footer);

    // Cells of the row, from left to right. What is not known stays empty; what is hidden is a star.
    void text(std::string_view text);
    void whole(std::optional<std::int64_t> number);
    void decimal(std::optional<double> number);
    void share(std::optional<double> share);  // as percent
    void hidden();
    void shown(std::optional<std::int64_t> count);  // a star where there is none
    void end_row();

    void mark_not_for_sharing();
    void finish();  // once all rows are there
    std::int64_t rows() const { return row_ - 1; }

private:
    lxw_worksheet* sheet_;
    const SheetStyles& styles_;
    Cleaner& cleaner_;
    std::uint32_t row_ = 1;
    std::uint16_t column_ = 0;
    std::vector<Column> columns_;
    std::size_t lines_ = 1;  // of the highest cell of the row
};

}  // namespace permap
