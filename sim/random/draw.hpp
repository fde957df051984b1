// Chance as a pure function (SEMANTICS 5): a word depends on seed, replication, child, step name, visit and purpose, on
// nothing else.
#pragma once

#include <array>
#include <cstdint>
#include <string_view>

namespace permap {

// Philox 4x32-10 (Salmon et al. 2011, "Parallel random numbers: as easy as 1, 2, 3"): 128-bit counter, 64-bit key.
std::array<std::uint32_t, 4> philox4x32_10(std::array<std::uint32_t, 4> counter, std::array<std::uint32_t, 2> key);

// 32-bit name of a step, entry or parameter (FNV-1a over its bytes, then a 32-bit finaliser).
std::uint32_t name_key(std::string_view name);

// One run of the model: a seed in [0, 2^53) and a replication from 1.
struct RunKey {
    std::uint64_t seed = 1;
    std::uint32_t replication = 1;
};

// A child: entry point and place in that entry's fixed candidate stream; siblings share both and differ in `sibling`
// (from 0).
struct ChildKey {
    std::uint32_t entry = 0;  // name_key of the entry step
    std::uint32_t candidate = 0;
    std::uint8_t sibling = 0;

    bool operator==(const ChildKey&) const = default;
    auto operator<=>(const ChildKey&) const = default;
};

// The words of one visit. Block 0 holds duration and way; further blocks hold four words each.
enum class Purpose : std::uint32_t {
    duration = 0,
    way = 1,
    tie_low = 2,
    tie_high = 3,
    branch = 4,         // + index of the way in a split
    attribute = 64,     // + index of the draw in the step
    enforcement = 128,  // whether a capped duration is cut at this visit
};

// Uniform on 0 … 2^32 − 1. `purpose` may be a Purpose plus an index.
std::uint32_t draw_word(RunKey run, ChildKey child, std::uint32_t step_name, std::uint32_t visit,
                        std::uint32_t purpose);

// The four words of one block (block b holds purposes 4b … 4b + 3).
std::array<std::uint32_t, 4> draw_block(RunKey run, ChildKey child, std::uint32_t step_name, std::uint32_t visit,
                                        std::uint32_t block);

// Order of events that fall due in the same minute and phase: fair and reproducible.
std::uint64_t tie_key(RunKey run, ChildKey child, std::uint32_t step_name, std::uint32_t visit);

}  // namespace permap
