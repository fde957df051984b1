// Targets files: what is read, and every fault with its place, what is wrong and, where there is one, what to do.
#include <catch2/catch.hpp>

#include "evidence/measured.hpp"
#include "evidence/target_codec.hpp"

using namespace permap;

namespace {

struct Fault {
    std::string where, what;
    std::string hint = "";  // empty: none is looked for
};

bool is_told(const Problems& problems, const Fault& fault) {
    for (const Problem& problem : problems) {
        if (problem.where == "asked.json#" + fault.where && problem.what.find(fault.what) != std::string::npos &&
            problem.hint.find(fault.hint) != std::string::npos)
            return true;
    }
    return false;
}

void check_faults(const std::string& text, const std::vector<Fault>& faults) {
    INFO(text);
    const Result<Targets> read = targets_from_json("asked.json", text);
    REQUIRE(!read);
    std::string told;
    for (const Problem& problem : read.problems()) told += to_string(problem) + "\n";
    INFO(told);
    for (const Fault& fault : faults) {
        INFO("looked for: " << fault.where << ": " << fault.what << " (" << fault.hint << ")");
        CHECK(is_told(read.problems(), fault));
    }
    CHECK(read.problems().size() == faults.size());
}

void check_measure(const std::string& measure, const std::vector<Fault>& faults) {
    std::vector<Fault> in_file;
    for (const Fault& fault : faults) in_file.push_back({"/targets/0/measure" + fault.where, fault.what, fault.hint});
    check_faults(questions({measure}), in_file);
}

// A published share with its band; `changed` replaces or adds keys, which must come as `"key": value, `.
std::string figure(const std::string& changed) {
    std::string text = R"({"sources": [{"id": "annual", "title": "Annual figures"}], "targets": [{)" + changed;
    for (const char* const part :
         {R"("id": "f")", R"("statement": "a share")", R"("source": ["annual"])", R"("published": 0.5)",
          R"("unit": "share")", R"("use": "validation")", R"("band": {"low": 0.45, "high": 0.55, "rule": "share"})",
          R"("measure": {"kind": "share", "from": "entry", "to": "birth"})"}) {
        const std::string key = std::string(part).substr(0, std::string(part).find(':') + 1);
        if (changed.find(key) == std::string::npos) text += std::string(part) + ", ";
    }
    return text.substr(0, text.size() - 2) + "}]}";
}

}  // namespace

TEST_CASE("a published figure is read with all that is known of it") {
    const Targets all = targets_in(R"({"about": "remarks", "sources": [{"id": "annual", "title": "Annual figures",
        "publisher": "the office", "year": 2025, "url": "https://example.org"}], "targets": [
        {"id": "f", "statement": "a time", "population": "all children", "period": "2024", "source": ["annual"],
         "verified": true, "published": 2, "published_high": 3, "unit": "years", "use": "calibration",
         "band": {"low": 1.8, "high": 3.3, "rule": "time"}, "known_gap": "a gap", "why": "a reason",
         "measure": {"kind": "time", "from": "entry", "to": "birth", "unit": "years"}},
        {"id": "g", "statement": "beyond the model", "source": ["annual"], "use": "compared", "verified": false,
         "measure": null, "why": "the model has no money"},
        {"id": "h", "statement": "a question", "measure": {"kind": "stock", "where": "age < 1"}}]})");
    REQUIRE(all.sources.size() == 1);
    CHECK(all.sources[0].title == "Annual figures");
    REQUIRE(all.targets.size() == 3);
    const EvidenceTarget& f = all.targets[0];
    CHECK(f.where == "asked.json#/targets/0");
    CHECK((f.population == "all children" && f.period == "2024" && f.sources == std::vector<std::string>{"annual"}));
    CHECK((f.published == 2.0 && f.published_high == 3.0 && f.unit == "years" && f.verified));
    CHECK((f.use == TargetUse::calibration && f.known_gap == "a gap" && f.why == "a reason"));
    CHECK(f.band == Band{1.8, 3.3, BandRule::time, ""});
    REQUIRE(f.measure);
    CHECK(f.measure->kind == TargetMeasure::Kind::time);
    CHECK(f.measure->unit == TimeUnit::years);
    CHECK((!all.targets[1].measure && !all.targets[1].verified && all.targets[1].use == TargetUse::compared));
    CHECK((all.targets[2].use == TargetUse::question && !all.targets[2].band && all.targets[2].measure));
}

