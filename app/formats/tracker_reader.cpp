#include <algorithm>
#include <filesystem>
#include <fstream>
#include <unordered_map>

#include "formats/csv_header.hpp"
#include "formats/csv_rows.hpp"
#include "formats/date_text.hpp"
#include "formats/readers.hpp"
#include "formats/tracker.hpp"

namespace permap {

namespace {

constexpr std::size_t longest_word = 60;

std::string in_small_letters(std::string_view text) {
    std::string small(text);
    for (char& letter : small)
        if (letter >= 'A' && letter <= 'Z') letter = static_cast<char>(letter - 'A' + 'a');
    return small;
}

std::string column_name(std::string_view text) {
    std::string name = in_small_letters(without_blanks(text));
    std::replace(name.begin(), name.end(), ' ', '_');
    return name;
}

// Words of the map have no blanks; free text has.
bool is_word(std::string_view text) {
    return text.size() <= longest_word && std::all_of(text.begin(), text.end(), [](char letter) {
               return (letter >= 'a' && letter <= 'z') || (letter >= '0' && letter <= '9') || letter == '_' ||
                      letter == '-';
           });
}

// "2017-04", "04/2017", or any date, of which the day is not kept. Empty: it is none of these.
std::string month_of(std::string_view text) {
    const std::string written(text);
    for (const std::string& date : {written, written + "-01", "01/" + written})
        if (const auto time = parse_source_time(date, DateOrder::day_first)) return to_string(time->at).substr(0, 7);
    return "";
}

struct Row {
    std::string_view child, step, outcome, placement, legal_basis, birth_month;
    std::optional<SourceTime> started, completed;
    std::uint32_t line = 0;
};

class TrackerReader {
public:
    TrackerReader(const std::vector<std::string>& header, DateOrder dates, RecordSink& sink, SourceSummary& summary)
        : places_(tracker_places(header)), dates_(dates), sink_(sink), summary_(summary) {}

    void take(const std::vector<std::string_view>& fields, std::uint32_t line) {
        Row row;
        row.line = line;
        row.child = field(fields, TrackerColumn::child);
        row.step = step_of_label(field(fields, TrackerColumn::step));
        const std::string_view started = field(fields, TrackerColumn::started);
        const std::string_view completed = field(fields, TrackerColumn::completed);
        row.outcome = field(fields, TrackerColumn::outcome);
        row.placement = field(fields, TrackerColumn::placement);
        row.legal_basis = field(fields, TrackerColumn::legal_basis);
        row.birth_month = field(fields, TrackerColumn::birth_month);
        if (row.child.empty() && started.empty() && completed.empty()) return;  // a row that is still to be filled in
        ++summary_.rows;
        if (row.child.empty()) return reject(row, "child", "", "must be given");
        if (row.step.empty()) return reject(row, "step", "", "must be given");
        if (!date(row, "started", started, row.started) || !date(row, "completed", completed, row.completed)) return;
        if (row.started && row.completed && row.completed->at < row.started->at)
            return reject(row, "completed", std::string(completed), "it is completed before it started");
        if (!row.started && !row.completed) return remark(row, "completed", "has no date yet; nothing of it is kept");
        tell(row);
    }

    void reject_line(std::uint32_t line, std::string rule) {
        ++summary_.rows;
        sink_.reject({"", line, "", "", std::move(rule), ""});
    }

private:
    void reject(const Row& row, std::string field, std::string value, std::string rule) {
        sink_.reject({"", row.line, std::move(field), std::move(value), std::move(rule), std::string(row.child)});
    }

    std::string_view field(const std::vector<std::string_view>& fields, TrackerColumn column) const {
        const std::size_t place = places_[static_cast<std::size_t>(column)];
        return place < fields.size() ? without_blanks(fields[place]) : std::string_view{};
    }

    void remark(const Row& row, std::string field, std::string rule) {
        ++summary_.remarked;
        if (summary_.remarks.size() < most_remarks)
            summary_.remarks.push_back({"", row.line, std::move(field), "", std::move(rule), ""});
    }

    // A wrong date may be free text that went astray, so it is not shown.
    bool date(const Row& row, const char* name, std::string_view text, std::optional<SourceTime>& time) {
        if (text.empty()) return true;
        time = parse_source_time(text, dates_);
        if (!time) reject(row, name, "", "is no date: DD/MM/YYYY or YYYY-MM-DD, with a year of four digits");
        return time.has_value();
    }

    void tell(const Row& row) {
        const SourceTime& first = row.started ? *row.started : *row.completed;
        tell_birth_month(row, first);
        visit_ = std::string(row.step) + " " +
                 std::to_string(++visits_[std::string(row.child) + '\n' + std::string(row.step)]);
        tell_attribute(row, "placement", row.placement, first);
        tell_attribute(row, "legal_basis", row.legal_basis, first);
        if (row.started) tell(row, RecordKind::started, row.step, "", *row.started);
        if (!row.completed) {
            if (!row.outcome.empty()) remark(row, "outcome", "the step is not completed yet; its outcome is left out");
            return;
        }
        tell(row, row.started ? RecordKind::completed : RecordKind::happened, row.step, "", *row.completed);
        const std::string outcome = in_small_letters(row.outcome.substr(0, row.outcome.find(" (")));
        if (outcome.empty()) return;
        if (!is_word(outcome)) return remark(row, "outcome", "is no word of the list of steps; it is left out");
        tell(row, RecordKind::decided, row.step, outcome, *row.completed);
    }

