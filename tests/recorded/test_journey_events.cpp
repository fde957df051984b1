#include <catch2/catch.hpp>

#include "projection/fold.hpp"
#include "recorded/journey_events.hpp"

using namespace permap;

namespace {

// A log of one child, written down by hand.
struct Written {
    RecordedLog log;
    std::vector<Record> records;

    std::uint32_t step(const std::string& name) { return place(log.step_names, name); }
    std::uint32_t word(const std::string& text) { return place(log.words, text); }

    Written& add(const char* at, RecordKind kind, const std::string& name, const std::string& value = {}) {
        Record one;
        one.at = *parse_instant(at);
        one.kind = kind;
        one.line = static_cast<std::uint32_t>(records.size() + 1);
        if (kind == RecordKind::attribute_set) {
            one.name = word(name);
            one.value = word(value);
            log.attribute_values[one.name].push_back(one.value);
        } else {
            if (!name.empty()) one.name = step(name);
            if (!value.empty()) one.value = word(value);
        }
        records.push_back(one);
        return *this;
    }

    static std::uint32_t place(std::vector<std::string>& texts, const std::string& text) {
        for (std::size_t i = 0; i < texts.size(); ++i)
            if (texts[i] == text) return static_cast<std::uint32_t>(i);
        texts.push_back(text);
        return static_cast<std::uint32_t>(texts.size() - 1);
    }
};

// "kind step <- place of its cause", a line an event.
std::string told(const Binding& binding, const Stream& stream) {
    std::string text;
    for (const Event& event : stream.events) {
        text += to_string(event.at) + " " + name_of(static_cast<RecordKind>(event.kind));
        if (event.step != no_step) text += " " + binding.map.steps[index(event.step)].id;
        if (event.cause != no_cause) text += " <- " + std::to_string(event.cause);
        if (event.kind == EventKind::completed && event.detail == only_end_known) text += " only the end";
        text += "\n";
    }
    return text;
}

Stream events_of(const Binding& binding, const Written& written, std::int64_t& left_out) {
    return journey_events(binding, known_records(written.records, 1), written.log.words, 0,
                          *parse_instant("2030-01-01"), left_out);
}

std::string told(const Written& written, const Words& words = {}) {
    const Binding binding = without_map(written.log, words);
    std::int64_t left_out = 0;
    return told(binding, events_of(binding, written, left_out));
}

Step step_named(const char* id, StepKind kind, std::vector<std::string> next) {
    Step step;
    step.id = step.name = id;
    step.kind = kind;
    for (const std::string& to : next) {
        Way way;
        way.id = way.to = to;
        step.ways.push_back(way);
    }
    return step;
}

}  // namespace

TEST_CASE("one date a step: the time up to it is the step's, neither waiting nor working") {
    Written written;
    written.add("2024-01-02", RecordKind::happened, "referral").add("2024-01-20", RecordKind::happened, "meeting");
    REQUIRE(told(written) ==
            "2024-01-02 00:00 entered referral\n"
            "2024-01-02 00:00 ready referral <- 0\n"
            "2024-01-02 00:00 completed referral <- 1 only the end\n"
            "2024-01-02 00:00 ready meeting <- 2\n"
            "2024-01-20 00:00 completed meeting <- 3 only the end\n"
            "2024-01-20 00:00 left meeting <- 4\n");
}

TEST_CASE("start and end a step: the gap before it is waiting") {
    Written written;
    written.add("2024-01-02 09:00", RecordKind::started, "referral")
        .add("2024-01-02 10:00", RecordKind::completed, "referral")
        .add("2024-01-03 09:00", RecordKind::started, "meeting")
        .add("2024-01-03 09:30", RecordKind::completed, "meeting");
    REQUIRE(told(written) ==
            "2024-01-02 09:00 entered referral\n"
            "2024-01-02 09:00 ready referral <- 0\n"
            "2024-01-02 09:00 started referral <- 1\n"
            "2024-01-02 10:00 completed referral <- 2\n"
            "2024-01-02 10:00 ready meeting <- 3\n"
            "2024-01-03 09:00 started meeting <- 4\n"
            "2024-01-03 09:30 completed meeting <- 5\n"
            "2024-01-03 09:30 left meeting <- 6\n");
}

