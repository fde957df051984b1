#include "exporting/output_file.hpp"

#include <zlib.h>

#include <cstdio>

#include "store/part_file.hpp"

namespace permap {

namespace {

constexpr std::size_t buffer_bytes = std::size_t{1} << 18;

struct CloseFile {
    void operator()(std::FILE* file) const { std::fclose(file); }
};
struct CloseGzip {
    void operator()(gzFile file) const { gzclose(file); }
};

}  // namespace

struct OutputFile::State {
    State(std::string named, PartFile&& file) : target(std::move(named)), part(std::move(file)) {}

    bool is_open() const { return plain || gzip; }

    void flush() {
        if (buffer.empty() || failed) return;
        if (gzip) {
            failed = gzwrite(gzip.get(), buffer.data(), static_cast<unsigned>(buffer.size())) !=
                     static_cast<int>(buffer.size());
        } else {
            failed = std::fwrite(buffer.data(), 1, buffer.size(), plain.get()) != buffer.size();
        }
        buffer.clear();
    }

    std::string target, buffer;
    PartFile part;
    std::unique_ptr<std::FILE, CloseFile> plain;
    std::unique_ptr<gzFile_s, CloseGzip> gzip;
    bool failed = false;
};

OutputFile::OutputFile(std::unique_ptr<State> state) : state_(std::move(state)) {}
OutputFile::OutputFile(OutputFile&&) noexcept = default;
OutputFile::~OutputFile() = default;

Result<OutputFile> OutputFile::open(const std::string& target, bool overwrite) {
    Result<PartFile> part = PartFile::beside(target, overwrite);
    if (!part) return part.problems();
    auto state = std::make_unique<State>(target, *std::move(part));
    if (is_gzip_name(target)) {
        state->gzip.reset(gzopen(state->part.path().c_str(), "wb6"));
    } else {
        state->plain.reset(std::fopen(state->part.path().c_str(), "wb"));
    }
    if (!state->is_open()) return Problem{target, "cannot be written: " + system_error_text(), ""};
    state->buffer.reserve(2 * buffer_bytes);
    return OutputFile(std::move(state));
}

void OutputFile::write(std::string_view text) {
    state_->buffer += text;
    if (state_->buffer.size() >= buffer_bytes) state_->flush();
}

Problems OutputFile::finish() {
    State& state = *state_;
    state.flush();
    if (state.gzip) {
        state.failed = gzclose(state.gzip.release()) != Z_OK || state.failed;
    } else {
        state.failed = std::fclose(state.plain.release()) != 0 || state.failed;
    }
    if (state.failed) {
        return {{state.target, "could not be written: " + system_error_text(), "free some space, or write elsewhere"}};
    }
    return state.part.commit();
}

bool is_gzip_name(std::string_view path) {
    return path.size() > 3 && path.substr(path.size() - 3) == ".gz";
}

}  // namespace permap
