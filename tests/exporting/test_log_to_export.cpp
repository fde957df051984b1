#include <catch2/catch.hpp>

#include "exporting/log_to_export.hpp"
#include "small_log.hpp"

using namespace permap;

TEST_CASE("simulated children go by entry and place, families are told, households are left out") {
    const SmallLog small;
    EventLog log;
    for (int i = 0; i < 4; ++i) log.streams.push_back(small.log.streams[0]);
    log.streams[1].child.sibling = 1;
    log.streams[2].child.candidate = 7;
    log.streams[3].child.supply = true;
    log.streams[3].child.candidate = 8;
    const ExportedLog exported = simulated_journeys(small.plan, log);
    REQUIRE(exported.children.size() == 3);
    CHECK(exported.children[0].id == "referral:0");
    CHECK(exported.children[1].id == "referral:0.1");
    CHECK(exported.children[2].id == "referral:7");
    CHECK(exported.children[0].sibling_group == "family-1");
    CHECK(exported.children[1].sibling_group == "family-1");
    CHECK(exported.children[2].sibling_group.empty());
    CHECK(exported.children[0].birth_month == "2020-05");
    REQUIRE(exported.left_out.size() == 2);
    CHECK(exported.left_out[1] == "1 household that offers care: these are no children");
    log.streams[2].child.replication = 2;
    CHECK(simulated_journeys(small.plan, log).children[0].id == "r1/referral:0");
    CHECK(simulated_journeys(small.plan, log).children[2].id == "r2/referral:7");
}

TEST_CASE("what records hold beyond events is told") {
    RecordedFacts facts;
    RecordedJourney journey;
    journey.pseudonym = "c-1";
    Record record;
    record.name = 0;
    record.milliseconds = 12'000;
    record.utc_offset_minutes = 60;
    record.precision = TimePrecision::day;
    journey.records.push_back(record);
    Record month;
    month.kind = RecordKind::attribute_set;
    month.name = 0;
    month.value = 1;
    journey.records.push_back(month);
    facts.add(journey, {"birth_month", "2019-11"}, 1);
    const SmallLog small;
    EventLog log;
    log.streams.push_back(small.log.streams[0]);
    const ExportedLog exported = recorded_journeys(small.plan, log, {0}, facts, 3, 2);
    CHECK(exported.is_recorded);
    CHECK(exported.children[0].id == "c-1");
    CHECK(exported.children[0].birth_month == "2019-11");
    CHECK(exported.left_out ==
          std::vector<std::string>{
              "seconds of 1 record: times are to the minute", "how far local time is from UTC, of 1 record",
              "that 1 record knows the day only: midnight stands there",
              "3 records of ways, attributes or values that the map does not have (--map, --mapping)",
              "2 relations among other things"});
}

TEST_CASE("children who are left out are gone, the others stay in order") {
    SmallLog small;
    leave_out(small.log, {true, false});
    REQUIRE(small.log.children.size() == 1);
    CHECK(small.log.children[0].id == "c-two");
    CHECK(small.log.streams[0].events.size() == 4);
}
