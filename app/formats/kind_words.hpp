// Words for what happened to a step, as tables and event logs write them.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "recorded/record.hpp"

namespace permap {

struct KindWord {
    std::string word;                // in small letters
    std::optional<RecordKind> kind;  // nothing: a known word that says nothing of delay (suspended, assigned anew …)
};

// A RecordKind by its name, a transition of the XES lifecycle extension (IEEE 1849-2016, 8.2), or start and end.
// Capitals do not count. Null where it is no such word.
const KindWord* kind_word(std::string_view text);

// "did you mean complete?", or what may be written.
std::string hint_for_kind(std::string_view text);

}  // namespace permap
