#include "national/yearly_flows.hpp"

#include <array>
#include <set>

#include "engine/run.hpp"
#include "national/shipped.hpp"
#include "projection/fold.hpp"

namespace permap {

namespace {

struct Visits {
    const char* id;
    std::vector<const char*> steps;
};

const std::vector<Visits>& visits_counted() {
    static const std::vector<Visits> all = {
        {"registrations", {"cpr_register", "pb_register"}},
        {"orders_made", {"cso_made"}},
        {"proof_applications", {"pf_apply"}},
        {"hearings", {"ep_second_wd_hearing", "gh_put", "sh_hold", "rv_hold", "adv_hold", "ico_hearing"}},
        {"adoptions", {"adoption_order_granted"}},
        {"protection_orders", {"ep_cpo_made"}},
        {"home_spells", {"home_start_split"}},
        {"home_spells_of_two_years", {"home_two_year_mark"}},
    };
    return all;
}

constexpr double year_days = 365.25;

}  // namespace

std::vector<Flow> yearly_flows(const Arm& arm, int replications, std::uint64_t seed) {
    const Map& map = arm.map;
    std::vector<Flow> flows;
    std::vector<std::vector<std::size_t>> counted_by(map.steps.size());
    for (std::size_t i = 0; i < visits_counted().size(); ++i) {
        flows.push_back({visits_counted()[i].id, {}});
        for (const char* step : visits_counted()[i].steps) counted_by[index(step_of(map, step))].push_back(i);
    }
    const std::size_t in_care = flows.size(), at_home = in_care + 1, years_to_permanence = in_care + 2;
    flows.push_back({"in_care", {}});
    flows.push_back({"at_home_on_an_order", {}});
    flows.push_back({"years_to_permanence", {}});

    const AttributeIndex setting = attribute_of(map, "setting");
    const std::uint8_t home = value_of(map, "setting", "home_cso");
    const std::set<std::uint8_t> care = {home, value_of(map, "setting", "away"), value_of(map, "setting", "returned")};
    for (int r = 1; r <= replications; ++r) {
        RunSettings settings;
        settings.key = {seed, static_cast<std::uint32_t>(r)};
        settings.start = map.start;
        settings.horizon_years = 27;
        std::vector<double> sums(flows.size());
        Replication replication(arm.plan);
        FoldScratch scratch(arm.plan);
        run(arm.model, settings, [&](const Child& child, std::span<const Event> events) {
            if (child.supply) return;
            std::uint8_t where = 0;
            Instant since = child.entered;
            const auto until = [&](Instant at) {
                if (care.count(where) > 0) sums[in_care] += days(at - since) / year_days;
                if (where == home) sums[at_home] += days(at - since) / year_days;
                since = at;
            };
            for (const Event& event : events) {
                if (event.kind == EventKind::ready) {
                    for (const std::size_t flow : counted_by[index(event.step)]) ++sums[flow];
                } else if (event.kind == EventKind::attribute_set && attribute_of(event.detail) == setting) {
                    until(event.at);
                    where = value_of(event.detail);
                }
            }
            until(events.back().kind == EventKind::left ? events.back().at : child.followed_until);
            fold_child(arm.plan, child, events, scratch, replication);
        });
        double permanent = 0;
        for (const ChildRecord& child : replication.children) {
            if (child.spell_end != SpellEnd::route) continue;
            ++permanent;
            sums[years_to_permanence] += days(child.spell) / year_days;
        }
        sums[years_to_permanence] /= permanent;
        for (std::size_t i = 0; i < flows.size(); ++i) flows[i].replications.push_back(sums[i]);
    }
    return flows;
}

}  // namespace permap