TEST_CASE("a measure is read word for word") {
    const Targets all = targets_in(questions({
        R"({"kind": "count", "from": [{"step": "a", "on": "ready"}, {"step": "b", "ways": ["x", "y"]}], "to": "birth",
            "within": {"value": 2, "unit": "weeks"}, "events": {"anniversary": 16}, "statistic": "share",
            "at_least": 1, "at_most": 3, "of": "reached", "first": true, "where": "age < 2",
            "unless": {"ends": "setting = away"}, "among": {"events": "entry", "where": "age > 0"}})",
        R"({"kind": "ratio", "of": {"kind": "flow", "events": "entry", "once_a": "journey", "households": true},
            "over": {"kind": "limit", "aim": "soon", "unit": "working_days"}, "times": 100})",
    }));
    const TargetMeasure& count = *all.targets[0].measure;
    REQUIRE(count.from.size() == 2);
    CHECK((count.from[0].kind == Happening::Kind::step && count.from[0].pattern.on_ready));
    CHECK((count.from[1].pattern.ways == std::vector<std::string>{"x", "y"} && !count.from[1].pattern.on_ready));
    CHECK(count.to[0].kind == Happening::Kind::birth);
    CHECK((count.within && minutes_of(*count.within) == Minutes{14 * 1440}));
    CHECK((count.events[0].kind == Happening::Kind::birthday && count.events[0].age_years == 16));
    CHECK((count.statistic == TargetMeasure::Statistic::share && count.at_least == 1 && count.at_most == 3));
    CHECK((count.of_reached && count.first));
    CHECK((to_string(count.where) == "age < 2" && to_string(count.among_where) == "age > 0"));
    CHECK((count.unless[0].kind == Happening::Kind::ends && to_string(count.unless[0].state) == "setting = away"));
    CHECK(count.among[0].kind == Happening::Kind::entry);
    const TargetMeasure& ratio = *all.targets[1].measure;
    REQUIRE(ratio.parts.size() == 2);
    CHECK(ratio.times == 100);
    CHECK((ratio.parts[0].once_a == TargetMeasure::OnceA::journey && ratio.parts[0].households));
    CHECK((ratio.parts[1].aim == "soon" && ratio.parts[1].unit == TimeUnit::working_days));
}

TEST_CASE("lengths of time in whole minutes") {
    CHECK(minutes_of({1, TimeUnit::years}) == Minutes{525960});
    CHECK(minutes_of({1, TimeUnit::months}) == Minutes{43830});
    CHECK(minutes_of({2, TimeUnit::hours}) == Minutes{120});
    CHECK(minutes_of({0.4, TimeUnit::minutes}) == Minutes{0});
    CHECK(minutes_of({0.5, TimeUnit::minutes}) == Minutes{1});
    CHECK(minutes_of({150, TimeUnit::years}) == Minutes{150 * 525960});
}

TEST_CASE(
    "bands by rule: ten in a hundred of a count or time, five points of a share inside 0 and 1, or as published") {
    EvidenceTarget target;
    const auto by = [&](double published, std::optional<double> high, BandRule rule) {
        target.published = published;
        target.published_high = high;
        return band_by_rule(target, {7, 9, rule, "as printed"});
    };
    const auto is = [](const Band& band, double low, double high) {
        CHECK(band.low == Approx(low).margin(1e-12));
        CHECK(band.high == Approx(high).margin(1e-12));
    };
    is(by(200, {}, BandRule::count), 180, 220);
    is(by(200, 300, BandRule::count), 180, 330);
    is(by(2.4, {}, BandRule::time), 2.16, 2.64);
    is(by(0.5, {}, BandRule::share), 0.45, 0.55);
    is(by(0.02, {}, BandRule::share), 0, 0.07);
    is(by(0.98, {}, BandRule::share), 0.93, 1);
    is(by(0.4, 0.6, BandRule::share), 0.35, 0.65);
    is(by(8, {}, BandRule::interval), 7, 9);
    is(by(8, 12, BandRule::interval), 8, 12);
    CHECK(by(8, {}, BandRule::interval).published_interval == "as printed");
}

