#include "report/journey_svg.hpp"

#include <algorithm>

#include "report/journey_rows.hpp"
#include "report/picture_text.hpp"
#include "report/svg_parts.hpp"
#include "report/tables.hpp"
#include "report/time_axis.hpp"

namespace permap {

namespace {

constexpr int margin = 20, label_width = 264, label_gap = 12, plot_width = 880;
constexpr int plot_x = label_width + label_gap, page_width = plot_x + plot_width;
constexpr int letter = 12, line_height = 15, least_row = 24, band_height = 24, bar_height = 10;
constexpr int title_letter = 22, part_letter = 17, about_letter = 13;
constexpr int axis_height = 36, least_bar = 3;
constexpr Minutes least_length{14 * 24 * 60};

constexpr const char* style =
    "text{font-family:Arial,Helvetica,'DejaVu Sans',sans-serif;font-size:12px;fill:#1a1a1a}"
    ".title{font-size:22px;font-weight:bold}.part{font-size:17px;font-weight:bold}"
    ".section{font-size:14px;font-weight:bold}.about{font-size:13px}.banner{font-size:16px;font-weight:bold}"
    ".detail{font-style:italic}.year{font-weight:bold}"
    ".warning{fill:#fff3d1;stroke:#1a1a1a;stroke-width:3}.sheet{fill:#ffffff}"
    ".grid{stroke:#cfd8dc;stroke-width:1}.rule{stroke:#263238;stroke-width:1}"
    ".span{stroke:#263238;stroke-width:1}.even{fill:#e1effa}.odd{fill:#ffffff}"
    ".working{fill:#0b4f71;stroke:#0b4f71}.waiting{fill:url(#waiting);stroke:#0b4f71}"
    ".unknown{fill:none;stroke:#37474f;stroke-width:1.6;stroke-dasharray:5 3}"
    ".clock{fill:none;stroke:#37474f;stroke-width:2;stroke-dasharray:1 4;stroke-linecap:round}"
    ".within{stroke:#37474f;stroke-width:2;fill:none}.beyond{fill:url(#beyond);stroke:#8c2f12}"
    ".mark{fill:#1a1a1a;stroke:#1a1a1a;stroke-width:1.5}.hollow{fill:#ffffff;stroke:#1a1a1a;stroke-width:1.5}"
    ".stroke{fill:none;stroke:#1a1a1a;stroke-width:2}.over{fill:#ffffff;stroke:#8c2f12;stroke-width:2}"
    ".cross{fill:none;stroke:#8c2f12;stroke-width:2}";

// Patterns, so that it can be told apart in black and white.
constexpr const char* patterns =
    "<defs>"
    "<pattern id=\"waiting\" width=\"6\" height=\"6\" patternUnits=\"userSpaceOnUse\">"
    "<rect width=\"6\" height=\"6\" fill=\"#ffffff\"/>"
    "<path d=\"M-1 7L7 -1M-1 1L1 -1M5 7L7 5\" stroke=\"#0b4f71\" stroke-width=\"1.4\"/></pattern>"
    "<pattern id=\"beyond\" width=\"5\" height=\"5\" patternUnits=\"userSpaceOnUse\">"
    "<rect width=\"5\" height=\"5\" fill=\"#ffffff\"/>"
    "<path d=\"M0 0L5 5M5 0L0 5\" stroke=\"#8c2f12\" stroke-width=\"1.1\"/></pattern>"
    "</defs>\n";

std::string line(int x1, int y1, int x2, int y2, const char* class_name) {
    return "<path d=\"M" + number(x1) + " " + number(y1) + "L" + number(x2) + " " + number(y2) + "\" class=\"" +
           class_name + "\"/>\n";
}

std::string circle(int x, int y, int radius, const char* class_name) {
    return "<circle cx=\"" + number(x) + "\" cy=\"" + number(y) + "\" r=\"" + number(radius) + "\" class=\"" +
           class_name + "\"/>\n";
}

std::string mark_svg(MarkShape mark, int x, int y) {
    switch (mark) {
        case MarkShape::done:
            return circle(x, y, 4, "mark");
        case MarkShape::cancelled:
            return line(x - 4, y - 4, x + 4, y + 4, "stroke") + line(x - 4, y + 4, x + 4, y - 4, "stroke");
        case MarkShape::date_only:
            return shape({{x, y - 6}, {x + 6, y}, {x, y + 6}, {x - 6, y}}, "hollow");
        case MarkShape::move:
            return shape({{x, y - 7}, {x + 6, y}, {x, y + 7}, {x - 6, y}}, "mark");
        case MarkShape::milestone:
            return line(x, y - 9, x, y + 9, "stroke") + shape({{x, y - 9}, {x + 11, y - 5}, {x, y - 1}}, "mark");
        case MarkShape::limit:
            return line(x, y - 8, x, y + 8, "stroke");
        case MarkShape::kept:
            return circle(x, y, 7, "hollow") + line(x - 3, y, x - 1, y + 3, "stroke") +
                   line(x - 1, y + 3, x + 4, y - 3, "stroke");
        case MarkShape::passed:
            return rectangle(x - 7, y - 7, 14, 14, 0, "over") + line(x - 4, y - 4, x + 4, y + 4, "cross") +
                   line(x - 4, y + 4, x + 4, y - 4, "cross");
    }
    return "";
}

std::string bar_svg(const PictureBar& bar, int from, int to, int y) {
    if (to - from < least_bar) from = to - least_bar;
    const int top = y - bar_height / 2, bottom = top + bar_height;
    std::string svg;
    switch (bar.look) {
        case BarLook::working:
        case BarLook::waiting:
        case BarLook::beyond_limit: {
            const char* const look = bar.look == BarLook::working   ? "working"
                                     : bar.look == BarLook::waiting ? "waiting"
                                                                    : "beyond";
            svg = rectangle(from, top, to - from, bar_height, 0, look);
            break;
        }
        case BarLook::not_known:  // open to the left: it began some time before
            svg = "<path d=\"M" + number(from) + " " + number(top) + "L" + number(to) + " " + number(top) + "M" +
                  number(from) + " " + number(bottom) + "L" + number(to) + " " + number(bottom) +
                  "\" class=\"unknown\"/>\n";
            break;
        case BarLook::clock:
            svg = line(from, y, to, y, "clock");
            break;
        case BarLook::within_limit:
            svg = line(from, y, to, y, "within") + line(from, y - 4, from, y + 4, "within");
            break;
    }
    if (bar.goes_on) svg += shape({{to, y - 6}, {to + 9, y}, {to, y + 6}}, "mark");
    return svg;
}

// Names the stretches that are too short to hold their names.
std::string unnamed_words(const std::vector<const PictureSpan*>& unnamed) {
    std::string words;
    for (const PictureSpan* span : unnamed) {
        words += (words.empty() ? "Short: " : "; ") + span->text + " " + to_date_string(span->from) + " to " +
                 to_date_string(span->to);
    }
    return words;
}

// Things one under another; y counts down the page.
class JourneySheet {
public:
    void space(int pixels) { y_ += pixels; }
    int y() const { return y_; }

