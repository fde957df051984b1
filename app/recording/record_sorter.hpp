// Records of many children in the order of the children, however they came, in bounded memory: sorted in runs, the runs
// kept in unnamed temporary files, then merged.
#pragma once

#include <cstdint>
#include <cstdio>
#include <functional>
#include <memory>
#include <vector>

#include "recorded/record.hpp"
#include "vocabulary/result.hpp"

namespace permap {

class RecordSorter {
public:
    explicit RecordSorter(std::size_t records_in_memory = 1'000'000) : most_(records_in_memory) {}

    void add(std::uint32_t child, const Record& record);
    // Child by child, in order, each with its records as they were added. Problems where the disk is full.
    using Take = std::function<void(std::uint32_t child, std::vector<Record>& records)>;
    Problems take_all(const Take& take);

private:
    struct Entry {
        std::uint32_t child;
        Record record;
    };
    struct CloseFile {
        void operator()(std::FILE* file) const { std::fclose(file); }
    };
    using Run = std::unique_ptr<std::FILE, CloseFile>;

    void sort_run();
    void spill();

    std::size_t most_;
    std::vector<Entry> entries_;
    std::vector<Run> runs_;
    bool failed_ = false;
};

}  // namespace permap
