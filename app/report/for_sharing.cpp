#include "report/for_sharing.hpp"

#include <algorithm>
#include <cmath>
#include <initializer_list>
#include <optional>
#include <set>
#include <vector>

#include "analysis/run_chart.hpp"
#include "report/asked_json.hpp"
#include "report/count_net.hpp"
#include "report/shared_children.hpp"
#include "report/shared_fields.hpp"

namespace permap {

namespace {

using Counts = std::vector<std::int64_t>;

class Sharing {
public:
    Sharing(Json result, std::int64_t below) : from_(std::move(result)), below_(below) {}

    Json shared() {
        begin();
        const std::optional<std::int64_t> children = count_in(from_, "children");
        if (!children || is_small(*children)) {
            to_["children"] = nullptr;
            note("fewer than " + std::to_string(below_) + " children: nothing more can be shared");
            return finished();
        }
        for (const char* const key : {"children", "children_a_replication", "events", "elapsed_child_days",
                                      "open_child_days", "moves", "days_not_permanent"})
            take(key);
        take_children(*children);
        take_time_to_permanence();
        take_routes();
        take_aims_and_charts();
        for (const char* const rows : {"delay", "stages"}) take_rows(rows, "visits");
        for (const char* const rows : {"services", "lanes"}) take_rows(rows, "visits");
        name_what_is_left_out();
        return finished();
    }

private:
    bool is_small(std::int64_t count) const { return count > 0 && count < below_; }
    bool is_apart(std::int64_t count, std::int64_t other) const { return !is_small(std::abs(count - other)); }
    void note(const std::string& words) { notes_.push_back(words); }

    void begin() {
        for (const char* const key : {"schema", "program", "map", "resources", "scenario", "seed", "start", "law_at",
                                      "branch_at", "horizon_years", "replications", "precision", "stopped", "arrivals",
                                      "population", "interval_method", "fingerprint", "assumptions"})
            take(key);
        to_[suppressed_below_key] = below_;
        known_.insert({"notes", "stuck", "households"});
        note("counts below " + std::to_string(below_) +
             " are hidden (null), and others where a hidden one could be worked out from them; 0 is shown");
    }

    // As it is.
    void take(const char* key) {
        known_.insert(key);
        if (from_.contains(key)) to_[key] = from_[key];
    }
    // A list to be changed; nothing where it is not there, or no list of objects.
    Json* take_list(const char* key) {
        if (!is_list_of_objects(from_, key)) return nullptr;
        take(key);
        return &to_[key];
    }
    void leave_out(const char* key, const std::string& why) {
        to_.erase(key);
        note(std::string(key) + ": left out, " + why);
    }

    // Everything in which children are counted, at once.
    void take_children(std::int64_t children) {
        for (const char* const key : {"outcomes", "groups", "caseload"}) take_list(key);
        if (Json* const questions = take_list("questions")) {
            for (Json& one : *questions) {
                if (count_in(one, "not_followed") != 0) hide(one, {"not_followed"});
            }
        }
        for (const std::string& words : hide_children(to_, children, below_)) note(words);
    }

    // Shares that grow are told only where each step from the last one told is of no child or of enough of them.
    bool may_follow(double share, double last, std::int64_t of) const {
        const auto count = [&](double one) { return std::llround(one * static_cast<double>(of)); };
        return is_apart(count(share), count(last)) && is_apart(count(share), of);
    }

    void take_time_to_permanence() {
        if (!from_.contains("time_to_permanence") || !from_["time_to_permanence"].is_object()) return;
        take("time_to_permanence");
        Json& time = to_["time_to_permanence"];
        const std::optional<std::int64_t> spells = count_in(time, "children_with_a_spell");
        const std::optional<std::int64_t> permanent = count_in(time, "children_permanent");
        const std::int64_t children = *count_in(from_, "children");
        if (!spells || !permanent || is_small(*spells) || is_small(*permanent) || !is_apart(children, *spells) ||
            !is_apart(*spells, *permanent)) {
            leave_out("time_to_permanence", "too few children to tell");
            return;
        }
        spells_ = *spells;
        if (!is_list_of_objects(time, "within")) return;
        double last = 0;
        for (Json& within : time["within"]) {
            const std::optional<double> share = number_in(within, "share");
            if (share && may_follow(*share, last, spells_))
                last = *share;
            else
                hide(within, {"share", "low", "high"});
        }
    }

