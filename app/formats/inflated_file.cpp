#include "formats/inflated_file.hpp"

#include <zlib.h>

#include <array>
#include <filesystem>
#include <fstream>

namespace permap {

namespace {

constexpr std::size_t piece_bytes = std::size_t{256} << 10;
constexpr int gzip_window = 15 + 16;  // zlib: the largest window, in gzip's wrapping only

}  // namespace

struct InflatedFile::State {
    std::string path;
    std::ifstream file;
    std::int64_t bytes = 0, bytes_read = 0;
    std::optional<Problem> problem;

    std::array<char, piece_bytes> piece{};
    std::size_t piece_size = 0;
    bool is_gzip = false, file_is_over = false;

    z_stream stream{};
    bool has_stream = false;
    bool between_members = true;  // gzip files may follow each other in one

    ~State() {
        if (has_stream) inflateEnd(&stream);
    }

    void fail(const std::string& what, const std::string& hint) {
        if (!problem) problem = Problem{path, what, hint};
    }

    void fill_piece() {
        file.read(piece.data(), static_cast<std::streamsize>(piece.size()));
        piece_size = static_cast<std::size_t>(file.gcount());
        bytes_read += static_cast<std::int64_t>(piece_size);
        if (file.bad()) fail("cannot be read to its end", "");
        file_is_over = piece_size == 0;
        stream.next_in = reinterpret_cast<Bytef*>(piece.data());
        stream.avail_in = static_cast<uInt>(piece_size);
    }

    void begin() {
        std::error_code fault;
        if (std::filesystem::is_directory(path, fault)) return fail("is a folder, not a file", "");
        file.open(path, std::ios::binary);
        if (!file) return fail("cannot be opened", "");
        const auto size = std::filesystem::file_size(path, fault);
        if (!fault) bytes = static_cast<std::int64_t>(size);
        fill_piece();
        is_gzip = piece_size >= 2 && piece[0] == '\x1f' && piece[1] == '\x8b';
        if (!is_gzip) return;
        has_stream = inflateInit2(&stream, gzip_window) == Z_OK;
        if (!has_stream) fail("cannot be decompressed: there is not enough memory", "");
    }

    bool plain(std::string& into) {
        if (piece_size == 0 && !file_is_over) fill_piece();
        if (problem || file_is_over) return false;
        into.append(piece.data(), piece_size);
        piece_size = 0;
        return true;
    }

    bool inflated(std::string& into) {
        const std::size_t before = into.size();
        into.resize(before + piece_bytes);
        stream.next_out = reinterpret_cast<Bytef*>(into.data() + before);
        stream.avail_out = static_cast<uInt>(piece_bytes);
        while (!problem && stream.avail_out > 0) {
            if (stream.avail_in == 0) fill_piece();
            if (stream.avail_in == 0) {
                if (!between_members)
                    fail("is cut off: the compressed data end too early", "copy or download it again");
                break;
            }
            between_members = false;
            const int code = inflate(&stream, Z_NO_FLUSH);
            if (code == Z_STREAM_END) {
                between_members = true;
                inflateReset(&stream);
            } else if (code != Z_OK && code != Z_BUF_ERROR) {
                fail("is damaged: it is not what gzip writes", "copy or download it again");
            }
        }
        into.resize(into.size() - stream.avail_out);
        return into.size() > before;
    }
};

InflatedFile::InflatedFile(const std::string& path) : state_(std::make_unique<State>()) {
    state_->path = path;
    state_->begin();
}
InflatedFile::~InflatedFile() = default;
InflatedFile::InflatedFile(InflatedFile&&) noexcept = default;

bool InflatedFile::read_more(std::string& into) {
    if (state_->problem) return false;
    return state_->is_gzip ? state_->inflated(into) : state_->plain(into);
}

const std::optional<Problem>& InflatedFile::problem() const {
    return state_->problem;
}
std::int64_t InflatedFile::bytes_read() const {
    return state_->bytes_read;
}
std::int64_t InflatedFile::bytes() const {
    return state_->bytes;
}

}  // namespace permap
