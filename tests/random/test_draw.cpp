#include <catch2/catch.hpp>
#include <set>

#include "random/draw.hpp"

using namespace permap;

TEST_CASE("Philox 4x32-10 gives its published vectors") {
    // Random123 1.14, tests/kat_vectors.
    using Words = std::array<std::uint32_t, 4>;
    CHECK(philox4x32_10({0, 0, 0, 0}, {0, 0}) == Words{0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8});
    CHECK(philox4x32_10({0xffffffff, 0xffffffff, 0xffffffff, 0xffffffff}, {0xffffffff, 0xffffffff}) ==
          Words{0x408f276d, 0x41c83b0e, 0xa20bc7c6, 0x6d5451fd});
    CHECK(philox4x32_10({0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344}, {0xa4093822, 0x299f31d0}) ==
          Words{0xd16cfe09, 0x94fdcceb, 0x5001e420, 0x24126ea1});
}

TEST_CASE("every part of a draw's address changes the draw, and nothing else does") {
    const RunKey run{7, 3};
    const ChildKey child{name_key("referral"), 41, 1};
    const std::uint32_t step = name_key("inquiry");
    const std::uint32_t word = draw_word(run, child, step, 2, 5);
    CHECK(draw_word(run, child, step, 2, 5) == word);

    CHECK(draw_word({8, 3}, child, step, 2, 5) != word);
    CHECK(draw_word({7 + (std::uint64_t{1} << 40), 3}, child, step, 2, 5) != word);
    CHECK(draw_word({7, 4}, child, step, 2, 5) != word);
    CHECK(draw_word(run, {name_key("concern"), 41, 1}, step, 2, 5) != word);
    CHECK(draw_word(run, {child.entry, 42, 1}, step, 2, 5) != word);
    CHECK(draw_word(run, {child.entry, 41, 0}, step, 2, 5) != word);
    CHECK(draw_word(run, child, name_key("inquiries"), 2, 5) != word);
    CHECK(draw_word(run, child, step, 3, 5) != word);
    CHECK(draw_word(run, child, step, 2, 6) != word);
    CHECK(draw_word(run, child, step, 2, 9) != word);
}

TEST_CASE("purposes are the words of the visit's blocks, and the tie key is two of them") {
    const RunKey run{1, 1};
    const ChildKey child{name_key("a"), 5, 0};
    for (std::uint32_t purpose = 0; purpose < 12; ++purpose) {
        CHECK(draw_word(run, child, 9, 1, purpose) == draw_block(run, child, 9, 1, purpose / 4)[purpose % 4]);
    }
    CHECK(tie_key(run, child, 9, 1) ==
          (std::uint64_t{draw_word(run, child, 9, 1, 3)} << 32 | draw_word(run, child, 9, 1, 2)));
}

TEST_CASE("seeds and replications do not share streams") {
    std::set<std::uint32_t> words;
    for (std::uint64_t seed = 0; seed < 100; ++seed) {
        for (std::uint32_t replication = 1; replication <= 100; ++replication) {
            words.insert(draw_word({seed, replication}, {1, 1, 0}, 1, 1, 0));
        }
    }
    CHECK(words.size() > 9980);  // of 10,000 words, about 0.01 pairs are equal by chance
}
