#include "recording/recording.hpp"

#include <algorithm>
#include <set>
#include <tuple>
#include <unordered_map>
#include <unordered_set>

#include "recording/record_sorter.hpp"
#include "store/recorded_log_file.hpp"

namespace permap {

namespace {

constexpr std::size_t most_problems_kept = 100'000;

struct TextHash {
    using is_transparent = void;
    std::size_t operator()(std::string_view text) const { return std::hash<std::string_view>{}(text); }
};
using Numbers = std::unordered_map<std::string, std::uint32_t, TextHash, std::equal_to<>>;

// Texts by number, in the order in which they were first met.
class Interned {
public:
    explicit Interned(std::vector<std::string> there = {}) : texts_(std::move(there)) {
        for (std::size_t i = 0; i < texts_.size(); ++i) numbers_.emplace(texts_[i], static_cast<std::uint32_t>(i));
    }
    std::uint32_t number(std::string_view text) {
        if (last_ < texts_.size() && texts_[last_] == text) return last_;
        const auto found = numbers_.find(text);
        if (found != numbers_.end()) return last_ = found->second;
        last_ = static_cast<std::uint32_t>(texts_.size());
        texts_.emplace_back(text);
        numbers_.emplace(texts_.back(), last_);
        return last_;
    }
    const std::vector<std::string>& texts() const { return texts_; }

private:
    std::vector<std::string> texts_;
    Numbers numbers_;
    std::uint32_t last_ = 0;
};

// FNV-1a; 0 means that the file does not say, so it is never given.
std::uint32_t visit_number(std::string_view text) {
    if (text.empty()) return 0;
    std::uint32_t hash = 2166136261U;
    for (const char letter : text) hash = (hash ^ static_cast<std::uint8_t>(letter)) * 16777619U;
    return hash == 0 ? 1 : hash;
}

// What a record says, wherever it stands in its file.
auto said(const Record& record) {
    return std::tie(record.at, record.milliseconds, record.utc_offset_minutes, record.kind, record.precision,
                    record.name, record.value, record.visit, record.detail);
}

bool says_less(const Record& left, const Record& right) {
    return said(left) < said(right);
}

// What a file changes of what is known of one child.
struct Changes {
    std::vector<Record> added;       // in the order of the file
    std::vector<Ordinal> withdrawn;  // places among the child's records
    std::int64_t unchanged = 0;
    bool is_unclear = false;  // both sides say something that the other does not, and nothing tells what that means
};

using RelationKey = std::tuple<std::string, std::string, std::string, std::string, std::string>;

RelationKey key_of(const Relation& relation) {
    return {relation.from_type, relation.from, relation.to_type, relation.to, relation.qualifier};
}

struct Known {
    Record record;
    Ordinal place;
};

std::vector<Known> still_held(const std::vector<Record>& there) {
    std::vector<bool> is_withdrawn(there.size(), false);
    for (const Record& record : there)
        if (record.kind == RecordKind::withdrawn) is_withdrawn[record.withdraws] = true;
    std::vector<Known> held;
    for (std::size_t i = 0; i < there.size(); ++i) {
        if (there[i].kind == RecordKind::withdrawn || is_withdrawn[i]) continue;
        held.push_back({there[i], static_cast<Ordinal>(i)});
    }
    std::stable_sort(held.begin(), held.end(),
                     [](const Known& left, const Known& right) { return says_less(left.record, right.record); });
    return held;
}

Changes changes(const std::vector<Record>& there, const std::vector<Record>& in_file,
                std::optional<LaterFile> later_file) {
    Changes changes;
    const std::vector<Known> held = still_held(there);
    std::vector<bool> is_said_again(held.size(), false);
    for (const Record& record : in_file) {
        auto found = std::lower_bound(held.begin(), held.end(), record, [](const Known& known, const Record& one) {
            return says_less(known.record, one);
        });
        while (found != held.end() && said(found->record) == said(record) &&
               is_said_again[static_cast<std::size_t>(found - held.begin())])
            ++found;
        if (found != held.end() && said(found->record) == said(record)) {
            is_said_again[static_cast<std::size_t>(found - held.begin())] = true;
            ++changes.unchanged;
        } else {
            changes.added.push_back(record);
        }
    }
    std::unordered_set<std::uint32_t> visits;
    for (const Record& record : changes.added)
        if (record.visit != 0) visits.insert(record.visit);
    std::vector<Ordinal> unsaid;
    for (std::size_t i = 0; i < held.size(); ++i) {
        if (is_said_again[i]) continue;
        // The same visit, told otherwise, is a correction whatever else the file means.
        const bool corrected = held[i].record.visit != 0 && visits.count(held[i].record.visit) != 0;
        if (corrected) {
            changes.withdrawn.push_back(held[i].place);
        } else {
            unsaid.push_back(held[i].place);
        }
    }
    if (later_file == LaterFile::replaces) {
        changes.withdrawn.insert(changes.withdrawn.end(), unsaid.begin(), unsaid.end());
    } else if (!later_file) {
        changes.is_unclear = !unsaid.empty() && changes.added.size() > changes.withdrawn.size();
    }
    std::sort(changes.withdrawn.begin(), changes.withdrawn.end());
    return changes;
}

}  // namespace

struct Recording::State {
    RecordingSettings settings;
    std::optional<RecordedLogWriter> writer;
    std::vector<Import> imports;
    Interned steps, words;
    std::vector<std::string> pseudonyms;  // by child; those of the log first
    std::size_t children_there = 0;
    Numbers by_pseudonym;
    Numbers by_identifier;  // as in the file; never written
    std::string last_identifier;
    std::uint32_t last_child = 0;
    RecordSorter sorter;
    std::vector<Relation> relations;
    std::set<RelationKey> relations_there;  // in the log already
    std::vector<RowProblem> problems;
    std::int64_t rejects = 0;
    std::optional<Instant> latest;
    std::uint16_t import = 1;
    bool has_too_many_steps = false;

