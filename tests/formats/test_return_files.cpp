// Where a return's tables are, and what is refused before anything is read.
#include <catch2/catch.hpp>

#include "formats/return_files.hpp"
#include "return_text.hpp"

using namespace permap;

using Texts = std::vector<std::string>;

namespace {

const std::string episodes =
    "CHILD,DECOM,RNE,LS,CIN,PLACE,PLACE_PROVIDER,DEC,REC,REASON_PLACE_CHANGE,HOME_POST,PL_POST,URN\n"
    "7,09/04/2017,S,C1,N1,U6,PR1,,,,,,\n";

std::string what_of(const Problems& problems) {
    return problems.size() == 1 ? problems[0].what : std::to_string(problems.size()) + " problems";
}

Texts names_of(const ReturnFiles& files) {
    Texts names;
    for (const ReturnFile& file : files.files()) names.push_back(file.name);
    return names;
}

std::string file_text(const std::string& path) {
    Result<CsvRows> rows = CsvRows::open(path, ',', CsvEncoding::utf_8);
    std::FILE* const file = std::fopen(path.c_str(), "rb");
    REQUIRE(file != nullptr);
    std::string text(1 << 20, '\0');
    text.resize(std::fread(text.data(), 1, text.size(), file));
    std::fclose(file);
    return text;
}

}  // namespace

TEST_CASE("a zip, a folder and a file tell the same") {
    const TestFolder folder;
    write_zip(folder.path("return.zip"), {{"2020/deep/er/episodes.csv", episodes}, {"2020/read me.txt", "x"}});
    const ReadText zip = read_text(folder.path("return.zip"), SourceFormat::ssda903);
    CHECK(zip.problems.empty());
    CHECK(zip.events.size() == 4);
    CHECK(has(zip.summary.left_behind, "2020/read me.txt"));
    CHECK(*format_of(folder.path("return.zip")) == SourceFormat::ssda903);
    const std::string file = folder.write("in/episodes.csv", episodes);
    CHECK(read_text(file, SourceFormat::ssda903).events == zip.events);
    CHECK(read_text(folder.path("in"), SourceFormat::ssda903).events == zip.events);
}

TEST_CASE("files are read in the order of their names, numbers by their size; junk is passed over") {
    const TestFolder folder;
    write_zip(folder.path("r.zip"), {{"10/a.csv", "x"},
                                     {"9/B.CSV", "x"},
                                     {"__MACOSX/9/._B.csv", "x"},
                                     {"9/._c.csv", "x"},
                                     {"9/.DS_Store", "x"},
                                     {"9/~$d.csv", "x"},
                                     {"9/e.pdf", "x"}});
    const Result<ReturnFiles> files = ReturnFiles::open(folder.path("r.zip"));
    REQUIRE(files);
    CHECK(names_of(*files) == Texts{"9/B.CSV", "10/a.csv"});
    CHECK(files->others() == Texts{"9/e.pdf"});
    CHECK(comes_before("2017/z.csv", "2018/a.csv"));
    CHECK(comes_before("2017", "2017-b"));
    CHECK_FALSE(comes_before("part-010", "part-9"));
    CHECK_FALSE(comes_before("same", "same"));
    CHECK(comes_before("part-09", "part-9") != comes_before("part-9", "part-09"));
}

TEST_CASE("a zip that names files outside itself is refused as a whole") {
    const TestFolder folder;
    for (const char* name :
         {"../episodes.csv", "in/../../episodes.csv", "/etc/episodes.csv", "..\\episodes.csv", "C:\\episodes.csv"}) {
        write_zip(folder.path("r.zip"), {{"good.csv", episodes}, {name, episodes}});
        const ReadText read = read_text(folder.path("r.zip"), SourceFormat::ssda903);
        CHECK(what_of(read.problems) == "names a file outside itself (\"../\" or a whole path)");
        CHECK(read.events.empty());
    }
}

