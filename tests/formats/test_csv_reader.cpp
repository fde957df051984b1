#include <catch2/catch.hpp>
#include <fstream>

#include "formats/readers.hpp"
#include "line_sink.hpp"
#include "store/temporary_folder.hpp"

using namespace permap;

namespace {

using Lines = std::vector<std::string>;

struct ReadFile {
    LineSink sink;
    SourceSummary summary;
    Lines problems;
};

std::string written(const TemporaryFolder& folder, const std::string& text) {
    const std::string path = folder.file("t.csv");
    std::ofstream(path, std::ios::binary) << text;
    return path;
}

ReadFile read(const std::string& text, const Mapping& mapping) {
    const TemporaryFolder folder;
    const std::string path = written(folder, text);
    ReadFile read;
    const Result<SourceSummary> summary = read_csv(path, mapping, read.sink, {});
    if (summary) read.summary = *summary;
    for (const Problem& problem : summary.problems())
        read.problems.push_back(to_string({"t.csv" + problem.where.substr(path.size()), problem.what, problem.hint}));
    return read;
}

Mapping happened() {
    Mapping mapping;
    mapping.csv.columns.child = "child";
    mapping.csv.columns.step = "step";
    mapping.csv.columns.at = "at";
    return mapping;
}

Mapping visits() {
    Mapping mapping = happened();
    mapping.csv.columns.at.clear();
    mapping.csv.columns.started = "from";
    mapping.csv.columns.completed = "to";
    return mapping;
}

Mapping kinds() {
    Mapping mapping = happened();
    mapping.csv.columns.kind = "kind";
    return mapping;
}

}  // namespace

TEST_CASE("one date a row") {
    const ReadFile file =
        read("child,step,at,note\nA,IRD,2026-04-06,x\n\nB,\"CPPM, review\",2026-04-07 09:30:15.5+01:00,\n", happened());
    CHECK(file.problems.empty());
    CHECK(file.sink.rejects.empty());
    CHECK(file.sink.events ==
          Lines{"2 A happened IRD 2026-04-06", "4 B happened CPPM, review 2026-04-07 09:30+15500 ms offset 60"});
    CHECK(file.sink.visits == Lines{"", ""});
    CHECK(file.summary.rows == 2);
    CHECK(file.summary.left_behind == Lines{"note"});
}

TEST_CASE("start and end a row are one visit, known again by when it began") {
    const std::string header = "child,step,from,to\n";
    const ReadFile first =
        read(header + "A,IRD,2026-04-06,\nA,IRD,2026-04-08,2026-04-08\nA,Plan,,2026-04-09\n", visits());
    CHECK(first.sink.events == Lines{"2 A started IRD 2026-04-06", "3 A started IRD 2026-04-08",
                                     "3 A completed IRD 2026-04-08", "4 A completed Plan 2026-04-09"});
    const ReadFile later = read(header + "A,IRD,2026-04-06,2026-04-07\n", visits());
    REQUIRE(later.sink.visits.size() == 2);
    CHECK(later.sink.visits[0] == first.sink.visits[0]);
    CHECK(later.sink.visits[1] == first.sink.visits[0]);
    CHECK(first.sink.visits[1] == first.sink.visits[2]);
    CHECK(first.sink.visits[1] != first.sink.visits[0]);
    CHECK(first.sink.visits[3] != first.sink.visits[0]);

    Mapping mapping = visits();
    mapping.csv.columns.ready = "asked";
    mapping.csv.columns.visit = "id";
    mapping.csv.columns.way = "outcome";
    const ReadFile all = read(
        "id,child,step,asked,from,to,outcome\n7,A,IRD,2026-04-01,2026-04-02,2026-04-03,plan\n8,A,IRD,2026-04-09,,,\n",
        mapping);
    CHECK(all.sink.events == Lines{"2 A ready IRD 2026-04-01", "2 A started IRD 2026-04-02",
                                   "2 A completed IRD 2026-04-03", "2 A decided IRD=plan 2026-04-03",
                                   "3 A ready IRD 2026-04-09"});
    CHECK(all.sink.visits == Lines{"7", "7", "7", "7", "8"});
}

