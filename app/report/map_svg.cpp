#include "report/map_svg.hpp"

#include <algorithm>
#include <cstdlib>

#include "analysis/delay_rows.hpp"
#include "report/map_boxes.hpp"
#include "report/picture_text.hpp"
#include "report/step_words.hpp"
#include "report/svg_parts.hpp"
#include "report/tables.hpp"
#include "report/words.hpp"
#include "vocabulary/result.hpp"

namespace permap {

namespace {

constexpr int margin = 20, least_width = 940, title_letter = 22, heading_letter = 18, paragraph_letter = 14;
constexpr int lane_name_every = 1200;  // pixels: the lane's name is there again in a wide picture
constexpr int corner = 5;

// Every text colour has a contrast of at least 7 : 1 on every fill; every line at least 4.5 : 1 on the lanes.
constexpr const char* style =
    "text{font-family:Arial,Helvetica,'DejaVu Sans',sans-serif;font-size:12px;fill:#1a1a1a}"
    ".name{font-size:13px;font-weight:bold}.kind{font-style:italic}.title{font-size:22px;font-weight:bold}"
    ".heading{font-size:18px;font-weight:bold}.about{font-size:14px}.lane{font-size:13px;font-weight:bold}"
    ".box{stroke:#263238;stroke-width:1.5;fill:#ffffff}.mark{stroke:#263238;stroke-width:1.5;fill:none}"
    ".solid{fill:#263238}.rows{stroke:#263238;stroke-width:1;fill:#ffffff}"
    ".decision{fill:#fff3d1}.split,.join{fill:#eae6f7}.wait,.clock{fill:#e1effa}.milestone,.start{fill:#e3f4e4}"
    ".outcome{fill:#d9efda}.strand_end{fill:#ececec}.stub{fill:#f7e9ee}"
    ".process{fill:#e1effa}"
    ".line{fill:none;stroke:#37474f;stroke-width:1.6}.back{stroke:#8a3b00;stroke-dasharray:8 4}"
    ".beside{stroke:#0b4f8a;stroke-dasharray:2 4;stroke-linecap:round}"
    ".tip{fill:#37474f}.tip-back{fill:#8a3b00}.tip-beside{fill:#0b4f8a}";

struct Piece {
    int width = 0, height = 0;
    std::string body;
};

// A small clock face: time passes here whether anybody acts or not.
std::string clock_mark(int x, int y) {
    return "<circle cx=\"" + number(x) + "\" cy=\"" + number(y) + "\" r=\"7\" class=\"mark\"/>\n<path d=\"M" +
           number(x) + " " + number(y - 4) + "L" + number(x) + " " + number(y) + "L" + number(x + 4) + " " + number(y) +
           "\" class=\"mark\"/>\n";
}

// The head of a box by kind of step.
std::string step_shape(StepKind kind, int x, int y, int width, int height) {
    const std::string class_name = "box " + std::string(word(kind));
    const int right = x + width, bottom = y + height;
    switch (kind) {
        case StepKind::decision: {
            const int tip = 2 * box_padding;
            return shape({{x, y + height / 2},
                          {x + tip, y},
                          {right - tip, y},
                          {right, y + height / 2},
                          {right - tip, bottom},
                          {x + tip, bottom}},
                         class_name);
        }
        case StepKind::start:
            return rectangle(x, y, width, height, height / 2 < 26 ? height / 2 : 26, class_name);
        case StepKind::wait:
            return rectangle(x, y, width, height, 12, class_name) + clock_mark(right - 16, y + 16);
        case StepKind::clock:
            return rectangle(x, y, width, height, 12, class_name, " stroke-dasharray=\"7 3\"") +
                   clock_mark(right - 16, y + 16);
        case StepKind::split:
            return rectangle(x, y, width, height, 0, class_name) + rectangle(right - 5, y, 5, height, 0, "solid");
        case StepKind::join:
            return rectangle(x, y, width, height, 0, class_name) + rectangle(x, y, 5, height, 0, "solid");
        case StepKind::milestone:
            return shape({{x, y}, {right - 14, y}, {right, y + 14}, {right, bottom}, {x, bottom}}, class_name);
        case StepKind::outcome:
            return rectangle(x, y, width, height, 4, class_name) +
                   rectangle(x + 4, y + 4, width - 8, height - 8, 2, "mark");
        case StepKind::strand_end:
            return rectangle(x, y, width, height, 12, class_name) + rectangle(right - 21, y + 11, 10, 10, 0, "solid");
        case StepKind::activity:
            break;
    }
    return rectangle(x, y, width, height, 0, class_name);
}

std::string head_text(const BoxText& text, int x, int y, int indent) {
    int line = y + box_padding + small_letter - 1;
    std::string svg = text_at(x + indent, line, "kind", text.kind);
    line += small_line - small_letter + name_letter;
    for (const std::string& name : text.name) {
        svg += text_at(x + indent, line, "name", name);
        line += name_line;
    }
    line -= name_letter - small_letter;
    for (const std::string& fact : text.facts) {
        svg += text_at(x + indent, line, "", fact);
        line += small_line;
    }
    return svg;
}

std::string rows_text(const BoxText& text, int x, int y) {
    std::string svg;
    for (const BoxRow& row : text.rows) {
        svg += rectangle(x, y + row.y, text.width, row.height, 0, "rows");
        int line = y + row.y + box_padding / 2 + small_letter - 1;
        for (const std::string& words : row.lines) {
            svg += text_at(x + box_padding, line, "", words);
            line += small_line;
        }
    }
    return svg;
}

// What a pointer rests on, and what is read aloud.
std::string step_title(const Map& map, const Step& step) {
    std::string title = step.name + " (" + kind_words(step.kind) + "). Who acts: " + lane_name(map, step.lane) + ".";
    if (!is_instant(step.duration)) {
        title += " Time: " + duration_words(step);
        title += has_number(step.duration) && step.duration.from.is_assumed() ? " (an assumption)." : ".";
    }
    for (const Timescale& limit : step.timescales) {
        if (!is_in_force(limit.in_force, map.start)) continue;
        title += " Limit: " + limit_words(limit);
        if (!limit.from_step.empty()) title += " from " + step_name(map, limit.from_step);
        title += limit.basis.empty() ? "." : " (" + limit.basis + ").";
    }
    if (!step.law.empty()) title += " " + std::string(to_string(step.basis)) + ": " + step.law + ".";
    if (!step.protects.empty()) title += " Protects: " + step.protects;
    return title;
}

// Corners are rounded, so that one sees which way a line turns where lines meet.
std::string route_path(const std::vector<PicturePoint>& route) {
    const auto toward = [](const PicturePoint& from, const PicturePoint& to, int most) {
        const int dx = to.x - from.x, dy = to.y - from.y;
        const int length = std::abs(dx) + std::abs(dy);
        const int part = std::min(most, length / 2);
        return PicturePoint{from.x + (dx > 0   ? part
                                      : dx < 0 ? -part
                                               : 0),
                            from.y + (dy > 0   ? part
                                      : dy < 0 ? -part
                                               : 0)};
    };
    const auto at = [](const PicturePoint& point) { return number(point.x) + " " + number(point.y); };
    std::string path = "M" + at(route.front());
    for (std::size_t i = 1; i + 1 < route.size(); ++i) {
        path += "L" + at(toward(route[i], route[i - 1], corner)) + "Q" + at(route[i]) + " " +
                at(toward(route[i], route[i + 1], corner));
    }
    return path + "L" + at(route.back());
}

std::string line_svg(const std::vector<PicturePoint>& route, LineStyle line, const std::string& title) {
    const char* const more = line == LineStyle::onwards ? "" : line == LineStyle::leads_back ? "back" : "beside";
    const std::string class_name = "line" + (more[0] == '\0' ? std::string() : " " + std::string(more));
    const std::string tip_class = "tip" + (more[0] == '\0' ? std::string() : "-" + std::string(more));
    const PicturePoint& end = route.back();
    return group({}, title,
                 "<path d=\"" + route_path(route) + "\" class=\"" + class_name + "\"/>\n" +
                     shape({{end.x, end.y}, {end.x - 9, end.y - 4}, {end.x - 9, end.y + 4}}, tip_class));
}

const char* band_fill(std::size_t place) {
    return place % 2 == 0 ? "#f3f5f7" : "#fafbfc";
}

std::string lanes_svg(const LaneLayout& layout, int width) {
    std::string svg;
    for (std::size_t i = 0; i < layout.bands.size(); ++i) {
        const LaneBand& band = layout.bands[i];
        svg += "<rect x=\"0\" y=\"" + number(band.y) + "\" width=\"" + number(width) + "\" height=\"" +
               number(band.height) + "\" fill=\"" + band_fill(i) + "\" stroke=\"#b0bec5\"/>\n";
    }
    return svg;
}

// After the lines, on a ground of their own, so that no line runs through the letters.
std::string lane_names_svg(const LaneLayout& layout, const std::vector<std::string>& names, int width) {
    std::string svg;
    for (std::size_t i = 0; i < layout.bands.size(); ++i) {
        const LaneBand& band = layout.bands[i];
        const std::string& name = names[static_cast<std::size_t>(band.lane)];
        const std::string fill = " fill=\"" + std::string(band_fill(i)) + "\"";
        for (int x = 8; x == 8 || x + 300 < width; x += lane_name_every) {
            svg += rectangle(x - 2, band.y + 3, text_width(name, name_letter, true) + 8, 20, 3, "ground", fill) +
                   text_at(x + 2, band.y + 18, "lane", name);
        }
    }
    return svg;
}

std::string line_title(const Map& map, const ProcessGraph& graph, const PartLine& line) {
    std::string title;
    for (const std::size_t i : line.links) {
        const Link& link = graph.links[i];
        const Step& from = map.steps[index(link.from)];
        title += (title.empty() ? "" : "; ") + from.name + " leads to " + map.steps[index(link.to)].name;
        if (link.kind == LinkKind::starts_clock) title += " (starts the clock)";
        if (link.kind == LinkKind::wakes) title += " (ends the wait)";
        if (link.kind != LinkKind::way) continue;
        const Way& way = from.ways[static_cast<std::size_t>(link.way)];
        if (!way.name.empty()) title += ": " + way.name;
        if (way.probability)
            title += ", " + share_words(way, "") + (way.probability->from.is_assumed() ? " (an assumption)" : "");
        if (way.when.kind != Condition::Kind::always) title += ", when " + to_string(way.when);
    }
    return title;
}

Piece process_piece(const Map& map, const ProcessGraph& graph, const std::string& process) {
    const ProcessPicture picture = process_picture(map, graph, process);
    std::vector<std::string> lanes;
    for (const std::string& lane : picture.lanes) lanes.push_back(lane_name(map, lane));
    Piece piece{std::max(picture.layout.width, least_width), picture.layout.height, {}};
    piece.body = lanes_svg(picture.layout, piece.width);
    for (std::size_t i = 0; i < picture.part.lines.size(); ++i) {
        piece.body +=
            line_svg(picture.layout.routes[i], picture.styles[i], line_title(map, graph, picture.part.lines[i]));
    }
    piece.body += lane_names_svg(picture.layout, lanes, piece.width);
    for (std::size_t i = 0; i < picture.part.boxes.size(); ++i) {
        const PartBox& box = picture.part.boxes[i];
        const BoxText& text = picture.texts[i];
        const PlacedBox& at = picture.layout.boxes[i];
        const Step& step = map.steps[index(box.step)];
        if (box.kind == PartBox::Kind::step) {
            const int indent = step.kind == StepKind::decision ? 2 * box_padding : box_padding;
            piece.body += group("step-" + step.id, step_title(map, step),
                                step_shape(step.kind, at.x, at.y, text.width, text.head_height) +
                                    head_text(text, at.x, at.y, indent) + rows_text(text, at.x, at.y));
            continue;
        }
        std::string others;
        for (const std::string& other : box.processes) {
            others += (others.empty() ? "" : ", ") + process_name(map, other);
        }
        const bool comes = box.kind == PartBox::Kind::comes_from;
        piece.body += group(
            {}, comes ? "Children come from: " + others : "Children go on in: " + others,
            rectangle(at.x, at.y, text.width, text.height, 10, "box stub") + head_text(text, at.x, at.y, box_padding));
    }
    return piece;
}

Piece paragraph(const std::string& text, const char* class_name, int letter, int width) {
    Piece piece{width, 0, {}};
    for (const std::string& line : text_lines(text, letter, width, letter != paragraph_letter)) {
        piece.height += letter + 6;
        piece.body += text_at(0, piece.height - 5, class_name, line);
    }
    return piece;
}

struct Sample {
    StepKind kind;
    const char* meaning;
};

// What the shapes and lines mean, at the foot of every picture of steps.
Piece legend(bool has_steps, int width) {
    constexpr int cell_width = 228, cell_height = 52;
    static constexpr Sample samples[] = {
        {StepKind::start, "a child comes in"},     {StepKind::activity, "something is done"},
        {StepKind::decision, "one way is taken"},  {StepKind::split, "ways begin side by side"},
        {StepKind::join, "strands come together"}, {StepKind::wait, "time has to pass"},
        {StepKind::clock, "runs beside the rest"}, {StepKind::milestone, "a point reached"},
        {StepKind::outcome, "the journey ends"},   {StepKind::strand_end, "this strand ends"},
    };
    const int columns = std::max(1, width / cell_width);
    Piece piece{width, 0, text_at(0, 16, "lane", "How to read it")};
    int cell = 0;
    const auto place = [&] {
        const PicturePoint at{cell % columns * cell_width, 28 + cell / columns * cell_height};
        ++cell;
        piece.height = at.y + cell_height;
        return at;
    };
    if (has_steps) {
        for (const Sample& sample : samples) {
            const PicturePoint at = place();
            piece.body += step_shape(sample.kind, at.x, at.y, 204, 44) +
                          text_at(at.x + 18, at.y + 18, "kind", kind_words(sample.kind)) +
                          text_at(at.x + 18, at.y + 34, "", sample.meaning);
        }
    }
    const auto line_sample = [&](LineStyle line, const char* meaning) {
        const PicturePoint at = place();
        piece.body += line_svg({{at.x, at.y + 19}, {at.x + 48, at.y + 19}}, line, meaning) +
                      text_at(at.x + 56, at.y + 23, "", meaning);
    };
    line_sample(LineStyle::onwards, "goes on");
    line_sample(LineStyle::leads_back, "leads back");
    if (has_steps) line_sample(LineStyle::beside, "starts a clock, ends a wait");
    if (has_steps) {
        piece.body += text_at(0, piece.height + 14, "",
                              "* the number is an assumption, not a published figure. Limits are what law, rules or "
                              "guidance say; times are what it usually takes.");
        piece.height += 20;
    }
    return piece;
}

// Pieces one under another, on white, with title and description for readers who cannot see it.
class Sheet {
public:
    explicit Sheet(int width) : width_(width) {}

