#include "map/json_reader.hpp"

#include <algorithm>
#include <cctype>
#include <cmath>
#include <set>

#include "vocabulary/suggestion.hpp"

namespace permap {

namespace {

constexpr std::size_t deepest = 64;

// "/" and "~" inside a key (RFC 6901).
std::string escaped(std::string_view key) {
    std::string text;
    for (const char c : key) text += c == '~' ? "~0" : c == '/' ? "~1" : std::string(1, c);
    return text;
}

bool is_id(std::string_view text) {
    return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) {
        return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_' || c == '-';
    });
}

// Looks at every key and number before the document is built: the library itself keeps the last of two equal keys.
class FaultFinder : public nlohmann::json_sax<Json> {
public:
    FaultFinder(std::string_view text, const std::string& file) : text_(text), file_(file) {}

    Problems take_problems() { return std::move(problems_); }

    bool null() override { return value(); }
    bool boolean(bool) override { return value(); }
    bool number_integer(std::int64_t) override { return value(); }
    bool number_unsigned(std::uint64_t) override { return value(); }
    bool number_float(double, const std::string&) override { return value(); }
    bool string(std::string&) override { return value(); }
    bool binary(Json::binary_t&) override { return value(); }
    bool start_object(std::size_t) override { return open(false); }
    bool start_array(std::size_t) override { return open(true); }
    bool end_object() override { return close(); }
    bool end_array() override { return close(); }

    bool key(std::string& name) override {
        Level& level = levels_.back();
        level.key = name;
        if (!level.keys.insert(name).second) {
            problems_.push_back({pointer(), "the key \"" + name + "\" stands here twice", "keep one of the two"});
        }
        return true;
    }

    bool parse_error(std::size_t position, const std::string& last, const nlohmann::json::exception& error) override {
        std::size_t line = 1, column = 1;
        for (const char c : text_.substr(0, position == 0 ? 0 : position - 1)) {
            ++column;
            if (c == '\n') ++line, column = 1;
        }
        // Library errors: 101 to 199 bad syntax, 406 a number out of range.
        const bool too_large = error.id == 406;
        problems_.push_back({file_ + ":" + std::to_string(line) + ":" + std::to_string(column),
                             too_large ? "the number " + last + " is too large" : "this is not JSON",
                             too_large ? "" : hint(position, last)});
        return false;
    }

private:
    struct Level {
        bool is_array;
        std::size_t index = 0;  // of the next value
        std::string key;
        std::set<std::string> keys;
    };

    std::string hint(std::size_t position, const std::string& last) const {
        if (position > text_.size()) return "the text ends too early: a bracket or quote is not closed";
        std::string shown;
        for (std::size_t i = 0; i < last.size(); ++i) {
            const bool names_control = last.compare(i, 3, "<U+") == 0 && last.find('>', i) == i + 7;  // "<U+000A>"
            if (names_control) i += 7;
            const char c = names_control ? ' ' : last[i];
            if (static_cast<unsigned char>(c) >= 0x20 && (c != ' ' || !shown.empty())) shown += c;
        }
        if (shown.size() > 20) shown = shown.substr(shown.size() - 20);
        return "look for a missing or extra comma, bracket or quote near \"" + shown + "\"";
    }

    std::string pointer() const {
        std::string text = file_ + "#";
        for (const Level& level : levels_) {
            text += "/";
            text += level.is_array ? std::to_string(level.index) : escaped(level.key);
        }
        return text;
    }

    bool value() {
        if (!levels_.empty()) ++levels_.back().index;
        return true;
    }

    bool open(bool is_array) {
        if (levels_.size() >= deepest) {
            problems_.push_back({pointer(), "lists and objects more than " + std::to_string(deepest) + " deep", ""});
            return false;
        }
        levels_.push_back({is_array, 0, {}, {}});
        return true;
    }

    bool close() {
        levels_.pop_back();
        return value();
    }

    std::string_view text_;
    const std::string& file_;
    std::vector<Level> levels_;
    Problems problems_;
};

void lay_out(const Json& value, std::size_t indent, std::size_t used, std::string& text);

