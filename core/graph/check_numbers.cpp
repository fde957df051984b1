// Numbers: where they come from, and whether they can be meant.
#include <algorithm>
#include <cmath>
#include <optional>
#include <string>
#include <type_traits>
#include <variant>

#include "graph/findings.hpp"

namespace permap {

namespace {

constexpr double longest_years = 100;
constexpr double upper_tail = 3.0902;  // standard normal quantile of 99.9 %

// How many of a unit are in a year. A working day takes a calendar day at least.
double units_a_year(TimeUnit unit) {
    switch (unit) {
        case TimeUnit::minutes:
            return 365.25 * 24 * 60;
        case TimeUnit::hours:
            return 365.25 * 24;
        case TimeUnit::working_days:
        case TimeUnit::calendar_days:
            return 365.25;
        case TimeUnit::weeks:
            return 365.25 / 7;
        case TimeUnit::months:
            return 12;
        case TimeUnit::years:
            return 1;
    }
    return 1;
}

// Adds what is wrong with a law to `faults`, in words that follow "takes a time".
class LawFaults {
public:
    LawFaults(double lowest, double highest) : lowest_(lowest), highest_(highest) {}

    void of(const Law& law) {
        std::visit([this](const auto& one) { check(one); }, law);
    }

    std::vector<std::string> faults;

private:
    void value(const char* name, double value) {
        if (!(value >= lowest_)) {
            faults.push_back(std::string(name) + " " + number_text(value) + " below " + number_text(lowest_));
        } else if (!(value <= highest_)) {
            faults.push_back(std::string(name) + " " + number_text(value) + " above " + number_text(highest_) +
                             ", more than a life");
        }
    }
    void positive(const char* name, double value, const char* more = "") {
        if (!(value > 0) || !std::isfinite(value)) {
            faults.push_back(std::string(name) + " " + number_text(value) + ", which must be above 0" + more);
        }
    }
    void order(const char* name, double smaller, const char* other, double larger) {
        if (smaller > larger) {
            faults.push_back(std::string(name) + " " + number_text(smaller) + " above " + other + " " +
                             number_text(larger));
        }
    }

    void check(const Fixed& law) { value("value", law.value); }
    void check(const Uniform& law) {
        value("min", law.min);
        value("max", law.max);
        order("min", law.min, "max", law.max);
    }
    void check(const Triangular& law) {
        value("min", law.min);
        value("max", law.max);
        order("min", law.min, "mode", law.mode);
        order("mode", law.mode, "max", law.max);
    }
    void check(const Exponential& law) {
        positive("mean", law.mean);
        value("mean", law.mean);
    }
    void check(const Gamma& law) {
        positive("shape", law.shape);
        positive("mean", law.mean);
        value("mean", law.mean);
    }
    void check(const Weibull& law) {
        positive("shape", law.shape);
        positive("scale", law.scale);
        value("scale", law.scale);
    }
    void check(const Lognormal& law) {
        positive("median", law.median);
        positive("sigma", law.sigma, " (p90 must be above the median)");
        value("median", law.median);
    }
    void check(const Quantiles& law) {
        if (law.points.size() < 2) {
            faults.emplace_back("fewer than two points");
            return;
        }
        if (law.points.front().first != 0) faults.emplace_back("a first point whose probability is not 0");
        if (law.points.back().first != 1) faults.emplace_back("a last point whose probability is not 1");
        for (std::size_t i = 0; i < law.points.size(); ++i) {
            value("a point", law.points[i].second);
            if (i == 0) continue;
            order("a point", law.points[i - 1].second, "the next", law.points[i].second);
            if (!(law.points[i - 1].first < law.points[i].first)) {
                faults.emplace_back("points whose probabilities do not rise");
            }
        }
    }
    void check(const Mixture& law) {
        double sum = 0;
        for (const auto& [weight, part] : law.parts) {
            if (!(weight >= 0)) faults.emplace_back("a part with weight " + number_text(weight));
            sum += weight;
            std::visit([this](const auto& one) { check(one); }, part);
        }
        if (!(std::abs(sum - 1) <= sum_tolerance)) {
            faults.emplace_back("parts whose weights add to " + number_text(sum) + ", not 1");
        }
    }

