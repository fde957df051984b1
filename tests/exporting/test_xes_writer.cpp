#include <zlib.h>

#include <catch2/catch.hpp>
#include <pugixml.hpp>

#include "exporting/writers.hpp"
#include "small_log.hpp"
#include "store/temporary_folder.hpp"

using namespace permap;

namespace {

std::string value_of(const pugi::xml_node& node, const char* key) {
    return node.find_child_by_attribute("key", key).attribute("value").value();
}

}  // namespace

TEST_CASE("XES: a trace a child, an element an event, in the standard's words where it has any") {
    const TemporaryFolder folder;
    const SmallLog small;
    const Result<Written> written = write_xes(small.log, {folder.file("a.xes")});
    REQUIRE(written);
    CHECK(written->rows == 23);
    pugi::xml_document document;
    REQUIRE(document.load_file(folder.file("a.xes").c_str()));
    const pugi::xml_node log = document.child("log");
    CHECK(std::string(log.attribute("xes.version").value()) == "1849-2016");
    const pugi::xml_node trace = log.child("trace");
    CHECK(value_of(trace, "concept:name") == "c-one");
    CHECK(value_of(trace, "birth_month") == "2020-05");
    std::vector<std::string> transitions;
    for (const pugi::xml_node& one : log.children("trace"))
        for (const pugi::xml_node& event : one.children("event"))
            if (const std::string word = value_of(event, "lifecycle:transition"); !word.empty())
                transitions.push_back(word);
    CHECK(transitions == std::vector<std::string>{"schedule", "start", "complete", "schedule", "start", "complete",
                                                  "schedule", "start", "complete", "schedule", "start", "withdraw"});
    std::vector<pugi::xml_node> events(trace.children("event").begin(), trace.children("event").end());
    REQUIRE(events.size() == 16);
    CHECK(value_of(events[6], "concept:name") == "meeting");
    CHECK(value_of(events[6], "time:timestamp") == "2026-04-09T10:00:00.000+00:00");
    CHECK(value_of(events[6], "org:group") == "Children & families team");
    CHECK(value_of(events[6], "permap:kind") == "started");
    CHECK(value_of(events[6], "permap:event") == "7");
    CHECK(value_of(events[6], "permap:cause") == "5");
    CHECK(value_of(events[6], "permap:detail") == "2097182");
    CHECK(value_of(events[8], "permap:way") == "to_home");
    CHECK(value_of(events[4], "permap:attribute") == "placement");
    CHECK(value_of(events[4], "permap:value") == "kinship");
    CHECK(value_of(events[4], "concept:name").empty());
}

TEST_CASE("XES: what XML forbids is replaced, and said; line ends and quotes come through") {
    const TemporaryFolder folder;
    const SmallLog small("a\x02\n\"b\" & <c>");
    const Result<Written> written = write_xes(small.log, {folder.file("a.xes")});
    REQUIRE(written);
    pugi::xml_document document;
    REQUIRE(document.load_file(folder.file("a.xes").c_str(), pugi::parse_default & ~pugi::parse_wconv_attribute));
    const pugi::xml_node event = *std::next(document.child("log").child("trace").children("event").begin(), 5);
    CHECK(value_of(event, "concept:name") == "a\xEF\xBF\xBD\n\"b\" & <c>");
    CHECK(written->left_out.back() == "characters that the format forbids, in 4 texts: U+FFFD stands in their place");
}

TEST_CASE("XES: a name that ends in .gz is compressed, and holds the same") {
    const TemporaryFolder folder;
    const SmallLog small;
    REQUIRE(write_xes(small.log, {folder.file("a.xes")}));
    REQUIRE(write_xes(small.log, {folder.file("a.xes.gz")}));
    gzFile file = gzopen(folder.file("a.xes.gz").c_str(), "rb");
    REQUIRE(file != nullptr);
    CHECK(gzdirect(file) == 0);
    std::string text(1 << 20, '\0');
    text.resize(static_cast<std::size_t>(gzread(file, text.data(), static_cast<unsigned>(text.size()))));
    gzclose(file);
    CHECK(text == text_of_file(folder.file("a.xes")));
}