    void text(const std::string& words, int letter_pixels, const char* class_name, bool is_bold = false) {
        for (const std::string& one : text_lines(words, letter_pixels, page_width, is_bold)) {
            y_ += letter_pixels + 6;
            body_ += text_at(0, y_ - 5, class_name, one);
        }
    }

    void banner(const std::string& loud, const std::string& quiet) {
        body_ += rectangle(2, y_, page_width - 4, 50, 0, "warning") + text_at(14, y_ + 22, "banner", loud) +
                 text_at(14, y_ + 41, "about", quiet);
        y_ += 60;
    }

    void axis(const TimeAxis& axis, const std::vector<AxisTick>& ticks) {
        for (const AxisTick& tick : ticks) {
            const int x = axis.x_of(tick.at);
            const bool is_year_alone = tick.label.empty();
            if (!tick.upper_label.empty())
                body_ += text_at(x, y_ + (is_year_alone ? 27 : 12), "year", tick.upper_label,
                                 x > page_width - 34 ? "end"
                                 : is_year_alone     ? "middle"
                                                     : nullptr);
            if (!is_year_alone) body_ += text_at(x, y_ + 27, "", tick.label, x > page_width - 16 ? "end" : "middle");
        }
        y_ += axis_height;
        body_ += line(plot_x, y_ - 4, page_width, y_ - 4, "rule");
    }

