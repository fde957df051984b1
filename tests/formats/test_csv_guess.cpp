#include <catch2/catch.hpp>
#include <fstream>

#include "formats/readers.hpp"
#include "line_sink.hpp"
#include "store/temporary_folder.hpp"

using namespace permap;

namespace {

using Lines = std::vector<std::string>;

struct Guessed {
    Mapping mapping;
    Lines questions;  // "FIELD: WHAT [choice, choice]"
    Lines notes, problems;
    LineSink sink;  // read with that mapping, where nothing is asked
};

Guessed guess(const std::string& text) {
    const TemporaryFolder folder;
    const std::string path = folder.file("t.csv");
    std::ofstream(path, std::ios::binary) << text;
    Guessed guessed;
    const Result<GuessedMapping> found = guess_csv(path);
    for (const Problem& problem : found.problems())
        guessed.problems.push_back(
            to_string({"t.csv" + problem.where.substr(path.size()), problem.what, problem.hint}));
    if (!found) return guessed;
    guessed.mapping = found->mapping;
    guessed.notes = found->notes;
    for (const Question& question : found->questions) {
        std::string line = question.field + ": " + question.what + " [";
        for (std::size_t i = 0; i < question.choices.size(); ++i) line += (i == 0 ? "" : ", ") + question.choices[i];
        guessed.questions.push_back(line + "]");
    }
    if (guessed.questions.empty()) {
        const Result<SourceSummary> summary = read_csv(path, guessed.mapping, guessed.sink, {});
        CHECK(summary);
    }
    return guessed;
}

}  // namespace

TEST_CASE("usual names of columns are known") {
    const Guessed one = guess("Case ID;Activity;Date\n1;IRD;2026-04-06\n1;Plan;2026-04-07\n");
    CHECK(one.questions.empty());
    CHECK(one.mapping.csv.separator == ';');
    CHECK(one.sink.events == Lines{"2 1 happened IRD 2026-04-06", "3 1 happened Plan 2026-04-07"});

    const Guessed pm4py = guess(
        "case:concept:name,concept:name,time:timestamp,start_timestamp,org:resource\n"
        "1,IRD,2026-04-06 10:00:00+00:00,2026-04-06 09:00:00+00:00,x\n");
    CHECK(pm4py.sink.events ==
          Lines{"2 1 started IRD 2026-04-06 09:00 offset 0", "2 1 completed IRD 2026-04-06 10:00 offset 0"});

    const Guessed lifecycle = guess(
        "case:concept:name,concept:name,time:timestamp,lifecycle:transition,concept:instance\n"
        "1,IRD,2026-04-06T09:00:00.000+01:00,start,7\n1,IRD,2026-04-06T10:00:00.000+01:00,complete,7\n");
    CHECK(lifecycle.sink.events ==
          Lines{"2 1 started IRD 2026-04-06 09:00 offset 60", "3 1 completed IRD 2026-04-06 10:00 offset 60"});
    CHECK(lifecycle.sink.visits == Lines{"7", "7"});

    const Guessed spans =
        guess("child_id\tstep\tready\tstart\tend\tdate of birth\n1\tIRD\t2026-04-01\t2026-04-06\t\t2017-04-23\n");
    CHECK(spans.sink.events == Lines{"2 1 attribute_set birth_month=2017-04 2026-04-01", "2 1 ready IRD 2026-04-01",
                                     "2 1 started IRD 2026-04-06"});

    const Guessed ends_only = guess("Person|Task|Completed\n1|IRD|2026-04-06\n");
    CHECK(ends_only.sink.events == Lines{"2 1 happened IRD 2026-04-06"});
    const Guessed asked_and_done = guess("person,task,requested,finished\n1,IRD,2026-04-06,2026-04-07\n");
    CHECK(asked_and_done.sink.events == Lines{"2 1 ready IRD 2026-04-06", "2 1 completed IRD 2026-04-07"});
    // One slip of the pen does not make a date of birth another thing.
    CHECK(guess("child,step,date,dob\n1,IRD,2026-04-06,2017-04-23\n2,IRD,2026-04-06,2017-04-32\n")
              .mapping.csv.columns.birth_date == "dob");
    // No usual name: there is one column of dates only.
    CHECK(guess("child,step,on the\n1,IRD,2026-04-06\n").mapping.csv.columns.at == "on the");
    // Our own exports are known by all their columns.
    const Guessed own = guess(
        "child,event,kind,step,at,cause,detail,way,attribute,value\nc-1,1,entered,referral,2026-04-06 09:30,,300,,,\n");
    CHECK(own.sink.events == Lines{"2 c-1 entered referral 2026-04-06 09:30 #1 detail 300"});
}

TEST_CASE("a column of kinds is one only where it holds kinds") {
    CHECK(guess("child,step,date,kind\n1,IRD,2026-04-06,start\n").mapping.csv.columns.kind == "kind");
    const Guessed other = guess("child,step,date,kind\n1,IRD,2026-04-06,urgent\n");
    CHECK(other.mapping.csv.columns.kind.empty());
    CHECK(other.sink.events == Lines{"2 1 happened IRD 2026-04-06"});
}

