// One object of a result document, with its place for messages. For the reading of results only: there, absent and null
// mean the same, and keys that nobody asks for are let be (a later version may have added them).
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "map/json_reader.hpp"
#include "page/result.hpp"

namespace permap::page {

class JsonPlace {
public:
    // `where`: "FILE#" and JSON pointer.
    JsonPlace(const Json& value, std::string where, Problems& problems);

    const std::string& where() const { return where_; }
    void fault(std::string_view key, std::string what, std::string hint = {}) const;

    // Another kind of value than asked for is a problem; the answer is then empty.
    std::string text(std::string_view key) const;
    std::string needed_text(std::string_view key) const;  // absent or empty: a problem
    Number number(std::string_view key) const;
    bool flag(std::string_view key) const;
    std::optional<bool> maybe_flag(std::string_view key) const;
    std::vector<std::string> texts(std::string_view key) const;  // one text counts as a list of one
    std::vector<Number> numbers(std::string_view key) const;

    // `read(const JsonPlace&)` gives one value for every object of a list.
    template <class Read>
    auto each(std::string_view key, const Read& read) const {
        std::vector<decltype(read(*this))> values;
        const Json* const list = find(key);
        if (list == nullptr) return values;
        if (!list->is_array()) return expected(key, "a list", *list), values;
        std::size_t at = 0;
        for (const Json& item : *list) {
            const std::string place = pointer(key) + "/" + std::to_string(at++);
            if (item.is_object())
                values.push_back(read(JsonPlace(item, place, *problems_)));
            else
                problems_->push_back({place, "expected an object, found " + ObjectReader::kind_of(item), ""});
        }
        return values;
    }

    // `read(const JsonPlace&)` where the object is there.
    template <class Read>
    void object(std::string_view key, const Read& read) const {
        const Json* const value = find(key);
        if (value == nullptr) return;
        if (!value->is_object()) return expected(key, "an object", *value);
        read(JsonPlace(*value, pointer(key), *problems_));
    }

private:
    const Json* find(std::string_view key) const;  // nullptr: absent or null
    std::string pointer(std::string_view key) const;
    void expected(std::string_view key, const char* what, const Json& found) const;

    const Json* value_;
    std::string where_;
    Problems* problems_;
};

}  // namespace permap::page