    // The same for all routes of a year at once, so that none can be told from the others.
    void take_routes() {
        known_.insert("within_by_route");
        if (!is_list_of_objects(from_, "routes")) return;
        take("routes");
        Json& routes = to_["routes"];
        if (spells_ == 0) {
            to_.erase("routes");
            return;
        }
        std::vector<double> last(routes.size(), 0);
        for (std::size_t year = 0; !routes.empty() && year < routes[0]["years"].size(); ++year) {
            std::vector<double> now;
            for (const Json& route : routes) {
                const Json& share = route.value("share", Json::array());
                if (share.is_array() && year < share.size() && share[year].is_number()) now.push_back(share[year]);
            }
            bool may = now.size() == routes.size();
            for (std::size_t i = 0; may && i < now.size(); ++i) may = may_follow(now[i], last[i], spells_);
            if (may) {
                last = now;
                continue;
            }
            for (Json& route : routes) {
                for (const char* const key : {"share", "low", "high"}) {
                    if (route.contains(key) && route[key].is_array() && year < route[key].size())
                        route[key][year] = nullptr;
                }
            }
        }
    }

    Json* chart_of(const std::string& aim) {
        if (!is_list_of_objects(to_, "run_charts")) return nullptr;
        for (Json& chart : to_["run_charts"]) {
            if (text_in(chart, "aim") == aim) return &chart;
        }
        return nullptr;
    }

    void take_aims_and_charts() {
        take_list("run_charts");
        if (Json* const aims = take_list("aims")) {
            for (Json& aim : *aims) take_aim(aim);
        } else if (to_.contains("run_charts")) {
            leave_out("run_charts", "the aims are not there");
        }
    }

    // Months × (met, missed), with the aim's own met and missed as their sums.
    void take_aim(Json& aim) {
        const std::string id = text_in(aim, "id");
        for (const char* const key : {"open", "left_out"}) {
            const std::optional<std::int64_t> count = count_in(aim, key);
            if (!count || is_small(*count)) hide(aim, {key});
        }
        CountTable table{1, 2, {}, false, false};
        for (const char* const key : {"met", "missed"}) table.counts.push_back(count_in(aim, key).value_or(0));
        std::vector<bool> hidden = hidden_in(table, below_).cells;
        if (Json* const chart = chart_of(id)) hidden = take_chart(*chart, table.counts, hidden);
        if (hidden[0]) hide(aim, {"met"});
        if (hidden[1]) hide(aim, {"missed"});
        if (hidden[0] || hidden[1]) hide(aim, {"share_met", "low", "high"});
        if (table.counts[0] + table.counts[1] < below_) hide(aim, {"median_days"});
    }

    // What of the aim's own counts must be hidden.
    std::vector<bool> take_chart(Json& chart, const Counts& of_aim, const std::vector<bool>& hidden_already) {
        if (!is_list_of_objects(chart, "points") || !chart.contains("baseline") || !chart["baseline"].is_object()) {
            hide(chart, {"points", "baseline", "shifts", "trends"});
            return hidden_already;
        }
        Json& points = chart["points"];
        CountTable table{points.size(), 2, {}, true, true};
        Counts sums = {0, 0};
        for (const Json& point : points) {
            const std::optional<std::int64_t> met = count_in(point, "met"), missed = count_in(point, "missed");
            table.counts.insert(table.counts.end(), {met.value_or(0), missed.value_or(0)});
            sums[0] += met.value_or(0);
            sums[1] += missed.value_or(0);
        }
        if (sums != of_aim) {  // not of one log
            hide(chart, {"points", "baseline", "shifts", "trends"});
            return hidden_already;
        }
        const CountMask mask = hidden_in(table, below_);
        std::vector<RunPoint> shown;
        for (std::size_t i = 0; i < points.size(); ++i) {
            const std::optional<Month> month = parse_month(text_in(points[i], "month"));
            const RunPoint point{month.value_or(Month{}), table.counts[2 * i], table.counts[2 * i + 1], {}};
            if (mask.hides(i, 0)) hide(points[i], {"met"});
            if (mask.hides(i, 1)) hide(points[i], {"missed"});
            if (mask.row_totals[i]) hide(points[i], {"children"});
            if (point.met + point.missed < below_) hide(points[i], {"median_days"});
            if (mask.hides(i, 0) || mask.hides(i, 1))
                hide(points[i], {"share_met"});
            else if (month)
                shown.push_back(point);
        }
        // A median of months that are hidden would tell of them: the chart is drawn again from those that are shown.
        draw_again(chart, shown);
        return {mask.column_totals[0], mask.column_totals[1]};
    }

