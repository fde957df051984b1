#include "report/json_parts.hpp"

#include <algorithm>
#include <cmath>

#include "analysis/delay_rows.hpp"
#include "report/difference_sentence.hpp"
#include "report/how_it_ended.hpp"
#include "scenario/apply.hpp"

namespace permap {

void Notes::add(const std::string& note) {
    if (!note.empty() && std::find(notes_.begin(), notes_.end(), note) == notes_.end()) notes_.push_back(note);
}

void Notes::add(const std::string& field, const std::string& reason) {
    add(field + ": " + reason);
}

Json number(const std::optional<double>& value) {
    if (!value || !std::isfinite(*value)) return nullptr;
    return *value == 0 ? 0.0 : *value;
}

Json text_or_null(const std::string& text) {
    return text.empty() ? Json(nullptr) : Json(text);
}

void put(Json& object, const char* key, const Estimate& estimate, Notes& notes, const std::string& field) {
    object[key] = number(estimate.value);
    object["low"] = number(estimate.low);
    object["high"] = number(estimate.high);
    if (estimate.value && estimate.low && estimate.high) return;
    notes.add(field, estimate.reason_if_null.empty() ? "cannot be estimated here" : estimate.reason_if_null);
}

Json estimate_json(const char* key, const Estimate& estimate, Notes& notes, const std::string& field) {
    Json object = Json::object();
    put(object, key, estimate, notes, field);
    return object;
}

Json difference_json(const Difference& difference, Notes& notes, const std::string& arm) {
    const Measure& measure = difference.measure;
    Json item = {{"measure", measure.id},
                 {"name", measure.name},
                 {"unit", measure.unit},
                 {"baseline", number(difference.baseline.value)},
                 {"arm", number(difference.arm.value)}};
    put(item, "mean", difference.mean, notes, arm + "." + measure.id);
    item["low_assumptions"] = number(difference.low_assumptions);
    item["high_assumptions"] = number(difference.high_assumptions);
    item["range_low"] = number(difference.range.low);
    item["range_high"] = number(difference.range.high);
    if (!difference.range.low || !difference.range.high)
        notes.add("range_low, range_high", difference.range.reason_if_null.empty() ? "cannot be estimated here"
                                                                                   : difference.range.reason_if_null);
    item["told_apart"] = difference.told_apart;
    item["better"] = measure.better == Better::neither ? Json(nullptr) : Json(to_string(measure.better));
    if (measure.better == Better::neither)
        notes.add("better: null for an outcome's share, which is neither good nor bad by itself");
    if (!difference.low_assumptions || !difference.high_assumptions) {
        notes.add(
            "low_assumptions, high_assumptions: null where no replications with assumed numbers drawn afresh give the "
            "figure");
    }
    item["sentence"] = difference_sentence(difference);
    item["method"] = "simulated";
    return item;
}

Json stuck_json(const Figures& figures) {
    Json list = Json::array();
    for (const StuckFigure& stuck : figures.stuck) {
        list.push_back(
            {{"step", stuck.step}, {"name", stuck.name}, {"children", stuck.children}, {"joins", stuck.joins}});
    }
    return list;
}

namespace {

Json removed_json(const std::vector<RemovedNote>& removed) {
    Json list = Json::array();
    for (const RemovedNote& note : removed) {
        list.push_back({{note.is_stage ? "stage" : "step", note.id},
                        {"name", note.name},
                        {"basis", to_string(note.basis)},
                        {"rights", note.rights},
                        {"protects", text_or_null(note.protects)},
                        {"what_it_takes", text_or_null(note.what_it_takes)},
                        {"label", text_or_null(note.label)}});
    }
    return list;
}

}  // namespace

Json scenario_json(const Arm& arm, Notes& notes) {
    Json object = {{"scenario", arm.name}};
    if (arm.scenarios.empty()) return object;
    object["sentences"] = arm.sentences;
    object["removed"] = removed_json(arm.removed);
    if (!arm.removed.empty()) notes.add(std::string(what_the_model_does_not_see));
    for (const Problem& warning : arm.warnings) notes.add(to_string(warning));
    return object;
}

namespace {

Json precision_json(const std::optional<PrecisionReached>& precision) {
    if (!precision) return nullptr;
    return {{"measure", "mean_days_not_permanent"},         {"asked", precision->asked},
            {"reached", number(precision->reached)},        {"tight_enough", precision->is_tight},
            {"at_least_replications", precision->at_least}, {"at_most_replications", precision->at_most}};
}

Json stopped_json(const std::optional<StoppedAfter>& stopped) {
    if (!stopped) return nullptr;
    return {{"replications", stopped->replications}, {"of", stopped->of}};
}

}  // namespace

Json header_json(const ResultHeader& header, const char* interval_method, const Figures& figures) {
    Json assumptions = Json::array();
    for (const AssumedNumber& assumed : header.assumptions) {
        assumptions.push_back({{"id", assumed.id},
                               {"value", number(assumed.value)},
                               {"low", number(assumed.low)},
                               {"high", number(assumed.high)}});
    }
    return {{"schema", "permap." + header.command + "/1"},
            {"program", header.program},
            {"map", {{"id", header.map_id}, {"version", header.map_version}, {"digest", header.map_digest}}},
            {"resources", header.resources},
            {"scenario", header.scenario},
            {"seed", header.seed},
            {"start", to_date_string(header.start)},
            {"law_at", header.law_at ? Json(to_date_string(*header.law_at)) : Json(nullptr)},
            {"branch_at", header.branch_at ? Json(to_date_string(*header.branch_at)) : Json(nullptr)},
            {"horizon_years", number(header.horizon_years)},
            {"replications", header.replications},
            {"precision", precision_json(header.precision)},
            {"stopped", stopped_json(header.stopped)},
            {"arrivals", header.arrivals},
            {"population", header.population},
            {"interval_method", interval_method},
            {"fingerprint", to_string(header.fingerprint)},
            {"assumptions", std::move(assumptions)},
            {"stuck", stuck_json(figures)}};
}

std::string document(Json header, const Json& body, const ResultHeader& of, const Notes& notes) {
    Notes all;
    for (const std::string& sentence : how_it_ended(of)) all.add(sentence);
    for (const std::string& note : of.notes) all.add(note);
    for (const std::string& note : notes.all()) all.add(note);
    header["notes"] = all.all();
    header.update(body);
    return header.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

}  // namespace permap
