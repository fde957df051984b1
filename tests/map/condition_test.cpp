#include <catch2/catch.hpp>

#include "map/condition.hpp"

using namespace permap;

namespace {

std::string said(const Result<Condition>& result) {
    return result ? "" : result.problems().front().what;
}
std::string said(const Result<Assignment>& result) {
    return result ? "" : result.problems().front().what;
}

}  // namespace

TEST_CASE("a condition is read as a person means it: not before and, and before or") {
    const Result<Condition> read = parse_condition("not a = x and b != y|z or visits(s) >= 2");
    REQUIRE(read);
    REQUIRE(read->kind == Condition::Kind::any);
    REQUIRE(read->parts.size() == 2);
    const Condition& both_hold = read->parts[0];
    REQUIRE(both_hold.kind == Condition::Kind::all);
    CHECK(both_hold.parts[0].kind == Condition::Kind::none);
    CHECK(both_hold.parts[0].parts[0].subject == "a");
    CHECK(both_hold.parts[1].comparison == Comparison::not_equal);
    CHECK(both_hold.parts[1].values == std::vector<std::string>{"y", "z"});
    CHECK(read->parts[1].subject == "visits(s)");
    CHECK(read->parts[1].comparison == Comparison::at_least);
    CHECK(to_string(*read) == "(not (a = x) and b != y|z) or visits(s) >= 2");
}

TEST_CASE("space does not matter, brackets do") {
    CHECK(*parse_condition(" visits( s )>=2 ") == *parse_condition("visits(s) >= 2"));
    CHECK(*parse_condition("(a=1)") == *parse_condition("a = 1"));
    CHECK_FALSE(*parse_condition("(a = 1 or b = 1) and c = 1") == *parse_condition("a = 1 or b = 1 and c = 1"));
}

TEST_CASE("the mark of equality takes words that look like keywords as values") {
    CHECK(parse_condition("legal_basis = none|not|or")->values == std::vector<std::string>{"none", "not", "or"});
}

TEST_CASE("what is wrong with a condition is said with its place") {
    CHECK(said(parse_condition("")) == "the text is empty: expected an attribute, age or visits(STEP)");
    CHECK(said(parse_condition("a = = b")) == R"~(at character 5 of "a = = b": expected a value)~");
    CHECK(said(parse_condition("a < yes")) == R"~(at character 5 of "a < yes": expected a whole number, found "yes")~");
    CHECK(said(parse_condition("age = 1.5")) == R"~(at character 8 of "age = 1.5": unexpected ".5")~");
    CHECK(said(parse_condition("age < 1|2")) ==
          R"~(at character 10 of "age < 1|2": only = and != take several values with |)~");
    CHECK(said(parse_condition("(a = b")) == R"~(at character 7 of "(a = b": expected ))~");
    CHECK(said(parse_condition("a = b)")) == R"~(at character 6 of "a = b)": unexpected ")")~");
    CHECK(said(parse_condition("a = b and")) ==
          R"~(at character 10 of "a = b and": expected an attribute, age or visits(STEP))~");
    CHECK(said(parse_condition("visits = 2")) == R"~(at character 8 of "visits = 2": expected ( after visits)~");
    CHECK(said(parse_condition("visits() = 2")) ==
          R"~(at character 8 of "visits() = 2": expected a step between the brackets of visits( ))~");
    CHECK(said(parse_condition("visit(s) = 2")) ==
          R"~(at character 6 of "visit(s) = 2": only visits(STEP) takes brackets, not "visit")~");
    CHECK(said(parse_condition("a = b, c = d")) == R"~(at character 6 of "a = b, c = d": unexpected ", c = d")~");
    CHECK(said(parse_condition(std::string(5000, '('))).find("brackets more than 64 deep") != std::string::npos);
}

TEST_CASE("assignments set, count, and may hold a condition") {
    CHECK(*parse_assignment("a = b") == Assignment{"a", "b", 0, {}});
    CHECK(*parse_assignment("n + 2") == Assignment{"n", "", 2, {}});
    CHECK(*parse_assignment("a = none if c = no or d = no") ==
          Assignment{"a", "none", 0, *parse_condition("c = no or d = no")});
    CHECK(said(parse_assignment("n + 0")) ==
          R"~(at character 5 of "n + 0": expected a whole number from 1 to 255 after +)~");
    CHECK(said(parse_assignment("n - 1")) == R"~(at character 3 of "n - 1": expected = or + after "n")~");
    CHECK(said(parse_assignment("a = b|c")) == R"~(at character 6 of "a = b|c": unexpected "|c")~");
    CHECK(said(parse_assignment("a = b if")) ==
          R"~(at character 9 of "a = b if": expected an attribute, age or visits(STEP))~");
}

TEST_CASE("both joins two conditions, and always disappears") {
    const Condition a = *parse_condition("a = 1"), b_and_c = *parse_condition("b = 1 and c = 1");
    CHECK(both({}, a) == a);
    CHECK(both(a, {}) == a);
    CHECK(to_string(both(a, b_and_c)) == "a = 1 and b = 1 and c = 1");
    CHECK(to_string(both(a, *parse_condition("b = 1 or c = 1"))) == "a = 1 and (b = 1 or c = 1)");
}

TEST_CASE("the step of a visit count is found in its subject") {
    CHECK(visited_step("visits(panel)") == "panel");
    CHECK(visited_step("age").empty());
    CHECK(visited_step("").empty());
}
