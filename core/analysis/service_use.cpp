#include "analysis/service_use.hpp"

#include <algorithm>

#include "analysis/student_t.hpp"
#include "vocabulary/result.hpp"

namespace permap {
namespace {

double units_of(const UnitCost& cost, const ServiceUse& use) {
    return cost.per_day ? use.days : use.visits;
}

std::vector<ServiceUse> uses_of(const Service& service, const MeasurePlan& plan,
                                std::span<const ReplicationSummary> replications) {
    std::vector<ServiceUse> uses;
    for (const ReplicationSummary& replication : replications) {
        uses.push_back(use_of(service, plan, replication.tally));
    }
    return uses;
}

ServiceFigure figure_of(const Service& service, const std::vector<ServiceUse>& uses) {
    ServiceFigure figure;
    figure.id = service.id;
    figure.name = service.name;
    double days = 0;
    for (const ServiceUse& use : uses) {
        figure.visits += use.visits;
        days += use.days;
    }
    figure.visits /= static_cast<double>(uses.size());
    days /= static_cast<double>(uses.size());
    if (service.unit_cost) {
        ServiceCost cost;
        cost.unit_cost = *service.unit_cost;
        cost.units = units_of(cost.unit_cost, {figure.visits, days});
        cost.cost = cost.units * cost.unit_cost.value;
        figure.cost = std::move(cost);
    }
    return figure;
}

}  // namespace

ServiceUse use_of(const Service& service, const MeasurePlan& plan, const Tally& tally) {
    ServiceUse use;
    for (std::size_t i = 0; i < plan.map.steps.size(); ++i) {
        const Step& step = plan.map.steps[i];
        if (std::find(service.steps.begin(), service.steps.end(), step.id) == service.steps.end()) continue;
        const StepTally& its = tally.steps[i];
        use.visits += static_cast<double>(its.started - its.passed_through);
        use.days += static_cast<double>(its.working_minutes + its.cancelled_minutes) / one_day.count();
    }
    return use;
}

std::vector<ServiceFigure> service_figures(const MeasurePlan& plan, std::span<const ReplicationSummary> replications) {
    PERMAP_ASSERT(!replications.empty());
    std::vector<ServiceFigure> figures;
    for (const Service& service : plan.map.services) {
        figures.push_back(figure_of(service, uses_of(service, plan, replications)));
    }
    return figures;
}

std::vector<ServiceFigure> service_differences(const MeasurePlan& baseline_plan,
                                               std::span<const ReplicationSummary> baseline,
                                               const MeasurePlan& arm_plan, std::span<const ReplicationSummary> arm) {
    PERMAP_ASSERT(!arm.empty() && baseline.size() == arm.size());
    std::vector<ServiceFigure> figures;
    for (const Service& service : arm_plan.map.services) {
        const std::vector<ServiceUse> before = uses_of(service, baseline_plan, baseline);
        const std::vector<ServiceUse> after = uses_of(service, arm_plan, arm);
        ServiceFigure figure = figure_of(service, after);
        std::vector<double> visits, costs;
        for (std::size_t i = 0; i < after.size(); ++i) {
            visits.push_back(after[i].visits - before[i].visits);
            if (!figure.cost) continue;
            const UnitCost& unit = figure.cost->unit_cost;
            costs.push_back(unit.value * (units_of(unit, after[i]) - units_of(unit, before[i])));
        }
        figure.difference = t_estimate(visits);
        if (figure.cost) figure.cost->difference = t_estimate(costs);
        figures.push_back(std::move(figure));
    }
    return figures;
}

}  // namespace permap
