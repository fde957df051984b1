#include "store/whole_file.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <utility>

#include "store/part_file.hpp"

namespace permap {

namespace {

constexpr std::size_t most_bytes = std::size_t{512} << 20;

// An open file that closes itself.
class OpenFile {
public:
    OpenFile(const std::string& path, int flags) : number_(::open(path.c_str(), flags | O_CLOEXEC)) {}
    ~OpenFile() {
        if (number_ >= 0) ::close(number_);
    }
    OpenFile(const OpenFile&) = delete;
    OpenFile& operator=(const OpenFile&) = delete;
    int number() const { return number_; }
    // Some file systems tell of a full disk only here.
    bool close() { return ::close(std::exchange(number_, -1)) == 0; }

private:
    int number_;
};

}  // namespace

Result<std::string> read_whole_file(const std::string& path) {
    const auto fault = [&] { return Problem{path, "cannot be read: " + system_error_text(), ""}; };
    const OpenFile file(path, O_RDONLY);
    if (file.number() < 0) return fault();
    struct stat status;
    if (::fstat(file.number(), &status) != 0) return fault();
    if (S_ISDIR(status.st_mode)) return Problem{path, "is a folder, not a file", ""};

    std::string text;
    if (S_ISREG(status.st_mode)) text.reserve(std::min(static_cast<std::size_t>(status.st_size), most_bytes) + 1);
    char piece[1 << 16];
    for (;;) {
        const ssize_t got = ::read(file.number(), piece, sizeof piece);
        if (got < 0 && errno == EINTR) continue;
        if (got < 0) return fault();
        if (got == 0) return text;
        text.append(piece, static_cast<std::size_t>(got));
        if (text.size() > most_bytes) return Problem{path, "is larger than 512 MB", ""};
    }
}

Problems write_whole_file(const std::string& path, std::string_view text, bool overwrite) {
    Result<PartFile> part = PartFile::beside(path, overwrite);
    if (!part) return part.problems();
    const auto fault = [&] { return Problems{{path, "cannot be written: " + system_error_text(), ""}}; };
    OpenFile file(part->path(), O_WRONLY | O_TRUNC);
    if (file.number() < 0) return fault();
    while (!text.empty()) {
        const ssize_t put = ::write(file.number(), text.data(), text.size());
        if (put < 0 && errno == EINTR) continue;
        if (put < 0) return fault();
        text.remove_prefix(static_cast<std::size_t>(put));
    }
    if (!file.close()) return fault();
    return part->commit();
}

}  // namespace permap
