#include "formats/ssda903_rows.hpp"

#include <algorithm>

#include "formats/csv_header.hpp"
#include "formats/csv_rows.hpp"
#include "formats/date_text.hpp"
#include "formats/return_files.hpp"
#include "vocabulary/suggestion.hpp"

namespace permap {

namespace {

constexpr std::size_t longest_code = 8;

std::string upper(std::string_view text) {
    std::string code(text);
    for (char& letter : code)
        if (letter >= 'a' && letter <= 'z') letter = static_cast<char>(letter - 'a' + 'A');
    return code;
}

// Free text that went astray must not be kept, nor shown: it might tell of a child.
bool looks_like_code(std::string_view text) {
    return text.size() <= longest_code && std::all_of(text.begin(), text.end(), [](char letter) {
               return (letter >= 'A' && letter <= 'Z') || (letter >= '0' && letter <= '9') || letter == '_' ||
                      letter == '-' || letter == '.';
           });
}

// Some dates are given in part: "zz/04/2009".
bool looks_like_date(std::string_view text) {
    return text.size() <= 10 && std::all_of(text.begin(), text.end(), [](char letter) {
               return (letter >= '0' && letter <= '9') || letter == '/' || letter == '-' || letter == '.' ||
                      letter == 'z' || letter == 'Z';
           });
}

std::int32_t days_of(const SourceTime& time) {
    return static_cast<std::int32_t>(date_of(time.at).time_since_epoch().count());
}

class RowReader {
public:
    RowReader(ReturnRows& rows, const std::set<std::string>& wanted, ReturnProblems& problems,
              const RecognisedTable& table)
        : rows_(rows), wanted_(wanted), problems_(problems), table_(table), shape_(shape_of(table.table)) {}

    void take(const std::vector<std::string_view>& fields, std::uint32_t line) {
        row_ = {};
        row_.line = line;
        row_.file = static_cast<std::uint16_t>(rows_.files.size() - 1);
        row_.table = table_.table;
        row_.fields.fill(no_field);
        child_.clear();
        is_wrong_ = false;
        for (std::size_t column = 0; column < shape_.columns.size(); ++column) {
            if (table_.place[column] == not_there) continue;
            take_field(column, without_blanks(fields[table_.place[column]]));
        }
        if (!is_wrong_) check_row();
        if (is_wrong_) return;
        row_.child = rows_.texts.number(child_);
        rows_.rows.push_back(row_);
    }

    void reject(std::uint32_t line, std::string rule) {
        row_.line = line;
        row_.file = static_cast<std::uint16_t>(rows_.files.size() - 1);
        row_.table = table_.table;
        child_.clear();
        reject("", "", std::move(rule));
    }

private:
    void reject(std::string field, std::string value, std::string rule) {
        is_wrong_ = true;
        problems_.reject(
            {rows_.table_of(row_), row_.line, std::move(field), std::move(value), std::move(rule), child_});
    }
    void remark(std::string field, std::string value, std::string rule) {
        problems_.remark({rows_.table_of(row_), row_.line, std::move(field), std::move(value), std::move(rule), ""});
    }

    void take_field(std::size_t place, std::string_view text) {
        const ReturnColumn& column = shape_.columns[place];
        std::int32_t& field = row_.fields[place];
        if (text.empty()) {
            if (column.is_given) reject(column.name, "", "must be given");
            return;
        }
        switch (column.kind) {
            case ColumnKind::child:
                child_ = text;
                return;
            case ColumnKind::birth:
                field = date_in(text);
                if (field != no_field) return;
                if (column.is_needed) return reject(column.name, "", "is no date: a birthday is DD/MM/YYYY");
                return remark(column.name, "", "is no date: a birthday is DD/MM/YYYY; it is left out");
            case ColumnKind::date:
                field = date_in(text);
                if (field == no_field)
                    reject(column.name, looks_like_date(text) ? std::string(text) : "", "is no date: DD/MM/YYYY");
                return;
            case ColumnKind::other_date:
                return;
            case ColumnKind::code: {
                const std::string code = upper(text);
                if (!looks_like_code(code)) return reject(column.name, "", "is no code");
                if (has_codes(column.name) && !is_code_of(column.name, code))
                    remark(column.name, code, "is a code that is not known here; it is kept as it is");
                field = rows_.texts.number(code);
                return;
            }
            case ColumnKind::other:
                if (wanted_.count(column.name) != 0) field = rows_.texts.number(text);
                return;
        }
    }

