#include <catch2/catch.hpp>
#include <cmath>
#include <set>
#include <string>
#include <vector>

#include "projection/measure_plan.hpp"
#include "report/journey_page.hpp"
#include "report/journey_rows.hpp"
#include "report/journey_svg.hpp"
#include "report/time_axis.hpp"
#include "report/xml_scan.hpp"

using namespace permap;

namespace {

Instant on(const char* date) {
    return *parse_instant(date);
}

Step step(const std::string& id, const std::string& name, StepKind kind, const std::vector<std::string>& to = {}) {
    Step step;
    step.id = id;
    step.name = name;
    step.process = "planning";
    step.kind = kind;
    for (const std::string& target : to) {
        Way way;
        way.id = way.to = target;
        step.ways.push_back(way);
    }
    return step;
}

EventPattern done(const std::string& step) {
    EventPattern pattern;
    pattern.step = step;
    return pattern;
}

// With names that would break XML.
Map small_map() {
    Map map;
    map.id = "small";
    map.phases = {{"planning", "Planning & <looking>"}};
    map.processes = {{"planning", "Planning", "planning", ""}};
    map.steps = {step("refer", "A \"concern\" & more", StepKind::start, {"assess"}),
                 step("assess", "Assessment <of> the child", StepKind::activity, {"review"}),
                 step("review", "Review", StepKind::activity, {"home"}), step("home", "At home", StepKind::outcome)};
    Timescale limit;
    limit.value = 20;
    limit.unit = TimeUnit::calendar_days;
    limit.from_step = "refer";
    limit.from.assumption = "a test";
    map.steps[2].timescales = {limit};
    map.attributes = {{"placement", {"none", "kinship", "foster"}, "none", {}, {}},
                      {"opposed", {"no", "yes"}, "no", {}, {}}};
    map.milestones = {{"assessed", "The child is assessed", {done("assess")}}, {"move", "Moved", {done("review")}}};
    map.services = {{"reviews", "Reviews held", {"review"}, {}}};
    return map;
}

constexpr AttributeIndex placement{0}, opposed{1};

// Referred in January 2026, assessed in three weeks, reviewed ten days too late, home.
Stream whole_journey(Date birth) {
    const auto event = [](const char* date, EventKind kind, int step, Ordinal cause, std::uint32_t detail = 0) {
        return Event{on(date), cause, detail, step < 0 ? no_step : StepIndex{static_cast<std::uint16_t>(step)}, kind};
    };
    Stream stream;
    stream.child.entry = StepIndex{0};
    stream.child.candidate = 4;
    stream.child.entered = on("2026-01-05");
    stream.child.birth_date = birth;
    stream.child.followed_until = on("2027-01-05");
    stream.events = {event("2026-01-05", EventKind::entered, 0, no_cause),
                     event("2026-01-05", EventKind::ready, 0, 0, 1),
                     event("2026-01-05", EventKind::started, 0, 1),
                     event("2026-01-05", EventKind::completed, 0, 2),
                     event("2026-01-05", EventKind::ready, 1, 3, 1),
                     event("2026-01-07", EventKind::started, 1, 4),
                     event("2026-01-10", EventKind::attribute_set, 1, 4, attribute_detail(placement, 1)),
                     event("2026-01-12", EventKind::attribute_set, 1, 4, attribute_detail(placement, 2)),
                     event("2026-01-12", EventKind::attribute_set, 1, 4, attribute_detail(opposed, 1)),
                     event("2026-01-26", EventKind::completed, 1, 5),
                     event("2026-01-26", EventKind::ready, 2, 9, 1),
                     event("2026-02-04", EventKind::started, 2, 10),
                     event("2026-02-05", EventKind::completed, 2, 11),
                     event("2026-02-05", EventKind::ready, 3, 12, 1),
                     event("2026-02-05", EventKind::started, 3, 13),
                     event("2026-02-05", EventKind::completed, 3, 14),
                     event("2026-02-05", EventKind::left, 3, 15)};
    return stream;
}

Date born(const char* date) {
    return date_of(on(date));
}

const PictureRow* find_row(const std::vector<PictureSection>& sections, const std::string& label) {
    for (const PictureSection& section : sections) {
        for (const PictureRow& row : section.rows) {
            if (row.label == label) return &row;
        }
    }
    return nullptr;
}

JourneySubject real_child() {
    JourneySubject subject;
    subject.name = "c-0123456789abcdef0123";
    subject.is_recorded = true;
    subject.number = 3;
    subject.children = 9;
    return subject;
}

// WCAG 2.2, relative luminance and contrast ratio.
double luminance(const std::string& colour) {
    double parts[3];
    for (std::size_t i = 0; i < 3; ++i) {
        const double share = std::stoi(colour.substr(1 + 2 * i, 2), nullptr, 16) / 255.0;
        parts[i] = share <= 0.04045 ? share / 12.92 : std::pow((share + 0.055) / 1.055, 2.4);
    }
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2];
}

