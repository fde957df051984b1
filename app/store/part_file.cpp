#include "store/part_file.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <filesystem>
#include <tuple>
#include <utility>

namespace permap {

namespace {

constexpr const char* journal_ending = "-journal";  // SQLite's, beside its database

std::string directory_of(const std::string& path) {
    const std::string directory = std::filesystem::path(path).parent_path().string();
    return directory.empty() ? "." : directory;
}

// Content or names on disk, not only in memory. False with errno set.
bool sync(const std::string& path) {
    const int file = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
    if (file < 0) return false;
    const bool synced = ::fsync(file) == 0;
    const int reason = errno;
    ::close(file);
    errno = reason;
    return synced;
}

bool is_there(const std::string& path) {
    struct stat status;
    return ::lstat(path.c_str(), &status) == 0;
}

// Renames without replacing what somebody else put there meanwhile, where the file system can do that.
bool rename_onto(const std::string& part, const std::string& target, bool overwrite) {
    if (overwrite) return ::rename(part.c_str(), target.c_str()) == 0;
    if (::renameat2(AT_FDCWD, part.c_str(), AT_FDCWD, target.c_str(), RENAME_NOREPLACE) == 0) return true;
    if (errno != EINVAL && errno != ENOSYS) return false;
    if (is_there(target)) {
        errno = EEXIST;
        return false;
    }
    return ::rename(part.c_str(), target.c_str()) == 0;
}

// Parts that are being written, by name, where a signal handler finds them. A program writes one or two at a time; one
// that finds no slot free, or has too long a name, is only removed by its own destructor.
struct Slot {
    std::atomic<bool> is_taken{false}, is_written{false};
    std::array<char, 4096> part{}, journal{};
};
std::array<Slot, 8> slots;
static_assert(std::atomic<bool>::is_always_lock_free);

void copy_name(const std::string& name, std::array<char, 4096>& into) {
    std::copy(name.begin(), name.end(), into.begin());
    into[name.size()] = '\0';
}

void remember(const std::string& part) {
    const std::string journal = part + journal_ending;
    if (journal.size() >= std::tuple_size_v<decltype(Slot::journal)>) return;
    for (Slot& slot : slots) {
        if (slot.is_taken.exchange(true)) continue;
        copy_name(part, slot.part);
        copy_name(journal, slot.journal);
        slot.is_written = true;
        return;
    }
}

void forget(const std::string& part) {
    for (Slot& slot : slots) {
        if (!slot.is_written || part != slot.part.data()) continue;
        slot.is_written = false;
        slot.is_taken = false;
        return;
    }
}

}  // namespace

void remove_parts_at_once() {
    for (const Slot& slot : slots) {
        if (!slot.is_written) continue;
        ::unlink(slot.part.data());
        ::unlink(slot.journal.data());
    }
}

std::string system_error_text() {
    return std::strerror(errno);
}

PartFile::PartFile(std::string target, std::string part, bool overwrite)
    : target_(std::move(target)), part_(std::move(part)), overwrite_(overwrite) {}

PartFile::PartFile(PartFile&& other) noexcept
    : target_(std::move(other.target_)), part_(std::exchange(other.part_, {})), overwrite_(other.overwrite_) {}

PartFile& PartFile::operator=(PartFile&& other) noexcept {
    std::swap(target_, other.target_);
    std::swap(part_, other.part_);
    std::swap(overwrite_, other.overwrite_);
    return *this;
}

PartFile::~PartFile() {
    if (part_.empty()) return;
    ::unlink(part_.c_str());
    ::unlink((part_ + journal_ending).c_str());
    forget(part_);
}

Result<PartFile> PartFile::beside(const std::string& target, bool overwrite) {
    std::string real = target;  // a link to a file is written through, not replaced
    if (std::error_code fault; std::filesystem::is_symlink(target, fault)) {
        real = std::filesystem::canonical(target, fault).string();
        if (fault) return Problem{target, "is a link to nowhere", ""};
    }
    struct stat status;
    if (::stat(real.c_str(), &status) == 0) {
        if (S_ISDIR(status.st_mode)) return Problem{target, "is a folder, not a file", ""};
        if (!S_ISREG(status.st_mode)) return Problem{target, "is not a regular file", ""};
        if (!overwrite) return Problem{target, "is already there", "give --overwrite to replace it"};
    } else if (errno != ENOENT) {
        return Problem{target, "cannot be written: " + system_error_text(), ""};
    }
    // The number of the process keeps two programs that write the same target apart.
    const std::string part = real + "." + std::to_string(::getpid()) + ".part";
    ::unlink(part.c_str());
    remember(part);  // before it is there, so that there is no moment in which nobody would remove it
    const int file = ::open(part.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
    if (file < 0) {
        const std::string why = system_error_text();
        forget(part);
        return Problem{target, "cannot be written: " + why, ""};
    }
    ::close(file);
    return PartFile(real, part, overwrite);
}

Problems PartFile::commit() {
    if (!sync(part_)) return {{target_, "could not be written to disk: " + system_error_text(), ""}};
    if (!rename_onto(part_, target_, overwrite_)) {
        if (errno == EEXIST) return {{target_, "is already there", "give --overwrite to replace it"}};
        return {{target_, "could not be put in place: " + system_error_text(), ""}};
    }
    forget(part_);
    part_.clear();
    if (!sync(directory_of(target_)))
        return {{target_, "was written, but its folder could not be synced: " + system_error_text(), ""}};
    return {};
}

}  // namespace permap
