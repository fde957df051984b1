#include <catch2/catch.hpp>

#include "exporting/writers.hpp"
#include "small_log.hpp"
#include "store/temporary_folder.hpp"

using namespace permap;

TEST_CASE("a row an event: each with its cause, then what is known of the child") {
    const TemporaryFolder folder;
    const SmallLog small;
    const Result<Written> written = write_csv_events(small.log, {folder.file("a.csv")});
    REQUIRE(written);
    CHECK(written->rows == 23);
    CHECK(folder.files() == std::vector<std::string>{"a.csv"});
    CHECK(text_of_file(folder.file("a.csv")) ==
          "child,event,kind,step,at,cause,detail,way,attribute,value\r\n"
          "c-one,1,entered,referral,2026-04-06 09:30,,2150,,,\r\n"
          "c-one,2,ready,referral,2026-04-06 09:30,0,1,,,\r\n"
          "c-one,3,started,referral,2026-04-06 09:30,1,,,,\r\n"
          "c-one,4,completed,referral,2026-04-07 10:00,2,,,,\r\n"
          "c-one,5,attribute_set,,2026-04-07 10:00,3,,,placement,kinship\r\n"
          "c-one,6,ready,meeting,2026-04-07 10:00,3,1,,,\r\n"
          "c-one,7,started,meeting,2026-04-09 10:00,5,2097182,,,\r\n"
          "c-one,8,completed,meeting,2026-04-09 12:00,6,,,,\r\n"
          "c-one,9,decided,meeting,2026-04-09 12:00,7,,to_home,,\r\n"
          "c-one,10,ready,home,2026-04-09 12:00,8,1,,,\r\n"
          "c-one,11,started,home,2026-04-09 12:00,9,,,,\r\n"
          "c-one,12,completed,home,2026-04-09 12:00,10,,,,\r\n"
          "c-one,13,left,home,2026-04-09 12:00,11,,,,\r\n"
          "c-one,14,attribute_set,,2026-04-09 12:00,0,,,birth_month,2020-05\r\n"
          "c-one,15,attribute_set,,2026-04-09 12:00,0,,,sibling_group,family-1\r\n"
          "c-one,16,attribute_set,,2026-04-09 12:00,0,,,followed_until,2028-04-06 09:30\r\n"
          "c-two,1,entered,referral,2026-05-01 00:00,,4294967286,,,\r\n"
          "c-two,2,ready,referral,2026-05-01 00:00,0,1,,,\r\n"
          "c-two,3,started,referral,2026-05-01 00:00,1,,,,\r\n"
          "c-two,4,cancelled,referral,2026-05-02 00:00,2,,,,\r\n"
          "c-two,5,attribute_set,,2026-05-02 00:00,0,,,birth_month,2026-05\r\n"
          "c-two,6,attribute_set,,2026-05-02 00:00,0,,,sibling_group,family-1\r\n"
          "c-two,7,attribute_set,,2026-05-02 00:00,0,,,followed_until,2028-05-01 00:00\r\n");
}

TEST_CASE("a row a visit, and what that leaves out") {
    const TemporaryFolder folder;
    const SmallLog small;
    const Result<Written> written = write_csv_visits(small.log, {folder.file("a.csv")});
    REQUIRE(written);
    CHECK(text_of_file(folder.file("a.csv")) ==
          "child,step,ready,started,completed,cancelled,way\r\n"
          "c-one,referral,2026-04-06 09:30,2026-04-06 09:30,2026-04-07 10:00,,\r\n"
          "c-one,meeting,2026-04-07 10:00,2026-04-09 10:00,2026-04-09 12:00,,to_home\r\n"
          "c-one,home,2026-04-09 12:00,2026-04-09 12:00,2026-04-09 12:00,,\r\n"
          "c-two,referral,2026-05-01 00:00,2026-05-01 00:00,,2026-05-02 00:00,\r\n");
    REQUIRE(written->left_out.size() == 5);
    CHECK(written->left_out[0] == "causes: what each step had waited for, and with them the path that mattered");
}

TEST_CASE("a cell that a spreadsheet would run is guarded, and the export says so") {
    const TemporaryFolder folder;
    const SmallLog small("=HYPERLINK(\"http://a\")\nb,c");
    const Result<Written> written = write_csv_visits(small.log, {folder.file("a.csv")});
    REQUIRE(written);
    CHECK(text_of_file(folder.file("a.csv")).find("c-one,\"'=HYPERLINK(\"\"http://a\"\")\nb,c\",2026") !=
          std::string::npos);
    CHECK(written->left_out.back() ==
          "1 cell begins with an apostrophe, so that no spreadsheet takes it for a formula");
}

TEST_CASE("a file that is there stays as it is unless it may be replaced") {
    const TemporaryFolder folder;
    const SmallLog small;
    REQUIRE(write_csv_visits(small.log, {folder.file("a.csv")}));
    CHECK_FALSE(write_csv_events(small.log, {folder.file("a.csv")}));
    CHECK(text_of_file(folder.file("a.csv")).substr(0, 10) == "child,step");
    CHECK(write_csv_events(small.log, {folder.file("a.csv"), true}));
    CHECK(text_of_file(folder.file("a.csv")).substr(0, 11) == "child,event");
}
