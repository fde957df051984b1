#include "exporting/event_rows.hpp"
#include "exporting/output_file.hpp"
#include "exporting/visits.hpp"
#include "exporting/writers.hpp"
#include "formats/csv_cell.hpp"

namespace permap {

namespace {

class CsvLines {
public:
    explicit CsvLines(OutputFile& file) : file_(file) {}

    void text(std::string_view cell) {
        next();
        guarded_ += append_cell(line_, cell) ? 1 : 0;
    }
    void plain(std::string_view cell) {  // numbers, dates, words of our own
        next();
        line_ += cell;
    }
    void nothing() { next(); }
    void time(const std::optional<Instant>& at) { plain(at ? to_string(*at) : std::string()); }
    template <class Number>
    void number(const std::optional<Number>& number) {
        next();
        if (number) line_ += std::to_string(*number);
    }
    void end() {
        line_ += "\r\n";
        file_.write(line_);
        line_.clear();
        is_first_ = true;
        ++rows_;
    }
    std::int64_t rows() const { return rows_; }
    void tell_guarded(std::vector<std::string>& left_out) const {
        if (guarded_ > 0)
            left_out.push_back(std::to_string(guarded_) + (guarded_ == 1 ? " cell begins" : " cells begin") +
                               " with an apostrophe, so that no spreadsheet takes it for a formula");
    }

private:
    void next() {
        if (!is_first_) line_ += ',';
        is_first_ = false;
    }

    OutputFile& file_;
    std::string line_;
    bool is_first_ = true;
    std::int64_t rows_ = 0, guarded_ = 0;
};

}  // namespace

Result<Written> write_csv_events(const ExportedLog& log, const ExportTarget& target) {
    Result<OutputFile> file = OutputFile::open(target.path, target.overwrite);
    if (!file) return file.problems();
    file->write("child,event,kind,step,at,cause,detail,way,attribute,value\r\n");
    CsvLines lines(*file);
    for (std::size_t child = 0; child < log.streams.size(); ++child) {
        for_each_row(log, child, [&](const EventRow& row) {
            lines.text(log.children[child].id);
            lines.plain(std::to_string(row.number));
            lines.plain(row.kind_word);
            lines.text(row.step);
            lines.plain(to_string(row.at));
            lines.number(row.cause);
            lines.number(row.detail);
            lines.text(row.way);
            lines.text(row.attribute);
            lines.text(row.value);
            lines.end();
        });
    }
    if (Problems problems = file->finish(); !problems.empty()) return problems;
    Written written{lines.rows(), {"names, lanes and basis of the steps: the map has them"}};
    lines.tell_guarded(written.left_out);
    return written;
}

Result<Written> write_csv_visits(const ExportedLog& log, const ExportTarget& target) {
    Result<OutputFile> file = OutputFile::open(target.path, target.overwrite);
    if (!file) return file.problems();
    file->write("child,step,ready,started,completed,cancelled,way\r\n");
    CsvLines lines(*file);
    const Map& map = log.plan->map;
    for (std::size_t child = 0; child < log.streams.size(); ++child) {
        for (const VisitRow& visit : visits_of(log.streams[child].events)) {
            lines.text(log.children[child].id);
            lines.text(map.steps[index(visit.step)].id);
            lines.time(visit.ready);
            lines.time(visit.started);
            lines.time(visit.completed);
            lines.time(visit.cancelled);
            lines.text(ways_text(map, visit));
            lines.end();
        }
    }
    if (Problems problems = file->finish(); !problems.empty()) return problems;
    Written written{
        lines.rows(),
        {"causes: what each step had waited for, and with them the path that mattered",
         "attributes of the child, and changes to them", "clocks, and arrivals that merged",
         "when a journey was over, and when follow-up ended", "names, lanes and basis of the steps: the map has them"}};
    lines.tell_guarded(written.left_out);
    return written;
}

}  // namespace permap
