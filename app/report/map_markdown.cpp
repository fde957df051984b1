#include "report/map_markdown.hpp"

#include <algorithm>
#include <map>
#include <set>
#include <utility>

#include "analysis/delay_rows.hpp"
#include "graph/map_part.hpp"
#include "report/map_svg.hpp"
#include "report/markdown_text.hpp"
#include "report/step_words.hpp"
#include "report/tables.hpp"
#include "report/words.hpp"

namespace permap {

namespace {

constexpr std::string_view made_by = "Made by permap map export from the map; do not edit.";

std::string code(const Condition& condition) {
    return "`" + to_string(condition) + "`";
}

// Conditions hold "|", which would end a cell even inside code.
std::string code_cell(const Condition& condition) {
    std::string text;
    for (const char letter : to_string(condition)) text += letter == '|' ? std::string("\\|") : std::string(1, letter);
    return "`" + text + "`";
}

std::string counted(std::size_t number, const std::string& one, const std::string& many) {
    return with_separators(static_cast<std::int64_t>(number)) + " " + (number == 1 ? one : many);
}

std::string lowered(std::string text) {
    for (char& letter : text) letter = letter >= 'A' && letter <= 'Z' ? static_cast<char>(letter - 'A' + 'a') : letter;
    return text;
}

std::string source_words(const Map& map, const Provenance& from) {
    const Source* source = find_source(map, from.source);
    std::string text = plain_markdown(source == nullptr ? from.source : source->title);
    if (!from.place.empty()) text += ", " + plain_markdown(from.place);
    return text;
}

std::string from_words(const Map& map, const Provenance& from, NumberOf number) {
    if (!from.is_assumed()) return source_words(map, from);
    const std::string range = range_words(from, number);
    return "assumption: " + plain_markdown(from.assumption) + (range.empty() ? "" : " (" + range + ")");
}

// Pages of one map: what links where.
class Book {
public:
    Book(const Map& map, const ProcessGraph& graph)
        : map_(map), graph_(graph), processes_(processes_of(map)), hand_overs_(hand_overs(map, graph)) {
        std::set<std::string> taken{"readme", "overview"};
        for (const Process& process : processes_) {
            const std::string wanted = process.id.empty() ? "other-steps" : process.id;
            std::string name = wanted;
            for (int next = 2; !taken.insert(lowered(name)).second; ++next) name = wanted + "-" + std::to_string(next);
            page_[process.id] = name;
        }
    }

    std::vector<PageFile> files() const {
        std::vector<PageFile> files{{"README.md", index_page()}, {"overview.svg", overview_svg(map_, graph_)}};
        for (const Process& process : processes_) {
            files.push_back({page_.at(process.id) + ".md", process_page(process)});
            files.push_back({page_.at(process.id) + ".svg", process_svg(map_, graph_, process.id)});
        }
        return files;
    }

private:
    static std::string head(const std::string& title) {
        return "<!-- " + std::string(made_by) + " -->\n# " + plain_markdown(title) + "\n\n";
    }

    std::string process_link(const std::string& process) const {
        return "[" + plain_markdown(process_name(map_, process)) + "](" + page_.at(process) + ".md)";
    }

    // On its own page an anchor is enough.
    std::string step_link(const Step& step, const std::string& page_of) const {
        const std::string page = step.process == page_of ? "" : page_.at(step.process) + ".md";
        return "[" + plain_markdown(step.name) + "](" + page + "#step-" + step.id + ")";
    }

    std::string step_link(const std::string& id, const std::string& page_of) const {
        const Step* step = find_step(map_, id);
        return step == nullptr ? plain_markdown(id) : step_link(*step, page_of);
    }

    std::vector<const Step*> steps_of(const std::string& process) const {
        std::vector<const Step*> steps;
        for (const Step& step : map_.steps) {
            if (step.process == process) steps.push_back(&step);
        }
        return steps;
    }

    std::string process_page(const Process& process) const {
        const std::vector<const Step*> steps = steps_of(process.id);
        std::string text = head(process.name);
        if (!process.about.empty()) text += plain_markdown(process.about) + "\n\n";
        text += "[All sub-processes](README.md)";
        for (const Phase& phase : map_.phases) {
            if (phase.id == process.phase) text += " · Phase: " + plain_markdown(phase.name);
        }
        text += " · " + counted(steps.size(), "step", "steps") + "\n\n";
        const std::string picture = page_.at(process.id) + ".svg";
        text +=
            "[![The steps of " + plain_markdown(process.name) + ", by who acts](" + picture + ")](" + picture +
            ")\n\nThe picture opens on its own, at full size. A star (\\*) marks a number that is an assumption.\n\n";
        text += who_acts(steps) + coming_in(process.id, steps) + going_on(process.id, steps) + step_table(steps) +
                decisions(steps) + clocks(steps) + limits(steps) + stages(steps) + numbers(steps) + sources(steps);
        return text;
    }

