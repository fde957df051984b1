#include "report/svg_parts.hpp"

#include "report/picture_text.hpp"

namespace permap {

std::string number(int value) {
    return std::to_string(value);
}

std::string text_at(int x, int y, const char* class_name, const std::string& text, const char* anchor) {
    return "<text x=\"" + number(x) + "\" y=\"" + number(y) + "\"" +
           (class_name[0] == '\0' ? "" : " class=\"" + std::string(class_name) + "\"") +
           (anchor == nullptr ? "" : " text-anchor=\"" + std::string(anchor) + "\"") + ">" + xml_text(text) +
           "</text>\n";
}

std::string rectangle(int x, int y, int width, int height, int radius, const std::string& class_name,
                      const std::string& more) {
    return "<rect x=\"" + number(x) + "\" y=\"" + number(y) + "\" width=\"" + number(width) + "\" height=\"" +
           number(height) + "\"" + (radius == 0 ? "" : " rx=\"" + number(radius) + "\"") + " class=\"" + class_name +
           "\"" + more + "/>\n";
}

std::string shape(const std::vector<PicturePoint>& points, const std::string& class_name) {
    std::string path;
    for (const PicturePoint& point : points) {
        path += (path.empty() ? "M" : "L") + number(point.x) + " " + number(point.y);
    }
    return "<path d=\"" + path + "Z\" class=\"" + class_name + "\"/>\n";
}

std::string group(const std::string& id, const std::string& title, const std::string& body) {
    return "<g" + (id.empty() ? "" : " id=\"" + xml_text(id) + "\"") + "><title>" + xml_text(title) + "</title>\n" +
           body + "</g>\n";
}

}  // namespace permap
