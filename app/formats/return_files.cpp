#include "formats/return_files.hpp"

#include <zip.h>

#include <algorithm>
#include <array>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <string_view>

namespace permap {

namespace {

namespace files = std::filesystem;

bool is_digit(char letter) {
    return letter >= '0' && letter <= '9';
}

std::string_view digits_at(std::string_view text, std::size_t at) {
    std::size_t end = at;
    while (end < text.size() && is_digit(text[end])) ++end;
    return text.substr(at, end - at);
}

std::string_view without_zeros(std::string_view digits) {
    while (digits.size() > 1 && digits.front() == '0') digits.remove_prefix(1);
    return digits;
}

std::string lower(std::string text) {
    for (char& letter : text)
        if (letter >= 'A' && letter <= 'Z') letter = static_cast<char>(letter - 'A' + 'a');
    return text;
}

std::vector<std::string> parts_of(const std::string& name) {
    std::vector<std::string> parts(1);
    for (const char letter : name) {
        if (letter == '/' || letter == '\\') {
            parts.emplace_back();
        } else {
            parts.back() += letter;
        }
    }
    return parts;
}

// Left behind by an operating system or a spreadsheet that is open.
bool is_junk(const std::string& name) {
    const std::vector<std::string> parts = parts_of(name);
    if (std::find(parts.begin(), parts.end(), "__MACOSX") != parts.end()) return true;
    const std::string& last = parts.back();
    constexpr std::array<std::string_view, 3> left = {".DS_Store", "Thumbs.db", "desktop.ini"};
    if (std::find(left.begin(), left.end(), last) != left.end()) return true;
    return last.substr(0, 2) == "._" || last.substr(0, 2) == "~$";
}

bool leads_outside(const std::string& name) {
    if (name.empty() || name.front() == '/' || name.front() == '\\') return true;
    if (name.size() > 1 && name[1] == ':') return true;  // a drive
    const std::vector<std::string> parts = parts_of(name);
    return std::find(parts.begin(), parts.end(), "..") != parts.end();
}

std::string in_megabytes(std::int64_t bytes) {
    return std::to_string(bytes >> 20) + " MB";
}

Problem too_much(const std::string& path, std::int64_t most_bytes) {
    return {path, "holds more than " + in_megabytes(most_bytes) + " once unpacked, which is the most that is read",
            "a return is far smaller; bring in its years one by one if it really is that large"};
}

struct CloseZip {
    void operator()(zip_t* archive) const { zip_discard(archive); }
};

Result<std::unique_ptr<zip_t, CloseZip>> open_zip(const std::string& path) {
    int fault = 0;
    std::unique_ptr<zip_t, CloseZip> archive(zip_open(path.c_str(), ZIP_RDONLY, &fault));
    if (archive) return archive;
    zip_error_t error;
    zip_error_init_with_code(&error, fault);
    const std::string what = zip_error_strerror(&error);
    zip_error_fini(&error);
    return Problem{path, "is no whole zip: " + what, "was it copied to its end?"};
}

}  // namespace

struct ReturnFiles::State {
    std::string path;
    std::unique_ptr<zip_t, CloseZip> archive;  // of a zip
    std::string folder;                        // of a folder, with its slash; of one file: the folder it lies in
    std::vector<ReturnFile> files;
    std::vector<std::string> others;

    void take(const std::string& name, std::int64_t bytes) {
        if (is_junk(name)) return;
        if (lower(name).ends_with(".csv")) {
            files.push_back({name, bytes});
        } else {
            others.push_back(name);
        }
    }

