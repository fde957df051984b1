// The JSON document that every result is: its header, its notes, and numbers that may not be known (MEASURES 4).
#pragma once

#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <vector>

#include "analysis/figures.hpp"
#include "report/result_header.hpp"

namespace permap {

using Json = nlohmann::ordered_json;

// Why a field is null, each reason once.
class Notes {
public:
    void add(const std::string& note);
    void add(const std::string& field, const std::string& reason) { add(field + ": " + reason); }
    const std::vector<std::string>& all() const { return notes_; }

private:
    std::vector<std::string> notes_;
};

Json number(const std::optional<double>& value);  // null for what is no number; never −0
Json text_or_null(const std::string& text);

// {VALUE: …, low, high} appended to an object; a null is explained in the notes.
void put(Json& object, const char* key, const Estimate& estimate, Notes& notes, const std::string& field);
Json estimate_json(const char* key, const Estimate& estimate, Notes& notes, const std::string& field);

Json stuck_json(const Figures& figures);
Json header_json(const ResultHeader& header, const char* interval_method, const Figures& figures);
std::string document(Json header, const Json& body, const ResultHeader& of, const Notes& notes);

}  // namespace permap
