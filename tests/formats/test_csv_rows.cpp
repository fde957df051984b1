#include <rapidcheck.h>

#include <catch2/catch.hpp>
#include <cstring>
#include <fstream>

#include "formats/csv_rows.hpp"
#include "store/temporary_folder.hpp"

using namespace permap;

namespace {

// A text handed out in pieces of that many bytes.
ReadBytes in_pieces(std::string text, std::size_t piece) {
    return [text = std::move(text), piece, at = std::size_t{0}](char* into, std::size_t most) mutable {
        const std::size_t count = std::min({piece, most, text.size() - at});
        std::memcpy(into, text.data() + at, count);
        at += count;
        return std::optional(count);
    };
}

struct ReadTable {
    std::vector<std::string> rows;  // "LINE: a|b|c", "LINE! fault"
    std::string problem;
};

ReadTable read_table(const std::string& text, std::size_t piece = 4096, char separator = ',',
                     CsvEncoding encoding = CsvEncoding::utf_8) {
    CsvRows rows =
        CsvRows::from(in_pieces(text, piece), "t.csv", static_cast<std::int64_t>(text.size()), separator, encoding);
    ReadTable table;
    std::vector<std::string_view> fields;
    while (rows.next(fields)) {
        std::string row = std::to_string(rows.line());
        if (rows.fault() != RowFault::none) {
            row += std::string("! ") + rule_of(rows.fault());
        } else {
            row += ": ";
            for (std::size_t i = 0; i < fields.size(); ++i) row += (i == 0 ? "" : "|") + std::string(fields[i]);
        }
        table.rows.push_back(row);
    }
    if (rows.problem()) table.problem = to_string(*rows.problem());
    CHECK((rows.problem() || rows.bytes_read() == rows.bytes()));
    return table;
}

using Rows = std::vector<std::string>;

}  // namespace

TEST_CASE("rows are the same however the bytes come") {
    const std::string text =
        "\xef\xbb\xbf"
        "child,step,note\r\n"
        "1,\"a, b\",\"two\r\nlines\"\r\n"
        "\r\n"
        "2,\"say \"\"so\"\"\",\n"
        "3,x,\"\n\n\"\r"
        "4,\xc3\xa9,last";
    const Rows expected = {"1: child|step|note", "2: 1|a, b|two\r\nlines", "5: 2|say \"so\"|", "6: 3|x|\n\n",
                           "9: 4|\xc3\xa9|last"};
    for (const std::size_t piece : {1U, 2U, 3U, 5U, 7U, 4096U}) {
        CAPTURE(piece);
        const ReadTable table = read_table(text, piece);
        CHECK(table.rows == expected);
        CHECK(table.problem.empty());
    }
}

TEST_CASE("whatever is written comes back, on the line it was written on") {
    REQUIRE(rc::check([] {
        const char separator = *rc::gen::element(',', ';', '\t', '|');
        const auto a_field = rc::gen::container<std::string>(rc::gen::elementOf(std::string("ab1 \"\n\r,;\t|")));
        const auto table = *rc::gen::container<std::vector<std::vector<std::string>>>(
            rc::gen::nonEmpty(rc::gen::container<std::vector<std::string>>(a_field)));
        std::string text;
        Rows expected;
        std::size_t line = 1;
        for (const auto& row : table) {
            std::string told = std::to_string(line) + ": ";
            for (std::size_t i = 0; i < row.size(); ++i) {
                told += (i == 0 ? "" : "|") + row[i];
                if (i != 0) text += separator;
                text += '"';
                for (std::size_t k = 0; k < row[i].size(); ++k) {
                    if (row[i][k] == '"') text += '"';
                    text += row[i][k];
                    const bool second_half = row[i][k] == '\n' && k > 0 && row[i][k - 1] == '\r';
                    if ((row[i][k] == '\n' && !second_half) || row[i][k] == '\r') ++line;
                }
                text += '"';
            }
            text += *rc::gen::elementOf(std::vector<std::string>{"\n", "\r\n", "\r"});
            ++line;
            expected.push_back(told);
        }
        const ReadTable read = read_table(text, *rc::gen::inRange<std::size_t>(1, 40), separator);
        RC_ASSERT(read.problem.empty());
        RC_ASSERT(read.rows == expected);
    }));
}

TEST_CASE("every usual separator and line end") {
    CHECK(read_table("a;b,c\n1;2,3\n", 9, ';').rows == Rows{"1: a|b,c", "2: 1|2,3"});
    CHECK(read_table("a\tb\n\t2\n", 9, '\t').rows == Rows{"1: a|b", "2: |2"});
    CHECK(read_table("a|b\r1|2\r\r3|4", 9, '|').rows == Rows{"1: a|b", "2: 1|2", "4: 3|4"});
    CHECK(read_table("a,b\n1,2\n\n\n3,4\n").rows == Rows{"1: a|b", "2: 1|2", "5: 3|4"});
    CHECK(read_table("a, b ,  \"c\" \n").rows == Rows{"1: a|b|c"});
    CHECK(read_table("").rows.empty());
    CHECK(read_table("\n\r\n\n").rows.empty());
    CHECK(read_table("a").rows == Rows{"1: a"});
}