    // Lines down through all rows from `from` on; drawn first.
    void grid(const TimeAxis& axis, const std::vector<AxisTick>& ticks, int from) {
        for (const AxisTick& tick : ticks) under_ += line(axis.x_of(tick.at), from, axis.x_of(tick.at), y_, "grid");
    }

    void section(const PictureSection& section, const TimeAxis& axis) {
        y_ += 12;
        body_ += line(0, y_, page_width, y_, "rule");
        y_ += 20;
        body_ += text_at(0, y_ - 4, "section", section.title);
        y_ += 4;
        for (const PictureRow& one : section.rows) row(one, axis);
        if (!section.note.empty()) text(section.note, letter, "detail");
    }

    void legend() {
        y_ += 10;
        body_ += line(0, y_, page_width, y_, "rule") + text_at(0, y_ + 20, "section", "How to read it");
        y_ += 32;
        int column = 0;
        constexpr int columns = 4, column_width = page_width / columns;
        const auto add = [&](const std::string& sample, const char* words) {
            const int x = column * column_width;
            body_ += "<g transform=\"translate(" + number(x) + "," + number(y_) + ")\">\n" + sample +
                     text_at(56, 16, "", words) + "</g>\n";
            if (++column < columns) return;
            column = 0;
            y_ += 26;
        };
        const auto bar = [&](BarLook look, const char* words, bool goes_on = false) {
            add(bar_svg({{}, {}, look, goes_on}, 4, 40, 12), words);
        };
        const auto mark = [&](MarkShape shape, const char* words) { add(mark_svg(shape, 22, 12), words); };
        bar(BarLook::waiting, "waiting");
        bar(BarLook::working, "working");
        bar(BarLook::working, "not over at the end shown", true);
        bar(BarLook::not_known, "not written down: filled in");
        mark(MarkShape::done, "done on that day");
        mark(MarkShape::date_only, "one date known: when done");
        mark(MarkShape::cancelled, "cancelled");
        mark(MarkShape::milestone, "milestone reached");
        mark(MarkShape::move, "moved");
        add(bar_svg({{}, {}, BarLook::within_limit, false}, 4, 40, 12) + mark_svg(MarkShape::limit, 40, 12),
            "time allowed, and its limit");
        bar(BarLook::beyond_limit, "beyond the limit");
        mark(MarkShape::kept, "limit kept");
        mark(MarkShape::passed, "limit passed");
        bar(BarLook::clock, "a clock runs beside");
        if (column > 0) y_ += 26;
    }

