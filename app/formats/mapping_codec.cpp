#include "formats/mapping_codec.hpp"

#include <algorithm>
#include <array>
#include <set>
#include <utility>

#include "formats/csv_rows.hpp"
#include "map/json_reader.hpp"

namespace permap {

namespace {

constexpr const char* mapping_schema = "permap.mapping/1";

// Key in the mapping file ↔ field, in the order in which files are written.
struct ColumnWord {
    const char* word;
    std::string CsvColumns::*column;
};
constexpr std::array<ColumnWord, 15> column_words = {{{"child", &CsvColumns::child},
                                                      {"step", &CsvColumns::step},
                                                      {"at", &CsvColumns::at},
                                                      {"ready", &CsvColumns::ready},
                                                      {"started", &CsvColumns::started},
                                                      {"completed", &CsvColumns::completed},
                                                      {"kind", &CsvColumns::kind},
                                                      {"visit", &CsvColumns::visit},
                                                      {"way", &CsvColumns::way},
                                                      {"attribute", &CsvColumns::attribute},
                                                      {"value", &CsvColumns::value},
                                                      {"birth_date", &CsvColumns::birth_date},
                                                      {"event", &CsvColumns::event},
                                                      {"cause", &CsvColumns::cause},
                                                      {"detail", &CsvColumns::detail}}};

const std::vector<std::pair<std::string, SourceFormat>>& format_words() {
    static const auto words = [] {
        std::vector<std::pair<std::string, SourceFormat>> all;
        for (const SourceFormat format : {SourceFormat::csv, SourceFormat::xes, SourceFormat::ocel_json,
                                          SourceFormat::ocel_sqlite, SourceFormat::ssda903, SourceFormat::tracker})
            all.emplace_back(name_of(format), format);
        return all;
    }();
    return words;
}

const std::vector<std::pair<std::string, DateOrder>> date_words = {{"year_first", DateOrder::year_first},
                                                                   {"day_first", DateOrder::day_first},
                                                                   {"month_first", DateOrder::month_first}};
const std::vector<std::pair<std::string, LaterFile>> later_words = {{"replaces", LaterFile::replaces},
                                                                    {"adds", LaterFile::adds}};
const std::vector<std::pair<std::string, char>> separator_words = {{",", ','}, {";", ';'}, {"\t", '\t'}, {"|", '|'}};

template <class T>
const std::string& word_of(const std::vector<std::pair<std::string, T>>& words, T value) {
    const auto found = std::find_if(words.begin(), words.end(), [&](const auto& word) { return word.second == value; });
    PERMAP_ASSERT(found != words.end());
    return found->first;
}

void read_columns(ObjectReader& reader, CsvColumns& columns) {
    std::set<std::string> taken;
    for (const ColumnWord& one : column_words) {
        if (!reader.has(one.word)) continue;
        const std::string name = reader.required_text(one.word);
        if (!name.empty() && !taken.insert(name).second)
            reader.fault(one.word, "the column \"" + name + "\" is named above already", "a column says one thing");
        columns.*one.column = name;
    }
}

// {"word of the file": "word of the map"}
std::map<std::string, std::string> read_words(ObjectReader& reader, std::string_view key) {
    std::map<std::string, std::string> words;
    const Json* const value = reader.find(key);
    if (value == nullptr) return words;
    if (!value->is_object()) {
        reader.fault(key, "expected an object, found " + ObjectReader::kind_of(*value),
                     R"(write {"word of the file": "word of the map"})");
        return words;
    }
    for (const auto& [from, to] : value->items()) {
        const std::string where = reader.where(key) + key_pointer(from);
        if (!to.is_string()) {
            reader.problems().push_back({where, "expected a text in quotes, found " + ObjectReader::kind_of(to), ""});
        } else if (to.get_ref<const std::string&>().empty()) {
            reader.problems().push_back({where, "is empty", "leave the line out"});
        } else {
            words.emplace(from, to.get<std::string>());
        }
    }
    return words;
}

std::vector<std::string> read_names(ObjectReader& reader, std::string_view key) {
    std::vector<std::string> names;
    reader.each_value(key, [&](const Json& value, const std::string& where) {
        if (!value.is_string()) {
            reader.problems().push_back(
                {where, "expected a text in quotes, found " + ObjectReader::kind_of(value), ""});
        } else if (std::find(names.begin(), names.end(), value.get<std::string>()) != names.end()) {
            reader.problems().push_back({where, "\"" + value.get<std::string>() + "\" stands here twice", ""});
        } else {
            names.push_back(value.get<std::string>());
        }
    });
    return names;
}

void read_csv_shape(ObjectReader& reader, CsvShape& csv) {
    if (const std::string word = reader.text("separator"); !word.empty()) {
        const auto known = std::find_if(separator_words.begin(), separator_words.end(),
                                        [&](const auto& separator) { return separator.first == word; });
        if (known == separator_words.end()) {
            reader.fault("separator", "\"" + word + "\" is no separator", R"(one of "," ";" "\t" "|")");
        } else {
            csv.separator = known->second;
        }
    }
    const std::string encoding = reader.text("encoding");
    if (csv_encoding_of(encoding)) {
        csv.encoding = encoding;
    } else if (!encoding.empty()) {
        reader.fault("encoding", "unknown word \"" + encoding + "\"",
                     hint_for(encoding, {std::begin(csv_encoding_words), std::end(csv_encoding_words)}));
    }
    reader.object("columns", [&](ObjectReader& columns) { read_columns(columns, csv.columns); });
    csv.milestones = read_words(reader, "milestones");
}

Words read_words_on_map(ObjectReader& reader) {
    Words words;
    words.steps = read_words(reader, "steps");
    words.ways = read_words(reader, "ways");
    const Json* const attributes = reader.find("attributes");
    if (attributes != nullptr && !attributes->is_object()) {
        reader.fault("attributes", "expected an object, found " + ObjectReader::kind_of(*attributes));
    } else if (attributes != nullptr) {
        for (const auto& [name, value] : attributes->items()) {
            ObjectReader one(value, reader.where("attributes") + key_pointer(name), reader.problems());
            if (!value.is_object()) continue;  // said by the reader
            Words::AttributeWords attribute;
            attribute.attribute = one.required_text("attribute");
            attribute.values = read_words(one, "values");
            one.done();
            words.attributes.emplace(name, std::move(attribute));
        }
    }
    words.ends = read_names(reader, "ends");
    words.ends_with_last_record = reader.flag("ends_with_last_record");
    return words;
}

Json columns_to_json(const CsvColumns& columns) {
    Json object = Json::object();
    for (const ColumnWord& one : column_words)
        if (!(columns.*one.column).empty()) object[one.word] = columns.*one.column;
    return object;
}

Json words_to_json(const Words& words) {
    Json object = Json::object();
    if (!words.steps.empty()) object["steps"] = words.steps;
    if (!words.ways.empty()) object["ways"] = words.ways;
    for (const auto& [name, attribute] : words.attributes) {
        Json one = {{"attribute", attribute.attribute}};
        if (!attribute.values.empty()) one["values"] = attribute.values;
        object["attributes"][name] = std::move(one);
    }
    if (!words.ends.empty()) object["ends"] = words.ends;
    if (words.ends_with_last_record) object["ends_with_last_record"] = true;
    return object;
}

}  // namespace

std::string mapping_to_json(const Mapping& mapping) {
    Json document = {{"schema", mapping_schema}, {"format", name_of(mapping.format)}};
    if (mapping.format == SourceFormat::csv || mapping.csv != CsvShape{}) {
        Json& csv = document["csv"];
        csv["separator"] = word_of(separator_words, mapping.csv.separator);
        csv["encoding"] = mapping.csv.encoding;
        if (mapping.csv.columns != CsvColumns{}) csv["columns"] = columns_to_json(mapping.csv.columns);
        if (!mapping.csv.milestones.empty()) csv["milestones"] = mapping.csv.milestones;
    }
    if (mapping.dates) document["dates"] = word_of(date_words, *mapping.dates);
    if (!mapping.child_type.empty()) document["child_type"] = mapping.child_type;
    if (!mapping.attributes.empty()) document["attributes"] = mapping.attributes;
    if (!mapping.texts.empty()) document["texts"] = mapping.texts;
    if (mapping.later_file) document["later_file"] = word_of(later_words, *mapping.later_file);
    if (mapping.words != Words{}) document["words"] = words_to_json(mapping.words);
    return readable(document);
}

Result<Mapping> mapping_from_json(const std::string& where, std::string_view text) {
    const Result<Json> document = parse_json(text, where);
    if (!document) return document.problems();
    Problems problems;
    Mapping mapping;
    ObjectReader reader(*document, where + "#", problems);
    if (!document->is_object()) return problems;
    reader.ignore("$schema");
    if (const std::string schema = reader.required_text("schema"); !schema.empty() && schema != mapping_schema)
        reader.fault("schema", "\"" + schema + "\" cannot be read by this version",
                     std::string("it reads ") + mapping_schema);
    mapping.format = reader.choice<SourceFormat>("format", format_words(), std::nullopt);
    reader.object("csv", [&](ObjectReader& csv) { read_csv_shape(csv, mapping.csv); });
    if (reader.has("dates")) mapping.dates = reader.choice<DateOrder>("dates", date_words, std::nullopt);
    mapping.child_type = reader.text("child_type");
    mapping.attributes = read_names(reader, "attributes");
    mapping.texts = read_names(reader, "texts");
    if (reader.has("later_file"))
        mapping.later_file = reader.choice<LaterFile>("later_file", later_words, std::nullopt);
    reader.object("words", [&](ObjectReader& words) { mapping.words = read_words_on_map(words); });
    reader.done();
    if (!problems.empty()) return problems;
    return mapping;
}

bool answered(Mapping& mapping, const std::string& field, const std::string& answer) {
    if (answer.empty()) return false;
    const auto put = [&](const auto& words, auto& value) {
        for (const auto& [word, meaning] : words) {
            if (word != answer) continue;
            value = meaning;
            return true;
        }
        return false;
    };
    if (field == "dates") return put(date_words, mapping.dates);
    if (field == "later_file") return put(later_words, mapping.later_file);
    if (field == "csv/separator") return put(separator_words, mapping.csv.separator);
    if (field == "csv/encoding") {
        if (!csv_encoding_of(answer)) return false;
        mapping.csv.encoding = answer;
        return true;
    }
    if (field == "child_type") {
        mapping.child_type = answer;
        return true;
    }
    for (const ColumnWord& one : column_words) {
        if (field != std::string("csv/columns/") + one.word) continue;
        mapping.csv.columns.*one.column = answer;
        return true;
    }
    return false;
}

}  // namespace permap
