// Identifiers become pseudonyms: HMAC-SHA-256 (RFC 2104) under a key that is kept outside log and repository.
#pragma once

#include <string>
#include <string_view>

#include "vocabulary/digest.hpp"
#include "vocabulary/result.hpp"

namespace permap {

struct PseudonymKey {
    Digest bytes{};
};

Digest hmac_sha256(std::string_view key, std::string_view message);

// "c-" and 20 hex digits (80 bits) of the HMAC of `what` ("child", "object") and the identifier.
std::string pseudonym(const PseudonymKey& key, std::string_view what, std::string_view identifier);

// Where the key is kept unless --key says otherwise: $XDG_CONFIG_HOME/permap/pseudonyms.key, or under ~/.config.
std::string usual_key_path();

// Reads the key; makes one (0600, from the system's random source) where there is none and `may_create`. Refused: a
// file that others can read, that is no key, or that lies in a repository or in `log_folder`.
Result<PseudonymKey> load_key(const std::string& path, bool may_create, const std::string& log_folder);

}  // namespace permap
