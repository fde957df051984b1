// A file that appears whole or not at all: written beside its target, synced, then renamed onto it.
#pragma once

#include <string>

#include "vocabulary/result.hpp"

namespace permap {

class PartFile {
public:
    // Refuses a target that is there and is no regular file, or is there and `overwrite` is false. Creates the empty
    // part.
    static Result<PartFile> beside(const std::string& target, bool overwrite);

    PartFile(PartFile&& other) noexcept;
    PartFile& operator=(PartFile&& other) noexcept;
    ~PartFile();  // removes the part, and SQLite's journal of it, unless committed

    const std::string& path() const { return part_; }  // to be written by anybody
    Problems commit();                                 // syncs file and directory; empty when all went well

private:
    PartFile(std::string target, std::string part, bool overwrite);

    std::string target_, part_;  // part_ empty: nothing to remove
    bool overwrite_;
};

// Removes every part of this process that is not committed, with SQLite's journal of it: for a signal handler that is
// about to end the program, so it calls nothing but unlink.
void remove_parts_at_once();

// What the operating system says of the last failed call.
std::string system_error_text();

}  // namespace permap
