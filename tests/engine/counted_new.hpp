// How often this test program has asked for memory.
#pragma once

#include <cstddef>

namespace permap {

std::size_t allocations_so_far();

}  // namespace permap