TEST_CASE("what spoils a row spoils no other") {
    const std::string nul("1,a\0b\n2,c\n", 10);
    CHECK(read_table(nul).rows == Rows{"1! holds a NUL byte; the file is damaged here", "2: 2|c"});
    CHECK(read_table("1,caf\xe9\n2,c\xc3\xa9\n").rows ==
          Rows{"1! is not UTF-8; where the whole file is Windows-1252, the mapping's csv/encoding says so",
               "2: 2|c\xc3\xa9"});
    const std::string stray =
        "! has a quote that does not stand around a whole field; a quote inside one is written twice";
    for (const std::size_t piece : {1U, 2U, 4U, 4096U}) {
        CAPTURE(piece);
        CHECK(read_table("a,b\n1,2\"3\n4,5\n", piece).rows == Rows{"1: a|b", "2" + stray, "3: 4|5"});
        CHECK(read_table("a,b\n\"1\n2\",\"x\n\"y,z\r\n4,5\n", piece).rows == Rows{"1: a|b", "2" + stray, "5: 4|5"});
        CHECK(read_table("a,b\n1,2\"3", piece).rows == Rows{"1: a|b", "2" + stray});
    }
}

TEST_CASE("a quote that is never closed is a problem of the file") {
    const ReadTable table = read_table("a,b\n\"x\ny\",1\n2,\"open\n3,4\n5,6\n");
    CHECK(table.rows == Rows{"1: a|b", "2: x\ny|1"});
    CHECK(table.problem ==
          "t.csv:4: a quote is opened in this row and never closed (everything from here to the end of the file would "
          "be one field)");
}

TEST_CASE("lines of any length do not fill memory") {
    // Endless: would never come to its end otherwise.
    const auto endless = [](const std::string& start, const std::string& again) {
        auto state = std::make_shared<std::string>(start);
        return [state, again](char* into, std::size_t most) -> std::optional<std::size_t> {
            while (state->size() < most) *state += again;
            std::memcpy(into, state->data(), most);
            state->erase(0, most);
            return most;
        };
    };
    const auto problem_of = [&](const std::string& start, const std::string& again) {
        CsvRows rows = CsvRows::from(endless(start, again), "t.csv", 0, ',', CsvEncoding::utf_8);
        std::vector<std::string_view> fields;
        int count = 0;
        while (rows.next(fields)) ++count;
        CHECK(count == 1);
        REQUIRE(rows.problem());
        return to_string(*rows.problem());
    };
    const std::string hint = " (is a quote opened in this row and never closed?)";
    CHECK(problem_of("a,b\n", "x") == "t.csv:2: a field is longer than 1 MB" + hint);
    CHECK(problem_of("a,b\n\n1,\"", "2\n3,4\n") == "t.csv:3: a field is longer than 1 MB" + hint);
    CHECK(problem_of("a,b\n", ",") == "t.csv:2: a row has more than 16,384 fields" + hint);
    CHECK(problem_of("a,b\n", std::string(2'000, 'x') + ",") ==
          "t.csv:2: a row is longer than 16 MB (is this a table of text?)");
    // As long as may be.
    CHECK(read_table("a," + std::string(longest_field_bytes, 'x') + "\n1,2\n").rows.size() == 2);
    CHECK(read_table("a," + std::string(longest_field_bytes + 1, 'x') + "\n1,2\n").problem ==
          "t.csv:1: a field is longer than 1 MB" + hint);
}

TEST_CASE("Windows-1252 where the mapping says so") {
    CHECK(read_table("caf\xe9,\x80 5,\x93q\x94\n", 4, ',', CsvEncoding::windows_1252).rows ==
          Rows{"1: caf\xc3\xa9|\xe2\x82\xac 5|\xe2\x80\x9cq\xe2\x80\x9d"});
    CHECK(utf8_from_windows_1252("\xff\x81") == "\xc3\xbf\xc2\x81");
    CHECK(csv_encoding_of("windows-1252") == CsvEncoding::windows_1252);
    CHECK(csv_encoding_of("utf-8") == CsvEncoding::utf_8);
    CHECK_FALSE(csv_encoding_of("latin-9"));
}

TEST_CASE("UTF-8 is well formed or it is not") {
    for (const char* good :
         {"", "a", "\xc3\xa9", "\xe2\x82\xac", "\xf0\x9f\x99\x82", "\xed\x9f\xbf", "\xf4\x8f\xbf\xbf"})
        CHECK(is_utf8(good));
    for (const char* bad : {"\xe9", "\xc3", "\x80", "\xc0\x80", "\xe0\x80\x80", "\xed\xa0\x80", "\xf0\x80\x80\x80",
                            "\xf4\x90\x80\x80", "\xf5\x80\x80\x80", "\xe2\x82", "\xc3\x28"})
        CHECK_FALSE(is_utf8(bad));
}

TEST_CASE("files that cannot be read say why") {
    const TemporaryFolder folder;
    const Result<CsvRows> missing = CsvRows::open(folder.file("none.csv"), ',', CsvEncoding::utf_8);
    REQUIRE_FALSE(missing);
    CHECK(missing.problems()[0].what == "cannot be opened");
    CHECK_FALSE(CsvRows::open(folder.file("."), ',', CsvEncoding::utf_8));
    CHECK(read_table(std::string("\xff\xfe"
                                 "a\0,\0",
                                 6))
              .problem == "t.csv: is written as UTF-16 (save it as UTF-8: in a spreadsheet, \"CSV UTF-8\")");
    CsvRows broken = CsvRows::from([](char*, std::size_t) { return std::optional<std::size_t>(); }, "t.csv", 9, ',',
                                   CsvEncoding::utf_8);
    std::vector<std::string_view> fields;
    CHECK_FALSE(broken.next(fields));
    CHECK(broken.problem()->what == "cannot be read to its end");
}
