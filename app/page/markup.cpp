#include "page/markup.hpp"

#include "report/picture_text.hpp"
#include "vocabulary/result.hpp"

namespace permap::page {

Markup& Markup::operator+=(const Markup& more) {
    html_ += more.html_;
    return *this;
}

Markup text(std::string_view words) {
    return Markup(xml_text(words));
}

Markup lone(std::string_view tag, const Attributes& attributes) {
    std::string html = "<" + std::string(tag);
    for (const auto& [name, value] : attributes) html += " " + name + "=\"" + xml_text(value) + "\"";
    return Markup(html + ">");
}

Markup element(std::string_view tag, const Attributes& attributes, const Markup& inside) {
    // "</p" and ">" as texts would be escaped; the end of an element is a lone tag that begins with a slash.
    Markup whole = lone(tag, attributes) + inside + lone("/" + std::string(tag), {});
    // Blocks stand on lines of their own, for whoever reads the source or compares two pages.
    constexpr std::string_view blocks[] = {"p",  "li", "tr", "h1",      "h2",     "h3",      "section", "table",
                                           "ul", "ol", "dl", "details", "figure", "caption", "div",     "svg"};
    for (const std::string_view block : blocks) {
        if (tag == block) return whole += text("\n");
    }
    return whole;
}

Markup element(std::string_view tag, const Markup& inside) {
    return element(tag, {}, inside);
}

Markup element(std::string_view tag, std::string_view words) {
    return element(tag, {}, text(words));
}

Markup style_sheet(std::string_view css) {
    PERMAP_ASSERT(css.find("</") == std::string_view::npos);
    return Markup("<style>\n" + std::string(css) + "</style>\n");
}

}  // namespace permap::page
