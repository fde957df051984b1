#include "commands/targets_of.hpp"

#include <algorithm>
#include <filesystem>

#include "evidence/target_codec.hpp"
#include "store/whole_file.hpp"

namespace permap {

namespace {

namespace fs = std::filesystem;

void add(const std::string& file, Targets& all, Problems& problems) {
    const auto failed = [&](const Problems& more) { problems.insert(problems.end(), more.begin(), more.end()); };
    const Result<std::string> text = read_whole_file(file);
    if (!text) return failed(text.problems());
    const Result<Targets> read = targets_from_json(file, *text);
    if (!read) return failed(read.problems());
    for (const EvidenceTarget& target : read->targets) {
        for (const EvidenceTarget& other : all.targets) {
            if (other.id == target.id)
                problems.push_back({target.where + "/id", "\"" + target.id + "\" is in " + other.where + " too",
                                    "another id, or --only"});
        }
        all.targets.push_back(target);
    }
    all.sources.insert(all.sources.end(), read->sources.begin(), read->sources.end());
}

}  // namespace

Result<Targets> targets_of(const Arguments& arguments, const LoadedMap& map) {
    Problems problems;
    Targets all;
    std::error_code ignored;
    const std::string own = (fs::path(map.folder) / "targets.json").string();
    const std::vector<std::string> given = arguments.texts("targets");
    const auto is_own = [&](const std::string& file) { return fs::equivalent(file, own, ignored); };
    const bool named_again = std::any_of(given.begin(), given.end(), is_own);
    if (!arguments.has("only") && !named_again && fs::exists(own, ignored)) add(own, all, problems);
    for (const std::string& file : given) add(file, all, problems);
    if (!problems.empty()) return problems;
    if (arguments.has("only") && given.empty())
        return Problem{"--only", "leaves out the map's own figures, and no others are named",
                       "--targets FILE names one"};
    if (all.targets.empty()) {
        return Problem{arguments.positional()[0], "no targets: there is no " + own, "--targets FILE names one"};
    }
    return all;
}

}  // namespace permap
