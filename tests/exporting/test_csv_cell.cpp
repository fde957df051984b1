#include <catch2/catch.hpp>

#include "formats/csv_cell.hpp"

using namespace permap;

namespace {

std::string cell(std::string_view text) {
    std::string line;
    append_cell(line, text);
    return line;
}

}  // namespace

TEST_CASE("cells are quoted where they must be, and guarded where a spreadsheet would run them") {
    CHECK(cell("plain text") == "plain text");
    CHECK(cell("") == "");
    CHECK(cell("a,b") == "\"a,b\"");
    CHECK(cell("a\"b") == "\"a\"\"b\"");
    CHECK(cell("a\nb") == "\"a\nb\"");
    for (const std::string begin : {"=", "+", "-", "@", "\t", "\r", "\n"})
        CHECK(cell(begin + "1+1") == "\"'" + begin + "1+1\"");
    CHECK(cell("-12") == "-12");
    CHECK(cell("+3.5") == "+3.5");
    CHECK(cell("-") == "\"'-\"");
    CHECK(cell("-1.2.3") == "\"'-1.2.3\"");
    CHECK(cell("a=1") == "a=1");
}
