#include "commands/replay_asked.hpp"

#include <algorithm>
#include <optional>

#include "projection/fold.hpp"
#include "vocabulary/suggestion.hpp"

namespace permap {

namespace {

// What children are told apart by where nobody says: attributes of the national map, of the tracker and of English
// returns.
constexpr const char* usual_attributes[] = {"setting", "placement", "PLACE", "legal_basis", "LS"};
constexpr const char* placement_attributes[] = {"placement", "PLACE"};
// Children looked after in Scotland are counted on this day of each year, the end of the reporting year.
constexpr std::chrono::month_day reporting_year_ends = std::chrono::July / 31;

std::optional<AttributeIndex> attribute_named(const Map& map, const std::string& id) {
    for (std::size_t i = 0; i < map.attributes.size(); ++i) {
        if (map.attributes[i].id == id) return AttributeIndex{static_cast<std::uint16_t>(i)};
    }
    return std::nullopt;
}

bool can_be_counted(const Attribute& attribute) {
    return !attribute.derived && (attribute.counter_max || !attribute.values.empty());
}

class Asking {
public:
    Asking(const Arguments& arguments, const MeasurePlan& plan, const EventLog& log, LogKind kind, Problems& problems)
        : arguments_(arguments), plan_(plan), map_(plan.map), log_(log), kind_(kind), problems_(problems) {}

    Asked asked() {
        const std::vector<AttributeIndex> attributes = attributes_asked();
        find_moves();
        Asked asked;
        if (arguments_.has("run-chart")) {
            asked.run_charts = run_charts();
        } else {
            for (const char* const option : {"aim", "baseline", "change"}) {
                if (arguments_.has(option))
                    problems_.push_back(
                        {"--" + std::string(option), "says something of run charts", "add --run-chart"});
            }
        }
        const bool always = kind_ == LogKind::recorded;
        if (always || arguments_.has("on") || arguments_.has("by-year") || arguments_.has("by"))
            asked.questions = questions(attributes);
        if (always || arguments_.has("caseload")) asked.caseload = caseload_of(attributes);
        return asked;
    }

private:
    std::vector<AttributeIndex> attributes_asked() {
        std::vector<AttributeIndex> all;
        const auto add = [&](AttributeIndex attribute) {
            if (std::find(all.begin(), all.end(), attribute) == all.end()) all.push_back(attribute);
        };
        for (const char* const id : usual_attributes) {
            const std::optional<AttributeIndex> found = attribute_named(map_, id);
            if (found && can_be_counted(map_.attributes[index(*found)])) add(*found);
        }
        std::vector<std::string> known;
        for (const Attribute& attribute : map_.attributes) {
            if (can_be_counted(attribute)) known.push_back(attribute.id);
        }
        for (const std::string& id : arguments_.texts("by")) {
            const std::optional<AttributeIndex> found = attribute_named(map_, id);
            if (found && can_be_counted(map_.attributes[index(*found)])) {
                add(*found);
                continue;
            }
            const std::string near = nearest(id, known);
            problems_.push_back({"--by",
                                 found ? quoted(id) + " is worked out from other attributes, not kept"
                                       : "there is no attribute " + quoted(id),
                                 near.empty() || found ? "" : "did you mean " + quoted(near) + "?"});
        }
        return all;
    }

    // The map's milestone where the log tells of one of its steps; else changes of the placement.
    void find_moves() {
        rules_.births_may_be_unknown = kind_ == LogKind::recorded;
        const bool told = plan_.counts_moves && (kind_ == LogKind::simulated || tells_of_moves());
        if (told) {
            moves_are_ = "the map's milestone \"move\"";
            return;
        }
        for (const char* const id : placement_attributes) {
            const std::optional<AttributeIndex> placement = attribute_named(map_, id);
            if (!placement) continue;
            rules_.moves_are_changes_of = placement;
            moves_are_ = "changes of \"" + std::string(id) +
                         "\" from one placement to another; a change of carer within one kind of placement is not seen";
            return;
        }
    }

    bool tells_of_moves() const {
        for (const Stream& stream : log_.streams) {
            for (const Event& event : stream.events) {
                if (event.step == no_step) continue;
                for (const Mark& mark : plan_.marks_of(event.step)) {
                    if (mark.means == Mark::Means::move) return true;
                }
            }
        }
        return false;
    }

    std::vector<Breakdown> breakdowns(const std::vector<AttributeIndex>& attributes) const {
        std::vector<Breakdown> all;
        for (const AttributeIndex attribute : attributes) all.push_back(by_attribute(plan_, attribute));
        if (!map_.phases.empty()) all.push_back(by_phase(plan_));
        return all;
    }

    Questions questions(const std::vector<AttributeIndex>& attributes) {
        std::vector<Breakdown> by = breakdowns(attributes);
        by.push_back(by_age());
        if (!moves_are_.empty()) by.push_back(by_moves());
        by.push_back(by_time_away(plan_));
        if (!map_.milestones.empty()) by.push_back(by_milestone(plan_));
        by.push_back(by_step(plan_));
        return {standing_on(plan_, log_, rules_, dates_asked(), by), moves_are_};
    }

