// What a result file holds, as plain values: what the page is made from. Field for field the JSON documents of
// MEASURES 4; what a file does not hold is empty. Times are days, shares fractions in [0, 1], child-days and visits
// those of one replication.
#pragma once

#include <optional>
#include <string>
#include <vector>

namespace permap::page {

using Number = std::optional<double>;  // nothing: null, or not in the file

struct Interval {
    Number low, high;
};

struct Estimate {
    Number value;
    Interval chance;  // 95 %, chance only
};

// One measure in an arm beside the baseline, with the three spreads that are never mixed.
struct Difference {
    std::string measure, name;
    std::string unit;    // "days", "share" or "moves"
    std::string better;  // "up", "down"; empty: neither
    std::string sentence, method;
    Number baseline, arm, mean;
    Interval chance, assumptions, range;
    bool is_told_apart = false;
};

// A step, or a stage (then without lane and basis).
struct Delay {
    std::string id, name, lane, basis;
    Number visits, child_days, waiting, working, clock, share, over_limit, rework, open;
};

struct Outcome {
    std::string id, name;
    Number children;
    Estimate share;
};

struct Within {
    Number days;
    Estimate share;
};

struct Route {
    std::string id, name;
    std::vector<Number> years, share, low, high;  // of equal length
};

struct Aim {
    std::string id, name;
    Number met, missed, open, left_out, median_days;
    Estimate share_met;
};

struct Group {
    std::string by, id, name;
    Number children;
    Estimate days_not_permanent;
    std::vector<Within> within;
};

struct RouteWithin {
    std::string id, name;
    std::vector<Within> within;
};

struct Service {
    std::string id, name;
    Number visits, difference;
    Interval chance;
};

struct Lane {
    std::string id, name;
    Number visits, child_days;
    std::vector<Number> visits_by_month;  // since the child came in
};

struct Cost {
    std::string id, name, currency, source;
    Number price_year, unit_cost, units, cost, difference;
    Interval chance;
};

struct VarianceRatio {
    std::string measure;
    Number ratio;
};

struct ExactPart {
    std::string name, entry, after;
    Number baseline_days, arm_days, difference_days;
};

// A removed step or stage: what it is there for.
struct Removed {
    std::string name, basis, protects, what_it_takes, label;
};

// One aim by the month in which limits fall.
struct ChartPoint {
    std::string month;  // "2026-04"
    Number children, met, missed, share_met, median_days;
};

struct ChartRun {
    std::string from, to, direction;  // months; "above", "below", "rising", "falling"
    Number months;
};

struct ChartChange {
    std::string date, label;
};

struct RunChart {
    std::string aim, name;
    std::string baseline_from, baseline_to, baseline_how;
    Number median, baseline_months;
    std::vector<ChartPoint> points;
    std::vector<ChartRun> shifts, trends;
    std::vector<ChartChange> changes;
};

struct CountedValue {
    std::string id, name;
    Number children;
};

struct CountedList {
    std::string by, name;
    std::vector<CountedValue> values;
};

// Where children stand at the end of a day.
struct StandingOn {
    std::string date;
    Number children, not_followed;
    std::vector<CountedList> lists;
};

struct CaseloadMonth {
    std::string month;
    Number children, came_in, left, no_longer_followed;
};

struct Arm {
    std::string scenario;
    std::vector<std::string> sentences;
    std::vector<Removed> removed;
    std::vector<Difference> differences;  // empty in the baseline
    Number children, in_both, only_in_baseline, only_in_arm;
    std::vector<VarianceRatio> variance_ratios;
    std::vector<Outcome> outcomes;
    Number with_a_spell, permanent;
    Estimate mean_days_completed, median_days, days_not_permanent, moves;
    std::vector<Within> within;
    std::vector<Route> routes;
    std::vector<RouteWithin> within_by_route;
    std::vector<Aim> aims;
    std::vector<Delay> steps, stages;
    std::vector<Group> groups;
    std::vector<Service> services;
    std::vector<Lane> lanes;
    std::vector<Cost> costs;
    std::vector<ExactPart> exact;
    std::vector<RunChart> run_charts;
    std::vector<StandingOn> standing;
    std::vector<CaseloadMonth> caseload;
};

struct MovedTo {
    std::string name;
    Number child_days;
};

struct RankRow {
    Number rank;
    bool is_tied = false;
    std::string id, name, edit, basis, protects, what_it_takes, label;
    Number attributed, vanished, vanished_share;
    Number days_saved;
    Interval chance, assumptions, range;  // chance: all rows at once
    bool is_told_apart = false;
    std::vector<Difference> harms;
    std::vector<MovedTo> moved_to;
};

struct RankPair {
    std::string a, b;
    Number saved_a, saved_b, saved_together, more_than_both;
    Interval chance;
    bool is_told_apart = false;
};

struct Published {
    std::string id, statement, period, use, unit, why, known_gap;
    std::vector<std::string> sources;
    Number published, band_low, band_high;
    Estimate model;
    std::optional<bool> is_inside;
};

// An assumed number, and how far the chosen result swings between its low and high.
struct Swing {
    Number rank;
    bool is_tied = false;
    std::string number, what, value_in_words, assumption, counted_by;
    Number low, high, swing;
    Interval chance;
    std::string unit;
    bool is_told_apart = false;
};

struct Assumption {
    std::string id;
    Number value, low, high;
};

enum class ResultKind { compare, rank, simulate, replay, evidence, sensitivity };

struct ResultFile {
    std::string file;  // as it was named
    ResultKind kind = ResultKind::simulate;
    std::string program, map_id, map_version, map_digest, resources, scenario, start, law_at, branch_at, arrivals,
        population, interval_method, fingerprint;
    Number seed, horizon_years, replications;
    Number suppressed_below;                    // of recorded children: counts below it are hidden
    Number stopped_of;                          // somebody stopped it: so many replications had been asked for
    Number precision_asked, precision_reached;  // half-widths of the days not yet permanent, as shares
    std::vector<Assumption> assumptions;
    std::vector<std::string> notes;
    std::vector<Arm> arms;  // of compare: the baseline first; of simulate and replay: one
    std::vector<RankRow> ranking;
    std::vector<RankPair> pairs;
    std::vector<std::string> left_out;  // of the ranking
    Number replications_for_choosing, replications_shown;
    std::vector<Published> published;
    std::string swing_measure;
    std::vector<Swing> swings;
};

// "compare" …, as the command is called.
const char* command_of(ResultKind kind);

}  // namespace permap::page
