#include <algorithm>
#include <array>
#include <initializer_list>
#include <set>
#include <string_view>

#include "formats/csv_rows.hpp"
#include "formats/date_text.hpp"
#include "formats/kind_words.hpp"
#include "formats/readers.hpp"
#include "vocabulary/suggestion.hpp"

namespace permap {

namespace {

constexpr std::size_t rows_looked_at = 10'000, rows_for_separator = 50;

// Names of columns without what writers differ in: "case:concept:name" and "Case ID" are caseconceptname and caseid.
std::string plain(std::string_view name) {
    std::string letters;
    for (const char letter : name) {
        if (letter >= 'A' && letter <= 'Z') {
            letters += static_cast<char>(letter - 'A' + 'a');
        } else if ((letter >= 'a' && letter <= 'z') || (letter >= '0' && letter <= '9')) {
            letters += letter;
        }
    }
    return letters;
}

using Names = std::vector<std::string_view>;
const Names child_names = {"child",     "childid",  "childref", "childreference", "childidentifier", "childpseudonym",
                           "pseudonym", "case",     "caseid",   "casenumber",     "caseref",         "caseconceptname",
                           "person",    "personid", "clientid", "subjectid"};
const Names step_names = {"step",     "stepname", "activity",  "activityid", "activityname", "conceptname", "task",
                          "taskname", "event",    "eventname", "eventtype",  "milestone",    "action"};
const Names at_names = {"at",        "date",      "timestamp", "time",         "timetimestamp", "datetime",
                        "eventdate", "eventtime", "stepdate",  "activitydate", "when"};
const Names ready_names = {"ready",     "readyat",     "readydate", "enabled",    "enabledat",
                           "scheduled", "scheduledat", "requested", "requestedat"};
const Names started_names = {"start",     "started",       "startat",        "startedat", "startdate",
                             "starttime", "startdatetime", "starttimestamp", "begin",     "began",
                             "begindate", "from",          "datefrom"};
const Names completed_names = {
    "end",           "ended",        "endat",          "endedat",           "enddate",     "endtime",
    "enddatetime",   "endtimestamp", "complete",       "completed",         "completedat", "completedate",
    "completeddate", "completetime", "completiondate", "completetimestamp", "finish",      "finished",
    "finishdate",    "to",           "dateto"};
const Names kind_names = {"kind", "lifecycletransition", "lifecycle", "lifecycleid", "transition", "eventkind"};
const Names visit_names = {"visit",        "visitid",   "conceptinstance", "activityinstance", "activityinstanceid",
                           "stepinstance", "instanceid"};
const Names way_names = {"way", "decision"};
const Names birth_names = {"birthdate", "birthday", "birthmonth", "dateofbirth", "dob", "born"};

constexpr std::array<std::string_view, 10> own_columns = {"child", "event",  "kind", "step",      "at",
                                                          "cause", "detail", "way",  "attribute", "value"};

// The first rows of a file, with what its columns hold.
struct Sample {
    std::vector<std::string> header;
    std::vector<std::vector<std::string>> rows;  // of as many fields as the header
    std::uint32_t not_utf8_line = 0;             // the first such row
};

Result<Sample> sample_of(const std::string& path, char separator, CsvEncoding encoding, std::size_t most_rows) {
    Result<CsvRows> rows = CsvRows::open(path, separator, encoding);
    if (!rows) return rows.problems();
    Sample sample;
    std::vector<std::string_view> fields;
    while (sample.rows.size() < most_rows && rows->next(fields)) {
        if (rows->fault() == RowFault::not_utf8 && sample.not_utf8_line == 0) sample.not_utf8_line = rows->line();
        if (rows->fault() == RowFault::not_utf8 && sample.header.empty())
            sample.header = {fields.begin(), fields.end()};
        if (rows->fault() != RowFault::none) continue;
        if (sample.header.empty()) {
            sample.header = {fields.begin(), fields.end()};
        } else if (fields.size() == sample.header.size()) {
            sample.rows.emplace_back(fields.begin(), fields.end());
        }
    }
    if (rows->problem() && sample.rows.empty()) return *rows->problem();
    if (sample.header.empty()) return Problem{path, "is empty", ""};
    return sample;
}

// The one that makes most columns, and rows of as many as the header.
Result<char> separator_of(const std::string& path) {
    char best = ',';
    std::pair<bool, std::size_t> most;
    Problems problems;
    for (const char separator : {',', ';', '\t', '|'}) {
        const Result<Sample> sample = sample_of(path, separator, CsvEncoding::windows_1252, rows_for_separator);
        if (!sample) {
            if (problems.empty()) problems = sample.problems();
            continue;
        }
        const std::pair<bool, std::size_t> columns = {!sample->rows.empty(), sample->header.size()};
        if (columns > most) most = columns, best = separator;
    }
    if (most.second == 0) return problems;
    if (most.second == 1)
        return Problem{path, "has one column only", "columns are told apart by a comma, a semicolon, a tab or a |"};
    return best;
}

// By nearly all of what stands there: one slip of the pen does not make a column another. Where a column is called a
// date, half of it is enough.
enum class Holds : std::uint8_t { nothing, dates, half_dates, texts };

bool is_of_dates(Holds what) {
    return what == Holds::dates || what == Holds::half_dates;
}

class Guess {
public:
    Guess(const std::string& path, const Sample& sample) : path_(path), sample_(sample) {
        for (const std::string& name : sample.header) plain_.push_back(plain(name));
        for (std::size_t i = 0; i < sample.header.size(); ++i) holds_.push_back(what_it_holds(i));
    }