TEST_CASE("a band that is not the one its rule gives is refused, with the one it gives") {
    const std::string band = "/targets/0/band";
    CHECK(targets_from_json("asked.json", figure("")));
    check_faults(figure(R"("band": {"low": 0.4, "high": 0.6, "rule": "share"}, )"),
                 {{band, "the band is 0.4 to 0.6, but the rule gives 0.45 to 0.55", "before any fit"}});
    check_faults(figure(R"("published": 0.97, "band": {"low": 0.92, "high": 1.02, "rule": "share"}, )"),
                 {{band, "but the rule gives 0.92 to 1"}});
    CHECK(targets_from_json("asked.json",
                            figure(R"("published": 0.97, "band": {"low": 0.92, "high": 1, "rule": "share"}, )")));
    check_faults(figure(R"("unit": "children", "published": 100, "band": {"low": 89, "high": 110, "rule": "count"}, )"),
                 {{band, "the band is 89 to 110, but the rule gives 90 to 110"}});
    check_faults(
        figure(R"("published": 0.4, "published_high": 0.6, "band": {"low": 0.4, "high": 0.55, "rule": "interval"}, )"),
        {{band, "the rule gives 0.4 to 0.6"}});
    check_faults(figure(R"("band": {"low": 0.4, "high": 0.6, "rule": "interval"}, )"),
                 {{band + "/rule", "which interval was published?", "published_interval"}});
    CHECK(targets_from_json(
        "asked.json",
        figure(R"("band": {"low": 0.41, "high": 0.6, "rule": "interval", "published_interval": "41 to 60 %"}, )")));
    check_faults(figure(R"("band": {"low": 0.45, "high": 0.55, "rule": "count"}, )"),
                 {{band + "/rule", "a share has the rule"}});
    check_faults(
        figure(R"("band": {"low": 0.6, "high": 0.4, "rule": "interval", "published_interval": "60 to 40 %"}, )"),
        {{band + "/low", "above high"}});
    check_faults(figure(R"("band": {"low": 0.45, "high": 0.55}, )"), {{band, "\"rule\" is missing"}});
}

TEST_CASE("a figure that may not be used so is refused") {
    const std::string at = "/targets/0/";
    check_faults(figure(R"("use": "calibration", "verified": false, )"),
                 {{at + "use", "recalled and not read", "\"compared\""}});
    CHECK(targets_from_json("asked.json", figure(R"("verified": false, )")));
    check_faults(figure(R"("use": "calibration", "measure": null, "why": "beyond the model", )"),
                 {{at + "use", "without a measure nothing can be fitted", "\"compared\""}});
    check_faults(figure(R"("measure": null, )"), {{at + "why", "why the model cannot express"}});
    check_faults(figure(R"("source": [], )"), {{at + "source", "a published figure has a source"}});
    check_faults(figure(R"("unit": "", )"), {{at + "unit", "in what is it counted?", "children"}});
    check_faults(figure(R"("published": 1.2, "band": {"low": 1.15, "high": 1, "rule": "share"}, )"),
                 {{at + "published", "between 0 and 1", "0.25"}, {at + "band/low", "above high"}});
    check_faults(figure(R"("use": "calibrate", )"), {{at + "use", "calibrate", "calibration"}});
    check_faults(R"({"targets": [{"id": "f", "statement": "s", "published": 3, "measure": null}]})",
                 {{at + "use", "says what it may be used for", "\"compared\""}});
    check_faults(R"({"targets": [{"id": "f", "statement": "s", "source": ["a"], "use": "compared", "unit": "share",
                     "measure": {"kind": "stock", "where": "age < 1"}}]})",
                 {{at + "published", "the figure is missing"}, {at + "band", "how near is near enough?"}});
}

