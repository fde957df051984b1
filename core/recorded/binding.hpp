// A recorded log bound to a map by the names of its steps. What the map has no name for becomes a step of its own at
// the end of the map, so that its time is counted and shown; it belongs to no lane and leads nowhere.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "map/map.hpp"
#include "recorded/record.hpp"
#include "vocabulary/result.hpp"

namespace permap {

// How a file's words are to be understood on a map; from its mapping.
struct Words {
    struct AttributeWords {
        std::string attribute;                      // of the map
        std::map<std::string, std::string> values;  // the file's → the map's; others must be the same word
        bool operator==(const AttributeWords&) const = default;
    };
    std::map<std::string, std::string> steps;          // the file's name → id of a step of the map
    std::map<std::string, std::string> ways;           // the file's name → the way that its step is left by
    std::map<std::string, AttributeWords> attributes;  // the file's name → the map's
    std::vector<std::string> ends;                     // names (the file's) with which a journey is over
    bool ends_with_last_record = false;                // each journey is over with its last record

    bool operator==(const Words&) const = default;
};

struct Binding {
    Map map;  // the given one, then a step and an attribute for each name that it does not have
    std::size_t steps_of_map = 0, attributes_of_map = 0;  // the first so many are the given map's
    std::vector<StepIndex> step_of_name;                  // by place in RecordedLog::step_names
    std::vector<std::uint32_t> way_of_name;               // likewise; no_word: the name says no way
    std::vector<bool> ends;                               // by step: a journey is over with its completion
    bool ends_with_last_record = false;
    std::vector<std::vector<StepIndex>> before;  // by step: steps that lead to it on the map

    struct BoundAttribute {
        AttributeIndex attribute;
        std::map<std::uint32_t, std::uint8_t> values;  // place in words → place of the value
    };
    std::map<std::uint32_t, BoundAttribute> attributes;  // by place in words

    std::vector<std::string> unbound_steps;       // names that no step of the map has, in order of step_names
    std::vector<std::string> unbound_attributes;  // likewise
    // "ATTRIBUTE = VALUE" of attributes of the map that have no such value, and attributes of too many values for an
    // event to hold: no event tells of these.
    std::vector<std::string> unbound_values;
};

inline constexpr std::size_t most_values = 254;  // of an attribute that only the log knows; "unknown" comes before them

// `words` that name what the map does not have are problems, each with what was probably meant; `where` says whose they
// are. Names without words are bound to a step of that id or of that name.
Result<Binding> bind_to_map(const Map& map, const RecordedLog& log, const Words& words, const std::string& where);

// The way of that id, else the one that leads there; nothing where the step has none such.
std::optional<std::uint32_t> way_named(const Step& step, const std::string& word);

// Where no map is given: a map of nothing but the steps and attributes that the log names. Of `words` only the ends
// count.
Binding without_map(const RecordedLog& log, const Words& words);

}  // namespace permap
