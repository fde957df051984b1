// A text file written piece by piece, beside its target; nothing is there until finish(). May be compressed on the way.
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "vocabulary/result.hpp"

namespace permap {

class OutputFile {
public:
    // Compressed with gzip where the target's name ends in ".gz".
    static Result<OutputFile> open(const std::string& target, bool overwrite);

    OutputFile(OutputFile&&) noexcept;
    ~OutputFile();

    void write(std::string_view text);  // a fault is kept, and told by finish()
    Problems finish();                  // empty when all went well

private:
    struct State;
    explicit OutputFile(std::unique_ptr<State> state);
    std::unique_ptr<State> state_;
};

bool is_gzip_name(std::string_view path);

}  // namespace permap