    std::string who_acts(const std::vector<const Step*>& steps) const {
        std::string text = "## Who acts\n\n";
        for (const Lane& lane : map_.lanes) {
            const auto count =
                std::count_if(steps.begin(), steps.end(), [&](const Step* s) { return s->lane == lane.id; });
            if (count == 0) continue;
            text += "- **" + plain_markdown(lane.name) + "** (" +
                    counted(static_cast<std::size_t>(count), "step", "steps") + ")" +
                    (lane.role.empty() ? "" : ": " + markdown_sentence(lane.role)) + "\n";
        }
        return text + "\n";
    }

    // "Step → Step: way, 12 %", one line for each link between two sub-processes.
    std::string passage(const Link& link, const std::string& page_of) const {
        const Step& from = map_.steps[index(link.from)];
        std::string text = step_link(from, page_of) + " → " + step_link(map_.steps[index(link.to)], page_of);
        if (link.kind == LinkKind::starts_clock) return text + " (the clock starts)";
        if (link.kind == LinkKind::returned) return text + " (back to where it was asked from)";
        if (link.kind != LinkKind::way) return text;
        const Way& way = from.ways[static_cast<std::size_t>(link.way)];
        std::string words = plain_markdown(way.name);
        const std::string share = share_words(way, "\\*");
        if (!share.empty()) words += (words.empty() ? "" : ", ") + share;
        if (!way.returns_to.empty()) {
            words +=
                (words.empty() ? "" : ", ") + std::string("and then back to ") + step_link(way.returns_to, page_of);
        }
        return text + (words.empty() ? "" : ": " + words);
    }

    std::string coming_in(const std::string& process, const std::vector<const Step*>& steps) const {
        std::string text;
        for (const Step* step : steps) {
            for (const Arrivals& arrivals : map_.arrivals) {
                if (arrivals.entry != step->id) continue;
                const Quantity& rate = arrivals.children_a_year;
                const std::string whom = arrivals.supply ? "households" : "children";
                text += "- **" + step_link(*step, process) + "**: " +
                        (rate.value == 0 ? whom + " enter here in studies that follow one group from here on"
                                         : with_separators(static_cast<std::int64_t>(rate.value + 0.5)) + " " + whom +
                                               " a year come in here") +
                        " (" + from_words(map_, rate.from, NumberOf::count) + ")\n";
            }
        }
        for (const HandOver& one : hand_overs_) {
            if (one.to != process) continue;
            text += "- from " + process_link(one.from) + "\n";
            for (const std::size_t link : one.links) text += "  - " + passage(graph_.links[link], process) + "\n";
        }
        return text.empty() ? "" : "## How a child comes here\n\n" + text + "\n";
    }

    std::string going_on(const std::string& process, const std::vector<const Step*>& steps) const {
        std::string text;
        for (const HandOver& one : hand_overs_) {
            if (one.from != process) continue;
            text += "- to " + process_link(one.to) + "\n";
            for (const std::size_t link : one.links) text += "  - " + passage(graph_.links[link], process) + "\n";
        }
        for (const Step* step : steps) {
            if (step->kind == StepKind::outcome) text += "- **" + step_link(*step, process) + "**: an outcome\n";
            if (step->kind == StepKind::strand_end)
                text += "- " + step_link(*step, process) + ": this strand ends; the rest of the journey goes on\n";
        }
        return text.empty() ? "" : "## Where a child goes from here\n\n" + text + "\n";
    }

    std::string time_cell(const Step& step) const {
        if (is_instant(step.duration)) return "–";
        if (const auto* wait = std::get_if<UntilStep>(&step.duration.ends)) {
            return "until " + step_link(wait->step, step.process) + " is done";
        }
        std::string text = plain_markdown(duration_words(step));
        if (!has_number(step.duration)) return text;
        const Provenance& from = step.duration.from;
        return text + " (" + (from.is_assumed() ? "assumption" : source_words(map_, from)) + ")";
    }