std::string one_line(const Json& value) {
    std::string text;
    if (value.is_object()) {
        for (const auto& [key, item] : value.items()) {
            text += (text.empty() ? "{" : ", ") + Json(key).dump(-1, ' ', false, Json::error_handler_t::replace) +
                    ": " + one_line(item);
        }
        return text.empty() ? "{}" : text + "}";
    }
    if (value.is_array()) {
        for (const Json& item : value) text += (text.empty() ? "[" : ", ") + one_line(item);
        return text.empty() ? "[]" : text + "]";
    }
    return value.dump(-1, ' ', false, Json::error_handler_t::replace);
}

// A list or object that does not fit opens its bracket here and gives each value a line of its own.
void lay_out(const Json& value, std::size_t indent, std::size_t used, std::string& text) {
    constexpr std::size_t widest = 118;  // room for a comma
    const std::string line = one_line(value);
    if (!value.is_structured() || value.empty() || indent + used + line.size() <= widest) {
        text += line;
        return;
    }
    const bool is_object = value.is_object();
    text += is_object ? "{" : "[";
    const std::string margin(indent + 2, ' ');
    const char* between = "\n";
    for (const auto& [key, item] : value.items()) {
        text += between + margin;
        std::string name;
        if (is_object) name = Json(key).dump(-1, ' ', false, Json::error_handler_t::replace) + ": ";
        text += name;
        lay_out(item, indent + 2, name.size(), text);
        between = ",\n";
    }
    text += "\n" + std::string(indent, ' ') + (is_object ? "}" : "]");
}

}  // namespace

Result<Json> parse_json(std::string_view text, const std::string& file) {
    const auto is_space = [](char c) { return c == ' ' || c == '\n' || c == '\r' || c == '\t'; };
    if (std::all_of(text.begin(), text.end(), is_space))
        return Problem{file, "the file is empty", "expected an object { … }"};
    FaultFinder faults(text, file);
    Json::sax_parse(text, &faults);
    Problems problems = faults.take_problems();
    if (!problems.empty()) return problems;
    return Json::parse(text);
}

ObjectReader::ObjectReader(const Json& value, std::string where, Problems& problems)
    : value_(&value), where_(std::move(where)), problems_(&problems), is_object_(value.is_object()) {
    if (!is_object_) fault({}, "expected an object { … }, found " + kind_of(value));
}

std::string ObjectReader::where(std::string_view key) const {
    return key.empty() ? where_ : where_ + key_pointer(key);
}

void ObjectReader::fault(std::string_view key, std::string what, std::string hint) const {
    problems_->push_back({where(key), std::move(what), std::move(hint)});
}

const Json* ObjectReader::find(std::string_view key) {
    if (!is_object_) return nullptr;
    asked_.emplace_back(key);
    const auto found = value_->find(asked_.back());
    return found == value_->end() ? nullptr : &*found;
}

bool ObjectReader::has(std::string_view key) {
    return find(key) != nullptr;
}

const Json* ObjectReader::required(std::string_view key) {
    const Json* const value = find(key);
    if (value == nullptr && is_object_) fault({}, "\"" + std::string(key) + "\" is missing");
    return value;
}

std::string ObjectReader::text(std::string_view key) {
    const Json* const value = find(key);
    if (value == nullptr) return {};
    if (value->is_string()) return value->get<std::string>();
    fault(key, "expected a text in quotes, found " + kind_of(*value));
    return {};
}

std::string ObjectReader::required_text(std::string_view key) {
    const Json* const value = required(key);
    if (value == nullptr) return {};
    if (!value->is_string()) return text(key);
    if (value->get_ref<const std::string&>().empty()) fault(key, "is empty");
    return value->get<std::string>();
}

std::string ObjectReader::id(std::string_view key) {
    return required(key) == nullptr ? std::string() : optional_id(key);
}

std::string ObjectReader::optional_id(std::string_view key) {
    const Json* const value = find(key);
    if (value == nullptr) return {};
    std::string word = text(key);
    if (value->is_string() && !is_id(word)) {
        fault(key, "\"" + word + "\" is not an id", "an id is letters, digits, _ and -");
    }
    return word;
}

