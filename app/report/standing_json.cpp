#include "report/asked_json.hpp"

namespace permap {

namespace {

Json lists_json(const std::vector<CountList>& lists) {
    Json all = Json::array();
    for (const CountList& list : lists) {
        Json values = Json::array();
        for (const CountOfValue& value : list.values)
            values.push_back({{"id", value.id}, {"name", value.name}, {"children", value.children}});
        all.push_back({{"by", list.by}, {"name", list.name}, {"values", std::move(values)}});
    }
    return all;
}

}  // namespace

Json questions_json(const Questions& questions, Notes& notes) {
    Json all = Json::array();
    for (const StandingOn& one : questions.on) {
        all.push_back({{"date", to_date_string(midnight(one.on))},
                       {"children", one.children},
                       {"not_followed", one.not_followed},
                       {"lists", lists_json(one.lists)}});
    }
    notes.add("questions: children under way at the end of the day; each list adds up to them");
    notes.add(questions.moves_are.empty()
                  ? "questions: moves cannot be told: neither a milestone \"move\" of a map nor "
                    "an attribute \"placement\" is in this log"
                  : "questions: moves are " + questions.moves_are);
    return all;
}

Json caseload_json(const Caseload& caseload, Notes& notes) {
    Json all = Json::array();
    for (const CaseloadMonth& month : caseload.months) {
        all.push_back({{"month", to_string(month.month)},
                       {"children", month.children},
                       {"came_in", month.came_in},
                       {"left", month.left},
                       {"no_longer_followed", month.no_longer_followed},
                       {"lists", lists_json(month.lists)}});
    }
    notes.add(
        "caseload: children under way at the start of the first of each month; came_in and left are of that month");
    return all;
}

Json asked_json(const Asked& asked, Notes& notes) {
    Json object = Json::object();
    if (asked.run_charts) object["run_charts"] = run_charts_json(*asked.run_charts, notes);
    if (asked.questions) object["questions"] = questions_json(*asked.questions, notes);
    if (asked.caseload) object["caseload"] = caseload_json(*asked.caseload, notes);
    return object;
}

}  // namespace permap
