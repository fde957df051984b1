#include <catch2/catch.hpp>

#include "exporting/clean_text.hpp"

using namespace permap;

namespace {

std::string xml(std::string_view text) {
    std::string line;
    Cleaner().append_xml(line, text);
    return line;
}

std::string json(std::string_view text) {
    std::string line;
    Cleaner().append_json(line, text);
    return line;
}

}  // namespace

TEST_CASE("texts as XML can hold them") {
    CHECK(xml("a & b < c > \"d\" 'e'") == "a &amp; b &lt; c &gt; &quot;d&quot; 'e'");
    CHECK(xml("a\tb\r\nc") == "a&#9;b&#13;&#10;c");
    CHECK(xml("\x01\x1f") == "\xEF\xBF\xBD\xEF\xBF\xBD");
    CHECK(xml("a\xEF\xBF\xBE!") == "a\xEF\xBF\xBD!");
    CHECK(xml("a\xFF\x62") == "a\xEF\xBF\xBD\x62");
    CHECK(xml("caf\xC3\xA9 \xF0\x9F\x98\x80") == "caf\xC3\xA9 \xF0\x9F\x98\x80");
}

TEST_CASE("texts as JSON can hold them") {
    CHECK(json("a\"\\b") == "\"a\\\"\\\\b\"");
    CHECK(json("a\n\x01") == "\"a\\u000a\\u0001\"");
    CHECK(json("a\xC3(") == "\"a\xEF\xBF\xBD(\"");
}

TEST_CASE("texts that were changed are counted") {
    Cleaner cleaner;
    std::string line;
    cleaner.append_xml(line, "fine & well");
    std::vector<std::string> left_out;
    cleaner.tell(left_out);
    CHECK(left_out.empty());
    cleaner.append_xml(line, "\x02 and \x03");
    CHECK(cleaner.for_xml("\x04") == "\xEF\xBF\xBD");
    cleaner.tell(left_out);
    REQUIRE(left_out.size() == 1);
    CHECK(left_out[0] == "characters that the format forbids, in 2 texts: U+FFFD stands in their place");
}
