// The shipped teaching map, as text and as JSON to break.
#pragma once

#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include "map/json_reader.hpp"
#include "map/map_codec.hpp"

namespace permap {

inline std::string text_of_shipped(const std::string& name) {
    std::ifstream file(std::string(PERMAP_SOURCE_DIR) + "/maps/" + name);
    return {std::istreambuf_iterator<char>(file), {}};
}

inline Result<Map> read_map(const std::string& text) {
    const std::vector<MapFile> files = {{"m.json", text}};
    return map_from_json(files);
}

inline Result<Map> teaching_map() {
    return read_map(text_of_shipped("teaching.json"));
}

// One way to break the teaching map: a value put at a pointer, and what is said about it.
struct Fault {
    const char* pointer;
    const char* value;  // JSON; "" takes the value away
    const char* where;
    const char* what;
    const char* hint;
    bool schema_sees = true;  // some faults no schema can express
};
const std::vector<Fault>& faults();

inline Json broken(const Fault& fault) {
    Json document = Json::parse(text_of_shipped("teaching.json"));
    const Json::json_pointer pointer(fault.pointer);
    if (*fault.value != '\0') {
        document[pointer] = Json::parse(fault.value);
    } else if (document[pointer.parent_pointer()].is_array()) {
        document[pointer.parent_pointer()].erase(std::stoul(pointer.back()));
    } else {
        document[pointer.parent_pointer()].erase(pointer.back());
    }
    return document;
}

}  // namespace permap
