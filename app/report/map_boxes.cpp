#include "report/map_boxes.hpp"

#include <algorithm>
#include <map>
#include <utility>

#include "graph/lane_ranks.hpp"
#include "report/picture_text.hpp"
#include "report/step_words.hpp"
#include "report/tables.hpp"
#include "vocabulary/result.hpp"

namespace permap {

namespace {

constexpr int step_width = 216, stub_width = 176, process_width = 204;

// Under the head of a box stand the ways of a decision or split, and what else starts there.
struct RowText {
    std::string text;
    std::size_t link;  // place in ProcessGraph::links
};

std::vector<std::string> small_lines(const std::string& text, int width) {
    return text_lines(text, small_letter, width - 2 * box_padding);
}

void add_lines(std::vector<std::string>& lines, const std::string& text, int width) {
    for (std::string& line : small_lines(text, width)) lines.push_back(std::move(line));
}

void set_heights(BoxText& box) {
    const auto names = static_cast<int>(box.name.size()), facts = static_cast<int>(box.facts.size());
    box.head_height = 2 * box_padding + small_line + names * name_line + facts * small_line;
    box.height = box.head_height;
    for (BoxRow& row : box.rows) {
        row.y = box.height;
        row.height = static_cast<int>(row.lines.size()) * small_line + box_padding;
        box.height += row.height;
    }
}

// A step with one way that nothing but going on depends on needs no row for it.
bool is_plain(const Step& step) {
    return step.ways.size() == 1 && step.kind != StepKind::decision && step.kind != StepKind::split &&
           !step.ways.front().probability && step.ways.front().when.kind == Condition::Kind::always;
}

std::string row_text(const Map& map, const Link& link) {
    const Step& step = map.steps[index(link.from)];
    const Step& target = map.steps[index(link.to)];
    switch (link.kind) {
        case LinkKind::starts_clock:
            return "starts the clock: " + target.name;
        case LinkKind::nobody_starts:
            return "where none of these begins";
        case LinkKind::wakes:
            return "ends the wait: " + target.name;
        case LinkKind::returned:
            return "back to where it was asked from: " + target.name;
        case LinkKind::way:
            break;
    }
    const Way& way = step.ways[static_cast<std::size_t>(link.way)];
    const std::string share = share_words(way, "*");
    return way_name(map, way) + (share.empty() ? "" : ": " + share);
}

std::string limit_fact(const Map& map, const Timescale& limit) {
    const std::string from = limit.from_step.empty() ? "" : " from " + step_name(map, limit.from_step);
    return "limit: " + limit_words(limit) + from;
}

void add_arrivals(std::vector<std::string>& facts, const Map& map, const std::string& step, int width) {
    for (const Arrivals& arrivals : map.arrivals) {
        if (arrivals.entry != step || arrivals.children_a_year.value == 0) continue;
        const std::string mark = arrivals.children_a_year.from.is_assumed() ? "*" : "";
        add_lines(facts,
                  with_separators(static_cast<std::int64_t>(arrivals.children_a_year.value + 0.5)) + mark +
                      (arrivals.supply ? " households" : " children") + " come in here a year",
                  width);
    }
}

BoxText step_text(const Map& map, const Step& step, const std::vector<RowText>& rows) {
    BoxText box;
    box.width = step_width;
    box.kind = kind_words(step.kind) + (step.rights ? " · serves a right" : "");
    const bool has_points = step.kind == StepKind::decision;  // its left and right edge are slanted
    const int inner = step_width - 2 * box_padding - (has_points ? 2 * box_padding : 0);
    box.name = text_lines(step.name, name_letter, inner, true);
    add_arrivals(box.facts, map, step.id, inner);
    if (!is_instant(step.duration)) {
        std::string time = duration_words(step);
        if (const auto* wait = std::get_if<UntilStep>(&step.duration.ends))
            time = "until done: " + step_name(map, wait->step);
        const bool is_assumed = has_number(step.duration) && step.duration.from.is_assumed();
        add_lines(box.facts, "time: " + time + (is_assumed ? "*" : ""), inner);
    }
    for (const Timescale& limit : step.timescales) {
        if (is_in_force(limit.in_force, map.start)) add_lines(box.facts, limit_fact(map, limit), inner);
    }
    for (const RowText& row : rows) box.rows.push_back({small_lines(row.text, step_width)});
    set_heights(box);
    return box;
}

BoxText stub_text(const Map& map, const ProcessGraph& graph, const MapPart& part, std::size_t stub) {
    const PartBox& box = part.boxes[stub];
    BoxText text;
    text.width = stub_width;
    const bool comes = box.kind == PartBox::Kind::comes_from;
    text.kind = comes ? "comes from" : "goes on in";
    for (const std::string& process : box.processes) {
        for (std::string& line :
             text_lines(process_name(map, process), name_letter, stub_width - 2 * box_padding, true)) {
            text.name.push_back(std::move(line));
        }
    }
    if (!comes) {
        std::vector<StepIndex> entered;
        for (const PartLine& line : part.lines) {
            if (line.to != stub) continue;
            for (const std::size_t link : line.links) entered.push_back(graph.links[link].to);
        }
        std::sort(entered.begin(), entered.end());
        entered.erase(std::unique(entered.begin(), entered.end()), entered.end());
        for (const StepIndex step : entered) add_lines(text.facts, "at: " + map.steps[index(step)].name, stub_width);
    }
    set_heights(text);
    return text;
}

// A sub-process in the overview, without its rows.
BoxText process_text(const Map& map, const Process& process) {
    BoxText text;
    text.width = process_width;
    text.kind = "sub-process";
    text.name = text_lines(process.name, name_letter, process_width - 2 * box_padding, true);
    std::size_t steps = 0;
    std::map<std::string, std::size_t> steps_by_lane;
    for (const Step& step : map.steps) {
        if (step.process != process.id) continue;
        ++steps;
        ++steps_by_lane[step.lane];
        add_arrivals(text.facts, map, step.id, process_width);
    }
    add_lines(text.facts, std::to_string(steps) + (steps == 1 ? " step" : " steps"), process_width);
    std::size_t most = 0;
    std::string busiest;
    for (const Lane& lane : map.lanes) {
        if (steps_by_lane[lane.id] <= most) continue;
        most = steps_by_lane[lane.id];
        busiest = lane.name;
    }
    if (!busiest.empty()) add_lines(text.facts, "most by: " + busiest, process_width);
    return text;
}

LineStyle style_of(const Map& map, const Link& link) {
    if (link.kind == LinkKind::starts_clock || link.kind == LinkKind::wakes) return LineStyle::beside;
    if (link.kind != LinkKind::way) return LineStyle::onwards;
    const Way& way = map.steps[index(link.from)].ways[static_cast<std::size_t>(link.way)];
    return way.back == BackWay::none ? LineStyle::onwards : LineStyle::leads_back;
}

// By line: said by the map to lead back, and so not to pull its boxes apart. Left out are ways to and from other
// sub-processes, which lead back outside this picture, and the only way to a step (further work, after which the child
// comes back): that step stands where it is come from, and the line from it leads back.
std::vector<bool> known_back(const MapPart& part, const std::vector<LaneLine>& lines,
                             const std::vector<LineStyle>& styles) {
    const auto is_step = [&](std::size_t box) { return part.boxes[box].kind == PartBox::Kind::step; };
    std::vector<bool> is_reached(part.boxes.size(), false);
    for (std::size_t i = 0; i < lines.size(); ++i) {
        if (styles[i] != LineStyle::leads_back && lines[i].from != lines[i].to) is_reached[lines[i].to] = true;
    }
    std::vector<bool> known;
    for (std::size_t i = 0; i < lines.size(); ++i) {
        const bool is_inside = is_step(lines[i].from) && is_step(lines[i].to);
        known.push_back(is_inside && is_reached[lines[i].to] && styles[i] == LineStyle::leads_back);
    }
    return known;
}

// Finds back lines and columns, then lays out.
LaneLayout laid_out(const MapPart& part, std::vector<LaneBox> boxes, std::vector<LaneLine> lines,
                    std::vector<LineStyle>& styles) {
    const std::vector<bool> known = known_back(part, lines, styles);
    std::vector<LaneArrow> arrows;
    for (std::size_t i = 0; i < lines.size(); ++i) arrows.push_back({lines[i].from, lines[i].to, known[i]});
    const std::vector<bool> back = arrows_back(boxes.size(), arrows);
    const std::vector<int> ranks = lane_ranks(boxes.size(), arrows, back);
    for (std::size_t i = 0; i < boxes.size(); ++i) boxes[i].rank = ranks[i];
    for (std::size_t i = 0; i < lines.size(); ++i) {
        lines[i].is_back = back[i];
        if (back[i] && styles[i] == LineStyle::onwards) styles[i] = LineStyle::leads_back;
        lines[i].style = static_cast<int>(styles[i]);
    }
    return lane_layout(boxes, lines, lane_head);
}

}  // namespace

ProcessPicture process_picture(const Map& map, const ProcessGraph& graph, const std::string& process) {
    ProcessPicture picture;
    picture.part = part_of_map(map, graph, process);
    const MapPart& part = picture.part;

    std::map<StepIndex, std::vector<RowText>> rows;
    std::map<std::pair<StepIndex, std::size_t>, std::size_t> row_of;  // by step and link
    for (const PartLine& line : part.lines) {
        const PartBox& from = part.boxes[line.from];
        if (from.kind != PartBox::Kind::step) continue;
        const Link& link = graph.links[line.links.front()];
        if (link.kind == LinkKind::way && is_plain(map.steps[index(from.step)])) continue;
        row_of[{from.step, line.links.front()}] = rows[from.step].size();
        rows[from.step].push_back({row_text(map, link), line.links.front()});
    }
    std::map<std::string, int> lane_number;
    for (const Lane& lane : map.lanes) {
        lane_number.emplace(lane.id, static_cast<int>(picture.lanes.size()));
        picture.lanes.push_back(lane.id);
    }
    std::vector<LaneBox> boxes;
    for (std::size_t i = 0; i < part.boxes.size(); ++i) {
        const PartBox& box = part.boxes[i];
        const Step& step = map.steps[index(box.step)];
        picture.texts.push_back(box.kind == PartBox::Kind::step ? step_text(map, step, rows[box.step])
                                                                : stub_text(map, graph, part, i));
        const BoxText& text = picture.texts.back();
        const auto [lane, is_new] = lane_number.emplace(step.lane, static_cast<int>(picture.lanes.size()));
        if (is_new) picture.lanes.push_back(step.lane);
        boxes.push_back({lane->second, text.width, text.height, text.head_height / 2, 0});
    }
    std::vector<LaneLine> lines;
    for (const PartLine& line : part.lines) {
        const PartBox& from = part.boxes[line.from];
        const BoxText& text = picture.texts[line.from];
        LineStyle style = LineStyle::beside;
        for (const std::size_t link : line.links) style = std::min(style, style_of(map, graph.links[link]));
        int exit = text.head_height / 2;
        const auto row = row_of.find({from.step, line.links.front()});
        if (from.kind == PartBox::Kind::step && row != row_of.end()) {
            exit = text.rows[row->second].y + text.rows[row->second].height / 2;
        }
        picture.styles.push_back(style);
        lines.push_back({line.from, line.to, exit, 0, false});
    }
    picture.layout = laid_out(part, std::move(boxes), std::move(lines), picture.styles);
    return picture;
}

OverviewPicture overview_picture(const Map& map, const ProcessGraph& graph) {
    OverviewPicture picture;
    picture.processes = processes_of(map);
    picture.hand_overs = hand_overs(map, graph);
    std::map<std::string, int> phase_number;
    for (const Phase& phase : map.phases) {
        phase_number.emplace(phase.id, static_cast<int>(picture.phases.size()));
        picture.phases.push_back(phase.name);
    }
    std::map<std::string, std::size_t> place;
    std::vector<LaneBox> boxes;
    for (const Process& process : picture.processes) {
        place.emplace(process.id, boxes.size());
        picture.texts.push_back(process_text(map, process));
        for (const HandOver& one : picture.hand_overs) {
            if (one.from != process.id) continue;
            const std::string more = one.links.size() == 1 ? "" : " (" + std::to_string(one.links.size()) + " ways)";
            picture.texts.back().rows.push_back({small_lines(process_name(map, one.to) + more, process_width)});
        }
        set_heights(picture.texts.back());
        const BoxText& text = picture.texts.back();
        const auto [phase, is_new] = phase_number.emplace(process.phase, static_cast<int>(picture.phases.size()));
        if (is_new) picture.phases.push_back(process.phase.empty() ? "No phase" : process.phase);
        boxes.push_back({phase->second, text.width, text.height, text.head_height / 2, 0});
    }

    // Inside a phase columns go by what leads to what; a line to another phase pulls nothing to the right.
    std::vector<LaneLine> lines;
    std::vector<LaneArrow> inside;
    std::vector<std::size_t> line_of_inside;
    std::vector<std::size_t> rows_taken(boxes.size(), 0);
    for (const HandOver& hand_over : picture.hand_overs) {
        const std::size_t from = place.at(hand_over.from), to = place.at(hand_over.to);
        const BoxRow& row = picture.texts[from].rows[rows_taken[from]++];
        const bool is_up = boxes[from].lane > boxes[to].lane;
        if (boxes[from].lane == boxes[to].lane) {
            line_of_inside.push_back(lines.size());
            inside.push_back({from, to, false});
        }
        picture.styles.push_back(is_up ? LineStyle::leads_back : LineStyle::onwards);
        lines.push_back({from, to, row.y + row.height / 2, 0, is_up});
    }
    const std::vector<bool> back = arrows_back(boxes.size(), inside);
    const std::vector<int> ranks = lane_ranks(boxes.size(), inside, back);
    for (std::size_t i = 0; i < boxes.size(); ++i) boxes[i].rank = ranks[i];
    for (std::size_t i = 0; i < inside.size(); ++i) {
        if (!back[i]) continue;
        picture.styles[line_of_inside[i]] = LineStyle::leads_back;
        lines[line_of_inside[i]].is_back = true;
    }
    for (std::size_t i = 0; i < lines.size(); ++i) lines[i].style = static_cast<int>(picture.styles[i]);
    picture.layout = lane_layout(boxes, lines, lane_head);
    return picture;
}

}  // namespace permap
