#include "evidence/measure_reader.hpp"

#include <algorithm>

#include "map/duration_codec.hpp"
#include "map/step_codec.hpp"
#include "vocabulary/suggestion.hpp"

namespace permap {

namespace {

bool is_name_letter(char letter) {
    return (letter >= 'a' && letter <= 'z') || (letter >= 'A' && letter <= 'Z') || (letter >= '0' && letter <= '9') ||
           letter == '_';
}

std::vector<std::string> names_of(const auto& named) {
    std::vector<std::string> names;
    for (const auto& [name, value] : named) names.push_back(name);
    return names;
}

std::optional<Span> read_span(ObjectReader& parent, std::string_view key) {
    std::optional<Span> span;
    parent.object(key, [&](ObjectReader& reader) {
        span.emplace();
        span->value = reader.required_number("value");
        span->unit = reader.choice<TimeUnit>("unit", time_unit_words(), std::nullopt);
        if (span->value < 0) reader.fault("value", "a time below 0");
        if (span->unit == TimeUnit::working_days)
            reader.fault("unit", "working days differ from year to year", "calendar_days, or weeks of 7 days");
        if (span->value * minutes_in(span->unit) > minutes_in(TimeUnit::years) * 150)
            reader.fault("value", "longer than any life");
    });
    return span;
}

const std::vector<std::pair<std::string, TargetMeasure::Kind>> kinds = {
    {"stock", TargetMeasure::Kind::stock},
    {"flow", TargetMeasure::Kind::flow},
    {"children_a_year", TargetMeasure::Kind::children_a_year},
    {"time", TargetMeasure::Kind::time},
    {"share", TargetMeasure::Kind::share},
    {"status", TargetMeasure::Kind::status},
    {"count", TargetMeasure::Kind::count},
    {"limit", TargetMeasure::Kind::limit},
    {"ratio", TargetMeasure::Kind::ratio},
};

}  // namespace

Condition NamedParts::parsed(const std::string& text, const std::string& where, Problems& problems) const {
    std::string whole;
    for (std::size_t i = 0; i < text.size();) {
        if (text[i] != '$') {
            whole += text[i++];
            continue;
        }
        std::size_t end = i + 1;
        while (end < text.size() && is_name_letter(text[end])) ++end;
        const std::string name = text.substr(i + 1, end - i - 1);
        const auto state = states_.find(name);
        if (state == states_.end()) {
            problems.push_back({where, "no state is called \"$" + name + "\"", hint_for(name, names_of(states_))});
            return {};
        }
        whole += "(" + state->second + ")";
        i = end;
    }
    Result<Condition> condition = parse_condition(whole);
    if (condition) return *condition;
    for (const Problem& problem : condition.problems()) problems.push_back({where, problem.what, problem.hint});
    return {};
}

void NamedParts::add_states(ObjectReader& document) {
    const Json* const all = document.find("states");
    if (all == nullptr) return;
    if (!all->is_object()) return document.fault("states", "expected an object of names and conditions");
    for (const auto& [name, text] : all->items()) {
        const std::string where = document.where("states") + key_pointer(name);
        if (!text.is_string()) {
            document.problems().push_back({where, "expected a condition as text", "\"setting = away\""});
            continue;
        }
        const Condition condition = parsed(text.get<std::string>(), where, document.problems());
        if (condition.kind != Condition::Kind::always) states_[name] = to_string(condition);
    }
}

void NamedParts::add_events(ObjectReader& document) {
    const Json* const all = document.find("events");
    if (all == nullptr) return;
    if (!all->is_object()) return document.fault("events", "expected an object of names and events");
    for (const auto& [name, value] : all->items()) {
        Happenings happenings;
        read_happening(value, document.where("events") + key_pointer(name), document.problems(), happenings);
        events_[name] = std::move(happenings);
    }
}

Condition NamedParts::condition(ObjectReader& parent, std::string_view key) const {
    const std::string text = parent.text(key);
    if (text.empty()) return {};
    return parsed(text, parent.where(key), parent.problems());
}

void NamedParts::read_happening(const Json& value, const std::string& where, Problems& problems,
                                Happenings& into) const {
    if (value.is_array()) {
        for (std::size_t i = 0; i < value.size(); ++i)
            read_happening(value[i], where + "/" + std::to_string(i), problems, into);
        if (value.empty()) problems.push_back({where, "names no event", ""});
        return;
    }
    if (value.is_string()) {
        const std::string name = value.get<std::string>();
        if (name == "entry" || name == "birth") {
            Happening one;
            one.kind = name == "entry" ? Happening::Kind::entry : Happening::Kind::birth;
            return into.push_back(one);
        }
        const auto found = events_.find(name);
        if (found != events_.end()) {
            into.insert(into.end(), found->second.begin(), found->second.end());
            return;
        }
        std::vector<std::string> known = names_of(events_);
        known.insert(known.end(), {"entry", "birth"});
        problems.push_back({where, "no event is called " + permap::quoted(name), hint_for(name, known)});
        return;
    }
    ObjectReader reader(value, where, problems);
    if (!value.is_object()) return;
    Happening one;
    if (reader.has("begins") || reader.has("ends")) {
        const bool begins = reader.has("begins");
        one.kind = begins ? Happening::Kind::begins : Happening::Kind::ends;
        one.state = condition(reader, begins ? "begins" : "ends");
    } else if (reader.has("anniversary")) {
        one.kind = Happening::Kind::birthday;
        one.age_years = reader.required_whole("anniversary", 0, 120);
    } else {
        one.kind = Happening::Kind::step;
        one.pattern.step = reader.id("step");
        one.pattern.on_ready = reader.choice<bool>("on", {{"completed", false}, {"ready", true}}, false);
        one.pattern.ways = reader.ids("ways");
        if (one.pattern.on_ready && !one.pattern.ways.empty())
            reader.fault("ways", "a way is taken on completion, not on ready", "leave out \"on\" or \"ways\"");
    }
    reader.done();
    into.push_back(std::move(one));
}

Happenings NamedParts::happenings(ObjectReader& parent, std::string_view key) const {
    Happenings all;
    if (const Json* const value = parent.find(key)) read_happening(*value, parent.where(key), parent.problems(), all);
    return all;
}

// Keys that time, share, status and count have in common.
void NamedParts::read_spell(ObjectReader& reader, TargetMeasure& measure) const {
    reader.required("from");
    measure.from = happenings(reader, "from");
    measure.where = condition(reader, "where");
    measure.first = reader.flag("first");
    measure.unless = happenings(reader, "unless");
    reader.object("among", [&](ObjectReader& among) {
        among.required("events");
        measure.among = happenings(among, "events");
        measure.among_where = condition(among, "where");
    });
}

TargetMeasure NamedParts::measure(ObjectReader& reader) const {
    TargetMeasure measure;
    const std::size_t faults = reader.problems().size();
    measure.kind = reader.choice<TargetMeasure::Kind>("kind", kinds, std::nullopt);
    if (reader.problems().size() > faults) {
        reader.ignore_rest();
        return measure;
    }
    const auto required_to = [&] {
        reader.required("to");
        measure.to = happenings(reader, "to");
    };
    const auto of = [&] { measure.of_reached = reader.choice<bool>("of", {{"all", false}, {"reached", true}}, false); };
    switch (measure.kind) {
        case TargetMeasure::Kind::stock:
        case TargetMeasure::Kind::children_a_year:
            reader.required("where");
            measure.where = condition(reader, "where");
            break;
        case TargetMeasure::Kind::flow:
            reader.required("events");
            measure.events = happenings(reader, "events");
            measure.where = condition(reader, "where");
            measure.once_a = reader.choice<TargetMeasure::OnceA>(
                "once_a", {{"year", TargetMeasure::OnceA::year}, {"journey", TargetMeasure::OnceA::journey}},
                TargetMeasure::OnceA::always);
            measure.households = reader.flag("households");
            break;
        case TargetMeasure::Kind::time:
            read_spell(reader, measure);
            required_to();
            measure.statistic = reader.choice<TargetMeasure::Statistic>(
                "statistic",
                {{"mean", TargetMeasure::Statistic::mean}, {"quantile", TargetMeasure::Statistic::quantile}},
                TargetMeasure::Statistic::mean);
            if (measure.statistic == TargetMeasure::Statistic::quantile) {
                measure.p = reader.required_number("p");
                if (measure.p < 0 || measure.p > 1) reader.fault("p", "outside 0 to 1", "0.5 is the median");
            }
            measure.unit = reader.choice<TimeUnit>("unit", time_unit_words(), std::nullopt);
            if (measure.unit == TimeUnit::working_days)
                reader.fault("unit", "lengths of time are counted through", "calendar_days");
            measure.within = read_span(reader, "within");
            break;
        case TargetMeasure::Kind::share:
            read_spell(reader, measure);
            required_to();
            measure.within = read_span(reader, "within");
            measure.beyond = read_span(reader, "beyond");
            if (measure.within && measure.beyond) reader.fault("beyond", "beside \"within\"", "one of the two");
            of();
            if (measure.of_reached && !measure.within && !measure.beyond)
                reader.fault("of", "all of those who reached it reached it", "leave out \"of\"");
            break;
        case TargetMeasure::Kind::status:
            read_spell(reader, measure);
            reader.required("after");
            measure.after = read_span(reader, "after");
            reader.required("is");
            measure.is = condition(reader, "is");
            break;
        case TargetMeasure::Kind::count:
            read_spell(reader, measure);
            reader.required("events");
            measure.events = happenings(reader, "events");
            measure.to = happenings(reader, "to");
            measure.within = read_span(reader, "within");
            of();
            if (measure.of_reached && measure.to.empty()) reader.fault("of", "reached what? There is no \"to\"");
            measure.statistic = reader.choice<TargetMeasure::Statistic>(
                "statistic", {{"mean", TargetMeasure::Statistic::mean}, {"share", TargetMeasure::Statistic::share}},
                TargetMeasure::Statistic::mean);
            measure.at_least = reader.whole("at_least", 0, 100000);
            measure.at_most = reader.whole("at_most", 0, 100000);
            if ((measure.statistic == TargetMeasure::Statistic::share) != (measure.at_least || measure.at_most))
                reader.fault("statistic", "a share of counts needs at_least or at_most, a mean has neither");
            if (measure.at_least && measure.at_most && *measure.at_least > *measure.at_most)
                reader.fault("at_least", "above at_most");
            break;
        case TargetMeasure::Kind::limit:
            measure.step = reader.optional_id("step");
            measure.aim = reader.optional_id("aim");
            if (measure.step.empty() == measure.aim.empty()) reader.fault("", "names one step, or one aim");
            measure.unit = reader.choice<TimeUnit>("unit", time_unit_words(), std::nullopt);
            break;
        case TargetMeasure::Kind::ratio: {
            for (const char* const key : {"of", "over"}) {
                if (reader.required(key) == nullptr) continue;
                reader.object(key, [&](ObjectReader& part) { measure.parts.push_back(this->measure(part)); });
            }
            measure.times = reader.number("times").value_or(1);
            if (measure.parts.size() != 2) measure.parts.resize(2);
            break;
        }
    }
    return measure;
}

}  // namespace permap
