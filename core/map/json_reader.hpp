// Checked reading of JSON that people wrote: every fault is collected with file and JSON pointer, none is passed over.
// For codecs only.
#pragma once

#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "vocabulary/result.hpp"
#include "vocabulary/time.hpp"

namespace permap {

using Json = nlohmann::ordered_json;  // keys keep the order in which a person wrote them

// Text of a file → JSON. Faults: not JSON (line and column), a key twice in one object, a number beyond double.
Result<Json> parse_json(std::string_view text, const std::string& file);

// One object of a document. Asking for a key makes it known; `done` reports the keys nobody asked for.
// Getters return the fallback after reporting a fault, so that reading goes on.
class ObjectReader {
public:
    // `where`: "FILE#" and JSON pointer of `value`.
    ObjectReader(const Json& value, std::string where, Problems& problems);

    const std::string& where() const { return where_; }
    std::string where(std::string_view key) const;
    Problems& problems() const { return *problems_; }
    void fault(std::string_view key, std::string what, std::string hint = {}) const;  // key empty: the object itself

    bool has(std::string_view key);
    const Json* find(std::string_view key);      // null where absent
    const Json* required(std::string_view key);  // absent: a fault
    void ignore(std::string_view key) { find(key); }
    void ignore_rest() { rest_ignored_ = true; }  // after a fault that leaves the other keys without meaning

    std::string text(std::string_view key);           // "" where absent
    std::string required_text(std::string_view key);  // absent or empty: a fault
    std::string id(std::string_view key);             // required; letters, digits, _ and -
    std::string optional_id(std::string_view key);
    bool flag(std::string_view key);  // false where absent
    std::optional<double> number(std::string_view key);
    double required_number(std::string_view key);
    std::optional<int> whole(std::string_view key, int least, int most);
    int required_whole(std::string_view key, int least, int most);
    std::optional<Instant> instant(std::string_view key);
    std::vector<std::string> ids(std::string_view key);  // list of ids; {} where absent

    // One of a few words; `fallback` where absent, or a fault if there is none.
    template <class T>
    T choice(std::string_view key, const std::vector<std::pair<std::string, T>>& words, std::optional<T> fallback) {
        if (!has(key) && fallback) return *fallback;
        const std::string word = required_text(key);
        std::vector<std::string> known;
        for (const auto& [text, value] : words) {
            if (text == word) return value;
            known.push_back(text);
        }
        if (!word.empty()) unknown_word(key, word, known);
        return fallback ? *fallback : words.front().second;
    }

    // `read(ObjectReader&)` for every object of a list.
    template <class Read>
    void each(std::string_view key, const Read& read) {
        each_value(key, [&](const Json& value, const std::string& place) {
            ObjectReader item(value, place, *problems_);
            if (!item.is_object_) return;
            read(item);
            item.done();
        });
    }

    // `read(value, where)` for every value of a list.
    template <class Read>
    void each_value(std::string_view key, const Read& read) {
        const Json* const list = find(key);
        if (list == nullptr) return;
        if (!list->is_array()) {
            fault(key, "expected a list, found " + kind_of(*list));
            return;
        }
        std::size_t place = 0;
        for (const Json& value : *list) read(value, where(key) + "/" + std::to_string(place++));
    }

    // `read(ObjectReader&)` for the object under `key`; nothing where absent.
    template <class Read>
    void object(std::string_view key, const Read& read) {
        const Json* const value = find(key);
        if (value == nullptr) return;
        ObjectReader inner(*value, where(key), *problems_);
        if (!inner.is_object_) return;
        read(inner);
        inner.done();
    }

    void done();

    static std::string kind_of(const Json& value);  // "a text", "a number" … for messages

private:
    void unknown_word(std::string_view key, const std::string& word, const std::vector<std::string>& known) const;

    const Json* value_;
    std::string where_;
    Problems* problems_;
    std::vector<std::string> asked_;
    bool is_object_;
    bool rest_ignored_ = false;
};

// Hint for a word nobody knows: the one that was probably meant, else all that are known.
std::string hint_for(std::string_view wrong, const std::vector<std::string>& known);

// "/KEY" as a JSON pointer names it: "/" and "~" inside are written ~1 and ~0 (RFC 6901).
std::string key_pointer(std::string_view key);

// Text with one value on a line where it fits into 120 columns: as a person would lay it out. Ends with a newline.
std::string readable(const Json& value);

}  // namespace permap
