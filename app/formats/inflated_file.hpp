// The bytes of a file from front to end, inflated where it is gzip (told by what it holds, not by its name).
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>

#include "vocabulary/result.hpp"

namespace permap {

class InflatedFile {
public:
    explicit InflatedFile(const std::string& path);
    ~InflatedFile();
    InflatedFile(InflatedFile&&) noexcept;
    InflatedFile& operator=(InflatedFile&&) = delete;
    InflatedFile(const InflatedFile&) = delete;
    InflatedFile& operator=(const InflatedFile&) = delete;

    // Appends at most 256 KB; false at the end, or where nothing more can be read: problem() tells.
    bool read_more(std::string& into);
    const std::optional<Problem>& problem() const;

    std::int64_t bytes_read() const;  // of the file as it lies there
    std::int64_t bytes() const;

private:
    struct State;
    std::unique_ptr<State> state_;
};

}  // namespace permap
