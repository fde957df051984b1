// Published figures and questions: what was counted, of whom, when, and how the model counts the same
// (docs/targets.md).
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "evidence/measure.hpp"
#include "map/map.hpp"

namespace permap {

// What a figure may be used for. A question has nothing published.
enum class TargetUse { calibration, validation, compared, question };
const char* to_string(TargetUse use);

// How near is near enough; fixed by rule before any fit.
enum class BandRule { interval, count, time, share };
const char* to_string(BandRule rule);

struct Band {
    double low = 0, high = 0;
    BandRule rule = BandRule::count;
    std::string published_interval;  // rule interval: as published, in words
    bool operator==(const Band&) const = default;
};

struct EvidenceTarget {
    std::string id, statement, population, period;
    std::vector<std::string> sources;  // ids in the map's sources, or in the file's own
    bool verified = true;              // read in a source, not recalled
    std::optional<double> published, published_high;
    std::string unit;
    std::optional<int> sample;  // children (or cases) the figure was worked out from, where they are a sample
    TargetUse use = TargetUse::question;
    std::optional<Band> band;
    std::optional<TargetMeasure> measure;  // none: the model cannot express it, and `why` says why
    std::string why;
    std::string known_gap;  // why the model lies outside the band
    std::string where;      // file and pointer
};

struct Targets {
    std::vector<Source> sources;
    std::vector<EvidenceTarget> targets;
};

// The band that the rule gives: the published interval as it stands, ± 10 % of a count or time, ± 5 points of a share,
// cut to [0, 1]. `as_given` brings rule and interval.
Band band_by_rule(const EvidenceTarget& target, const Band& as_given);

// Standard error of the published figure by the size of its sample; 0 where it is no sample. A share: √(p (1 − p) / n).
// A mean time: as if times were exponential, value / √n (assumption: no spread is published).
double sampling_error(const EvidenceTarget& target);

}  // namespace permap
