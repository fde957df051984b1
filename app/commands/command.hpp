// The commands of the program: one table, shared option groups, one place that prints errors.
#pragma once

#include <iosfwd>
#include <string>
#include <vector>

#include "commands/arguments.hpp"
#include "vocabulary/result.hpp"

namespace permap {

// Exit codes (MEASURES 4); stopped by Ctrl-C before all was run: what shells say of a program that SIGINT ended.
enum class Exit { done = 0, could_not = 1, wrong_input = 2, stopped = 130 };

struct Command {
    const char* name;       // "simulate"
    const char* arguments;  // "MAP"
    const char* summary;
    std::vector<OptionSpec> options;
    std::size_t least_words, most_words;  // positional
    Exit (*run)(const Arguments& arguments);
};

const std::vector<Command>& commands();

// Runs what the words ask for. Results on stdout, everything else on stderr.
int run_program(const std::vector<std::string>& words);

// "permap: WHERE: WHAT (HINT)", a line a problem, on stderr.
Exit report(const Problems& problems, Exit exit = Exit::wrong_input);
void warn(const Problems& problems);

// Writes a result to stdout; a full disk or a closed pipe is a failure, not a crash.
Exit print(const std::string& text);

}  // namespace permap
