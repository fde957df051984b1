#include <catch2/catch.hpp>

#include "store/record_text.hpp"

using namespace permap;

namespace {

Record full_record() {
    Record record;
    record.at = Instant{Minutes{-5}};  // before 1970
    record.milliseconds = 59'999;
    record.utc_offset_minutes = -720;
    record.kind = RecordKind::withdrawn;
    record.precision = TimePrecision::day;
    record.name = 0xfffffffe;
    record.value = 3;
    record.visit = 0xffffffff;
    record.cause = 7;
    record.detail = 0xffffffff;
    record.line = 0xffffffff;
    record.withdraws = 1;
    return record;
}

Record short_record() {
    Record record;
    record.at = Instant{Minutes{28'000'000}};
    record.kind = RecordKind::started;
    record.name = 2;
    record.line = 12;
    return record;
}

std::string array_of(const std::vector<Record>& records) {
    std::string array = "[";
    for (const Record& record : records) write_record(array, record);
    return array + "]";
}

constexpr RecordBounds bounds{5, 5};

}  // namespace

TEST_CASE("records come back from their text as they were") {
    std::vector<Record> records = {short_record(), short_record(), full_record()};
    records[1].kind = RecordKind::attribute_set;
    records[1].value = 4;
    const std::string array = array_of(records);
    CHECK(array ==
          "[[2,2,null,28000000,0,0,12],[5,2,4,28000000,0,0,12],"
          "[13,4294967294,3,-5,1,4294967295,4294967295,59999,-720,7,4294967295,1]]");
    std::vector<Record> read;
    CHECK_FALSE(read_records(array, bounds, 1, read));
    CHECK(read == records);
}

TEST_CASE("a text that no import wrote is refused, with the place of the record") {
    const auto place = [](const std::string& array) {
        std::vector<Record> read = {short_record()};  // of an earlier import
        return read_records(array, bounds, 1, read);
    };
    const std::string good = "[2,2,null,28000000,0,0,12]";
    CHECK_FALSE(place("[" + good + "," + good + "]"));
    CHECK(place("") == 1);
    CHECK(place("[]") == 1);
    CHECK(place(good) == 1);
    CHECK(place("[" + good) == 2);
    CHECK(place("[" + good + "] ") == 2);
    CHECK(place("[" + good + "," + good + ",]") == 3);
    CHECK(place("[[14,2,null,28000000,0,0,12]]") == 1);    // no such kind
    CHECK(place("[[2,5,null,28000000,0,0,12]]") == 1);     // no such step
    CHECK(place("[[5,2,5,28000000,0,0,12]]") == 1);        // no such word
    CHECK(place("[[2,null,null,28000000,0,0,12]]") == 1);  // only entered and left need no step
    CHECK(place("[[2,2,null,2800000000,0,0,12]]") == 1);   // no instant
    CHECK(place("[[2,2,null,28000000,2,0,12]]") == 1);     // no precision
    CHECK(place("[[2,2,nul,28000000,0,0,12]]") == 1);
    CHECK(place("[[2,2,4294967295,28000000,0,0,12]]") == 1);             // null is written so
    CHECK(place("[[2,2,null,28000000,0,0,12,0]]") == 1);                 // all of the last five, or none
    CHECK(place("[[13,2,null,28000000,0,0,12]]") == 1);                  // withdraws what?
    CHECK(place("[[13,2,null,28000000,0,0,12,0,null,null,0,1]]") == 1);  // itself
    CHECK_FALSE(place("[[13,2,null,28000000,0,0,12,0,null,null,0,0]]"));
    CHECK(place("[[2,2,null,28000000,0,0,12,65536,null,null,0,null]]") == 1);
}