    void draw_again(Json& chart, const std::vector<RunPoint>& shown) const {
        const Json& baseline = chart.value("baseline", Json::object());
        const std::optional<Month> from = parse_month(text_in(baseline, "from")),
                                   to = parse_month(text_in(baseline, "to"));
        std::optional<StatedBaseline> stated;
        if (from && to) stated = StatedBaseline{*from, *to};
        RunChart again;
        again.points = shown;
        if (stated) again.baseline = run_baseline(shown, stated);
        if (again.baseline.median) again.shifts = shifts(shown, *again.baseline.median);
        again.trends = trends(shown);
        const std::int64_t all = count_in(baseline, "months").value_or(0);
        chart["baseline"]["median"] = number(again.baseline.median);
        chart["baseline"]["months"] = again.baseline.months;
        if (all > again.baseline.months)
            chart["baseline"]["how"] = text_in(baseline, "how") + "; the median is of the " +
                                       std::to_string(again.baseline.months) + " that may be shown";
        chart["shifts"] = runs_json(again.shifts, "above", "below");
        chart["trends"] = runs_json(again.trends, "rising", "falling");
    }

    // Rows of a table by step: with few visits, all its numbers; and never one row alone, as rows add up.
    void take_rows(const char* key, const char* count_key) {
        Json* const rows = take_list(key);
        if (rows == nullptr) return;
        Json* smallest = nullptr;  // of those that are shown
        int hidden = 0;
        for (Json& row : *rows) {
            row.erase("visits_by_month");
            for (const char* const small : {"merged", "cancelled", "in_vain_visits"}) {
                const std::optional<std::int64_t> count = count_in(row, small);
                if (count && is_small(*count)) hide(row, {small});
            }
            const std::optional<std::int64_t> count = count_in(row, count_key);
            if (!count || is_small(*count)) {
                hide_numbers(row);
                ++hidden;
            } else if (*count > 0 && (smallest == nullptr || *count < *count_in(*smallest, count_key))) {
                smallest = &row;
            }
        }
        if (hidden == 1 && smallest != nullptr) hide_numbers(*smallest);
    }

    void name_what_is_left_out() {
        std::string names;
        for (const auto& [key, value] : from_.items()) {
            if (known_.count(key) == 0) names += (names.empty() ? "" : ", ") + key;
        }
        if (!names.empty()) note("left out of what is shared: " + names);
    }

    // The result's own notes may hold counts; those with no digit are kept.
    Json finished() {
        Json notes = Json::array();
        for (const std::string& words : notes_) notes.push_back(words);
        if (from_.contains("notes") && from_["notes"].is_array()) {
            for (const Json& one : from_["notes"]) {
                if (!one.is_string()) continue;
                const std::string words = one.get<std::string>();
                if (words.find_first_of("0123456789") == std::string::npos) notes.push_back(words);
            }
        }
        to_["notes"] = std::move(notes);
        return std::move(to_);
    }

    Json from_, to_ = Json::object();
    std::int64_t below_;
    std::int64_t spells_ = 0;
    std::set<std::string> known_;
    std::vector<std::string> notes_;
};

}  // namespace

Json for_sharing(const Json& result, std::int64_t below) {
    if (!result.is_object() || text_in(result, "population") != "recorded" || result.contains(suppressed_below_key))
        return result;
    return Sharing(result, below).shared();
}

std::string document_for_sharing(const std::string& document, std::int64_t below) {
    return for_sharing(Json::parse(document), below).dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

}  // namespace permap
