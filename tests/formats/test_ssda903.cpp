// English returns: what a child's rows tell, years merged, and every way in which a row can be wrong.
#include <catch2/catch.hpp>
#include <map>

#include "formats/date_text.hpp"
#include "formats/ssda903_merge.hpp"
#include "return_text.hpp"

using namespace permap;

using Texts = std::vector<std::string>;

namespace {

constexpr const char* episodes_header =
    "CHILD,DECOM,RNE,LS,CIN,PLACE,PLACE_PROVIDER,DEC,REC,REASON_PLACE_CHANGE,HOME_POST,PL_POST,URN\n";

std::string episodes(const std::string& rows) {
    return episodes_header + rows;
}

ReadText read_episodes(const std::string& rows, const std::optional<Texts>& attributes = {}) {
    const TestFolder folder;
    return read_text(folder.write("episodes.csv", episodes(rows)), SourceFormat::ssda903, attributes);
}

ReadText read_folder(const NamedTexts& files, const std::optional<Texts>& attributes = {}) {
    const TestFolder folder;
    for (const auto& [name, text] : files) folder.write(name, text);
    return read_text(folder.path(), SourceFormat::ssda903, attributes);
}

}  // namespace

TEST_CASE("an episode is a start, a legal status, and a placement that may go on") {
    const ReadText read = read_episodes("7,09/04/2017,S,C1,N1,U6,PR1,,,,AB1 2CD,EF3 4GH,SC1\n");
    CHECK(read.problems.empty());
    CHECK(read.rejected.empty());
    CHECK(read.remarks.empty());
    CHECK(read.events == Texts{"7 2017-04-09 happened Started to be looked after", "7 2017-04-09 LS = C1",
                               "7 2017-04-09 PLACE = U6", "7 2017-04-09 started Placement: foster carer (U6)"});
    CHECK(read.summary.rows == 1);
    CHECK(read.summary.left_behind ==
          Texts{"CIN", "PLACE_PROVIDER", "REASON_PLACE_CHANGE", "HOME_POST", "PL_POST", "URN"});
    for (const CollectedEvent& event : read.sink.events) {
        CHECK(event.precision == TimePrecision::day);
        CHECK(event.line == 2);
    }
}

TEST_CASE("a placement outlasts a new legal status; another carer is a move; care ends once") {
    const ReadText read = read_episodes(
        "7,01/04/2020,S,C1,N1,U6,PR1,01/06/2020,X1,,,,\n"
        "7,01/06/2020,L,C2,N1,U6,PR1,01/09/2020,X1,CARPL,,,\n"
        "7,01/09/2020,P,C2,N1,K2,PR1,01/10/2020,X1,,,,\n"
        "7,01/10/2020,T,C2,N1,R1,PR1,24/12/2020,E4A,,,,\n");
    CHECK(read.remarks.empty());
    CHECK(read.events == Texts{"7 2020-04-01 happened Started to be looked after", "7 2020-04-01 LS = C1",
                               "7 2020-04-01 PLACE = U6", "7 2020-04-01 started Placement: foster carer (U6)",
                               "7 2020-06-01 LS = C2",  // the placement goes on
                               "7 2020-09-01 completed Placement: foster carer (U6)", "7 2020-09-01 PLACE = K2",
                               "7 2020-09-01 happened Moved to another carer",
                               "7 2020-09-01 started Placement: children's home (K2)",
                               "7 2020-10-01 completed Placement: children's home (K2)",  // T: the same carer, no move
                               "7 2020-10-01 PLACE = R1", "7 2020-10-01 started Placement: residential care home (R1)",
                               "7 2020-12-24 completed Placement: residential care home (R1)",
                               "7 2020-12-24 happened Care ended: returned home, planned (E4A)"});
}

TEST_CASE("records of one placement share a visit, so that next year's return can end it") {
    const ReadText read = read_episodes(
        "7,01/04/2020,S,C1,N1,U6,PR1,01/06/2020,X1,,,,\n"
        "7,01/06/2020,P,C1,N1,U6,PR1,01/07/2020,E4B,,,,\n");
    std::map<std::string, int> visits;
    for (const CollectedEvent& event : read.sink.events)
        if (event.name == "Placement: foster carer (U6)") ++visits[event.visit];
    CHECK(visits == std::map<std::string, int>{{"placement 2020-04-01", 2}, {"placement 2020-06-01", 2}});
}

