#include "recording/counted.hpp"

namespace permap {

std::string counted(std::int64_t number, const char* one, const char* many) {
    std::string digits = std::to_string(number);
    for (auto at = static_cast<std::ptrdiff_t>(digits.size()) - 3; at > 0; at -= 3)
        digits.insert(static_cast<std::size_t>(at), ",");
    return digits + " " + (number == 1 ? one : many);
}

}  // namespace permap
