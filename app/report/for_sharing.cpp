#include "report/for_sharing.hpp"

#include <algorithm>
#include <cmath>
#include <initializer_list>
#include <optional>
#include <set>
#include <vector>

#include "analysis/run_chart.hpp"
#include "report/asked_json.hpp"

namespace permap {

namespace {

using Counts = std::vector<std::int64_t>;

// A count as it was written; nothing for null and for what is no count.
std::optional<std::int64_t> count_in(const Json& object, const char* key) {
    const auto found = object.find(key);
    if (found == object.end() || !found->is_number()) return std::nullopt;
    const double value = found->get<double>();
    if (!(value >= 0) || value > 1e15) return std::nullopt;
    return static_cast<std::int64_t>(std::llround(value));
}

std::optional<double> number_in(const Json& object, const char* key) {
    const auto found = object.find(key);
    if (found == object.end() || !found->is_number()) return std::nullopt;
    return found->get<double>();
}

std::string text_in(const Json& object, const char* key) {
    const auto found = object.find(key);
    return found != object.end() && found->is_string() ? found->get<std::string>() : std::string();
}

void hide(Json& object, std::initializer_list<const char*> keys) {
    for (const char* const key : keys) {
        if (object.contains(key)) object[key] = nullptr;
    }
}

// What a count belongs to, and not to whom: all numbers go, words stay.
void hide_numbers(Json& object) {
    for (auto& [key, value] : object.items()) {
        if (value.is_number() || value.is_array() || value.is_object()) value = nullptr;
    }
}

bool is_list_of_objects(const Json& object, const char* key) {
    const auto found = object.find(key);
    return found != object.end() && found->is_array() &&
           std::all_of(found->begin(), found->end(), [](const Json& item) { return item.is_object(); });
}

// Counts under `key` of each of these objects; nothing where one is missing.
std::optional<Counts> counts_of(const std::vector<Json*>& items, const char* key) {
    Counts counts;
    for (const Json* const item : items) {
        const std::optional<std::int64_t> count = count_in(*item, key);
        if (!count) return std::nullopt;
        counts.push_back(*count);
    }
    return counts;
}

std::int64_t sum_of(const Counts& counts) {
    std::int64_t sum = 0;
    for (const std::int64_t count : counts) sum += count;
    return sum;
}

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
        take_questions();
        take_caseload();
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

