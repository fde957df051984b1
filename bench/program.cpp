#include "program.hpp"

#include <cstdio>

#include "engine/run.hpp"

namespace permap::bench {

int fail(const Program& program, const Problems& problems) {
    for (const Problem& problem : problems)
        std::fprintf(stderr, "%s: %s\n", program.name.c_str(), to_string(problem).c_str());
    return 2;
}

int run_program(const Program& program, int count, char** words, const std::function<int(const Arguments&)>& answer) {
    const Result<Arguments> arguments = Arguments::parse({words + 1, words + count}, program.options);
    if (!arguments) return fail(program, arguments.problems());
    const std::size_t given = arguments->positional().size();
    if (given < program.fewest_words || given > program.most_words) {
        std::fprintf(stderr, "usage: %s %s [OPTIONS]\n\n%s", program.name.c_str(), program.words.c_str(),
                     help_of(program.options).c_str());
        return 2;
    }
    try {
        return answer(*arguments);
    } catch (const MapError& error) {
        return fail(program, {{arguments->positional()[0], error.what, error.hint}});
    }
}

}  // namespace permap::bench