    double lowest_, highest_;
};

enum class Range { factor, share, value };

class NumberCheck {
public:
    explicit NumberCheck(Findings& findings) : findings_(findings) {}

    void provenance(const Provenance& from, const std::string& where, const std::string& who, Range range,
                    double value) {
        if (from.source.empty() && from.assumption.empty()) {
            findings_.error(where, who + " is a number without a source or an assumption",
                            "say where it comes from: \"source\" or \"assumption\"");
        }
        if (!from.source.empty()) findings_.known(findings_.sources, from.source, where + "/source", who);
        if (from.low && from.high && *from.low > *from.high) {
            findings_.error(where,
                            who + " has low " + number_text(*from.low) + " above high " + number_text(*from.high));
        }
        if (range == Range::factor) {
            if ((from.low && !(*from.low > 0)) || (from.high && !(*from.high > 0))) {
                findings_.error(where, who + " has a low or high at or below 0, but these are factors on its length");
            }
            value = 1;
        } else if ((from.low && !(*from.low >= 0)) || (from.high && !(*from.high >= 0)) ||
                   (range == Range::share && ((from.low && *from.low > 1) || (from.high && *from.high > 1)))) {
            findings_.error(where, who + " has a low or high outside of what it can be");
        }
        if ((from.low && *from.low > value) || (from.high && *from.high < value)) {
            findings_.warning(where, who + " is " + number_text(value) + " but its low and high leave that out");
        }
    }

    void duration(const Duration& duration, const std::string& where, const std::string& who) {
        const double longest = longest_years * units_a_year(duration.unit);
        if (const auto* lasts = std::get_if<Lasts>(&duration.ends)) {
            law(lasts->law, 0, longest, where, who + " takes a time with ");
            long_tail(lasts->law, duration, where, who);
        } else if (const auto* until = std::get_if<UntilAge>(&duration.ends)) {
            law(until->age_years, 0, longest_years, where, who + " ends at an age with ");
        }
        cut(duration, longest, where, who);
        const bool has_number =
            !std::holds_alternative<UntilStep>(duration.ends) && !std::holds_alternative<UntilTimescale>(duration.ends);
        if (has_number && !is_instant(duration)) {
            provenance(duration.from, where, "the duration of " + who, Range::factor, 1);
        }
    }

    void law(const Law& law, double lowest, double highest, const std::string& where, const std::string& before) {
        LawFaults faults(lowest, highest);
        faults.of(law);
        for (const std::string& fault : faults.faults) findings_.error(where, before + fault);
    }

private:
    void cut(const Duration& duration, double longest, const std::string& where, const std::string& who) {
        const auto range = [&](const std::optional<double>& limit, const char* key) {
            if (limit && !(*limit >= 0 && *limit <= longest)) {
                findings_.error(where + "/" + key,
                                who + " is cut at " + number_text(*limit) + ", which is below 0 or more than a life");
            }
        };
        range(duration.at_least, "at_least");
        range(duration.at_most, "at_most");
        if (duration.at_least && duration.at_most && *duration.at_least > *duration.at_most) {
            findings_.error(where + "/at_least", who + " takes at least " + number_text(*duration.at_least) +
                                                     " and at most " + number_text(*duration.at_most));
        }
        if (duration.never_past_age && !(*duration.never_past_age > 0 && *duration.never_past_age <= longest_years)) {
            findings_.error(where + "/never_past_age", who + " never lasts past age " +
                                                           number_text(*duration.never_past_age) +
                                                           ", which is no age of a child");
        }
    }

    // A median of a year can hide a tail of centuries.
    void long_tail(const Law& law, const Duration& duration, const std::string& where, const std::string& who) {
        const auto* const lognormal = std::get_if<Lognormal>(&law);
        if (lognormal == nullptr || duration.at_most || duration.never_past_age) return;
        const double late = lognormal->median * std::exp(upper_tail * lognormal->sigma);
        const double late_years = late / units_a_year(duration.unit);
        if (late_years > longest_years) {
            findings_.warning(
                where,
                who + " takes more than " + number_text(std::floor(late_years)) + " years for one child in a thousand",
                "give it an \"at_most\", or a smaller sigma");
        }
    }

