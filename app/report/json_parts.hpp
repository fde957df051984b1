// The parts every result document is put together from (MEASURES 4): numbers that are never NaN, intervals, reasons for
// what is null, the header. One document a file: simulation_json.cpp, comparison_json.cpp, ranking_json.cpp,
// evidence_json.cpp.
#pragma once

#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <vector>

#include "experiment/experiment.hpp"
#include "report/result_header.hpp"

namespace permap {

using Json = nlohmann::ordered_json;

// Why a field is null, each reason once, in the order given.
class Notes {
public:
    void add(const std::string& note);
    void add(const std::string& field, const std::string& reason);
    const std::vector<std::string>& all() const { return notes_; }

private:
    std::vector<std::string> notes_;
};

// Null where unknown or no number; never −0.
Json number(const std::optional<double>& value);
Json text_or_null(const std::string& text);

// {KEY: …, low, high} appended to an object; a null is explained in the notes.
void put(Json& object, const char* key, const Estimate& estimate, Notes& notes, const std::string& field);
Json estimate_json(const char* key, const Estimate& estimate, Notes& notes, const std::string& field);

// One measure in two arms. `arm`: which, for the notes.
Json difference_json(const Difference& difference, Notes& notes, const std::string& arm);
Json stuck_json(const Figures& figures);

// An arm's name and, where it has scenarios, what they say and remove.
Json scenario_json(const Arm& arm, Notes& notes);

// Everything one arm reports; the stuck are named in the header of a result with one arm.
Json figures_json(const Figures& figures, Notes& notes);

// What every result says about itself; the stuck are the figures'.
Json header_json(const ResultHeader& header, const char* interval_method, const Figures& figures);
// The header, the notes (the command's own first) and the body, indented by two, ended by a new line.
std::string document(Json header, const Json& body, const ResultHeader& of, const Notes& notes);

}  // namespace permap