    static std::int32_t date_in(std::string_view text) {
        const auto time = parse_source_time(text, DateOrder::day_first);
        return time ? days_of(*time) : no_field;
    }

    void check_row() {
        switch (table_.table) {
            case ReturnTable::episodes:
                return check_order("DECOM", "DEC", "the episode ends before it begins");
            case ReturnTable::missing:
                return check_order("MIS_START", "MIS_END", "ends before it begins");
            case ReturnTable::placed_adoption:
                return check_order("DATE_PLACED", "DATE_PLACED_CEASED", "ends before it begins");
            case ReturnTable::ad1:
                return check_adoption();
            default:
                return;
        }
    }

    void check_order(std::string_view begin, const char* end, const char* rule) {
        const std::int32_t from = row_.field(begin), until = row_.field(end);
        if (from == no_field || until == no_field || from <= until) return;
        reject(end, date_text(until), std::string(rule) + " (" + date_text(from) + ")");
    }

    void check_adoption() {
        std::size_t given = 0, all = 0;
        for (std::size_t place = 0; place < shape_.columns.size(); ++place) {
            const ColumnKind kind = shape_.columns[place].kind;
            if (kind != ColumnKind::date && kind != ColumnKind::code) continue;
            if (table_.place[place] == not_there) continue;
            ++all;
            if (row_.fields[place] != no_field) ++given;
        }
        if (given != 0 && given != all)
            remark("", "", "some of the fields about the adoption are given and some not (rule 151)");
        const std::int32_t decided = row_.field("DATE_INT"), matched = row_.field("DATE_MATCH");
        if (decided != no_field && matched != no_field && matched < decided)
            remark("DATE_MATCH", date_text(matched), "is before the decision (" + date_text(decided) + ")");
    }