TEST_CASE("one row an event, with a kind or a transition of XES") {
    const ReadFile file = read(
        "child,step,at,kind\n"
        "A,IRD,2026-04-06,schedule\nA,IRD,2026-04-06,Start\nA,IRD,2026-04-06,SUSPEND\nA,IRD,2026-04-07,complete\n"
        "A,Plan,2026-04-08,happened\nA,,2026-04-09,left\nA,Plan,2026-04-09,ate_abort\n",
        kinds());
    CHECK(file.sink.events == Lines{"2 A ready IRD 2026-04-06", "3 A started IRD 2026-04-06",
                                    "5 A completed IRD 2026-04-07", "6 A happened Plan 2026-04-08",
                                    "7 A left  2026-04-09", "8 A cancelled Plan 2026-04-09"});
    CHECK(file.sink.rejects.empty());
    CHECK(file.summary.left_behind == Lines{"kind \"suspend\""});
}

TEST_CASE("a kind is not mistaken for what stood in its place in an earlier part of the file") {
    // Lines of 32 bytes: the same places in every block of the file.
    Mapping mapping = kinds();
    mapping.csv.columns.step = "step3456789012345";
    std::string text = "child,step3456789012345,at,kind\n";
    const std::size_t lines = 4096;
    for (std::size_t line = 2; line <= lines; ++line)
        text += std::string("A0123456789,xx,2026-04-06,") + (line <= lines / 2 ? "start" : "ready") + "\n";
    REQUIRE(text.size() == 32 * lines);
    const ReadFile file = read(text, mapping);
    std::size_t started = 0;
    for (const std::string& event : file.sink.events) started += event.find(" started ") != std::string::npos ? 1 : 0;
    CHECK(file.sink.events.size() == lines - 1);
    CHECK(started == lines / 2 - 1);
}

TEST_CASE("our own exports keep place, cause and detail") {
    Mapping mapping = kinds();
    CsvColumns& columns = mapping.csv.columns;
    columns.event = "event", columns.cause = "cause", columns.detail = "detail", columns.way = "way";
    columns.attribute = "attribute", columns.value = "value";
    const ReadFile file = read(
        "child,event,kind,step,at,cause,detail,way,attribute,value\n"
        "c-1,1,entered,referral,2026-04-06 09:30,,4294967286,,,\n"
        "c-1,2,ready,referral,2026-04-06 09:30,0,1,,,\n"
        "c-1,3,decided,referral,2026-04-06 09:30,1,0,to_ird,,\n"
        "c-1,4,attribute_set,,2026-04-06 09:30,2,0,,age_group,unborn\n"
        "c-1,,attribute_set,,2026-04-06 09:30,,,,birth_month,2026-08\n"
        "c-1,5,left,,2026-04-06 10:00,3,,,,\n",
        mapping);
    CHECK(file.problems.empty());
    CHECK(file.sink.rejects.empty());
    CHECK(file.sink.events == Lines{"2 c-1 entered referral 2026-04-06 09:30 #1 detail 4294967286",
                                    "3 c-1 ready referral 2026-04-06 09:30 #2 after 0 detail 1",
                                    "4 c-1 decided referral=to_ird 2026-04-06 09:30 #3 after 1",
                                    "5 c-1 attribute_set age_group=unborn 2026-04-06 09:30 #4 after 2",
                                    "6 c-1 attribute_set birth_month=2026-08 2026-04-06 09:30",
                                    "7 c-1 left  2026-04-06 10:00 #5 after 3"});
    CHECK(file.sink.visits == Lines(6, ""));
}

TEST_CASE("one row a child, a column a milestone") {
    Mapping mapping;
    mapping.csv.columns.child = "child";
    mapping.csv.milestones = {{"became looked after", "accommodated"}, {"order", "final_order"}, {"panel", "panel"}};
    const ReadFile file =
        read("child,became looked after,panel,order\nA,2026-01-02,,2026-09-01\nB,,,\nC,,2026-02-30,\n", mapping);
    CHECK(file.sink.events == Lines{"2 A happened accommodated 2026-01-02", "2 A happened final_order 2026-09-01"});
    CHECK(file.sink.visits == Lines{"became looked after", "order"});
    CHECK(file.sink.rejects == Lines{"3: has no date at all (B)", "4 panel \"2026-02-30\": is not a date (C)"});
}

