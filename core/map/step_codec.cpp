#include "map/step_codec.hpp"

#include "map/duration_codec.hpp"
#include "map/join_codec.hpp"

namespace permap {

namespace {

const std::vector<std::pair<std::string, StepKind>> kind_words = {
    {"start", StepKind::start},          {"activity", StepKind::activity},   {"decision", StepKind::decision},
    {"split", StepKind::split},          {"join", StepKind::join},           {"wait", StepKind::wait},
    {"clock", StepKind::clock},          {"milestone", StepKind::milestone}, {"outcome", StepKind::outcome},
    {"strand_end", StepKind::strand_end}};
const std::vector<std::pair<std::string, Basis>> basis_words = {
    {"statute", Basis::statute}, {"rules", Basis::rules}, {"guidance", Basis::guidance}, {"practice", Basis::practice}};
const std::vector<std::pair<std::string, BackWay>> back_words = {
    {"rework", BackWay::rework}, {"cycle", BackWay::cycle}, {"re_entry", BackWay::re_entry}};
const std::vector<std::pair<std::string, bool>> event_words = {{"completed", false}, {"ready", true}};
const std::vector<std::pair<std::string, bool>> while_running_words = {{"keep", false}, {"restart", true}};

template <class T>
std::string word_for(T value, const std::vector<std::pair<std::string, T>>& words) {
    for (const auto& [text, candidate] : words) {
        if (candidate == value) return text;
    }
    return {};
}

Way read_way(ObjectReader& reader) {
    Way way;
    way.to = reader.id("to");
    way.id = reader.optional_id("id");
    if (way.id.empty()) way.id = way.to;
    way.name = reader.text("name");
    way.probability = read_quantity(reader, "probability", QuantityKind::share);
    way.when = read_condition(reader, "when");
    way.interrupts = reader.ids("interrupts");
    way.sets = read_assignments(reader, "sets");
    way.returns_to = reader.optional_id("returns_to");
    way.back = reader.choice<BackWay>("back", back_words, BackWay::none);
    way.in_force = read_in_force(reader);
    way.seldom = reader.text("seldom");
    return way;
}

Json write_way(const Way& way) {
    Json object = Json::object();
    if (way.id != way.to) write_text(way.id, "id", object);
    write_text(way.name, "name", object);
    object["to"] = way.to;
    if (way.probability) object["probability"] = write_quantity(*way.probability);
    write_condition(way.when, "when", object);
    write_words(way.interrupts, "interrupts", object);
    write_assignments(way.sets, "sets", object);
    write_text(way.returns_to, "returns_to", object);
    write_text(word_for(way.back, back_words), "back", object);
    write_in_force(way.in_force, object);
    write_text(way.seldom, "seldom", object);
    return object;
}

AttributeDraw read_draw(ObjectReader& reader) {
    AttributeDraw draw;
    draw.attribute = reader.id("attribute");
    draw.unless_condition = read_condition(reader, "unless");
    reader.required("cases");
    reader.each("cases", [&](ObjectReader& item) {
        AttributeDraw::Case one;
        one.when = read_condition(item, "when");
        item.required("values");
        item.each("values", [&](ObjectReader& entry) {
            std::string value = entry.id("value");
            one.values.push_back({std::move(value), read_required_quantity(entry, "probability", QuantityKind::share)});
        });
        draw.cases.push_back(std::move(one));
    });
    return draw;
}

Json write_draw(const AttributeDraw& draw) {
    Json object = Json::object();
    object["attribute"] = draw.attribute;
    write_condition(draw.unless_condition, "unless", object);
    object["cases"] = Json::array();
    for (const AttributeDraw::Case& one : draw.cases) {
        Json item = Json::object();
        write_condition(one.when, "when", item);
        item["values"] = Json::array();
        for (const AttributeDraw::Value& value : one.values) {
            item["values"].push_back({{"value", value.value}, {"probability", write_quantity(value.probability)}});
        }
        object["cases"].push_back(std::move(item));
    }
    return object;
}

}  // namespace

Timescale read_timescale(ObjectReader& reader) {
    Timescale timescale;
    timescale.value = reader.required_number("value");
    if (timescale.value < 0) reader.fault("value", "a time below 0");
    timescale.unit = reader.choice<TimeUnit>("unit", time_unit_words(), std::nullopt);
    reader.object("from", [&](ObjectReader& from) {
        timescale.from_step = from.id("step");
        timescale.from_ready = from.choice<bool>("on", event_words, false);
    });
    timescale.inclusive = reader.flag("inclusive");
    timescale.basis = reader.text("basis");
    timescale.from = read_provenance(reader);
    timescale.in_force = read_in_force(reader);
    return timescale;
}

Json write_timescale(const Timescale& timescale) {
    Json object = {{"value", timescale.value}, {"unit", to_string(timescale.unit)}};
    if (!timescale.from_step.empty()) {
        object["from"] = {{"step", timescale.from_step}};
        if (timescale.from_ready) object["from"]["on"] = "ready";
    }
    write_flag(timescale.inclusive, "inclusive", object);
    write_text(timescale.basis, "basis", object);
    write_provenance(timescale.from, object);
    write_in_force(timescale.in_force, object);
    return object;
}

namespace {

// One object, or a list of them with dates.
std::vector<Timescale> read_timescales(ObjectReader& parent) {
    std::vector<Timescale> timescales;
    const auto read = [&](ObjectReader& reader) { timescales.push_back(read_timescale(reader)); };
    const Json* const value = parent.find("timescale");
    if (value != nullptr && value->is_array()) {
        parent.each("timescale", read);
    } else {
        parent.object("timescale", read);
    }
    return timescales;
}

void write_timescales(const std::vector<Timescale>& timescales, Json& object) {
    if (timescales.size() == 1) {
        object["timescale"] = write_timescale(timescales.front());
        return;
    }
    for (const Timescale& timescale : timescales) object["timescale"].push_back(write_timescale(timescale));
}

Use read_use(ObjectReader& reader) {
    Use use;
    use.resource = reader.id("resource");
    use.when = read_condition(reader, "when");
    reader.each("priorities", [&](ObjectReader& item) {
        Condition when = read_condition(item, "when");
        use.priorities.push_back({std::move(when), item.required_whole("value", -1000, 1000)});
    });
    use.for_good = reader.flag("for_good");
    reader.object("working", [&](ObjectReader& working) { use.working = read_duration(working); });
    return use;
}

Json write_use(const Use& use) {
    Json object = {{"resource", use.resource}};
    write_condition(use.when, "when", object);
    if (!use.priorities.empty()) {
        object["priorities"] = Json::array();
        for (const Use::Priority& priority : use.priorities) {
            Json item = Json::object();
            write_condition(priority.when, "when", item);
            item["value"] = priority.value;
            object["priorities"].push_back(std::move(item));
        }
    }
    write_flag(use.for_good, "for_good", object);
    if (use.working) object["working"] = write_duration(*use.working);
    return object;
}

Clock read_clock(ObjectReader& reader) {
    Clock clock;
    clock.starts_at = reader.ids("starts_at");
    clock.ends_at = reader.ids("ends_at");
    clock.only_if = read_condition(reader, "only_if");
    clock.restarts = reader.choice<bool>("while_running", while_running_words, false);
    clock.lifelong = reader.flag("lifelong");
    return clock;
}

Json write_clock(const Clock& clock) {
    Json object = Json::object();
    write_words(clock.starts_at, "starts_at", object);
    write_words(clock.ends_at, "ends_at", object);
    write_condition(clock.only_if, "only_if", object);
    if (clock.restarts) object["while_running"] = "restart";
    write_flag(clock.lifelong, "lifelong", object);
    return object;
}

// What only some kinds of step have.
void read_parts_of_kind(ObjectReader& reader, Step& step) {
    const auto only_on = [&](const char* key, StepKind kind) {
        if (!reader.has(key) || step.kind == kind) return;
        reader.fault(key, "a step of kind " + word_for(step.kind, kind_words) + " has no \"" + key + "\"",
                     "it belongs to a " + word_for(kind, kind_words));
    };
    only_on("split", StepKind::split);
    only_on("join", StepKind::join);
    only_on("clock", StepKind::clock);
    reader.object("split", [&](ObjectReader& split) {
        step.branches = split.ids("branches");
        step.join = split.optional_id("join");
        step.clears = read_assignments(split, "clears");
    });
    reader.object("join", [&](ObjectReader& join) { step.joins = read_join(join); });
    reader.object("clock", [&](ObjectReader& clock) { step.clock = read_clock(clock); });
    if (step.kind == StepKind::join) reader.required("join");
    if (step.kind == StepKind::clock) reader.required("clock");
}

void write_parts_of_kind(const Step& step, Json& object) {
    if (!step.branches.empty() || !step.join.empty() || !step.clears.empty()) {
        Json& split = object["split"] = Json::object();
        write_words(step.branches, "branches", split);
        write_text(step.join, "join", split);
        write_assignments(step.clears, "clears", split);
    }
    if (step.joins) object["join"] = write_join(*step.joins);
    if (step.clock) object["clock"] = write_clock(*step.clock);
}

template <class Parsed, class Parse>
Parsed parsed_or_fault(const std::string& text, const std::string& where, Problems& problems, const Parse& parse) {
    Result<Parsed> result = parse(text);
    if (result) return *std::move(result);
    for (const Problem& problem : result.problems()) problems.push_back({where, problem.what, problem.hint});
    return {};
}

}  // namespace

Condition read_condition(ObjectReader& parent, std::string_view key) {
    const Json* const value = parent.find(key);
    if (value == nullptr) return {};
    if (!value->is_string()) {
        parent.text(key);  // reports it
        return {};
    }
    return parsed_or_fault<Condition>(value->get<std::string>(), parent.where(key), parent.problems(), parse_condition);
}

std::vector<Assignment> read_assignments(ObjectReader& parent, std::string_view key) {
    std::vector<Assignment> assignments;
    parent.each_value(key, [&](const Json& value, const std::string& where) {
        if (!value.is_string()) {
            parent.problems().push_back(
                {where, "expected a text in quotes, found " + ObjectReader::kind_of(value), ""});
            return;
        }
        assignments.push_back(
            parsed_or_fault<Assignment>(value.get<std::string>(), where, parent.problems(), parse_assignment));
    });
    return assignments;
}

InForce read_in_force(ObjectReader& parent) {
    InForce in_force;
    const Json* const word = parent.find("in_force");
    if (word != nullptr && word->is_string()) {
        in_force.never = parent.choice<bool>("in_force", {{"never", true}}, std::nullopt);
        return in_force;
    }
    parent.object("in_force", [&](ObjectReader& reader) {
        in_force.from = reader.instant("from");
        in_force.until = reader.instant("until");
        if (!reader.has("from") && !reader.has("until")) reader.fault({}, "names neither from nor until");
        if (in_force.from && in_force.until && *in_force.from >= *in_force.until) {
            reader.fault({}, "ends before it begins");
        }
    });
    return in_force;
}

std::string date_text(Instant at) {
    return at == midnight(date_of(at)) ? to_date_string(at) : to_string(at);
}

void write_condition(const Condition& condition, std::string_view key, Json& object) {
    if (condition.kind != Condition::Kind::always) object[std::string(key)] = to_string(condition);
}

void write_assignments(const std::vector<Assignment>& assignments, std::string_view key, Json& object) {
    std::vector<std::string> texts;
    for (const Assignment& assignment : assignments) texts.push_back(to_string(assignment));
    write_words(texts, key, object);
}

void write_in_force(const InForce& in_force, Json& object) {
    if (in_force.never) object["in_force"] = "never";
    if (!depends_on_date(in_force)) return;
    Json& dates = object["in_force"] = Json::object();
    if (in_force.from) dates["from"] = date_text(*in_force.from);
    if (in_force.until) dates["until"] = date_text(*in_force.until);
}

void write_text(const std::string& text, std::string_view key, Json& object) {
    if (!text.empty()) object[std::string(key)] = text;
}

void write_flag(bool flag, std::string_view key, Json& object) {
    if (flag) object[std::string(key)] = true;
}

void write_words(const std::vector<std::string>& words, std::string_view key, Json& object) {
    if (!words.empty()) object[std::string(key)] = words;
}

Step read_step(ObjectReader& reader) {
    Step step;
    step.where = reader.where();
    step.id = reader.id("id");
    step.name = reader.required_text("name");
    step.process = reader.optional_id("process");
    step.lane = reader.id("lane");
    step.kind = reader.choice<StepKind>("kind", kind_words, std::nullopt);
    step.basis = reader.choice<Basis>("basis", basis_words, std::nullopt);
    step.rights = reader.flag("rights");
    step.law = reader.text("law");
    step.protects = reader.text("protects");
    step.what_it_takes = reader.text("what_it_takes");
    step.note = reader.text("note");
    step.seldom = reader.text("seldom");
    reader.object("duration", [&](ObjectReader& duration) { step.duration = read_duration(duration); });
    step.calendar = reader.optional_id("calendar");
    step.timescales = read_timescales(reader);
    reader.object("uses", [&](ObjectReader& use) { step.uses = read_use(use); });
    step.adds_to = reader.optional_id("adds_to");
    reader.object("together", [&](ObjectReader& together) {
        step.together_gather_days = together.required_whole("gather_days", 0, 3650);
        step.together_one_decision = together.flag("one_decision");
    });
    step.cancels = reader.ids("cancels");
    step.sets = read_assignments(reader, "sets");
    reader.each("draws", [&](ObjectReader& draw) { step.draws.push_back(read_draw(draw)); });
    step.derives = read_assignments(reader, "derives");
    reader.each("ways", [&](ObjectReader& way) { step.ways.push_back(read_way(way)); });
    read_parts_of_kind(reader, step);
    step.exit_of = reader.optional_id("exit_of");
    step.in_force = read_in_force(reader);
    return step;
}

Json write_step(const Step& step) {
    Json object = {{"id", step.id}, {"name", step.name}};
    write_text(step.process, "process", object);
    object["lane"] = step.lane;
    object["kind"] = word_for(step.kind, kind_words);
    object["basis"] = word_for(step.basis, basis_words);
    write_flag(step.rights, "rights", object);
    write_text(step.law, "law", object);
    write_text(step.protects, "protects", object);
    write_text(step.what_it_takes, "what_it_takes", object);
    write_text(step.note, "note", object);
    write_text(step.seldom, "seldom", object);
    if (step.duration != Duration{}) object["duration"] = write_duration(step.duration);
    write_text(step.calendar, "calendar", object);
    write_timescales(step.timescales, object);
    if (step.uses) object["uses"] = write_use(*step.uses);
    write_text(step.adds_to, "adds_to", object);
    if (step.together_gather_days) {
        object["together"] = {{"gather_days", *step.together_gather_days}};
        write_flag(step.together_one_decision, "one_decision", object["together"]);
    }
    write_words(step.cancels, "cancels", object);
    write_assignments(step.sets, "sets", object);
    for (const AttributeDraw& draw : step.draws) object["draws"].push_back(write_draw(draw));
    write_assignments(step.derives, "derives", object);
    for (const Way& way : step.ways) object["ways"].push_back(write_way(way));
    write_parts_of_kind(step, object);
    write_text(step.exit_of, "exit_of", object);
    write_in_force(step.in_force, object);
    return object;
}

}  // namespace permap
