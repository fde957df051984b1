#include <nlohmann/json.hpp>

#include "formats/mapping_codec.hpp"

namespace permap {

bool answered(Mapping& mapping, const std::string& field, const std::string& answer) {
    nlohmann::ordered_json document = nlohmann::ordered_json::parse(mapping_to_json(mapping));
    document[nlohmann::ordered_json::json_pointer("/" + field)] = answer;
    Result<Mapping> read = mapping_from_json("the answer", document.dump());
    if (!read) return false;
    mapping = *std::move(read);
    return true;
}

}  // namespace permap