TEST_CASE("years are one: a later file ends an episode that was open") {
    const std::string open = "7,01/04/2020,S,C1,N1,U6,PR1,,,,,,\n";
    const std::string ended = "7,01/04/2020,S,C1,N1,U6,PR1,10/05/2021,X1,CARPL,,,\n7,10/05/2021,P,C1,N1,K2,PR1,,,,,,\n";
    const ReadText one = read_folder({{"2020/e.csv", episodes(open)}, {"2021/e.csv", episodes(ended)}});
    CHECK(one.rejected.empty());
    CHECK(one.remarks.empty());
    CHECK(has(one.events, "7 2021-05-10 completed Placement: foster carer (U6)"));
    CHECK(has(one.events, "7 2021-05-10 started Placement: children's home (K2)"));
    CHECK(one.events.size() == 8);
    // An end is never undone by a file that does not know of it, whichever comes later.
    const ReadText other = read_folder({{"a/e.csv", episodes(ended)}, {"b/e.csv", episodes(open)}});
    CHECK(other.events == one.events);
}

TEST_CASE("where files say different things the later one rules, by name, numbers by their size") {
    const std::string first = episodes("7,01/04/2020,S,C1,N1,U6,PR1,,,,,,\n");
    const std::string second = episodes("7,01/04/2020,S,C2,N1,U6,PR1,,,,,,\n");
    const ReadText read = read_folder({{"part-10.csv", second}, {"part-9.csv", first}});
    CHECK(has(read.events, "LS = C2"));
    CHECK_FALSE(has(read.events, "LS = C1"));
    CHECK(read.rejected == Texts{"Episodes, part-9.csv:2 LS \"C1\": is told otherwise by a later row (Episodes, "
                                 "part-10.csv, line 2), which rules"});
    CHECK(read.sink.rejected.at(0).child == "7");
}

TEST_CASE("the same row twice counts once: told of one file, usual in two") {
    const std::string row = "7,01/04/2020,S,C1,N1,U6,PR1,,,,,,\n";
    const ReadText one = read_episodes(row + row);
    CHECK(one.events.size() == 4);
    CHECK(one.rejected == Texts{"Episodes:3 : the same row stands on line 2; it counts once"});
    const ReadText two = read_folder({{"2020.csv", episodes(row)}, {"2021.csv", episodes(row)}});
    CHECK(two.events.size() == 4);
    CHECK(two.rejected.empty());
    // Back to what the first year said: the last one rules.
    const std::string other = "7,01/04/2020,S,C2,N1,U6,PR1,,,,,,\n";
    const ReadText back =
        read_folder({{"2020.csv", episodes(row)}, {"2021.csv", episodes(other)}, {"2022.csv", episodes(row)}});
    CHECK(has(back.events, "LS = C1"));
    CHECK(back.rejected.size() == 1);
}

TEST_CASE("only a child's last episode may be open") {
    const ReadText read = read_episodes(
        "7,01/04/2020,S,C1,N1,U6,PR1,,,,,,\n"
        "7,01/06/2020,P,C1,N1,K2,PR1,,,,,,\n"
        "8,01/06/2020,S,C1,N1,K2,PR1,,,,,,\n");
    CHECK(read.rejected ==
          Texts{"Episodes:2 DEC: is open although a later episode begins on 2020-06-01: only a child's "
                "last episode may be open (rule 142)"});
    CHECK(read.events_of("7").size() == 4);
    CHECK(read.events_of("8").size() == 4);
}