    // Outcomes, and each way of grouping: lists of the same children.
    void take_children(std::int64_t children) {
        std::vector<std::vector<Json*>> lists;
        if (Json* const outcomes = take_list("outcomes")) {
            lists.emplace_back();
            for (Json& outcome : *outcomes) lists.back().push_back(&outcome);
        }
        if (Json* const groups = take_list("groups")) {
            std::vector<std::string> by;
            for (Json& group : *groups) {
                const std::string one = text_in(group, "by");
                const auto found = std::find(by.begin(), by.end(), one);
                const auto place = static_cast<std::size_t>(found - by.begin()) + (to_.contains("outcomes") ? 1 : 0);
                if (found == by.end()) {
                    by.push_back(one);
                    lists.emplace_back();
                }
                lists[place].push_back(&group);
            }
        }
        std::vector<std::vector<std::int64_t>> counts;
        for (const std::vector<Json*>& list : lists) {
            const std::optional<Counts> one = counts_of(list, "children");
            if (!one || sum_of(*one) != children) {
                to_.erase("outcomes");
                to_.erase("groups");
                note("outcomes and groups: left out, they do not add up to the children");
                return;
            }
            counts.push_back(*one);
        }
        const ListsMask mask = hidden_in_lists(counts, children, below_);
        if (mask.total) hide(to_, {"children", "children_a_replication"});
        for (std::size_t i = 0; i < lists.size(); ++i) {
            for (std::size_t j = 0; j < lists[i].size(); ++j) {
                if (mask.lists[i][j]) hide_numbers(*lists[i][j]);
            }
        }
        // How many of a group came to permanence by when would need the rules of the whole for each group.
        if (Json* const groups = is_list_of_objects(to_, "groups") ? &to_["groups"] : nullptr) {
            for (Json& group : *groups) group.erase("within");
        }
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
        if (!is_list_of_objects(chart, "points")) {
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
            chart["baseline"]["how"] = text_in(baseline, "how") + "; only the " +
                                       std::to_string(again.baseline.months) + " of them whose counts may be shared";
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

    struct Lists {
        std::vector<std::vector<Json*>> values;
        std::vector<Counts> counts;
    };
    // Lists of counts that each add up to these children; nothing where one does not.
    static std::optional<Lists> lists_in(Json& object, std::int64_t children) {
        Lists lists;
        if (!is_list_of_objects(object, "lists")) return std::nullopt;
        for (Json& list : object["lists"]) {
            if (!is_list_of_objects(list, "values")) return std::nullopt;
            lists.values.emplace_back();
            for (Json& value : list["values"]) lists.values.back().push_back(&value);
            const std::optional<Counts> counts = counts_of(lists.values.back(), "children");
            if (!counts || sum_of(*counts) != children) return std::nullopt;
            lists.counts.push_back(*counts);
        }
        return lists;
    }

    void take_questions() {
        Json* const questions = take_list("questions");
        if (questions == nullptr) return;
        for (Json& one : *questions) {
            const std::optional<std::int64_t> children = count_in(one, "children");
            std::optional<Lists> lists;
            if (children) lists = lists_in(one, *children);
            if (!lists) return leave_out("questions", "its lists do not add up");
            const ListsMask mask = hidden_in_lists(lists->counts, *children, below_);
            if (mask.total) hide(one, {"children"});
            for (std::size_t i = 0; i < mask.lists.size(); ++i) {
                for (std::size_t j = 0; j < mask.lists[i].size(); ++j) {
                    if (mask.lists[i][j]) hide(*lists->values[i][j], {"children"});
                }
            }
            const std::optional<std::int64_t> not_followed = count_in(one, "not_followed");
            if (!not_followed || is_small(*not_followed)) hide(one, {"not_followed"});
        }
    }

    // Months hang together: the children of one, with those who come in and without those who leave, are the next's.
    // So all months are one net of lines; see BoundCount.
    void take_caseload() {
        Json* const months = take_list("caseload");
        if (months == nullptr || months->empty()) return;
        struct Place {
            Json* object;
            const char* key;
        };
        constexpr std::uint32_t outside = 0;
        std::vector<BoundCount> lines;
        std::vector<Place> places;
        std::uint32_t before = outside, next = 1;
        std::int64_t under_way = -1;
        const auto add = [&](std::uint32_t from, std::uint32_t to, std::int64_t count, bool is_total, Place place) {
            lines.push_back({from, to, count, place.object != nullptr, is_total});
            places.push_back(place);
        };
        for (Json& month : *months) {
            const std::optional<std::int64_t> children = count_in(month, "children"), came = count_in(month, "came_in"),
                                              left = count_in(month, "left"),
                                              stopped = count_in(month, "no_longer_followed");
            std::optional<Lists> lists;
            if (children && came && left && stopped) lists = lists_in(month, *children);
            if (!lists || (under_way >= 0 && *children != under_way))
                return leave_out("caseload", "its months do not add up");
            std::uint32_t point = next++;
            add(before, point, *children, true, {&month, "children"});
            for (std::size_t i = 0; i < lists->counts.size(); ++i) {
                for (std::size_t j = 0; j < lists->counts[i].size(); ++j)
                    add(point, next, lists->counts[i][j], false, {lists->values[i][j], "children"});
                point = next++;
            }
            add(outside, point, *came, false, {&month, "came_in"});
            add(point, outside, *left, false, {&month, "left"});
            add(point, outside, *stopped, false, {&month, "no_longer_followed"});
            before = point;
            under_way = *children + *came - *left - *stopped;
            if (under_way < 0) return leave_out("caseload", "its months do not add up");
        }
        add(before, outside, under_way, true, {nullptr, nullptr});
        const std::vector<bool> hidden = hidden_counts(lines, below_);
        for (std::size_t i = 0; i < hidden.size(); ++i) {
            if (hidden[i]) hide(*places[i].object, {places[i].key});
        }
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
