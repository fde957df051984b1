#include <algorithm>
#include <catch2/catch.hpp>

#include "map/condition_eval.hpp"
#include "small_map.hpp"

using namespace permap;
using namespace permap::test;

namespace {

SubjectValue of_a_child(std::string_view subject) {
    if (subject == "age") return {6, {}};
    if (subject == "visits(panel)") return {2, {}};
    if (subject == "setting") return {0, "away"};
    return {};
}

bool holds_for_child(const std::string& text) {
    return holds(when(text), of_a_child);
}

}  // namespace

TEST_CASE("conditions hold for words and for numbers") {
    CHECK(holds(Condition{}, of_a_child));
    CHECK(holds_for_child("setting = away"));
    CHECK(holds_for_child("setting = home|away"));
    CHECK_FALSE(holds_for_child("setting != home|away"));
    CHECK(holds_for_child("setting != home|kin"));
    CHECK(holds_for_child("age = 6"));
    CHECK(holds_for_child("age >= 6"));
    CHECK(holds_for_child("age <= 6"));
    CHECK_FALSE(holds_for_child("age > 6"));
    CHECK_FALSE(holds_for_child("age < 6"));
    CHECK(holds_for_child("age > -1"));
    CHECK(holds_for_child("visits(panel) = 1|2"));
    CHECK(holds_for_child("age < 6 or setting = away and visits(panel) = 2"));
    CHECK_FALSE(holds_for_child("not (setting = away) or age > 6"));
}

TEST_CASE("only whole numbers are numbers") {
    CHECK(whole_number("-1") == -1);
    CHECK(whole_number("16") == 16);
    CHECK_FALSE(whole_number(""));
    CHECK_FALSE(whole_number("1.5"));
    CHECK_FALSE(whole_number("16 "));
    CHECK_FALSE(whole_number("+1"));
    CHECK_FALSE(whole_number("99999999999999999999"));
    CHECK_FALSE(whole_number("2147483647"));
}

TEST_CASE("between two thresholds no answer changes") {
    for (const std::string text : {"age < 6 or age >= 16", "age = 3|9", "age != 4", "age <= 0 and not (age > 2)"}) {
        const Condition condition = when(text);
        const std::vector<int> thresholds = thresholds_of(condition, "age");
        for (int age = -2; age < 20; ++age) {
            const auto at = [&](int years) {
                return holds(condition, [years](std::string_view) { return SubjectValue{years, {}}; });
            };
            const bool changes = at(age) != at(age - 1);
            const bool is_threshold = std::find(thresholds.begin(), thresholds.end(), age) != thresholds.end();
            INFO(text << " at " << age);
            CHECK((!changes || is_threshold));
        }
    }
    CHECK(thresholds_of(when("age < 6 or age >= 16"), "age") == std::vector<int>{6, 16});
    CHECK(thresholds_of(when("age = 3 and visits(panel) > 2"), "age") == std::vector<int>{3, 4});
    CHECK(subjects_of(when("age = 3 and visits(panel) > 2 or age = 4")) ==
          std::vector<std::string>{"age", "visits(panel)"});
}
