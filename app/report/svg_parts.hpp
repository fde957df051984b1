// Elements of a picture (SVG 1.1) as text; every text is spelled for XML here.
#pragma once

#include <string>
#include <vector>

#include "graph/lane_layout.hpp"

namespace permap {

std::string number(int value);

// `anchor`: "middle" or "end"; null: the text begins at x.
std::string text_at(int x, int y, const char* class_name, const std::string& text, const char* anchor = nullptr);

// `more`: further attributes, spelled as XML, after a space.
std::string rectangle(int x, int y, int width, int height, int radius, const std::string& class_name,
                      const std::string& more = {});

std::string shape(const std::vector<PicturePoint>& points, const std::string& class_name);  // a closed one

// Elements with a title: what a pointer rests on says it, and it is read aloud.
std::string group(const std::string& id, const std::string& title, const std::string& body);

}  // namespace permap
