#include "national/care_history.hpp"

#include <algorithm>

#include "engine/run.hpp"
#include "national/shipped.hpp"

namespace permap {

namespace {

constexpr double year_days = 365.25;

// The present values of the attributes a history is told in.
class Standing {
public:
    explicit Standing(const Map& map)
        : setting(permap::attribute_of(map, "setting")),
          placement(permap::attribute_of(map, "placement")),
          legal_basis(permap::attribute_of(map, "legal_basis")),
          cso_in_force(permap::attribute_of(map, "cso_in_force")),
          registered(permap::attribute_of(map, "registered")),
          children_in_family(permap::attribute_of(map, "children_in_family")),
          map_(map) {
        for (const Attribute& attribute : map.attributes) values_.push_back(start_of(attribute));
    }

    const AttributeIndex setting, placement, legal_basis, cso_in_force, registered, children_in_family;

    void take(const Event& event) {
        if (event.kind == EventKind::attribute_set) values_[index(attribute_of(event.detail))] = value_of(event.detail);
    }

    const std::string& value(AttributeIndex attribute) const {
        return map_.attributes[index(attribute)].values[values_[index(attribute)]];
    }
    int number(AttributeIndex attribute) const { return values_[index(attribute)]; }

private:
    static std::uint8_t start_of(const Attribute& attribute) {
        if (attribute.counter_max) return static_cast<std::uint8_t>(std::stoi(attribute.start));
        for (std::size_t i = 0; i < attribute.values.size(); ++i) {
            if (attribute.values[i] == attribute.start) return static_cast<std::uint8_t>(i);
        }
        return 0;
    }