    std::string document(const std::string& title, const std::string& description) const {
        const int width = page_width + 2 * margin, height = y_ + 2 * margin;
        return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
               "<!-- Made by permap journey; do not edit. -->\n"
               "<svg xmlns=\"http://www.w3.org/2000/svg\" role=\"img\" aria-labelledby=\"picture-title picture-desc\" "
               "width=\"" +
               number(width) + "\" height=\"" + number(height) + "\" viewBox=\"0 0 " + number(width) + " " +
               number(height) + "\">\n<title id=\"picture-title\">" + xml_text(title) +
               "</title>\n<desc id=\"picture-desc\">" + xml_text(description) + "</desc>\n<style>" + style +
               "</style>\n" + patterns + rectangle(0, 0, width, height, 0, "sheet") + "<g transform=\"translate(" +
               number(margin) + "," + number(margin) + ")\">\n" + under_ + body_ + "</g>\n</svg>\n";
    }

private:
    void row(const PictureRow& row, const TimeAxis& axis) {
        const std::vector<std::string> names = label_lines(row);
        const int text_height = static_cast<int>(names.size()) * line_height;
        const int height = std::max(row.spans.empty() ? least_row : band_height + 4, text_height + 7);
        std::string svg;
        int text_y = y_ + (height - text_height) / 2 + letter - 1;
        for (const std::string& one : names) {
            svg += text_at(0, text_y, "", one);
            text_y += line_height;
        }
        const int middle = y_ + height / 2;
        std::vector<const PictureSpan*> unnamed;
        for (std::size_t i = 0; i < row.spans.size(); ++i) svg += span(row.spans[i], i, axis, middle, unnamed);
        for (const PictureBar& bar : row.bars) svg += bar_svg(bar, axis.x_of(bar.from), axis.x_of(bar.to), middle);
        for (const PictureMark& mark : row.marks) svg += mark_svg(mark.shape, axis.x_of(mark.at), middle);
        std::string title = row.label + ":";
        for (const std::string& fact : row.facts) title += " " + fact + ";";
        title.back() = '.';
        body_ += group({}, title, svg);
        y_ += height;
        for (const std::string& words : text_lines(unnamed_words(unnamed), letter, plot_width)) {
            y_ += line_height;
            body_ += text_at(plot_x, y_ - 3, "", words);
        }
        if (!unnamed.empty()) y_ += 5;
    }

    // The detail goes on in the last line of the label where it has room, else in lines of its own.
    static std::vector<std::string> label_lines(const PictureRow& row) {
        std::vector<std::string> lines = text_lines(row.label, letter, label_width);
        if (row.detail.empty()) return lines;
        const std::string detail = "(" + row.detail + ")";
        if (!lines.empty() && text_width(lines.back() + " " + detail, letter) <= label_width) {
            lines.back() += " " + detail;
            return lines;
        }
        for (std::string& line : text_lines(detail, letter, label_width)) lines.push_back(std::move(line));
        return lines;
    }

    static std::string span(const PictureSpan& span, std::size_t place, const TimeAxis& axis, int middle,
                            std::vector<const PictureSpan*>& unnamed) {
        const int from = axis.x_of(span.from), to = std::max(axis.x_of(span.to), from + 1);
        std::string svg = rectangle(from, middle - band_height / 2, to - from, band_height, 0,
                                    place % 2 == 0 ? "span even" : "span odd");
        const bool fits = text_width(span.text, letter) + 8 <= to - from;
        const std::string& words = fits ? span.text : span.short_text;
        if (!words.empty() && text_width(words, letter) + 4 <= to - from) {
            svg += text_at((from + to) / 2, middle + 4, "", words, "middle");
        } else {
            unnamed.push_back(&span);
        }
        return svg;
    }

