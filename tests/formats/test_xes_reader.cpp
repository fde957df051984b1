#include <catch2/catch.hpp>
#include <map>
#include <set>

#include "formats/collected_text.hpp"
#include "formats/collecting_sink.hpp"
#include "formats/readers.hpp"
#include "formats/source_file.hpp"
#include "formats/xml_elements.hpp"

using namespace permap;

namespace {

using Texts = std::vector<std::string>;

struct Reading {
    CollectingSink sink;
    SourceSummary summary;
    Problems problems;
};

Mapping xes_mapping() {
    Mapping mapping;
    mapping.format = SourceFormat::xes;
    return mapping;
}

Reading read(const std::string& path, const Mapping& mapping = xes_mapping()) {
    Reading reading;
    Result<SourceSummary> summary = read_xes(path, mapping, reading.sink, nullptr);
    if (summary) {
        reading.summary = *summary;
    } else {
        reading.problems = summary.problems();
    }
    return reading;
}

Reading read_text(const std::string& text, const Mapping& mapping = xes_mapping()) {
    const SourceFile file("log.xes", text);
    Reading reading = read(file.path(), mapping);
    // Where the test's files lie is no matter.
    for (Problem& problem : reading.problems) problem.where = problem.where.substr(problem.where.rfind('/') + 1);
    return reading;
}

std::string text_of(const Reading& reading) {
    REQUIRE(reading.problems.size() == 1);
    return reading.problems[0].where + " " + reading.problems[0].what;
}

std::string attribute(const std::string& key, const std::string& value) {
    return "<string key=\"" + key + "\" value=\"" + value + "\"/>";
}

// An event on its own line; `more` are attributes.
std::string event(const std::string& name, const std::string& time, const std::string& more = "") {
    return "<event>" + attribute("concept:name", name) + "<date key=\"time:timestamp\" value=\"" + time + "\"/>" +
           more + "</event>\n";
}

std::string step(const std::string& name, const std::string& transition, const std::string& time,
                 const std::string& more = "") {
    return event(name, time, attribute("lifecycle:transition", transition) + more);
}

std::string log(const std::string& events) {
    return "<log>\n<trace>\n" + attribute("concept:name", "A") + "\n" + events + "</trace>\n</log>\n";
}

}  // namespace

