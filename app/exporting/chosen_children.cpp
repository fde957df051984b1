#include "exporting/chosen_children.hpp"

#include <charconv>
#include <unordered_map>

namespace permap {

namespace {

std::optional<std::size_t> number_of(const std::string& name) {
    std::size_t number = 0;
    const auto [end, fault] = std::from_chars(name.data(), name.data() + name.size(), number);
    if (fault != std::errc{} || end != name.data() + name.size() || number == 0) return std::nullopt;
    return number;
}

}  // namespace

Result<std::vector<bool>> children_named(const std::vector<std::string>& names, const std::vector<std::string>& ids,
                                         const std::optional<PseudonymKey>& key, const std::string& where) {
    std::unordered_map<std::string, std::size_t> places;
    for (std::size_t i = 0; i < ids.size(); ++i) places.emplace(ids[i], i);
    std::vector<bool> is_named(ids.size(), false);
    Problems problems;
    for (std::size_t i = 0; i < names.size(); ++i) {
        auto found = places.find(names[i]);
        if (found == places.end() && key) found = places.find(pseudonym(*key, "child", names[i]));
        if (found != places.end()) {
            is_named[found->second] = true;
            continue;
        }
        const auto number = number_of(names[i]);
        if (number && *number <= ids.size()) {
            is_named[*number - 1] = true;
            continue;
        }
        problems.push_back({where + ", name " + std::to_string(i + 1), "the log has no such child",
                            key ? "an identifier, a pseudonym, or a number from 1 to " + std::to_string(ids.size())
                                : "a pseudonym, or a number from 1 to " + std::to_string(ids.size()) +
                                      "; for an identifier, --key FILE"});
    }
    if (!problems.empty()) return problems;
    return is_named;
}

std::vector<std::string> names_in(const std::string& text) {
    std::vector<std::string> names;
    std::string line;
    for (const char letter : text + "\n") {
        if (letter != '\n') {
            line += letter;
            continue;
        }
        const std::size_t from = line.find_first_not_of(" \t\r"), to = line.find_last_not_of(" \t\r");
        if (from != std::string::npos) names.push_back(line.substr(from, to - from + 1));
        line.clear();
    }
    return names;
}

}  // namespace permap
