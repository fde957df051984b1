#include <catch2/catch.hpp>
#include <string>

#include "report/tables.hpp"
#include "shown_figures.hpp"

using namespace permap;

namespace {

// Characters, for texts without accents that join and without wide ones.
std::size_t characters(const std::string& line) {
    std::size_t count = 0;
    for (const char byte : line) count += (static_cast<unsigned char>(byte) & 0xC0U) != 0x80U;
    return count;
}

std::size_t widest_line(const std::string& text) {
    std::size_t widest = 0;
    for (std::size_t from = 0; from < text.size();) {
        const std::size_t end = std::min(text.find('\n', from), text.size());
        widest = std::max(widest, characters(text.substr(from, end - from)));
        from = end + 1;
    }
    return widest;
}

bool has(const std::string& text, const std::string& part) {
    // However the lines are broken.
    std::string one_line;
    for (const char letter : text) {
        const char next = letter == '\n' ? ' ' : letter;
        if (next != ' ' || one_line.empty() || one_line.back() != ' ') one_line += next;
    }
    return text.find(part) != std::string::npos || one_line.find(part) != std::string::npos;
}

}  // namespace

TEST_CASE("a result says whether scarce resources were on, and what a length of time means then") {
    ResultHeader header = shown_header("simulate");
    CHECK_FALSE(has(what_was_run(header, shown_figures()), "carce resources"));
    header.resources = "off";
    CHECK(has(what_was_run(header, shown_figures()), "Scarce resources: off. Lengths of time stand for work and wait"));
    header.resources = "on";
    CHECK(has(what_was_run(header, shown_figures()), "Scarce resources: on. A length of time is work alone"));
}

TEST_CASE("numbers are written for people") {
    CHECK(with_separators(0) == "0");
    CHECK(with_separators(999) == "999");
    CHECK(with_separators(-1234567) == "-1,234,567");
    CHECK(with_separators(std::numeric_limits<std::int64_t>::min()) == "-9,223,372,036,854,775,808");
    CHECK(fixed(1234.56, 1) == "1,234.6");
    CHECK(fixed(-123.4, 0) == "-123");
    CHECK(fixed(-1234.4, 0) == "-1,234");
    CHECK(fixed(-0.001, 1) == "0.0");
    CHECK(percent(0.1234) == "12.3 %");
    CHECK(percent(1) == "100.0 %");
    CHECK(in_days(1) == "1 day");
    CHECK(in_days(0) == "0 days");
    CHECK(in_days(3.44) == "3.4 days");
    CHECK(in_days(612.4) == "612 days");
    CHECK(in_days(365.25) == "1 year");
    CHECK(in_days(3652.5) == "10 years");
    CHECK(in_days(1500) == "4.1 years");
    CHECK(in_days(-2.5) == "-2.5 days");
}

TEST_CASE("a table lines up by characters, numbers to the right, long cells over several lines") {
    CHECK(table({{"place", false, 12}, {"children", true, 10}}, {{"Èire", "1,234"}, {"a name that is long", "7"}}) ==
          "place         children\n"
          "------------  --------\n"
          "Èire             1,234\n"
          "a name that          7\n"
          "is long\n");
    // A wide letter takes two places, a joining accent none; bytes that are no UTF-8 do no harm.
    CHECK(table({{"a", false, 9}, {"b", false, 9}}, {{"\xE5\xAE\xB6", "x"}, {"e\xCC\x81", "x"}, {"\xFF", "x"}}) ==
          "a   b\n--  -\n\xE5\xAE\xB6  x\ne\xCC\x81   x\n\xFF   x\n");
    CHECK(table({{"empty", true, 5}}, {}) == "empty\n-----\n");
    // A title keeps to one line where there is room.
    CHECK(table({{"a long title", true, 9}}, {{"1"}}) == "a long title\n------------\n           1\n");
    CHECK(table({{"cut", false, 4}}, {{"unbreakable"}}) == "cut\n----\nunbr\neaka\nble\n");
}

TEST_CASE("no line is wider than 100 columns, whatever the table holds") {
    std::vector<Column> columns;
    std::vector<std::string> row;
    for (int i = 0; i < 9; ++i) {
        columns.push_back({"a title of some length", i > 2, 60});
        row.push_back(i > 2 ? "123,456,789" : "many words that could be a name of a step in the map, and more");
    }
    CHECK(widest_line(table(columns, {row, row})) <= 100);
    for (const std::string& text :
         {simulation_tables(shown_header("simulate"), arm_that_removes(), {shown_figures(), {}, {}}),
          comparison_tables(shown_header("compare"), std::vector<Arm>{Arm{}, arm_that_removes()}, two_arms()),
          ranking_tables(shown_header("rank"), Arm{}, shown_ranking())}) {
        INFO(text);
        CHECK(widest_line(text) <= 100);
        CHECK_FALSE(has(text, "nan"));
    }
}