    std::string limit_cell(const Timescale& limit, const std::string& page_of) const {
        std::string text = limit_words(limit);
        if (!limit.from_step.empty()) {
            text += " from " + step_link(limit.from_step, page_of) + (limit.from_ready ? " being due" : "");
        }
        return with_dates(text, limit.in_force);
    }

    std::string limit_cells(const Step& step) const {
        std::string text;
        for (const Timescale& limit : step.timescales)
            text += (text.empty() ? "" : "<br>") + limit_cell(limit, step.process);
        return text.empty() ? "–" : text;
    }

    std::string ways_cell(const Step& step) const {
        std::string text;
        for (const Way& way : step.ways) {
            const std::string share = share_words(way, "\\*");
            text += (text.empty() ? "" : "<br>") + step_link(way.to, step.process) +
                    (share.empty() ? "" : " " + share) + (way.back == BackWay::none ? "" : " (leads back)");
        }
        return text.empty() ? "–" : text;
    }

    std::string step_table(const std::vector<const Step*>& steps) const {
        std::string text =
            "## Every step\n\n| step | who | kind | law or guidance | limit | usual time | what it protects | leads to "
            "|\n"
            "|---|---|---|---|---|---|---|---|\n";
        for (const Step* step : steps) {
            text += "| <a id=\"step-" + step->id + "\"></a>" + plain_markdown(step->name) + " | " +
                    plain_markdown(lane_name(map_, step->lane)) + " | " + kind_words(step->kind) + " | " +
                    (step->law.empty() ? "" : plain_markdown(step->law) + " ") + "(" + basis_words(*step) + ") | " +
                    limit_cells(*step) + " | " + time_cell(*step) + " | " +
                    (step->protects.empty() ? "–" : plain_markdown(step->protects)) + " | " + ways_cell(*step) + " |\n";
        }
        return text + "\n";
    }

    std::string way_sentence(const Way& way, const std::string& page_of) const {
        std::string text = "- **" + plain_markdown(way_name(map_, way)) + "**";
        const std::string share = share_words(way, "\\*");
        if (!share.empty()) text += ", " + share;
        if (way.when.kind != Condition::Kind::always) text += ", where " + code(way.when);
        text += ": on to " + step_link(way.to, page_of);
        if (!way.returns_to.empty()) text += ", and then back to " + step_link(way.returns_to, page_of);
        if (way.back == BackWay::rework) text += " (work is done again)";
        if (way.back == BackWay::cycle) text += " (the round begins anew)";
        if (way.back == BackWay::re_entry) text += " (the child comes in again)";
        for (std::size_t i = 0; i < way.interrupts.size(); ++i) {
            text += (i == 0 ? "; this ends " : ", ") + plain_markdown(region_name(way.interrupts[i]));
        }
        if (way.in_force != InForce{}) text += " (" + dates_words(way.in_force) + ")";
        if (!way.seldom.empty()) text += ". Seldom: " + markdown_sentence(way.seldom);
        return text + "\n";
    }

    std::string region_name(const std::string& id) const {
        for (const Region& region : map_.regions) {
            if (region.id == id) return region.name;
        }
        return id;
    }

    std::string decisions(const std::vector<const Step*>& steps) const {
        std::string text;
        for (const Step* step : steps) {
            const bool is_split = step->kind == StepKind::split;
            if (step->kind != StepKind::decision && !is_split) continue;
            text += "### " + plain_markdown(step->name) + "\n\n";
            text += is_split ? "What begins here side by side, each where it applies:\n\n"
                             : plain_markdown(lane_name(map_, step->lane)) + ". One of:\n\n";
            for (const Way& way : step->ways) text += way_sentence(way, step->process);
            if (!step->note.empty()) text += "\n" + markdown_sentence(step->note) + "\n";
            text += "\n";
        }
        return text.empty() ? "" : "## What is decided, and what begins side by side\n\n" + text;
    }

    std::string links_of(const std::vector<std::string>& ids, const std::string& page_of) const {
        std::string text;
        for (const std::string& id : ids) text += (text.empty() ? "" : "; ") + step_link(id, page_of);
        return text;
    }

