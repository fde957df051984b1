#include "random/draw.hpp"

namespace permap {

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
    return ChildDraws(run, child).block(step_name, visit, block);
}

std::uint32_t draw_word(RunKey run, ChildKey child, std::uint32_t step_name, std::uint32_t visit,
                        std::uint32_t purpose) {
    return ChildDraws(run, child).word(step_name, visit, purpose);
}

std::uint64_t tie_key(RunKey run, ChildKey child, std::uint32_t step_name, std::uint32_t visit) {
    const auto words = draw_block(run, child, step_name, visit, 0);
    return std::uint64_t{words[3]} << 32 | words[2];
}

}  // namespace permap