TEST_CASE("faults of a measure") {
    check_measure(R"({"kind": "flows", "events": "entry"})", {{"/kind", "flows", "flow"}});
    check_measure(R"({"events": "entry"})", {{"", "\"kind\" is missing"}});
    check_measure(R"({"kind": "stock"})", {{"", "\"where\" is missing"}});
    check_measure(R"({"kind": "stock", "where": "age < "})", {{"/where", ""}});
    check_measure(R"({"kind": "stock", "where": "$young"})", {{"/where", "no state is called \"$young\""}});
    check_measure(R"({"kind": "flow", "events": "entry", "once_a": "month"})", {{"/once_a", "month", "year"}});
    check_measure(R"({"kind": "flow", "events": []})", {{"/events", "names no event"}});
    check_measure(R"({"kind": "flow", "events": "entri"})", {{"/events", "no event is called", "entry"}});
    check_measure(R"({"kind": "flow", "events": 7})", {{"/events", "expected"}});
    check_measure(R"({"kind": "flow", "events": {"step": "a", "on": "ready", "ways": ["x"]}})",
                  {{"/events/ways", "a way is taken on completion", "leave out"}});
    check_measure(R"({"kind": "flow", "events": {"step": "a", "on": "begun"}})", {{"/events/on", "begun"}});
    check_measure(R"({"kind": "flow", "events": {"anniversary": 121}})", {{"/events/anniversary", ""}});
    check_measure(R"({"kind": "flow", "events": {"begins": "age < 1", "step": "a"}})",
                  {{"/events/step", "unknown key"}});
    check_measure(R"({"kind": "flow", "events": "entry", "of": "reached"})", {{"/of", "unknown key"}});
    check_measure(R"({"kind": "time", "from": "entry", "to": "birth"})", {{"", "\"unit\" is missing"}});
    check_measure(R"({"kind": "time", "from": "entry", "to": "birth", "unit": "working_days"})",
                  {{"/unit", "counted through", "calendar_days"}});
    check_measure(R"({"kind": "time", "from": "entry", "unit": "weeks"})", {{"", "\"to\" is missing"}});
    check_measure(R"({"kind": "time", "to": "entry", "unit": "weeks"})", {{"", "\"from\" is missing"}});
    check_measure(R"({"kind": "time", "from": "entry", "to": "birth", "unit": "weeks", "statistic": "quantile"})",
                  {{"", "\"p\" is missing"}});
    check_measure(
        R"({"kind": "time", "from": "entry", "to": "birth", "unit": "weeks", "statistic": "quantile", "p": 50})",
        {{"/p", "outside 0 to 1", "0.5 is the median"}});
    check_measure(R"({"kind": "time", "from": "entry", "to": "birth", "unit": "weeks", "p": 0.5})",
                  {{"/p", "unknown key"}});
    const std::string share = R"({"kind": "share", "from": "entry", "to": "birth", )";
    check_measure(share + R"("within": {"value": 2, "unit": "working_days"}})",
                  {{"/within/unit", "working days differ", "calendar_days"}});
    check_measure(share + R"("within": {"value": -2, "unit": "weeks"}})", {{"/within/value", "a time below 0"}});
    check_measure(share + R"("within": {"value": 151, "unit": "years"}})", {{"/within/value", "longer than any life"}});
    check_measure(share + R"("within": {"value": 2}})", {{"/within", "\"unit\" is missing"}});
    check_measure(share + R"("within": {"value": 2, "unit": "weeks"}, "beyond": {"value": 2, "unit": "weeks"}})",
                  {{"/beyond", "beside \"within\"", "one of the two"}});
    check_measure(share + R"("of": "reached"})", {{"/of", "all of those who reached it", "leave out"}});
    check_measure(share + R"("of": "some", "within": {"value": 2, "unit": "weeks"}})", {{"/of", "some"}});
    check_measure(share + R"("among": {"where": "age < 2"}})", {{"/among", "\"events\" is missing"}});
    check_measure(share + R"("first": "yes"})", {{"/first", "expected"}});
    check_measure(R"({"kind": "status", "from": "entry"})", {{"", "\"after\" is missing"}, {"", "\"is\" is missing"}});
    const std::string count = R"({"kind": "count", "from": "entry", "events": "birth", )";
    check_measure(R"({"kind": "count", "from": "entry"})", {{"", "\"events\" is missing"}});
    check_measure(count + R"("of": "reached"})", {{"/of", "reached what?"}});
    check_measure(count + R"("statistic": "share"})", {{"/statistic", "needs at_least or at_most"}});
    check_measure(count + R"("at_least": 2})", {{"/statistic", "a mean has neither"}});
    check_measure(count + R"("statistic": "share", "at_least": 3, "at_most": 2})", {{"/at_least", "above at_most"}});
    check_measure(R"({"kind": "limit", "unit": "weeks"})", {{"", "names one step, or one aim"}});
    check_measure(R"({"kind": "limit", "step": "a", "aim": "b", "unit": "weeks"})",
                  {{"", "names one step, or one aim"}});
    check_measure(R"({"kind": "limit", "step": "a"})", {{"", "\"unit\" is missing"}});
    check_measure(R"({"kind": "ratio", "of": {"kind": "flow", "events": "entry"}})", {{"", "\"over\" is missing"}});
    check_measure(R"({"kind": "ratio", "of": {"kind": "flow", "events": "entri"}, "over": {"kind": "stock"}})",
                  {{"/of/events", "no event"}, {"/over", "\"where\" is missing"}});
}

