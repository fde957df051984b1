#include "return_text.hpp"

#include <unistd.h>
#include <zip.h>

#include <catch2/catch.hpp>
#include <fstream>

namespace permap {

namespace {

std::string text_of(const CollectedEvent& event) {
    const std::string start = event.child + " " + to_date_string(event.at) + " ";
    if (event.kind == RecordKind::attribute_set) return start + event.name + " = " + event.value;
    return start + name_of(event.kind) + " " + event.name + (event.value.empty() ? "" : " → " + event.value);
}

std::string text_of(const RowProblem& problem) {
    return problem.table + ":" + std::to_string(problem.line) + " " + problem.field +
           (problem.value.empty() ? "" : " \"" + problem.value + "\"") + ": " + problem.rule;
}

}  // namespace

TestFolder::TestFolder() {
    static int made = 0;
    folder_ = std::filesystem::temp_directory_path() /
              ("permap-formats-" + std::to_string(getpid()) + "-" + std::to_string(++made));
    std::filesystem::create_directories(folder_);
}

TestFolder::~TestFolder() {
    std::error_code ignored;
    std::filesystem::remove_all(folder_, ignored);
}

std::string TestFolder::write(const std::string& name, const std::string& text) const {
    const std::filesystem::path file = folder_ / name;
    std::filesystem::create_directories(file.parent_path());
    std::ofstream(file, std::ios::binary) << text;
    return file.string();
}

std::string TestFolder::path(const std::string& name) const {
    return name.empty() ? folder_.string() : (folder_ / name).string();
}

void write_zip(const std::string& path, const NamedTexts& entries, const std::string& password) {
    int fault = 0;
    zip_t* const archive = zip_open(path.c_str(), ZIP_CREATE | ZIP_TRUNCATE, &fault);
    REQUIRE(archive != nullptr);
    for (const auto& [name, text] : entries) {
        zip_source_t* const source = zip_source_buffer(archive, text.data(), text.size(), 0);
        const zip_int64_t place = zip_file_add(archive, name.c_str(), source, ZIP_FL_ENC_UTF_8);
        REQUIRE(place >= 0);
        if (!password.empty())
            REQUIRE(zip_file_set_encryption(archive, static_cast<zip_uint64_t>(place), ZIP_EM_AES_256,
                                            password.c_str()) == 0);
    }
    REQUIRE(zip_close(archive) == 0);
}

std::vector<std::string> ReadText::events_of(const std::string& child) const {
    std::vector<std::string> texts;
    for (const std::string& event : events)
        if (event.substr(0, child.size() + 1) == child + " ") texts.push_back(event.substr(child.size() + 1));
    return texts;
}

ReadText read_text(const std::string& path, SourceFormat format,
                   const std::optional<std::vector<std::string>>& attributes) {
    ReadText read;
    Result<GuessedMapping> guessed = guess_mapping(path, format);
    if (!guessed) {
        read.problems = guessed.problems();
        return read;
    }
    CHECK(guessed->questions.empty());
    if (attributes) guessed->mapping.attributes = *attributes;
    const Result<SourceSummary> summary = read_source(path, guessed->mapping, read.sink, {});
    if (!summary) {
        read.problems = summary.problems();
        return read;
    }
    read.summary = *summary;
    for (const CollectedEvent& event : read.sink.events) read.events.push_back(text_of(event));
    for (const RowProblem& problem : read.sink.rejected) read.rejected.push_back(text_of(problem));
    for (const RowProblem& problem : summary->remarks) read.remarks.push_back(text_of(problem));
    return read;
}

bool has(const std::vector<std::string>& texts, const std::string& part) {
    for (const std::string& text : texts)
        if (text.find(part) != std::string::npos) return true;
    return false;
}

}  // namespace permap
