#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iostream>

#include "commands/all_commands.hpp"
#include "commands/load.hpp"
#include "commands/recorded_arm.hpp"
#include "commands/terminal.hpp"
#include "commands/today.hpp"
#include "commands/tracker_form.hpp"
#include "formats/mapping_codec.hpp"
#include "mining/variants.hpp"
#include "recorded/journey_events.hpp"
#include "recording/import_report.hpp"
#include "recording/recording.hpp"
#include "store/recorded_log_file.hpp"
#include "store/whole_file.hpp"
#include "vocabulary/digest.hpp"

namespace permap {

namespace {

namespace fs = std::filesystem;

// What was asked for on the command line.
struct ImportOrder {
    std::string source, target, mapping, save_mapping, key, rejects, map;
    bool overwrite = false, strict = false, keep_text = false, keep_identifiers = false, quiet = false, json = false;
    std::optional<LaterFile> later_file;
    std::optional<Date> known_since;
};

ImportOrder order_of(const Arguments& arguments, Problems& problems) {
    ImportOrder order;
    if (arguments.positional().empty()) {
        problems.push_back({"import", "which file is to be brought in?", "permap import FILE -o LOG.permap"});
    } else {
        order.source = arguments.positional()[0];
    }
    order.target = arguments.text("output");
    order.mapping = arguments.text("mapping");
    order.save_mapping = arguments.text("save-mapping");
    order.key = arguments.text("key");
    order.rejects = arguments.text("rejects");
    order.map = arguments.text("map");
    order.overwrite = arguments.has("overwrite");
    order.strict = arguments.has("strict");
    order.keep_text = arguments.has("keep-text");
    order.keep_identifiers = arguments.has("keep-identifiers");
    order.quiet = arguments.has("quiet");
    order.json = arguments.has("json");
    if (order.target.empty()) problems.push_back({"--output", "where is the log to be?", "-o recorded.permap"});
    if (order.keep_identifiers && !order.key.empty())
        problems.push_back({"--key", "no key is used with --keep-identifiers", "leave one of them out"});
    if (arguments.has("later")) {
        const std::string later = arguments.one_of("later", "", {"replaces", "adds"}, problems);
        order.later_file = later == "adds" ? LaterFile::adds : LaterFile::replaces;
    }
    if (const auto date = arguments.date("known-since", problems)) order.known_since = date_of(*date);
    return order;
}

// What stands in the file, read through once; of a folder, of all its files by name.
Result<std::string> digest_of_source(const std::string& path) {
    std::error_code fault;
    std::vector<fs::path> files;
    if (fs::is_directory(path, fault)) {
        for (fs::recursive_directory_iterator at(path, fault), end; !fault && at != end; at.increment(fault))
            if (at->is_regular_file()) files.push_back(at->path());
        std::sort(files.begin(), files.end());
    } else {
        files.emplace_back(path);
    }
    Sha256 hash;
    std::vector<char> buffer(1 << 20);
    for (const fs::path& file : files) {
        std::ifstream stream(file, std::ios::binary);
        if (!stream) return Problem{file.string(), "cannot be opened", "is the name right?"};
        while (stream.read(buffer.data(), static_cast<std::streamsize>(buffer.size())), stream.gcount() > 0)
            hash.update(std::string_view(buffer.data(), static_cast<std::size_t>(stream.gcount())));
        if (stream.bad()) return Problem{file.string(), "cannot be read", ""};
    }
    return to_hex(hash.finish());
}

// On a terminal a question is asked; elsewhere it is a problem, and the mapping file answers it.
Problems as_problems(const std::string& source, const std::vector<Question>& questions) {
    Problems problems;
    for (const Question& question : questions) {
        std::string hint = "a mapping file says \"" + question.field + "\"";
        for (std::size_t i = 0; i < question.choices.size(); ++i)
            hint += (i == 0 ? ": " : " or ") + question.choices[i];
        problems.push_back({source, question.what, hint + "; --save-mapping FILE writes one to fill in"});
    }
    return problems;
}

Result<Mapping> chosen_mapping(const ImportOrder& order, const std::string& stored) {
    if (!order.mapping.empty()) {
        const Result<std::string> text = read_whole_file(order.mapping);
        if (!text) return text.problems();
        return mapping_from_json(order.mapping, *text);
    }
    const Result<SourceFormat> format = format_of(order.source);
    if (!format) return format.problems();
    if (!stored.empty()) {  // a log that is there is added to as it was begun, where the file is of that kind
        Result<Mapping> before = mapping_from_json(order.target + " (its mapping)", stored);
        if (before && before->format == *format) return before;
    }
    Result<GuessedMapping> guessed = guess_mapping(order.source, *format);
    if (!guessed) return guessed.problems();
    for (const std::string& note : guessed->notes) std::fprintf(stderr, "permap: %s\n", note.c_str());
    const bool can_ask = isatty(STDIN_FILENO) != 0 && isatty(STDERR_FILENO) != 0 && !order.quiet;
    for (const Question& question : guessed->questions) {
        if (!can_ask) break;
        std::fprintf(stderr, "%s\n", question.what.c_str());
        for (const std::string& choice : question.choices) std::fprintf(stderr, "  %s\n", choice.c_str());
        std::fprintf(stderr, "%s: ", question.field.c_str());
        std::string answer;
        if (!std::getline(std::cin, answer)) break;
        if (!answered(guessed->mapping, question.field, answer))
            return Problem{question.field, "\"" + answer + "\" is no answer to that", "one of those that were named"};
    }
    if (!order.save_mapping.empty()) {
        Problems problems = write_whole_file(order.save_mapping, mapping_to_json(guessed->mapping), order.overwrite);
        if (!problems.empty()) return problems;
    }
    if (!can_ask && !guessed->questions.empty()) return as_problems(order.source, guessed->questions);
    return std::move(guessed->mapping);
}

ReadProgress bytes_read(const Progress& progress) {
    if (!progress) return {};
    return [progress](std::int64_t read, std::int64_t total) {
        if (total > 0) progress(static_cast<int>(read * 10'000 / total) + 1, 10'001);
    };
}

std::vector<Problem> as_problems(const std::string& source, const std::vector<RowProblem>& rows, std::int64_t all) {
    Problems problems;
    for (std::size_t i = 0; i < rows.size() && i < problems_shown; ++i)
        problems.push_back({source, to_string(rows[i]), ""});
    if (all > static_cast<std::int64_t>(problems.size()))
        problems.push_back({source,
                            std::to_string(all - static_cast<std::int64_t>(problems.size())) + " more such rows",
                            "--rejects FILE writes them all"});
    return problems;
}

// A child at a time: a log may be larger than memory.
Result<std::int64_t> variants_of(const ImportOrder& order, ImportReport& report) {
    const Result<RecordedArm> arm = bind_recorded(order.target, {order.map, "", {}});
    if (!arm) return arm.problems();
    VariantFold variants;
    std::int64_t left_out = 0;
    const Problems problems = read_recorded_journeys(order.target, [&](std::uint32_t child, RecordedJourney&& journey) {
        const std::vector<Record> known = known_records(journey.records, arm->known_import);
        if (known.empty()) return;
        variants.add(
            journey_events(arm->binding, known, arm->header.words, child, arm->followed_until, left_out).events);
    });
    if (!problems.empty()) return problems;
    report.has_map = !order.map.empty();
    report.unbound = arm->binding.unbound_steps;
    return variants.count();
}

}  // namespace

Exit import_command(const Arguments& arguments) {
    if (arguments.has("template")) return tracker_template_command(arguments);
    Problems problems;
    const ImportOrder order = order_of(arguments, problems);
    if (!problems.empty()) return report(problems);
    Result<std::string> digest = digest_of_source(order.source);
    if (!digest) return report(digest.problems());

    RecordingSettings settings;
    settings.target = order.target;
    settings.overwrite = order.overwrite;
    std::error_code ignored;
    settings.adds_to_log = !order.overwrite && fs::exists(order.target, ignored);
    std::string stored_mapping;
    if (settings.adds_to_log) {
        const Result<RecordedLog> there = read_recorded_header(order.target);
        if (!there) return report(there.problems());
        stored_mapping = there->imports.back().mapping_json;
    }
    Result<Mapping> mapping = chosen_mapping(order, stored_mapping);
    if (!mapping) return report(mapping.problems());
    if (order.later_file) mapping->later_file = order.later_file;
    if (!mapping->texts.empty() && !order.keep_text)
        return report({{"--mapping", "the mapping keeps free text, which may tell who a child is",
                        "--keep-text, if that is meant"}});
    settings.later_file = mapping->later_file;
    settings.rejects_repeats = mapping->format == SourceFormat::csv || mapping->format == SourceFormat::tracker ||
                               mapping->format == SourceFormat::ssda903;
    if (!order.keep_identifiers) {
        const std::string folder = fs::absolute(order.target, ignored).parent_path().string();
        Result<PseudonymKey> key = load_key(order.key.empty() ? usual_key_path() : order.key, true, folder);
        if (!key) return report(key.problems());
        settings.key = *key;
    }

    Result<std::unique_ptr<Recording>> recording = Recording::begin(settings);
    if (!recording) return report(recording.problems());
    const Progress progress = progress_bar("import", order.quiet);
    const Result<SourceSummary> source = read_source(order.source, *mapping, **recording, bytes_read(progress));
    clear_progress();
    if (!source) return report(source.problems());

    ImportReport result;
    result.import.program = std::string("permap ") + PERMAP_VERSION;
    result.import.format = name_of(mapping->format);
    result.import.source_digest = *digest;
    result.import.mapping_json = mapping_to_json(*mapping);
    result.import.rows = source->rows;
    result.import.known_since = order.known_since.value_or(today());
    result.import.followed_until = midnight(date_of((*recording)->latest().value_or(Instant{}))) + one_day;
    const auto finish = [&]() -> Result<Recorded> {
        if (order.strict && (*recording)->rejects() > 0) return Problems{};
        return (*recording)->finish(result.import);
    };
    const Result<Recorded> recorded = finish();
    if (!order.rejects.empty() && (*recording)->rejects() > 0) {
        Problems unwritten = write_whole_file(order.rejects, rejects_csv((*recording)->rejected()), order.overwrite);
        if (!unwritten.empty()) return report(unwritten, Exit::could_not);
        result.rejects_file = order.rejects;
    }
    result.problems = (*recording)->rejected();
    result.rejected = (*recording)->rejects();
    if (order.strict && result.rejected > 0) return report(as_problems(order.source, result.problems, result.rejected));
    if (!recorded) return report(recorded.problems());
    recording->reset();  // the log is complete, and nobody else holds it

    result.program = result.import.program;
    result.log = order.target;
    result.format = result.import.format;
    result.recorded = *recorded;
    result.source = *source;
    result.keeps_identifiers = order.keep_identifiers;
    const Result<std::int64_t> variants = variants_of(order, result);
    if (!variants) return report(variants.problems());
    result.variants = *variants;
    return print(order.json ? import_json(result) : import_text(result));
}

}  // namespace permap
