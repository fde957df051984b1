#include "exporting/log_without.hpp"

#include <algorithm>
#include <fstream>
#include <optional>
#include <unordered_map>
#include <unordered_set>

#include "store/part_file.hpp"
#include "store/recorded_log_file.hpp"
#include "vocabulary/digest.hpp"

namespace permap {

namespace {

// Texts that are still used, numbered in the order of their use.
class StillUsed {
public:
    explicit StillUsed(const std::vector<std::string>& all) : all_(all), number_(all.size(), no_word) {}

    std::uint32_t number(std::uint32_t before) {
        if (before == no_word) return no_word;
        if (number_[before] == no_word) {
            number_[before] = static_cast<std::uint32_t>(texts_.size());
            texts_.push_back(all_[before]);
        }
        return number_[before];
    }
    const std::vector<std::string>& texts() const { return texts_; }

private:
    const std::vector<std::string>& all_;
    std::vector<std::uint32_t> number_;
    std::vector<std::string> texts_;
};

std::string digest_of_file(const std::string& path) {
    std::ifstream file(path, std::ios::binary);
    std::vector<char> buffer(1 << 20);
    Sha256 hash;
    while (file.read(buffer.data(), static_cast<std::streamsize>(buffer.size())), file.gcount() > 0)
        hash.update(std::string_view(buffer.data(), static_cast<std::size_t>(file.gcount())));
    return to_hex(hash.finish());
}

// Relations that tell of nobody who was left out: neither end is one of them, nor an event that only they took part in.
std::vector<Relation> relations_kept(const std::vector<Relation>& all, const std::unordered_set<std::string>& gone,
                                     const std::unordered_set<std::string>& kept) {
    std::unordered_set<std::string> of_gone, of_kept;
    for (const Relation& relation : all) {
        if (gone.count(relation.to) != 0) of_gone.insert(relation.from);
        if (kept.count(relation.to) != 0) of_kept.insert(relation.from);
    }
    std::vector<Relation> left;
    for (const Relation& relation : all) {
        if (gone.count(relation.from) != 0 || gone.count(relation.to) != 0) continue;
        if (of_gone.count(relation.from) != 0 && of_kept.count(relation.from) == 0) continue;
        left.push_back(relation);
    }
    return left;
}

// Writes one import after the other into `path`.
class Rewriting {
public:
    Rewriting(std::string log, const RecordedLog& before, const std::vector<bool>& is_left_out, std::string path)
        : log_(std::move(log)),
          before_(before),
          is_left_out_(is_left_out),
          path_(std::move(path)),
          steps_(before.step_names),
          words_(before.words) {}

    Problems write_import(std::size_t place, const std::vector<Relation>& relations) {
        Result<RecordedLogWriter> writer =
            place == 0 ? RecordedLogWriter::create(path_, true) : RecordedLogWriter::add_to(path_);
        if (!writer) return writer.problems();
        Import import = before_.imports[place];
        import.records = import.withdrawn = 0;
        std::uint32_t next = 0;
        Problems problems = read_recorded_journeys(log_, [&](std::uint32_t child, RecordedJourney&& journey) {
            if (is_left_out_[child]) return;
            std::vector<Record> added;
            for (const Record& record : journey.records)
                if (record.import == place + 1) added.push_back(renamed(record));
            for (const Record& record : added)
                ++(record.kind == RecordKind::withdrawn ? import.withdrawn : import.records);
            writer->add(next++, journey.pseudonym, added);
            records_ += static_cast<std::int64_t>(added.size());
        });
        if (!problems.empty()) return problems;
        for (const Relation& relation : relations) writer->add(relation);
        return writer->finish(import, steps_.texts(), words_.texts());
    }

    Problems write_what_was_done(const Import& import) {
        Result<RecordedLogWriter> writer = RecordedLogWriter::add_to(path_);
        if (!writer) return writer.problems();
        return writer->finish(import, steps_.texts(), words_.texts());
    }

    std::int64_t records() const { return records_; }

private:
    Record renamed(Record record) {
        if (record.kind == RecordKind::withdrawn) return record;
        record.name =
            record.kind == RecordKind::attribute_set ? words_.number(record.name) : steps_.number(record.name);
        record.value = words_.number(record.value);
        return record;
    }

    std::string log_;
    const RecordedLog& before_;
    const std::vector<bool>& is_left_out_;
    std::string path_;
    StillUsed steps_, words_;
    std::int64_t records_ = 0;
};

}  // namespace

Result<Written> write_log_without(const std::string& log, const std::vector<bool>& is_left_out, Date today,
                                  const ExportTarget& target) {
    Result<RecordedLog> before = read_recorded_header(log);
    if (!before) return before.problems();
    const auto left_out = std::count(is_left_out.begin(), is_left_out.end(), true);
    if (left_out == static_cast<std::ptrdiff_t>(is_left_out.size()))
        return Problem{log, "would hold no child any more", "delete the file instead"};
    if (before->imports.size() >= 0xffff) return Problem{log, "has taken in as many files as a log can hold", ""};
    Result<PartFile> part = PartFile::beside(target.path, target.overwrite);
    if (!part) return part.problems();

    std::unordered_set<std::string> gone, kept;
    Problems problems = read_recorded_journeys(log, [&](std::uint32_t child, RecordedJourney&& journey) {
        (is_left_out[child] ? gone : kept).insert(std::move(journey.pseudonym));
    });
    if (!problems.empty()) return problems;
    const std::vector<Relation> relations = relations_kept(before->relations, gone, kept);
    Rewriting rewriting(log, *before, is_left_out, part->path());
    for (std::size_t i = 0; i < before->imports.size(); ++i) {
        problems = rewriting.write_import(i, i == 0 ? relations : std::vector<Relation>{});
        if (!problems.empty()) return problems;
    }
    Import done = before->imports.back();  // its mapping stays the one that the log is read with
    for (const Import& import : before->imports)
        done.followed_until = std::max(done.followed_until, import.followed_until);
    done.known_since = std::max(today, done.known_since);
    done.format = without_format;
    done.source_digest = digest_of_file(log);
    done.program = std::string("permap ") + PERMAP_VERSION;
    done.rows = left_out;
    done.records = done.withdrawn = done.rejected = 0;
    problems = rewriting.write_what_was_done(done);
    if (problems.empty()) problems = part->commit();
    if (!problems.empty()) return problems;
    return Written{rewriting.records(), {}};
}

}  // namespace permap
