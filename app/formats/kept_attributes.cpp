#include "formats/kept_attributes.hpp"

#include <algorithm>
#include <cctype>

#include "formats/date_text.hpp"

namespace permap {

KeptAttributes::KeptAttributes(const Mapping& mapping) {
    kept_.insert(mapping.attributes.begin(), mapping.attributes.end());
    kept_.insert(mapping.texts.begin(), mapping.texts.end());
}

void KeptAttributes::leave_behind(std::string_view name) {
    if (left_.find(name) == left_.end()) left_.emplace(name);
}

void KeptAttributes::leave_out(std::string_view what) {
    const auto found = left_out_.find(what);
    if (found == left_out_.end()) {
        left_out_.emplace(what, 1);
    } else {
        ++found->second;
    }
}

std::vector<std::string> KeptAttributes::left_behind() const {
    std::vector<std::string> all(left_.begin(), left_.end());
    for (const auto& [what, count] : left_out_) all.push_back(what + " (" + std::to_string(count) + ")");
    return all;
}

AttributeValue attribute_value(std::string_view name, std::string_view value) {
    std::string small(name);
    for (char& letter : small) letter = static_cast<char>(std::tolower(static_cast<unsigned char>(letter)));
    const bool is_of_birth = small.find("birth") != std::string::npos || small.find("dob") != std::string::npos;
    const auto date = is_of_birth ? parse_source_time(value, DateOrder::day_first) : std::nullopt;
    if (!date) return {std::string(name), std::string(value)};
    return {birth_month_word, to_date_string(date->at).substr(0, 7)};
}

std::string shown_time(std::string_view text) {
    constexpr std::string_view letters = "0123456789-/.:+, TZ";
    const bool is_shown = text.size() <= 40 && text.find_first_not_of(letters) == std::string_view::npos;
    return is_shown ? std::string(text) : std::string();
}

}  // namespace permap
