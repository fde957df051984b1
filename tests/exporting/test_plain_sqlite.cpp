#include <catch2/catch.hpp>

#include "exporting/writers.hpp"
#include "small_log.hpp"
#include "store/database.hpp"
#include "store/temporary_folder.hpp"

using namespace permap;

TEST_CASE("a plain database: readable texts, every reference kept, views that answer") {
    const TemporaryFolder folder;
    const SmallLog small;
    const Result<Written> written = write_plain_sqlite(small.log, {folder.file("a.sqlite")});
    REQUIRE(written);
    CHECK(written->rows == 17);
    Database database(folder.file("a.sqlite"), Database::Open::to_write);  // views are off where one only reads
    CHECK(database.number("SELECT count(*) FROM pragma_foreign_key_check()") == 0);
    CHECK(database.number("SELECT count(*) FROM event") == 17);
    CHECK(database.number("SELECT age_days FROM event WHERE child = 'c-two' AND kind = 'entered'") == -10);
    CHECK(database.number("SELECT caused_by FROM event WHERE child = 'c-one' AND event = 7") == 6);
    CHECK(database.number("SELECT out_of_hours_minutes * 100 + gathering_hours FROM event WHERE event = 7") == 3002);
    CHECK(database.number("SELECT count(*) FROM visit") == 4);
    CHECK(database.number("SELECT count(*) FROM visit WHERE way = 'to_home' AND started = '2026-04-09 10:00'") == 1);
    CHECK(database.number("SELECT count(*) FROM attribute_change WHERE value = 'kinship'") == 1);
    CHECK(database.number("SELECT round(mean_waiting_days * 100) FROM step_days WHERE step = 'meeting'") ==
          0);  // a real
    CHECK(database.number(
              "SELECT CAST(round(mean_waiting_days * 100) AS INTEGER) FROM step_days WHERE step = 'meeting'") == 200);
    CHECK(database.number("SELECT children FROM outcome_children WHERE outcome = 'The home'") == 1);
    CHECK(database.number("SELECT children FROM outcome_children WHERE outcome = 'open'") == 1);
    CHECK(database.number("SELECT times FROM directly_follows WHERE from_step = 'referral' AND to_step = 'meeting'") ==
          1);
    CHECK_FALSE(database.failed());
}
