#include "page/table.hpp"

#include <algorithm>

#include "page/shown.hpp"
#include "vocabulary/result.hpp"

namespace permap::page {

Markup scroll_box(const std::string& named_by, const Markup& inside) {
    return element("div", {{"class", "scroll"}, {"role", "group"}, {"tabindex", "0"}, {"aria-labelledby", named_by}},
                   inside);
}

Markup table_box(const Table& table) {
    const std::string caption_id = table.id + "-caption";
    Markup head;
    for (const Column& column : table.columns) {
        Attributes attributes{{"scope", "col"}};
        if (column.is_number) attributes.emplace_back("class", "number");
        head += element("th", attributes, text(column.title));
    }
    Markup body;
    for (const std::vector<Markup>& row : table.rows) {
        PERMAP_ASSERT(row.size() == table.columns.size());
        Markup cells;
        for (std::size_t i = 0; i < row.size(); ++i) {
            Attributes attributes;
            if (i == 0) attributes.emplace_back("scope", "row");
            if (table.columns[i].is_number) attributes.emplace_back("class", "number");
            cells += element(i == 0 ? "th" : "td", attributes, row[i]);
        }
        body += element("tr", cells);
    }
    return scroll_box(caption_id,
                      element("table", {{"id", table.id}},
                              element("caption", element("span", {{"id", caption_id}}, text(table.caption))) +
                                  element("thead", element("tr", head)) + element("tbody", body)));
}

Table without_unknown(Table table) {
    const std::string unknown = cell(Number(), Unit::value).html();
    for (std::size_t i = table.columns.size(); i-- > 0;) {
        const bool is_unknown = std::all_of(table.rows.begin(), table.rows.end(),
                                            [&](const std::vector<Markup>& row) { return row[i].html() == unknown; });
        if (!table.columns[i].is_number || !is_unknown) continue;
        const auto at = static_cast<std::ptrdiff_t>(i);
        table.columns.erase(table.columns.begin() + at);
        for (std::vector<Markup>& row : table.rows) row.erase(row.begin() + at);
    }
    return table;
}

Markup folded(const std::string& summary, const Markup& inside) {
    return element("details", element("summary", summary) + inside);
}

}  // namespace permap::page
