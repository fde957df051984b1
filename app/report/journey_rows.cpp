#include "report/journey_rows.hpp"

#include <algorithm>

#include "report/tables.hpp"

namespace permap {

namespace {

constexpr const char* move_milestone = "move";

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

// Aims, then the timescales of steps.
std::vector<PictureRow> limit_rows(const JourneyView& view) {
    std::vector<PictureRow> rows;
    const auto add_line = [&](PictureRow& row, Instant from, Instant limit, Instant to) {
        row.bars.push_back({from, std::min(limit, to), BarLook::within_limit, false});
        if (to > limit) row.bars.push_back({limit, to, BarLook::beyond_limit, false});
        if (limit <= view.bands.end) row.marks.push_back({limit, MarkShape::limit});
    };
    for (const AimCount& aim : view.bands.aims) {
        PictureRow row;
        row.label = "Aim: " + view.plan->map.aims[aim.aim].name;
        row.detail = aim_words(aim);
        const bool is_reached = aim.end == AimEnd::reached;
        add_line(row, aim.from, aim.limit_end, is_reached ? aim.to : std::min(aim.to, aim.limit_end));
        if (aim.state == AimState::met) row.marks.push_back({aim.to, MarkShape::kept});
        if (aim.state == AimState::missed)
            row.marks.push_back({is_reached ? aim.to : std::min(aim.limit_end, view.bands.end), MarkShape::passed});
        row.facts.push_back("from " + to_date_string(aim.from) + ", limit " +
                            to_date_string(aim.limit_end - Minutes{1}) + ": " + row.detail);
        rows.push_back(std::move(row));
    }
    std::vector<std::pair<StepIndex, std::size_t>> row_of;
    struct Count {
        std::size_t kept = 0, passed = 0, others = 0;
    };
    std::vector<Count> counts;
    const std::size_t first = rows.size();
    for (const TimelineRow& visit : view.rows) {
        if (!visit.limit) continue;
        auto place =
            std::find_if(row_of.begin(), row_of.end(), [&](const auto& one) { return one.first == visit.step; });
        if (place == row_of.end()) {
            place = row_of.insert(row_of.end(), {visit.step, rows.size()});
            rows.emplace_back().label = "Limit: " + view.plan->map.steps[index(visit.step)].name;
            counts.emplace_back();
        }
        PictureRow& row = rows[place->second];
        Count& count = counts[place->second - first];
        const Instant to = visit.ended.value_or(view.bands.end);
        add_line(row, visit.limit->from, visit.limit->end, to);
        const LimitState state = limit_state(visit, view.bands.end);
        if (state == LimitState::kept) row.marks.push_back({to, MarkShape::kept});
        if (state == LimitState::passed) row.marks.push_back({to, MarkShape::passed});
        ++(state == LimitState::kept ? count.kept : state == LimitState::passed ? count.passed : count.others);
        const std::string words = limit_words(visit, view.bands.end);
        row.facts.push_back("from " + to_date_string(visit.limit->from) + ", limit " +
                            to_date_string(visit.limit->end - Minutes{1}) + ": " + words);
        row.detail = words;
    }
    for (std::size_t i = first; i < rows.size(); ++i) {
        const Count& count = counts[i - first];
        if (count.kept + count.passed + count.others < 2) continue;
        rows[i].detail = "kept " + times(count.kept) + ", passed " + times(count.passed);
        if (count.others > 0) rows[i].detail += ", not settled " + times(count.others);
    }
    return rows;
}

// One row a step: those that took time, or of which no more than a date is known.
std::vector<PictureRow> step_rows(const JourneyView& view, const JourneySubject& subject,
                                  const std::vector<bool>& is_told) {
    struct Found {
        StepIndex step;
        std::size_t visits = 0;
        bool is_shown = false;
        PictureRow row;
    };
    std::vector<Found> found;
    for (const TimelineRow& visit : view.rows) {
        if (is_told[index(visit.step)] || view.plan->steps[index(visit.step)].is_clock) continue;
        auto place = std::find_if(found.begin(), found.end(), [&](const Found& one) { return one.step == visit.step; });
        if (place == found.end()) {
            place = found.insert(found.end(), {visit.step, 0, subject.is_recorded, {}});
            place->row.label = view.plan->map.steps[index(visit.step)].name;
            if (subject.has_map && index(visit.step) >= subject.steps_of_map) place->row.detail = "not on the map";
        }
        ++place->visits;
        if (visit.ended.value_or(view.bands.end) > visit.ready) place->is_shown = true;
        add_visit(*view.plan, visit, view.bands.end, place->row);
    }
    if (!subject.has_map) {
        std::stable_sort(found.begin(), found.end(),
                         [](const Found& left, const Found& right) { return left.visits > right.visits; });
    }
    std::vector<PictureRow> rows;
    for (Found& one : found) {
        if (!one.is_shown) continue;
        if (one.visits > 1 && one.row.detail.empty()) one.row.detail = times(one.visits);
        rows.push_back(std::move(one.row));
    }
    return rows;
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
        if (!rows.empty()) sections.push_back({title, std::move(rows)});
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
    add("What was so, from when to when", std::move(known));

    std::vector<bool> is_told(map.steps.size(), false);
    add("Meetings, hearings and other services", service_rows(view, is_told));
    add("Milestones", std::move(milestones));
    add("Aims and limits", limit_rows(view));
    add("Other steps, waiting and working", step_rows(view, subject, is_told));
    add("Clocks running beside", clock_rows(view));
    return sections;
}

}  // namespace permap
