#include "vocabulary/result.hpp"

namespace permap {

std::string to_string(const Problem& problem) {
    std::string text;
    if (!problem.where.empty()) text = problem.where + ": ";
    text += problem.what;
    if (!problem.hint.empty()) text += " (" + problem.hint + ")";
    return text;
}

}  // namespace permap