    Findings& findings_;
};

void check_timescale(Findings& findings, NumberCheck& check, const Timescale& timescale, const std::string& where,
                     const std::string& who) {
    if (!(timescale.value >= 0 && timescale.value <= longest_years * units_a_year(timescale.unit))) {
        findings.error(where + "/value",
                       who + " is " + number_text(timescale.value) + ", which is below 0 or more than a life");
    }
    check.provenance(timescale.from, where, who, Range::value, timescale.value);
}

void check_in_force(Findings& findings, const InForce& in_force, const std::string& where, const std::string& who) {
    if (findings.map.law_at && depends_on_date(in_force)) {
        findings.error(
            where, who + " has dates, but the map says its law is frozen as on " + to_date_string(*findings.map.law_at),
            "leave out \"law_at\" of the map, and use --law-at");
    }
    if (in_force.from && in_force.until && *in_force.from >= *in_force.until) {
        findings.error(where, who + " is in force from " + to_date_string(*in_force.from) + " until " +
                                  to_date_string(*in_force.until) + ", which is never");
    }
}

bool overlap(const InForce& one, const InForce& other) {
    if (one.never || other.never) return false;
    const bool ends_before = one.until && other.from && *one.until <= *other.from;
    const bool begins_after = one.from && other.until && *other.until <= *one.from;
    return !ends_before && !begins_after;
}

// First day on which the step holds and none of its timescales does; none where they cover all its days.
std::optional<std::string> day_without_timescale(const Step& step) {
    if (step.in_force.never) return std::nullopt;
    std::vector<Instant> begins = {Instant::min()};
    if (step.in_force.from) begins.push_back(*step.in_force.from);
    for (const Timescale& timescale : step.timescales) {
        if (timescale.in_force.until) begins.push_back(*timescale.in_force.until);
    }
    std::sort(begins.begin(), begins.end());
    for (const Instant day : begins) {
        if (!is_in_force(step.in_force, day) || timescale_at(step, day) != nullptr) continue;
        return day == Instant::min() ? "in the beginning" : "on " + to_date_string(day);
    }
    return std::nullopt;
}

void check_timescales(Findings& findings, NumberCheck& check, std::size_t i) {
    const Step& step = findings.map.steps[i];
    const std::string who = "step " + quoted(step.id);
    for (std::size_t t = 0; t < step.timescales.size(); ++t) {
        const Timescale& timescale = step.timescales[t];
        const std::string where = findings.of_step(i, timescale_pointer(step, t));
        check_timescale(findings, check, timescale, where, "the timescale of " + who);
        check_in_force(findings, timescale.in_force, where + "/in_force", "the timescale of " + who);
        for (std::size_t earlier = 0; earlier < t; ++earlier) {
            if (!overlap(step.timescales[earlier].in_force, timescale.in_force)) continue;
            findings.error(where,
                           who + " has two timescales in force on the same day: this one and " +
                               findings.of_step(i, timescale_pointer(step, earlier)),
                           "give them \"in_force\" dates that do not overlap");
        }
    }
    if (!std::holds_alternative<UntilTimescale>(step.duration.ends)) return;
    if (step.timescales.empty() && !step.in_force.never) {
        findings.error(findings.of_step(i, "/duration"), who + " lasts until its timescale, but has none");
    } else if (const auto day = day_without_timescale(step)) {
        findings.error(findings.of_step(i, "/duration"),
                       who + " lasts until its timescale, but none is in force " + *day,
                       "its timescales must cover every day on which the step is in force");
    }
}

void check_step(Findings& findings, NumberCheck& check, std::size_t i) {
    const Step& step = findings.map.steps[i];
    const std::string who = "step " + quoted(step.id);
    const auto at = [&](const std::string& suffix) { return findings.of_step(i, suffix); };
    check.duration(step.duration, at("/duration"), who);
    check_timescales(findings, check, i);
    check_in_force(findings, step.in_force, at("/in_force"), who);
    for (std::size_t w = 0; w < step.ways.size(); ++w) {
        const Way& way = step.ways[w];
        const std::string here = at(in_list("/ways", w));
        check_in_force(findings, way.in_force, here + "/in_force", "way " + quoted(way.id) + " of " + who);
        if (!way.probability) continue;
        check.provenance(way.probability->from, here + "/probability",
                         "the probability of way " + quoted(way.id) + " of " + who, Range::share,
                         way.probability->value);
    }
    for (std::size_t d = 0; d < step.draws.size(); ++d) {
        for (std::size_t c = 0; c < step.draws[d].cases.size(); ++c) {
            const auto& values = step.draws[d].cases[c].values;
            for (std::size_t v = 0; v < values.size(); ++v) {
                const std::string here =
                    at(in_list(in_list(in_list("/draws", d) + "/cases", c) + "/values", v) + "/probability");
                check.provenance(values[v].probability.from, here,
                                 "the probability of " + quoted(values[v].value) + " in a draw of " + who, Range::share,
                                 values[v].probability.value);
            }
        }
    }
    if (step.together_gather_days && *step.together_gather_days < 0) {
        findings.error(at("/together/gather_days"), who + " gathers siblings for a time below 0");
    }
}

void check_resource(Findings& findings, NumberCheck& check, std::size_t i) {
    const Resource& resource = findings.map.resources[i];
    const bool is_pool = resource.kind == ResourceKind::pool;
    const std::string who = "resource " + quoted(resource.id);
    const std::string at = findings.of_list("resources", i, is_pool ? "/pool/units" : "/sitting/places");
    check.provenance(resource.units.from, at, "the size of " + who, Range::value, resource.units.value);
    if (!(resource.units.value >= 0) || resource.units.value != std::floor(resource.units.value)) {
        findings.error(at, who + " has " + number_text(resource.units.value) + " units, which is no whole number");
    }
    if (!is_pool && resource.every_open_days == 0 && resource.every_weeks < 1) {
        findings.error(findings.of_list("resources", i, "/sitting/every_weeks"),
                       who + " sits every " + std::to_string(resource.every_weeks) + " weeks");
    }
    if (!is_pool && resource.every_open_days < 0) {
        findings.error(findings.of_list("resources", i, "/sitting/every_open_days"),
                       who + " sits every " + std::to_string(resource.every_open_days) + " open days");
    }
    if (!is_pool && resource.every_open_days > 0 && resource.holidays.empty()) {
        findings.error(findings.of_list("resources", i, "/sitting/every_open_days"),
                       who + " sits on open days, but names no calendar", "name it in \"holidays\"");
    }
    if (!is_pool && resource.notice_days < 0) {
        findings.error(findings.of_list("resources", i, "/sitting/notice_days"), who + " asks for notice below 0");
    }
    bool is_used = false, is_filled = false;
    for (const Step& step : findings.map.steps) {
        is_used = is_used || (step.uses && step.uses->resource == resource.id && !step.edited.passed_through);
        is_filled = is_filled || step.adds_to == resource.id;
    }
    if (resource.units.value == 0 && is_used && !is_filled) {
        findings.error(at, who + " has no unit at all, so children would wait for it for ever");
    }
    if (!is_used) findings.warning(findings.of_list("resources", i), who + " is used by no step");
}

void check_arrivals(Findings& findings, NumberCheck& check, std::size_t i) {
    constexpr double youngest_years = -1, oldest_years = 100;  // unborn children come in; supply is adults
    const Arrivals& arrivals = findings.map.arrivals[i];
    const std::string who = "the arrival at " + quoted(arrivals.entry);
    const auto at = [&](const std::string& suffix) { return findings.of_list("arrivals", i, suffix); };
    const double rate = arrivals.children_a_year.value;
    check.provenance(arrivals.children_a_year.from, at("/children_a_year"), who, Range::value, rate);
    if (!(rate >= 0) || !std::isfinite(rate)) {
        findings.error(at("/children_a_year"), who + " brings " + number_text(rate) + " children a year");
    }
    if (arrivals.ceiling_a_year && !(*arrivals.ceiling_a_year >= rate)) {
        findings.error(at("/ceiling_a_year"), who + " has a ceiling of " + number_text(*arrivals.ceiling_a_year) +
                                                  " a year, below its rate of " + number_text(rate));
    }
    check.law(arrivals.age_years, youngest_years, oldest_years, at("/age_years"), who + " has an age with ");
    check.provenance(arrivals.age_from, at("/age_years"), "the age of " + who, Range::factor, 1);
    double sum = 0;
    for (const double share : arrivals.family_sizes) {
        if (!(share >= 0)) findings.error(at("/family_sizes"), who + " has a share of families below 0");
        sum += share;
    }
    if (!arrivals.family_sizes.empty() && !(std::abs(sum - 1) <= sum_tolerance)) {
        findings.error(at("/family_sizes"),
                       who + " has family sizes whose shares add to " + number_text(sum) + ", not 1");
    }
    if (!arrivals.family_sizes.empty()) {
        const Provenance& from = arrivals.family_sizes_from;
        check.provenance(from, at("/family_sizes"), "the family size of " + who, Range::factor, 1);
    }
}

void check_unit_cost(Findings& findings, NumberCheck& check, std::size_t i) {
    const Service& service = findings.map.services[i];
    if (!service.unit_cost) return;
    check.provenance(service.unit_cost->from, findings.of_list("services", i, "/unit_cost"),
                     "the unit cost of service " + quoted(service.id), Range::value, service.unit_cost->value);
}

bool uses_working_days(const Step& step) {
    return (step.duration.unit == TimeUnit::working_days && !is_instant(step.duration)) ||
           std::any_of(step.timescales.begin(), step.timescales.end(),
                       [](const Timescale& timescale) { return timescale.unit == TimeUnit::working_days; });
}

void check_calendars(Findings& findings) {
    const Map& map = findings.map;
    for (std::size_t i = 0; i < map.calendars.size(); ++i) {
        const CalendarRule& calendar = map.calendars[i];
        const std::string who = "calendar " + quoted(calendar.id);
        if (calendar.open.empty()) findings.error(findings.of_list("calendars", i, "/open"), who + " never opens");
        for (const OpeningHours& hours : calendar.open) {
            const bool in_day = hours.from_minute >= 0 && hours.to_minute <= 24 * 60 &&
                                hours.from_minute < hours.to_minute && hours.weekday >= 1 && hours.weekday <= 7;
            if (!in_day) findings.error(findings.of_list("calendars", i, "/open"), who + " has hours that never open");
        }
        for (std::size_t d = 0; d < calendar.closed_dates.size(); ++d) {
            if (parse_instant(calendar.closed_dates[d])) continue;
            findings.error(findings.of_list("calendars", i, in_list("/closed_dates", d)),
                           who + " is closed on " + quoted(calendar.closed_dates[d]) + ", which is no date");
        }
    }
    if (!map.working_day_calendar.empty()) return;
    for (const Step& step : map.steps) {
        if (!uses_working_days(step) || !step.calendar.empty()) continue;
        findings.error(findings.of_map("/working_day_calendar"),
                       "step " + quoted(step.id) + " counts working days, but the map names no calendar");
        return;
    }
}

void check_aims(Findings& findings) {
    for (std::size_t i = 0; i < findings.map.aims.size(); ++i) {
        const Aim& aim = findings.map.aims[i];
        const std::string who = "aim " + quoted(aim.id);
        if (!(aim.limit > 0 && aim.limit <= longest_years * units_a_year(aim.limit_unit))) {
            findings.error(findings.of_list("aims", i, "/limit"), who + " has the limit " + number_text(aim.limit) +
                                                                      ", which is not above 0 or more than a life");
        }
        if (!(aim.not_before >= 0)) {
            findings.error(findings.of_list("aims", i, "/not_before"), who + " counts only after a time below 0");
        }
    }
}

}  // namespace

void check_numbers(Findings& findings) {
    NumberCheck check(findings);
    for (std::size_t i = 0; i < findings.map.steps.size(); ++i) check_step(findings, check, i);
    for (std::size_t i = 0; i < findings.map.resources.size(); ++i) check_resource(findings, check, i);
    for (std::size_t i = 0; i < findings.map.arrivals.size(); ++i) check_arrivals(findings, check, i);
    for (std::size_t i = 0; i < findings.map.services.size(); ++i) check_unit_cost(findings, check, i);
    if (const auto& share = findings.map.area_share) {
        check.provenance(share->from, findings.of_map("/area_share"), "the area share", Range::share, share->value);
    }
    check_calendars(findings);
    check_aims(findings);
}

}  // namespace permap
