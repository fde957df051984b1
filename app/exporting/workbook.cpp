#include "exporting/workbook.hpp"

#include <xlsxwriter.h>

#include <algorithm>
#include <cmath>
#include <memory>

#include "exporting/sheet.hpp"
#include "exporting/workbook_counts.hpp"
#include "store/part_file.hpp"

namespace permap {

namespace {

constexpr std::size_t most_steps_named = 25;  // of a way through the steps

std::string name_or_id(const std::string& name, const std::string& id) {
    return name.empty() ? id : name;
}

class Workbook {
public:
    Workbook(lxw_workbook* workbook, const ExportedLog& log, const WorkbookOrder& order)
        : workbook_(workbook),
          styles_(workbook),
          log_(log),
          figures_(order.figures),
          order_(order),
          counts_(shown_counts(log, order.figures, order.suppress_below)),
          footer_(std::string(log.is_recorded ? "Recorded children" : "Simulated children, no real ones") + ", " +
                  order.log_name) {
        for (char& letter : footer_)
            if (letter == '&') letter = '+';  // a footer's own sign
    }

    void write() {
        write_about();
        write_outcomes();
        write_aims();
        write_delay();
        write_permanence();
        write_variants();
        write_months();
        if (order_.has_children) write_children();
    }
    std::int64_t rows() const { return rows_; }
    const Cleaner& cleaner() const { return cleaner_; }

private:
    const Map& map() const { return log_.plan->map; }
    bool hides() const { return order_.suppress_below > 1; }

    Sheet sheet(const char* name, const std::vector<Sheet::Column>& columns) {
        return {workbook_, styles_, cleaner_, name, columns, footer_};
    }
    void finish(Sheet& sheet) {
        sheet.finish();
        rows_ += sheet.rows();
    }

    void write_about() {
        Sheet about = sheet("about", {{"what", 24, true}, {"in words", 110, true}});
        const auto tell = [&](const char* what, const std::string& text) {
            about.text(what);
            about.text(text);
            about.end_row();
        };
        Instant first = log_.streams.empty() ? Instant{} : log_.streams[0].child.entered, last = first, until = first;
        for (const Stream& stream : log_.streams) {
            first = std::min(first, stream.child.entered);
            last = std::max(last, stream.child.entered);
            until = std::max(until, stream.child.followed_until);
        }
        tell("This is", "How long children's journeys took, where the time went, and how they ended.");
        tell("Children", log_.is_recorded ? "Recorded: brought in from files. To be treated as real children."
                                          : "Simulated: no real children. Nothing here was measured.");
        tell("Log", order_.log_name);
        tell("Map", name_or_id(map().name, map().id) + (map().version.empty() ? "" : ", version " + map().version));
        tell("Came in", to_date_string(first) + " to " + to_date_string(last));
        tell("Followed until", to_date_string(until));
        if (!log_.children.empty() && std::any_of(log_.children.begin(), log_.children.end(),
                                                  [](const auto& child) { return child.shifted.count() != 0; }))
            tell("Dates", "Each child's dates are moved by whole weeks, up to half a year back or on.");
        tell("Small counts",
             hides()
                 ? "A star stands for a count of 1 to " + std::to_string(order_.suppress_below - 1) +
                       ", or for one from which such a count could be worked out. Ways through the steps that fewer "
                       "children took are in the row of all others."
                 : "All counts are shown.");
        if (order_.has_children) tell("Not for sharing", "The sheet \"children\" has a row a child.");
        tell("Written by", std::string("permap ") + PERMAP_VERSION);
        tell("Waiting", "From the time a step could begin to the time it began.");
        tell("Working", "From the time a step began to the time it was done.");
        tell("Child-days",
             "Days of one child, added up over children. Only time on the path that mattered counts: what "
             "went on beside it is in no row, so the rows add up to the time the journeys took. Journeys "
             "that are over.");
        tell("Clock", "Time in which nothing was waited for but a date: neither waiting nor working.");
        tell("Over the limit", "The part of it beyond a limit that law, rules or guidance set.");
        tell("Rework", "The part of it from sending something back until it came to that point again.");
        tell("Aims",
             "Met or missed: the limit's date has passed by the end of follow-up. Open: it has not. Left out: by "
             "the aim's own exclusions. Share met: met / (met + missed).");
        tell("Time to permanence", "From the first day away from home to the first of the routes.");
        tell("95 %", "Low and high: what chance alone may do, for a cohort of this size.");
        finish(about);
    }

