#include <algorithm>
#include <catch2/catch.hpp>
#include <string>
#include <vector>

#include "graph/map_part.hpp"
#include "graph/process_graph.hpp"
#include "report/map_boxes.hpp"
#include "report/map_dot.hpp"
#include "report/map_markdown.hpp"
#include "report/map_svg.hpp"
#include "report/picture_text.hpp"
#include "report/xml_scan.hpp"

using namespace permap;

namespace {

Provenance assumed() {
    Provenance from;
    from.assumption = "teaching value";
    return from;
}

Way way(const std::string& to, const std::string& name = {}) {
    Way way;
    way.id = way.to = to;
    way.name = name;
    return way;
}

Way way(const std::string& to, double share, const std::string& name) {
    Way result = way(to, name);
    result.probability = Quantity{share, assumed()};
    return result;
}

Step step(const std::string& id, const std::string& process, StepKind kind, std::vector<Way> ways = {}) {
    Step step;
    step.id = id;
    step.name = "Name of " + id;
    step.process = process;
    step.lane = kind == StepKind::decision ? "panel" : "social_work";
    step.kind = kind;
    step.ways = std::move(ways);
    return step;
}

// Two sub-processes and one step of each kind, with names that would break XML, Graphviz and Markdown tables.
Map small_map() {
    Map map;
    map.id = "small";
    map.name = "A \"small\" map <of> two & more";
    map.version = "1";
    map.lanes = {{"social_work", "Social work", "Works with the family"}, {"panel", "Panel | <board>", ""}};
    map.phases = {{"first", "First"}, {"second", "Second"}};
    map.processes = {{"plan", "Plan & \"review\"", "first", "What the plan is"}, {"court", "Court", "second", ""}};
    map.steps = {
        step("begin", "plan", StepKind::start, {way("fork")}),
        step("fork", "plan", StepKind::split, {way("assess"), way("rest")}),
        step("assess", "plan", StepKind::activity, {way("meet")}),
        step("rest", "plan", StepKind::wait, {way("meet")}),
        step("meet", "plan", StepKind::join, {way("decide")}),
        step("decide", "plan", StepKind::decision,
             {way("again", 0.25, "work <again>"), way("order", 0.75, "on | to court")}),
        step("again", "plan", StepKind::activity, {way("decide")}),
        step("deadline", "plan", StepKind::clock, {way("lapse")}),
        step("lapse", "plan", StepKind::strand_end),
        step("order", "court", StepKind::milestone, {way("home")}),
        step("home", "court", StepKind::outcome),
        step("nowhere", "", StepKind::activity, {way("home")}),
    };
    map.steps[5].ways[0].back = BackWay::rework;
    map.steps[2].name = "Assess \"all\" & <everybody> | at once";
    map.steps[2].duration.ends = Lasts{Triangular{1, 2, 3}};
    map.steps[2].duration.unit = TimeUnit::weeks;
    map.steps[2].duration.from = assumed();
    map.steps[7].clock.emplace();
    map.steps[7].clock->starts_at = {"begin"};
    Timescale& six_weeks = map.steps[4].timescales.emplace_back();
    six_weeks.value = 6;
    six_weeks.unit = TimeUnit::weeks;
    six_weeks.from_step = "begin";
    six_weeks.from = assumed();
    Arrivals arrivals;
    arrivals.entry = "begin";
    arrivals.children_a_year = {1200, assumed()};
    map.arrivals = {arrivals};
    return map;
}

// Braces and brackets outside quotes close in order.
bool is_balanced(const std::string& dot) {
    std::string open;
    bool is_quoted = false;
    for (std::size_t i = 0; i < dot.size(); ++i) {
        if (is_quoted && dot[i] == '\\')
            ++i;
        else if (dot[i] == '"')
            is_quoted = !is_quoted;
        else if (!is_quoted && (dot[i] == '{' || dot[i] == '['))
            open += dot[i];
        else if (!is_quoted && (dot[i] == '}' || dot[i] == ']')) {
            if (open.empty() || open.back() != (dot[i] == '}' ? '{' : '[')) return false;
            open.pop_back();
        }
    }
    return open.empty() && !is_quoted;
}

const std::string& file(const std::vector<PageFile>& files, const std::string& name) {
    const auto found = std::find_if(files.begin(), files.end(), [&](const PageFile& one) { return one.name == name; });
    INFO(name);
    REQUIRE(found != files.end());
    return found->text;
}

}  // namespace

