#include "page/place_json.hpp"

namespace permap::page {

JsonPlace::JsonPlace(const Json& value, std::string where, Problems& problems)
    : value_(&value), where_(std::move(where)), problems_(&problems) {}

const Json* JsonPlace::find(std::string_view key) const {
    const auto found = value_->find(std::string(key));
    return found == value_->end() || found->is_null() ? nullptr : &*found;
}

std::string JsonPlace::pointer(std::string_view key) const {
    return key.empty() ? where_ : where_ + key_pointer(key);
}

void JsonPlace::fault(std::string_view key, std::string what, std::string hint) const {
    problems_->push_back({pointer(key), std::move(what), std::move(hint)});
}

void JsonPlace::expected(std::string_view key, const char* what, const Json& found) const {
    fault(key, std::string("expected ") + what + ", found " + ObjectReader::kind_of(found));
}

std::string JsonPlace::text(std::string_view key) const {
    const Json* const value = find(key);
    if (value == nullptr) return {};
    if (value->is_string()) return value->get<std::string>();
    expected(key, "a text", *value);
    return {};
}

std::string JsonPlace::needed_text(std::string_view key) const {
    std::string words = text(key);
    if (find(key) == nullptr)
        fault({}, "\"" + std::string(key) + "\" is missing", "every result of permap names it");
    else if (words.empty() && find(key)->is_string())
        fault(key, "is empty");
    return words;
}

Number JsonPlace::number(std::string_view key) const {
    const Json* const value = find(key);
    if (value == nullptr) return std::nullopt;
    if (value->is_number()) return value->get<double>();
    expected(key, "a number", *value);
    return std::nullopt;
}

std::optional<bool> JsonPlace::maybe_flag(std::string_view key) const {
    const Json* const value = find(key);
    if (value == nullptr) return std::nullopt;
    if (value->is_boolean()) return value->get<bool>();
    expected(key, "true or false", *value);
    return std::nullopt;
}

bool JsonPlace::flag(std::string_view key) const {
    return maybe_flag(key).value_or(false);
}

std::vector<std::string> JsonPlace::texts(std::string_view key) const {
    std::vector<std::string> list;
    const Json* const value = find(key);
    if (value == nullptr) return list;
    if (value->is_string()) return {value->get<std::string>()};
    if (!value->is_array()) return expected(key, "a list of texts", *value), list;
    for (const Json& item : *value) {
        if (item.is_string())
            list.push_back(item.get<std::string>());
        else
            fault(key, "expected a list of texts, found " + ObjectReader::kind_of(item) + " in it");
    }
    return list;
}

std::vector<Number> JsonPlace::numbers(std::string_view key) const {
    std::vector<Number> list;
    const Json* const value = find(key);
    if (value == nullptr) return list;
    if (!value->is_array()) return expected(key, "a list of numbers", *value), list;
    for (const Json& item : *value) {
        if (item.is_number())
            list.emplace_back(item.get<double>());
        else if (item.is_null())
            list.emplace_back();
        else
            fault(key, "expected a list of numbers, found " + ObjectReader::kind_of(item) + " in it");
    }
    return list;
}

}  // namespace permap::page
