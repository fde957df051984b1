#include "commands/recorded_arm.hpp"

#include <unordered_map>

#include "commands/load.hpp"
#include "formats/mapping_codec.hpp"
#include "recorded/journey_events.hpp"
#include "store/recorded_log_file.hpp"
#include "store/whole_file.hpp"

namespace permap {

namespace {

// Brothers and sisters are one family, as simulated ones are: intervals draw families, not children.
class Families {
public:
    void join(std::uint32_t sibling_group, std::uint32_t number, Child& child) {
        if (sibling_group == no_word) return;
        Family& family = families_.emplace(sibling_group, Family{number, 0}).first->second;
        child.candidate = family.first_child;
        child.sibling = family.children;
        if (family.children < 255) ++family.children;
    }

private:
    struct Family {
        std::uint32_t first_child;
        std::uint8_t children;
    };
    std::unordered_map<std::uint32_t, Family> families_;  // by sibling group
};

}  // namespace

Result<Words> words_of(const RecordedLog& log, const std::string& path, const std::string& mapping) {
    std::string text = log.imports.back().mapping_json, where = path + " (its mapping)";
    if (!mapping.empty()) {
        Result<std::string> given = read_whole_file(mapping);
        if (!given) return given.problems();
        text = *std::move(given);
        where = mapping;
    }
    Result<Mapping> read = mapping_from_json(where, text);
    if (!read) return read.problems();
    return std::move(read->words);
}

Result<RecordedArm> bind_recorded(const std::string& path, const RecordedChoices& choices) {
    Result<RecordedLog> header = read_recorded_header(path);
    if (!header) return header.problems();
    const Result<Words> words = words_of(*header, path, choices.mapping);
    if (!words) return words.problems();
    RecordedArm arm;
    arm.header = *std::move(header);
    if (choices.map.empty()) {
        arm.binding = without_map(arm.header, *words);
    } else {
        Result<LoadedMap> map = load_map(choices.map, {});
        if (!map) return map.problems();
        Result<Binding> binding =
            bind_to_map(map->map, arm.header, *words, choices.mapping.empty() ? path : choices.mapping);
        if (!binding) return binding.problems();
        arm.binding = *std::move(binding);
        arm.map = *std::move(map);
    }
    arm.plan = measure_plan(arm.binding.map);
    arm.plan.watches_stuck = false;
    // There is but one past: no second replication could tell how far children's times hang together.
    arm.plan.has_shared_resources = false;
    arm.known_import = choices.known_at ? import_known_at(arm.header.imports, *choices.known_at)
                                        : static_cast<std::uint16_t>(arm.header.imports.size());
    arm.followed_until = arm.header.imports.front().followed_until;
    for (std::size_t i = 0; i < arm.known_import; ++i)
        arm.followed_until = std::max(arm.followed_until, arm.header.imports[i].followed_until);
    return arm;
}

Result<RecordedArm> load_recorded(const std::string& path, const RecordedChoices& choices) {
    Result<RecordedArm> bound = bind_recorded(path, choices);
    if (!bound) return bound;
    RecordedArm& arm = *bound;
    Families families;
    const Instant end = choices.known_at ? midnight(*choices.known_at + std::chrono::days{1}) : Instant::max();
    const Instant followed_until = std::min(arm.followed_until, end);
    // A journey of which later records are left out was not over.
    Binding cut_off = arm.binding;
    cut_off.ends_with_last_record = false;
    std::optional<UnexplainedFold> unexplained;
    if (arm.map) unexplained.emplace(arm.binding, arm.header);
    Problems problems = read_recorded_journeys(path, [&](std::uint32_t child, RecordedJourney&& journey) {
        std::vector<Record> known = known_records(journey.records, arm.known_import);
        const std::size_t all = known.size();
        std::erase_if(known, [&](const Record& record) { return record.at >= end; });
        arm.pseudonyms.push_back(std::move(journey.pseudonym));
        if (known.empty()) return;
        const Binding& binding = known.size() == all ? arm.binding : cut_off;
        arm.log.streams.push_back(
            journey_events(binding, known, arm.header.words, child, followed_until, arm.left_out));
        arm.child_of_stream.push_back(child);
        Child& about = arm.log.streams.back().child;
        about.followed_until = std::min(about.followed_until, end);
        families.join(sibling_group_of(known, arm.header.words), child, about);
        arm.coverage.add(known, arm.log.streams.back());
        if (unexplained) unexplained->add(known, arm.log.streams.back());
    });
    if (!problems.empty()) return problems;
    if (unexplained) arm.unexplained = unexplained->result();
    return bound;
}

}  // namespace permap
