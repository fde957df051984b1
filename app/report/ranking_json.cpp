#include "report/json_parts.hpp"
#include "report/result_json.hpp"
#include "scenario/apply.hpp"

namespace permap {

namespace {

Json row_json(const RankRow& row, Notes& notes) {
    Json item = {{"rank", row.rank},
                 {"tied", row.tied},
                 {"step", row.id},
                 {"name", row.name},
                 {"edit", row.edit},
                 {"basis", row.basis},
                 {"label", text_or_null(row.label)},
                 {"protects", text_or_null(row.protects)},
                 {"what_it_takes", text_or_null(row.what_it_takes)},
                 {"attributed_child_days", number(row.attributed_child_days)},
                 {"vanished_child_days", number(row.vanished_child_days.value)},
                 {"vanished_low", number(row.vanished_child_days.low)},
                 {"vanished_high", number(row.vanished_child_days.high)},
                 {"vanished_share", number(row.vanished_share)}};
    item["moved_to"] = Json::array();
    for (const MovedTo& place : row.moved_to) {
        Json to = {{"id", place.id}, {"name", place.name}};
        put(to, "child_days", place.child_days, notes, "ranking." + row.id + ".moved_to." + place.id);
        item["moved_to"].push_back(std::move(to));
    }
    put(item, "mean_days_saved", row.mean_days_saved, notes, "ranking." + row.id);
    item["low_assumptions"] = number(row.low_assumptions);
    item["high_assumptions"] = number(row.high_assumptions);
    item["range_low"] = number(row.range.low);
    item["range_high"] = number(row.range.high);
    item["told_apart"] = row.told_apart;
    item["replications"] = row.replications;
    item["replications_for_choosing"] = row.replications_for_choosing;
    for (const auto& [key, differences] : {std::pair{"aims", &row.aims}, std::pair{"harms", &row.harms}}) {
        item[key] = Json::array();
        for (const Difference& difference : *differences)
            item[key].push_back(difference_json(difference, notes, row.id));
    }
    if (row.label.empty()) notes.add("label: null where removing is not asked for, or the law does not forbid it");
    if (row.protects.empty() || row.what_it_takes.empty())
        notes.add("protects, what_it_takes: null where the map does not say");
    if (!row.low_assumptions || !row.high_assumptions) {
        notes.add(
            "low_assumptions, high_assumptions: null where no replications with assumed numbers drawn afresh give the "
            "figure");
    }
    if (!row.range.low) notes.add("range_low, range_high: null where there are fewer than 2 replications");
    if (!row.vanished_share) notes.add("vanished_share: null where no child-days are attributed");
    if (!row.vanished_child_days.low)
        notes.add("vanished_low, vanished_high: null where there are fewer than 2 replications");
    return item;
}

Json pair_json(const RankPair& pair, Notes& notes) {
    Json item = {{"a", pair.a},
                 {"b", pair.b},
                 {"saved_a", number(pair.saved_a)},
                 {"saved_b", number(pair.saved_b)},
                 {"saved_together", number(pair.saved_together)}};
    put(item, "more_than_both", pair.more_than_both, notes, "pairs." + pair.a + "." + pair.b);
    item["low_assumptions"] = number(pair.low_assumptions);
    item["high_assumptions"] = number(pair.high_assumptions);
    item["told_apart"] = pair.told_apart;
    return item;
}

Json allocation_json(const RankAllocation& allocation) {
    return {{"candidates", allocation.candidates},
            {"replications_for_choosing", allocation.replications_for_choosing},
            {"replications_shown", allocation.replications_shown},
            {"choosing_a_candidate", allocation.choosing_a_candidate},
            {"shown_on_average", allocation.on_average},
            {"shown_fewest", allocation.fewest},
            {"shown_most", allocation.most},
            {"first_number_for_choosing", allocation.first_choosing},
            {"first_number_shown", allocation.first_shown},
            {"rule",
             "in proportion to variance over squared distance to the neighbour in the order, paired (optimal computing "
             "budget allocation, Chen and others 2000)"}};
}

}  // namespace

std::string ranking_json(const ResultHeader& header, const Arm&, const Ranked& ranked) {
    Notes notes;
    Json body = Json::object();
    bool removes = false;
    body["ranking"] = Json::array();
    for (const RankRow& row : ranked.rows) {
        removes = removes || row.edit == "remove";
        body["ranking"].push_back(row_json(row, notes));
    }
    body["pairs"] = Json::array();
    for (const RankPair& pair : ranked.pairs) body["pairs"].push_back(pair_json(pair, notes));
    body["allocation"] = allocation_json(ranked.allocation);
    body["left_out"] = ranked.left_out;
    body["not_run"] = Json::array();
    for (const NotRun& one : ranked.not_run)
        body["not_run"].push_back({{"id", one.id}, {"name", one.name}, {"why", one.why}});
    if (removes) notes.add(std::string(what_the_model_does_not_see));
    notes.add(
        "mean_days_saved: intervals hold for all rows at once; from replications that were not used for choosing the "
        "rows");
    notes.add(
        "range_low, range_high: what one area may see in one year, for each row by itself, for the area share and "
        "years "
        "of arrivals that were run");
    notes.add(
        "attributed_child_days, vanished_child_days, moved_to: of one replication, from coming in to the outcome or "
        "the "
        "end of follow-up; vanished is by how much all journeys together became shorter. moved_to: at most 3 places, "
        "each told from none by its own 95 % interval");
    notes.add("a stage is changed by changing each of its steps; its decisions are made as before, with the same luck");
    return document(header_json(header, to_string(IntervalMethod::t_over_replications), ranked.baseline), body, header,
                    notes);
}

}  // namespace permap