TEST_CASE("gaps and overlaps are remarked upon, and kept") {
    const ReadText gap = read_episodes(
        "7,01/04/2020,S,C1,N1,U6,PR1,01/06/2020,X1,,,,\n"
        "7,11/06/2020,P,C1,N1,K2,PR1,,,,,,\n");
    CHECK(gap.rejected.empty());
    CHECK(gap.remarks ==
          Texts{"Episodes:3 DECOM \"2020-06-11\": begins 10 days after the episode before it, which says "
                "that care went on (X1)"});
    CHECK(has(gap.events, "2020-06-01 completed Placement: foster carer (U6)"));
    const ReadText overlap = read_episodes(
        "7,01/04/2020,S,C1,N1,U6,PR1,01/06/2020,X1,,,,\n"
        "7,31/05/2020,P,C1,N1,K2,PR1,,,,,,\n");
    CHECK(overlap.remarks ==
          Texts{"Episodes:3 DECOM \"2020-05-31\": begins 1 day before the episode before it ends: two at once"});
    CHECK(overlap.events.size() == 8);
    const ReadText start = read_episodes(
        "7,01/04/2020,S,C1,N1,U6,PR1,01/06/2020,E4A,,,,\n"
        "7,11/06/2020,P,C1,N1,K2,PR1,,,,,,\n");
    CHECK(start.remarks == Texts{"Episodes:3 RNE \"P\": care had ended before; a new start is S"});
    const ReadText when =
        read_episodes("7,01/04/2020,S,C1,N1,U6,PR1,,E4A,,,,\n8,01/04/2020,S,C1,N1,U6,PR1,02/04/2020,,,,,\n");
    CHECK(when.remarks ==
          Texts{"Episodes:2 REC \"E4A\": the episode is said to have ceased, not when; it is taken to be open",
                "Episodes:3 REC: the episode ended, not why; care is taken to go on"});
}

TEST_CASE("wrong rows are rejected each with line, field, value and rule, and reading goes on") {
    const ReadText read = read_episodes(
        "1,31/02/2020,S,C1,N1,U6,PR1,,,,,,\n"
        "2,02/04/2020,S,C1,N1,U6,PR1,01/04/2020,X1,,,,\n"
        ",02/04/2020,S,C1,N1,U6,PR1,,,,,,\n"
        "4,,S,C1,N1,U6,PR1,,,,,,\n"
        "5,02/04/2020,S,C1,N1,\n"
        "6,02/04/2020,her aunt said so,C1,N1,U6,PR1,,,,,,\n"
        "7,soon after Easter,S,C1,N1,U6,PR1,,,,,,\n"
        "8,02/04/2020,S,,N1,U6,PR1,,,,,,\n"
        "9,02/04/2020,S,C1,N1,U6,PR1,,,,,,\n");
    CHECK(read.rejected == Texts{"Episodes:2 DECOM \"31/02/2020\": is no date: DD/MM/YYYY",
                                 "Episodes:3 DEC \"2020-04-01\": the episode ends before it begins (2020-04-02)",
                                 "Episodes:4 CHILD: must be given", "Episodes:5 DECOM: must be given",
                                 "Episodes:6 : has 6 fields where the header has 13", "Episodes:7 RNE: is no code",
                                 "Episodes:8 DECOM: is no date: DD/MM/YYYY", "Episodes:9 LS: must be given"});
    CHECK(read.events.size() == 4);
    CHECK(read.summary.rows == 9);
    CHECK(read.sink.rejected.at(0).child == "1");
}

TEST_CASE("a code that is not known is kept, and told") {
    const ReadText read = read_episodes("7,01/04/2020,S,C9,N1,u6,PR1,,,,,,\n");
    CHECK(read.rejected.empty());
    CHECK(read.remarks == Texts{"Episodes:2 LS \"C9\": is a code that is not known here; it is kept as it is"});
    CHECK(has(read.events, "LS = C9"));
    CHECK(has(read.events, "PLACE = U6"));  // small letters are the same code
}

TEST_CASE("bytes that are no UTF-8 spoil their row; with the encoding named they are read") {
    const TestFolder folder;
    const std::string path = folder.write(
        "e.csv", episodes("7,01/04/2020,S,C1,N1,U6,PR1,,,,caf\xe9,,\n8,01/04/2020,S,C1,N1,U6,PR1,,,,,,\n"));
    const ReadText read = read_text(path, SourceFormat::ssda903);
    REQUIRE(read.rejected.size() == 1);
    CHECK(has(read.rejected, "Episodes:2 : is not UTF-8"));
    CHECK(read.events.size() == 4);
    Mapping mapping = guess_mapping(path, SourceFormat::ssda903)->mapping;
    mapping.csv.encoding = "windows-1252";
    CollectingSink sink;
    CHECK(read_source(path, mapping, sink, {}));
    CHECK(sink.rejected.empty());
    CHECK(sink.events.size() == 8);
}

