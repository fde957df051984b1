// A request's text in, a reply's text out (request_codec.hpp, reply_json.hpp). Whatever goes wrong is a reply with
// problems; only a fault in the program itself ends it.
#pragma once

#include <string>
#include <string_view>

namespace permap {

// What `permap fingerprint` prints: digests of map and model, and the fingerprint of the replications asked for. Sums
// of fingerprints (128 bits, without what runs over) are those of all their replications together.
std::string fingerprint_answer(std::string_view request);

// The document of `permap simulate --json`.
std::string simulation_answer(std::string_view request);

}  // namespace permap
