// A table in a box of its own: on a narrow screen the box scrolls, by finger and by keyboard, and not the page.
#pragma once

#include <string>
#include <vector>

#include "page/markup.hpp"

namespace permap::page {

struct Column {
    std::string title;
    bool is_number = false;
};

struct Table {
    std::string id;  // unique on the page
    std::string caption;
    std::vector<Column> columns;
    std::vector<std::vector<Markup>> rows;  // the first cell names its row
};

Markup table_box(const Table& table);

// Without the columns of numbers in which no row knows one.
Table without_unknown(Table table);

// The same around anything wide, named by the element with this id.
Markup scroll_box(const std::string& named_by, const Markup& inside);

// A list that most readers can do without: folded, and open on paper.
Markup folded(const std::string& summary, const Markup& inside);

}  // namespace permap::page
