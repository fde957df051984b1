// Small invented returns and trackers, and what was read from them, as texts that can be compared.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "collecting_sink.hpp"
#include "formats/mapping.hpp"

namespace permap {

// A folder of its own, gone at the end.
class TestFolder {
public:
    TestFolder();
    TestFolder(const TestFolder&) = delete;
    TestFolder& operator=(const TestFolder&) = delete;
    ~TestFolder();

    // Makes the folders on the way there too.
    std::string write(const std::string& name, const std::string& text) const;
    std::string path(const std::string& name = "") const;

private:
    std::filesystem::path folder_;
};

using NamedTexts = std::vector<std::pair<std::string, std::string>>;
// With a `password` encrypted.
void write_zip(const std::string& path, const NamedTexts& entries, const std::string& password = "");

struct ReadText {
    std::vector<std::string> events;    // "7 2020-04-01 started Placement: foster carer (U6)", "7 2020-04-01 LS = C1"
    std::vector<std::string> rejected;  // "Episodes:3 DEC \"2020-01-01\": ends before…"
    std::vector<std::string> remarks;
    Problems problems;
    SourceSummary summary;
    CollectingSink sink;

    std::vector<std::string> events_of(const std::string& child) const;
};

// With the mapping that is guessed, and `attributes` in place of its own where some are given.
ReadText read_text(const std::string& path, SourceFormat format,
                   const std::optional<std::vector<std::string>>& attributes = {});

bool has(const std::vector<std::string>& texts, const std::string& part);

}  // namespace permap