    Result<GuessedMapping> mapping() {
        CsvColumns& columns = guessed_.mapping.csv.columns;
        if (is_own_export()) {
            columns = {"child", "step",      "at",    "", "",      "",      "kind",  "",
                       "way",   "attribute", "value", "", "event", "cause", "detail"};
            return std::move(guessed_);
        }
        if (std::none_of(holds_.begin(), holds_.end(), is_of_dates))
            return Problem{path_, "has no column of dates that can be read",
                           "dates as 2026-04-06, 06/04/2026 or 2026-04-06T09:30:15+01:00"};
        columns.birth_date = one(birth_names, Holds::dates);
        columns.child = one(child_names, Holds::texts);
        if (columns.child.empty()) ask_for_child();
        choose_step();
        if (guessed_.mapping.csv.milestones.empty()) choose_dates();
        if (guessed_.mapping.csv.milestones.empty()) {
            columns.visit = one(visit_names, Holds::texts);
            columns.way = one(way_names, Holds::texts);
        }
        choose_order();
        for (const Question& question : guessed_.questions) {
            if (question.choices.empty())
                return Problem{
                    path_,
                    "has no column that could tell the " + question.field.substr(std::string("csv/columns/").size()),
                    "a row is a step of a child; or each child has one row, with a column of dates a step"};
        }
        return std::move(guessed_);
    }

private:
    bool is_own_export() const {
        return sample_.header.size() == own_columns.size() &&
               std::equal(own_columns.begin(), own_columns.end(), sample_.header.begin());
    }

    Holds what_it_holds(std::size_t column) const {
        std::size_t dates = 0, texts = 0;
        for (const auto& row : sample_.rows) {
            if (row[column].empty()) continue;
            ++texts;
            if (parse_source_time(row[column], DateOrder::day_first) ||
                parse_source_time(row[column], DateOrder::month_first))
                ++dates;
        }
        if (texts == 0) return Holds::nothing;
        if (dates * 10 >= texts * 9) return Holds::dates;
        return dates * 2 >= texts ? Holds::half_dates : Holds::texts;
    }

    bool holds_kinds(std::size_t column) const {
        std::size_t kinds = 0;
        for (const auto& row : sample_.rows) kinds += kind_word(row[column]) != nullptr ? 1 : 0;
        return kinds * 10 >= sample_.rows.size() * 9;
    }

    // A column of dates may be empty so far: nothing has ended yet.
    std::vector<std::size_t> called(const Names& names, Holds what) const {
        std::vector<std::size_t> found;
        for (std::size_t i = 0; i < plain_.size(); ++i) {
            const bool fits = holds_[i] == what || (what == Holds::dates && holds_[i] != Holds::texts);
            if (fits && std::find(names.begin(), names.end(), plain_[i]) != names.end()) found.push_back(i);
        }
        return found;
    }

