// Yearly flows of the national map against what was written down for it (docs/map/flows.md).
#include <algorithm>
#include <catch2/catch.hpp>
#include <cmath>
#include <cstdlib>
#include <iostream>

#include "analysis/student_t.hpp"
#include "engine/run.hpp"
#include "national/shipped.hpp"
#include "national/yearly_flows.hpp"

using namespace permap;

namespace {

struct Written {
    const char* id;
    double described;        // in the written description of the field; 0: not there
    double model, one_year;  // mean of 400 replications with seed 1, and the spread of a single year
};

const Written written[] = {
    {"registrations", 3130, 3104, 54.5},
    {"orders_made", 2390, 2363.6, 51.7},
    {"proof_applications", 2190, 2154.2, 49.3},
    {"hearings", 19900, 19570, 434},
    {"adoptions", 290, 286.0, 17.1},
    {"protection_orders", 860, 882.0, 29.2},
    {"home_spells", 0, 1255.2, 38.5},
    {"home_spells_of_two_years", 0, 270.5, 17.2},
    {"in_care", 9200, 9221, 229},
    {"at_home_on_an_order", 1810, 1767, 64.4},
    {"years_to_permanence", 2.3, 2.305, 0.029},
};

#ifdef PERMAP_SANITIZE
constexpr int replications = 3;
#else
constexpr int replications = 20;
#endif

}  // namespace

TEST_CASE("a year's arrivals give the flows that docs/map/flows.md says") {
    // PERMAP_FLOWS=400 prints the table anew.
    const char* wanted = std::getenv("PERMAP_FLOWS");
    const int count = wanted ? static_cast<int>(std::strtol(wanted, nullptr, 10)) : replications;
    const std::vector<Flow> flows = yearly_flows(arm_with(scotland(), ""), count, 1);
    REQUIRE(flows.size() == std::size(written));
    for (std::size_t i = 0; i < flows.size(); ++i) {
        INFO(flows[i].id);
        CHECK(flows[i].id == written[i].id);
        if (wanted) {
            const double spread = std::sqrt(variance_of(flows[i].replications));
            std::cout << flows[i].id << " " << mean_of(flows[i].replications) << " ± " << spread / std::sqrt(count)
                      << ", one year ± " << spread << "\n";
        }
        // Same seed, so the same children: what differs is the map. False alarm with other seeds: 1 in 1,000 for all.
        const Estimate estimate = t_estimate(flows[i].replications, 1 - 0.001 / 11);
        CHECK(*estimate.low <= written[i].model);
        CHECK(written[i].model <= *estimate.high);
        // The description is of about one year's children: its figures are as near as a single year's would be.
        if (written[i].described > 0) {
            CHECK(std::abs(written[i].described - written[i].model) <= written[i].one_year);
        }
    }
}

TEST_CASE("a quarter of the children who come in at home on an order have a spell of two years") {
    const Arm arm = arm_with(scotland(), "");
    const StepIndex mark = step_of(scotland(), "home_two_year_mark");
    std::vector<double> shares;
    for (std::uint32_t r = 1; r <= 10; ++r) {
        RunSettings settings;
        settings.key.replication = r;
        settings.start = scotland().start;
        settings.cohort_entry = step_of(scotland(), "looked_after_at_home");
        settings.children = 1000;
        settings.horizon_years = 20;
        double reach = 0;
        run(arm.model, settings, [&](const Child&, std::span<const Event> events) {
            reach += std::any_of(events.begin(), events.end(), [&](const Event& event) { return event.step == mark; });
        });
        shares.push_back(reach / 1000);
    }
    const Estimate estimate = t_estimate(shares, 0.999);
    CHECK(*estimate.low <= 0.25);
    CHECK(0.25 <= *estimate.high);
}
