#include "store/part_file.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <filesystem>
#include <utility>

namespace permap {

namespace {

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

}  // namespace

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
    ::unlink((part_ + "-journal").c_str());
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
    const int file = ::open(part.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
    if (file < 0) return Problem{target, "cannot be written: " + system_error_text(), ""};
    ::close(file);
    return PartFile(real, part, overwrite);
}

Problems PartFile::commit() {
    if (!sync(part_)) return {{target_, "could not be written to disk: " + system_error_text(), ""}};
    if (!rename_onto(part_, target_, overwrite_)) {
        if (errno == EEXIST) return {{target_, "is already there", "give --overwrite to replace it"}};
        return {{target_, "could not be put in place: " + system_error_text(), ""}};
    }
    part_.clear();
    if (!sync(directory_of(target_)))
        return {{target_, "was written, but its folder could not be synced: " + system_error_text(), ""}};
    return {};
}

}  // namespace permap