TEST_CASE("rows that are wrong are told one by one, and tell nobody's name") {
    Mapping mapping = visits();
    mapping.csv.columns.ready = "asked";
    mapping.csv.columns.way = "way";
    const ReadFile file = read(
        "child,step,asked,from,to,way\n"
        "A,IRD,,2026-04-06,2026-04-05,\n"
        "A,IRD,2026-04-07,2026-04-06,,\n"
        "A,IRD,2026-04-07,,2026-04-06,\n"
        "A,IRD,,,,\n"
        ",IRD,,2026-04-06,,\n"
        "A,,,2026-04-06,,\n"
        "A,IRD,,06/04/2026,,\n"
        "A,IRD,,31/02/2026,,\n"
        "A,IRD,,ask Mrs Smith,,\n"
        "A,IRD,,2026-04-06,\n"
        "A,IRD,,2026-04-06,,,\n"
        "A,IRD,,2026-04-06,,she went to live with her aunt\n"
        "A,\"" +
            std::string(121, 'x') +
            "\",,2026-04-06,,\n"
            "A,x\"y,,2026-04-06,,\n"
            "A,caf\xe9,,2026-04-06,,\n"
            ",,,,,\n"
            "A,good,2026-04-06 10:00,2026-04-06,2026-04-06 11:00,\n"
            "A,offsets,,2026-04-06T10:00+02:00,2026-04-06T09:00+01:00,\n",
        mapping);
    CHECK(file.sink.rejects ==
          Lines{"2 to \"2026-04-05\": is before \"from\" (A)", "3 from \"2026-04-06\": is before \"asked\" (A)",
                "4 to \"2026-04-06\": is before \"asked\" (A)",
                "5 from: is empty, and so is every other date of the row (A)",
                "6 child: is empty: of which child is this row?", "7 step: is empty: which step was it? (A)",
                "8 from \"06/04/2026\": can be read in two ways; the mapping's \"dates\" say which (A)",
                "9 from \"31/02/2026\": is not a date (A)", "10 from: is not a date (A)",
                "11: has 5 fields, the header has 6", "12: has 7 fields, the header has 6",
                "13 way: is a text, not the name of a way (A)", "14 step: is a text, not the name of a step (A)",
                "15: has a quote that does not stand around a whole field; a quote inside one is written twice",
                "16: is not UTF-8; where the whole file is Windows-1252, the mapping's csv/encoding says so"});
    CHECK(file.sink.events.size() == 5);
    CHECK(file.summary.rows == 17);
}

TEST_CASE("kinds nobody knows are told with what was probably meant") {
    const ReadFile file = read(
        "child,step,at,kind\nA,IRD,2026-04-06,strated\nA,IRD,2026-04-06,\nA,IRD,2026-04-06,John Smith\n"
        "A,IRD,2026-04-06,withdrawn\nA,IRD,2026-04-06,decided\nA,,2026-04-06,started\n"
        "A,IRD,,started\n",
        kinds());
    const std::string list = "it is none of ready, started, completed, cancelled, happened … or a transition of XES";
    CHECK(file.sink.rejects == Lines{"2 kind \"strated\": is no kind of event; did you mean started? (A)",
                                     "3 kind: is empty: what happened? (A)",
                                     "4 kind: is no kind of event; " + list + " (A)",
                                     "5 kind \"withdrawn\": is no kind of event; did you mean withdraw? (A)",
                                     "6 kind: is empty: which way was decided on? (A)",
                                     "7 step: is empty: which step was it? (A)", "8 at: is empty: when was it? (A)"});
    CHECK(file.sink.events.empty());
}