double contrast(const std::string& one, const std::string& other) {
    const double a = luminance(one), b = luminance(other);
    return (std::max(a, b) + 0.05) / (std::min(a, b) + 0.05);
}

}  // namespace

TEST_CASE("the picture of a journey is well-formed, says whose it is, and says all it shows in words") {
    const Map map = small_map();
    const MeasurePlan plan = measure_plan(map);
    const Stream stream = whole_journey(born("2020-06-01"));
    const JourneySubject subject = simulated_subject(map, stream.child);
    const std::string svg = journey_svg(subject, {{"", journey_view(plan, stream, {})}}, {});
    CHECK_THAT(fault_of_xml(svg), Catch::Equals(""));
    CHECK(has(svg, "role=\"img\" aria-labelledby=\"picture-title picture-desc\""));
    CHECK(has(svg, "<title id=\"picture-title\">Simulated child refer:4</title>"));
    CHECK(has(svg, simulated_child));
    CHECK_FALSE(has(svg, not_for_sharing));
    const std::string words = svg.substr(svg.find("<desc"), svg.find("</desc>") - svg.find("<desc"));
    CHECK(has(words, "At home on 2026-02-05, after 31 days."));
    CHECK(has(words, "Age: 5 years from 2026-01-05 to 2026-02-05."));
    CHECK(
        has(words, "Stage (of the path that mattered): Planning &amp; &lt;looking&gt; from 2026-01-05 to 2026-02-05."));
    CHECK(has(words,
              "Placement: none from 2026-01-05 to 2026-01-10; kinship from 2026-01-10 to 2026-01-12; foster from"));
    CHECK(has(words, "Moved (2026-02-05): 2026-02-05."));
    CHECK(has(words, "Reviews held (once): Review: ready 2026-01-26, started 2026-02-04, done 2026-02-05."));
    CHECK(has(words, "The child is assessed (2026-01-26)"));
    CHECK(has(words, "Limit: Review (passed by 10 days): from 2026-01-05, limit 2026-01-25: passed by 10 days."));
    CHECK(has(words, "Assessment &lt;of&gt; the child: ready 2026-01-05, started 2026-01-07, done 2026-01-26."));
    CHECK_FALSE(has(words, "Opposed"));  // yes or no: no band
    for (const char* foreign : {"<script", "http://", "https://", "@import", "@font-face", "href"}) {
        std::string rest = svg;
        const std::string name_space = "http://www.w3.org/2000/svg";
        rest.erase(rest.find(name_space), name_space.size());
        INFO(foreign);
        CHECK_FALSE(has(rest, foreign));
    }
}

TEST_CASE("a real child's picture bears a banner, and only that") {
    const Map map = small_map();
    const MeasurePlan plan = measure_plan(map);
    const Stream stream = whole_journey(born("2020-06-01"));
    const std::string svg = journey_svg(real_child(), {{"", journey_view(plan, stream, {})}}, {});
    CHECK_THAT(fault_of_xml(svg), Catch::Equals(""));
    CHECK(has(svg, "class=\"banner\">" + std::string(not_for_sharing)));
    CHECK_FALSE(has(svg, simulated_child));
    CHECK(recorded_journey_page(real_child(), journey_view(plan, stream, {}), {}).rfind(not_for_sharing, 0) == 0);
}

TEST_CASE("colours have the contrast they need, and there are no others") {
    const Map map = small_map();
    const MeasurePlan plan = measure_plan(map);
    const Stream stream = whole_journey(born("2020-06-01"));
    std::set<std::string> known;
    for (const ColourUse& use : journey_colours()) {
        INFO(use.colour << " on " << use.ground);
        CHECK(contrast(use.colour, use.ground) >= use.least_contrast);
        known.insert(use.colour);
        known.insert(use.ground);
    }
    const std::string svg = journey_svg(real_child(), {{"", journey_view(plan, stream, {})}}, {});
    std::size_t colours = 0;
    for (std::size_t at = svg.find('#'); at != std::string::npos; at = svg.find('#', at + 1)) {
        const std::string colour = svg.substr(at, 7);
        if (colour.find_first_not_of("0123456789abcdef", 1) != std::string::npos) continue;  // url(#waiting)
        INFO(colour);
        CHECK(known.count(colour) == 1);
        ++colours;
    }
    CHECK(colours > 20);
    CHECK(contrast("#000000", "#ffffff") == Approx(21));
    CHECK(contrast("#777777", "#ffffff") == Approx(4.48).margin(0.01));  // as WCAG's own examples have it
}

