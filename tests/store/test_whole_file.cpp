#include <sys/stat.h>

#include <catch2/catch.hpp>
#include <filesystem>

#include "small_disk.hpp"
#include "store/whole_file.hpp"
#include "temporary_folder.hpp"

using namespace permap;

TEST_CASE("a text file comes back as it was written, zero bytes and all, and leaves nothing beside it") {
    const TemporaryFolder folder;
    const std::string path = folder.file("map.json");
    std::string text(200000, 'x');
    text[5] = '\0';
    text += "é\n";
    CHECK(write_whole_file(path, text, false).empty());
    CHECK(*read_whole_file(path) == text);
    CHECK(folder.files() == std::vector<std::string>{"map.json"});
    CHECK(write_whole_file(folder.file("empty"), "", false).empty());
    CHECK(read_whole_file(folder.file("empty"))->empty());
}

TEST_CASE("a file that is there is replaced only on request") {
    const TemporaryFolder folder;
    const std::string path = folder.file("a");
    REQUIRE(write_whole_file(path, "one", false).empty());
    const Problems refused = write_whole_file(path, "two", false);
    REQUIRE(refused.size() == 1);
    CHECK(to_string(refused[0]) == path + ": is already there (give --overwrite to replace it)");
    CHECK(*read_whole_file(path) == "one");
    CHECK(write_whole_file(path, "two", true).empty());
    CHECK(*read_whole_file(path) == "two");
}

TEST_CASE("a link is written through, and a link to nowhere is refused") {
    const TemporaryFolder folder;
    REQUIRE(write_whole_file(folder.file("a"), "one", false).empty());
    std::filesystem::create_symlink(folder.file("a"), folder.file("link"));
    CHECK(write_whole_file(folder.file("link"), "two", true).empty());
    CHECK(std::filesystem::is_symlink(folder.file("link")));
    CHECK(*read_whole_file(folder.file("a")) == "two");
    std::filesystem::create_symlink(folder.file("nowhere"), folder.file("loose"));
    CHECK_FALSE(write_whole_file(folder.file("loose"), "x", true).empty());
}

TEST_CASE("folders, devices and places that are not there are refused") {
    const TemporaryFolder folder;
    CHECK(read_whole_file(folder.file(".")).problems().at(0).what == "is a folder, not a file");
    CHECK(read_whole_file(folder.file("none")).problems().at(0).what.find("cannot be read") == 0);
    CHECK(write_whole_file(folder.file("."), "x", true).at(0).what == "is a folder, not a file");
    CHECK(write_whole_file("/dev/full", "x", true).at(0).what == "is not a regular file");
    CHECK_FALSE(write_whole_file(folder.file("none/a"), "x", true).empty());
    CHECK(folder.files().empty());
}

TEST_CASE("more than 512 MB is refused") {
    const TemporaryFolder folder;
    REQUIRE(write_whole_file(folder.file("large"), "x", false).empty());
    std::filesystem::resize_file(folder.file("large"), (std::uintmax_t{512} << 20) + 1);  // a hole, no blocks on disk
    CHECK(read_whole_file(folder.file("large")).problems().at(0).what == "is larger than 512 MB");
}

TEST_CASE("when the disk fills, the old file stays and no part is left") {
    const TemporaryFolder folder;
    REQUIRE(write_whole_file(folder.file("a"), "old", false).empty());
    const std::string large(1 << 20, 'x');
    CHECK(with_files_up_to(65536, [&] { return write_whole_file(folder.file("a"), large, true).empty() ? 0 : 7; }) ==
          7);
    CHECK(*read_whole_file(folder.file("a")) == "old");
    CHECK(folder.files() == std::vector<std::string>{"a"});
}
