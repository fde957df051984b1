// What is half-written when a program is told to end.
#include <catch2/catch.hpp>
#include <fstream>

#include "store/part_file.hpp"
#include "temporary_folder.hpp"

using namespace permap;

TEST_CASE("parts are removed at once, with SQLite's journal, and what was committed stays") {
    const TemporaryFolder folder;
    {
        Result<PartFile> whole = PartFile::beside(folder.file("whole"), false);
        REQUIRE(whole);
        std::ofstream(whole->path()) << "text";
        REQUIRE(whole->commit().empty());
        Result<PartFile> one = PartFile::beside(folder.file("one"), false);
        Result<PartFile> two = PartFile::beside(folder.file("two"), false);
        REQUIRE(one);
        REQUIRE(two);
        std::ofstream(two->path() + "-journal") << "pages";
        CHECK(folder.files().size() == 4);
        remove_parts_at_once();
        CHECK(folder.files() == std::vector<std::string>{"whole"});
    }
    CHECK(folder.files() == std::vector<std::string>{"whole"});
}

TEST_CASE("a part that was given up is forgotten: there is room for the next") {
    const TemporaryFolder folder;
    for (int i = 0; i < 20; ++i) {  // more than are remembered at a time
        const Result<PartFile> given_up = PartFile::beside(folder.file("name" + std::to_string(i)), false);
        REQUIRE(given_up);
    }
    const Result<PartFile> last = PartFile::beside(folder.file("name"), false);
    REQUIRE(last);
    CHECK(folder.files().size() == 1);
    remove_parts_at_once();
    CHECK(folder.files().empty());
}

TEST_CASE("a target that cannot be written is not remembered") {
    const TemporaryFolder folder;
    for (int i = 0; i < 20; ++i) CHECK_FALSE(PartFile::beside(folder.file("nowhere/name"), false));
    const Result<PartFile> last = PartFile::beside(folder.file("name"), false);
    REQUIRE(last);
    remove_parts_at_once();
    CHECK(folder.files().empty());
}
