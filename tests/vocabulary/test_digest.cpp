#include <catch2/catch.hpp>

#include <vector>

#include "vocabulary/digest.hpp"

using namespace permap;

TEST_CASE("SHA-256 gives what FIPS 180-4 gives") {
    // NIST, "Examples with intermediate values: SHA256": one block, two blocks; and a million letters (FIPS 180-2,
    // B.3).
    CHECK(sha256_hex("abc") == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    CHECK(sha256_hex("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq") ==
          "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1");
    CHECK(sha256_hex(std::string(1'000'000, 'a')) ==
          "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0");
    CHECK(sha256_hex("") == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
}

TEST_CASE("a digest does not depend on the pieces in which the bytes come") {
    std::string bytes;
    for (int i = 0; i < 1000; ++i) bytes += static_cast<char>(i * 37 % 251);
    const std::string whole = sha256_hex(bytes);
    for (const std::size_t piece : {1U, 3U, 63U, 64U, 65U, 128U, 200U, 999U}) {
        Sha256 hash;
        for (std::size_t from = 0; from < bytes.size(); from += piece)
            hash.update(std::string_view(bytes).substr(from, piece));
        CHECK(to_hex(hash.finish()) == whole);
    }
}

TEST_CASE("the processor's own instructions do what the portable rounds do") {
    std::vector<std::uint8_t> blocks;
    std::uint32_t drawn = 1;
    for (std::size_t i = 0; i < 40 * sha256_block_bytes; ++i)
        blocks.push_back(static_cast<std::uint8_t>((drawn = drawn * 1664525U + 1013904223U) >> 24));
    Sha256State quick = {1, 2, 3, 4, 5, 6, 7, 0xffffffff}, portable = quick;
    for (std::size_t count = 0, from = 0; from + count <= 40; from += count++) {
        take_blocks(quick, blocks.data() + from * sha256_block_bytes, count);
        take_blocks_portably(portable, blocks.data() + from * sha256_block_bytes, count);
        CHECK(quick == portable);
    }
}