    void write_outcomes() {
        Sheet sheet = this->sheet("outcomes", {{"outcome", 60, true}, {"children", 12}, {"share", 10}});
        const auto row = [&](const std::string& name, ShownCount children) {
            sheet.text(name);
            sheet.shown(children);
            if (children && counts_.children && *counts_.children > 0) {
                sheet.share(static_cast<double>(*children) / static_cast<double>(*counts_.children));
            } else if (!children) {
                sheet.hidden();
            }
            sheet.end_row();
        };
        for (std::size_t i = 0; i < figures_.outcomes.size(); ++i)
            row(name_or_id(figures_.outcomes[i].name, figures_.outcomes[i].id), counts_.outcomes[i]);
        row("All children", counts_.children);
        finish(sheet);
    }

    void write_aims() {
        Sheet sheet = this->sheet("aims", {{"aim", 60, true},
                                           {"met", 10},
                                           {"missed", 10},
                                           {"open", 10},
                                           {"left out", 10},
                                           {"share met", 10},
                                           {"low (95 %)", 10},
                                           {"high (95 %)", 10},
                                           {"median days", 12}});
        for (const AimFigure& aim : figures_.aims) {
            const ShownAim counts = shown_aim(aim, order_.suppress_below);
            sheet.text(name_or_id(aim.name, aim.id));
            sheet.shown(counts.met);
            sheet.shown(counts.missed);
            sheet.shown(counts.open);
            sheet.shown(counts.left_out);
            if (counts.met && counts.missed) {
                sheet.share(aim.share_met.value);
                sheet.share(aim.share_met.low);
                sheet.share(aim.share_met.high);
                sheet.decimal(aim.median_days.value);
            } else {
                for (int i = 0; i < 4; ++i) sheet.hidden();
            }
            sheet.end_row();
        }
        finish(sheet);
    }

    std::string lane_of(const std::string& id) const {
        for (const Lane& lane : map().lanes)
            if (lane.id == id) return name_or_id(lane.name, lane.id);
        return id;
    }

    void write_delay() {
        Sheet sheet = this->sheet("delay by step", {{"step", 55, true},
                                                    {"lane", 42, true},
                                                    {"basis", 10, true},
                                                    {"visits", 10},
                                                    {"child-days", 12},
                                                    {"share", 9},
                                                    {"waiting", 11},
                                                    {"working", 11},
                                                    {"clock", 11},
                                                    {"over the limit", 11},
                                                    {"rework", 11},
                                                    {"mean days waiting", 10},
                                                    {"mean days working", 10}});
        const std::vector<bool> hidden = hidden_delay_rows(log_, figures_, order_.suppress_below);
        for (std::size_t i = 0; i < figures_.delay.size(); ++i) {
            const DelayRow& row = figures_.delay[i];
            sheet.text(name_or_id(row.name, row.id));
            sheet.text(lane_of(row.lane));
            sheet.text(row.basis);
            if (hidden[i]) {
                for (int cell = 0; cell < 10; ++cell) sheet.hidden();
            } else {
                sheet.whole(std::llround(row.visits));
                sheet.decimal(row.child_days);
                sheet.share(row.share);
                for (const double days : {row.waiting_child_days, row.working_child_days, row.clock_child_days,
                                          row.over_limit_child_days, row.rework_child_days})
                    sheet.decimal(days);
                sheet.decimal(row.mean_waiting_days);
                sheet.decimal(row.mean_working_days);
            }
            sheet.end_row();
        }
        finish(sheet);
    }

