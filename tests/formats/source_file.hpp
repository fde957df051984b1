// Files for readers to read: written for one test, or public ones where they are at hand.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace permap {

// A file that is gone with the test.
class SourceFile {
public:
    SourceFile(const std::string& name, std::string_view text);
    ~SourceFile();
    SourceFile(const SourceFile&) = delete;
    SourceFile& operator=(const SourceFile&) = delete;
    const std::string& path() const { return path_; }

private:
    std::string path_;
};

std::string gzipped(std::string_view text);

// Path of a public file; nothing, with a warning, where the folder of them is not beside the repository.
std::optional<std::string> public_file(const std::string& name);

}  // namespace permap
