#include <xlsxwriter.h>

#include <algorithm>
#include <array>

#include "formats/tracker.hpp"
#include "store/part_file.hpp"

namespace permap {

namespace {

constexpr lxw_row_t rows_to_fill_in = 5000;
constexpr std::uint8_t a4 = 9;  // Excel's number of the paper

std::string cell(const std::string& text) {
    if (text.find_first_of(",\"\r\n") == std::string::npos) return text;
    std::string quoted = "\"";
    for (const char letter : text) {
        if (letter == '"') quoted += '"';
        quoted += letter;
    }
    return quoted + "\"";
}

lxw_col_t column(TrackerColumn which) {
    return static_cast<lxw_col_t>(which);
}

// One workbook being written. Sheets and formats belong to the workbook.
class Workbook {
public:
    Workbook(const TrackerTemplate& form, const std::string& path) : form_(form), book_(workbook_new(path.c_str())) {
        bold_ = workbook_add_format(book_);
        format_set_bold(bold_);
        date_ = workbook_add_format(book_);
        format_set_num_format(date_, "dd/mm/yyyy");
        text_ = workbook_add_format(book_);
        format_set_num_format(text_, "@");  // what is typed stays as it was typed
        wrapped_ = workbook_add_format(book_);
        format_set_text_wrap(wrapped_);
        format_set_align(wrapped_, LXW_ALIGN_VERTICAL_TOP);
    }

    // Closes it too, once and for all.
    Problems write(const std::string& path) {
        lxw_worksheet* const sheet = add_sheet("Tracker");  // the first: it is saved as CSV
        add_guide();
        add_steps();
        add_lists();
        fill_in(sheet);
        worksheet_activate(sheet);
        const lxw_error fault = workbook_close(book_);
        if (fault != LXW_NO_ERROR) return {{path, std::string("cannot be written: ") + lxw_strerror(fault), ""}};
        return {};
    }

private:
    // Printed, all its columns stand on one page.
    lxw_worksheet* add_sheet(const char* name) {
        lxw_worksheet* const sheet = workbook_add_worksheet(book_, name);
        worksheet_set_paper(sheet, a4);
        worksheet_set_landscape(sheet);
        worksheet_fit_to_pages(sheet, 1, 0);
        return sheet;
    }

    void fill_in(lxw_worksheet* sheet) {
        for (std::size_t i = 0; i < tracker_columns.size(); ++i)
            worksheet_write_string(sheet, 0, static_cast<lxw_col_t>(i), tracker_columns[i], bold_);
        worksheet_freeze_panes(sheet, 1, 0);
        set_column(sheet, TrackerColumn::child, 14, text_);
        set_column(sheet, TrackerColumn::step, 60, nullptr);
        set_column(sheet, TrackerColumn::started, 12, date_);
        set_column(sheet, TrackerColumn::completed, 12, date_);
        set_column(sheet, TrackerColumn::outcome, 24, text_);
        set_column(sheet, TrackerColumn::placement, 14, text_);
        set_column(sheet, TrackerColumn::legal_basis, 14, text_);
        set_column(sheet, TrackerColumn::birth_month, 12, text_);
        set_column(sheet, TrackerColumn::note, 40, text_);
        choose(sheet, TrackerColumn::step, "=Steps!$A$2:$A$" + std::to_string(form_.steps.size() + 1),
               "Pick the step. Milestones come first.");
        dates(sheet, TrackerColumn::started, "The day on which it began; empty if that is not known.");
        dates(sheet, TrackerColumn::completed, "The day on which it was done; empty while it goes on.");
        if (!form_.placements.empty())
            choose(sheet, TrackerColumn::placement, "=Lists!$A$2:$A$" + std::to_string(form_.placements.size() + 1),
                   "Where the child lives from this date on.");
        if (!form_.legal_bases.empty())
            choose(sheet, TrackerColumn::legal_basis, "=Lists!$B$2:$B$" + std::to_string(form_.legal_bases.size() + 1),
                   "What holds the child there from this date on.");
    }

    static void set_column(lxw_worksheet* sheet, TrackerColumn which, double width, lxw_format* format) {
        worksheet_set_column(sheet, column(which), column(which), width, format);
    }

    static void choose(lxw_worksheet* sheet, TrackerColumn which, std::string from, std::string message) {
        lxw_data_validation validation{};
        validation.validate = LXW_VALIDATION_TYPE_LIST_FORMULA;
        validation.value_formula = from.data();
        validation.input_message = message.data();
        std::string fault = "Please pick one of the list.";
        validation.error_message = fault.data();
        worksheet_data_validation_range(sheet, 1, column(which), rows_to_fill_in, column(which), &validation);
    }

    static void dates(lxw_worksheet* sheet, TrackerColumn which, std::string message) {
        lxw_data_validation validation{};
        validation.validate = LXW_VALIDATION_TYPE_DATE;
        validation.criteria = LXW_VALIDATION_CRITERIA_BETWEEN;
        validation.minimum_datetime = {1990, 1, 1, 0, 0, 0};
        validation.maximum_datetime = {2099, 12, 31, 0, 0, 0};
        validation.input_message = message.data();
        std::string fault = "Please write a date as 31/12/2026.";
        validation.error_message = fault.data();
        worksheet_data_validation_range(sheet, 1, column(which), rows_to_fill_in, column(which), &validation);
    }

