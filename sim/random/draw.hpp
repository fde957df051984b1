// Chance as a pure function (SEMANTICS 5): a word depends on seed, replication, child, step name, visit and purpose, on
// nothing else.
#pragma once

#include <array>
#include <cstdint>
#include <string_view>

namespace permap {

// Philox 4x32-10 (Salmon et al. 2011, "Parallel random numbers: as easy as 1, 2, 3"): 128-bit counter, 64-bit key.
inline std::array<std::uint32_t, 4> philox4x32_10(std::array<std::uint32_t, 4> counter,
                                                  std::array<std::uint32_t, 2> key) {
    constexpr std::uint32_t multiplier_0 = 0xD2511F53U, multiplier_1 = 0xCD9E8D57U;
    constexpr std::uint32_t weyl_0 = 0x9E3779B9U, weyl_1 = 0xBB67AE85U;
#pragma GCC unroll 10
    for (int round = 0; round < 10; ++round) {
        const std::uint64_t product_0 = std::uint64_t{multiplier_0} * counter[0];
        const std::uint64_t product_1 = std::uint64_t{multiplier_1} * counter[2];
        counter = {
            static_cast<std::uint32_t>(product_1 >> 32) ^ counter[1] ^ key[0], static_cast<std::uint32_t>(product_1),
            static_cast<std::uint32_t>(product_0 >> 32) ^ counter[3] ^ key[1], static_cast<std::uint32_t>(product_0)};
        key[0] += weyl_0;
        key[1] += weyl_1;
    }
    return counter;
}

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

// All draws of one child.
class ChildDraws {
public:
    ChildDraws() = default;
    // The replication is spread over both halves of the key, so that (seed, replication) pairs never share one by
    // small sums.
    ChildDraws(RunKey run, ChildKey child)
        : key_{static_cast<std::uint32_t>(run.seed) ^ (run.replication * 0x85EBCA6BU),
               static_cast<std::uint32_t>(run.seed >> 32) ^ (run.replication << 22) ^ (run.replication >> 10)},
          child_(child) {}

    const ChildKey& child() const { return child_; }

    // The four words of one block (block b holds purposes 4b … 4b + 3). Counter words: step · visit (16 bits), block
    // (8), sibling (8) · candidate · entry.
    std::array<std::uint32_t, 4> block(std::uint32_t step_name, std::uint32_t visit, std::uint32_t block = 0) const {
        const std::uint32_t place = (visit & 0xffffU) | (block & 0xffU) << 16 | std::uint32_t{child_.sibling} << 24;
        return philox4x32_10({step_name, place, child_.candidate, child_.entry}, key_);
    }
    std::uint32_t word(std::uint32_t step_name, std::uint32_t visit, std::uint32_t purpose) const {
        return block(step_name, visit, purpose / 4)[purpose % 4];
    }

private:
    std::array<std::uint32_t, 2> key_{};
    ChildKey child_;
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
