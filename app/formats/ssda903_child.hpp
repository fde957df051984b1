// What a return tells of one child, as events: years merged, rows checked against each other.
#pragma once

#include <set>
#include <string>
#include <vector>

#include "formats/source_event.hpp"
#include "formats/ssda903_rows.hpp"

namespace permap {

// `rows`: all of one child, in the order of ReturnRows. `kept`: columns that become attributes.
//
// - Rows that agree in the keys of their table are one: what one leaves empty another fills in; where both say
// something,
//   the later file rules, and the earlier row is rejected.
// - Of a child's episodes only the last may be open (rule 142); an earlier one that is open is rejected.
// - Gaps and overlaps of episodes, and reviews outside them, are remarked upon and kept.
// - Nothing may happen before the child was born.
void tell_child(const ReturnRows& rows, std::vector<ReturnRow> of_child, const std::set<std::string>& kept,
                RecordSink& sink, ReturnProblems& problems);

}  // namespace permap
