#include <catch2/catch.hpp>

#include "exporting/chosen_children.hpp"

using namespace permap;

TEST_CASE("children are named by pseudonym, by number, or with the key by their identifier") {
    const PseudonymKey key;
    const std::vector<std::string> ids = {"c-a", pseudonym(key, "child", "S1234"), pseudonym(key, "child", "1")};
    CHECK(*children_named({"c-a", "3"}, ids, std::nullopt, "--without") == std::vector<bool>{true, false, true});
    CHECK(*children_named({"S1234"}, ids, key, "--without") == std::vector<bool>{false, true, false});
    CHECK(*children_named({"1"}, ids, key, "--without") == std::vector<bool>{false, false, true});  // an identifier
    CHECK(*children_named({"1"}, ids, std::nullopt, "--without") == std::vector<bool>{true, false, false});
}

TEST_CASE("every name that is none is told at once, and none is repeated: it may tell who a child is") {
    const Result<std::vector<bool>> chosen =
        children_named({"S1234", "c-a", "0", "7"}, {"c-a"}, std::nullopt, "names.txt");
    REQUIRE_FALSE(chosen);
    REQUIRE(chosen.problems().size() == 3);
    CHECK(
        to_string(chosen.problems()[0]) ==
        "names.txt, name 1: the log has no such child (a pseudonym, or a number from 1 to 1; for an identifier, --key "
        "FILE)");
    for (const Problem& problem : chosen.problems()) CHECK(to_string(problem).find("S1234") == std::string::npos);
}

TEST_CASE("names in a file, one a line") {
    CHECK(names_in("c-a\r\n\n  c-b  \nc-c") == std::vector<std::string>{"c-a", "c-b", "c-c"});
    CHECK(names_in("").empty());
}