    const Map& map_;
    std::vector<std::uint8_t> values_;
};

bool one_of(const std::string& value, std::initializer_list<const char*> list) {
    return std::any_of(list.begin(), list.end(), [&](const char* one) { return value == one; });
}

// What is wrong with where the child stands while time goes by.
std::string fault_of_standing(const Standing& now, bool placed_in_this_spell) {
    const std::string& setting = now.value(now.setting);
    const std::string& placement = now.value(now.placement);
    const std::string& basis = now.value(now.legal_basis);
    const bool order = now.value(now.cso_in_force) == "yes";
    if (one_of(setting, {"community", "permanent", "left"}) && placement != "none")
        return setting + ", and still has a placement: " + placement;
    if (setting == "home_cso" && (placement != "parents" || !order || basis == "none"))
        return "at home on an order: placement " + placement + ", basis " + basis;
    // Parents where an order or agreement stood at the return; visits go on either way.
    if (setting == "returned" && !one_of(placement, {"none", "parents"})) return "returned, placement " + placement;
    if (setting == "away") {
        if (basis == "none") return "away without agreement or order";
        if (placement == "parents") return "away, placed with parents";
        if (placement == "none" && placed_in_this_spell) return "away, and the placement is lost";
    }
    if (one_of(setting, {"community", "left"}) && one_of(basis, {"s25", "po"})) return setting + " on " + basis;
    if (basis == "cso" && !order) return "on an order that is not in force";
    return "";
}

}  // namespace

std::string care_history_fault(const Map& map, const Stream& stream) {
    const StepIndex away = step_of(map, "laac_start"), at_home = step_of(map, "looked_after_at_home");
    const StepIndex registers = step_of(map, "cpr_register"), registers_unborn = step_of(map, "pb_register");
    const StepIndex adult = step_of(map, "reached_18");
    Standing now(map);
    bool placed = false;
    Instant since = stream.child.entered;
    for (const Event& event : stream.events) {
        if (event.at != since) {
            const std::string fault = fault_of_standing(now, placed);
            if (!fault.empty()) return fault + " from " + to_string(since);
            since = event.at;
        }
        if (event.kind == EventKind::started) {
            if (event.step == adult) return "";
            if (event.step == away) {
                if (now.value(now.setting) == "away") return "a second start away while away, " + to_string(event.at);
                placed = false;
            }
            if (event.step == at_home && now.value(now.setting) == "home_cso" && event.at != stream.child.entered)
                return "a second start at home while at home, " + to_string(event.at);
            if ((event.step == registers || event.step == registers_unborn) && now.value(now.registered) == "yes")
                return "registered a second time, " + to_string(event.at);
        }
        now.take(event);
        if (event.kind == EventKind::attribute_set) {
            const AttributeIndex which = attribute_of(event.detail);
            if (which == now.setting && now.value(now.setting) == "away" && event.step != away)
                return "away by another step, " + to_string(event.at);
            if (which == now.placement && now.value(now.placement) != "none") placed = true;
        }
    }
    return "";
}

CareFigures care_figures(const Arm& arm, int replications, std::uint64_t seed) {
    const Map& map = arm.map;
    const StepIndex order_made = step_of(map, "ep_cpo_made"), away_start = step_of(map, "laac_start");
    CareFigures figures;
    for (int r = 1; r <= replications; ++r) {
        RunSettings settings;
        settings.key = {seed, static_cast<std::uint32_t>(r)};
        settings.start = map.start;
        settings.horizon_years = 27;
        run(arm.model, settings, [&](const Child& child, std::span<const Event> events) {
            if (child.supply) return;
            Standing now(map);
            Instant since = child.entered;
            bool looked_after = false;
            int spells = 0;
            const auto age_days = [&](Instant at) {
                return static_cast<double>((date_of(at) - child.birth_date).count());
            };
            const auto until = [&](Instant at) {
                if (at == since) return;
                const double spent = days(at - since);
                const std::string& placement = now.value(now.placement);
                const bool away = now.value(now.setting) == "away";
                figures.children_living_with[placement] += spent / year_days;
                if (away) figures.away_days += spent;
                if (away && placement == "none") figures.away_without_placement_days += spent;
                if (now.value(now.registered) == "yes") {
                    // Ages pass while a child is on the register; a month's step is fine enough for bands of years.
                    for (double done = 0; done < spent; done += 30) {
                        const double age = (age_days(since) + done) / year_days;
                        const char* band = age < 0    ? "unborn"
                                           : age < 5  ? "0-4"
                                           : age < 11 ? "5-10"
                                           : age < 16 ? "11-15"
                                                      : "16+";
                        figures.on_the_register[band] += std::min(30.0, spent - done) / year_days;
                    }
                }
                const bool now_looked_after = placement != "none" || away;
                if (now_looked_after && !looked_after) {
                    const double age = age_days(since) / year_days;
                    ++figures.starts_to_be_looked_after[age < 1 ? "u1" : age < 6 ? "u6" : "older"];
                }
                looked_after = now_looked_after;
                since = at;
            };
            for (const Event& event : events) {
                until(event.at);
                now.take(event);
                if (event.kind != EventKind::started) continue;
                if (event.step == order_made) {
                    const double age = age_days(event.at);
                    ++figures.protection_orders[age < 20              ? "u20d"
                                                : age < year_days     ? "u1"
                                                : age < 2 * year_days ? "u2"
                                                                      : "older"];
                }
                if (event.step == away_start) ++spells;
            }
            until(events.back().kind == EventKind::left ? events.back().at : child.followed_until);
            ++figures.children;
            if (now.number(now.children_in_family) > 1) ++figures.with_siblings;
            figures.spells_away += spells;
            if (spells > 0) ++figures.children_away;
        });
    }
    const double years = replications;
    for (auto* bands : {&figures.children_living_with, &figures.on_the_register, &figures.protection_orders,
                        &figures.starts_to_be_looked_after}) {
        for (auto& [band, sum] : *bands) sum /= years;
    }
    figures.children /= years;
    figures.with_siblings /= years;
    figures.spells_away /= years;
    figures.children_away /= years;
    return figures;
}

}  // namespace permap