    ReturnRows& rows_;
    const std::set<std::string>& wanted_;
    ReturnProblems& problems_;
    const RecognisedTable& table_;
    const TableShape& shape_;
    ReturnRow row_;
    std::string child_;
    bool is_wrong_ = false;
};

// One file of the return, opened, with what its header says.
struct OpenTable {
    ReadBytes read;
    CsvHeader header;
    std::vector<RecognisedTable> table;  // empty: none of a return
};

Result<OpenTable> open_table(const ReturnFiles& files, const ReturnFile& file, const std::string& path) {
    Result<ReadBytes> read = files.bytes_of(file);
    if (!read) return read.problems();
    OpenTable open;
    open.read = *std::move(read);
    std::string start;
    if (!read_ahead(open.read, start))
        return Problem{path + ": " + file.name, "cannot be unpacked: it is damaged", "was the file copied to its end?"};
    if (start.substr(0, 2) == "\xff\xfe" || start.substr(0, 2) == "\xfe\xff")
        return Problem{path + ": " + file.name, "is written as UTF-16",
                       "save it as UTF-8: in a spreadsheet, \"CSV UTF-8\""};
    open.header = csv_header(start);
    open.table = recognise(open.header.names);
    return open;
}

Problems absent_columns(const std::string& where, const RecognisedTable& table) {
    Problems problems;
    for (const std::string& name : table.absent)
        problems.push_back(
            {where, std::string("looks like the table ") + shape_of(table.table).name + " and has no column " + name,
             "without it the table cannot be understood"});
    return problems;
}

Problem no_table(const std::string& path, const ReturnFiles& files) {
    for (const std::string& other : files.others()) {
        if (other == "xl/workbook.xml")
            return {path, "is a spreadsheet, not a return",
                    "save each of its sheets as \"CSV UTF-8\" and name the folder"};
        if (other.size() > 4 && other.substr(other.size() - 4) == ".zip")
            return {path, "holds no table of a return, but another zip", "unpack it once and name the folder"};
    }
    return {path, "holds no table of a return",
            "tables are .csv files and told by their columns: Episodes has CHILD, DECOM, RNE, LS, PLACE, DEC, REC"};
}

void note_once(std::vector<std::string>& names, const std::string& name) {
    if (std::find(names.begin(), names.end(), name) == names.end()) names.push_back(name);
}

// Columns that are there and from which nothing is kept.
void note_left_behind(const RecognisedTable& table, const std::set<std::string>& wanted, SourceSummary& summary) {
    const std::vector<ReturnColumn>& columns = shape_of(table.table).columns;
    for (std::size_t i = 0; i < columns.size(); ++i) {
        const ReturnColumn& column = columns[i];
        if (table.place[i] == not_there || wanted.count(column.name) != 0) continue;
        const bool is_used = column.kind == ColumnKind::child || column.kind == ColumnKind::birth ||
                             column.kind == ColumnKind::date || std::string_view(column.name) == "RNE" ||
                             std::string_view(column.name) == "REC" || std::string_view(column.name) == "PLACE" ||
                             std::string_view(column.name) == "MISSING" ||
                             std::string_view(column.name) == "REASON_PLACED_CEASED";
        if (!is_used) note_once(summary.left_behind, column.name);
    }
    for (const std::string& name : table.unknown) note_once(summary.left_behind, name);
}

class ReturnReader {
public:
    ReturnReader(const std::string& path, const ReturnFiles& files, const ReturnSettings& settings,
                 ReturnProblems& problems, SourceSummary& summary, const ReadProgress& progress)
        : path_(path), files_(files), settings_(settings), problems_(problems), summary_(summary), progress_(progress) {
        for (const ReturnFile& file : files.files()) all_bytes_ += file.bytes;
    }

    Result<ReturnRows> read() {
        Problems faults;
        bool is_return = false;
        for (const ReturnFile& file : files_.files()) {
            Result<OpenTable> open = open_table(files_, file, path_);
            if (!open) {
                faults.insert(faults.end(), open.problems().begin(), open.problems().end());
                continue;
            }
            if (open->table.empty() || open->table[0].table == ReturnTable::sw_episodes) {
                note_once(summary_.left_behind, file.name);
            } else {
                is_return = true;
                Problems of_file = read_table(file, *open);
                faults.insert(faults.end(), of_file.begin(), of_file.end());
            }
            bytes_before_ += file.bytes;
        }
        for (const std::string& other : files_.others()) note_once(summary_.left_behind, other);
        if (faults.empty() && !is_return) faults.push_back(no_table(path_, files_));
        if (!faults.empty()) return faults;
        return std::move(rows_);
    }

private:
    Problems read_table(const ReturnFile& file, OpenTable& open) {
        const RecognisedTable& table = open.table[0];
        const std::string where = files_.files().size() == 1 ? path_ : path_ + ": " + file.name;
        Problems faults = absent_columns(where, table);
        if (!faults.empty()) return faults;
        rows_.files.push_back(files_.files().size() == 1 ? "" : file.name);
        note_left_behind(table, settings_.wanted, summary_);
        CsvRows rows =
            CsvRows::from(std::move(open.read), where, file.bytes, open.header.separator, settings_.encoding);
        RowReader reader(rows_, settings_.wanted, problems_, table);
        std::vector<std::string_view> fields;
        rows.next(fields);  // the header
        const std::size_t columns = fields.size();
        while (rows.next(fields)) {
            ++summary_.rows;
            while (fields.size() > columns && without_blanks(fields.back()).empty()) fields.pop_back();
            if (rows.fault() != RowFault::none) {
                reader.reject(rows.line(), rule_of(rows.fault()));
            } else if (fields.size() != columns) {
                reader.reject(rows.line(), "has " + std::to_string(fields.size()) + " fields where the header has " +
                                               std::to_string(columns));
            } else {
                reader.take(fields, rows.line());
            }
            if (progress_ && summary_.rows % 4096 == 0) progress_(bytes_before_ + rows.bytes_read(), all_bytes_);
        }
        if (rows.problem()) return {*rows.problem()};
        return {};
    }