TEST_CASE("the return's other tables") {
    const ReadText read = read_folder({
        {"episodes.csv", episodes("7,01/04/2020,S,E1,N1,U6,PR1,,,,,,\n")},
        {"header.csv", "CHILD,SEX,DOB,ETHNIC,UPN,MOTHER,MC_DOB\n7,2,17/03/2018,WBRI,A1,1.0,02/02/2019\n"},
        {"reviews.csv", "CHILD,DOB,REVIEW,REVIEW_CODE\n7,17/03/2018,28/04/2020,PN0\n"},
        {"ad1.csv",
         "CHILD,DOB,DATE_INT,DATE_MATCH,FOSTER_CARE,NB_ADOPTR,SEX_ADOPTR,LS_ADOPTR\n"
         "7,17/03/2018,01/09/2020,15/10/2020,0,2,MF,L11\n"},
        {"placed.csv",
         "CHILD,DOB,DATE_PLACED,DATE_PLACED_CEASED,REASON_PLACED_CEASED\n"
         "7,17/03/2018,01/09/2020,10/11/2020,RD3\n"},
        {"perm.csv", "CHILD,DOB,PREV_PERM,LA_PERM,DATE_PERM\n7,17/03/2018,P1,301,zz/06/2019\n"},
        {"missing.csv", "CHILD,DOB,MISSING,MIS_START,MIS_END\n7,17/03/2018,M,01/12/2020,02/12/2020\n"},
    });
    CHECK(read.problems.empty());
    CHECK(read.rejected.empty());
    CHECK(read.remarks.empty());
    CHECK(read.events ==
          Texts{"7 2020-04-01 happened Started to be looked after", "7 2020-04-01 LS = E1", "7 2020-04-01 PLACE = U6",
                "7 2020-04-01 birth_month = 2018-03", "7 2020-04-01 PREV_PERM = P1",
                "7 2020-04-01 started Placement: foster carer (U6)", "7 2020-04-28 happened Review",
                "7 2020-09-01 happened Decided: should be placed for adoption",  // once, though two tables say so
                "7 2020-10-15 happened Matched with adopters",
                "7 2020-11-10 happened Decided: should no longer be placed for adoption, no adopters found (RD3)",
                "7 2020-12-01 started Missing from placement (M)",
                "7 2020-12-02 completed Missing from placement (M)"});
}

TEST_CASE("nothing that tells who a child is is kept unless the mapping names it") {
    const NamedTexts files = {{"e.csv", episodes("7,01/04/2020,S,C1,N1,U6,PR1,,,,AB1 2CD,EF3 4GH,SC1\n")},
                              {"h.csv", "CHILD,SEX,DOB,ETHNIC,UPN,MOTHER,MC_DOB\n7,2,17/03/2018,WBRI,A123,,\n"},
                              {"u.csv", "CHILD,SEX,DOB,DUC\n7,2,17/03/2018,17/03/2036\n"},
                              {"o.csv", "CHILD,DOB,IN_TOUCH,ACTIV,ACCOM\n7,17/03/2018,YES,F1,B1\n"}};
    for (const std::string& event : read_folder(files).events)
        for (const char* secret : {"AB1", "EF3", "SC1", "A123", "WBRI", "17", "YES"})
            CHECK(event.find(secret) == std::string::npos);
    const ReadText named = read_folder(files, Texts{"ETHNIC", "HOME_POST", "UASC", "ACTIV", "CIN"});
    CHECK(named.events == Texts{"7 2020-04-01 happened Started to be looked after", "7 2020-04-01 CIN = N1",
                                "7 2020-04-01 HOME_POST = AB1 2CD", "7 2020-04-01 birth_month = 2018-03",
                                "7 2020-04-01 ETHNIC = WBRI", "7 2020-04-01 UASC = yes", "7 2020-04-01 ACTIV = F1",
                                "7 2020-04-01 started Placement: foster carer (U6)"});
    const ReadText wrong = read_folder(files, Texts{"DOB", "PLACES"});
    REQUIRE(wrong.problems.size() == 2);
    CHECK(wrong.problems[0].hint == "of a birthday the month is kept, and nothing else");
    CHECK(wrong.problems[1].hint == "did you mean PLACE?");
}