    void add(const Piece& piece, int space_after) {
        body_ += "<g transform=\"translate(" + number(margin) + "," + number(y_) + ")\">\n" + piece.body + "</g>\n";
        y_ += piece.height + space_after;
    }

    std::string text(const std::string& title, const std::string& description) const {
        const int width = width_ + 2 * margin, height = y_ + margin;
        return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
               "<!-- Made by permap map export from the map; do not edit. -->\n"
               "<svg xmlns=\"http://www.w3.org/2000/svg\" role=\"img\" aria-labelledby=\"picture-title picture-desc\" "
               "width=\"" +
               number(width) + "\" height=\"" + number(height) + "\" viewBox=\"0 0 " + number(width) + " " +
               number(height) + "\">\n<title id=\"picture-title\">" + xml_text(title) +
               "</title>\n<desc id=\"picture-desc\">" + xml_text(description) + "</desc>\n<style>" + style +
               "</style>\n" + rectangle(0, 0, width, height, 0, "sheet", " fill=\"#ffffff\"") + body_ + "</svg>\n";
    }

private:
    int width_;
    int y_ = margin;
    std::string body_;
};

std::string phase_name(const Map& map, const std::string& id) {
    for (const Phase& phase : map.phases) {
        if (phase.id == id) return phase.name;
    }
    return id;
}

// Says in sentences what the picture shows.
std::string description_of(const Map& map, const std::string& process) {
    std::string text = "The steps of " + process_name(map, process) + ", by who acts.";
    for (const Step& step : map.steps) {
        if (step.process != process) continue;
        text += " " + step.name + " (" + kind_words(step.kind) + ", " + lane_name(map, step.lane) + ")";
        std::string ways;
        for (const Way& way : step.ways) ways += (ways.empty() ? " leads to " : " or ") + step_name(map, way.to);
        text += ways + ".";
    }
    return text;
}

}  // namespace

std::string process_svg(const Map& map, const ProcessGraph& graph, const std::string& process) {
    const Piece piece = process_piece(map, graph, process);
    const std::string title = process_name(map, process);
    const Process* found = find_process(map, process);
    Sheet sheet(piece.width);
    sheet.add(paragraph(title, "title", title_letter, least_width), 4);
    if (found != nullptr) sheet.add(paragraph(found->about, "about", paragraph_letter, least_width), 12);
    sheet.add(piece, 16);
    sheet.add(legend(true, piece.width), 0);
    return sheet.text(title, description_of(map, process));
}

std::string processes_svg(const Map& map, const ProcessGraph& graph, const std::string& title,
                          const std::vector<std::string>& processes) {
    std::vector<Piece> pieces;
    int width = least_width;
    for (const std::string& process : processes) {
        pieces.push_back(process_piece(map, graph, process));
        width = std::max(width, pieces.back().width);
    }
    Sheet sheet(width);
    sheet.add(paragraph(title, "title", title_letter, least_width), 12);
    sheet.add(legend(true, width), 16);
    std::string phase, description = title + ".";
    for (std::size_t i = 0; i < processes.size(); ++i) {
        const Process* process = find_process(map, processes[i]);
        if (process != nullptr && process->phase != phase) {
            phase = process->phase;
            sheet.add(paragraph("Phase: " + phase_name(map, phase), "title", title_letter, least_width), 8);
        }
        sheet.add(paragraph(process_name(map, processes[i]), "heading", heading_letter, least_width), 4);
        sheet.add(pieces[i], 28);
        description += " " + description_of(map, processes[i]);
    }
    return sheet.text(title, description);
}

std::string overview_svg(const Map& map, const ProcessGraph& graph) {
    const OverviewPicture picture = overview_picture(map, graph);
    Piece piece{std::max(picture.layout.width, least_width), picture.layout.height, {}};
    piece.body = lanes_svg(picture.layout, piece.width);
    std::string description = "The sub-processes of " + map.name + ", by phase, and where children go on.";
    for (std::size_t i = 0; i < picture.hand_overs.size(); ++i) {
        const HandOver& one = picture.hand_overs[i];
        const std::string title = process_name(map, one.from) + " leads to " + process_name(map, one.to) + ", by " +
                                  std::to_string(one.links.size()) + (one.links.size() == 1 ? " way" : " ways");
        piece.body += line_svg(picture.layout.routes[i], picture.styles[i], title);
        description += " " + title + ".";
    }
    piece.body += lane_names_svg(picture.layout, picture.phases, piece.width);
    for (std::size_t i = 0; i < picture.processes.size(); ++i) {
        const BoxText& text = picture.texts[i];
        const PlacedBox& at = picture.layout.boxes[i];
        const Process& process = picture.processes[i];
        piece.body += group("process-" + process.id, process.name + ". " + process.about,
                            rectangle(at.x, at.y, text.width, text.head_height, 0, "box process") +
                                head_text(text, at.x, at.y, box_padding) + rows_text(text, at.x, at.y));
    }
    Sheet sheet(piece.width);
    sheet.add(paragraph(map.name, "title", title_letter, least_width), 4);
    sheet.add(paragraph(map.about, "about", paragraph_letter, least_width), 12);
    sheet.add(piece, 16);
    sheet.add(legend(false, piece.width), 0);
    return sheet.text(map.name, description);
}

}  // namespace permap
