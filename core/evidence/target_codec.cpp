#include "evidence/target_codec.hpp"

#include <algorithm>
#include <cstdio>
#include <set>

#include "evidence/measure_reader.hpp"
#include "vocabulary/suggestion.hpp"

namespace permap {

namespace {

bool near_enough(double a, double b) {
    const double apart = a > b ? a - b : b - a, size = std::max({1.0, a, b, -a, -b});
    return apart <= 1e-9 * size;
}

// As a person writes it, without the last bits of the sum it came from.
std::string as_text(double value) {
    char text[40];
    std::snprintf(text, sizeof text, "%.10g", value);
    return text;
}

void read_band(ObjectReader& reader, EvidenceTarget& target) {
    reader.object("band", [&](ObjectReader& item) {
        Band band;
        const std::size_t faults = item.problems().size();
        band.rule = item.choice<BandRule>("rule",
                                          {{"interval", BandRule::interval},
                                           {"count", BandRule::count},
                                           {"time", BandRule::time},
                                           {"share", BandRule::share}},
                                          std::nullopt);
        band.low = item.required_number("low");
        band.high = item.required_number("high");
        band.published_interval = item.text("published_interval");
        target.band = band;
        if (item.problems().size() > faults) return;  // without rule or numbers there is nothing to compare
        if (band.rule == BandRule::interval && band.published_interval.empty() && !target.published_high)
            item.fault("rule", "which interval was published?", "\"published_interval\" says so in words");
        if (band.rule != BandRule::share && target.unit == "share" && band.rule != BandRule::interval)
            item.fault("rule", "a share has the rule \"share\" or \"interval\"");
        if (band.low > band.high) item.fault("low", "above high");
        const Band ruled = band_by_rule(target, band);
        if (!near_enough(ruled.low, band.low) || !near_enough(ruled.high, band.high)) {
            item.fault("",
                       "the band is " + as_text(band.low) + " to " + as_text(band.high) + ", but the rule gives " +
                           as_text(ruled.low) + " to " + as_text(ruled.high),
                       "bands are fixed by rule before any fit");
        }
    });
}

EvidenceTarget read_target(ObjectReader& reader, const NamedParts& named) {
    EvidenceTarget target;
    target.where = reader.where();
    target.id = reader.id("id");
    target.statement = reader.required_text("statement");
    target.population = reader.text("population");
    target.period = reader.text("period");
    target.sources = reader.ids("source");
    if (reader.has("verified")) target.verified = reader.flag("verified");
    target.published = reader.number("published");
    target.published_high = reader.number("published_high");
    target.unit = reader.text("unit");
    target.sample = reader.whole("sample", 2, 100'000'000);
    target.why = reader.text("why");
    target.known_gap = reader.text("known_gap");
    target.use = reader.choice<TargetUse>("use",
                                          {{"calibration", TargetUse::calibration},
                                           {"validation", TargetUse::validation},
                                           {"compared", TargetUse::compared}},
                                          TargetUse::question);
    const bool has_measure = reader.required("measure") != nullptr && !reader.find("measure")->is_null();
    if (has_measure) {
        reader.object("measure", [&](ObjectReader& item) { target.measure = named.measure(item); });
    }
    read_band(reader, target);

    if (target.use == TargetUse::question) {
        if (target.published && !reader.has("use"))
            reader.fault("use", "a published figure says what it may be used for", "\"compared\"");
        return target;
    }
    if (target.sources.empty()) reader.fault("source", "a published figure has a source");
    if (target.use == TargetUse::calibration && !target.verified)
        reader.fault("use", "a figure that was recalled and not read may not be fitted", "\"compared\"");
    if (!has_measure) {
        if (target.why.empty()) reader.fault("why", "says why the model cannot express this figure");
        if (target.use == TargetUse::calibration)
            reader.fault("use", "without a measure nothing can be fitted", "\"compared\"");
        return target;
    }
    if (!target.published) reader.fault("published", "the figure is missing");
    if (target.unit.empty()) reader.fault("unit", "in what is it counted?", "\"children\", \"share\", \"years\" …");
    if (target.unit == "share" && target.published && (*target.published < 0 || *target.published > 1))
        reader.fault("published", "a share lies between 0 and 1", "0.25 for 25 %");
    if (!target.band) reader.fault("band", "how near is near enough?");
    return target;
}

}  // namespace

Result<Targets> targets_from_json(const std::string& file, std::string_view text) {
    const Result<Json> document = parse_json(text, file);
    if (!document) return document.problems();
    Problems problems;
    Targets all;
    ObjectReader reader(*document, file + "#", problems);
    reader.ignore("$schema");
    reader.ignore("about");
    NamedParts named;
    named.add_states(reader);
    named.add_events(reader);
    reader.each("sources", [&](ObjectReader& item) {
        std::string id = item.id("id"), title = item.required_text("title"), publisher = item.text("publisher");
        all.sources.push_back(
            {std::move(id), std::move(title), std::move(publisher), item.whole("year", 0, 3000).value_or(0)});
        item.text("url");
    });
    reader.required("targets");
    std::set<std::string> seen;
    reader.each("targets", [&](ObjectReader& item) {
        EvidenceTarget target = read_target(item, named);
        if (!target.id.empty() && !seen.insert(target.id).second)
            item.fault("id", "a second figure called \"" + target.id + "\"");
        all.targets.push_back(std::move(target));
    });
    reader.done();
    if (!problems.empty()) return problems;
    return all;
}

}  // namespace permap
