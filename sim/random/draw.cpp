#include "random/draw.hpp"

namespace permap {

namespace {

constexpr std::uint32_t multiplier_0 = 0xD2511F53U;
constexpr std::uint32_t multiplier_1 = 0xCD9E8D57U;
constexpr std::uint32_t weyl_0 = 0x9E3779B9U;
constexpr std::uint32_t weyl_1 = 0xBB67AE85U;

std::array<std::uint32_t, 2> key_of(RunKey run) {
    // The replication is spread over both halves, so that (seed, replication) pairs never share a key by small sums.
    return {static_cast<std::uint32_t>(run.seed) ^ (run.replication * 0x85EBCA6BU),
            static_cast<std::uint32_t>(run.seed >> 32) ^ (run.replication << 22) ^ (run.replication >> 10)};
}

}  // namespace

std::array<std::uint32_t, 4> philox4x32_10(std::array<std::uint32_t, 4> counter, std::array<std::uint32_t, 2> key) {
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

std::uint32_t name_key(std::string_view name) {
    std::uint32_t hash = 0x811C9DC5U;
    for (const char letter : name) hash = (hash ^ static_cast<unsigned char>(letter)) * 0x01000193U;
    hash ^= hash >> 16;
    hash *= 0x7FEB352DU;
    hash ^= hash >> 15;
    hash *= 0x846CA68BU;
    return hash ^ (hash >> 16);
}

std::array<std::uint32_t, 4> draw_block(RunKey run, ChildKey child, std::uint32_t step_name, std::uint32_t visit,
                                        std::uint32_t block) {
    // Counter words: step · visit (16 bits), block (8), sibling (8) · candidate · entry.
    const std::uint32_t place = (visit & 0xffffU) | (block & 0xffU) << 16 | std::uint32_t{child.sibling} << 24;
    return philox4x32_10({step_name, place, child.candidate, child.entry}, key_of(run));
}

std::uint32_t draw_word(RunKey run, ChildKey child, std::uint32_t step_name, std::uint32_t visit,
                        std::uint32_t purpose) {
    return draw_block(run, child, step_name, visit, purpose / 4)[purpose % 4];
}

std::uint64_t tie_key(RunKey run, ChildKey child, std::uint32_t step_name, std::uint32_t visit) {
    const auto words = draw_block(run, child, step_name, visit, 0);
    return std::uint64_t{words[3]} << 32 | words[2];
}

}  // namespace permap