    void ask(const char* field, const std::string& what, const std::vector<std::size_t>& among) {
        Question question{std::string("csv/columns/") + field, what, {}};
        for (const std::size_t column : among) question.choices.push_back(sample_.header[column]);
        guessed_.questions.push_back(std::move(question));
    }

    // The one column that is called so; none where there is none. For what a table can do without.
    std::string one(const Names& names, Holds what) {
        const auto found = called(names, what);
        if (found.size() != 1 || is_taken(sample_.header[found[0]])) return {};
        return sample_.header[found[0]];
    }

    bool is_taken(const std::string& name) const {
        const CsvColumns& columns = guessed_.mapping.csv.columns;
        for (const std::string* taken :
             {&columns.child, &columns.step, &columns.at, &columns.ready, &columns.started, &columns.completed,
              &columns.kind, &columns.visit, &columns.way, &columns.birth_date})
            if (*taken == name) return true;
        return false;
    }

    std::vector<std::size_t> columns_of(Holds what) const {
        std::vector<std::size_t> all;
        for (std::size_t i = 0; i < plain_.size(); ++i)
            if (holds_[i] == what && !is_taken(sample_.header[i])) all.push_back(i);
        return all;
    }

    void ask_for_child() {
        const auto named = called(child_names, Holds::texts);
        ask("child", named.empty() ? "which column tells the child?" : "more than one column may tell the child",
            named.empty() ? columns_of(Holds::texts) : named);
    }

    void choose_step() {
        CsvColumns& columns = guessed_.mapping.csv.columns;
        const auto named = called(step_names, Holds::texts);
        if (named.size() == 1) {
            columns.step = sample_.header[named[0]];
        } else if (named.size() > 1) {
            ask("step", "more than one column may tell the step", named);
        } else if (is_one_row_a_child()) {
            for (const std::size_t column : columns_of(Holds::dates))
                guessed_.mapping.csv.milestones[sample_.header[column]] = sample_.header[column];
            note("each row is a child: " + std::to_string(guessed_.mapping.csv.milestones.size()) +
                 " columns of dates are read as steps that were done then");
        } else {
            ask("step", "which column tells the step?", columns_of(Holds::texts));
        }
    }

    bool is_one_row_a_child() const {
        const auto child = std::find(sample_.header.begin(), sample_.header.end(), guessed_.mapping.csv.columns.child);
        if (child == sample_.header.end() || columns_of(Holds::dates).size() < 2) return false;
        std::set<std::string_view> seen;
        for (const auto& row : sample_.rows)
            if (!seen.insert(row[static_cast<std::size_t>(child - sample_.header.begin())]).second) return false;
        return true;
    }

    void choose_dates() {
        CsvColumns& columns = guessed_.mapping.csv.columns;
        const auto kinds = called(kind_names, Holds::texts);
        if (kinds.size() == 1 && holds_kinds(kinds[0])) columns.kind = sample_.header[kinds[0]];
        const auto at = called(at_names, Holds::dates), ready = called(ready_names, Holds::dates),
                   started = called(started_names, Holds::dates), completed = called(completed_names, Holds::dates);
        if (!columns.kind.empty()) return choose_at(at);
        if (at.size() > 1 || started.size() > 1 || completed.size() > 1 || ready.size() > 1) return ask_for_dates();
        if (!started.empty() && !completed.empty() && at.empty()) {
            columns.started = sample_.header[started[0]];
            columns.completed = sample_.header[completed[0]];
            if (!ready.empty()) columns.ready = sample_.header[ready[0]];
        } else if (!started.empty() && !at.empty() && completed.empty()) {
            // As pm4py writes it: the one date is that of completion.
            columns.started = sample_.header[started[0]];
            columns.completed = sample_.header[at[0]];
            if (!ready.empty()) columns.ready = sample_.header[ready[0]];
        } else if (!ready.empty() && started.empty() && (at.empty() != completed.empty())) {
            columns.ready = sample_.header[ready[0]];
            columns.completed = sample_.header[at.empty() ? completed[0] : at[0]];
        } else if (ready.empty() && at.size() + started.size() + completed.size() == 1) {
            columns.at = sample_.header[!at.empty() ? at[0] : !started.empty() ? started[0] : completed[0]];
        } else {
            choose_at({});
        }
    }

