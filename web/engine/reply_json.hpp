// What the engine answers, as JSON: {"problems": […]}, or {"warnings": […], "result": …} (docs/web-engine.md).
#pragma once

#include <string>

#include "log/stream.hpp"
#include "vocabulary/result.hpp"

namespace permap {

std::string problems_reply(const Problems& problems);

// `document`: one JSON document.
std::string result_reply(const Problems& warnings, const std::string& document);

std::string fingerprints_json(const std::string& map, const std::string& model, const Fingerprint& events);

}  // namespace permap