TEST_CASE("two visits of one step at once: the first begun ends first, unless the file ties its records together") {
    Written written;
    written.add("2024-01-01", RecordKind::started, "visit")
        .add("2024-01-02", RecordKind::started, "visit")
        .add("2024-01-05", RecordKind::completed, "visit")
        .add("2024-01-09", RecordKind::completed, "visit");
    const std::string first_first = told(written);
    CHECK(first_first.find("2024-01-05 00:00 completed visit <- 3\n") != std::string::npos);
    written.records[0].visit = written.records[3].visit = 7;
    written.records[1].visit = written.records[2].visit = 8;
    const std::string tied = told(written);
    CHECK(tied.find("2024-01-05 00:00 completed visit <- 4\n") != std::string::npos);
    CHECK(tied.find("2024-01-09 00:00 completed visit <- 3\n") != std::string::npos);
}

TEST_CASE("a step waits for what leads to it on the map, not for what came last") {
    Map map;
    map.steps = {step_named("referral", StepKind::start, {"assessment", "advice"}),
                 step_named("assessment", StepKind::activity, {"panel"}), step_named("advice", StepKind::activity, {}),
                 step_named("panel", StepKind::outcome, {})};
    Written written;
    written.add("2024-01-02", RecordKind::happened, "referral")
        .add("2024-01-10", RecordKind::happened, "assessment")
        .add("2024-01-20", RecordKind::happened, "advice")
        .add("2024-02-01", RecordKind::happened, "panel")
        .add("2024-02-02", RecordKind::happened, "coffee");
    const Result<Binding> binding = bind_to_map(map, written.log, {}, "a test");
    REQUIRE(binding);
    REQUIRE(binding->unbound_steps == std::vector<std::string>{"coffee"});
    std::int64_t left_out = 0;
    const std::string text = told(*binding, events_of(*binding, written, left_out));
    CHECK(text.find("2024-01-10 00:00 ready panel <- 5\n") != std::string::npos);  // assessment's completion
    CHECK(text.find("left") == std::string::npos);  // something was done after the outcome: the journey goes on
    written.records.pop_back();
    const std::string ended = told(*binding, events_of(*binding, written, left_out));
    CHECK(ended.find("2024-02-01 00:00 left panel <- 8\n") != std::string::npos);
}

TEST_CASE("a clock put back within a journey makes events wait, never run backwards") {
    Written written;
    written.add("2024-10-27 01:50", RecordKind::happened, "a").add("2024-10-27 01:10", RecordKind::happened, "b");
    written.records[0].utc_offset_minutes = 60;
    written.records[1].utc_offset_minutes = 0;
    REQUIRE(told(written).find("2024-10-27 01:50 completed b <- 3 only the end\n") != std::string::npos);
}

TEST_CASE("attributes that only the log knows are kept beside the map's") {
    Map map;
    Attribute placement;
    placement.id = "placement";
    placement.values = {"none", "foster"};
    placement.start = "none";
    map.attributes = {placement};
    map.steps = {step_named("referral", StepKind::start, {})};
    Written written;
    written.add("2024-01-02", RecordKind::happened, "referral")
        .add("2024-01-03", RecordKind::attribute_set, "PLACE", "U4")
        .add("2024-01-03", RecordKind::attribute_set, "PLACE", "Z9")
        .add("2024-01-03", RecordKind::attribute_set, "need", "N1");
    Words words;
    words.attributes["PLACE"] = {"placement", {{"U4", "foster"}}};
    const Result<Binding> binding = bind_to_map(map, written.log, words, "a test");
    REQUIRE(binding);
    CHECK(binding->unbound_attributes == std::vector<std::string>{"need"});
    CHECK(binding->unbound_values == std::vector<std::string>{"PLACE = Z9"});
    std::int64_t left_out = 0;
    const Stream stream = events_of(*binding, written, left_out);
    CHECK(left_out == 1);
    std::vector<std::uint32_t> set;
    for (const Event& event : stream.events)
        if (event.kind == EventKind::attribute_set) set.push_back(event.detail);
    REQUIRE(set ==
            std::vector<std::uint32_t>{attribute_detail(AttributeIndex{0}, 1), attribute_detail(AttributeIndex{1}, 1)});
}