TEST_CASE("A log that tells only when things were done gives what happened") {
    const Reading reading = read_text(
        log(event("referral", "2026-04-06T09:30:15.250+01:00") + step("meeting", "complete", "2026-04-08T14:00:00Z")));
    CHECK(to_texts(reading.sink.events) ==
          Texts{"A happened referral 2026-04-06 09:30", "A happened meeting 2026-04-08 14:00"});
    const CollectedEvent& first = reading.sink.events[0];
    CHECK(first.milliseconds == 15'250);
    CHECK(first.utc_offset_minutes == 60);
    CHECK(first.line == 4);
    CHECK(reading.sink.events[1].line == 5);
    CHECK(reading.summary.rows == 2);
    CHECK(reading.summary.left_behind.empty());
    CHECK(reading.sink.rejected.empty());
}

TEST_CASE("Steps that begin and end are told apart from those of which one date is known") {
    const Reading reading = read_text(
        log(step("referral", "complete", "2026-04-06T09:00:00") + step("inquiry", "START", "2026-04-06T10:00:00") +
            step("inquiry", "complete", "2026-04-07T10:00:00") + step("meeting", "schedule", "2026-04-08T10:00:00") +
            step("meeting", "assign", "2026-04-08T11:00:00") + step("meeting", "start", "2026-04-09T10:00:00") +
            step("meeting", "ate_abort", "2026-04-09T11:00:00") + step("visit", "reassign", "2026-04-10T10:00:00") +
            step("visit", "suspend", "2026-04-10T11:00:00") + step("visit", "complete", "2026-04-10T12:00:00")));
    CHECK(to_texts(reading.sink.events) ==
          Texts{"A happened referral 2026-04-06 09:00", "A started inquiry 2026-04-06 10:00",
                "A completed inquiry 2026-04-07 10:00", "A ready meeting 2026-04-08 10:00",
                "A started meeting 2026-04-09 10:00", "A cancelled meeting 2026-04-09 11:00",
                "A ready visit 2026-04-10 10:00", "A completed visit 2026-04-10 12:00"});
    CHECK(reading.summary.left_behind == Texts{"lifecycle:transition assign of a step that was ready already (1)",
                                               "lifecycle:transition suspend (1)"});
}

TEST_CASE("A second completion of a step begun once is one of which no beginning is known") {
    const Reading reading = read_text(log(step("inquiry", "start", "2026-04-06T10:00:00") +
                                          step("inquiry", "complete", "2026-04-07T10:00:00") +
                                          step("inquiry", "complete", "2026-04-09T10:00:00")));
    CHECK(to_texts(reading.sink.events) == Texts{"A started inquiry 2026-04-06 10:00",
                                                 "A completed inquiry 2026-04-07 10:00",
                                                 "A happened inquiry 2026-04-09 10:00"});
}

TEST_CASE("Events that stand out of order are paired by their times, and handed over as they stand") {
    const Reading reading = read_text(
        log(step("inquiry", "complete", "2026-04-07T10:00:00") + step("inquiry", "start", "2026-04-06T10:00:00")));
    CHECK(to_texts(reading.sink.events) ==
          Texts{"A completed inquiry 2026-04-07 10:00", "A started inquiry 2026-04-06 10:00"});
    CHECK(reading.sink.rejected.empty());
}

TEST_CASE("Instances tie visits together, and a visit that ends before it starts is rejected") {
    const auto instance = [](const std::string& name) { return attribute("concept:instance", name); };
    const Reading reading = read_text(log(step("visit", "start", "2026-04-06T10:00:00", instance("1")) +
                                          step("visit", "start", "2026-04-06T11:00:00", instance("2")) +
                                          step("visit", "complete", "2026-04-06T12:00:00", instance("2")) +
                                          step("visit", "complete", "2026-04-06T13:00:00", instance("1")) +
                                          step("visit", "complete", "2026-04-07T09:00:00", instance("3")) +
                                          step("visit", "start", "2026-04-07T10:00:00", instance("3"))));
    CHECK(to_texts(reading.sink.events) ==
          Texts{"A started visit #1 2026-04-06 10:00", "A started visit #2 2026-04-06 11:00",
                "A completed visit #2 2026-04-06 12:00", "A completed visit #1 2026-04-06 13:00",
                "A started visit #3 2026-04-07 10:00"});
    REQUIRE(to_texts(reading.sink.rejected) ==
            Texts{":8 time:timestamp=2026-04-07T09:00:00 is earlier than the start of the same visit"});
    CHECK(reading.sink.rejected[0].child == "A");
}

TEST_CASE("An event with its start gives both, and its identity ties them") {
    const auto interval = [](const std::string& start, const std::string& more = "") {
        return event("visit", "2026-04-06T12:00:00", "<date key=\"start_timestamp\" value=\"" + start + "\"/>" + more);
    };
    const Reading reading = read_text(log(interval("2026-04-06T10:00:00", "<id key=\"identity:id\" value=\"x\"/>") +
                                          interval("2026-04-06T13:00:00") + interval("soon") +
                                          interval("2026-04-06T12:00:00", "<id key=\"identity:id\" value=\"x\"/>")));
    CHECK(to_texts(reading.sink.events) ==
          Texts{"A started visit #x 2026-04-06 10:00", "A completed visit #x 2026-04-06 12:00"});
    CHECK(to_texts(reading.sink.rejected) ==
          Texts{":5 start_timestamp=2026-04-06T13:00:00 is later than the end of the event",
                ":6 start_timestamp= is no time as XES writes it: 2026-04-06T09:30:00.000+01:00",
                ":7 identity:id= stands twice in one trace"});
}

TEST_CASE("A trace whose times are all midnight knows dates only") {
    const Reading dates = read_text(
        log(event("referral", "2026-04-06T00:00:00.000+01:00") + event("meeting", "2026-04-08T00:00:00.000+01:00")));
    CHECK(to_texts(dates.sink.events) == Texts{"A happened referral 2026-04-06", "A happened meeting 2026-04-08"});
    const Reading times =
        read_text(log(event("referral", "2026-04-06T00:00:00") + event("meeting", "2026-04-08T00:00:01")));
    CHECK(to_texts(times.sink.events) ==
          Texts{"A happened referral 2026-04-06 00:00", "A happened meeting 2026-04-08 00:00"});
}

TEST_CASE("Only attributes that the mapping names are kept; the others are named") {
    Mapping mapping = xes_mapping();
    mapping.attributes = {"stage", "DateOfBirth", "risk"};
    const std::string text =
        "<log><trace>" + attribute("concept:name", "A") + "<date key=\"DateOfBirth\" value=\"2017-04-21\"/>\n" +
        attribute("note", "seen by the doctor") + "\n" +
        event("referral", "2026-04-06T09:00:00", attribute("stage", "early") + attribute("worker", "Mary Smith")) +
        event("meeting", "2026-04-07T09:00:00",
              "<string key=\"stage\" value=\"early\"><int key=\"weight\" value=\"1\"/></string>") +
        event("review", "2026-04-08T09:00:00", attribute("stage", "late") + "<list key=\"risk\"><values/></list>") +
        "</trace></log>";
    const Reading reading = read_text(text, mapping);
    CHECK(to_texts(reading.sink.events) ==
          Texts{"A attribute_set birth_month=2017-04 2026-04-06 09:00", "A happened referral 2026-04-06 09:00",
                "A attribute_set stage=early 2026-04-06 09:00", "A happened meeting 2026-04-07 09:00",
                "A happened review 2026-04-08 09:00", "A attribute_set stage=late 2026-04-08 09:00"});
    CHECK(reading.summary.left_behind == Texts{"note", "risk", "stage/weight", "worker"});
}

TEST_CASE("Traces without a name are called by their identity or their place") {
    const std::string one = event("referral", "2026-04-06T09:00:00");
    const Reading reading =
        read_text("<log><trace>" + one + "</trace><trace/><trace><id key=\"identity:id\" value=\"u\"/>" + one +
                  "</trace><trace>" + one + "</trace></log>");
    CHECK(to_texts(reading.sink.events) == Texts{"#1 happened referral 2026-04-06 09:00",
                                                 "u happened referral 2026-04-06 09:00",
                                                 "#4 happened referral 2026-04-06 09:00"});
    CHECK(reading.summary.left_behind == Texts{"traces without events (1)"});
}

TEST_CASE("Extensions under other prefixes, classifiers and prefixed elements are understood") {
    const Reading reading = read_text(
        "<?xml version=\"1.0\"?><!-- <trace> --><x:log xmlns:x=\"http://www.xes-standard.org/\">"
        "<x:extension name=\"Time\" prefix=\"t\" uri=\"http://www.xes-standard.org/time.xesext\"/>"
        "<x:extension name=\"Concept\" prefix=\"c\" uri=\"http://www.xes-standard.org/concept.xesext\"/>"
        "<x:classifier name=\"a\" keys=\"what 'by whom' lifecycle:transition\"/><x:event/>"
        "<x:trace><x:string key=\"c:name\" value=\"A &lt;1&gt;\"/><!-- </x:trace> --><![CDATA[</x:trace>]]>"
        "<x:event><x:string key=\"what\" value=\"visit\"/><x:string key=\"by whom\" value=\"nurse's > &amp;\"/>"
        "<x:string key=\"lifecycle:transition\" value=\"complete\"/>"
        "<x:date key='t:timestamp' value='2026-04-06T09:00:00'/></x:event></x:trace></x:log>\n<!-- end -->\n");
    CHECK(reading.problems.empty());
    CHECK(to_texts(reading.sink.events) == Texts{"A <1> happened visit+nurse's > & 2026-04-06 09:00"});
    CHECK(reading.summary.left_behind == Texts{"by whom", "what", "events outside every trace (1)"});
}

TEST_CASE("What our own exports say rules over the rest") {
    const auto own = [](const std::string& name, const std::string& value) {
        return attribute("permap:" + name, value);
    };
    const std::string at = "2026-04-06T09:00:00";
    const Reading reading = read_text(
        log(event("inquiry", at, own("kind", "entered") + own("event", "1") + own("detail", "-30")) +
            step("inquiry", "start", at, own("kind", "clock_started") + own("event", "2") + own("cause", "0")) +
            event("inquiry", at, own("kind", "decided") + own("event", "3") + own("cause", "1") + own("way", "plan")) +
            event("", at,
                  own("kind", "attribute_set") + own("event", "4") + own("cause", "2") + own("attribute", "stage") +
                      own("value", "late")) +
            event("", at, own("kind", "left") + own("event", "5") + own("cause", "3") + own("precision", "day")) +
            event("visit", at, own("kind", "happened") + attribute("concept:instance", "7"))));
    CHECK(reading.sink.rejected.empty());
    CHECK(to_texts(reading.sink.events) ==
          Texts{"A entered inquiry 2026-04-06 09:00", "A clock_started inquiry 2026-04-06 09:00",
                "A decided inquiry=plan 2026-04-06 09:00", "A attribute_set stage=late 2026-04-06 09:00",
                "A left  2026-04-06", "A happened visit #7 2026-04-06 09:00"});
    CHECK(reading.sink.events[0].event_number == 1);
    CHECK(reading.sink.events[0].cause == no_cause);
    CHECK(reading.sink.events[0].detail == 0xffffffe2U);
    CHECK(reading.sink.events[4].event_number == 5);
    CHECK(reading.sink.events[4].cause == 3);
    CHECK(reading.sink.events[4].at == *parse_instant("2026-04-06"));  // of a day, its midnight
    CHECK(reading.summary.left_behind.empty());
}

TEST_CASE("What our own exports cannot say is rejected") {
    const auto own = [](const std::string& kind, const std::string& name, const std::string& value) {
        return event("visit", "2026-04-06T09:00:00",
                     attribute("permap:kind", kind) + attribute("permap:" + name, value));
    };
    const Reading reading = read_text(log(
        own("withdrawn", "way", "x") + own("seen", "way", "x") + own("ready", "event", "0") +
        own("ready", "cause", "one") + own("ready", "detail", "4294967296") + own("decided", "value", "x") +
        own("attribute_set", "value", "x") +
        event("visit", "2026-04-06T09:00:00",
              attribute("permap:kind", "ready") + attribute("permap:event", "2") + attribute("permap:cause", "1"))));
    CHECK(reading.sink.events.empty());
    CHECK(to_texts(reading.sink.rejected) ==
          Texts{":4 permap:kind= is a kind of record: entered, ready, started, completed …",
                ":5 permap:kind= is a kind of record: entered, ready, started, completed …",
                ":6 permap:event= is a number from 1", ":7 permap:cause= is a number from 0",
                ":8 permap:detail= is a number of 32 bits", ":9 permap:way= is missing: a decision takes a way",
                ":10 permap:attribute= is missing: an attribute that is set has a name",
                ":11 permap:cause=1 comes before what it causes"});
}

TEST_CASE("Events without a name or a time are rejected by line, and the others kept") {
    const Reading reading = read_text(log("<event>\n" + attribute("concept:name", "referral") + "\n</event>\n" +
                                          event("", "2026-04-06T09:00:00") + event("visit", "03/04/2020") +
                                          event("visit", "Jane's day") + event("meeting", "2026-04-08T09:00:00") +
                                          event("meeting", "2026-02-30T09:00:00") + event("meeting", "25/04/2020")));
    CHECK(to_texts(reading.sink.events) == Texts{"A happened meeting 2026-04-08 09:00"});
    const std::string rule = " is no time as XES writes it: 2026-04-06T09:30:00.000+01:00";
    CHECK(to_texts(reading.sink.rejected) ==
          Texts{":4 time:timestamp= is missing", ":7 concept:name= is missing: no step is named",
                ":8 time:timestamp=03/04/2020" + rule, ":9 time:timestamp=" + rule,
                ":11 time:timestamp=2026-02-30T09:00:00" + rule, ":12 time:timestamp=25/04/2020" + rule});
    CHECK(reading.summary.rows == 7);
}

TEST_CASE("Dates in the order that the mapping says are read") {
    Mapping mapping = xes_mapping();
    mapping.dates = DateOrder::day_first;
    const Reading reading = read_text(log(event("visit", "03/04/2020 10:15")), mapping);
    CHECK(to_texts(reading.sink.events) == Texts{"A happened visit 2020-04-03 10:15"});
}

TEST_CASE("Encodings: with a byte order mark, Latin-1 where it says so, and nothing that is neither") {
    const std::string body = log(event("caf\xc3\xa9", "2026-04-06T09:00:00"));
    CHECK(read_text("\xef\xbb\xbf" + body).sink.events.at(0).name == "caf\xc3\xa9");
    CHECK(read_text("\xef\xbb\xbf<?xml version='1.0' encoding='ISO-8859-1'?>" + body).sink.events.at(0).name ==
          "caf\xc3\xa9");
    const std::string latin = log(event("caf\xe9", "2026-04-06T09:00:00"));
    CHECK(read_text("<?xml version='1.0' encoding='ISO-8859-1'?>" + latin).sink.events.at(0).name == "caf\xc3\xa9");
    CHECK(text_of(read_text(latin)) == "log.xes:4 is not UTF-8, which it says or should be");
    CHECK(text_of(read_text("<?xml version=\"1.0\" encoding=\"Shift_JIS\"?>" + body)) ==
          "log.xes is written in an encoding that is not read here");
    CHECK(text_of(read_text(std::string("\xff\xfe<\0l\0o\0g\0", 10))) == "log.xes is written as UTF-16");
    CHECK(text_of(read_text(log(event(std::string("a\0b", 3), "2026-04-06T09:00:00")))) ==
          "log.xes:4 is not UTF-8, which it says or should be");
}

TEST_CASE("Document types and entities of a file's own are refused") {
    const std::string bomb = "<?xml version=\"1.0\"?>\n<!DOCTYPE log [<!ENTITY a \"ha\"><!ENTITY b \"&a;&a;\">]>\n" +
                             log(event("&b;", "2026-04-06T09:00:00"));
    CHECK(text_of(read_text(bomb)) ==
          "log.xes:2 has a document type (<!DOCTYPE …>), which is refused: its entities have no bounds");
    CHECK(text_of(read_text(log(event("&b;", "2026-04-06T09:00:00")))) ==
          "log.xes:4 has an entity that XML itself does not know");
    CHECK(read_text(log(event("&#233;&amp;&quot;", "2026-04-06T09:00:00"))).sink.events.at(0).name == "\xc3\xa9&\"");
}

TEST_CASE("A file that is cut off or is no XES is a problem of the whole file") {
    const std::string whole = log(event("visit", "2026-04-06T09:00:00"));
    for (std::size_t size = 1; size + 2 < whole.size(); ++size) {
        INFO(size);
        CHECK(read_text(whole.substr(0, size)).problems.size() == 1);
    }
    CHECK(text_of(read_text(whole.substr(0, whole.size() - 8))) == "log.xes:5 ends in the middle: the file is cut off");
    CHECK(text_of(read_text("")) == "log.xes is empty");
    CHECK(text_of(read_text("<log/>")) == "log.xes holds no traces");
    CHECK(text_of(read_text("<html><body/></html>")) == "log.xes is XML, but no event log: its root is not <log>");
    CHECK(text_of(read_text("<WorkflowLog><Process/></WorkflowLog>")) == "log.xes is MXML, the format before XES");
    CHECK(text_of(read_text("<log>\n<trace>\n<event></trace></event>\n</log>")) == "log.xes:3 is not XML");
    CHECK(text_of(read_text("<log><trace/>\n</lag>")) == "log.xes:2 is not XML: what ends here never began");
    CHECK(text_of(read_text(whole + whole)) == "log.xes:7 goes on behind its end");
    CHECK(text_of(read_text("<log><trace><event <event/></trace></log>")) ==
          "log.xes:1 is not XML: a tag begins inside a tag");
}

TEST_CASE("Gzip is known by what it holds; cut off or damaged it is a problem") {
    std::string events;
    for (int i = 0; i < 2000; ++i) events += event("visit " + std::to_string(i * 7919 % 2003), "2026-04-06T09:00:00");
    const std::string packed = gzipped(log(events));
    CHECK(read_text(packed).sink.events.size() == 2000);
    CHECK(read_text(packed + gzipped("<!-- a second part -->")).sink.events.size() == 2000);
    for (const std::size_t size : {std::size_t{2}, std::size_t{12}, packed.size() / 2, packed.size() - 1})
        CHECK(text_of(read_text(packed.substr(0, size))) == "log.xes is cut off: the compressed data end too early");
    std::string damaged = packed;
    damaged[packed.size() - 6] = static_cast<char>(damaged[packed.size() - 6] ^ 1);  // the checksum
    CHECK(text_of(read_text(damaged)) == "log.xes is damaged: it is not what gzip writes");
}

TEST_CASE("A file in pieces of any size is the same file") {
    // What is read comes in pieces of 256 KB: markup lies across their ends at some length of the comment.
    const std::string body = log("<!-- c -->" + event("caf\xc3\xa9 &amp; tea", "2026-04-06T09:00:00"));
    const std::size_t piece = std::size_t{256} << 10;
    for (std::size_t shift = 0; shift <= body.size(); ++shift) {
        INFO(shift);
        const Reading reading = read_text("<!--" + std::string(piece - 7 - shift, '-') + "-->" + body);
        REQUIRE(reading.problems.empty());
        REQUIRE(to_texts(reading.sink.events) == Texts{"A happened caf\xc3\xa9 & tea 2026-04-06 09:00"});
        REQUIRE(reading.sink.events[0].line == 4);
    }
}

TEST_CASE("Elements beyond what memory should hold are refused, comments of any length are not") {
    const auto traces_within = [](const std::string& text, std::size_t most) {
        const SourceFile file("log.xes", text);
        XmlElements elements(file.path(), most);
        XmlElement element;
        int count = 0;
        while (elements.next(element)) ++count;
        return elements.problem() ? elements.problem()->what : std::to_string(count);
    };
    const std::string blanks(3 << 20, ' ');
    CHECK(traces_within("<log><trace>" + blanks + "</trace></log>", 2 << 20) ==
          "has an element of more than 2 MB; one child's journey is not so long");
    CHECK(traces_within("<log><trace name=\"" + blanks + "\"/></log>", 2 << 20) ==
          "has an element of more than 2 MB; one child's journey is not so long");
    CHECK(traces_within("<log><trace/><!--" + blanks + "-->" + blanks + "<trace/></log>", 2 << 20) == "2");
    std::string deep;
    for (int i = 0; i < 300; ++i) deep += "<list>";
    CHECK(traces_within("<log>" + deep, 2 << 20) == "has elements more than 256 deep");
}

TEST_CASE("What a log is guessed to be asks nothing") {
    const SourceFile file("log.xes", log(event("visit", "2026-04-06T09:00:00")));
    const auto guess = guess_xes(file.path());
    REQUIRE(guess);
    CHECK(guess->questions.empty());
    CHECK(guess->mapping == xes_mapping());
    const SourceFile other("page.xes", "<html/>");
    CHECK_FALSE(guess_xes(other.path()));
    CHECK_FALSE(guess_xes(other.path() + ".none"));
}

namespace {

struct Counted {
    std::size_t journeys = 0, events = 0, variants = 0;
    std::map<std::string, int> first, last;  // steps, by how many journeys begin and end with them

    bool operator==(const Counted&) const = default;
};

// As other tools count: every event of the file, a variant being the steps of a journey in order of time.
Counted counted(const Reading& reading, bool of_intervals) {
    std::map<std::string, std::vector<std::string>> steps;
    Counted counts;
    for (const CollectedEvent& event : reading.sink.events) {
        if (of_intervals && event.kind == RecordKind::started) continue;
        ++counts.events;
        steps[event.child].push_back(event.name);
    }
    counts.journeys = steps.size();
    std::set<std::vector<std::string>> variants;
    for (const auto& [child, names] : steps) {
        variants.insert(names);
        ++counts.first[names.front()];
        ++counts.last[names.back()];
    }
    counts.variants = variants.size();
    return counts;
}

}  // namespace

TEST_CASE("Public logs hold what they are known to hold") {
    struct Known {
        const char* name;
        Counted counts;
        bool of_intervals = false;
    };
    const std::vector<Known> all = {
        {"running-example.xes.gz",
         {6, 42, 6, {{"register request", 6}}, {{"pay compensation", 3}, {"reject request", 3}}}},
        {"roadtraffic100.xes.gz",
         {100,
          390,
          10,
          {{"Create Fine", 100}},
          {{"Send Fine", 17}, {"Payment", 47}, {"Send for Credit Collection", 36}}}},
        {"repairExample.xes.gz",
         {1104,
          11855,
          77,
          {{"Register", 1104}},
          {{"Archive Repair", 1000}, {"Test Repair", 75}, {"Inform User", 27}, {"Repair (Complex)", 2}}}},
        {"interval.xes.gz",
         {1266,
          8109,
          9,
          {{"place order", 1266}},
          {{"confirm payment", 895}, {"make delivery", 230}, {"cancel order", 141}}},
         true}};
    for (const Known& known : all) {
        const auto path = public_file(known.name);
        if (!path) continue;
        INFO(known.name);
        const Reading reading = read(*path);
        CHECK(reading.problems.empty());
        CHECK(reading.sink.rejected.empty());
        const Counted counts = counted(reading, known.of_intervals);
        CHECK(counts.journeys == known.counts.journeys);
        CHECK(counts.events == known.counts.events);
        CHECK(counts.variants == known.counts.variants);
        CHECK(counts.first == known.counts.first);
        CHECK(counts.last == known.counts.last);
        CHECK(static_cast<std::size_t>(reading.summary.rows) == known.counts.events);
    }
}
