#include "recording/pseudonym.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <optional>

namespace permap {

namespace {

namespace fs = std::filesystem;

constexpr std::string_view key_mark = "permap pseudonym key 1 ";

Digest digest_of(std::string_view bytes) {
    Sha256 hash;
    hash.update(bytes);
    return hash.finish();
}

std::string text_of(const Digest& digest) {
    return {reinterpret_cast<const char*>(digest.data()), digest.size()};
}

bool is_in_repository(fs::path folder) {
    std::error_code ignored;
    for (folder = fs::weakly_canonical(folder, ignored); !folder.empty(); folder = folder.parent_path()) {
        if (fs::exists(folder / ".git", ignored)) return true;
        if (folder == folder.parent_path()) return false;
    }
    return false;
}

std::optional<Digest> digest_from_hex(std::string_view text) {
    Digest digest{};
    if (text.size() != 64) return std::nullopt;
    for (std::size_t i = 0; i < 64; ++i) {
        const std::size_t value = std::string_view("0123456789abcdef").find(text[i]);
        if (value == std::string_view::npos) return std::nullopt;
        digest[i / 2] = static_cast<std::uint8_t>(digest[i / 2] << 4 | value);
    }
    return digest;
}

Problems make_key(const std::string& path) {
    std::error_code fault;
    fs::create_directories(fs::path(path).parent_path(), fault);
    if (fault) return {{path, "the folder for the key cannot be made: " + fault.message(), "--key FILE"}};
    Digest bytes{};
    std::ifstream random("/dev/urandom", std::ios::binary);
    if (!random.read(reinterpret_cast<char*>(bytes.data()), static_cast<std::streamsize>(bytes.size())))
        return {{path, "no random numbers are to be had for a key", ""}};
    const int file = ::open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    if (file < 0) return {{path, "the key cannot be written", "--key FILE"}};
    const std::string text = std::string(key_mark) + to_hex(bytes) + "\n";
    const bool written = ::write(file, text.data(), text.size()) == static_cast<ssize_t>(text.size());
    if (::close(file) != 0 || !written) {
        ::unlink(path.c_str());
        return {{path, "the key cannot be written", "free some space, or --key FILE"}};
    }
    return {};
}

}  // namespace

Digest hmac_sha256(std::string_view key, std::string_view message) {
    std::string block = key.size() > 64 ? text_of(digest_of(key)) : std::string(key);
    block.resize(64, '\0');
    std::string inner = block, outer = block;
    for (char& byte : inner) byte = static_cast<char>(byte ^ 0x36);
    for (char& byte : outer) byte = static_cast<char>(byte ^ 0x5c);
    inner += message;
    return digest_of(outer + text_of(digest_of(inner)));
}

std::string pseudonym(const PseudonymKey& key, std::string_view what, std::string_view identifier) {
    std::string message(what);
    message += '\0';
    message += identifier;
    return "c-" + to_hex(hmac_sha256(text_of(key.bytes), message)).substr(0, 20);
}

std::string usual_key_path() {
    if (const char* config = std::getenv("XDG_CONFIG_HOME"); config != nullptr && *config != '\0')
        return std::string(config) + "/permap/pseudonyms.key";
    const char* home = std::getenv("HOME");
    return std::string(home != nullptr ? home : ".") + "/.config/permap/pseudonyms.key";
}

Result<PseudonymKey> load_key(const std::string& path, bool may_create, const std::string& log_folder) {
    std::error_code ignored;
    const fs::path folder = fs::absolute(path, ignored).parent_path();
    if (is_in_repository(folder))
        return Problem{path, "a key must not lie in a repository", "keep it where nobody shares files from"};
    if (!log_folder.empty() && fs::equivalent(folder, log_folder, ignored))
        return Problem{path, "a key must not lie beside the log", "with both, anybody can name the children"};
    struct stat status;
    if (::stat(path.c_str(), &status) != 0) {
        if (!may_create) return Problem{path, "there is no key", "--key FILE names the one the log was made with"};
        if (Problems problems = make_key(path); !problems.empty()) return problems;
    } else if (!S_ISREG(status.st_mode)) {
        return Problem{path, "is no file", "--key FILE"};
    } else if ((status.st_mode & 077) != 0) {
        return Problem{path, "the key can be read by others", "chmod 600 " + path};
    }
    std::ifstream file(path);
    std::string line;
    std::getline(file, line);
    if (line.rfind(key_mark, 0) != 0) return Problem{path, "is not a key of permap", ""};
    const auto bytes = digest_from_hex(std::string_view(line).substr(key_mark.size()));
    if (!bytes) return Problem{path, "the key is damaged", ""};
    return PseudonymKey{*bytes};
}

}  // namespace permap