    std::string clocks(const std::vector<const Step*>& steps) const {
        std::string text;
        for (const Step* step : steps) {
            if (!step->clock) continue;
            text += "- **" + step_link(*step, step->process) + "** runs beside the rest: " + time_cell(*step) + ".";
            if (!step->clock->starts_at.empty())
                text += " It starts at: " + links_of(step->clock->starts_at, step->process) + ".";
            if (step->clock->only_if.kind != Condition::Kind::always)
                text += " Only where " + code(step->clock->only_if) + ".";
            if (!step->clock->ends_at.empty())
                text += " It ends at: " + links_of(step->clock->ends_at, step->process) + ".";
            for (const Way& way : step->ways) text += " When it runs out: " + step_link(way.to, step->process) + ".";
            text += "\n";
        }
        return text.empty() ? "" : "## Clocks\n\n" + text + "\n";
    }

    std::string limits(const std::vector<const Step*>& steps) const {
        std::string text;
        for (const Step* step : steps) {
            for (const Timescale& limit : step->timescales) {
                text += "- " + step_link(*step, step->process) + ": " + limit_cell(limit, step->process);
                if (!limit.basis.empty()) text += " – " + plain_markdown(limit.basis);
                text += " (" + from_words(map_, limit.from, NumberOf::time) + ")\n";
            }
        }
        return text.empty() ? "" : "## Limits\n\n" + text + "\n";
    }

    std::string stages(const std::vector<const Step*>& steps) const {
        std::string text;
        for (const Stage& stage : map_.stages) {
            const bool is_here = std::any_of(steps.begin(), steps.end(), [&](const Step* step) {
                return std::find(stage.steps.begin(), stage.steps.end(), step->id) != stage.steps.end();
            });
            if (!is_here) continue;
            text += "- **" + plain_markdown(stage.name) + "**: " + links_of(stage.steps, steps.front()->process) + ".";
            if (!stage.protects.empty()) text += " " + markdown_sentence(stage.protects);
            if (!stage.what_it_takes.empty())
                text += " What doing without it would take: " + markdown_sentence(stage.what_it_takes);
            text += "\n";
        }
        return text.empty() ? "" : "## Steps that people see as one thing\n\n" + text + "\n";
    }

    std::string number_row(const Step& step, const std::string& what, const Provenance& from, NumberOf number) const {
        return "| " + step_link(step, step.process) + " | " + what + " | " + from_words(map_, from, number) + " |\n";
    }

    std::string numbers(const std::vector<const Step*>& steps) const {
        std::size_t count = 0, assumed = 0;
        std::string rows;
        for (const Step* step : steps) {
            for (const Provenance* from : provenances_of(*step)) {
                ++count;
                assumed += from->is_assumed() ? 1 : 0;
            }
            if (has_number(step->duration))
                rows += number_row(*step, "time: " + plain_markdown(duration_words(*step)), step->duration.from,
                                   NumberOf::time);
            for (const Way& way : step->ways) {
                if (!way.probability) continue;
                rows += number_row(*step, plain_markdown(way_name(map_, way)) + ": " + share_words(way, "\\*"),
                                   way.probability->from, NumberOf::share);
            }
            for (const AttributeDraw& draw : step->draws) {
                for (const AttributeDraw::Case& one : draw.cases) {
                    for (const AttributeDraw::Value& value : one.values) {
                        std::string what = plain_markdown(draw.attribute + " = " + value.value) + ": " +
                                           share_words(value.probability, "\\*");
                        if (one.when.kind != Condition::Kind::always) what += ", where " + code_cell(one.when);
                        rows += number_row(*step, what, value.probability.from, NumberOf::share);
                    }
                }
            }
        }
        if (count == 0) return {};
        std::string text = "## Where the numbers come from\n\n" + counted(count, "number", "numbers") +
                           " on this page, limits included; **" +
                           counted(assumed, "is an assumption", "are assumptions") +
                           "**, to be fitted to local figures.\n\n";
        if (rows.empty()) return text;
        return text + "| step | number | from |\n|---|---|---|\n" + rows + "\n";
    }

    std::string sources(const std::vector<const Step*>& steps) const {
        std::set<std::string> used;
        for (const Step* step : steps) {
            for (const Provenance* from : provenances_of(*step)) used.insert(from->source);
        }
        const std::string list = source_list(used);
        return list.empty() ? "" : "## Sources\n\n" + list + "\n";
    }

    std::string source_list(const std::set<std::string>& used) const {
        std::string text;
        for (const Source& source : map_.sources) {
            if (used.count(source.id) == 0) continue;
            text += "- " + plain_markdown(source.title);
            if (!source.publisher.empty()) text += ". " + plain_markdown(source.publisher);
            if (source.year != 0) text += ", " + std::to_string(source.year);
            text += "\n";
        }
        return text;
    }

