#include "report/sensitivity_report.hpp"

#include <algorithm>

#include "report/json_parts.hpp"
#include "report/step_words.hpp"
#include "report/tables.hpp"

namespace permap {

namespace {

const char* word(AssumedKind kind) {
    switch (kind) {
        case AssumedKind::duration:
            return "duration";
        case AssumedKind::way:
            return "way";
        case AssumedKind::attribute:
            return "attribute";
        case AssumedKind::units:
            return "units";
        case AssumedKind::children_a_year:
            return "children_a_year";
    }
    return "";
}

std::string quoted(const std::string& name) {
    return "“" + name + "”";
}

const Resource* find_resource(const Map& map, const std::string& id) {
    const auto found = std::find_if(map.resources.begin(), map.resources.end(),
                                    [&](const Resource& resource) { return resource.id == id; });
    return found == map.resources.end() ? nullptr : &*found;
}

// The step where the number shows: of a resource, the first that uses it.
const Step* step_of(const Map& map, const AssumedNumber& number) {
    if (number.kind != AssumedKind::units) return find_step(map, number.at);
    const auto used = std::find_if(map.steps.begin(), map.steps.end(),
                                   [&](const Step& step) { return step.uses && step.uses->resource == number.at; });
    return used == map.steps.end() ? nullptr : &*used;
}

// "How long “Panel” takes".
std::string what_it_is(const Map& map, const AssumedNumber& number) {
    const std::string step = quoted(step_name(map, number.at));
    switch (number.kind) {
        case AssumedKind::duration:
            return "How long " + step + " takes";
        case AssumedKind::way: {
            const Step* of = find_step(map, number.at);
            const auto way =
                std::find_if(of->ways.begin(), of->ways.end(), [&](const Way& one) { return one.id == number.part; });
            if (way == of->ways.end()) return "How many go from " + step + " to " + quoted(number.part);
            const std::string to = way->name.empty() ? step_name(map, way->to) : way->name;
            const std::string when = way->when.kind == Condition::Kind::always ? "" : ", if " + to_string(way->when);
            return "How many go from " + step + " to " + quoted(to) + when;
        }
        case AssumedKind::attribute:
            return "For how many " + number.part + " at " + step;
        case AssumedKind::units: {
            const Resource* resource = find_resource(map, number.at);
            return "How many there are of " + quoted(resource == nullptr ? number.at : resource->name);
        }
        case AssumedKind::children_a_year:
            return "Children a year who come in at " + step;
    }
    return "";
}

std::string number_text(const AssumedNumber& number, double value) {
    switch (number.kind) {
        case AssumedKind::duration:
            return "× " + fixed(value, 2);
        case AssumedKind::way:
        case AssumedKind::attribute:
            return percent(value);
        case AssumedKind::units:
        case AssumedKind::children_a_year:
            break;
    }
    return fixed(value, 0);
}

std::string value_text(const Map& map, const AssumedNumber& number) {
    const Step* step = find_step(map, number.at);
    return number.kind == AssumedKind::duration && step != nullptr ? duration_words(*step)
                                                                   : number_text(number, number.value);
}

std::string counted_by(const Map& map, const AssumedNumber& number) {
    const Step* step = step_of(map, number);
    if (step == nullptr) return "";
    const std::string lane = lane_name(map, step->lane), process = process_name(map, step->process);
    return lane.empty() ? process : lane + " (" + process + ")";
}

bool is_none(const ScreenedNumber& one) {
    return one.swing && !(*one.swing < 0) && !(*one.swing > 0);
}

std::string whole(std::size_t count) {
    return with_separators(static_cast<std::int64_t>(count));
}

// What the screening says of the numbers that are not shown.
std::string screening_text(const Sensitivity& sensitivity) {
    const Measure& chosen = sensitivity.results[sensitivity.chosen];
    const auto none = std::count_if(sensitivity.screened.begin(), sensitivity.screened.end(), is_none);
    std::string text = whole(sensitivity.screened.size()) + " assumed numbers were screened on the first " +
                       percent(sensitivity.screened_share) + " of a cohort; the " + whole(sensitivity.rows.size()) +
                       " widest were then run on the whole of it, with other luck.";
    if (sensitivity.screened.size() > sensitivity.rows.size()) {
        text += " The widest of those not shown swung " +
                in_unit(chosen, sensitivity.screened[sensitivity.rows.size()].swing, true) + " " + unit_text(chosen) +
                " in the screening; " + with_separators(none) + " made no difference there at all.";
    }
    if (!sensitivity.held.empty()) {
        text +=
            " Left out, because they cannot move alone (the ways that are open with them would no longer add up): " +
            whole(sensitivity.held.size()) + ", named in --json.";
    }
    return text;
}

const Difference& chosen_of(const Sensitivity& sensitivity, const SensitivityRow& row) {
    return row.results[sensitivity.chosen];
}

}  // namespace

std::string sensitivity_tables(const ResultHeader& header, const Map& map, const Sensitivity& sensitivity) {
    const Measure& chosen = sensitivity.results[sensitivity.chosen];
    std::vector<std::vector<std::string>> cells;
    std::string details;
    for (const SensitivityRow& row : sensitivity.rows) {
        const Difference& swing = chosen_of(sensitivity, row);
        const AssumedNumber& number = row.number;
        const std::string place = std::to_string(row.rank) + (row.tied ? "=" : "");
        cells.push_back({place, what_it_is(map, number), value_text(map, number),
                         number_text(number, number.low) + " to " + number_text(number, number.high),
                         in_unit(chosen, swing.mean.value, true), between(chosen, swing.mean.low, swing.mean.high),
                         swing.told_apart ? "yes" : "no"});
        std::string detail = place + " " + number.id;
        for (const std::string& mirror : row.mirrors) detail += ", the other side of " + mirror;
        detail += ".";
        if (!number.assumption.empty()) detail += " Assumed: " + number.assumption + ".";
        if (const std::string by = counted_by(map, number); !by.empty()) detail += " Could be counted by: " + by + ".";
        if (!swing.mean.value) detail += " No swing: " + swing.mean.reason_if_null + ".";
        details += wrapped(detail, 0);
    }
    std::string text = what_was_run(header, sensitivity.as_it_is);
    text += "\n" + wrapped("What to measure next: assumed numbers by the swing of “" + chosen.name + "”, in " +
                               unit_text(chosen) + ".",
                           0);
    text += table({{"", true, 4},
                   {"assumed number", false, 34},
                   {"now", false, 20},
                   {"low to high", true, 16},
                   {"swing", true, 8},
                   {"all rows at once, 95 %", true, 16},
                   {"told apart", false, 5}},
                  cells);
    text += wrapped(
        "Swing: the result with the number at its high less the result with it at its low (× is times as long), over "
        "the same children with the same luck, everything else as it is. One number at a time: what two do together is "
        "not seen.",
        0);
    return text + wrapped(screening_text(sensitivity), 0) + "\n" + details + stuck_lines(sensitivity.as_it_is);
}

std::string sensitivity_json(const ResultHeader& header, const Map& map, const Sensitivity& sensitivity) {
    Notes notes;
    Json rows = Json::array();
    for (const SensitivityRow& row : sensitivity.rows) {
        const AssumedNumber& assumed = row.number;
        const Step* step = step_of(map, assumed);
        Json swings = Json::array();
        for (const Difference& swing : row.results) {
            Json item = {{"measure", swing.measure.id},
                         {"name", swing.measure.name},
                         {"unit", swing.measure.unit},
                         {"at_low", number(swing.baseline.value)},
                         {"at_high", number(swing.arm.value)}};
            put(item, "swing", swing.mean, notes, assumed.id + "." + swing.measure.id);
            item["told_apart"] = swing.told_apart;
            swings.push_back(std::move(item));
        }
        rows.push_back({{"rank", row.rank},
                        {"tied", row.tied},
                        {"number", assumed.id},
                        {"other_side", row.mirrors},
                        {"kind", word(assumed.kind)},
                        {"what", what_it_is(map, assumed)},
                        {"value", number(assumed.value)},
                        {"value_in_words", value_text(map, assumed)},
                        {"low", number(assumed.low)},
                        {"high", number(assumed.high)},
                        {"assumption", text_or_null(assumed.assumption)},
                        {"step", step == nullptr ? Json(nullptr) : Json(step->id)},
                        {"lane", step == nullptr ? Json(nullptr) : text_or_null(step->lane)},
                        {"process", step == nullptr ? Json(nullptr) : text_or_null(step->process)},
                        {"could_be_counted_by", text_or_null(counted_by(map, assumed))},
                        {"swings", std::move(swings)}});
    }
    Json screened = Json::array();
    for (const ScreenedNumber& one : sensitivity.screened) {
        screened.push_back({{"number", one.number.id},
                            {"other_side", one.mirrors},
                            {"low", number(one.number.low)},
                            {"high", number(one.number.high)},
                            {"swing", number(one.swing)}});
    }
    notes.add(
        "swing: the result with the number at its high less the result with it at its low, over the same children with "
        "the same luck, everything else as it is; of a duration, value, low and high are factors on its length");
    notes.add(
        "swings: intervals hold for all rows at once, one result at a time; from replications that were not used "
        "for choosing the rows");
    notes.add("screened: chance is not told apart from effect here; null where the result does not exist");
    Json body = Json::object();
    body["by"] = sensitivity.results[sensitivity.chosen].id;
    body["sensitivity"] = std::move(rows);
    body["screened_share_of_cohort"] = number(sensitivity.screened_share);
    body["screened"] = std::move(screened);
    body["cannot_move_alone"] = sensitivity.held;
    return document(header_json(header, to_string(IntervalMethod::t_over_replications), sensitivity.as_it_is), body,
                    header, notes);
}

}  // namespace permap
