#include "report/journey_rows.hpp"

#include <algorithm>

#include "report/tables.hpp"

namespace permap {

namespace {

constexpr const char* move_milestone = "move";
constexpr std::size_t most_kept_rows = 3;   // more steps that always kept their limit share one row
constexpr std::size_t most_step_rows = 24;  // more: those too short to be seen are left to the table
constexpr int shares_seen = 300;            // of the picture's length: what is shorter is hardly seen

std::string from_to(Instant from, Instant to) {
    return to_date_string(from) + " to " + to_date_string(to);
}

std::string times(std::size_t count) {
    return count == 1 ? "once" : std::to_string(count) + " times";
}

PictureRow age_row(const JourneyView& view, const JourneySubject& subject) {
    PictureRow row;
    row.label = "Age";
    if (subject.born_by_month) row.detail = "from the month of birth";
    const Date birth = view.child.birth_date;
    const Instant born = midnight(birth), end = view.bands.end;
    for (Instant from = view.child.entered; from < end;) {
        const std::string words = age_words(birth, from);
        Instant to = born;
        for (std::int32_t years = 1; to <= from; ++years) to = add_months(born, 12 * years);
        to = std::min(to, end);
        const std::string number = words.substr(0, words.find(' '));
        row.spans.push_back({from, to, words, from < born ? "unborn" : number == "under" ? "0" : number});
        row.facts.push_back(words + " from " + from_to(from, to));
        from = to;
    }
    return row;
}

PictureRow stage_row(const JourneyView& view) {
    PictureRow row;
    row.label = "Stage";
    row.detail = "of the path that mattered";
    for (const PhaseSpan& span : view.bands.phases) {
        const std::string& name = view.plan->map.phases[span.phase].name;
        row.spans.push_back({span.from, span.to, name, ""});
        row.facts.push_back(name + " from " + from_to(span.from, span.to));
    }
    return row;
}

PictureRow band_row(const Map& map, const AttributeBand& band) {
    PictureRow row;
    row.label = attribute_words(map, band.attribute);
    for (const AttributeSpan& span : band.spans) {
        const std::string words = value_words(map, band.attribute, span.value);
        row.spans.push_back({span.from, span.to, words, ""});
        row.facts.push_back(words + " from " + from_to(span.from, span.to));
    }
    return row;
}

PictureRow milestone_row(const JourneyView& view, std::size_t milestone, MarkShape shape) {
    PictureRow row;
    row.label = view.plan->map.milestones[milestone].name;
    for (const MilestoneReached& reached : view.bands.milestones) {
        if (reached.milestone != milestone) continue;
        row.marks.push_back({reached.at, shape});
        row.facts.push_back(to_date_string(reached.at));
    }
    if (row.marks.size() == 1) row.detail = row.facts[0];
    if (row.marks.size() > 1) row.detail = times(row.marks.size());
    return row;
}

std::string visit_words(const MeasurePlan& plan, const TimelineRow& visit) {
    const std::string how = ended_how(plan, visit);
    if (visit.only_end_is_known)
        return (visit.ready_is_known ? "ready " + to_date_string(visit.ready) + ", " : std::string()) + how + " " +
               to_date_string(*visit.ended) + ", when it began is not written down";
    std::string words =
        visit.ready_is_known ? "ready " + to_date_string(visit.ready) : "when it became ready is not written down";
    if (visit.started) words += ", started " + to_date_string(*visit.started);
    return words + ", " + how + (visit.ended ? " " + to_date_string(*visit.ended) : "");
}

// One visit as bars: waiting and working; what was not written down is drawn as not known.
void add_visit(const MeasurePlan& plan, const TimelineRow& visit, Instant end, PictureRow& row) {
    const Instant until = visit.ended.value_or(end);
    const bool goes_on = !visit.ended;
    if (visit.only_end_is_known) {
        row.bars.push_back({visit.ready, until, BarLook::not_known, false});
        row.marks.push_back({until, MarkShape::date_only});
    } else {
        const BarLook before = visit.ready_is_known ? BarLook::waiting : BarLook::not_known;
        const Instant start = visit.started.value_or(until);
        if (start > visit.ready) row.bars.push_back({visit.ready, start, before, goes_on && !visit.started});
        if (visit.started && until > start) row.bars.push_back({start, until, BarLook::working, goes_on});
        if (visit.ended)
            row.marks.push_back({until, visit.end == VisitEnd::cancelled ? MarkShape::cancelled : MarkShape::done});
    }
    row.facts.push_back(visit_words(plan, visit));
}

bool has_milestone(const JourneyView& view, std::size_t milestone) {
    return std::any_of(view.bands.milestones.begin(), view.bands.milestones.end(),
                       [&](const MilestoneReached& one) { return one.milestone == milestone; });
}

// A line from where the limit counts to where it was kept, or beyond it.
void add_limit_line(Instant from, Instant limit, Instant to, Instant end, PictureRow& row) {
    row.bars.push_back({from, std::min(limit, to), BarLook::within_limit, false});
    if (to > limit) row.bars.push_back({limit, to, BarLook::beyond_limit, false});
    if (limit <= end) row.marks.push_back({limit, MarkShape::limit});
}

PictureRow aim_row(const JourneyView& view, const AimCount& aim) {
    PictureRow row;
    row.label = "Aim: " + view.plan->map.aims[aim.aim].name;
    row.detail = aim_words(aim);
    const Instant end = view.bands.end;
    const bool is_reached = aim.end == AimEnd::reached;
    add_limit_line(aim.from, aim.limit_end, is_reached ? aim.to : std::min(aim.to, aim.limit_end), end, row);
    if (aim.state == AimState::met || (aim.state == AimState::open && is_reached))
        row.marks.push_back({aim.to, MarkShape::kept});
    if (aim.state == AimState::missed)
        row.marks.push_back({is_reached ? aim.to : std::min(aim.limit_end, end), MarkShape::passed});
    row.facts.push_back("from " + to_date_string(aim.from) + ", limit " + to_date_string(aim.limit_end - Minutes{1}) +
                        ": " + row.detail);
    return row;
}

// The timescale of one step, whatever its visits made of it.
struct StepLimits {
    StepIndex step;
    std::size_t kept = 0, passed = 0, others = 0;
    PictureRow row;