TEST_CASE("a picture of a sub-process is well-formed and has every step of it, with who, limit and time") {
    const Map map = small_map();
    const ProcessGraph graph = process_graph(map);
    for (const std::string process : {"plan", "court", ""}) {
        const std::string svg = process_svg(map, graph, process);
        INFO(process);
        CHECK_THAT(fault_of_xml(svg), Catch::Equals(""));
        CHECK(has(svg, "role=\"img\""));
        CHECK(count_of(svg, "<desc") == 1);
        CHECK_FALSE(has(svg, "href"));  // nothing from elsewhere
        for (const Step& step : map.steps) {
            CHECK(count_of(svg, "id=\"step-" + step.id + "\"") == (step.process == process ? 1 : 0));
        }
    }
    const std::string svg = process_svg(map, graph, "plan");
    CHECK(has(svg,
              "Assess &quot;all&quot; &amp; &lt;everybody&gt; | at once (activity). Who acts: Social work. "
              "Time: 1 to 3 weeks, most often 2 (an assumption)."));
    CHECK(has(svg, "Limit: 6 weeks from Name of begin"));
    CHECK(has(svg, "work &lt;again&gt;: 25 %*"));
    CHECK(has(svg, "1,200* children come"));
    CHECK(has(svg, "goes on in"));
    CHECK(has(svg, "starts the clock: Name of"));
}

TEST_CASE("kinds of steps are told in words and by shape") {
    const Map map = small_map();
    const std::string svg = process_svg(map, process_graph(map), "plan");
    const auto steps_of = [&](StepKind kind) {
        return static_cast<std::size_t>(std::count_if(map.steps.begin(), map.steps.end(), [&](const Step& one) {
            return one.process == "plan" && one.kind == kind;
        }));
    };
    // Each kind stands once in the legend, too.
    CHECK(count_of(svg, ">start</text>") == 1 + steps_of(StepKind::start));
    CHECK(count_of(svg, ">activity</text>") == 1 + steps_of(StepKind::activity));
    CHECK(count_of(svg, ">decision</text>") == 1 + steps_of(StepKind::decision));
    CHECK(count_of(svg, ">end of a strand</text>") == 1 + steps_of(StepKind::strand_end));
    CHECK(count_of(svg, "Z\" class=\"box decision\"") == 1 + steps_of(StepKind::decision));  // slanted ends
    CHECK(count_of(svg, "stroke-dasharray=\"7 3\"") == 1 + steps_of(StepKind::clock));
    CHECK(count_of(svg, "<circle") == 2 + steps_of(StepKind::clock) + steps_of(StepKind::wait));  // a clock face
}

TEST_CASE("every way of a sub-process is a line of its picture") {
    const Map map = small_map();
    const ProcessGraph graph = process_graph(map);
    const ProcessPicture picture = process_picture(map, graph, "plan");
    std::vector<std::size_t> drawn;
    for (const PartLine& line : picture.part.lines) drawn.insert(drawn.end(), line.links.begin(), line.links.end());
    std::sort(drawn.begin(), drawn.end());
    std::vector<std::size_t> expected;
    for (std::size_t i = 0; i < graph.links.size(); ++i) {
        const bool is_here = map.steps[index(graph.links[i].from)].process == "plan" ||
                             map.steps[index(graph.links[i].to)].process == "plan";
        if (is_here) expected.push_back(i);
    }
    CHECK(drawn == expected);
    CHECK(picture.layout.routes.size() == picture.part.lines.size());
}

TEST_CASE("work done again stands behind the decision that asks for it, and the line from it leads back") {
    const Map map = small_map();
    const ProcessPicture picture = process_picture(map, process_graph(map), "plan");
    const auto x_of = [&](const std::string& id) {
        for (std::size_t i = 0; i < picture.part.boxes.size(); ++i) {
            if (picture.part.boxes[i].kind == PartBox::Kind::step &&
                map.steps[index(picture.part.boxes[i].step)].id == id)
                return picture.layout.boxes[i].x;
        }
        return -1;
    };
    CHECK(x_of("begin") < x_of("fork"));
    CHECK(x_of("meet") < x_of("decide"));
    CHECK(x_of("decide") < x_of("again"));
    const auto dashed = std::count(picture.styles.begin(), picture.styles.end(), LineStyle::leads_back);
    CHECK(dashed == 2);  // as the map says, and the way back to the decision
    CHECK(std::count(picture.styles.begin(), picture.styles.end(), LineStyle::beside) == 1);
}

TEST_CASE("the overview has a box for each sub-process and a line for each pair that hands over") {
    const Map map = small_map();
    const ProcessGraph graph = process_graph(map);
    const std::string svg = overview_svg(map, graph);
    CHECK_THAT(fault_of_xml(svg), Catch::Equals(""));
    for (const Process& process : processes_of(map)) {
        CHECK(count_of(svg, "id=\"process-" + process.id + "\"") == 1);
    }
    CHECK(has(svg, "Plan &amp; &quot;review&quot; leads to Court, by 1 way<"));
    CHECK(hand_overs(map, graph).size() == 2);
}