TEST_CASE("a dash stands for what is not known, with its reason below") {
    const std::string text = permanence_tables(shown_figures());
    CHECK(has(text, "median, all children: not reached within follow-up"));
    Figures two = shown_figures();
    two.time_to_permanence.mean_days_completed = two.time_to_permanence.median_days;
    CHECK(has(permanence_tables(two),
              "median, all children; mean, of those who got there: not reached within follow-up"));
    CHECK(has(text, "612 days"));
    CHECK(has(text, "600 to 625"));
    CHECK_FALSE(has(text, "  4  "));  // routes: years 1, 2, 3, 5 and 10
}

TEST_CASE("the delay table leaves out columns without a day in them") {
    const std::string text = delay_table(shown_figures().delay, 1);
    CHECK(has(text, "1,234,568"));
    CHECK(has(text, "waiting"));
    CHECK_FALSE(has(text, "rework"));
    CHECK(has(text, "… and 1 more"));
    CHECK_FALSE(has(text, "Yearly clock"));
    std::vector<DelayRow> rows = shown_figures().delay;
    rows[1].child_days = 0;  // nothing to see there
    CHECK_FALSE(has(delay_table(rows, 5), "Yearly clock"));
    CHECK_FALSE(has(delay_table(rows, 1), "more"));
}

TEST_CASE("what got worse, what a step protects and what is not lawful are always said") {
    const std::string compared =
        comparison_tables(shown_header("compare"), std::vector<Arm>{Arm{}, arm_that_removes()}, two_arms());
    CHECK(has(compared, "What got worse: Recommended within six months -4.0 points."));
    CHECK(has(compared, "protects: a second look"));
    CHECK(has(compared, std::string(not_lawful_to_remove)));
    CHECK(has(compared, "-20.0 to -5.0"));
    std::vector<ComparedArm> arms = two_arms();
    arms[1].comparison->differences = {difference_in("moves", "Moves, a child", "moves", Better::down, 0.001)};
    const std::string small =
        comparison_tables(shown_header("compare"), std::vector<Arm>{Arm{}, arm_that_removes()}, arms);
    CHECK(has(small, "+0.0010"));

    const std::string ranked = rank_table(shown_ranking().rows);
    CHECK(has(ranked, "1="));
    CHECK(has(ranked, "+10.2"));
    CHECK(has(ranked, "Worse: Recommended within six months -4.0 points"));
    CHECK(has(ranked, std::string(what_the_model_does_not_see)));
    CHECK(has(ranked, "80 %"));
    CHECK(has(ranked, "Delay grew at: Court decides 222"));
    CHECK(has(ranked, "[not lawful to remove"));

    std::vector<RankRow> next_to_nothing = shown_ranking().rows;
    next_to_nothing[0].vanished_share = 548.42;
    CHECK(has(rank_table(next_to_nothing), "1,000 %"));
    CHECK_FALSE(has(rank_table(next_to_nothing), "54,842"));
    next_to_nothing[0].vanished_share = -11;
    CHECK(has(rank_table(next_to_nothing), "-1,000 %"));
}

TEST_CASE("a ranking says which two do more together, what could not be run, and where replications went") {
    const std::string text = ranking_tables(shown_header("rank"), Arm{}, shown_ranking());
    CHECK(has(text, "+42.5"));
    CHECK(has(text, "+11.0 to +14.0"));
    CHECK(has(text, "Assessment: cannot be run: a loop in which no time passes"));
    CHECK(has(text, "Chosen from 6 runs of 3 candidates; the figures come from 4 others"));
    Ranked without = shown_ranking();
    without.pairs.clear();
    CHECK(pairs_table(without).empty());
}

TEST_CASE("children who are stuck are named with the joins that still wait") {
    Figures figures = shown_figures();
    CHECK(stuck_lines(figures).empty());
    figures.stuck = {{"both", "Both done", 3, {"both", "papers"}}};
    CHECK(has(stuck_lines(figures), "3 at both (Both done); waiting joins: both, papers"));
}
