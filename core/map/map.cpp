#include "map/map.hpp"

#include <algorithm>
#include <string_view>
#include <tuple>

namespace permap {

namespace {

auto meaning(const Step& s) {
    return std::tie(s.id, s.name, s.process, s.lane, s.kind, s.basis, s.rights, s.law, s.protects, s.what_it_takes,
                    s.note, s.seldom, s.duration, s.calendar, s.timescales, s.uses, s.adds_to, s.together_gather_days,
                    s.together_one_decision, s.cancels, s.sets, s.draws, s.derives, s.ways, s.clears, s.branches,
                    s.join, s.exit_of, s.joins, s.clock, s.in_force, s.edited, s.ahead, s.guards, s.versions);
}

template <class Steps>
auto find_in(Steps& steps, std::string_view id) {
    const auto found = std::find_if(steps.begin(), steps.end(), [id](const Step& step) { return step.id == id; });
    return found == steps.end() ? nullptr : &*found;
}

}  // namespace

bool Step::operator==(const Step& other) const {
    return meaning(*this) == meaning(other);
}

bool Resource::operator==(const Resource& other) const {
    const auto all = [](const Resource& r) {
        return std::tie(r.id, r.name, r.unit_name, r.kind, r.units, r.first_at, r.every_weeks, r.every_open_days,
                        r.notice_days, r.holidays, r.skipped_on_holiday, r.later);
    };
    return all(*this) == all(other);
}

bool is_in_force(const InForce& law, Instant at) {
    return !law.never && (!law.from || *law.from <= at) && (!law.until || at < *law.until);
}

bool depends_on_date(const InForce& law) {
    return !law.never && (law.from || law.until);
}

const Timescale* timescale_at(const Step& step, Instant at) {
    for (const Timescale& timescale : step.timescales) {
        if (is_in_force(timescale.in_force, at)) return &timescale;
    }
    return nullptr;
}

bool is_instant(const Duration& duration) {
    const Lasts* const lasts = std::get_if<Lasts>(&duration.ends);
    if (lasts == nullptr || duration.at_least.value_or(0) > 0) return false;
    const Fixed* const fixed = std::get_if<Fixed>(&lasts->law);
    return (fixed != nullptr && fixed->value == 0) || (duration.at_most && *duration.at_most == 0);
}

namespace {

struct Longer {
    double factor;

    Fixed operator()(Fixed law) const { return {law.value * factor}; }
    Uniform operator()(Uniform law) const { return {law.min * factor, law.max * factor}; }
    Triangular operator()(Triangular law) const { return {law.min * factor, law.mode * factor, law.max * factor}; }
    Exponential operator()(Exponential law) const { return {law.mean * factor}; }
    Gamma operator()(Gamma law) const { return {law.shape, law.mean * factor}; }
    Weibull operator()(Weibull law) const { return {law.shape, law.scale * factor}; }
    Lognormal operator()(Lognormal law) const { return {law.median * factor, law.sigma}; }
    Quantiles operator()(Quantiles law) const {
        for (auto& point : law.points) point.second *= factor;
        return law;
    }
    Mixture operator()(Mixture law) const {
        for (auto& part : law.parts) {
            part.second = std::visit([&](const auto& simple) -> SimpleLaw { return (*this)(simple); }, part.second);
        }
        return law;
    }
};

}  // namespace

Duration scaled(const Duration& duration, double factor) {
    Duration longer = duration;
    Lasts* const lasts = std::get_if<Lasts>(&longer.ends);
    if (lasts == nullptr) return longer;
    lasts->law = std::visit([&](const auto& law) -> Law { return Longer{factor}(law); }, lasts->law);
    if (longer.at_least) *longer.at_least *= factor;
    if (longer.at_most) *longer.at_most *= factor;
    return longer;
}

double mean_family_size(const Arrivals& arrivals) {
    if (arrivals.family_sizes.empty()) return 1;
    double mean = 0;
    for (std::size_t i = 0; i < arrivals.family_sizes.size(); ++i) {
        mean += static_cast<double>(i + 1) * arrivals.family_sizes[i];
    }
    return mean;
}

const Step* find_step(const Map& map, std::string_view id) {
    return find_in(map.steps, id);
}

Step* find_step(Map& map, std::string_view id) {
    return find_in(map.steps, id);
}

}  // namespace permap