    void write_permanence() {
        Sheet sheet = this->sheet("time to permanence",
                                  {{"what", 60, true}, {"value", 14}, {"low (95 %)", 12}, {"high (95 %)", 12}});
        const TimeToPermanence& time = figures_.time_to_permanence;
        const ListsMask mask =
            hidden_in_lists({{time.children_permanent, time.children_with_a_spell - time.children_permanent}},
                            time.children_with_a_spell, order_.suppress_below);
        const auto count = [&](const char* what, std::int64_t number, bool is_hidden) {
            sheet.text(what);
            if (is_hidden) {
                sheet.hidden();
            } else {
                sheet.whole(number);
            }
            sheet.end_row();
        };
        count("children who came to live away from home", time.children_with_a_spell, mask.total);
        count("of these, permanent within follow-up", time.children_permanent, mask.lists[0][0]);
        const bool is_known = !mask.total && !mask.lists[0][0];
        write_days(sheet, "median days, all of them", time.median_days, is_known);
        write_days(sheet, "mean days, of those who got there", time.mean_days_completed, is_known);
        std::vector<std::optional<double>> shares;
        for (const WithinFigure& within : time.within) shares.push_back(within.share.value);
        const std::vector<bool> hidden = hidden_shares(shares, time.children_with_a_spell, order_.suppress_below);
        for (std::size_t i = 0; i < time.within.size(); ++i) {
            const std::string what = "share permanent within " + std::to_string(time.within[i].days) + " days";
            write_share(sheet, what, time.within[i].share, is_known && !hidden[i]);
        }
        write_routes(sheet, is_known);
        finish(sheet);
    }

    static void write_days(Sheet& sheet, const std::string& what, const Estimate& days, bool is_shown) {
        sheet.text(what);
        for (const auto& number : {days.value, days.low, days.high}) {
            if (is_shown) {
                sheet.decimal(number);
            } else {
                sheet.hidden();
            }
        }
        sheet.end_row();
    }

    static void write_share(Sheet& sheet, const std::string& what, const Estimate& share, bool is_shown) {
        sheet.text(what);
        for (const auto& number : {share.value, share.low, share.high}) {
            if (is_shown) {
                sheet.share(number);
            } else {
                sheet.hidden();
            }
        }
        sheet.end_row();
    }

    // Of the last year that is known of all of them; none: no such year.
    std::optional<std::size_t> last_known_year() const {
        const std::vector<RouteFigure>& routes = figures_.routes;
        std::size_t years = routes.empty() ? 0 : routes.front().share.size();
        for (const RouteFigure& route : routes) years = std::min(years, route.share.size());
        for (std::size_t year = years; year > 0; --year) {
            const bool is_known = std::all_of(routes.begin(), routes.end(), [&](const RouteFigure& route) {
                return route.share[year - 1].value.has_value();
            });
            if (is_known) return year - 1;
        }
        return std::nullopt;
    }

    // Each route as a share of all who came to live away from home. Where one has to be hidden all are, as they add up.
    void write_routes(Sheet& sheet, bool is_shown) {
        const auto year = last_known_year();
        if (!year) return;
        std::vector<std::optional<double>> so_far;
        double sum = 0;
        for (const RouteFigure& route : figures_.routes) {
            sum += *route.share[*year].value;
            so_far.emplace_back(sum);
        }
        const std::vector<bool> hidden =
            hidden_shares(so_far, figures_.time_to_permanence.children_with_a_spell, order_.suppress_below);
        const bool hides_any = std::find(hidden.begin(), hidden.end(), true) != hidden.end();
        for (const RouteFigure& route : figures_.routes) {
            const std::string what = "share by this route after " + std::to_string(route.years[*year]) + " years: ";
            write_share(sheet, what + name_or_id(route.name, route.id), route.share[*year], is_shown && !hides_any);
        }
    }

    std::string path_text(const std::vector<StepIndex>& steps) const {
        std::string text;
        for (std::size_t i = 0; i < steps.size() && i < most_steps_named; ++i) {
            const Step& step = map().steps[index(steps[i])];
            text += (i == 0 ? "" : " → ") + name_or_id(step.name, step.id);
        }
        if (steps.size() > most_steps_named)
            text += " … and " + std::to_string(steps.size() - most_steps_named) + " more";
        return text;
    }