    const std::string& path_;
    const ReturnFiles& files_;
    const ReturnSettings& settings_;
    ReturnProblems& problems_;
    SourceSummary& summary_;
    const ReadProgress& progress_;
    ReturnRows rows_;
    std::int64_t bytes_before_ = 0, all_bytes_ = 0;
};

void note_children(ReturnRows& rows) {
    std::set<std::int32_t> met;
    for (const ReturnRow& row : rows.rows)
        if (met.insert(row.child).second) rows.children.push_back(row.child);
}

}  // namespace

std::int32_t TextPool::number(std::string_view text) {
    const auto found = numbers_.find(text);
    if (found != numbers_.end()) return found->second;
    const auto number = static_cast<std::int32_t>(texts_.size());
    texts_.emplace_back(text);
    numbers_.emplace(texts_.back(), number);
    return number;
}

std::string ReturnRows::table_of(const ReturnRow& row) const {
    const std::string name = shape_of(row.table).name;
    return files[row.file].empty() ? name : name + ", " + files[row.file];
}

std::string ReturnRows::text_of(const ReturnRow& row, std::size_t column) const {
    const std::int32_t field = row.fields[column];
    if (field == no_field) return "";
    switch (shape_of(row.table).columns[column].kind) {
        case ColumnKind::birth:
        case ColumnKind::date:
        case ColumnKind::other_date:
            return date_text(field);
        default:
            return texts.text(field);
    }
}

void ReturnProblems::remark(RowProblem problem) {
    ++summary_.remarked;
    if (summary_.remarks.size() < most_remarks) summary_.remarks.push_back(std::move(problem));
}

std::vector<std::string> return_attributes() {
    std::vector<std::string> names = {uasc_attribute};
    for (std::size_t table = 0; table < return_tables; ++table) {
        if (static_cast<ReturnTable>(table) == ReturnTable::sw_episodes) continue;
        for (const ReturnColumn& column : shape_of(static_cast<ReturnTable>(table)).columns)
            if (column.kind == ColumnKind::code || column.kind == ColumnKind::other) note_once(names, column.name);
    }
    return names;
}

Result<ReturnRows> read_return(const std::string& path, const ReturnSettings& settings, ReturnProblems& problems,
                               SourceSummary& summary, const ReadProgress& progress) {
    const Result<ReturnFiles> files = ReturnFiles::open(path);
    if (!files) return files.problems();
    Result<ReturnRows> rows = ReturnReader(path, *files, settings, problems, summary, progress).read();
    if (rows) note_children(*rows);
    return rows;
}

Problems look_at_return(const std::string& path) {
    const Result<ReturnFiles> files = ReturnFiles::open(path);
    if (!files) return files.problems();
    Problems problems;
    bool is_return = false;
    for (const ReturnFile& file : files->files()) {
        const Result<OpenTable> open = open_table(*files, file, path);
        if (!open) {
            problems.insert(problems.end(), open.problems().begin(), open.problems().end());
        } else if (!open->table.empty()) {
            is_return = true;
            Problems absent =
                absent_columns(files->files().size() == 1 ? path : path + ": " + file.name, open->table[0]);
            problems.insert(problems.end(), absent.begin(), absent.end());
        }
    }
    if (problems.empty() && !is_return) problems.push_back(no_table(path, *files));
    return problems;
}

std::string date_text(std::int32_t days) {
    return to_date_string(midnight(Date{std::chrono::days{days}}));
}

}  // namespace permap
