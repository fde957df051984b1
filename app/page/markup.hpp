// HTML put together so that no text can be taken for a tag: a Markup comes only from escaped text and from elements.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace permap::page {

class Markup {
public:
    Markup() = default;
    const std::string& html() const { return html_; }
    bool empty() const { return html_.empty(); }
    Markup& operator+=(const Markup& more);
    friend Markup operator+(Markup first, const Markup& second) { return first += second; }

private:
    explicit Markup(std::string html) : html_(std::move(html)) {}
    friend Markup text(std::string_view words);
    friend Markup lone(std::string_view tag, const std::vector<std::pair<std::string, std::string>>& attributes);
    friend Markup style_sheet(std::string_view css);

    std::string html_;
};

using Attributes = std::vector<std::pair<std::string, std::string>>;

Markup text(std::string_view words);
Markup element(std::string_view tag, const Attributes& attributes, const Markup& inside);
Markup element(std::string_view tag, const Markup& inside);
Markup element(std::string_view tag, std::string_view words);
Markup lone(std::string_view tag, const Attributes& attributes);  // without an end: <meta>, <col>
Markup style_sheet(std::string_view css);                         // the page's own, as it is

}  // namespace permap::page
