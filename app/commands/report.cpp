#include "commands/all_commands.hpp"
#include "commands/sharing_options.hpp"
#include "page/page.hpp"
#include "page/result_json.hpp"
#include "store/whole_file.hpp"

namespace permap {

Exit report_command(const Arguments& arguments) {
    Problems problems;
    const std::int64_t below = suppress_below(arguments, problems);
    const auto add = [&](const Problems& more) { problems.insert(problems.end(), more.begin(), more.end()); };
    std::vector<page::ResultFile> results;
    for (const std::string& file : arguments.positional()) {
        const Result<std::string> text = read_whole_file(file);
        if (!text) {
            add(text.problems());
            continue;
        }
        Result<page::ResultFile> result = page::read_result(*text, file, below);
        if (result)
            results.push_back(*std::move(result));
        else
            add(result.problems());
    }
    add(page::fit_together(results));
    if (!problems.empty()) return report(problems);
    const std::string html = page::board_page(results);
    if (!arguments.has("output")) return print(html);
    const Problems faults = write_whole_file(arguments.text("output"), html, arguments.has("overwrite"));
    return faults.empty() ? Exit::done : report(faults);
}

}  // namespace permap
