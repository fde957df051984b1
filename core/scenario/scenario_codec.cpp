#include "scenario/scenario_codec.hpp"

#include <algorithm>
#include <tuple>

#include "map/duration_codec.hpp"
#include "map/json_reader.hpp"
#include "map/step_codec.hpp"
#include "vocabulary/suggestion.hpp"

namespace permap {

bool Scenario::operator==(const Scenario& other) const {
    const auto meaning = [](const Scenario& s) {
        return std::tie(s.id, s.name, s.map, s.aim, s.prediction, s.why, s.status, s.what_happened, s.what_next,
                        s.sources, s.edits);
    };
    return meaning(*this) == meaning(other);
}

namespace {

Target read_target(ObjectReader& reader) {
    const bool has_step = reader.has("step"), has_stage = reader.has("stage");
    if (has_step == has_stage) {
        reader.fault({}, has_step ? "names both a step and a stage" : "\"step\" or \"stage\" is missing",
                     "say which step or stage is meant");
    }
    if (has_stage) return {reader.optional_id("stage"), true};
    return {reader.optional_id("step"), false};
}

std::vector<Take> read_takes(ObjectReader& reader, const Target& target) {
    const Json* const value = reader.find("take");
    if (value == nullptr) return {};
    if (value->is_string()) {
        if (target.is_stage) {
            reader.fault("take", "a removed stage names its decisions", R"(write {"STEP": "WAY"})");
        }
        return {{target.id, value->get<std::string>()}};
    }
    std::vector<Take> takes;
    if (!target.is_stage || !value->is_object()) {
        reader.fault("take", "expected " +
                                 std::string(target.is_stage ? "an object {\"STEP\": \"WAY\"}" : "the id of a way") +
                                 ", found " + ObjectReader::kind_of(*value));
        return takes;
    }
    for (const auto& [step, way] : value->items()) {
        if (way.is_string()) {
            takes.push_back({step, way.get<std::string>()});
        } else {
            reader.problems().push_back({reader.where("take") + "/" + step,
                                         "expected the id of a way, found " + ObjectReader::kind_of(way), ""});
        }
    }
    return takes;
}

struct LengthOfTime {
    double value = 0;
    TimeUnit unit = TimeUnit::calendar_days;
    Provenance from;
};

LengthOfTime read_length(ObjectReader& parent, std::string_view key) {
    LengthOfTime length;
    const Json* const value = parent.required(key);
    if (value != nullptr && value->is_number()) {
        parent.fault(key, "a bare number",
                     R"(write {"value": )" + value->dump() + R"(, "unit": "weeks", "assumption": "the reason"})");
        return length;
    }
    parent.object(key, [&](ObjectReader& reader) {
        length.value = reader.required_number("value");
        length.unit = reader.choice<TimeUnit>("unit", time_unit_words(), std::nullopt);
        length.from = read_provenance(reader);
    });
    return length;
}

Json write_length(double value, TimeUnit unit, const Provenance& from) {
    Json object = {{"value", value}, {"unit", to_string(unit)}};
    write_provenance(from, object);
    return object;
}

Change read_remove(ObjectReader& reader) {
    Remove change{read_target(reader), {}};
    change.take = read_takes(reader, change.target);
    return change;
}

Change read_scale(ObjectReader& reader) {
    return ScaleDuration{read_target(reader), read_required_quantity(reader, "factor", QuantityKind::amount)};
}

Change read_set_duration(ObjectReader& reader) {
    SetDuration change{reader.id("step"), {}};
    reader.required("duration");
    reader.object("duration", [&](ObjectReader& duration) { change.duration = read_duration(duration); });
    return change;
}

Change read_cap(ObjectReader& reader) {
    CapDuration change;
    change.target = read_target(reader);
    const LengthOfTime longest = read_length(reader, "at_most");
    change.longest = longest.value;
    change.unit = longest.unit;
    change.from = longest.from;
    change.enforced_share = reader.number("enforce").value_or(1);
    return change;
}

Change read_add(ObjectReader& reader) {
    AddDuration change;
    change.step = reader.id("step");
    const LengthOfTime time = read_length(reader, "time");
    change.value = time.value;
    change.unit = time.unit;
    change.from = time.from;
    return change;
}

Change read_set_probability(ObjectReader& reader) {
    SetProbability change;
    change.step = reader.id("step");
    change.way = reader.id("way");
    change.probability = read_required_quantity(reader, "probability", QuantityKind::share);
    return change;
}

Change read_set_attribute(ObjectReader& reader) {
    SetAttribute change;
    change.attribute = reader.id("attribute");
    change.value = reader.required_text("value");
    return change;
}

Change read_set_capacity(ObjectReader& reader) {
    return SetCapacity{reader.id("resource"), read_required_quantity(reader, "units", QuantityKind::amount)};
}

Change read_set_calendar(ObjectReader& reader) {
    SetCalendar change;
    if (reader.has("step")) {
        if (reader.has("resource")) {
            reader.fault({}, "names both a step and a resource",
                         "a resource sits so often; a step's working time runs in a calendar");
        }
        change.step = reader.id("step");
        change.calendar = reader.id("calendar");
        return change;
    }
    change.resource = reader.id("resource");
    const LengthOfTime every = read_length(reader, "every");
    change.every = every.value;
    change.unit = every.unit;
    change.from = every.from;
    return change;
}

Change read_set_priority(ObjectReader& reader) {
    SetPriority change;
    change.step = reader.id("step");
    change.priority = reader.required_whole("priority", -1000, 1000);
    return change;
}

Change read_set_arrivals(ObjectReader& reader) {
    return SetArrivals{reader.id("entry"), read_required_quantity(reader, "children_a_year", QuantityKind::amount)};
}

Change read_set_timescale(ObjectReader& reader) {
    SetTimescale change;
    change.step = reader.id("step");
    const Json* const value = reader.required("timescale");
    if (value != nullptr && value->is_null()) return change;  // none any more
    reader.object("timescale", [&](ObjectReader& timescale) { change.timescale = read_timescale(timescale); });
    return change;
}

std::vector<std::string> read_steps_in_a_row(ObjectReader& reader) {
    reader.required("steps");
    std::vector<std::string> steps = reader.ids("steps");
    if (steps.size() == 1) reader.fault("steps", "names one step only", "name two or more that follow each other");
    return steps;
}

Change read_make_parallel(ObjectReader& reader) {
    return MakeParallel{read_steps_in_a_row(reader)};
}

Change read_merge(ObjectReader& reader) {
    Merge change;
    change.steps = read_steps_in_a_row(reader);
    change.keep = reader.optional_id("keep");
    if (reader.has("duration")) {
        reader.object("duration", [&](ObjectReader& duration) { change.duration = read_duration(duration); });
    }
    return change;
}

Change read_insert(ObjectReader& reader) {
    Insert change;
    reader.required("step");
    reader.object("step", [&](ObjectReader& step) { change.step = read_step(step); });
    change.after = reader.optional_id("after");
    change.way = reader.optional_id("way");
    change.before = reader.optional_id("before");
    if (change.after.empty() == change.before.empty()) {
        reader.fault(
            {}, change.after.empty() ? "says neither \"after\" nor \"before\"" : "says both \"after\" and \"before\"",
            "after a step (and by which way), or before a step");
    }
    if (!change.way.empty() && change.after.empty()) reader.fault("way", "a way belongs to \"after\"", "leave it out");
    return change;
}

Change read_start_with(ObjectReader& reader) {
    StartWith change;
    change.step = reader.id("step");
    change.with = reader.id("with");
    change.through = reader.optional_id("through");
    return change;
}

struct Kind {
    std::string word;
    Change (*read)(ObjectReader&);
};

// In the order of Change.
const std::vector<Kind>& kinds() {
    static const std::vector<Kind> all = {
        {"remove", read_remove},
        {"scale_duration", read_scale},
        {"set_duration", read_set_duration},
        {"cap_duration", read_cap},
        {"add_duration", read_add},
        {"set_probability", read_set_probability},
        {"set_attribute", read_set_attribute},
        {"set_capacity", read_set_capacity},
        {"set_calendar", read_set_calendar},
        {"set_priority", read_set_priority},
        {"set_arrivals", read_set_arrivals},
        {"set_timescale", read_set_timescale},
        {"make_parallel", read_make_parallel},
        {"merge", read_merge},
        {"insert", read_insert},
        {"start_with", read_start_with},
    };
    return all;
}

// A date or a condition belongs to an edit: what a whole scenario holds from is said edit by edit.
void refuse_when_and_start(ObjectReader& reader) {
    for (const char* const key : {"start", "when"}) {
        if (reader.has(key)) {
            reader.fault(key, std::string("\"") + key + "\" belongs to an edit, not to a scenario",
                         "write it in each edit that it is meant for");
        }
    }
}

std::optional<Edit> read_edit(ObjectReader& reader) {
    const std::string word = reader.required_text("edit");
    Guard guard;
    guard.from = reader.instant("start");
    guard.when = read_condition(reader, "when");
    std::vector<std::string> known;
    for (const Kind& kind : kinds()) {
        if (kind.word == word) return Edit{kind.read(reader), reader.where(), std::move(guard)};
        known.push_back(kind.word);
    }
    reader.ignore_rest();
    if (word.empty()) return std::nullopt;
    const std::string near = nearest(word, std::span<const std::string>(known));
    std::string hint = near.empty() ? "" : "did you mean " + near + "?";
    if (hint.empty()) {
        for (const std::string& each : known) hint += (hint.empty() ? "one of " : ", ") + each;
    }
    reader.fault("edit", "unknown edit \"" + word + "\"", hint);
    return std::nullopt;
}

void write_target(const Target& target, Json& object) {
    object[target.is_stage ? "stage" : "step"] = target.id;
}

struct EditWriter {
    Json& object;

