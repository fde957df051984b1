// What every benchmark program does around its answer: reads its words, says how it is used, names what is wrong.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "commands/arguments.hpp"
#include "vocabulary/result.hpp"

namespace permap::bench {

struct Program {
    std::string name;
    std::string words;  // of its usage
    std::vector<OptionSpec> options;
    std::size_t fewest_words = 1, most_words = 1;
};

// Each on a line of stderr; exit code 2.
int fail(const Program& program, const Problems& problems);

// The exit code: that of the answer, or 2.
int run_program(const Program& program, int count, char** words, const std::function<int(const Arguments&)>& answer);

}  // namespace permap::bench
