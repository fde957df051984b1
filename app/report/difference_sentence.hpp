// A difference said in plain words: how much, how sure, and whether it is told apart from chance and assumptions.
#pragma once

#include <string>

#include "analysis/comparison.hpp"

namespace permap {

// "Days not yet permanent, a child: 12.3 fewer (95 %: 10.1 to 14.5 fewer; with assumed numbers drawn: 3.0 to 20.0
// fewer). Told apart: sooner." or "… Not yet told apart: it may be anything from 4.0 fewer to 9.0 more."
// Sooner, later, better and worse are said only of measures that have a better side.
std::string difference_sentence(const Difference& difference);

}  // namespace permap