TEST_CASE("one row a child, with a column of dates a milestone") {
    const Guessed guessed = guess(
        "child,dob,looked "
        "after,panel,order\nA,2017-04-23,2026-01-02,2026-03-04,\nB,2016-01-01,2026-02-02,,2026-09-01\n");
    CHECK(guessed.questions.empty());
    CHECK(guessed.notes == Lines{"each row is a child: 3 columns of dates are read as steps that were done then"});
    CHECK(guessed.mapping.csv.milestones.size() == 3);
    CHECK(guessed.mapping.csv.columns.birth_date == "dob");
    CHECK(guessed.sink.events.size() == 6);
    // The same child twice: then a row is not a child.
    CHECK(guess("child,started,panel\nA,2026-01-02,2026-03-04\nA,2026-02-02,2026-09-01\n").problems ==
          Lines{"t.csv: has no column that could tell the step (a row is a step of a child; or each child has one row, "
                "with a column of dates a step)"});
}

TEST_CASE("what only a person can know is asked, with the columns to choose from") {
    CHECK(guess("ref,what,on\n1,IRD,2026-04-06\n1,IRD,2026-04-07\n").questions ==
          Lines{"csv/columns/child: which column tells the child? [ref, what]",
                "csv/columns/step: which column tells the step? [ref, what]"});
    CHECK(
        guess("case_id,person_id,activity,task,date,time\n1,2,IRD,x,2026-04-06,2026-04-07\n").questions ==
        Lines{"csv/columns/child: more than one column may tell the child [case_id, person_id]",
              "csv/columns/step: more than one column may tell the step [activity, task]",
              "csv/columns/at: more than one column holds dates; which tells when the step was done? (Where one tells "
              "the start and one the end, a mapping file says so.) [date, time]"});
}

TEST_CASE("dates as 03/04/2020 are settled by one that can be read in one way only, or asked for") {
    const std::string header = "child,step,date\n";
    const Guessed unclear = guess(header + "1,IRD,04/04/2020\n1,IRD,03/04/2020\n");
    CHECK(unclear.questions ==
          Lines{"dates: does 03/04/2020 name the day or the month first? [day_first, month_first]"});
    const Guessed day = guess(header + "1,IRD,03/04/2020\n1,IRD,25/04/2020\n");
    CHECK(day.questions.empty());
    CHECK(day.notes == Lines{"dates are read day first: 25/04/2020 can be read in no other way"});
    CHECK(day.sink.events[0] == "2 1 happened IRD 2020-04-03");
    const Guessed month = guess(header + "1,IRD,03/04/2020\n1,IRD,04/25/2020\n");
    CHECK(month.notes == Lines{"dates are read month first: 04/25/2020 can be read in no other way"});
    CHECK(month.sink.events[0] == "2 1 happened IRD 2020-03-04");
    CHECK(
        guess(header + "1,IRD,25/04/2020\n1,IRD,04/25/2020\n").questions ==
        Lines{"dates: some dates name the day first (25/04/2020), others the month (04/25/2020); which order is meant? "
              "What is not so will be rejected. [day_first, month_first]"});
    // A date of birth settles it too, and is not shown; nor is it the example.
    const Guessed born = guess("child,dob,step,date\n1,25/04/2017,IRD,03/04/2020\n");
    CHECK(born.questions.empty());
    CHECK(born.notes == Lines{"dates are read day first: a date of birth can be read in no other way"});
    CHECK(guess("child,dob,step,date\n1,01/04/2017,IRD,2020-04-03\n").questions ==
          Lines{"dates: does a date of birth name the day or the month first? [day_first, month_first]"});
    // Beyond the first 10,000 rows nobody looks.
    std::string late = header;
    for (int i = 0; i < 10'000; ++i) late += "1,IRD,03/04/2020\n";
    CHECK(guess(late + "1,IRD,25/04/2020\n").questions.size() == 1);
}

TEST_CASE("a file that is not UTF-8 is asked about") {
    const Guessed guessed = guess("child,step,date\n1,caf\xe9,2026-04-06\n");
    CHECK(guessed.questions == Lines{"csv/encoding: line 2 is not UTF-8; is the file Windows-1252, as older programs "
                                     "write it? (utf-8: such rows "
                                     "are rejected.) [windows-1252, utf-8]"});
    CHECK(guessed.mapping.csv.encoding == "utf-8");
    const Guessed header = guess("child,\xe9tape,date\n1,x,2026-04-06\n");
    CHECK(header.questions.size() == 2);
    CHECK(header.questions[1] == "csv/columns/step: which column tells the step? [\xc3\xa9tape]");
}

TEST_CASE("files of which nothing can be made") {
    CHECK(guess("").problems == Lines{"t.csv: is empty"});
    CHECK(guess("child,step,date\n").problems ==
          Lines{"t.csv: has a header and no row below it that has as many fields"});
    CHECK(guess("child\n1\n").problems ==
          Lines{"t.csv: has one column only (columns are told apart by a comma, a semicolon, a tab or a |)"});
    CHECK(guess("child,step,date\n1,IRD,soon\n").problems ==
          Lines{"t.csv: has no column of dates that can be read (dates as 2026-04-06, 06/04/2026 or "
                "2026-04-06T09:30:15+01:00)"});
    CHECK(guess("child,step,date\n1,IRD,03/04/20\n").problems.size() == 1);
    CHECK(guess("\xff\xfe"
                "a,b")
              .problems == Lines{"t.csv: is written as UTF-16 (save it as UTF-8: in a spreadsheet, \"CSV UTF-8\")"});
    CHECK(guess("child,step,date\n1,\"IRD,2026-04-06\n").problems.size() == 1);
    CHECK(guess(std::string(3U << 20, 'x')).problems.size() == 1);
}