    std::string index_page() const {
        std::string text = head(map_.name);
        if (!map_.about.empty()) text += plain_markdown(map_.about) + "\n\n";
        std::size_t count = 0, assumed = 0;
        std::set<std::string> used;
        for (const Step& step : map_.steps) {
            for (const Provenance* from : provenances_of(step)) {
                ++count;
                assumed += from->is_assumed() ? 1 : 0;
                used.insert(from->source);
            }
        }
        for (const Arrivals& arrivals : map_.arrivals) used.insert(arrivals.children_a_year.from.source);
        text += counted(map_.steps.size(), "step", "steps") + " in " +
                counted(processes_.size(), "sub-process", "sub-processes") + ", done by " +
                counted(map_.lanes.size(), "group of people", "groups of people") + ". " +
                counted(count, "number", "numbers") + " about the world, of which " +
                counted(assumed, "is an assumption", "are assumptions") + ". Version " + plain_markdown(map_.version) +
                ".\n\n";
        text += "[![The sub-processes by phase, and where children go on](overview.svg)](overview.svg)\n\n";
        text += how_to_read() + by_phase() + lanes();
        const std::string list = source_list(used);
        return text + (list.empty() ? "" : "## Sources of the numbers\n\n" + list);
    }

    static std::string how_to_read() {
        return "## How to read these pages\n\n"
               "Each page tells one part of the way: who acts, how a child comes there, what happens, what the law or "
               "guidance says, and where the child goes from there. Start where a child comes in, and follow the "
               "links.\n\n"
               "- In the pictures each row is a group of people (a lane), and time goes from left to right.\n"
               "- A box with slanted ends is a **decision**: the ways out stand under it, with their shares. A box "
               "with a "
               "bar on the right is a **split**: several things begin side by side. A bar on the left is a **join**: "
               "they come together again.\n"
               "- A round box with a clock face is a **wait**; with a dashed edge it is a **clock** that runs beside "
               "the "
               "rest, such as the life of an order. A double edge is an **outcome**.\n"
               "- A whole line goes on; a dashed line leads back, to work done again or another round; a dotted line "
               "starts a clock or ends a wait.\n"
               "- A **limit** is what law, rules or guidance say; the **usual time** is what it takes. The two are "
               "often "
               "far apart, and the difference is what this map is for.\n"
               "- A star (\\*) marks an **assumption**: nobody has published that number. Behind every number stands a "
               "source or the word assumption.\n"
               "- Words such as `legal_route = po|direct` say for whom a way is open: what is known of the child has "
               "one of "
               "these values.\n"
               "- A path through these boxes is a child's life. The shares say how often, never who.\n\n";
    }

    std::string by_phase() const {
        std::string text = "## The parts, by phase\n\n";
        std::vector<Phase> phases = map_.phases;
        phases.push_back({"", "Other"});
        for (const Phase& phase : phases) {
            std::string rows;
            for (const Process& process : processes_) {
                if (process.phase != phase.id) continue;
                const std::vector<const Step*> steps = steps_of(process.id);
                rows += "| " + process_link(process.id) + " | " + plain_markdown(process.about) + " | " +
                        std::to_string(steps.size()) + " |\n";
            }
            if (rows.empty()) continue;
            text += "### " + plain_markdown(phase.name) + "\n\n| part | what it is | steps |\n|---|---|---:|\n" + rows +
                    "\n";
        }
        return text;
    }

    std::string lanes() const {
        std::string text = "## Who acts\n\n| who | what they do | steps |\n|---|---|---:|\n";
        for (const Lane& lane : map_.lanes) {
            const auto count = std::count_if(map_.steps.begin(), map_.steps.end(),
                                             [&](const Step& step) { return step.lane == lane.id; });
            text += "| " + plain_markdown(lane.name) + " | " + plain_markdown(lane.role) + " | " +
                    std::to_string(count) + " |\n";
        }
        return text + "\n";
    }

    const Map& map_;
    const ProcessGraph& graph_;
    std::vector<Process> processes_;
    std::vector<HandOver> hand_overs_;
    std::map<std::string, std::string> page_;  // by process: name of its files
};

}  // namespace

std::vector<PageFile> map_files(const Map& map, const ProcessGraph& graph) {
    return Book(map, graph).files();
}

bool is_made_from_map(std::string_view text) {
    return text.substr(0, 200).find(made_by) != std::string_view::npos;
}

}  // namespace permap