TEST_CASE("an attribute is told where its value changes, though the file has it in every row") {
    Written written;
    for (const char* at : {"2024-01-02", "2024-01-05", "2024-02-01"})
        written.add(at, RecordKind::attribute_set, "place", at[6] == '2' ? "B" : "A");
    written.add("2024-02-02", RecordKind::happened, "review");
    const std::string text = told(written);
    CHECK(text.find("2024-01-05") == std::string::npos);
    CHECK(text.find("2024-01-02 00:00 attribute_set") != std::string::npos);
    CHECK(text.find("2024-02-01 00:00 attribute_set") != std::string::npos);
}

TEST_CASE("words that name what the map does not have are all told at once") {
    Map map;
    Attribute placement;
    placement.id = "placement";
    placement.values = {"none", "foster"};
    map.attributes = {placement};
    map.steps = {step_named("referral", StepKind::start, {})};
    Words words;
    words.steps["Ref"] = "referal";
    words.attributes["PLACE"] = {"placment", {}};
    words.attributes["TYPE"] = {"placement", {{"U4", "fostr"}}};
    const Result<Binding> binding = bind_to_map(map, {}, words, "words.json");
    REQUIRE_FALSE(binding);
    REQUIRE(binding.problems().size() == 3);
    CHECK(to_string(binding.problems()[0]) ==
          "words.json/steps/Ref: there is no step \"referal\" on the map (did you mean referral?)");
    CHECK(binding.problems()[1].hint == "did you mean placement?");
    CHECK(binding.problems()[2].hint == "did you mean foster?");
}

TEST_CASE("a name can mean a step and the way it is left by") {
    Map map;
    map.steps = {step_named("start", StepKind::start, {"which_move"}),
                 step_named("which_move", StepKind::decision, {"first", "later"}),
                 step_named("first", StepKind::activity, {}), step_named("later", StepKind::activity, {})};
    Written written;
    written.add("2024-01-02", RecordKind::happened, "start")
        .add("2024-01-10", RecordKind::happened, "Came into care")
        .add("2024-03-01", RecordKind::happened, "Moved");
    Words words;
    words.steps = {{"Came into care", "which_move"}, {"Moved", "which_move"}};
    words.ways = {{"Moved", "later"}};
    const Result<Binding> binding = bind_to_map(map, written.log, words, "words.json");
    REQUIRE(binding);
    std::int64_t left_out = 0;
    const Stream stream = events_of(*binding, written, left_out);
    std::vector<Event> decided;
    for (const Event& event : stream.events)
        if (event.kind == EventKind::decided) decided.push_back(event);
    REQUIRE(decided.size() == 1);
    CHECK(decided[0].detail == 1);
    CHECK(decided[0].at == *parse_instant("2024-03-01"));
    CHECK(stream.events[decided[0].cause].kind == EventKind::completed);
    CHECK(stream.events[decided[0].cause].at == decided[0].at);

    words.ways = {{"Moved", "latr"}, {"Flown", "later"}};
    const Result<Binding> refused = bind_to_map(map, written.log, words, "words.json");
    REQUIRE_FALSE(refused);
    REQUIRE(refused.problems().size() == 2);
    CHECK(
        to_string(refused.problems()[0]) ==
        "words.json/ways/Flown: no step of the map has that name, so it has no ways (say under \"steps\" which step is "
        "meant)");
    CHECK(to_string(refused.problems()[1]) ==
          "words.json/ways/Moved: step \"which_move\" has no way \"latr\" (did you mean later?)");
}

TEST_CASE("the month of birth gives an age, never the day") {
    Written written;
    written.add("2024-01-02", RecordKind::attribute_set, birth_month_word, "2020-01")
        .add("2024-01-02", RecordKind::happened, "referral");
    const Binding binding = without_map(written.log, {});
    std::int64_t left_out = 0;
    const Stream stream = events_of(binding, written, left_out);
    CHECK(stream.child.birth_date == date_of(*parse_instant("2020-01-15")));
    CHECK(stream.events[0].detail == 1448);  // from 15 January 2020 to 2 January 2024
}

