#include <sys/stat.h>
#include <unistd.h>

#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>

#include "recording/pseudonym.hpp"

using namespace permap;
namespace fs = std::filesystem;

namespace {

struct Folder {
    fs::path path = fs::temp_directory_path() / ("permap-key-" + std::to_string(::getpid()));
    Folder() { fs::create_directories(path); }
    ~Folder() { fs::remove_all(path); }
};

}  // namespace

TEST_CASE("HMAC-SHA-256 gives the published results (RFC 4231, cases 1, 2 and 6)") {
    CHECK(to_hex(hmac_sha256(std::string(20, '\x0b'), "Hi There")) ==
          "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7");
    CHECK(to_hex(hmac_sha256("Jefe", "what do ya want for nothing?")) ==
          "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843");
    CHECK(to_hex(hmac_sha256(std::string(131, '\xaa'), "Test Using Larger Than Block-Size Key - Hash Key First")) ==
          "60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54");
}

TEST_CASE("a pseudonym depends on key, kind and identifier, and on nothing else") {
    PseudonymKey one, other;
    other.bytes[0] = 1;
    const std::string name = pseudonym(one, "child", "398768");
    CHECK(name.size() == 22);
    CHECK(name.substr(0, 2) == "c-");
    CHECK(name == pseudonym(one, "child", "398768"));
    CHECK(name != pseudonym(other, "child", "398768"));
    CHECK(name != pseudonym(one, "family", "398768"));
    CHECK(name != pseudonym(one, "child", "398769"));
    CHECK(name.find("398768") == std::string::npos);
}

TEST_CASE("a key is made once, for its owner only, and read again") {
    const Folder folder;
    const std::string path = (folder.path / "settings" / "key").string();
    CHECK_FALSE(load_key(path, false, ""));
    const Result<PseudonymKey> made = load_key(path, true, "");
    REQUIRE(made);
    struct stat status;
    REQUIRE(::stat(path.c_str(), &status) == 0);
    CHECK((status.st_mode & 0777) == 0600);
    const Result<PseudonymKey> again = load_key(path, true, "");
    REQUIRE(again);
    CHECK(again->bytes == made->bytes);
    CHECK(made->bytes != PseudonymKey{}.bytes);
}

TEST_CASE("a key that others can read, that is none, or that lies beside log or repository is refused") {
    const Folder folder;
    const std::string path = (folder.path / "key").string();
    REQUIRE(load_key(path, true, ""));
    SECTION("others can read it") {
        fs::permissions(path, fs::perms::group_read, fs::perm_options::add);
        CHECK(load_key(path, true, "").problems().at(0).what == "the key can be read by others");
    }
    SECTION("it is something else") {
        std::ofstream(path) << "hello\n";
        CHECK(load_key(path, true, "").problems().at(0).what == "is not a key of permap");
    }
    SECTION("it was cut short") {
        std::ofstream(path) << "permap pseudonym key 1 abcd\n";
        CHECK(load_key(path, true, "").problems().at(0).what == "the key is damaged");
    }
    SECTION("it lies beside the log") {
        CHECK(load_key(path, true, folder.path.string()).problems().at(0).what == "a key must not lie beside the log");
    }
    SECTION("it lies in a repository") {
        fs::create_directories(folder.path / ".git");
        fs::create_directories(folder.path / "below");
        CHECK(load_key((folder.path / "below" / "key").string(), true, "").problems().at(0).what ==
              "a key must not lie in a repository");
    }
}