    std::string pseudonym_of(std::string_view what, std::string_view identifier) const {
        return settings.key ? pseudonym(*settings.key, what, identifier) : std::string(identifier);
    }

    std::uint32_t child(std::string_view identifier) {
        if (identifier == last_identifier && !by_identifier.empty()) return last_child;
        last_identifier = identifier;
        if (const auto found = by_identifier.find(identifier); found != by_identifier.end())
            return last_child = found->second;
        std::string name = pseudonym_of("child", identifier);
        const auto [place, is_new] =
            by_pseudonym.emplace(std::move(name), static_cast<std::uint32_t>(pseudonyms.size()));
        if (is_new) pseudonyms.push_back(place->first);
        by_identifier.emplace(identifier, place->second);
        return last_child = place->second;
    }

    void reject(std::uint32_t child, std::uint32_t line, std::string field, std::string rule) {
        ++rejects;
        if (problems.size() < most_problems_kept)
            problems.push_back({"", line, std::move(field), "", std::move(rule), pseudonyms[child]});
    }

    // Rows that say nothing but what earlier ones say: they go.
    void drop_repeats(std::uint32_t child, std::vector<Record>& records) {
        std::vector<std::size_t> order(records.size());
        for (std::size_t i = 0; i < order.size(); ++i) order[i] = i;
        std::stable_sort(order.begin(), order.end(),
                         [&](std::size_t left, std::size_t right) { return says_less(records[left], records[right]); });
        std::vector<bool> is_repeat(records.size(), false);
        for (std::size_t i = 1; i < order.size(); ++i)
            is_repeat[order[i]] = said(records[order[i]]) == said(records[order[i - 1]]);
        std::size_t kept = 0;
        for (std::size_t from = 0, end = 0; from < records.size(); from = end) {
            bool says_nothing_new = true;
            for (end = from; end < records.size() && records[end].line == records[from].line; ++end)
                says_nothing_new = says_nothing_new && is_repeat[end];
            if (says_nothing_new) {
                reject(child, records[from].line, "", "an earlier row says the same");
                continue;
            }
            // Rows repeat what is known of the child; and two visits may begin at the same time.
            for (std::size_t i = from; i < end; ++i)
                if (!is_repeat[i] || records[i].kind != RecordKind::attribute_set) records[kept++] = records[i];
        }
        records.resize(kept);
    }
};

Recording::Recording(std::unique_ptr<State> state) : state_(std::move(state)) {}
Recording::~Recording() = default;

Result<std::unique_ptr<Recording>> Recording::begin(const RecordingSettings& settings) {
    auto state = std::make_unique<State>();
    state->settings = settings;
    if (!settings.adds_to_log) {
        Result<RecordedLogWriter> writer = RecordedLogWriter::create(settings.target, settings.overwrite);
        if (!writer) return writer.problems();
        state->writer.emplace(*std::move(writer));
        return std::unique_ptr<Recording>(new Recording(std::move(state)));
    }
    Result<RecordedLog> there = read_recorded_header(settings.target);
    if (!there) return there.problems();
    Problems problems = read_recorded_journeys(settings.target, [&](std::uint32_t child, RecordedJourney&& journey) {
        state->by_pseudonym.emplace(journey.pseudonym, child);
        state->pseudonyms.push_back(std::move(journey.pseudonym));
    });
    if (!problems.empty()) return problems;
    if (there->imports.size() >= 0xffff)
        return Problem{settings.target, "has taken in as many files as a log can hold", "begin a new log"};
    Result<RecordedLogWriter> writer = RecordedLogWriter::add_to(settings.target);
    if (!writer) return writer.problems();
    state->writer.emplace(*std::move(writer));
    state->children_there = state->pseudonyms.size();
    for (const Relation& relation : there->relations) state->relations_there.insert(key_of(relation));
    state->imports = std::move(there->imports);
    state->import = static_cast<std::uint16_t>(state->imports.size() + 1);
    state->steps = Interned(std::move(there->step_names));
    state->words = Interned(std::move(there->words));
    return std::unique_ptr<Recording>(new Recording(std::move(state)));
}

void Recording::add(const SourceEvent& event) {
    State& state = *state_;
    const std::uint32_t child = state.child(event.child);
    Record record;
    record.at = event.time.at;
    record.milliseconds = event.time.milliseconds;
    record.utc_offset_minutes = event.time.utc_offset_minutes;
    record.precision = event.time.precision;
    record.kind = event.kind;
    record.import = state.import;
    if (event.kind == RecordKind::attribute_set) {
        record.name = state.words.number(event.name);
    } else if (!event.name.empty()) {
        record.name = state.steps.number(event.name);
        if (record.name >= index(no_step)) {
            state.has_too_many_steps = true;
            return;
        }
    }
    if (event.kind == RecordKind::attribute_set && event.name == sibling_group_word) {
        record.value = state.words.number(state.pseudonym_of("family", event.value));
    } else if (event.kind == RecordKind::attribute_set || !event.value.empty()) {
        record.value = state.words.number(event.value);
    }
    record.visit = event.event_number != 0 ? event.event_number : visit_number(event.visit);
    record.cause = event.cause;
    record.detail = event.detail;
    record.line = event.line;
    state.latest = std::max(state.latest.value_or(record.at), record.at);
    state.sorter.add(child, record);
}

void Recording::add(const SourceRelation& relation) {
    State& state = *state_;
    state.relations.push_back({state.pseudonym_of("child", relation.from), state.pseudonym_of("child", relation.to),
                               std::string(relation.from_type), std::string(relation.to_type),
                               std::string(relation.qualifier)});
}

void Recording::reject(const RowProblem& problem) {
    State& state = *state_;
    ++state.rejects;
    if (state.problems.size() >= most_problems_kept) return;
    state.problems.push_back(problem);
    if (!problem.child.empty()) state.problems.back().child = state.pseudonym_of("child", problem.child);
}

const std::vector<RowProblem>& Recording::rejected() const {
    return state_->problems;
}
std::int64_t Recording::rejects() const {
    return state_->rejects;
}
std::optional<Instant> Recording::latest() const {
    return state_->latest;
}

Result<Recorded> Recording::finish(Import import) {
    State& state = *state_;
    if (state.has_too_many_steps)
        return Problem{"the file", "names more than 65,534 different steps", "is another column the step?"};
    Recorded done;
    std::int64_t unclear = 0;
    Problems problems = state.sorter.take_all([&](std::uint32_t child, std::vector<Record>& records) {
        ++done.children;
        if (state.settings.rejects_repeats) state.drop_repeats(child, records);
        done.records += static_cast<std::int64_t>(records.size());
        if (child >= state.children_there) {
            ++done.new_children;
            done.added += static_cast<std::int64_t>(records.size());
            state.writer->add(child, state.pseudonyms[child], records);
            return;
        }
        Changes changed = changes(state.writer->records_there(child), records, state.settings.later_file);
        done.unchanged += changed.unchanged;
        unclear += changed.is_unclear ? 1 : 0;
        done.withdrawn += static_cast<std::int64_t>(changed.withdrawn.size());
        done.added += static_cast<std::int64_t>(changed.added.size());
        std::vector<Record> all;
        for (const Ordinal place : changed.withdrawn) {
            Record withdrawal;
            withdrawal.kind = RecordKind::withdrawn;
            withdrawal.withdraws = place;
            withdrawal.import = state.import;
            all.push_back(withdrawal);
        }
        all.insert(all.end(), changed.added.begin(), changed.added.end());
        state.writer->add(child, state.pseudonyms[child], all);
    });
    if (!problems.empty()) return problems;
    if (unclear > 0) {
        return Problem{"the file",
                       "says something else of " + std::to_string(unclear) + (unclear == 1 ? " child" : " children") +
                           " than the log does",
                       "--later replaces: a corrected file, what the log said is withdrawn; --later adds: it goes on "
                       "where the last one ended"};
    }
    const bool first = state.imports.empty();
    if (done.added == 0 && done.withdrawn == 0 && !first) return done;
    if (done.added == 0 && first)
        return Problem{"the file", "holds no row that could be kept", "see the rejected rows, and the mapping"};
    for (const Relation& relation : state.relations) {
        if (!state.relations_there.insert(key_of(relation)).second) continue;
        ++done.relations;
        state.writer->add(relation);
    }
    import.records = done.added;
    import.withdrawn = done.withdrawn;
    import.rejected = state.rejects;
    problems = state.writer->finish(import, state.steps.texts(), state.words.texts());
    if (!problems.empty()) return problems;
    return done;
}

}  // namespace permap