    int y_ = 0;
    std::string under_, body_;
};

std::string heading(const JourneySubject& subject) {
    if (!subject.is_recorded) return "Simulated child " + subject.name;
    return "Child " + subject.name + ", as recorded";
}

std::string about(const JourneySubject& subject, const JourneyView& view, std::optional<Instant> at) {
    const Child& child = view.child;
    std::string words = (subject.is_recorded ? "First record on " : "Came in on ") + to_date_string(child.entered);
    if (subject.age_is_known) {
        const std::string age = age_words(child.birth_date, child.entered);
        words += age == "not yet born" ? ", not yet born" : ", aged " + age;
    } else {
        words += ", age not known";
    }
    if (!subject.known_as.empty()) {
        words += "; " + subject.known_as;
    } else if (at) {
        words += "; as known on " + to_date_string(*at);
    } else {
        words +=
            (subject.is_recorded ? "; recorded until " : "; followed until ") + to_date_string(child.followed_until);
    }
    if (subject.has_dates_only) words += "; dates only, no time of day is known";
    return words + ".";
}

std::string in_words(const std::vector<PictureSection>& sections) {
    std::string words;
    for (const PictureSection& section : sections) {
        words += "\n" + section.title + ":";
        for (const PictureRow& row : section.rows) {
            words += "\n" + row.label + (row.detail.empty() ? "" : " (" + row.detail + ")") + ":";
            for (std::size_t i = 0; i < row.facts.size(); ++i) words += (i == 0 ? " " : "; ") + row.facts[i];
            words += ".";
        }
    }
    return words;
}

// Of a real child of whom nothing is under way, nothing more may have been written down: the time after the last record
// is not drawn.
Instant end_of_picture(const JourneySubject& subject, const JourneyView& view) {
    const bool is_under_way =
        std::any_of(view.rows.begin(), view.rows.end(), [](const TimelineRow& row) { return !row.ended; });
    if (!subject.is_recorded || view.is_over || is_under_way || view.events.empty()) return view.bands.end;
    const Instant last = view.events.back().at;
    return std::min(view.bands.end, last + (last - view.child.entered) / 10 + one_day);
}

TimeAxis axis_of(const JourneySubject& subject, const std::vector<JourneyPart>& parts) {
    TimeAxis axis{parts[0].view.child.entered, end_of_picture(subject, parts[0].view), plot_x, plot_width - 12};
    for (const JourneyPart& part : parts) {
        axis.from = std::min(axis.from, part.view.child.entered);
        axis.to = std::max(axis.to, end_of_picture(subject, part.view));
    }
    axis.from = midnight(date_of(axis.from));
    axis.to = std::max(axis.to, axis.from + least_length);
    return axis;
}

}  // namespace

std::string journey_svg(const JourneySubject& subject, const std::vector<JourneyPart>& parts,
                        std::optional<Instant> at) {
    JourneySheet sheet;
    const std::string title = heading(subject);
    const std::string mark = subject.is_recorded ? not_for_sharing : simulated_child;
    const std::string first = about(subject, parts[0].view, at);
    std::string description = mark + " " + first;
    if (subject.is_recorded)
        sheet.banner(mark, "Keep it where the child's records are kept, and only for as long as it is needed.");
    sheet.text(title, title_letter, "title", true);
    if (!subject.is_recorded) sheet.text(mark, about_letter, "about");
    sheet.text(first, about_letter, "about");
    if (parts[0].view.plan->map.law_at)
        sheet.text("The law is as it stood on " + to_date_string(*parts[0].view.plan->map.law_at) + ".", about_letter,
                   "about");
    const TimeAxis axis = axis_of(subject, parts);
    const std::vector<AxisTick> ticks = axis_ticks(axis);
    for (const JourneyPart& part : parts) {
        sheet.space(14);
        if (!part.title.empty()) sheet.text(part.title, part_letter, "part", true);
        std::string ending;
        if (!at || part.view.is_over) ending = ending_words(subject, part.view) + ".";
        if (!ending.empty())
            ending[0] = ending[0] >= 'a' && ending[0] <= 'z' ? static_cast<char>(ending[0] - 32) : ending[0];
        if (!ending.empty()) sheet.text(ending, about_letter, "about");
        sheet.space(6);
        const int top = sheet.y() + axis_height - 4;
        sheet.axis(axis, ticks);
        const std::vector<PictureSection> sections = picture_sections(part.view, subject);
        for (const PictureSection& section : sections) sheet.section(section, axis);
        sheet.grid(axis, ticks, top);
        description += "\n" + (part.title.empty() ? "" : part.title + ". ") + ending + in_words(sections);
    }
    sheet.legend();
    return sheet.document(title, description);
}

const std::vector<ColourUse>& journey_colours() {
    static const std::vector<ColourUse> colours = {
        {"#1a1a1a", "#ffffff", 4.5}, {"#1a1a1a", "#e1effa", 4.5}, {"#1a1a1a", "#fff3d1", 4.5},
        {"#1a1a1a", "#cfd8dc", 4.5},  // where a line of the grid runs behind letters
        {"#263238", "#ffffff", 3},   {"#263238", "#e1effa", 3},   {"#0b4f71", "#ffffff", 3},
        {"#37474f", "#ffffff", 3},   {"#8c2f12", "#ffffff", 3},   {"#cfd8dc", "#ffffff", 1},
    };
    return colours;
}

}  // namespace permap
