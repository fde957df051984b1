#include <catch2/catch.hpp>

#include "scenario/sentence.hpp"
#include "small_map.hpp"

using namespace permap;

namespace {

std::string said(Change change) {
    return sentence({std::move(change), ""}, small_map());
}
const Provenance guess = assumed(1).from;

}  // namespace

TEST_CASE("each edit is one plain sentence, with names in place of ids") {
    CHECK(said(Remove{{"booking", false}, {}}) ==
          "\"Wait for a panel date\" is passed through: no time, nobody's capacity.");
    CHECK(
        said(Remove{{"panel_stage", true}, {{"advice", "agreed"}}}) ==
        "Every step of the stage \"Panel\" is passed through: no time, nobody's capacity; at \"Panel's advice\" always "
        "\"agree\".");
    CHECK(said(Remove{{"advice", false}, {{"advice", "refused"}}}) ==
          "\"Panel's advice\" is passed through: no time, nobody's capacity; always \"Refused\".");
    CHECK(said(ScaleDuration{{"booking", false}, assumed(0.5)}) ==
          "\"Wait for a panel date\" takes half as long (assumption).");
    CHECK(said(ScaleDuration{{"papers", true}, assumed(0.75)}) ==
          "Each step of the stage \"Papers\" takes 0.75 times as long (assumption).");
    CHECK(said(SetDuration{"assess", lasts(Fixed{1}, TimeUnit::weeks)}) ==
          "\"Assessment\" takes 1 week, in place of 4 to 14 weeks, most often 8 (assumption).");
    CHECK(said(CapDuration{{"assess", false}, 12, TimeUnit::weeks, 0.9, {"study", "p. 4", "", {}, {}}}) ==
          "\"Assessment\" takes at most 12 weeks in 90% of visits (source: study, p. 4).");
    CHECK(said(AddDuration{"assess", 2, TimeUnit::weeks, guess}) == "\"Assessment\" takes 2 weeks more (assumption).");
    CHECK(said(AddDuration{"assess", -1, TimeUnit::weeks, guess}) == "\"Assessment\" takes 1 week less (assumption).");
    CHECK(
        said(SetProbability{"advice", "agreed", assumed(0.9)}) ==
        "At \"Panel's advice\", \"agree\" comes in 90% in place of 80% of decisions; the other ways share the rest as "
        "before (assumption).");
    CHECK(said(SetProbability{"agreed", "letter", assumed(0.5)}) ==
          "At \"Plan agreed\", \"Letter\" comes in 50% in place of 30% of decisions (assumption).");
    CHECK(said(SetAttribute{"area_meets", "yes"}) == "Children come in with area_meets = yes, in place of no.");
    CHECK(said(SetCapacity{"panel_dates", assumed(8)}) ==
          "\"Panel\" has a capacity of 8, in place of 4 (places at each sitting) (assumption).");
}

TEST_CASE("what the map does not know is shown by its id") {
    CHECK(said(Remove{{"nothing", false}, {}}) == "\"nothing\" is passed through: no time, nobody's capacity.");
    CHECK(said(SetProbability{"nothing", "way", assumed(0.9)}) ==
          "At \"nothing\", \"way\" comes in 90% of decisions; the other ways share the rest as before (assumption).");
}
