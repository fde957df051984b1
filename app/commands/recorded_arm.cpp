#include "commands/recorded_arm.hpp"

#include "commands/load.hpp"
#include "formats/mapping_codec.hpp"
#include "recorded/journey_events.hpp"
#include "store/recorded_log_file.hpp"
#include "store/whole_file.hpp"

namespace permap {

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
    Problems problems = read_recorded_journeys(path, [&](std::uint32_t child, RecordedJourney&& journey) {
        const std::vector<Record> known = known_records(journey.records, arm.known_import);
        arm.log.streams.push_back(
            journey_events(arm.binding, known, arm.header.words, child, arm.followed_until, arm.left_out));
        arm.pseudonyms.push_back(std::move(journey.pseudonym));
    });
    if (!problems.empty()) return problems;
    return bound;
}

}  // namespace permap
