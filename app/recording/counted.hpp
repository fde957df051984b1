// "1 child", "1,234 children".
#pragma once

#include <cstdint>
#include <string>

namespace permap {

std::string counted(std::int64_t number, const char* one, const char* many);

}  // namespace permap
