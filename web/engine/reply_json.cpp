#include "engine/reply_json.hpp"

#include <nlohmann/json.hpp>

namespace permap {

namespace {

using Json = nlohmann::ordered_json;

// What a person wrote may hold bytes that are no letters.
std::string text_of(const Json& value) {
    return value.dump(-1, ' ', false, Json::error_handler_t::replace);
}

Json list_of(const Problems& problems) {
    Json list = Json::array();
    for (const Problem& problem : problems) {
        list.push_back({{"where", problem.where}, {"what", problem.what}, {"hint", problem.hint}});
    }
    return list;
}

}  // namespace

std::string problems_reply(const Problems& problems) {
    return text_of({{"problems", list_of(problems)}});
}

std::string result_reply(const Problems& warnings, const std::string& document) {
    return "{\"warnings\":" + text_of(list_of(warnings)) + ",\"result\":" + document + "}";
}

std::string fingerprints_json(const std::string& map, const std::string& model, const Fingerprint& events) {
    return text_of({{"map", map}, {"model", model}, {"events", to_string(events)}});
}

}  // namespace permap
