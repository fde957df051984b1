// Whether a picture is well-formed XML, without a parser of XML in the tests.
#pragma once

#include <algorithm>
#include <string>
#include <vector>

namespace permap {

inline std::size_t count_of(const std::string& text, const std::string& part) {
    std::size_t count = 0;
    for (std::size_t at = text.find(part); at != std::string::npos; at = text.find(part, at + part.size())) ++count;
    return count;
}

inline bool has(const std::string& text, const std::string& part) {
    return text.find(part) != std::string::npos;
}

// Elements are closed in the order they were opened, attributes are quoted, and nothing that XML reserves stands alone.
inline std::string fault_of_xml(const std::string& text) {
    std::vector<std::string> open;
    std::size_t roots = 0;
    for (std::size_t i = 0; i < text.size();) {
        if (text[i] == '&') {
            const std::size_t end = text.find(';', i);
            const std::string entity = end == std::string::npos ? "" : text.substr(i, end - i + 1);
            const std::vector<std::string> known{"&amp;", "&lt;", "&gt;", "&quot;"};
            if (std::find(known.begin(), known.end(), entity) == known.end()) return "a bare &";
        }
        if (text[i] != '<') {
            if (open.empty() && text[i] != '\n') return "text outside";
            ++i;
            continue;
        }
        if (text.compare(i, 2, "<?") == 0 || text.compare(i, 4, "<!--") == 0) {
            i = text.find('>', i) + 1;
            continue;
        }
        const std::size_t end = text.find('>', i);
        if (end == std::string::npos) return "an element without end";
        const std::string element = text.substr(i + 1, end - i - 1);
        if (element.find('<') != std::string::npos) return "a bare <";
        if (count_of(element, "\"") % 2 != 0) return "an open quote in " + element;
        const std::string name = element.substr(0, element.find_first_of(" /", 1));
        if (element[0] == '/') {
            if (open.empty() || open.back() != element.substr(1)) return "closes " + element;
            open.pop_back();
        } else if (element.back() != '/') {
            if (open.empty()) ++roots;
            open.push_back(name);
        }
        i = end + 1;
    }
    if (!open.empty()) return "open: " + open.back();
    return roots == 1 ? "" : "not one root";
}

}  // namespace permap
