// The page's style sheet, compiled in from style.css.
#pragma once

#include <string_view>

namespace permap::page {

extern const std::string_view style;

}  // namespace permap::page