TEST_CASE("waiting and working are told apart, and what was not written down is drawn as not known") {
    const Map map = small_map();
    const MeasurePlan plan = measure_plan(map);
    Stream stream = whole_journey(born("2020-06-01"));
    JourneySubject subject = real_child();
    subject.steps_of_map = map.steps.size();
    subject.attributes_of_map = map.attributes.size();
    const auto sections = picture_sections(journey_view(plan, stream, {}), subject);
    const PictureRow* assessment = find_row(sections, "Assessment <of> the child");
    REQUIRE(assessment != nullptr);
    REQUIRE(assessment->bars.size() == 2);
    CHECK(assessment->bars[0].look == BarLook::waiting);
    CHECK(assessment->bars[0].to == on("2026-01-07"));
    CHECK(assessment->bars[1].look == BarLook::working);
    CHECK(assessment->bars[1].to == on("2026-01-26"));
    CHECK(assessment->marks.at(0).shape == MarkShape::done);

    stream.events[4].detail = ready_filled_in;
    const auto begun = picture_sections(journey_view(plan, stream, {}), subject);
    CHECK(find_row(begun, assessment->label)->bars.at(0).look == BarLook::not_known);
    stream.events.erase(stream.events.begin() + 5);
    for (Event& event : stream.events) event.cause -= event.cause != no_cause && event.cause >= 5 ? 1 : 0;
    stream.events[8].detail = only_end_known;
    const auto dated = picture_sections(journey_view(plan, stream, {}), subject);
    const PictureRow* point = find_row(dated, assessment->label);
    REQUIRE(point != nullptr);
    REQUIRE(point->bars.size() == 1);
    CHECK(point->bars[0].look == BarLook::not_known);
    CHECK(point->marks.at(0).shape == MarkShape::date_only);
    CHECK(point->facts.at(0) == "done 2026-01-26, when it began is not written down");
    const std::string page = recorded_journey_page(subject, journey_view(plan, stream, {}), {});
    CHECK(has(page, "(2026-01-05)"));
    CHECK(has(page, "not known"));
}

TEST_CASE("a limit passed is a shape and words, not a colour") {
    const Map map = small_map();
    const MeasurePlan plan = measure_plan(map);
    Stream stream = whole_journey(born("2020-06-01"));
    const auto row_of = [&] {
        const auto sections = picture_sections(journey_view(plan, stream, {}), simulated_subject(map, stream.child));
        const PictureRow* row = find_row(sections, "Limit: Review");
        REQUIRE(row != nullptr);
        return *row;
    };
    CHECK(row_of().detail == "passed by 10 days");
    CHECK(row_of().marks.back().shape == MarkShape::passed);
    CHECK(row_of().bars.back().look == BarLook::beyond_limit);
    for (std::size_t i = 9; i < stream.events.size(); ++i) stream.events[i].at = on("2026-01-20");
    CHECK(row_of().detail == "kept");
    CHECK(row_of().marks.back().shape == MarkShape::kept);
    CHECK(row_of().bars.size() == 1);
}

TEST_CASE("ages: before birth, the first year, birthdays; or none where it is not known") {
    const Map map = small_map();
    const MeasurePlan plan = measure_plan(map);
    Stream stream = whole_journey(born("2026-01-20"));
    JourneySubject subject = simulated_subject(map, stream.child);
    const auto age_row = [&] { return find_row(picture_sections(journey_view(plan, stream, {}), subject), "Age"); };
    {
        const auto sections = picture_sections(journey_view(plan, stream, {}), subject);
        const PictureRow* row = find_row(sections, "Age");
        REQUIRE(row != nullptr);
        REQUIRE(row->spans.size() == 2);
        CHECK(row->spans[0].text == "not yet born");
        CHECK(row->spans[0].to == on("2026-01-20"));
        CHECK(row->spans[1].text == "under 1 year");
    }
    stream.child.birth_date = born("2014-01-20");
    {
        const auto sections = picture_sections(journey_view(plan, stream, {}), subject);
        const PictureRow* row = find_row(sections, "Age");
        REQUIRE(row->spans.size() == 2);
        CHECK(row->spans[0].text == "11 years");
        CHECK(row->spans[1].text == "12 years");
        CHECK(row->spans[1].short_text == "12");
    }
    subject.age_is_known = false;
    CHECK(age_row() == nullptr);
}