TEST_CASE("several sub-processes in one picture") {
    const Map map = small_map();
    const std::string svg = processes_svg(map, process_graph(map), "All & all", {"plan", "court", ""});
    CHECK_THAT(fault_of_xml(svg), Catch::Equals(""));
    for (const Step& step : map.steps) CHECK(count_of(svg, "id=\"step-" + step.id + "\"") == 1);
}

TEST_CASE("Graphviz text is balanced and has every step and way") {
    const Map map = small_map();
    const ProcessGraph graph = process_graph(map);
    for (const std::string& dot : {overview_dot(map, graph), process_dot(map, graph, "plan"),
                                   processes_dot(map, graph, {"plan", "court", ""})}) {
        CHECK(is_balanced(dot));
    }
    const std::string whole = processes_dot(map, graph, {"plan", "court", ""});
    CHECK(count_of(whole, " -> ") == graph.links.size());
    for (const Step& step : map.steps) CHECK(has(whole, "    \"" + step.id + "\" [label="));
    CHECK(has(whole, "Assess \\\"all\\\" & <everybody>"));
    CHECK(has(process_dot(map, graph, "plan"), "subgraph cluster_1"));  // the second lane
}

TEST_CASE("pages: each tells every step of its sub-process, and all say that they were made") {
    const Map map = small_map();
    const std::vector<PageFile> files = map_files(map, process_graph(map));
    CHECK(files.size() == 2 + 2 * 3);
    for (const PageFile& one : files) {
        INFO(one.name);
        CHECK(is_made_from_map(one.text));
    }
    CHECK_FALSE(is_made_from_map("# Notes by hand\n"));
    const std::string& plan = file(files, "plan.md");
    for (const Step& step : map.steps) {
        if (step.process == "plan") CHECK(count_of(plan, "<a id=\"step-" + step.id + "\">") == 1);
    }
    CHECK(has(plan, "](plan.svg)"));
    CHECK(has(plan, "[Name of order](court.md#step-order)"));
    CHECK(has(plan, "4 numbers on this page, limits included; **4 are assumptions**"));
    CHECK(has(file(files, "README.md"), "(court.md)"));
    CHECK(has(file(files, "court.md"), "from [Plan &amp; \"review\"](plan.md)"));
}

TEST_CASE("pages: no name breaks a table") {
    const std::vector<PageFile> files = map_files(small_map(), process_graph(small_map()));
    const std::string& plan = file(files, "plan.md");
    std::size_t rows = 0;
    for (std::size_t from = plan.find("| step | who"); from < plan.size() && plan[from] == '|';) {
        const std::size_t end = plan.find('\n', from);
        const std::string row = plan.substr(from, end - from);
        CHECK(count_of(row, "|") - count_of(row, "\\|") == 9);
        ++rows;
        from = end + 1;
    }
    CHECK(rows == 2 + 9);
}

TEST_CASE("pages: no two files have one name") {
    Map map = small_map();
    map.processes[0].id = "README";
    map.processes[1].id = "Overview";
    for (Step& step : map.steps) {
        step.process = step.process == "plan" ? "README" : step.process == "court" ? "Overview" : "";
    }
    std::vector<std::string> names;
    for (const PageFile& one : map_files(map, process_graph(map))) names.push_back(one.name);
    CHECK(names == std::vector<std::string>{"README.md", "overview.svg", "README-2.md", "README-2.svg", "Overview-2.md",
                                            "Overview-2.svg", "other-steps.md", "other-steps.svg"});
}

TEST_CASE("text breaks into lines that fit") {
    for (const int width : {60, 120, 200}) {
        const std::string text =
            "Parallel (twin-track) planning/assessment of everybody  who could care, Verylongwordwithoutend";
        std::string joined;
        for (const std::string& line : text_lines(text, 13, width, true)) {
            CHECK(text_width(line, 13, true) <= width);
            CHECK(line.front() != ' ');
            CHECK(line.back() != ' ');
            joined += line;
        }
        std::string letters = text, joined_letters = joined;
        letters.erase(std::remove(letters.begin(), letters.end(), ' '), letters.end());
        joined_letters.erase(std::remove(joined_letters.begin(), joined_letters.end(), ' '), joined_letters.end());
        CHECK(joined_letters == letters);
    }
    CHECK(text_lines("  ", 12, 100).empty());
    CHECK(text_lines("pre-birth", 12, 1000) == std::vector<std::string>{"pre-birth"});
    CHECK(text_lines("a - b", 12, 1000) == std::vector<std::string>{"a - b"});
}

TEST_CASE("XML spells what it reserves, and leaves out what it cannot write") {
    CHECK(xml_text("<a & \"b\">") == "&lt;a &amp; &quot;b&quot;&gt;");
    CHECK(xml_text(std::string("a\x01") + "b\xEF\xBF\xBF" + "c é") == "a b c é");
}
