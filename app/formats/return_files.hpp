// The tables of a return as they come: one .csv, a folder of them, or one .zip. Nothing is unpacked to the disk.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "formats/csv_rows.hpp"
#include "vocabulary/result.hpp"

namespace permap {

// So much is read of one return, unpacked; a small zip may say that it holds far more.
inline constexpr std::int64_t most_return_bytes = std::int64_t{1} << 30;
inline constexpr std::int64_t most_return_files = 10'000;

struct ReturnFile {
    std::string name;  // within the return, "2017/episodes.csv"
    std::int64_t bytes = 0;
};

class ReturnFiles {
public:
    // Refused, each with its reason: a zip that is damaged or encrypted, that names files outside itself, or that holds
    // more than `most_bytes` or `most_return_files`.
    static Result<ReturnFiles> open(const std::string& path, std::int64_t most_bytes = most_return_bytes);
    ReturnFiles(ReturnFiles&&) noexcept;
    ~ReturnFiles();

    // In order of their names, numbers by their size: of files that say different things the later one rules.
    const std::vector<ReturnFile>& files() const;
    // What is there and no .csv; what an operating system leaves in folders is passed over.
    const std::vector<std::string>& others() const;
    // One file's bytes, up to as many as it was said to have. Only while this lives.
    Result<ReadBytes> bytes_of(const ReturnFile& file) const;

private:
    struct State;
    explicit ReturnFiles(std::unique_ptr<State> state);
    std::unique_ptr<State> state_;
};

// "2017/b.csv" before "2018/a.csv", "part-9" before "part-10".
bool comes_before(const std::string& left, const std::string& right);

}  // namespace permap