TEST_CASE("a birthday that is wrong, or later than what happened, is told without the day") {
    const ReadText read = read_folder(
        {{"e.csv", episodes("7,01/04/2020,S,C1,N1,U6,PR1,,,,,,\n8,01/04/2020,S,C1,N1,U6,PR1,,,,,,\n"
                            "9,01/04/2020,S,C1,N1,U6,PR1,,,,,,\n")},
         {"h.csv",
          "CHILD,SEX,DOB,ETHNIC\n7,2,17/13/2018,WBRI\n8,2,02/04/2020,WBRI\n9,2,01/02/2019,WBRI\n10,1,01/02/2019,X\n"},
         {"r.csv", "CHILD,DOB,REVIEW,REVIEW_CODE\n9,01/03/2019,05/05/2020,PN0\n"}});
    CHECK(read.rejected == Texts{"Header, h.csv:2 DOB: is no date: a birthday is DD/MM/YYYY",
                                 "Episodes, e.csv:3 DECOM: is before the child was born"});
    CHECK(read.remarks ==
          Texts{"Episodes, e.csv:3 : no row of this child that is kept has a date: nothing of this child is kept",
                "Reviews, r.csv:2 DOB: other rows of this child give another birthday; the last one is kept",
                "Header, h.csv:5 : no row of this child that is kept has a date: nothing of this child is kept"});
    CHECK_FALSE(has(read.events_of("7"), "birth_month"));
    CHECK(read.events_of("8").empty());
    CHECK(has(read.events_of("9"), "birth_month = 2019-03"));
}

TEST_CASE("adoption: all of its fields or none (rule 151), a match after the decision, ends after beginnings") {
    const ReadText read = read_folder(
        {{"a.csv",
          "CHILD,DOB,DATE_INT,DATE_MATCH,FOSTER_CARE,NB_ADOPTR,SEX_ADOPTR,LS_ADOPTR\n"
          "1,,01/09/2020,,,,,\n"
          "2,,01/09/2020,31/08/2020,0,2,MF,L11\n"},
         {"p.csv", "CHILD,DOB,DATE_PLACED,DATE_PLACED_CEASED,REASON_PLACED_CEASED\n3,,02/09/2020,01/09/2020,RD1\n"},
         {"m.csv", "CHILD,DOB,MISSING,MIS_START,MIS_END\n4,,X,02/09/2020,01/09/2020\n5,,A,02/09/2020,\n"}});
    CHECK(read.remarks ==
          Texts{"AD1, a.csv:2 : some of the fields about the adoption are given and some not (rule 151)",
                "AD1, a.csv:3 DATE_MATCH \"2020-08-31\": is before the decision (2020-09-01)",
                "Missing, m.csv:2 MISSING \"X\": is a code that is not known here; it is kept as it is"});
    CHECK(read.rejected ==
          Texts{"Missing, m.csv:2 MIS_END \"2020-09-01\": ends before it begins (2020-09-02)",
                "PlacedAdoption, p.csv:2 DATE_PLACED_CEASED \"2020-09-01\": ends before it begins (2020-09-02)"});
    CHECK(has(read.events, "1 2020-09-01 happened Decided: should be placed for adoption"));
    CHECK(has(read.events, "5 2020-09-02 started Away from placement without authorisation (A)"));
}

TEST_CASE("a review outside every episode is told and kept") {
    const ReadText read =
        read_folder({{"e.csv", episodes("7,01/04/2020,S,C1,N1,U6,PR1,01/05/2020,E4A,,,,\n")},
                     {"r.csv", "CHILD,DOB,REVIEW,REVIEW_CODE\n7,,01/05/2020,PN0\n7,,02/05/2020,PN0\n"}});
    CHECK(read.remarks == Texts{"Reviews, r.csv:3 REVIEW \"2020-05-02\": lies in no episode of this child"});
    CHECK(has(read.events, "2020-05-02 happened Review"));
}

TEST_CASE("a table is told by its columns: any order, any case, semicolons, a byte order mark, another edition") {
    const TestFolder folder;
    const std::string path =
        folder.write("whatever.csv",
                     "\xef\xbb\xbf\"rec\";DEC;place;LS;RNE;DECOM;CHILD;SOMETHING_NEW\r\n;;U6;C1;S;01/04/2020;7;1\r\n");
    const ReadText read = read_text(path, SourceFormat::ssda903);
    CHECK(read.problems.empty());
    CHECK(read.events.size() == 4);
    CHECK(read.summary.left_behind == Texts{"SOMETHING_NEW"});
    CHECK(*format_of(path) == SourceFormat::ssda903);
}