TEST_CASE("of a date of birth only the month is handed over, once a child") {
    Mapping mapping = happened();
    mapping.csv.columns.birth_date = "dob";
    mapping.dates = DateOrder::day_first;
    const ReadFile file = read(
        "child,dob,step,at\n"
        "A,23/04/2017,IRD,2026-04-06\nA,23/04/2017,Plan,2026-04-07\nB,05/08/2026,IRD,2026-04-06\nC,,IRD,2026-04-06\n"
        "A,24/04/2017,Review,2026-05-07\nA,24/05/2017,Review,2026-06-07\nA,2017-04,Review,2026-06-07\n"
        "D,31/04/2017,IRD,2026-04-06\nE,23/04/1817,IRD,2026-04-06\nF,23/04/1905,IRD,2026-04-06\nG,23/04/"
        "2027,IRD,2026-04-06\n",
        mapping);
    CHECK(file.sink.events == Lines{"2 A attribute_set birth_month=2017-04 2026-04-06", "2 A happened IRD 2026-04-06",
                                    "3 A happened Plan 2026-04-07", "4 B attribute_set birth_month=2026-08 2026-04-06",
                                    "4 B happened IRD 2026-04-06", "5 C happened IRD 2026-04-06",
                                    "6 A happened Review 2026-05-07", "8 A happened Review 2026-06-07"});
    CHECK(file.sink.rejects == Lines{"7 dob: is in another month than an earlier row of this child says (A)",
                                     "9 dob: is not a date of birth (D)", "10 dob: is not a date of birth (E)",
                                     "11 dob: is more than 120 years before the row's date (F)",
                                     "12 dob: is more than 300 days after the row's date (G)"});
    mapping.dates.reset();
    CHECK(read("child,dob,step,at\nA,03/04/2017,IRD,2026-04-06\n", mapping).sink.rejects ==
          Lines{"2 dob: can be read in two ways; the mapping's \"dates\" say which (A)"});
}

TEST_CASE("attributes are codes; texts only where the mapping lists them") {
    Mapping mapping = happened();
    mapping.attributes = {"status", "area"};
    const std::string text =
        "child,step,at,status,area,note\nA,IRD,2026-04-06,C1,,\"Her aunt said that, maybe\"\n"
        "A,Plan,2026-04-07,living with her aunt in Leith,,\n";
    const ReadFile codes = read(text, mapping);
    CHECK(codes.sink.events == Lines{"2 A attribute_set status=C1 2026-04-06", "2 A happened IRD 2026-04-06"});
    CHECK(codes.sink.rejects ==
          Lines{"3 status: is a text, not a code; the mapping's \"texts\" name columns whose texts are kept (A)"});
    CHECK(codes.summary.left_behind == Lines{"note"});
    mapping.attributes = {"area"};
    mapping.texts = {"status", "note"};
    const ReadFile texts = read(text, mapping);
    CHECK(texts.sink.rejects.empty());
    CHECK(texts.sink.events ==
          Lines{"2 A attribute_set status=C1 2026-04-06", "2 A attribute_set note=Her aunt said that, maybe 2026-04-06",
                "2 A happened IRD 2026-04-06", "3 A attribute_set status=living with her aunt in Leith 2026-04-07",
                "3 A happened Plan 2026-04-07"});
}

TEST_CASE("what spoils a whole file") {
    CHECK(read("", happened()).problems == Lines{"t.csv: is empty"});
    CHECK(read("\xef\xbb\xbf\r\n", happened()).problems == Lines{"t.csv: is empty"});
    CHECK(read("child,step,at\n", happened()).problems == Lines{"t.csv: has a header and no row below it"});
    CHECK(read("child,step,at\n,,\n", happened()).problems == Lines{"t.csv: has a header and no row below it"});
    CHECK(read("child,stepp,at,at\nA,x,2026-04-06,\n", happened()).problems ==
          Lines{"t.csv: has no column \"step\", which the mapping names (csv/columns/step) (did you mean stepp?)",
                "t.csv: has two columns called \"at\" (give one of them another name)"});
    CHECK(read("child;step;at\nA;x;2026-04-06\n", happened()).problems.size() == 3);
    CHECK(read("child,step,at\nA,\"x,2026-04-06\nA,y,2026-04-06\n", happened()).problems ==
          Lines{"t.csv:2: a quote is opened in this row and never closed (everything from here to the end of the file "
                "would "
                "be one "
                "field)"});
    CHECK(read("ch\xe9,step,at\n", happened()).problems ==
          Lines{"t.csv:1: the header is not UTF-8; where the whole file is Windows-1252, the mapping's csv/encoding "
                "says so"});
    Mapping odd = happened();
    odd.csv.encoding = "latin-1";
    CHECK(read("child,step,at\n", odd).problems ==
          Lines{"t.csv: the mapping's csv/encoding is unknown (utf-8 or windows-1252)"});
}

