// Two readings of the same events: what `evidence` counts on the national map, and a plain count of each flow by hand.
#include <catch2/catch.hpp>

#include "evidence/target_codec.hpp"
#include "experiment/evidence.hpp"
#include "national/shipped.hpp"
#include "national/yearly_flows.hpp"

using namespace permap;

namespace {

// In the order of yearly_flows.
constexpr const char* the_same_as_targets = R"({
  "events": {"permanent": [{"step": "return_home_settled"}, {"step": "home_settled"}, {"step": "kco_granted"},
    {"step": "final_outcome", "ways": ["adoption_ready_join", "po_settled_join", "order_without_adopters"]},
    {"step": "adoption_order_granted"}]},
  "targets": [
    {"id": "registrations", "statement": "s", "measure": {"kind": "flow", "events": [
      {"step": "cpr_register", "on": "ready"}, {"step": "pb_register", "on": "ready"}]}},
    {"id": "orders_made", "statement": "s", "measure": {"kind": "flow", "events": {"step": "cso_made", "on": "ready"}}},
    {"id": "proof_applications", "statement": "s",
     "measure": {"kind": "flow", "events": {"step": "pf_apply", "on": "ready"}}},
    {"id": "hearings", "statement": "s", "measure": {"kind": "flow", "events": [
      {"step": "ep_second_wd_hearing", "on": "ready"}, {"step": "gh_put", "on": "ready"},
      {"step": "sh_hold", "on": "ready"}, {"step": "rv_hold", "on": "ready"}, {"step": "adv_hold", "on": "ready"},
      {"step": "ico_hearing", "on": "ready"}]}},
    {"id": "adoptions", "statement": "s",
     "measure": {"kind": "flow", "events": {"step": "adoption_order_granted", "on": "ready"}}},
    {"id": "protection_orders", "statement": "s",
     "measure": {"kind": "flow", "events": {"step": "ep_cpo_made", "on": "ready"}}},
    {"id": "home_spells", "statement": "s",
     "measure": {"kind": "flow", "events": {"step": "home_start_split", "on": "ready"}}},
    {"id": "home_spells_of_two_years", "statement": "s",
     "measure": {"kind": "flow", "events": {"step": "home_two_year_mark", "on": "ready"}}},
    {"id": "in_care", "statement": "s", "measure": {"kind": "stock", "where": "setting = home_cso|away|returned"}},
    {"id": "at_home_on_an_order", "statement": "s", "measure": {"kind": "stock", "where": "setting = home_cso"}},
    {"id": "years_to_permanence", "statement": "s", "measure": {"kind": "time",
      "from": {"step": "laac_start", "on": "ready"}, "to": "permanent", "first": true, "unit": "years",
      "unless": [{"step": "reached_18"}, {"step": "leave_placement_decision", "on": "ready"}]}}
  ]})";

}  // namespace

TEST_CASE("evidence counts a year's flows, stocks and times as a plain count by hand does") {
    const Arm arm = arm_with(scotland(), "");
    constexpr int replications = 2;
    const std::vector<Flow> by_hand = yearly_flows(arm, replications, 1);
    const Result<Targets> targets = targets_from_json("targets", the_same_as_targets);
    REQUIRE(targets);
    const Result<CountingPlan> plan = counting_plan(*targets, arm.plan);
    REQUIRE(plan);
    Study study;
    study.settings.key.seed = 1;
    study.settings.start = scotland().start;
    study.settings.horizon_years = whole_journeys_years;
    REQUIRE(by_hand.size() == targets->targets.size());
    for (int r = 0; r < replications; ++r) {
        const TargetValues values = values_of(*plan, count_one(arm, *plan, study, r + 1).counts, 1);
        for (std::size_t i = 0; i < by_hand.size(); ++i) {
            INFO(by_hand[i].id);
            CHECK(by_hand[i].id == targets->targets[i].id);
            CHECK(values[i].value_or(-1) == Approx(by_hand[i].replications[static_cast<std::size_t>(r)]).epsilon(1e-9));
        }
    }
}
