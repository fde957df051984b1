#include "report/json_parts.hpp"
#include "report/result_json.hpp"

namespace permap {

std::string ranking_json(const ResultHeader& header, const Arm&, const Ranked& ranked) {
    Notes notes;
    Json list = Json::array();
    bool removes = false;
    for (const RankRow& row : ranked.rows) {
        removes = removes || row.edit == "remove";
        Json item = {{"rank", row.rank},
                     {"tied", row.tied},
                     {"step", row.id},
                     {"name", row.name},
                     {"edit", row.edit},
                     {"basis", row.basis},
                     {"protects", text_or_null(row.protects)},
                     {"what_it_takes", text_or_null(row.what_it_takes)},
                     {"attributed_child_days", number(row.attributed_child_days)}};
        put(item, "mean_days_saved", row.mean_days_saved, notes, "ranking." + row.id);
        item["low_assumptions"] = number(row.low_assumptions);
        item["high_assumptions"] = number(row.high_assumptions);
        item["told_apart"] = row.told_apart;
        for (const auto& [key, differences] : {std::pair{"aims", &row.aims}, std::pair{"harms", &row.harms}}) {
            item[key] = Json::array();
            for (const Difference& difference : *differences)
                item[key].push_back(difference_json(difference, notes, row.id));
        }
        if (row.protects.empty() || row.what_it_takes.empty())
            notes.add("protects, what_it_takes: null where the map does not say");
        if (!row.low_assumptions || !row.high_assumptions) {
            notes.add(
                "low_assumptions, high_assumptions: null where no replications with assumed numbers drawn afresh give "
                "the figure");
        }
        list.push_back(std::move(item));
    }
    if (removes) notes.add(std::string(what_the_model_does_not_see));
    notes.add(
        "mean_days_saved: intervals hold for all rows at once; from replications that were not used for choosing the "
        "rows");
    Json body = Json::object();
    body["ranking"] = std::move(list);
    body["left_out"] = ranked.left_out;
    return document(header_json(header, to_string(IntervalMethod::t_over_replications), ranked.baseline), body, header,
                    notes);
}

}  // namespace permap