    void choose_at(const std::vector<std::size_t>& named) {
        if (named.size() == 1) {
            guessed_.mapping.csv.columns.at = sample_.header[named[0]];
            return;
        }
        const auto dates = columns_of(Holds::dates);
        if (named.empty() && dates.size() == 1) {
            guessed_.mapping.csv.columns.at = sample_.header[dates[0]];
            return;
        }
        ask_for_dates();
    }

    void ask_for_dates() {
        ask("at",
            "more than one column holds dates; which tells when the step was done? (Where one tells the start and one "
            "the "
            "end, a mapping file says so.)",
            columns_of(Holds::dates));
    }

    // One date that can be read in one way only settles it for the whole file.
    void choose_order() {
        std::string day_first, month_first, unclear;
        for (std::size_t column = 0; column < plain_.size(); ++column) {
            if (!is_of_dates(holds_[column])) continue;
            const bool is_birth =
                sample_.header[column] == guessed_.mapping.csv.columns.birth_date ||
                std::find(birth_names.begin(), birth_names.end(), plain_[column]) != birth_names.end();
            for (const auto& row : sample_.rows) {
                const std::string& text = row[column];
                const std::string shown = is_birth ? "a date of birth" : text;
                const auto order = only_order_of(text);
                if (order == DateOrder::day_first && day_first.empty()) day_first = shown;
                if (order == DateOrder::month_first && month_first.empty()) month_first = shown;
                if ((unclear.empty() || !is_birth) && !order && is_ambiguous_date(text)) unclear = shown;
            }
        }
        if (day_first.empty() && month_first.empty() && unclear.empty()) return;
        if (!day_first.empty() && month_first.empty()) {
            guessed_.mapping.dates = DateOrder::day_first;
            note("dates are read day first: " + day_first + " can be read in no other way");
        } else if (day_first.empty() && !month_first.empty()) {
            guessed_.mapping.dates = DateOrder::month_first;
            note("dates are read month first: " + month_first + " can be read in no other way");
        } else {
            guessed_.questions.push_back(
                {"dates",
                 day_first.empty() ? "does " + unclear + " name the day or the month first?"
                                   : "some dates name the day first (" + day_first + "), others the month (" +
                                         month_first + "); which order is meant? What is not so will be rejected.",
                 {"day_first", "month_first"}});
        }
    }

    void note(std::string text) { guessed_.notes.push_back(std::move(text)); }

    const std::string& path_;
    const Sample& sample_;
    std::vector<std::string> plain_;
    std::vector<Holds> holds_;
    GuessedMapping guessed_;
};

}  // namespace

Result<GuessedMapping> guess_csv(const std::string& path) {
    const Result<char> separator = separator_of(path);
    if (!separator) return separator.problems();
    Result<Sample> sample = sample_of(path, *separator, CsvEncoding::utf_8, rows_looked_at);
    if (!sample) return sample.problems();
    const std::uint32_t not_utf8_line = sample->not_utf8_line;
    if (not_utf8_line != 0) sample = sample_of(path, *separator, CsvEncoding::windows_1252, rows_looked_at);
    if (!sample) return sample.problems();
    if (sample->rows.empty()) {
        return Problem{path, "has a header and no row below it that has as many fields", ""};
    }
    Result<GuessedMapping> guessed = Guess(path, *sample).mapping();
    if (!guessed) return guessed;
    guessed->mapping.csv.separator = *separator;
    if (not_utf8_line != 0) {
        guessed->questions.insert(guessed->questions.begin(),
                                  {"csv/encoding",
                                   "line " + std::to_string(not_utf8_line) +
                                       " is not UTF-8; is the file Windows-1252, as older programs write it? (utf-8: "
                                       "such rows are rejected.)",
                                   {"windows-1252", "utf-8"}});
    }
    return guessed;
}

}  // namespace permap
