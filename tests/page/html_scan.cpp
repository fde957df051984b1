#include "html_scan.hpp"

#include <algorithm>
#include <cctype>

namespace permap {

namespace {

std::string unescaped(std::string_view text) {
    std::string plain(text);
    for (const auto& [written, meant] :
         {std::pair<const char*, const char*>{"&lt;", "<"}, {"&gt;", ">"}, {"&quot;", "\""}, {"&amp;", "&"}}) {
        for (std::size_t at = 0; (at = plain.find(written, at)) != std::string::npos; ++at)
            plain.replace(at, std::string_view(written).size(), meant);
    }
    return plain;
}

bool is_lone(const std::string& tag) {
    return tag == "meta" || tag == "!DOCTYPE";
}

}  // namespace

std::vector<const HtmlElement*> ScannedHtml::all(const std::string& tag) const {
    std::vector<const HtmlElement*> found;
    for (const HtmlElement& one : elements) {
        if (one.tag == tag) found.push_back(&one);
    }
    return found;
}

const HtmlElement* ScannedHtml::with_id(const std::string& id) const {
    for (const HtmlElement& one : elements) {
        const auto given = one.attributes.find("id");
        if (given != one.attributes.end() && given->second == id) return &one;
    }
    return nullptr;
}

std::vector<const HtmlElement*> ScannedHtml::inside(const HtmlElement& outer, const std::string& tag) const {
    const int wanted = static_cast<int>(&outer - elements.data());
    std::vector<const HtmlElement*> found;
    for (const HtmlElement& one : elements) {
        if (one.tag != tag) continue;
        int at = one.parent;
        while (at > wanted) at = elements[static_cast<std::size_t>(at)].parent;
        if (at == wanted) found.push_back(&one);
    }
    return found;
}

ScannedHtml scan_html(std::string_view html) {
    ScannedHtml page;
    std::vector<std::size_t> open;
    const auto add_text = [&](std::string_view text) {
        const std::string plain = unescaped(text);
        for (const std::size_t at : open) page.elements[at].text += plain;
    };
    for (std::size_t at = 0; at < html.size();) {
        const std::size_t begin = std::min(html.find('<', at), html.size());
        add_text(html.substr(at, begin - at));
        if (begin == html.size()) break;
        const std::size_t end = html.find('>', begin);
        if (end == std::string_view::npos) {
            page.faults.emplace_back("a tag without end");
            break;
        }
        std::string_view inner = html.substr(begin + 1, end - begin - 1);
        at = end + 1;
        if (!inner.empty() && inner[0] == '/') {
            const std::string tag(inner.substr(1));
            if (open.empty() || page.elements[open.back()].tag != tag)
                page.faults.push_back("</" + tag + "> ends " +
                                      (open.empty() ? "nothing" : page.elements[open.back()].tag));
            else
                open.pop_back();
            continue;
        }
        HtmlElement element;
        element.parent = open.empty() ? -1 : static_cast<int>(open.back());
        std::size_t word = std::min(inner.find(' '), inner.size());
        element.tag = std::string(inner.substr(0, word));
        while (word < inner.size()) {
            const std::size_t name = word + 1, equals = inner.find("=\"", name);
            if (equals == std::string_view::npos) break;
            const std::size_t close = inner.find('"', equals + 2);
            if (close == std::string_view::npos) {
                page.faults.push_back("an attribute without end: " + std::string(inner));
                break;
            }
            const std::string key(inner.substr(name, equals - name));
            if (element.attributes.count(key) != 0) page.faults.push_back("twice: " + key);
            element.attributes[key] = unescaped(inner.substr(equals + 2, close - equals - 2));
            word = close + 1;
        }
        const bool is_style = element.tag == "style", is_alone = is_lone(element.tag);
        page.elements.push_back(std::move(element));
        if (is_style) {  // what it holds is no HTML
            const std::size_t close = html.find("</style>", at);
            page.elements.back().text = std::string(html.substr(at, close - at));
            at = std::min(close, html.size() - 8) + 8;
        } else if (!is_alone) {
            open.push_back(page.elements.size() - 1);
        }
    }
    for (const std::size_t left : open) page.faults.push_back("left open: " + page.elements[left].tag);
    return page;
}

}  // namespace permap