TEST_CASE("a mapping that leaves things open, or says them twice, is not read") {
    const std::string text =
        "child,step,at,from,to,kind,dob,attribute,event,way,cause,visit\nA,x,2026-04-06,,,,,,,,,\n";
    CHECK(read(text, Mapping{}).problems ==
          Lines{"t.csv: the mapping's csv/columns name no column of the child (\"child\": \"COLUMN\")",
                "t.csv: the mapping's csv/columns name no column of the step (\"step\": \"COLUMN\")",
                "t.csv: the mapping's csv/columns name no column of a date (\"at\": \"COLUMN\", or \"started\" and "
                "\"completed\")"});
    Mapping both = happened();
    both.csv.columns.started = "from";
    both.csv.columns.kind = "kind";
    both.csv.columns.attribute = "attribute";
    both.csv.columns.cause = "cause";
    CHECK(read(text, both).problems.size() == 4);
    both = happened();
    both.csv.milestones = {{"from", "x"}};
    CHECK(read(text, both).problems ==
          Lines{"t.csv: the mapping has csv/milestones, and columns of a step or its dates as "
                "well (milestones are for one row a "
                "child; a table of steps has none)"});
    both = happened();
    both.csv.columns.birth_date = "dob";
    both.attributes = {"dob"};
    both.texts = {"child"};
    CHECK(read(text, both).problems == Lines{"t.csv: the column \"dob\" tells who a child is and cannot be kept as an "
                                             "attribute (of the child a pseudonym is "
                                             "kept, of the date of birth its month)",
                                             "t.csv: the column \"child\" tells who a child is and cannot be kept as "
                                             "an attribute (of the child a pseudonym "
                                             "is "
                                             "kept, of the date of birth its month)"});
    both = kinds();
    both.csv.columns.event = "event";
    both.csv.columns.visit = "visit";
    CHECK(read(text, both).problems.size() == 1);
    both = happened();
    both.csv.columns.attribute = "attribute";
    both.csv.columns.value = "way";
    CHECK(read(text, both).problems.size() == 1);
}

TEST_CASE("Windows-1252, semicolons, a mark at the start, returns only") {
    Mapping mapping = happened();
    mapping.csv.separator = ';';
    mapping.csv.encoding = "windows-1252";
    CHECK(read("child;step;at\rA;caf\xe9;2026-04-06\rB;x;2026-04-07", mapping).sink.events ==
          Lines{"2 A happened caf\xc3\xa9 2026-04-06", "3 B happened x 2026-04-07"});
    CHECK(read("\xef\xbb\xbf"
               "child,step,at\nA,x,2026-04-06\n",
               happened())
              .sink.events == Lines{"2 A happened x 2026-04-06"});
}

TEST_CASE("progress is told in bytes, up to the last") {
    const TemporaryFolder folder;
    std::string text = "child,step,at\n";
    for (int i = 0; i < 20'000; ++i) text += "A,x,2026-04-06\n";
    const std::string path = written(folder, text);
    LineSink sink;
    std::vector<std::int64_t> told;
    const auto total = static_cast<std::int64_t>(text.size());
    const Result<SourceSummary> summary = read_csv(path, happened(), sink, [&](std::int64_t read, std::int64_t all) {
        CHECK(all == total);
        told.push_back(read);
    });
    REQUIRE(summary);
    CHECK(summary->rows == 20'000);
    CHECK(told.size() > 2);
    CHECK(std::is_sorted(told.begin(), told.end()));
    CHECK(told.back() == total);
}
