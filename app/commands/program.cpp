#include <algorithm>
#include <cerrno>
#include <csignal>
#include <cstdio>
#include <cstring>

#include <spdlog/sinks/stdout_sinks.h>
#include <spdlog/spdlog.h>

#include "commands/command.hpp"
#include "commands/interrupt.hpp"
#include "commands/terminal.hpp"
#include "engine/run.hpp"
#include "vocabulary/suggestion.hpp"

namespace permap {

namespace {

std::string usage() {
    std::string text =
        "permap: the Scottish child protection and permanence system as a process graph\n\n"
        "usage: permap COMMAND [ARGUMENTS] [OPTIONS]\n\n";
    for (const Command& command : commands()) {
        std::string left = "  " + std::string(command.name) + " " + command.arguments;
        left.resize(std::max<std::size_t>(left.size() + 1, 40), ' ');
        text += left + command.summary + "\n";
    }
    return text + "\npermap COMMAND --help shows the options of a command.\n";
}

std::string usage(const Command& command) {
    return "usage: permap " + std::string(command.name) + " " + command.arguments + " [OPTIONS]\n" + command.summary +
           "\n\n" + help_of(command.options);
}

// Commands of two words ("map check") are looked up by both.
const Command* find_command(const std::vector<std::string>& words, std::size_t& taken) {
    for (const std::size_t count : {std::size_t{2}, std::size_t{1}}) {
        if (words.size() < count) continue;
        std::string name = words[0];
        if (count == 2) name += " " + words[1];
        for (const Command& command : commands()) {
            if (name == command.name) {
                taken = count;
                return &command;
            }
        }
    }
    return nullptr;
}

Exit unknown_command(const std::vector<std::string>& words) {
    std::vector<std::string> known;
    for (const Command& command : commands()) known.emplace_back(command.name);
    std::string longer;  // "map" is half of several
    for (const std::string& name : known) {
        if (name.rfind(words[0] + " ", 0) == 0) longer += (longer.empty() ? "" : ", ") + name;
    }
    if (!longer.empty()) {
        const std::string given = words.size() > 1 ? words[0] + " " + words[1] : words[0];
        const std::string near = words.size() > 1 ? nearest(given, known) : "";
        return report({{given, "no such command", near.empty() ? "one of " + longer : "did you mean " + near + "?"}});
    }
    const std::string near = nearest(words[0], known);
    return report({{words[0], "no such command", near.empty() ? "see permap --help" : "did you mean " + near + "?"}});
}

bool asks_for_help(const std::vector<std::string>& words) {
    return std::any_of(words.begin(), words.end(),
                       [](const std::string& word) { return word == "--help" || word == "-h"; });
}

}  // namespace

Exit report(const Problems& problems, Exit exit) {
    clear_progress();
    for (const Problem& problem : problems) std::fprintf(stderr, "permap: %s\n", to_string(problem).c_str());
    return exit;
}

void warn(const Problems& problems) {
    clear_progress();
    for (const Problem& problem : problems) spdlog::warn("{}", to_string(problem));
}

Exit print(const std::string& text) {
    clear_progress();
    const bool written = std::fwrite(text.data(), 1, text.size(), stdout) == text.size() && std::fflush(stdout) == 0;
    if (written) return Exit::done;
    return report({{"standard output", std::string("could not be written: ") + std::strerror(errno), ""}},
                  Exit::could_not);
}

int run_program(const std::vector<std::string>& words) {
    spdlog::set_default_logger(spdlog::stderr_logger_mt("permap"));
    spdlog::set_pattern("permap: %l: %v");
    // A limit on the size of files is then a fault like a full disk: reported, and nothing half-written is left.
    std::signal(SIGXFSZ, SIG_IGN);
    mind_interrupts();
    if (words.empty() || words[0] == "--help" || words[0] == "-h" || words[0] == "help") {
        return static_cast<int>(print(usage()));
    }
    if (words[0] == "--version") return static_cast<int>(print(std::string("permap ") + PERMAP_VERSION + "\n"));
    std::size_t taken = 0;
    const Command* command = find_command(words, taken);
    if (command == nullptr) return static_cast<int>(unknown_command(words));
    const std::vector<std::string> rest(words.begin() + static_cast<std::ptrdiff_t>(taken), words.end());
    if (asks_for_help(rest)) return static_cast<int>(print(usage(*command)));
    const Result<Arguments> arguments = Arguments::parse(rest, command->options);
    if (!arguments) return static_cast<int>(report(arguments.problems()));
    const std::size_t given = arguments->positional().size();
    if (given < command->least_words || given > command->most_words) {
        return static_cast<int>(
            report({{command->name, given < command->least_words ? "something is missing" : "too many words",
                     "usage: permap " + std::string(command->name) + " " + command->arguments}}));
    }
    try {
        return static_cast<int>(command->run(*arguments));
    } catch (const MapError& fault) {
        return static_cast<int>(report({{"map", fault.what, fault.hint}}, Exit::could_not));
    } catch (const std::bad_alloc&) {
        return static_cast<int>(
            report({{command->name, "not enough memory", "fewer children, or fewer replications"}}, Exit::could_not));
    }
}

}  // namespace permap
