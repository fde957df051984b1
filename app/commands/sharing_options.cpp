#include "commands/sharing_options.hpp"

#include "analysis/suppression.hpp"

namespace permap {

OptionSpec suppress_below_option() {
    return {"suppress-below", "N", "of recorded children: hide counts of 1 to N - 1 (default 5)"};
}

std::vector<OptionSpec> sharing_options() {
    return {{"for-sharing", nullptr, "recorded logs, with --json: hide small counts, as `report` does"},
            suppress_below_option()};
}

std::int64_t suppress_below(const Arguments& arguments, Problems& problems) {
    return arguments.whole("suppress-below", suppress_below_by_default, 2, 1000, problems);
}

void check_sharing(const Arguments& arguments, Problems& problems) {
    if (arguments.has("suppress-below") && !arguments.has("for-sharing"))
        problems.push_back({"--suppress-below", "nothing is hidden without --for-sharing", "add --for-sharing"});
    if (arguments.has("for-sharing") && !arguments.has("json"))
        problems.push_back({"--for-sharing", "the tables on a terminal are for you alone and show every count",
                            "add --json; permap report makes a page of it"});
}

}  // namespace permap
