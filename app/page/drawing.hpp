// Numbers and lines of pictures. Widths are shares of the room there is, heights pixels: so a picture fits any page.
#pragma once

#include <string>

#include "page/markup.hpp"

namespace permap::page {

std::string percent_of(double part, double whole);  // "12.50%"; of nothing 0
std::string pixels(double length);
Markup line_between(const std::string& x1, double y1, const std::string& x2, double y2, const char* line_class);

}  // namespace permap::page
