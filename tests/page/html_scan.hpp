// A page read back for tests: elements, attributes, texts. Strict where a browser forgives: a tag left open, or an end
// without a beginning, is a fault.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace permap {

struct HtmlElement {
    std::string tag;
    std::map<std::string, std::string> attributes;  // as they read, not as they are escaped
    std::string text;                               // of all inside
    int parent = -1;                                // place in the list
};

struct ScannedHtml {
    std::vector<HtmlElement> elements;  // in the order in which they begin
    std::vector<std::string> faults;

    std::vector<const HtmlElement*> all(const std::string& tag) const;
    const HtmlElement* with_id(const std::string& id) const;  // nullptr: none
    // Elements of this tag somewhere inside.
    std::vector<const HtmlElement*> inside(const HtmlElement& outer, const std::string& tag) const;
};

ScannedHtml scan_html(std::string_view html);

}  // namespace permap