    std::vector<Date> dates_asked() {
        std::vector<Date> dates;
        for (const std::string& text : arguments_.texts("on")) {
            if (const std::optional<Instant> at = parse_instant(text))
                dates.push_back(date_of(*at));
            else
                problems_.push_back({"--on", quoted(text) + " is not a date", "write it as 2026-07-31"});
        }
        const std::optional<Date> last = last_day_followed(log_);
        if (arguments_.has("by-year") && last) {
            Instant first = midnight(*last);
            for (const Stream& stream : log_.streams) {
                if (!stream.child.supply) first = std::min(first, stream.child.entered);
            }
            for (std::chrono::year year = month_of(first).year(); year <= month_of(midnight(*last)).year(); ++year) {
                const Date day{year / reporting_year_ends};
                if (day >= date_of(first) && day <= *last) dates.push_back(day);
            }
        }
        if (!arguments_.has("on") && !arguments_.has("by-year") && last) dates.push_back(*last);
        std::sort(dates.begin(), dates.end());
        dates.erase(std::unique(dates.begin(), dates.end()), dates.end());
        return dates;
    }

    Caseload caseload_of(const std::vector<AttributeIndex>& attributes) const {
        std::vector<Breakdown> by = breakdowns(attributes);
        if (!map_.lanes.empty()) by.push_back(by_lane(plan_));
        return {caseload(plan_, log_, rules_, by), arguments_.has("caseload")};
    }

    RunCharts run_charts() {
        RunCharts charts;
        const std::optional<StatedBaseline> baseline = baseline_asked();
        charts.changes = changes_asked();
        const std::vector<std::uint16_t> aims = aims_asked();
        if (!problems_.empty()) return charts;
        const std::vector<Replication> replications = fold_log(plan_, log_);
        for (const std::uint16_t aim : aims)
            charts.charts.push_back({map_.aims[aim].id, map_.aims[aim].name, run_chart(replications, aim, baseline)});
        return charts;
    }

    std::vector<std::uint16_t> aims_asked() {
        if (map_.aims.empty())
            problems_.push_back(
                {"--run-chart", "the log is bound to no map with aims", "name one with --map, such as maps/scotland"});
        std::vector<std::string> known;
        for (const Aim& aim : map_.aims) known.push_back(aim.id);
        std::vector<std::uint16_t> all;
        for (std::size_t i = 0; i < known.size() && !arguments_.has("aim"); ++i)
            all.push_back(static_cast<std::uint16_t>(i));
        for (const std::string& id : arguments_.texts("aim")) {
            const auto found = std::find(known.begin(), known.end(), id);
            if (found != known.end()) {
                all.push_back(static_cast<std::uint16_t>(found - known.begin()));
            } else if (!known.empty()) {
                const std::string near = nearest(id, known);
                problems_.push_back({"--aim", "there is no aim " + quoted(id),
                                     near.empty() ? "" : "did you mean " + quoted(near) + "?"});
            }
        }
        return all;
    }

    std::optional<StatedBaseline> baseline_asked() {
        if (!arguments_.has("baseline")) return std::nullopt;
        const std::string text = arguments_.text("baseline");
        const std::size_t dots = text.find("..");
        if (dots != std::string::npos) {
            const std::optional<Month> from = parse_month(text.substr(0, dots)),
                                       to = parse_month(text.substr(dots + 2));
            if (from && to && *from <= *to) return StatedBaseline{*from, *to};
        }
        problems_.push_back({"--baseline", quoted(text) + " is not a span of months", "write it as 2024-01..2024-12"});
        return std::nullopt;
    }

    std::vector<ChartChange> changes_asked() {
        std::vector<ChartChange> changes;
        for (const std::string& text : arguments_.texts("change")) {
            const std::size_t equals = text.find('=');
            const std::optional<Instant> at = parse_instant(text.substr(0, equals));
            if (!at) {
                problems_.push_back({"--change", quoted(text) + " does not begin with a date",
                                     "write it as 2024-09-01 or 2024-09-01=\"panel meets every week\""});
                continue;
            }
            changes.push_back({date_of(*at), equals == std::string::npos ? "" : text.substr(equals + 1)});
        }
        std::stable_sort(changes.begin(), changes.end(),
                         [](const ChartChange& a, const ChartChange& b) { return a.on < b.on; });
        return changes;
    }

    const Arguments& arguments_;
    const MeasurePlan& plan_;
    const Map& map_;
    const EventLog& log_;
    LogKind kind_;
    Problems& problems_;
    StandingRules rules_;
    std::string moves_are_;
};

}  // namespace

std::vector<OptionSpec> asked_options() {
    return {
        {"run-chart", nullptr, "aims by month, with the median of a baseline"},
        {"aim", "AIM", "only this aim's chart; may be given again", true},
        {"baseline", "FROM..TO", "months whose median is shown (default: the first 12)"},
        {"change", "DATE[=LABEL]", "mark a change in the charts; may be given again", true},
        {"on", "DATE", "where children stood at the end of that day; may be given again", true},
        {"by-year", nullptr, "the same at the end of each reporting year, 31 July"},
        {"by", "ATTRIBUTE", "count children by this attribute too; may be given again", true},
        {"caseload", nullptr, "children under way, month by month"},
    };
}

Asked asked_of(const Arguments& arguments, const MeasurePlan& plan, const EventLog& log, LogKind kind,
               Problems& problems) {
    return Asking(arguments, plan, log, kind, problems).asked();
}

}  // namespace permap
