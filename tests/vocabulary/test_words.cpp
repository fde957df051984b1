#include <catch2/catch.hpp>

#include "vocabulary/digest.hpp"
#include "vocabulary/result.hpp"
#include "vocabulary/suggestion.hpp"

using namespace permap;

TEST_CASE("SHA-256 gives the published digests") {
    // NIST CAVP / FIPS 180-4 examples.
    CHECK(sha256_hex("") == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    CHECK(sha256_hex("abc") == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    CHECK(sha256_hex("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq") ==
          "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1");
    CHECK(sha256_hex(std::string(1000000, 'a')) == "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0");
}

TEST_CASE("SHA-256 does not see how its input is cut into pieces") {
    std::string text;
    for (int i = 0; i < 300; ++i) text += static_cast<char>(i % 251);
    for (std::size_t piece = 1; piece < 140; ++piece) {
        Sha256 hash;
        for (std::size_t from = 0; from < text.size(); from += piece)
            hash.update(std::string_view{text}.substr(from, piece));
        CHECK(to_hex(hash.finish()) == sha256_hex(text));
    }
}

TEST_CASE("a misspelt word finds the word that was meant, and a strange one finds nothing") {
    const std::vector<std::string> known = {"duration", "decision", "timescale", "clock", "id", "to"};
    CHECK(nearest("duraton", known) == "duration");
    CHECK(nearest("Duration", known) == "duration");
    CHECK(nearest("timescales", known) == "timescale");
    CHECK(nearest("clokc", known) == "clock");
    CHECK(nearest("ot", known) == "to");
    CHECK(nearest("placement", known).empty());
    CHECK(nearest("xy", known).empty());
    CHECK(nearest("", known).empty());
    CHECK(nearest("clock", std::vector<std::string>{}).empty());
}

TEST_CASE("a problem reads WHERE: WHAT (HINT)") {
    CHECK(to_string(Problem{"map.json#/steps/3", "unknown step 'panl'", "did you mean 'panel'?"}) ==
          "map.json#/steps/3: unknown step 'panl' (did you mean 'panel'?)");
    CHECK(to_string(Problem{"", "no map", ""}) == "no map");
}
