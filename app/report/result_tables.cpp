// Results in tables: what a person reads on a terminal or a projector.
#include <algorithm>
#include <cmath>

#include "analysis/delay_rows.hpp"
#include "report/comparison_parts.hpp"
#include "report/flows_report.hpp"
#include "report/how_it_ended.hpp"
#include "report/tables.hpp"
#include "scenario/apply.hpp"

namespace permap {

namespace {

// A text of the map as a sentence.
std::string sentence_of(const std::string& text) {
    return text.empty() || text.back() == '.' || text.back() == '!' || text.back() == '?' ? text : text + ".";
}

constexpr std::size_t delay_rows = 20, stage_rows = 15;
constexpr const char* unknown = "–";

using Rows = std::vector<std::vector<std::string>>;

std::string share_text(const std::optional<double>& share) {
    return share ? percent(*share) : unknown;
}

// "61.0 to 66.3 %", or a dash.
std::string between_shares(const std::optional<double>& low, const std::optional<double>& high) {
    return low && high ? fixed(100 * *low, 1) + " to " + percent(*high) : unknown;
}

std::string between_days(const std::optional<double>& low, const std::optional<double>& high) {
    return low && high ? fixed(*low, 0) + " to " + fixed(*high, 0) : unknown;
}

std::string whole_days(const std::optional<double>& days) {
    return days ? fixed(*days, 0) : unknown;
}

// Why there are dashes: each reason once, with the figures it is about.
using Reasons = std::vector<std::pair<std::string, std::vector<std::string>>>;

void add_reason(Reasons& reasons, const std::string& what, const Estimate& estimate) {
    if (estimate.reason_if_null.empty() || (estimate.value && estimate.low && estimate.high)) return;
    for (auto& [reason, about] : reasons) {
        if (reason != estimate.reason_if_null) continue;
        if (std::find(about.begin(), about.end(), what) == about.end()) about.push_back(what);
        return;
    }
    reasons.push_back({estimate.reason_if_null, {what}});
}

std::string listed(const std::vector<std::string>& lines) {
    std::string text;
    for (const std::string& line : lines) text += wrapped(std::string(unknown) + " " + line, 0);
    return text;
}

std::string listed(const Reasons& reasons) {
    constexpr std::size_t named = 3;
    std::vector<std::string> lines;
    for (const auto& [reason, about] : reasons) {
        std::string names;
        for (std::size_t i = 0; i < std::min(named, about.size()); ++i) names += (i == 0 ? "" : "; ") + about[i];
        if (about.size() > named) names += " and " + std::to_string(about.size() - named) + " more";
        lines.push_back(names + ": " + reason);
    }
    return listed(lines);
}

std::string what_it_protects(const std::vector<RemovedNote>& removed) {
    std::string text;
    std::string stage_protects;
    for (const RemovedNote& note : removed) {
        if (note.is_stage) stage_protects = note.protects;
        // A step of a removed stage is named where it says more than its stage.
        if (!note.stage.empty() && (note.protects.empty() || note.protects == stage_protects)) continue;
        text +=
            wrapped(note.name + " (" + to_string(note.basis) + (note.rights ? ", rights" : "") + ")" +
                        (note.protects.empty() ? "" : " protects: " + sentence_of(note.protects)) +
                        (note.what_it_takes.empty() ? "" : " Removing it takes: " + sentence_of(note.what_it_takes)) +
                        (note.label.empty() ? "" : " [" + note.label + "]"),
                    2);
    }
    if (!removed.empty()) text += wrapped(what_the_model_does_not_see, 2);
    return text;
}

std::string notes_text(const ResultHeader& header) {
    return header.notes.empty() ? "" : "\nNotes\n" + listed(header.notes);
}

std::string figures_text(const Figures& figures) {
    std::string text = "\nOutcomes\n" + outcome_table(figures);
    if (figures.time_to_permanence.children_with_a_spell > 0 || !figures.routes.empty())
        text += "\nPermanence\n" + permanence_tables(figures);
    if (!figures.aims.empty()) text += "\nAims\n" + aim_table(figures);
    if (!figures.delay.empty()) {
        text += "\nWhere the time went: child-days on the path that mattered, by step\n" +
                delay_table(figures.delay, delay_rows);
    }
    const auto has_days = [](const DelayRow& row) { return row.child_days >= 0.5; };
    if (std::any_of(figures.stages.begin(), figures.stages.end(), has_days))
        text += "\nThe same by stage\n" + delay_table(figures.stages, stage_rows);
    return text;
}

std::string difference_text(const Difference& difference) {
    return difference.measure.name + " " + in_unit(difference.measure, difference.mean.value, true) + " " +
           unit_text(difference.measure);
}

}  // namespace

std::string in_unit(const Measure& measure, const std::optional<double>& value, bool is_difference) {
    if (!value) return unknown;
    const bool is_share = measure.unit == "share";
    const std::string text = fixed(is_share ? 100 * *value : *value, is_share || measure.unit == "days" ? 1 : 4);
    if (!is_difference) return text + (is_share ? " %" : "");
    const bool is_above_zero = *value > 0 && text.find_first_of("123456789") != std::string::npos;
    return (is_above_zero ? "+" : "") + text;
}

std::string between(const Measure& measure, const std::optional<double>& low, const std::optional<double>& high) {
    return low && high ? in_unit(measure, low, true) + " to " + in_unit(measure, high, true) : unknown;
}

std::string unit_text(const Measure& measure) {
    return measure.unit == "share" ? "points" : measure.unit;
}

std::string resources_line(const std::string& resources) {
    if (resources == "on") {
        return wrapped("Scarce resources: on. A length of time is work alone; the wait before it comes from the queue.",
                       0);
    }
    if (resources == "off") {
        return wrapped("Scarce resources: off. Lengths of time stand for work and wait together.", 0);
    }
    return {};
}

std::string what_was_run(const ResultHeader& header, const Figures& figures) {
    std::string text = wrapped(header.map_name + " (" + header.map_id + " " + header.map_version + ")", 0);
    for (const std::string& sentence : how_it_ended(header)) text += wrapped(sentence, 0);
    if (header.branch_at) {
        text += wrapped(
            "Up to " + to_date_string(*header.branch_at) + " all arms have one past; scenarios hold from that day on.",
            0);
    }
    if (header.law_at) text += wrapped("The law is as it stood on " + to_date_string(*header.law_at) + ".", 0);
    text += resources_line(header.resources);
    text += wrapped("Scenario: " + header.scenario, 0);
    for (const std::string& sentence : header.scenario_sentences) text += wrapped(sentence, 2);
    const bool once = header.replications == 1;
    const std::string runs = once ? " (" : " in " + with_separators(header.replications) + " replications (each time ";
    text += wrapped(with_separators(figures.children) + " children" + runs + header.arrivals + "), from " +
                        to_date_string(header.start) + ", each followed for " + in_days(header.horizon_years * 365.25) +
                        "; seed " + std::to_string(header.seed) + ".",
                    0);
    text += wrapped("Population: " + header.population + ". Intervals: 95 %, " + to_string(figures.interval_method) +
                        ", chance only. " + with_separators(figures.events) + " events, fingerprint " +
                        to_string(header.fingerprint) + ".",
                    0);
    if (!header.assumptions.empty()) {
        text += wrapped("The figures lean on " + with_separators(static_cast<std::int64_t>(header.assumptions.size())) +
                            (header.assumptions.size() == 1 ? " assumed number, not a published one."
                                                            : " assumed numbers, not on published ones."),
                        0);
    }
    return text;
}

std::string outcome_table(const Figures& figures) {
    Rows rows;
    for (const OutcomeFigure& outcome : figures.outcomes) {
        rows.push_back({outcome.name.empty() ? outcome.id : outcome.name, with_separators(outcome.children),
                        share_text(outcome.share.value), between_shares(outcome.share.low, outcome.share.high)});
    }
    return table({{"outcome", false, 54}, {"children", true, 14}, {"share", true, 8}, {"95 % interval", true, 18}},
                 rows);
}

std::string permanence_tables(const Figures& figures) {
    const TimeToPermanence& time = figures.time_to_permanence;
    Reasons reasons;
    std::string text = wrapped(with_separators(time.children_with_a_spell) + " children came to live away from home; " +
                                   with_separators(time.children_permanent) + " reached permanence within follow-up.",
                               0);
    Rows times;
    const auto add_time = [&](const std::string& name, const Estimate& estimate) {
        times.push_back(
            {name, estimate.value ? in_days(*estimate.value) : unknown, between_days(estimate.low, estimate.high)});
        add_reason(reasons, name, estimate);
    };
    add_time("median, all children", time.median_days);
    add_time("mean, of those who got there", time.mean_days_completed);
    add_time("days not yet permanent, mean over all counted children", figures.days_not_permanent);
    text += table({{"time to permanence", false, 60}, {"", true, 14}, {"95 % interval, days", true, 20}}, times);

    Rows within;
    for (const WithinFigure& figure : time.within) {
        within.push_back({"within " + with_separators(figure.days) + " days", share_text(figure.share.value),
                          between_shares(figure.share.low, figure.share.high)});
        add_reason(reasons, "within " + with_separators(figure.days) + " days", figure.share);
    }
    text += "\n" + table({{"permanent", false, 30}, {"share", true, 8}, {"95 % interval", true, 18}}, within);

    if (figures.routes.empty()) return text + listed(reasons);
    std::vector<Column> columns = {{"route, share by year", false, 36}};
    std::vector<std::size_t> shown;
    const std::vector<int>& years = figures.routes.front().years;
    for (std::size_t i = 0; i < years.size(); ++i) {
        if (years[i] != 1 && years[i] != 2 && years[i] != 3 && years[i] != 5 && years[i] != 10) continue;
        shown.push_back(i);
        columns.push_back({std::to_string(years[i]), true, 8});
    }
    Rows routes;
    for (const RouteFigure& route : figures.routes) {
        std::vector<std::string> row = {route.name.empty() ? route.id : route.name};
        for (const std::size_t i : shown) {
            row.push_back(i < route.share.size() ? share_text(route.share[i].value) : unknown);
            if (i < route.share.size()) add_reason(reasons, route.name.empty() ? route.id : route.name, route.share[i]);
        }
        routes.push_back(std::move(row));
    }
    return text + "\n" + table(columns, routes) + listed(reasons);
}

std::string aim_table(const Figures& figures) {
    Rows rows;
    Reasons reasons;
    for (const AimFigure& aim : figures.aims) {
        const std::string name = aim.name.empty() ? aim.id : aim.name;
        rows.push_back({name, with_separators(aim.met), with_separators(aim.missed), with_separators(aim.open),
                        with_separators(aim.left_out), share_text(aim.share_met.value),
                        between_shares(aim.share_met.low, aim.share_met.high), whole_days(aim.median_days.value)});
        add_reason(reasons, name, aim.share_met);
    }
    return table({{"aim", false, 36},
                  {"met", true, 10},
                  {"missed", true, 10},
                  {"open", true, 10},
                  {"left out", true, 10},
                  {"share met", true, 8},
                  {"95 % interval", true, 18},
                  {"median days", true, 8}},
                 rows) +
           listed(reasons);
}

namespace {

struct Cut {
    std::string text;
    std::size_t left_out = 0;
};

Cut cut_days_table(const std::vector<DelayRow>& rows, std::size_t at_most) {
    // Rows come with the most days first; those without a day end the table.
    const auto none_left =
        std::find_if(rows.begin(), rows.end(), [](const DelayRow& row) { return row.child_days < 0.5; });
    const auto with_days = static_cast<std::size_t>(none_left - rows.begin());
    const std::size_t count = std::min(at_most, with_days);
    struct Part {
        const char* title;
        double DelayRow::*days;
    };
    // Waiting and working are always told apart; of the others, a column without a day in it is left out.
    std::vector<Part> parts;
    for (const Part& part :
         {Part{"waiting", &DelayRow::waiting_child_days}, Part{"working", &DelayRow::working_child_days},
          Part{"clock", &DelayRow::clock_child_days}, Part{"either", &DelayRow::unsplit_child_days},
          Part{"over limit", &DelayRow::over_limit_child_days}, Part{"rework", &DelayRow::rework_child_days}}) {
        const auto has_days = [&](const DelayRow& row) { return row.*part.days >= 0.5; };
        const bool always = part.days == &DelayRow::waiting_child_days || part.days == &DelayRow::working_child_days;
        if (always || std::any_of(rows.begin(), rows.begin() + static_cast<std::ptrdiff_t>(count), has_days))
            parts.push_back(part);
    }
    std::vector<Column> columns = {
        {"step", false, 44}, {"visits", true, 12}, {"child-days", true, 14}, {"share", true, 8}};
    for (const Part& part : parts) columns.push_back({part.title, true, 12});
    Rows cells;
    bool has_stages = false;
    for (std::size_t i = 0; i < count; ++i) {
        const DelayRow& row = rows[i];
        has_stages = has_stages || row.step == no_step;
        std::vector<std::string> line = {row.name.empty() ? row.id : row.name, fixed(row.visits, 0),
                                         fixed(row.child_days, 0), percent(row.share)};
        for (const Part& part : parts) line.push_back(fixed(row.*part.days, 0));
        cells.push_back(std::move(line));
    }
    if (has_stages) columns.front().title = "stage";
    return {table(columns, cells), with_days - count};
}

std::string more_lines(std::size_t left_out) {
    return left_out == 0 ? "" : "… and " + with_separators(static_cast<std::int64_t>(left_out)) + " more\n";
}

}  // namespace

std::string delay_table(const std::vector<DelayRow>& rows, std::size_t at_most) {
    const Cut days = cut_days_table(rows, at_most);
    return days.text + "Visits and days are those of one replication.\n" + more_lines(days.left_out);
}

std::string days_table(const std::vector<DelayRow>& rows, std::size_t at_most) {
    const Cut days = cut_days_table(rows, at_most);
    return days.text + more_lines(days.left_out);
}

namespace {

std::string moved_text(const RankRow& row) {
    std::string text;
    for (const MovedTo& place : row.moved_to) {
        text += (text.empty() ? " Delay grew at: " : "; ") + (place.name.empty() ? place.id : place.name) + " " +
                fixed(*place.child_days.value, 0);
    }
    return text.empty() ? "" : text + " child-days.";
}

}  // namespace

std::string rank_table(const std::vector<RankRow>& rows) {
    Rows cells;
    Reasons reasons;
    std::string details;
    bool removes = false;
    for (const RankRow& row : rows) {
        removes = removes || row.edit == "remove";
        const Estimate& saved = row.mean_days_saved;
        const Measure days{"", "", "days", Better::neither, {}};
        const std::string place = std::to_string(row.rank) + (row.tied ? "=" : "");
        cells.push_back({place, row.name.empty() ? row.id : row.name, row.basis, in_unit(days, saved.value, true),
                         between(days, saved.low, saved.high), between(days, row.low_assumptions, row.high_assumptions),
                         row.told_apart ? "yes" : "no", fixed(row.attributed_child_days, 0),
                         row.vanished_share ? percent_number(*row.vanished_share, 0) + " %" : unknown});
        add_reason(reasons, row.name, saved);
        std::string detail = place + " " + sentence_of(row.name.empty() ? row.id : row.name);
        if (!row.protects.empty()) detail += " Protects: " + sentence_of(row.protects);
        if (!row.what_it_takes.empty() && row.edit == "remove")
            detail += " Removing it takes: " + sentence_of(row.what_it_takes);
        if (!row.label.empty()) detail += " [" + row.label + "]";
        detail += moved_text(row);
        std::string worse;
        for (const Difference& harm : row.harms) worse += (worse.empty() ? " Worse: " : "; ") + difference_text(harm);
        details += wrapped(detail + worse + (worse.empty() ? "" : "."), 0);
    }
    std::string text = table({{"", true, 4},
                              {"step or stage", false, 28},
                              {"basis", false, 12},
                              {"days saved", true, 8},
                              {"all rows at once, 95 %", true, 16},
                              {"with assumptions", true, 16},
                              {"told apart", false, 5},
                              {"child-days there", true, 10},
                              {"of them gone", true, 7}},
                             cells);
    text += wrapped(
        "Days saved: mean over all counted children, days not yet permanent up to the horizon; below 0: days lost. "
        "Child-days there: what the path that mattered spent at it, of one replication, journeys still open included. "
        "Of "
        "them gone: by how much all journeys together became shorter, of that. The two differ: a child who waits for "
        "two "
        "things goes on waiting for the other, a queue moves to the next, routes change.",
        0);
    text += listed(reasons) + "\n" + details;
    if (removes && !rows.empty()) text += wrapped(what_the_model_does_not_see, 0);
    return text;
}

std::string stuck_lines(const Figures& figures) {
    if (figures.stuck.empty()) return "";
    std::string text = "\nStuck: the map forgets these children\n";
    for (const StuckFigure& stuck : figures.stuck) {
        std::string joins;
        for (const std::string& join : stuck.joins) joins += (joins.empty() ? "; waiting joins: " : ", ") + join;
        text += wrapped(with_separators(stuck.children) + " at " + stuck.step +
                            (stuck.name.empty() ? "" : " (" + stuck.name + ")") + joins,
                        2);
    }
    return text;
}

std::string simulation_tables(const ResultHeader& header, const Arm& arm, const Simulation& simulation,
                              const Asked& asked) {
    return what_was_run(header, simulation.figures) + what_it_protects(arm.removed) + figures_text(simulation.figures) +
           (asked.flows ? flows_text(*asked.flows, arm.map) : std::string()) + asked_text(asked) +
           stuck_lines(simulation.figures) + notes_text(header);
}

std::string comparison_tables(const ResultHeader& header, const std::vector<Arm>& arms,
                              const std::vector<ComparedArm>& compared) {
    if (compared.empty()) return "";
    std::string text = what_was_run(header, compared.front().figures);
    for (std::size_t i = 0; i < arms.size() && i < compared.size(); ++i) {
        const auto& comparison = compared[i].comparison;
        if (!comparison) continue;
        text += "\n" + wrapped(arms[i].name + ", against the baseline", 0);
        for (const std::string& sentence : arms[i].sentences) text += wrapped(sentence, 2);
        text += what_it_protects(arms[i].removed);
        text += wrapped("The same " + with_separators(comparison->children_in_both) +
                            " children, with the same luck, in both; only in the baseline: " +
                            with_separators(comparison->children_only_in_baseline) +
                            ", only here: " + with_separators(comparison->children_only_in_arm) +
                            ". Differences in days, percentage points or moves.",
                        0);
        text += "\n" + findings(*comparison) + exact_lines(arms.front().map, arms[i].map) +
                in_vain_lines(compared[i].figures);
        Reasons reasons;
        std::vector<std::string> harms;
        for (const Difference& difference : comparison->differences) {
            add_reason(reasons, difference.measure.name, difference.mean);
            if (difference.is_harm()) harms.push_back(difference_text(difference));
        }
        std::string worse;
        for (const std::string& harm : harms) worse += (worse.empty() ? "" : "; ") + harm;
        text += wrapped(
            worse.empty() ? "Nothing got worse that can be told apart from chance." : "What got worse: " + worse + ".",
            0);
        text += "\n" + difference_tables(*comparison, header.range_holds_for) + listed(reasons);
        text += compared_figures(compared.front(), compared[i]) + stuck_lines(compared[i].figures);
    }
    return text + stuck_lines(compared.front().figures) + notes_text(header);
}

std::string pairs_table(const Ranked& ranked) {
    if (ranked.pairs.empty()) return "";
    const Measure days{"", "", "days", Better::neither, {}};
    const auto name_of = [&](const std::string& id) {
        const auto row =
            std::find_if(ranked.rows.begin(), ranked.rows.end(), [&](const RankRow& one) { return one.id == id; });
        return row == ranked.rows.end() || row->name.empty() ? id : row->name;
    };
    Rows cells;
    for (const RankPair& pair : ranked.pairs) {
        cells.push_back(
            {name_of(pair.a), name_of(pair.b), in_unit(days, pair.saved_a, true), in_unit(days, pair.saved_b, true),
             in_unit(days, pair.saved_together, true), in_unit(days, pair.more_than_both.value, true),
             between(days, pair.more_than_both.low, pair.more_than_both.high), pair.told_apart ? "yes" : "no"});
    }
    return "\nTwo at a time, on the same children: days saved a child\n" +
           table({{"one", false, 20},
                  {"the other", false, 20},
                  {"one", true, 7},
                  {"other", true, 7},
                  {"both", true, 7},
                  {"more than the sum", true, 8},
                  {"all pairs at once, 95 %", true, 14},
                  {"told apart", false, 5}},
                 cells) +
           wrapped(
               "More than the sum: above 0, each alone does little, because children wait for the other. Below 0: "
               "either alone does part of what the other does.",
               0);
}

namespace {

std::string allocation_text(const RankAllocation& allocation) {
    const auto number = [](int value) { return with_separators(value); };
    if (allocation.replications_shown == 0) return "";
    return wrapped("Chosen from " + number(allocation.replications_for_choosing) + " runs of " +
                       number(allocation.candidates) + " candidates; the figures come from " +
                       number(allocation.replications_shown) + " others, " + number(allocation.fewest) + " to " +
                       number(allocation.most) + " a row, more where the order was close.",
                   0);
}

std::string not_run_text(const std::vector<NotRun>& not_run) {
    std::vector<std::string> lines;
    lines.reserve(not_run.size());
    for (const NotRun& one : not_run)
        lines.push_back((one.name.empty() ? one.id : one.name) + ": cannot be run: " + one.why);
    return listed(lines);
}

}  // namespace

std::string ranking_tables(const ResultHeader& header, const Arm&, const Ranked& ranked) {
    std::string text = what_was_run(header, ranked.baseline) + "\n" + rank_table(ranked.rows) + pairs_table(ranked) +
                       allocation_text(ranked.allocation) + not_run_text(ranked.not_run);
    if (!ranked.left_out.empty()) {
        text += wrapped("Left out, because the edit does not apply to them or no child met them: " +
                            with_separators(static_cast<std::int64_t>(ranked.left_out.size())) + " (named in --json).",
                        0);
    }
    return text + stuck_lines(ranked.baseline) + notes_text(header);
}

}  // namespace permap