TEST_CASE("a table that lacks columns is said to, all of them at once; what is none is left behind") {
    const TestFolder folder;
    folder.write("e.csv", "CHILD,DECOM,RNE,LS,CIN,PLACE,PLACE_PROVIDER\n7,01/04/2020,S,C1,N1,U6,PR1\n");
    const ReadText read = read_text(folder.path(), SourceFormat::ssda903);
    REQUIRE(read.problems.size() == 2);
    CHECK(read.problems[0].what == "looks like the table Episodes and has no column DEC");
    CHECK(read.problems[1].what == "looks like the table Episodes and has no column REC");
    const ReadText others = read_folder({{"e.csv", episodes("7,01/04/2020,S,C1,N1,U6,PR1,,,,,,\n")},
                                         {"notes.txt", "x"},
                                         {"other.csv", "a,b\n1,2\n"},
                                         {"sw.csv", "CHILD,DOB,SW_ID,SW_DECOM,SW_DEC,SW_REASON\n7,,X,01/04/2020,,M\n"}},
                                        Texts{});
    CHECK(others.problems.empty());
    CHECK(has(others.summary.left_behind, "notes.txt"));
    CHECK(has(others.summary.left_behind, "other.csv"));
    CHECK(has(others.summary.left_behind, "sw.csv"));
    CHECK_FALSE(has(others.events, "LS ="));  // the mapping may also keep less
    const ReadText none = read_folder({{"other.csv", "a,b\n1,2\n"}});
    REQUIRE(none.problems.size() == 1);
    CHECK(none.problems[0].what == "holds no table of a return");
    const ReadText wide = read_folder({{"e.csv",
                                        "\xff\xfe"
                                        "C"}});
    REQUIRE(wide.problems.size() == 1);
    CHECK(wide.problems[0].what == "is written as UTF-16");
}

TEST_CASE("which format a file has is told by what it holds") {
    const TestFolder folder;
    CHECK(*format_of(folder.path()) == SourceFormat::ssda903);
    CHECK(*format_of(folder.write("r.csv", "CHILD,DOB,REVIEW,REVIEW_CODE\n")) == SourceFormat::ssda903);
    CHECK(*format_of(folder.write("c.csv", "child,step,started,completed\n")) == SourceFormat::csv);
    CHECK(*format_of(folder.write("c.csv", "case,review,activity\n")) == SourceFormat::csv);
}

// The public sample of invented returns, where it is at hand.
TEST_CASE("five years of invented returns: 2,827 episodes once the years are merged") {
    const std::string path = std::string(PERMAP_SOURCE_DIR) + "/../shared/data/ssda903_synthetic_v1.zip";
    if (!std::filesystem::exists(path)) {
        WARN("skipped: " << path << " is not there");
        return;
    }
    CHECK(*format_of(path) == SourceFormat::ssda903);
    CollectingSink sink;
    SourceSummary summary;
    ReturnProblems problems(sink, summary);
    const Result<ReturnRows> rows = read_return(path, {}, problems, summary, {});
    REQUIRE(rows);
    CHECK(sink.rejected.empty());  // row by row there is nothing wrong with it
    CHECK(rows->children.size() == 820);
    std::map<std::int32_t, std::vector<ReturnRow>> of_child;
    std::size_t before = 0, merged = 0, open = 0;
    for (const ReturnRow& row : rows->rows) {
        if (row.table != ReturnTable::episodes) continue;
        of_child[row.child].push_back(row);
        ++before;
    }
    for (const auto& [child, episodes] : of_child) {
        for (const ReturnRow& row : merged_rows(*rows, episodes, problems)) {
            ++merged;
            if (row.field("DEC") == no_field) ++open;
        }
    }
    CHECK(before == 3737);
    CHECK(merged == 2827);
    CHECK(open == 86);
    CHECK(sink.rejected.empty());

    const ReadText read = read_text(path, SourceFormat::ssda903);
    CHECK(read.problems.empty());
    CHECK(read.summary.rows == 21'441);
    CHECK(read.rejected.size() == 5);
    CHECK(read.events.size() == 15'605);
}
