#include "page/drawing.hpp"

#include <array>
#include <cstdio>

namespace permap::page {

std::string percent_of(double part, double whole) {
    std::array<char, 32> words{};
    std::snprintf(words.data(), words.size(), "%.2f%%", whole > 0 ? 100 * part / whole : 0.0);
    return words.data();
}

std::string pixels(double length) {
    std::array<char, 32> words{};
    std::snprintf(words.data(), words.size(), "%.2f", length);
    return words.data();
}

Markup line_between(const std::string& x1, double y1, const std::string& x2, double y2, const char* line_class) {
    return element("line", {{"x1", x1}, {"y1", pixels(y1)}, {"x2", x2}, {"y2", pixels(y2)}, {"class", line_class}}, {});
}

}  // namespace permap::page