    void add_guide() {
        lxw_worksheet* const sheet = add_sheet("How to fill this in");
        worksheet_set_column(sheet, 0, 0, 100, wrapped_);
        const std::vector<std::string> lines = {
            "One row for each step of each child. Thank you for the time this takes.",
            "child: your own number for the child, never a name. On import it becomes a pseudonym.",
            "step: pick it from the list. Milestones come first: they are what permanence aims are counted from.",
            "started, completed: the dates. One is enough; leave \"completed\" empty while a step goes on.",
            "outcome: where a step can go several ways, the word that the sheet Steps gives for the way taken.",
            "placement, legal_basis: fill these in where they change. They hold from the row's first date on.",
            "birth_month: once for each child, year and month only, as 2017-04.",
            "note: for yourself. It is never read.",
            "When you are done: show the sheet Tracker, choose Save As, and \"CSV UTF-8 (Comma delimited)\".",
            "Then: permap import tracker.csv -o recorded.permap",
            "Bring the same file in again when it has grown. Nothing is counted twice.",
            "The steps are those of: " + form_.map,
        };
        for (std::size_t i = 0; i < lines.size(); ++i)
            worksheet_write_string(sheet, static_cast<lxw_row_t>(i), 0, lines[i].c_str(), wrapped_);
    }

    void add_steps() {
        lxw_worksheet* const sheet = add_sheet("Steps");
        write_row(sheet, 0, {"step", "id", "name", "part of the way", "who", "time limit", "outcomes"}, bold_);
        worksheet_freeze_panes(sheet, 1, 0);
        constexpr std::array<std::size_t, 7> widths = {70, 30, 40, 30, 30, 30, 80};  // in letters
        for (std::size_t i = 0; i < widths.size(); ++i)
            worksheet_set_column(sheet, static_cast<lxw_col_t>(i), static_cast<lxw_col_t>(i),
                                 static_cast<double>(widths[i]), nullptr);
        worksheet_repeat_rows(sheet, 0, 0);
        for (std::size_t i = 0; i < form_.steps.size(); ++i) {
            const TrackerStep& step = form_.steps[i];
            std::string outcomes;
            for (const std::string& outcome : step.outcomes) outcomes += (outcomes.empty() ? "" : ", ") + outcome;
            const std::vector<std::string> texts = {tracker_label(step), step.id,        step.name, step.part,
                                                    step.lane,           step.timescale, outcomes};
            // Not every program makes a row as high as its longest text.
            std::size_t lines = 1;
            for (std::size_t j = 0; j < texts.size(); ++j)
                lines = std::max(lines, 1 + texts[j].size() / (widths[j] * 9 / 10));
            worksheet_set_row(sheet, static_cast<lxw_row_t>(i + 1), LXW_DEF_ROW_HEIGHT * static_cast<double>(lines),
                              nullptr);
            write_row(sheet, static_cast<lxw_row_t>(i + 1), texts, wrapped_);
        }
    }

    void add_lists() {
        lxw_worksheet* const sheet = add_sheet("Lists");
        write_row(sheet, 0, {"placement", "legal_basis"}, bold_);
        const std::size_t rows = std::max(form_.placements.size(), form_.legal_bases.size());
        for (std::size_t i = 0; i < rows; ++i)
            write_row(sheet, static_cast<lxw_row_t>(i + 1),
                      {i < form_.placements.size() ? form_.placements[i] : "",
                       i < form_.legal_bases.size() ? form_.legal_bases[i] : ""},
                      nullptr);
    }

    static void write_row(lxw_worksheet* sheet, lxw_row_t row, const std::vector<std::string>& texts,
                          lxw_format* format) {
        for (std::size_t i = 0; i < texts.size(); ++i)
            if (!texts[i].empty())
                worksheet_write_string(sheet, row, static_cast<lxw_col_t>(i), texts[i].c_str(), format);
    }

    const TrackerTemplate& form_;
    lxw_workbook* book_;
    lxw_format *bold_ = nullptr, *date_ = nullptr, *text_ = nullptr, *wrapped_ = nullptr;
};

}  // namespace

std::string tracker_label(const TrackerStep& step) {
    return (step.is_milestone ? "Milestone" : step.part) + ": " + step.name + " [" + step.id + "]";
}

std::string_view step_of_label(std::string_view text) {
    const std::size_t open = text.rfind('[');
    if (open == std::string_view::npos || text.empty() || text.back() != ']') return text;
    return text.substr(open + 1, text.size() - open - 2);
}

std::string tracker_csv(const TrackerTemplate& form) {
    std::string text;
    for (const char* column : tracker_columns) text += (text.empty() ? "" : ",") + std::string(column);
    text += "\r\n";
    for (const TrackerStep& step : form.steps)
        if (step.is_milestone)
            text += "," + cell(tracker_label(step)) + std::string(tracker_columns.size() - 2, ',') + "\r\n";
    return text;
}

Problems write_tracker_workbook(const TrackerTemplate& form, const std::string& path, bool overwrite) {
    Result<PartFile> part = PartFile::beside(path, overwrite);
    if (!part) return part.problems();
    Problems problems = Workbook(form, part->path()).write(path);
    if (!problems.empty()) return problems;
    return part->commit();
}

}  // namespace permap