TEST_CASE("a zip that unpacks to more than the limit is refused, and the limit is said") {
    const TestFolder folder;
    write_zip(folder.path("r.zip"), {{"a.csv", std::string(3 << 20, 'a')}, {"b.csv", std::string(3 << 20, 'a')}});
    CHECK(ReturnFiles::open(folder.path("r.zip"), std::int64_t{6} << 20));
    const Result<ReturnFiles> files = ReturnFiles::open(folder.path("r.zip"), std::int64_t{5} << 20);
    REQUIRE_FALSE(files);
    CHECK(what_of(files.problems()) == "holds more than 5 MB once unpacked, which is the most that is read");
    folder.write("in/a.csv", std::string(3 << 20, 'a'));
    CHECK_FALSE(ReturnFiles::open(folder.path("in"), std::int64_t{2} << 20));
    CHECK_FALSE(ReturnFiles::open(folder.path("in/a.csv"), std::int64_t{2} << 20));
}

TEST_CASE("an entry that holds more than its zip says is not read on") {
    const TestFolder folder;
    const std::string path = folder.path("r.zip");
    write_zip(path, {{"a.csv", std::string(1 << 16, 'a')}});
    // The sizes unpacked, in the list at the end and before the entry, are made smaller.
    std::string bytes = file_text(path);
    for (const auto& [mark, at] : {std::pair<std::string, std::size_t>{"PK\x01\x02", 24}, {"PK\x03\x04", 22}}) {
        const std::size_t place = bytes.find(mark);
        REQUIRE(place != std::string::npos);
        bytes[place + at] = 16;
        bytes[place + at + 1] = bytes[place + at + 2] = 0;
    }
    folder.write("r.zip", bytes);
    const Result<ReturnFiles> files = ReturnFiles::open(path);
    REQUIRE(files);
    REQUIRE(files->files().at(0).bytes == 16);
    const Result<ReadBytes> read = files->bytes_of(files->files()[0]);
    REQUIRE(read);
    std::string into(1 << 16, '\0');
    std::size_t all = 0;
    for (int i = 0; i < 100; ++i) {
        const std::optional<std::size_t> count = (*read)(into.data(), into.size());
        if (!count || *count == 0) break;
        all += *count;
    }
    CHECK(all <= 16);
}

TEST_CASE("an encrypted zip, a damaged one, a spreadsheet, a zip in a zip: each its own message") {
    const TestFolder folder;
    write_zip(folder.path("secret.zip"), {{"e.csv", episodes}}, "open sesame");
    CHECK(what_of(read_text(folder.path("secret.zip"), SourceFormat::ssda903).problems) == "is encrypted");
    std::string many = episodes;
    for (int i = 0; i < 2000; ++i) many += std::to_string(i * 7919 % 100'003) + ",09/04/2017,S,C1,N1,U6,PR1,,,,,,\n";
    write_zip(folder.path("whole.zip"), {{"e.csv", many}});
    const std::string bytes = file_text(folder.path("whole.zip"));
    const std::string half = folder.write("half.zip", bytes.substr(0, bytes.size() / 2));
    CHECK(what_of(read_text(half, SourceFormat::ssda903).problems).find("is no whole zip") == 0);
    std::string flipped = bytes;
    for (std::size_t i = 200; i < 260; ++i) flipped[i] = static_cast<char>(flipped[i] ^ 0x5a);
    const ReadText damaged = read_text(folder.write("damaged.zip", flipped), SourceFormat::ssda903);
    REQUIRE_FALSE(damaged.problems.empty());
    CHECK(damaged.events.empty());
    write_zip(folder.path("book.xlsx"), {{"[Content_Types].xml", "x"}, {"xl/workbook.xml", "x"}});
    CHECK(what_of(read_text(folder.path("book.xlsx"), SourceFormat::ssda903).problems) ==
          "is a spreadsheet, not a return");
    write_zip(folder.path("outer.zip"), {{"inner.zip", bytes}});
    CHECK(what_of(read_text(folder.path("outer.zip"), SourceFormat::ssda903).problems) ==
          "holds no table of a return, but another zip");
    CHECK(what_of(read_text(folder.path("nothing.zip"), SourceFormat::ssda903).problems) == "cannot be opened");
}