    void operator()(const Remove& change) const {
        write_target(change.target, object);
        if (change.take.empty()) return;
        if (!change.target.is_stage) {
            object["take"] = change.take.front().way;
            return;
        }
        object["take"] = Json::object();
        for (const Take& take : change.take) object["take"][take.step] = take.way;
    }
    void operator()(const ScaleDuration& change) const {
        write_target(change.target, object);
        object["factor"] = write_quantity(change.factor);
    }
    void operator()(const SetDuration& change) const {
        object["step"] = change.step;
        object["duration"] = write_duration(change.duration);
    }
    void operator()(const CapDuration& change) const {
        write_target(change.target, object);
        object["at_most"] = write_length(change.longest, change.unit, change.from);
        if (change.enforced_share != 1) object["enforce"] = change.enforced_share;
    }
    void operator()(const AddDuration& change) const {
        object["step"] = change.step;
        object["time"] = write_length(change.value, change.unit, change.from);
    }
    void operator()(const SetProbability& change) const {
        object["step"] = change.step;
        object["way"] = change.way;
        object["probability"] = write_quantity(change.probability);
    }
    void operator()(const SetAttribute& change) const {
        object["attribute"] = change.attribute;
        object["value"] = change.value;
    }
    void operator()(const SetCapacity& change) const {
        object["resource"] = change.resource;
        object["units"] = write_quantity(change.units);
    }
    void operator()(const SetCalendar& change) const {
        if (!change.step.empty()) {
            object["step"] = change.step;
            object["calendar"] = change.calendar;
            return;
        }
        object["resource"] = change.resource;
        object["every"] = write_length(change.every, change.unit, change.from);
    }
    void operator()(const SetPriority& change) const {
        object["step"] = change.step;
        object["priority"] = change.priority;
    }
    void operator()(const SetArrivals& change) const {
        object["entry"] = change.entry;
        object["children_a_year"] = write_quantity(change.children_a_year);
    }
    void operator()(const SetTimescale& change) const {
        object["step"] = change.step;
        object["timescale"] = change.timescale ? write_timescale(*change.timescale) : Json(nullptr);
    }
    void operator()(const MakeParallel& change) const { object["steps"] = change.steps; }
    void operator()(const Merge& change) const {
        object["steps"] = change.steps;
        if (!change.keep.empty()) object["keep"] = change.keep;
        if (change.duration) object["duration"] = write_duration(*change.duration);
    }
    void operator()(const Insert& change) const {
        object["step"] = write_step(change.step);
        write_text(change.after, "after", object);
        write_text(change.way, "way", object);
        write_text(change.before, "before", object);
    }
    void operator()(const StartWith& change) const {
        object["step"] = change.step;
        object["with"] = change.with;
        write_text(change.through, "through", object);
    }
};

}  // namespace

Result<Scenario> scenario_from_json(const std::string& path, std::string_view text) {
    Result<Json> json = parse_json(text, path);
    if (!json) return json.problems();

    Problems problems;
    Scenario scenario;
    scenario.where = path;
    ObjectReader reader(*json, path + "#", problems);
    reader.ignore("$schema");
    scenario.id = reader.id("id");
    scenario.name = reader.required_text("name");
    scenario.map = reader.id("map");
    scenario.aim = reader.required_text("aim");
    scenario.prediction = reader.required_text("prediction");
    scenario.why = reader.required_text("why");
    scenario.status = reader.required_text("status");
    scenario.what_happened = reader.text("what_happened");
    scenario.what_next = reader.text("what_next");
    scenario.sources = reader.ids("sources");
    refuse_when_and_start(reader);
    reader.required("edits");
    reader.each("edits", [&](ObjectReader& item) {
        if (auto edit = read_edit(item)) scenario.edits.push_back(*std::move(edit));
    });
    reader.done();
    if (!problems.empty()) return problems;
    return scenario;
}

std::string scenario_to_json(const Scenario& scenario) {
    Json object = {{"id", scenario.id},
                   {"name", scenario.name},
                   {"map", scenario.map},
                   {"aim", scenario.aim},
                   {"prediction", scenario.prediction},
                   {"why", scenario.why},
                   {"status", scenario.status}};
    if (!scenario.what_happened.empty()) object["what_happened"] = scenario.what_happened;
    if (!scenario.what_next.empty()) object["what_next"] = scenario.what_next;
    if (!scenario.sources.empty()) object["sources"] = scenario.sources;
    object["edits"] = Json::array();
    for (const Edit& edit : scenario.edits) {
        Json item = {{"edit", kinds()[edit.change.index()].word}};
        std::visit(EditWriter{item}, edit.change);
        if (edit.guard.from) item["start"] = date_text(*edit.guard.from);
        write_condition(edit.guard.when, "when", item);
        object["edits"].push_back(std::move(item));
    }
    return readable(object);
}

}  // namespace permap
