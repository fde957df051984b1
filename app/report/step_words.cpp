#include "report/step_words.hpp"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <type_traits>

#include "analysis/delay_rows.hpp"
#include "report/tables.hpp"
#include "report/words.hpp"

namespace permap {

namespace {

std::string unit_words(double value, TimeUnit unit) {
    std::string text = word(unit);
    if (value == 1) text.pop_back();
    return text;
}

// Thousandths are enough for a reader: "12.5 %".
std::string rounded_share(double share) {
    return number_words(static_cast<double>(static_cast<long>(share * 1000 + 0.5)) / 10) + " %";
}

struct LawWords {
    TimeUnit unit;

    std::string operator()(const Fixed& law) const { return length_words(law.value, unit); }
    std::string operator()(const Uniform& law) const {
        return number_words(law.min) + " to " + length_words(law.max, unit);
    }
    std::string operator()(const Triangular& law) const {
        return number_words(law.min) + " to " + length_words(law.max, unit) + ", most often " + number_words(law.mode);
    }
    std::string operator()(const Exponential& law) const { return "exponential, mean " + length_words(law.mean, unit); }
    std::string operator()(const Gamma& law) const {
        return "gamma, shape " + number_words(law.shape) + ", mean " + length_words(law.mean, unit);
    }
    std::string operator()(const Weibull& law) const {
        return "Weibull, shape " + number_words(law.shape) + ", scale " + length_words(law.scale, unit);
    }
    std::string operator()(const Lognormal& law) const {
        return "lognormal, median " + length_words(law.median, unit) + ", sigma " + fixed(law.sigma, 2);
    }
    std::string operator()(const Quantiles& law) const {
        return number_words(law.points.front().second) + " to " + length_words(law.points.back().second, unit) +
               ", by quantiles";
    }
    std::string operator()(const Mixture& law) const {
        std::string text;
        for (const auto& [weight, part] : law.parts) {
            text += (text.empty() ? "" : "; ") + percent(weight) + ": " + std::visit(*this, part);
        }
        return text;
    }
};

template <class List>
const typename List::value_type* find_in(const List& list, const std::string& id) {
    const auto found = std::find_if(list.begin(), list.end(), [&](const auto& one) { return one.id == id; });
    return found == list.end() ? nullptr : &*found;
}

}  // namespace

std::string number_words(double value) {
    std::string text = nlohmann::json(value).dump();
    return text.size() > 2 && text.substr(text.size() - 2) == ".0" ? text.substr(0, text.size() - 2) : text;
}

std::string length_words(double value, TimeUnit unit) {
    return number_words(value) + " " + unit_words(value, unit);
}

std::string kind_words(StepKind kind) {
    return kind == StepKind::strand_end ? "end of a strand" : word(kind);
}

std::string basis_words(const Step& step) {
    return std::string(to_string(step.basis)) + (step.rights ? ", rights" : "");
}

std::string duration_words(const Step& step) {
    const Duration& duration = step.duration;
    if (is_instant(duration)) return "no time";
    std::string text;
    if (const auto* lasts = std::get_if<Lasts>(&duration.ends)) {
        text = std::visit(LawWords{duration.unit}, lasts->law);
    } else if (const auto* age = std::get_if<UntilAge>(&duration.ends)) {
        if (const auto* one = std::get_if<Fixed>(&age->age_years))
            text = "until age " + number_words(one->value);
        else
            text = "until the age of " + std::visit(LawWords{TimeUnit::years}, age->age_years);
    } else if (const auto* date = std::get_if<UntilDate>(&duration.ends)) {
        text = "until " + to_date_string(date->at);
    } else if (const auto* other = std::get_if<UntilStep>(&duration.ends)) {
        text = "until " + other->step + " is done";
    } else {
        text = "until its limit is reached";
    }
    if (duration.at_least) text += ", at least " + length_words(*duration.at_least, duration.unit);
    if (duration.at_most) text += ", at most " + length_words(*duration.at_most, duration.unit);
    if (duration.never_past_age) text += ", never past age " + number_words(*duration.never_past_age);
    return text;
}

bool has_number(const Duration& duration) {
    return !is_instant(duration) && !std::holds_alternative<UntilStep>(duration.ends) &&
           !std::holds_alternative<UntilTimescale>(duration.ends);
}

std::string limit_words(const Timescale& timescale) {
    if (timescale.value == 0) return "the same day";
    return length_words(timescale.value, timescale.unit);
}

std::string dates_words(const InForce& law) {
    if (law.never) return "not in force";
    std::string text;
    if (law.from) text += "from " + to_date_string(*law.from);
    if (law.until) text += (text.empty() ? "until " : " until ") + to_date_string(*law.until);
    return text;
}

std::string with_dates(const std::string& text, const InForce& law) {
    const std::string dates = dates_words(law);
    return dates.empty() ? text : text + "; " + dates;
}

std::string range_words(const Provenance& from, NumberOf number) {
    if (!from.low || !from.high) return {};
    if (number == NumberOf::time) return number_words(*from.low) + " to " + number_words(*from.high) + " times as long";
    if (number == NumberOf::share) return "between " + rounded_share(*from.low) + " and " + rounded_share(*from.high);
    return "between " + fixed(*from.low, 0) + " and " + fixed(*from.high, 0);
}

std::string provenance_words(const Map& map, const Provenance& from, NumberOf number) {
    if (from.is_assumed()) {
        const std::string range = range_words(from, number);
        return "assumption: " + from.assumption + (range.empty() ? "" : "; " + range);
    }
    const Source* source = find_source(map, from.source);
    std::string text = "source: " + (source == nullptr ? from.source : source->title);
    if (source != nullptr && !source->publisher.empty()) {
        text += " (" + source->publisher + (source->year == 0 ? "" : ", " + std::to_string(source->year)) + ")";
    }
    return text + (from.place.empty() ? "" : ", " + from.place);
}

std::string way_words(const Way& way) {
    std::string text = way.to;
    if (way.id != way.to) text += " [" + way.id + "]";
    if (way.probability) text += " " + percent(way.probability->value);
    if (way.when.kind != Condition::Kind::always) text += " when " + to_string(way.when);
    for (std::size_t i = 0; i < way.interrupts.size(); ++i)
        text += (i == 0 ? "; interrupts " : ", ") + way.interrupts[i];
    if (!way.returns_to.empty()) text += "; then back to " + way.returns_to;
    if (way.back == BackWay::rework) text += "; rework";
    if (way.back == BackWay::cycle) text += "; cycle";
    if (way.back == BackWay::re_entry) text += "; re-entry";
    return with_dates(text, way.in_force);
}

std::string way_name(const Map& map, const Way& way) {
    if (!way.name.empty()) return way.name;
    if (way.when.kind != Condition::Kind::always) return "when " + to_string(way.when);
    return step_name(map, way.to);
}

std::string share_words(const Quantity& share, const std::string& mark) {
    return rounded_share(share.value) + (share.from.is_assumed() ? mark : "");
}

std::string share_words(const Way& way, const std::string& mark) {
    return way.probability ? share_words(*way.probability, mark) : std::string();
}

const Source* find_source(const Map& map, const std::string& id) {
    return find_in(map.sources, id);
}

const Lane* find_lane(const Map& map, const std::string& id) {
    return find_in(map.lanes, id);
}

const Process* find_process(const Map& map, const std::string& id) {
    return find_in(map.processes, id);
}

std::string lane_name(const Map& map, const std::string& id) {
    const Lane* lane = find_lane(map, id);
    return lane == nullptr ? id : lane->name;
}

std::string process_name(const Map& map, const std::string& id) {
    if (id.empty()) return map.name;
    const Process* process = find_process(map, id);
    return process == nullptr ? id : process->name;
}

std::string step_name(const Map& map, const std::string& id) {
    const Step* step = find_step(map, id);
    return step == nullptr ? id : step->name;
}

std::vector<const Provenance*> provenances_of(const Step& step) {
    std::vector<const Provenance*> all;
    if (has_number(step.duration)) all.push_back(&step.duration.from);
    for (const Timescale& timescale : step.timescales) all.push_back(&timescale.from);
    for (const Way& way : step.ways) {
        if (way.probability) all.push_back(&way.probability->from);
    }
    for (const AttributeDraw& draw : step.draws) {
        for (const AttributeDraw::Case& one : draw.cases) {
            for (const AttributeDraw::Value& value : one.values) all.push_back(&value.probability.from);
        }
    }
    // A number may have no provenance of its own, where the law itself is the source in words.
    std::erase_if(all, [](const Provenance* from) { return from->source.empty() && from->assumption.empty(); });
    return all;
}

}  // namespace permap