    void add(const TimelineRow& visit, Instant end) {
        const Instant to = visit.ended.value_or(end);
        add_limit_line(visit.limit->from, visit.limit->end, to, end, row);
        const LimitState state = limit_state(visit, end);
        if (state == LimitState::kept) row.marks.push_back({to, MarkShape::kept});
        if (state == LimitState::passed) row.marks.push_back({to, MarkShape::passed});
        ++(state == LimitState::kept ? kept : state == LimitState::passed ? passed : others);
        const std::string words = limit_words(visit, end);
        row.facts.push_back("from " + to_date_string(visit.limit->from) + ", limit " +
                            to_date_string(visit.limit->end - Minutes{1}) + ": " + words);
        row.detail = words;
        if (row.facts.size() < 2) return;
        row.detail = "kept " + std::to_string(kept) + ", passed " + std::to_string(passed);
        if (others > 0) row.detail += ", not settled " + std::to_string(others);
    }
};

// Aims, then the timescales of steps; many steps that always kept theirs share one row.
std::vector<PictureRow> limit_rows(const JourneyView& view) {
    std::vector<PictureRow> rows;
    for (const AimCount& aim : view.bands.aims) rows.push_back(aim_row(view, aim));
    std::vector<StepLimits> limits;
    for (const TimelineRow& visit : view.rows) {
        if (!visit.limit) continue;
        auto place =
            std::find_if(limits.begin(), limits.end(), [&](const StepLimits& one) { return one.step == visit.step; });
        if (place == limits.end()) {
            place = limits.insert(limits.end(), StepLimits{visit.step, 0, 0, 0, {}});
            place->row.label = "Limit: " + view.plan->map.steps[index(visit.step)].name;
        }
        place->add(visit, view.bands.end);
    }
    const auto always_kept = [](const StepLimits& one) { return one.passed + one.others == 0; };
    const auto kept_steps = static_cast<std::size_t>(std::count_if(limits.begin(), limits.end(), always_kept));
    const bool is_gathered = kept_steps > most_kept_rows;
    PictureRow gathered;
    std::size_t times_kept = 0;
    for (StepLimits& one : limits) {
        if (!is_gathered || !always_kept(one)) {
            rows.push_back(std::move(one.row));
            continue;
        }
        times_kept += one.kept;
        for (const PictureMark& mark : one.row.marks) {
            if (mark.shape == MarkShape::kept) gathered.marks.push_back(mark);
        }
        for (const std::string& fact : one.row.facts)
            gathered.facts.push_back(view.plan->map.steps[index(one.step)].name + " " + fact);
    }
    if (is_gathered) {
        gathered.label = "Limits of " + std::to_string(kept_steps) + " other steps";
        gathered.detail = "all kept, " + times(times_kept);
        rows.push_back(std::move(gathered));
    }
    return rows;
}

// One row a step: those that took time, or of which no more than a date is known.
PictureSection step_section(const JourneyView& view, const JourneySubject& subject, const std::vector<bool>& is_told) {
    struct Found {
        StepIndex step;
        std::size_t visits = 0;
        Minutes longest{0};
        PictureRow row;
    };
    std::vector<Found> found;
    for (const TimelineRow& visit : view.rows) {
        if (is_told[index(visit.step)] || view.plan->steps[index(visit.step)].is_clock) continue;
        auto place = std::find_if(found.begin(), found.end(), [&](const Found& one) { return one.step == visit.step; });
        if (place == found.end()) {
            place = found.insert(found.end(), {visit.step, 0, Minutes{0}, {}});
            place->row.label = view.plan->map.steps[index(visit.step)].name;
            if (subject.has_map && index(visit.step) >= subject.steps_of_map) place->row.detail = "not on the map";
        }
        ++place->visits;
        place->longest = std::max(place->longest, visit.ended.value_or(view.bands.end) - visit.ready);
        add_visit(*view.plan, visit, view.bands.end, place->row);
    }
    if (!subject.has_map) {
        std::stable_sort(found.begin(), found.end(),
                         [](const Found& left, const Found& right) { return left.visits > right.visits; });
    }
    const auto leave_out = [&](auto is_left_out) {
        found.erase(std::remove_if(found.begin(), found.end(), is_left_out), found.end());
    };
    if (!subject.is_recorded) leave_out([](const Found& one) { return one.longest <= Minutes{0}; });
    PictureSection section{"Other steps, waiting and working", {}, ""};
    if (!subject.is_recorded && found.size() > most_step_rows) {
        const Minutes shortest = (view.bands.end - view.child.entered) / shares_seen;
        const std::size_t before = found.size();
        leave_out([&](const Found& one) { return one.longest < shortest; });
        if (found.size() < before)
            section.note = std::to_string(before - found.size()) +
                           " further steps are too short to be seen here; the table has them (--format text).";
    }
    for (Found& one : found) {
        if (one.visits > 1 && one.row.detail.empty()) one.row.detail = times(one.visits);
        section.rows.push_back(std::move(one.row));
    }
    return section;
}

std::vector<PictureRow> service_rows(const JourneyView& view, std::vector<bool>& is_told) {
    std::vector<PictureRow> rows;
    for (const Service& service : view.plan->map.services) {
        PictureRow row;
        row.label = service.name;
        for (const TimelineRow& visit : view.rows) {
            const Step& step = view.plan->map.steps[index(visit.step)];
            if (std::find(service.steps.begin(), service.steps.end(), step.id) == service.steps.end()) continue;
            is_told[index(visit.step)] = true;
            add_visit(*view.plan, visit, view.bands.end, row);
            row.facts.back() = step.name + ": " + row.facts.back();
        }
        if (row.facts.empty()) continue;
        row.detail = times(row.facts.size());
        rows.push_back(std::move(row));
    }
    return rows;
}

std::vector<PictureRow> clock_rows(const JourneyView& view) {
    std::vector<PictureRow> rows;
    std::vector<StepIndex> steps;
    for (const TimelineRow& run : view.rows) {
        const StepPlan& step = view.plan->steps[index(run.step)];
        if (!step.is_clock || step.is_lifelong || run.ended == run.ready) continue;
        auto place = std::find(steps.begin(), steps.end(), run.step);
        if (place == steps.end()) {
            place = steps.insert(steps.end(), run.step);
            rows.emplace_back().label = view.plan->map.steps[index(run.step)].name;
        }
        PictureRow& row = rows[static_cast<std::size_t>(place - steps.begin())];
        row.bars.push_back({run.ready, run.ended.value_or(view.bands.end), BarLook::clock, !run.ended});
        if (run.end == VisitEnd::clock_fired) row.marks.push_back({*run.ended, MarkShape::done});
        row.facts.push_back("from " + to_date_string(run.ready) + ", " + ended_how(*view.plan, run) +
                            (run.ended ? " " + to_date_string(*run.ended) : ""));
    }
    return rows;
}

}  // namespace

std::vector<PictureSection> picture_sections(const JourneyView& view, const JourneySubject& subject) {
    const Map& map = view.plan->map;
    std::vector<PictureSection> sections;
    const auto add = [&](const char* title, std::vector<PictureRow> rows) {
        if (!rows.empty()) sections.push_back({title, std::move(rows), ""});
    };
    std::vector<PictureRow> top;
    if (subject.age_is_known) top.push_back(age_row(view, subject));
    if (!view.bands.phases.empty()) top.push_back(stage_row(view));
    add(subject.age_is_known ? "Age and stage" : "Stage (the age is not known)", std::move(top));

    std::vector<PictureRow> known;
    for (const AttributeBand& band : shown_bands(view, subject)) known.push_back(band_row(map, band));
    std::vector<PictureRow> milestones;
    for (std::size_t i = 0; i < map.milestones.size(); ++i) {
        if (!has_milestone(view, i)) continue;
        const bool is_move = map.milestones[i].id == move_milestone;
        (is_move ? known : milestones)
            .push_back(milestone_row(view, i, is_move ? MarkShape::move : MarkShape::milestone));
    }
    add("The child's situation", std::move(known));

    std::vector<bool> is_told(map.steps.size(), false);
    add("Meetings, hearings and other services", service_rows(view, is_told));
    add("Milestones", std::move(milestones));
    add("Aims and limits", limit_rows(view));
    PictureSection steps = step_section(view, subject, is_told);
    if (!steps.rows.empty()) sections.push_back(std::move(steps));
    add("Clocks running beside", clock_rows(view));
    return sections;
}

}  // namespace permap