bool ObjectReader::flag(std::string_view key) {
    const Json* const value = find(key);
    if (value == nullptr) return false;
    if (value->is_boolean()) return value->get<bool>();
    fault(key, "expected true or false, found " + kind_of(*value));
    return false;
}

std::optional<double> ObjectReader::number(std::string_view key) {
    const Json* const value = find(key);
    if (value == nullptr) return std::nullopt;
    if (!value->is_number()) {
        fault(key, "expected a number, found " + kind_of(*value), value->is_string() ? "write it without quotes" : "");
        return std::nullopt;
    }
    const double number = value->get<double>();
    if (std::abs(number) > 1e9) {
        fault(key, "the number is too large to be meant");
        return std::nullopt;
    }
    return number;
}

double ObjectReader::required_number(std::string_view key) {
    return required(key) == nullptr ? 0.0 : number(key).value_or(0.0);
}

std::optional<int> ObjectReader::whole(std::string_view key, int least, int most) {
    const std::optional<double> value = number(key);
    if (!value) return std::nullopt;
    if (*value >= least && *value <= most && std::floor(*value) == *value) return static_cast<int>(*value);
    fault(key, "expected a whole number from " + std::to_string(least) + " to " + std::to_string(most));
    return std::nullopt;
}

int ObjectReader::required_whole(std::string_view key, int least, int most) {
    return required(key) == nullptr ? least : whole(key, least, most).value_or(least);
}

std::optional<Instant> ObjectReader::instant(std::string_view key) {
    if (!has(key)) return std::nullopt;
    const std::string word = required_text(key);
    const std::optional<Instant> at = parse_instant(word);
    if (!at && !word.empty()) {
        fault(key, "\"" + word + "\" is not a date", "write 2026-04-06 or 2026-04-06 09:30");
    }
    return at;
}

std::vector<std::string> ObjectReader::ids(std::string_view key) {
    std::vector<std::string> words;
    each_value(key, [&](const Json& value, const std::string& place) {
        if (!value.is_string()) {
            problems_->push_back({place, "expected an id in quotes, found " + kind_of(value), ""});
        } else if (!is_id(value.get_ref<const std::string&>())) {
            problems_->push_back(
                {place, "\"" + value.get<std::string>() + "\" is not an id", "an id is letters, digits, _ and -"});
        } else {
            words.push_back(value.get<std::string>());
        }
    });
    return words;
}

void ObjectReader::done() {
    if (!is_object_ || rest_ignored_) return;
    for (const auto& [key, value] : value_->items()) {
        if (std::find(asked_.begin(), asked_.end(), key) != asked_.end()) continue;
        std::sort(asked_.begin(), asked_.end());
        asked_.erase(std::unique(asked_.begin(), asked_.end()), asked_.end());
        const std::string word = nearest(key, asked_);
        fault(key, "unknown key \"" + key + "\"", word.empty() ? std::string() : "did you mean " + word + "?");
    }
}

std::string ObjectReader::kind_of(const Json& value) {
    if (value.is_string()) return "a text";
    if (value.is_number()) return "a number";
    if (value.is_boolean()) return "true or false";
    if (value.is_array()) return "a list";
    return value.is_object() ? "an object" : "null";
}

void ObjectReader::unknown_word(std::string_view key, const std::string& word,
                                const std::vector<std::string>& known) const {
    fault(key, "unknown word \"" + word + "\"", hint_for(word, known));
}

std::string hint_for(std::string_view wrong, const std::vector<std::string>& known) {
    const std::string word = nearest(wrong, known);
    if (!word.empty()) return "did you mean " + word + "?";
    std::string hint;
    for (const std::string& text : known) hint += (hint.empty() ? "one of " : ", ") + text;
    return hint;
}

std::string key_pointer(std::string_view key) {
    return "/" + escaped(key);
}

std::string readable(const Json& value) {
    std::string text;
    lay_out(value, 0, 0, text);
    return text + "\n";
}

}  // namespace permap
