// Records become events, so that what was written down and what was simulated are told, folded and measured by the same
// code (MEASURES 1).
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "log/stream.hpp"
#include "recorded/binding.hpp"
#include "recorded/record.hpp"

namespace permap {

// The journey as known: `known` as known_records() gives it, of one child.
//
// What the records leave out is filled in so that the path can be followed, and never as a time:
// - `entered` at the first record, where there is none;
// - `ready` in the minute of its cause: the latest completion, before it, of a step that leads to this one on the map;
//   of any step where there is none; else `entered`. Its detail is ready_filled_in;
// - a visit of which one date is known is `completed` then, with detail only_end_known;
// - `left`, with the first completion of a step that ends a journey (Binding::ends), or with the last record.
// Where the records state every cause, and none of the child's is missing, they are all there is: nothing is filled in.
// What is about the child (birth month, end of follow-up) becomes part of Stream::child; no event tells of it.
// Why a visit had waited is not known (`why_not_known`), unless its record says so.
// Records of steps or attributes that events cannot hold (values the map does not know) are left out; `left_out` counts
// them. Times never run backwards: where a clock was put back within a journey, events wait for it.
Stream journey_events(const Binding& binding, std::span<const Record> known, const std::vector<std::string>& words,
                      std::uint32_t child, Instant followed_until, std::int64_t& left_out);

// Place in `words` of what the child shares with brothers and sisters; no_word: not known.
std::uint32_t sibling_group_of(std::span<const Record> known, const std::vector<std::string>& words);

}  // namespace permap