    void write_variants() {
        Sheet sheet = this->sheet("ways through the steps", {{"place", 8},
                                                             {"children", 10},
                                                             {"share", 9},
                                                             {"steps", 8},
                                                             {"steps in the order they were done", 120, true}});
        std::int64_t place = 0;
        for (const ShownVariant& variant : counts_.variants) {
            sheet.whole(++place);
            write_variant_count(sheet, variant.children);
            sheet.whole(static_cast<std::int64_t>(variant.steps.size()));
            sheet.text(path_text(variant.steps));
            sheet.end_row();
        }
        const std::int64_t others = counts_.ways - place;
        if (others > 0) {
            sheet.text("");
            write_variant_count(sheet, counts_.other_variants);
            sheet.text("");
            sheet.text("all other ways");
            sheet.end_row();
        }
        finish(sheet);
    }

    void write_variant_count(Sheet& sheet, ShownCount children) {
        sheet.shown(children);
        if (!children) return sheet.hidden();
        const bool has_share = counts_.children && *counts_.children > 0;
        sheet.share(has_share ? std::optional(static_cast<double>(*children) / static_cast<double>(*counts_.children))
                              : std::nullopt);
    }

    void write_months() {
        Sheet sheet = this->sheet("by month", {{"month", 12, true},
                                               {"under way on the first", 14},
                                               {"came in", 12},
                                               {"journeys over", 12},
                                               {"follow-up ended", 12}});
        for (const ShownMonth& month : counts_.months) {
            sheet.text(month.month);
            sheet.shown(month.under_way_first);
            sheet.shown(month.came_in);
            sheet.shown(month.over);
            sheet.shown(month.unfollowed);
            sheet.end_row();
        }
        finish(sheet);
    }

    void write_children() {
        Sheet sheet = this->sheet("children", {{"child", 30, true},
                                               {"birth month", 12, true},
                                               {"sibling group", 24, true},
                                               {"entered", 17, true},
                                               {"journey over", 17, true},
                                               {"outcome", 50, true},
                                               {"days", 10},
                                               {"events", 10}});
        sheet.mark_not_for_sharing();
        for (std::size_t i = 0; i < log_.streams.size(); ++i) {
            const Stream& stream = log_.streams[i];
            const auto left = std::find_if(stream.events.rbegin(), stream.events.rend(),
                                           [](const Event& event) { return event.kind == EventKind::left; });
            const bool is_over = left != stream.events.rend();
            sheet.text(log_.children[i].id);
            sheet.text(log_.children[i].birth_month);
            sheet.text(log_.children[i].sibling_group);
            sheet.text(to_string(stream.child.entered));
            sheet.text(is_over ? to_string(left->at) : std::string());
            sheet.text(is_over && left->step != no_step
                           ? name_or_id(map().steps[index(left->step)].name, map().steps[index(left->step)].id)
                           : "");
            sheet.decimal(days((is_over ? left->at : stream.child.followed_until) - stream.child.entered));
            sheet.whole(static_cast<std::int64_t>(stream.events.size()));
            sheet.end_row();
        }
        finish(sheet);
    }

    lxw_workbook* workbook_;
    SheetStyles styles_;
    const ExportedLog& log_;
    const Figures& figures_;
    const WorkbookOrder& order_;
    ShownCounts counts_;
    std::string footer_;
    Cleaner cleaner_;
    std::int64_t rows_ = 0;
};

}  // namespace

Result<Written> write_workbook(const ExportedLog& log, const WorkbookOrder& order, const ExportTarget& target) {
    Result<PartFile> part = PartFile::beside(target.path, target.overwrite);
    if (!part) return part.problems();
    lxw_workbook* const file = workbook_new(part->path().c_str());
    if (file == nullptr) return Problem{target.path, "could not be written", "is there memory left?"};
    Workbook workbook(file, log, order);
    workbook.write();
    Written written{workbook.rows(), {}};
    written.left_out.emplace_back("journeys: the sheets hold counts and times");
    workbook.cleaner().tell(written.left_out);
    if (const lxw_error fault = workbook_close(file); fault != LXW_NO_ERROR)
        return Problem{target.path, std::string("could not be written: ") + lxw_strerror(fault),
                       "free some space, or write elsewhere"};
    if (Problems problems = part->commit(); !problems.empty()) return problems;
    return written;
}

}  // namespace permap