    void tell_attribute(const Row& row, const char* name, std::string_view text, const SourceTime& at) {
        const std::string value = in_small_letters(text);
        if (value.empty()) return;
        if (!is_word(value)) return remark(row, name, "is no word of the list; it is left out");
        tell(row, RecordKind::attribute_set, name, value, at);
    }

    void tell_birth_month(const Row& row, const SourceTime& at) {
        if (row.birth_month.empty()) return;
        const std::string month = month_of(row.birth_month);
        if (month.empty()) return remark(row, "birth_month", "is no month: 2017-04; it is left out");
        std::string& known = months_[std::string(row.child)];
        if (known == month) return;
        if (!known.empty()) remark(row, "birth_month", "is another than an earlier row of this child gives");
        known = month;
        visit_ = birth_month_word;
        tell(row, RecordKind::attribute_set, birth_month_word, month, at);
    }

    void tell(const Row& row, RecordKind kind, std::string_view name, std::string_view value, const SourceTime& at) {
        SourceEvent event;
        event.child = row.child;
        event.kind = kind;
        event.name = name;
        event.value = value;
        event.visit = visit_;
        event.time = at;
        event.line = row.line;
        sink_.add(event);
    }

    std::array<std::size_t, tracker_columns.size()> places_;
    DateOrder dates_;
    RecordSink& sink_;
    SourceSummary& summary_;
    std::string visit_;
    // A tracker is filled in by hand: it fits into memory many times over.
    std::unordered_map<std::string, std::uint32_t> visits_;  // by child and step: so many so far
    std::unordered_map<std::string, std::string> months_;    // by child
};

// The first bytes, and whether all of it is UTF-8.
struct Look {
    std::string start;
    bool is_utf8 = true;
};

Result<Look> look_at(const std::string& path) {
    std::ifstream file(path, std::ios::binary);
    if (!file) return Problem{path, "cannot be opened", ""};
    Look look;
    std::string line;
    while (std::getline(file, line)) {
        if (look.start.size() < header_bytes) look.start += line + "\n";
        look.is_utf8 = look.is_utf8 && is_utf8(line);
    }
    return look;
}

}  // namespace

bool is_tracker(const std::vector<std::string>& header) {
    std::size_t known = 0, filled = 0;
    for (const std::string& name : header) {
        if (name.empty()) continue;
        ++filled;
        if (std::find(tracker_columns.begin(), tracker_columns.end(), column_name(name)) != tracker_columns.end())
            ++known;
    }
    const auto places = tracker_places(header);
    const auto has = [&](TrackerColumn column) { return places[static_cast<std::size_t>(column)] < header.size(); };
    return known == filled && known > 4 && has(TrackerColumn::child) && has(TrackerColumn::step) &&
           has(TrackerColumn::started) && has(TrackerColumn::completed);
}

std::array<std::size_t, tracker_columns.size()> tracker_places(const std::vector<std::string>& header) {
    std::array<std::size_t, tracker_columns.size()> places{};
    for (std::size_t i = 0; i < tracker_columns.size(); ++i)
        places[i] = static_cast<std::size_t>(
            std::find_if(header.begin(), header.end(),
                         [&](const std::string& name) { return column_name(name) == tracker_columns[i]; }) -
            header.begin());
    return places;
}

Result<GuessedMapping> guess_tracker(const std::string& path) {
    const Result<Look> look = look_at(path);
    if (!look) return look.problems();
    GuessedMapping guessed;
    guessed.mapping.format = SourceFormat::tracker;
    guessed.mapping.dates = DateOrder::day_first;
    guessed.mapping.csv.separator = csv_header(look->start).separator;
    if (!look->is_utf8) guessed.mapping.csv.encoding = "windows-1252";  // as spreadsheets save a plain CSV
    return guessed;
}

Result<SourceSummary> read_tracker(const std::string& path, const Mapping& mapping, RecordSink& sink,
                                   const ReadProgress& progress) {
    Result<CsvRows> rows =
        CsvRows::open(path, mapping.csv.separator, csv_encoding_of(mapping.csv.encoding).value_or(CsvEncoding::utf_8));
    if (!rows) return rows.problems();
    std::vector<std::string_view> fields;
    if (!rows->next(fields)) return rows->problem().value_or(Problem{path, "is empty", ""});
    const std::vector<std::string> header(fields.begin(), fields.end());
    if (!is_tracker(header))
        return Problem{path,
                       "is no tracker: its columns are " + std::string("child, step, started, completed and others"),
                       "permap import --template tracker -o tracker.csv makes an empty one"};
    SourceSummary summary;
    TrackerReader reader(header, mapping.dates.value_or(DateOrder::day_first), sink, summary);
    while (rows->next(fields)) {
        while (fields.size() > header.size() && fields.back().empty()) fields.pop_back();
        if (rows->fault() != RowFault::none) {
            reader.reject_line(rows->line(), rule_of(rows->fault()));
        } else if (fields.size() > header.size()) {
            reader.reject_line(rows->line(), "has more fields than the header");
        } else {
            reader.take(fields, rows->line());
        }
        if (progress && summary.rows % 4096 == 0) progress(rows->bytes_read(), rows->bytes());
    }
    if (rows->problem()) return *rows->problem();
    const auto places = tracker_places(header);
    if (places[static_cast<std::size_t>(TrackerColumn::note)] < header.size()) summary.left_behind.emplace_back("note");
    return summary;
}

}  // namespace permap
