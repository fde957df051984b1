// What seals one import: a digest over all that it added, and over the seal before it.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "recorded/record.hpp"
#include "vocabulary/digest.hpp"

namespace permap {

class ImportSeal {
public:
    void add(std::uint32_t child, std::string_view pseudonym, std::string_view records);  // see record_text.hpp
    void add(const Relation& relation);
    // The names that were there after it; 64 hex digits; once.
    std::string finish(const Import& import, const std::vector<std::string>& step_names, std::size_t steps,
                       const std::vector<std::string>& words, std::size_t words_there, std::string_view before);

private:
    Sha256 hash_;
};

}  // namespace permap
