#include "analysis/delay_rows.hpp"

#include <algorithm>

namespace permap {
namespace {

bool is_never_split(const StepTally& step) {
    return step.unsplit > 0 && step.started == 0 && step.unsplit == step.completed;
}

DelayRow row_of(const StepTally& step, std::int64_t visits, const Tally& total, int replications) {
    const auto child_days = [&](std::int64_t minutes) {
        return static_cast<double>(minutes) / one_day.count() / replications;
    };
    const auto mean_days = [](std::int64_t minutes, std::int64_t times) -> std::optional<double> {
        if (times == 0) return std::nullopt;
        return static_cast<double>(minutes) / one_day.count() / static_cast<double>(times);
    };
    DelayRow row;
    row.visits = static_cast<double>(visits) / replications;
    row.merged = static_cast<double>(step.merged) / replications;
    row.cancelled = static_cast<double>(step.cancelled) / replications;
    row.waiting_child_days = child_days(step.path_waiting_minutes());
    row.working_child_days = child_days(step.path_working_minutes);
    row.clock_child_days = child_days(step.path_clock_minutes);
    row.unsplit_child_days = child_days(step.path_unsplit_minutes);
    row.never_split = is_never_split(step);
    row.child_days = row.waiting_child_days + row.working_child_days + row.clock_child_days + row.unsplit_child_days;
    row.no_free_unit_child_days = child_days(step.path_no_free_unit_minutes);
    row.next_sitting_child_days = child_days(step.path_next_sitting_minutes);
    row.out_of_hours_child_days = child_days(step.path_out_of_hours_minutes);
    row.gathering_child_days = child_days(step.path_gathering_minutes);
    row.why_not_known_child_days = child_days(step.path_why_not_known_minutes);
    if (total.elapsed_minutes > 0) {
        row.share = static_cast<double>(step.path_minutes()) / static_cast<double>(total.elapsed_minutes);
    }
    row.over_limit_child_days = child_days(step.path_over_limit_minutes);
    row.rework_child_days = child_days(step.path_rework_minutes);
    row.open_child_days = child_days(step.open_minutes);
    row.cancelled_working_days = child_days(step.cancelled_minutes);
    row.in_vain_visits = static_cast<double>(step.in_vain_visits) / replications;
    row.in_vain_days = child_days(step.in_vain_minutes);
    row.mean_waiting_days = mean_days(step.waiting_minutes, step.started);
    row.mean_working_days = mean_days(step.working_minutes, step.completed - step.unsplit);
    return row;
}

bool happened(const DelayRow& row) {
    return row.visits > 0 || row.merged > 0 || row.cancelled > 0 || row.child_days > 0 || row.open_child_days > 0;
}

void most_first(std::vector<DelayRow>& rows) {
    rows.erase(std::remove_if(rows.begin(), rows.end(), [](const DelayRow& row) { return !happened(row); }),
               rows.end());
    std::stable_sort(rows.begin(), rows.end(),
                     [](const DelayRow& left, const DelayRow& right) { return left.child_days > right.child_days; });
}

}  // namespace

const char* to_string(Basis basis) {
    switch (basis) {
        case Basis::statute:
            return "statute";
        case Basis::rules:
            return "rules";
        case Basis::guidance:
            return "guidance";
        case Basis::practice:
            return "practice";
    }
    return "";
}

std::vector<DelayRow> delay_by_step(const MeasurePlan& plan, const Tally& total, int replications) {
    std::vector<DelayRow> rows;
    for (std::size_t i = 0; i < total.steps.size(); ++i) {
        const Step& step = plan.map.steps[i];
        DelayRow row = row_of(total.steps[i], total.steps[i].visits, total, replications);
        row.id = step.id;
        row.name = step.name;
        row.lane = step.lane;
        row.basis = to_string(step.basis);
        row.step = StepIndex{static_cast<std::uint16_t>(i)};
        rows.push_back(std::move(row));
    }
    most_first(rows);
    return rows;
}

std::vector<DelayRow> delay_by_stage(const MeasurePlan& plan, const Tally& total, int replications) {
    std::vector<StepTally> sums(plan.map.stages.size());
    for (std::size_t i = 0; i < total.steps.size(); ++i) {
        for (const std::uint16_t stage : plan.stages_of(StepIndex{static_cast<std::uint16_t>(i)})) {
            sums[stage].merge(total.steps[i]);
        }
    }
    std::vector<DelayRow> rows;
    for (std::size_t i = 0; i < sums.size(); ++i) {
        const StepTally whole = sums[i];
        // Means are a visit to the stage, whatever it holds.
        sums[i].started = sums[i].completed = total.stage_visits[i];
        sums[i].unsplit = 0;
        DelayRow row = row_of(sums[i], total.stage_visits[i], total, replications);
        row.never_split = is_never_split(whole);
        if (whole.unsplit > 0) row.mean_waiting_days = row.mean_working_days = std::nullopt;
        row.id = plan.map.stages[i].id;
        row.name = plan.map.stages[i].name;
        rows.push_back(std::move(row));
    }
    most_first(rows);
    return rows;
}

}  // namespace permap