TEST_CASE("what is about the child is no event: birth month, siblings, end of follow-up") {
    Written written;
    written.add("2024-01-02", RecordKind::happened, "referral")
        .add("2024-01-02", RecordKind::attribute_set, birth_month_word, "2020-01")
        .add("2024-01-02", RecordKind::attribute_set, sibling_group_word, "c-family")
        .add("2024-01-02", RecordKind::attribute_set, followed_until_word, "2031-05-06 07:08")
        .add("2024-01-03", RecordKind::attribute_set, "placement", "kinship");
    const Binding binding = without_map(written.log, {});
    CHECK(binding.unbound_attributes == std::vector<std::string>{"placement"});
    std::int64_t left_out = 0;
    const Stream stream = events_of(binding, written, left_out);
    CHECK(left_out == 0);
    int attributes_set = 0;
    for (const Event& event : stream.events) attributes_set += event.kind == EventKind::attribute_set ? 1 : 0;
    CHECK(attributes_set == 1);
    CHECK(stream.child.followed_until == *parse_instant("2031-05-06 07:08"));
    CHECK(sibling_group_of(written.records, written.log.words) == written.word("c-family"));
    Written alone;
    alone.add("2024-01-02", RecordKind::happened, "referral");
    CHECK(sibling_group_of(alone.records, alone.log.words) == no_word);
}

TEST_CASE("follow-up never ends before what is known of the child") {
    Written written;
    written.add("2024-01-02", RecordKind::attribute_set, followed_until_word, "2024-01-03")
        .add("2024-03-02", RecordKind::happened, "referral");
    const Binding binding = without_map(written.log, {});
    std::int64_t left_out = 0;
    CHECK(events_of(binding, written, left_out).child.followed_until == *parse_instant("2024-03-02 00:01"));
}

TEST_CASE("where every cause is stated nothing is filled in, and an age of 0 is one") {
    Written written;
    written.add("2024-01-02", RecordKind::entered, "referral")
        .add("2024-01-02", RecordKind::ready, "referral")
        .add("2024-01-02", RecordKind::started, "referral")
        .add("2024-01-04", RecordKind::completed, "referral")
        .add("2024-01-04", RecordKind::attribute_set, birth_month_word, "2024-01");
    for (std::uint32_t i = 0; i < written.records.size(); ++i) {
        written.records[i].visit = i + 1;
        if (i > 0) written.records[i].cause = i - 1;
    }
    const Binding binding = without_map(written.log, {});  // of others every journey is over with its last record
    std::int64_t left_out = 0;
    const Stream stream = events_of(binding, written, left_out);
    REQUIRE(stream.events.size() == 4);
    CHECK(stream.events.back().kind == EventKind::completed);
    CHECK(stream.child.birth_date == date_of(*parse_instant("2024-01-02")));  // not the 15th
}

TEST_CASE("attributed days equal elapsed days, whatever is left unsaid") {
    Written written;
    written.add("2024-01-02", RecordKind::happened, "a")
        .add("2024-01-03 10:00", RecordKind::started, "b")
        .add("2024-01-04", RecordKind::happened, "c")
        .add("2024-01-09 12:00", RecordKind::completed, "b")
        .add("2024-02-01", RecordKind::ready, "d")
        .add("2024-02-03", RecordKind::started, "d")
        .add("2024-02-04", RecordKind::cancelled, "d")
        .add("2024-02-11", RecordKind::happened, "a");
    const Binding binding = without_map(written.log, {});
    MeasurePlan plan = measure_plan(binding.map);
    plan.watches_stuck = false;
    std::int64_t left_out = 0;
    EventLog log;
    log.streams.push_back(events_of(binding, written, left_out));
    const std::vector<Replication> folded = fold_log(plan, log);  // asserts it
    REQUIRE(folded.at(0).tally.elapsed_minutes == 40 * 24 * 60);
}

TEST_CASE("visits are counted where the file says that a step became ready, and marked where that was filled in") {
    Written written;
    written.add("2024-01-02", RecordKind::ready, "a")
        .add("2024-01-03", RecordKind::completed, "a")
        .add("2024-01-04", RecordKind::started, "a")
        .add("2024-01-05", RecordKind::completed, "a")
        .add("2024-01-06", RecordKind::ready, "a");
    const Binding binding = without_map(written.log, {});
    std::int64_t left_out = 0;
    std::vector<std::uint32_t> details;
    for (const Event& event : events_of(binding, written, left_out).events)
        if (event.kind == EventKind::ready) details.push_back(event.detail);
    REQUIRE(details == std::vector<std::uint32_t>{1, ready_filled_in, 3});
}
