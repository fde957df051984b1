#include <catch2/catch.hpp>
#include <fstream>

#include "formats/readers.hpp"
#include "recording/recording.hpp"
#include "store/recorded_log_file.hpp"
#include "store/temporary_folder.hpp"

using namespace permap;

TEST_CASE("a row of a table is one too many only where all that it says was said before") {
    const TemporaryFolder folder;
    std::ofstream(folder.file("t.csv")) << "child,step,from,to,status\n"
                                           "A,IRD,2026-04-06,2026-04-07,C1\n"
                                           "A,Call,2026-04-06,2026-04-06,C1\n"  // the status is known
                                           "A,Call,2026-04-06,2026-04-08,C1\n"  // another call, begun on that day
                                           "A,IRD,2026-04-06,2026-04-07,C1\n";  // the first row again
    Mapping mapping;
    CsvColumns& columns = mapping.csv.columns;
    columns.child = "child", columns.step = "step", columns.started = "from", columns.completed = "to";
    mapping.attributes = {"status"};
    RecordingSettings settings;
    settings.target = folder.file("log.permap");
    settings.rejects_repeats = true;
    for (const bool again : {false, true}) {
        settings.adds_to_log = again;
        Result<std::unique_ptr<Recording>> recording = Recording::begin(settings);
        REQUIRE(recording);
        REQUIRE(read_csv(folder.file("t.csv"), mapping, **recording, {}));
        Import import;
        import.known_since = date_of(*parse_instant("2026-05-01"));
        import.followed_until = *parse_instant("2026-05-01");
        import.format = "csv";
        import.mapping_json = "{}";
        import.program = "a test";
        const Result<Recorded> done = (*recording)->finish(import);
        REQUIRE(done);
        REQUIRE((*recording)->rejects() == 1);
        CHECK((*recording)->rejected()[0].line == 5);
        CHECK((*recording)->rejected()[0].rule == "an earlier row says the same");
        CHECK(done->records == 7);
        CHECK(done->added == (again ? 0 : 7));
        CHECK(done->unchanged == (again ? 7 : 0));
    }
}