TEST_CASE("as of a day nothing later is shown") {
    const Map map = small_map();
    const MeasurePlan plan = measure_plan(map);
    const Stream stream = whole_journey(born("2020-06-01"));
    const std::optional<Instant> at = on("2026-01-11");
    const std::string svg =
        journey_svg(simulated_subject(map, stream.child), {{"", journey_view(plan, stream, at)}}, at);
    CHECK_THAT(fault_of_xml(svg), Catch::Equals(""));
    CHECK(has(svg, "as known on 2026-01-11"));
    CHECK(has(svg, "kinship from 2026-01-10 to 2026-01-12"));  // up to the end of that day
    CHECK_FALSE(has(svg, "foster"));
    CHECK_FALSE(has(svg, "At home"));
    CHECK_FALSE(has(svg, "2027"));
    const std::string nothing =
        journey_svg(simulated_subject(map, stream.child), {{"", journey_view(plan, stream, on("2025-01-01"))}}, at);
    CHECK_THAT(fault_of_xml(nothing), Catch::Equals(""));
}

TEST_CASE("an aim that is reached before its limit says so, though the limit has not come") {
    AimCount aim{0, on("2026-01-05"), on("2026-03-05"), on("2026-02-05"), AimState::open, AimEnd::reached};
    CHECK(aim_words(aim) == "reached before its limit");
    aim.end = AimEnd::follow_up;
    CHECK(aim_words(aim) == "open");
    aim.state = AimState::missed;
    CHECK(aim_words(aim) == "missed");
    aim.end = AimEnd::reached;
    aim.to = on("2026-03-08");
    CHECK(aim_words(aim) == "missed by 3 days");
    aim.to = on("2026-03-05 10:00");
    CHECK(aim_words(aim) == "missed by less than a day");
}

TEST_CASE("two arms stand on one axis") {
    const Map map = small_map();
    const MeasurePlan plan = measure_plan(map);
    const Stream stream = whole_journey(born("2020-06-01"));
    const JourneySubject subject = simulated_subject(map, stream.child);
    const std::string svg = journey_svg(
        subject, {{"As it is", journey_view(plan, stream, {})}, {"With a & b", journey_view(plan, stream, {})}}, {});
    CHECK_THAT(fault_of_xml(svg), Catch::Equals(""));
    CHECK(has(svg, ">As it is</text>"));
    CHECK(has(svg, ">With a &amp; b</text>"));
    CHECK(count_of(svg, ">Jan 2026</text>") == 2);
}

TEST_CASE("without a map: a row a step, most frequent first, and what the log says as bands") {
    Map map = small_map();
    map.services.clear();
    map.milestones.clear();
    map.phases.clear();
    map.steps[2].timescales.clear();
    const MeasurePlan plan = measure_plan(map);
    Stream stream = whole_journey(born("2020-06-01"));
    JourneySubject subject = real_child();
    subject.has_map = false;
    stream.events.pop_back();
    stream.events.push_back({on("2026-03-01"), 15, 2, StepIndex{2}, EventKind::ready});
    stream.events.push_back({on("2026-03-02"), 16, only_end_known, StepIndex{2}, EventKind::completed});
    const auto sections = picture_sections(journey_view(plan, stream, {}), subject);
    REQUIRE(sections.size() == 3);
    CHECK(sections[1].rows.size() == 2);  // both attributes, whatever their values
    CHECK(sections[2].rows.size() == 4);
    CHECK(sections[2].rows[0].label == "Review");
    CHECK(sections[2].rows[0].detail == "2 times");
    const PictureRow* band = find_row(sections, "Placement");
    REQUIRE(band != nullptr);
    CHECK(band->spans[0].text == "kinship");  // what the log had not said yet is no value
}

TEST_CASE("marks on a time axis have room, and years are named once") {
    for (const int days_long : {14, 60, 100, 101, 400, 1200, 4000, 7000, 30000}) {
        const Instant from = on("2026-03-17");
        const TimeAxis axis{from, from + days_long * one_day, 100, 800};
        const std::vector<AxisTick> ticks = axis_ticks(axis);
        INFO(days_long);
        CHECK(ticks.size() >= 2);
        int last = 0, last_upper = 0;
        for (const AxisTick& tick : ticks) {
            const int x = axis.x_of(tick.at);
            CHECK(x >= 100);
            CHECK(x <= 900);
            if (last > 0) CHECK(x - last >= 23);
            if (!tick.upper_label.empty() && last_upper > 0) CHECK(x - last_upper >= 44);
            if (!tick.upper_label.empty()) last_upper = x;
            last = x;
        }
        CHECK(last_upper > 0);
    }
    const TimeAxis year{on("2026-03-17"), on("2027-03-17"), 0, 730};
    const std::vector<AxisTick> months = axis_ticks(year);
    REQUIRE(months.size() == 12);
    CHECK(months[0].label == "Apr");
    CHECK(months[0].upper_label == "2026");
    CHECK(months[9].upper_label == "2027");
    CHECK(months[1].upper_label.empty());
    CHECK(year.x_of(on("2020-01-01")) == 0);
    CHECK(year.x_of(on("2030-01-01")) == 730);
}