    Problems look_into_zip(std::int64_t most_bytes);
    Problems look_into_folder(std::int64_t most_bytes);
};

Problems ReturnFiles::State::look_into_zip(std::int64_t most_bytes) {
    const zip_int64_t count = zip_get_num_entries(archive.get(), 0);
    if (count > most_return_files)
        return {
            {path,
             "holds " + std::to_string(count) + " files; at most " + std::to_string(most_return_files) + " are read",
             "is this a return?"}};
    Problems problems;
    zip_uint64_t bytes = 0;
    for (zip_int64_t i = 0; i < count; ++i) {
        zip_stat_t entry;
        if (zip_stat_index(archive.get(), static_cast<zip_uint64_t>(i), 0, &entry) != 0) {
            problems.push_back({path, "is damaged: an entry of its list cannot be read", "was it copied to its end?"});
            break;
        }
        const std::string name = entry.name;
        if (leads_outside(name)) {
            problems.push_back({path, "names a file outside itself (\"../\" or a whole path)",
                                "no return is packed like that: do not unpack it, ask where it came from"});
            break;
        }
        if (name.back() == '/' || is_junk(name)) continue;
        if (entry.encryption_method != ZIP_EM_NONE) {
            problems.push_back({path, "is encrypted", "unpack it with its password first, and name the folder"});
            break;
        }
        // What is no table is not unpacked, and so does not count.
        if (lower(name).ends_with(".csv")) {
            if (entry.size > static_cast<zip_uint64_t>(most_bytes) ||
                bytes + entry.size > static_cast<zip_uint64_t>(most_bytes)) {
                problems.push_back(too_much(path, most_bytes));
                break;
            }
            bytes += entry.size;
        }
        take(name, static_cast<std::int64_t>(entry.size));
    }
    return problems;
}

Problems ReturnFiles::State::look_into_folder(std::int64_t most_bytes) {
    std::error_code fault;
    std::int64_t bytes = 0, count = 0;
    for (auto at = files::recursive_directory_iterator(folder, fault); at != files::recursive_directory_iterator();
         at.increment(fault)) {
        if (fault) break;
        std::error_code of_file;
        if (!at->is_regular_file(of_file) || at->is_symlink(of_file)) continue;
        if (++count > most_return_files)
            return {{path,
                     "holds more than " + std::to_string(most_return_files) + " files, which is the most that is read",
                     "is this the folder of a return?"}};
        const auto size = static_cast<std::int64_t>(at->file_size(of_file));
        const std::string name = at->path().lexically_relative(folder).generic_string();
        if (lower(name).ends_with(".csv")) bytes += size;
        if (bytes > most_bytes) return {too_much(path, most_bytes)};
        take(name, size);
    }
    if (fault) return {{path, "cannot be read: " + fault.message(), ""}};
    return {};
}

ReturnFiles::ReturnFiles(std::unique_ptr<State> state) : state_(std::move(state)) {}
ReturnFiles::ReturnFiles(ReturnFiles&&) noexcept = default;
ReturnFiles::~ReturnFiles() = default;

Result<ReturnFiles> ReturnFiles::open(const std::string& path, std::int64_t most_bytes) {
    auto state = std::make_unique<State>();
    state->path = path;
    std::error_code fault;
    Problems problems;
    if (files::is_directory(path, fault)) {
        state->folder = path + "/";
        problems = state->look_into_folder(most_bytes);
    } else {
        std::ifstream file(path, std::ios::binary);
        std::array<char, 2> start{};
        if (!file) return Problem{path, "cannot be opened", ""};
        file.read(start.data(), start.size());
        if (start[0] == 'P' && start[1] == 'K') {
            Result<std::unique_ptr<zip_t, CloseZip>> archive = open_zip(path);
            if (!archive) return archive.problems();
            state->archive = *std::move(archive);
            problems = state->look_into_zip(most_bytes);
        } else {
            const auto size = static_cast<std::int64_t>(files::file_size(path, fault));
            if (size > most_bytes) return too_much(path, most_bytes);
            state->folder = files::path(path).parent_path().generic_string();
            if (!state->folder.empty()) state->folder += '/';
            state->files.push_back({files::path(path).filename().generic_string(), size});
        }
    }
    if (!problems.empty()) return problems;
    std::sort(state->files.begin(), state->files.end(),
              [](const ReturnFile& left, const ReturnFile& right) { return comes_before(left.name, right.name); });
    std::sort(state->others.begin(), state->others.end(), comes_before);
    return ReturnFiles(std::move(state));
}

const std::vector<ReturnFile>& ReturnFiles::files() const {
    return state_->files;
}

const std::vector<std::string>& ReturnFiles::others() const {
    return state_->others;
}

Result<ReadBytes> ReturnFiles::bytes_of(const ReturnFile& file) const {
    if (!state_->archive) {
        const std::string path = state_->folder + file.name;
        auto opened = std::make_shared<std::ifstream>(path, std::ios::binary);
        if (!*opened) return Problem{path, "cannot be opened", ""};
        return ReadBytes([opened](char* into, std::size_t most) -> std::optional<std::size_t> {
            opened->read(into, static_cast<std::streamsize>(most));
            if (opened->bad()) return std::nullopt;
            return static_cast<std::size_t>(opened->gcount());
        });
    }
    zip_file_t* entry = zip_fopen(state_->archive.get(), file.name.c_str(), 0);
    const std::string where = state_->path + ": " + file.name;
    if (entry == nullptr)
        return Problem{where, std::string("cannot be unpacked: ") + zip_strerror(state_->archive.get()), ""};
    const std::shared_ptr<zip_file_t> opened(entry, [](zip_file_t* one) { zip_fclose(one); });
    // An entry may hold more than the zip's list says.
    return ReadBytes([opened, left = file.bytes](char* into, std::size_t most) mutable -> std::optional<std::size_t> {
        const zip_int64_t count = zip_fread(opened.get(), into, most);
        if (count < 0 || count > left) return std::nullopt;
        left -= count;
        return static_cast<std::size_t>(count);
    });
}

bool comes_before(const std::string& left, const std::string& right) {
    std::size_t i = 0, k = 0;
    while (i < left.size() && k < right.size()) {
        if (is_digit(left[i]) && is_digit(right[k])) {
            const std::string_view one = digits_at(left, i), other = digits_at(right, k);
            const std::string_view number = without_zeros(one), other_number = without_zeros(other);
            if (number.size() != other_number.size()) return number.size() < other_number.size();
            if (number != other_number) return number < other_number;
            i += one.size();
            k += other.size();
        } else {
            if (left[i] != right[k]) return left[i] < right[k];
            ++i;
            ++k;
        }
    }
    if (left.size() - i != right.size() - k) return left.size() - i < right.size() - k;
    return left < right;
}

}  // namespace permap