TEST_CASE("faults of a whole file, all at once, each at its place") {
    check_faults(R"({"statess": {}, "states": {"away": "setting ==", "n": 3}, "events": {"met": "mett"},
        "sources": [{"id": "annual"}],
        "targets": [{"id": "f", "statement": "s", "measure": {"kind": "stock", "where": "$home"}},
                    {"id": "f", "statement": "", "measure": {"kind": "limit", "unit": "weeks"}},
                    {"id": "g h", "statement": "s", "measur": null}]})",
                 {{"/statess", "unknown key", "states"},
                  {"/states/away", ""},
                  {"/states/n", "expected a condition as text", "setting = away"},
                  {"/events/met", "no event is called"},
                  {"/sources/0", "\"title\" is missing"},
                  {"/targets/0/measure/where", "no state is called"},
                  {"/targets/1/id", "a second figure called \"f\""},
                  {"/targets/1/statement", "is empty"},
                  {"/targets/1/measure", "names one step"},
                  {"/targets/2/id", "g h"},
                  {"/targets/2", "\"measure\" is missing"},
                  {"/targets/2/measur", "unknown key", "measure"}});
    check_faults(R"({"about": "nothing"})", {{"", "\"targets\" is missing"}});
    check_faults(R"({"targets": {}})", {{"/targets", "expected a list"}});
    check_faults(R"({"states": [], "events": 3, "targets": []})",
                 {{"/states", "expected an object"}, {"/events", "expected an object"}});
    // A name is said before it is used.
    check_faults(R"({"states": {"young_away": "$away and age < 12", "away": "setting = away"}, "targets": []})",
                 {{"/states/young_away", "no state is called \"$away\""}});
}

TEST_CASE("what is no JSON is said with line and column") {
    for (const char* const text : {"", "figures", R"({"targets": [})", R"({"targets": [], "targets": []})"}) {
        const Result<Targets> read = targets_from_json("asked.json", text);
        INFO(text);
        REQUIRE(!read);
        CHECK(read.problems().front().where.starts_with("asked.json"));
    }
}
