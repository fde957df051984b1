// The map: how the system works, as people wrote it down (SEMANTICS 1 to 4). A plain value; edits make a new one.
// References are by id (strings). `model/` compiles a checked map into indices.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "map/condition.hpp"
#include "map/duration.hpp"
#include "map/overlaid_places.hpp"
#include "map/provenance.hpp"
#include "vocabulary/calendar.hpp"

namespace permap {

struct Lane {
    std::string id, name, role;
    bool operator==(const Lane&) const = default;
};
struct Phase {
    std::string id, name;
    bool operator==(const Phase&) const = default;
};
struct Source {
    std::string id, title, publisher;
    int year = 0;
    bool operator==(const Source&) const = default;
};

// One file of the map: a sub-process, with the phase it belongs to.
struct Process {
    std::string id, name, phase, about;
    bool operator==(const Process&) const = default;
};

// What is known of a child and may change. Either a list of values, a counter, or derived from others.
struct Attribute {
    std::string id;
    std::vector<std::string> values;   // in the order of their codes 0, 1, …; empty for counters and derived
    std::string start;                 // value from entry on
    std::optional<int> counter_max;    // a counter runs from 0 to this, at most 255, and stays there
    std::optional<Condition> derived;  // values "no", "yes"; never set
    bool operator==(const Attribute&) const = default;
};

enum class ResourceKind { pool, sitting };

struct Resource {
    std::string id, name, unit_name;
    ResourceKind kind = ResourceKind::pool;
    Quantity units;  // pool: units at start; sitting: places at each

    // Sittings: every `every_weeks` weeks from `first_at`, or on every `every_open_days`-th open day of `holidays` from
    // the day of `first_at` on, at its time of day; at least `notice` between booking and sitting.
    Instant first_at{};
    int every_weeks = 1;      // 0 where every_open_days is given
    int every_open_days = 0;  // 0: not by open days
    int notice_days = 0;
    std::string holidays;             // a calendar whose closed days move the sitting; empty: none
    bool skipped_on_holiday = false;  // else held on the next open day

    // What a scenario makes of it from a date on, by date; never in a map file.
    struct Later;
    std::vector<Later> later;
    bool operator==(const Resource& other) const;  // of everything
};

struct Resource::Later {
    Instant from;
    Resource resource;  // has no `later` of its own
    bool operator==(const Later&) const = default;
};

enum class StepKind { start, activity, decision, split, join, wait, clock, milestone, outcome, strand_end };
enum class Basis { statute, rules, guidance, practice };
enum class BackWay { none, rework, cycle, re_entry };

// From when to when a piece of law holds; open ends allowed (SEMANTICS 2, law by date).
struct InForce {
    std::optional<Instant> from, until;  // [from, until)
    bool never = false;                  // on no day at all: what map/law_at leaves of a law that does not hold
    bool operator==(const InForce&) const = default;
};

bool is_in_force(const InForce& law, Instant at);
bool depends_on_date(const InForce& law);  // holds on some days and not on others

// One way out of a step. In a split each open way starts on its own; elsewhere exactly one open way is taken.
struct Way {
    std::string id;
    std::string name;
    std::string to;
    std::optional<Quantity> probability;  // none: not a matter of chance
    Condition when;
    std::vector<std::string> interrupts;  // regions
    std::vector<Assignment> sets;
    std::string returns_to;  // a hand-over: `to` is another sub-process's entry, and this step follows its exit
    BackWay back = BackWay::none;
    InForce in_force;
    std::string seldom;  // why children hardly ever, or never, come this way on this map
    bool operator==(const Way&) const = default;
};

// An input of a join: a step, and the way it comes by if that matters.
struct Slot {
    std::string step;
    std::string way;                        // empty: any
    bool standing = false;                  // stays full when the join fires
    std::vector<std::string> withdrawn_by;  // steps whose start empties this slot
    bool operator==(const Slot&) const = default;
};

struct Join {
    std::string started_by;                // `started` join: the split it waits for; else empty
    std::vector<Slot> slots;               // `sets` join: every named input, once
    std::vector<std::vector<int>> sets;    // indices into slots; fires when all of one set are full
    std::vector<std::string> waits_while;  // steps that must not be active
    std::vector<std::string> opened_by;    // steps whose start empties every slot
    bool operator==(const Join&) const = default;
};

struct Clock {
    std::vector<std::string> starts_at, ends_at;  // steps whose start starts and ends it
    Condition only_if;
    bool restarts = false;  // started while running: begin anew (life of an order); else keep (an unbroken spell)
    bool lifelong = false;  // does not keep a journey open (the 18th birthday)
    bool operator==(const Clock&) const = default;
};

// Draws one value of an attribute, by the first case that holds.
struct AttributeDraw {
    struct Value {
        std::string value;
        Quantity probability;
        bool operator==(const Value&) const = default;
    };
    struct Case {
        Condition when;
        std::vector<Value> values;
        bool operator==(const Case&) const = default;
    };
    std::string attribute;
    Condition unless_condition;  // kind always means: draw every time
    std::vector<Case> cases;
    bool operator==(const AttributeDraw&) const = default;
};

// "Within n units from that event." Day 1 is the day after the start; kept until the end of day n (SEMANTICS 4).
struct Timescale {
    double value = 0;
    TimeUnit unit = TimeUnit::calendar_days;
    std::string from_step;    // its own step's ready when empty
    bool from_ready = false;  // else from completion of from_step
    bool inclusive = false;   // the start's own day is day 1
    std::string basis;        // which law, rule or guidance, in words
    Provenance from;
    InForce in_force;
    bool operator==(const Timescale&) const = default;
};

struct Use {
    std::string resource;
    struct Priority {
        Condition when;
        int value = 0;
        bool operator==(const Priority&) const = default;
    };
    std::vector<Priority> priorities;  // first that holds; 0 if none; lower goes first
    bool for_good = false;             // the unit is not given back (a match takes an approved household)
    Condition when = {};               // looked at when it is asked for; a child for whom it is false needs none
    // The work alone, once the unit is held. Where it is given the use is optional: with the resource left out, the
    // step's own duration stands for work and wait together (map/optional_resources.hpp).
    std::optional<Duration> working = {};
    bool operator==(const Use&) const = default;
};

// What a scenario has done to a step; never in a map file (SEMANTICS 6).
struct Edited {
    bool passed_through = false;  // removed: no time, nobody's capacity, no timescale; a clock never fires
    std::string take;             // removed decision: always this way
    double scale = 1;             // drawn time × scale + add, then cut to cap for a share cap_share of visits
    double add = 0;               // in the duration's unit
    std::optional<double> cap;    // in the duration's unit
    double cap_share = 1;
    // Probability of each way before set_probability (1 where a way has none); empty: no probability was set. The way
    // is then drawn by choice_coupling (sim/random), so that children move only to ways that were raised.
    std::vector<double> baseline_probability;
    bool operator==(const Edited&) const = default;
};

// Since when, and for whom, an edit holds: for visits that become ready, decisions made and children who come in on or
// after `from`, where `when` is true at that minute (SEMANTICS 6).
struct Guard {
    std::optional<Instant> from;
    Condition when;
    bool operator==(const Guard&) const = default;
};

// A step that begins when another starts, before its own place on the map is reached (SEMANTICS 6, start_with).
struct Ahead {
    std::string step;
    std::string through;      // what follows this step waits for the old place; empty: `step` itself
    bool every_time = false;  // else only where `step` has not been begun before
    bool operator==(const Ahead&) const = default;
};

struct Step {
    std::string id, name, process, lane;
    StepKind kind = StepKind::activity;
    Basis basis = Basis::practice;
    bool rights = false;        // serves a right: to be heard, of parents to take part
    std::string law;            // which law, rule or guidance says so
    std::string protects;       // what the step is there for
    std::string what_it_takes;  // what removing it would take
    std::string note;
    std::string seldom;  // why children hardly ever, or never, come here on this map
    Duration duration;
    std::string calendar;               // for working time; empty: the map's working-day calendar
    std::vector<Timescale> timescales;  // at most one in force on any day
    std::optional<Use> uses;
    std::string adds_to;                      // supply: completing it adds one unit to this pool
    std::optional<int> together_gather_days;  // siblings make one visit; the first waits this long at most
    bool together_one_decision = false;       // siblings on one visit take one way (of a decision)

    std::vector<std::string> cancels;  // regions that end when this step starts
    std::vector<Assignment> sets;
    std::vector<AttributeDraw> draws;
    std::vector<Assignment> derives;  // like sets, after draws
    std::vector<Way> ways;
    std::vector<Assignment> clears;     // split: set after all ways have been taken
    std::vector<std::string> branches;  // split: a second arrival while one of these is active merges
    std::string join;                   // split: where a child goes on whom no branch takes
    std::string exit_of;                // completing this step returns every caller of this process
    std::optional<Join> joins;          // of a join
    std::optional<Clock> clock;         // of a clock
    InForce in_force;
    Edited edited;
    std::vector<Ahead> ahead;  // what begins when this step starts; only scenarios say so
    // Where edits hold from a date or for some children only: versions[m − 1] is the step where exactly those guards
    // hold whose bits are set in m. Never in a map file.
    std::vector<Guard> guards;
    std::vector<Step> versions;  // 2^guards − 1 of them

    std::string where;                         // file and JSON pointer it was read from; not part of the meaning
    bool operator==(const Step& other) const;  // all but `where`
};

struct Region {
    std::string id, name;
    std::vector<std::string> steps;      // steps and clocks, cancelled in map order
    std::vector<Assignment> when_ended;  // set whenever the region is cancelled, active or not
    bool operator==(const Region&) const = default;
};

// Steps with one way in that people see as one thing.
struct Stage {
    std::string id, name;
    std::vector<std::string> steps;
    std::string protects, what_it_takes;
    bool operator==(const Stage&) const = default;
};

// A predicate on events: first of several.
struct EventPattern {
    std::string step;
    bool on_ready = false;          // else on completion (with `ways`: on that decision)
    std::vector<std::string> ways;  // empty: any
    bool operator==(const EventPattern&) const = default;
};

struct Milestone {
    std::string id, name;
    std::vector<EventPattern> any_of;
    bool operator==(const Milestone&) const = default;
};

// Time to permanence: from the first day of a spell away to the first of the routes. Routes compete.
struct Permanence {
    std::vector<EventPattern> from;
    struct Route {
        std::string id, name;
        std::vector<EventPattern> any_of;
        bool operator==(const Route&) const = default;
    };
    std::vector<Route> routes;
    std::vector<EventPattern> competing_ends;  // ageing out
    bool operator==(const Permanence&) const = default;
};

struct Aim {
    std::string id, name, population, basis, source;
    std::vector<EventPattern> from, to;
    bool first_only = false;  // a second `from` starts no second count
    double limit = 0;
    TimeUnit limit_unit = TimeUnit::months;
    double not_before = 0;  // `to` counts only this long after `from` (in not_before_unit); 0: any time
    TimeUnit not_before_unit = TimeUnit::months;
    std::vector<EventPattern> left_out_by;  // before the limit, and before `to`
    bool operator==(const Aim&) const = default;
};

struct Arrivals {
    std::string entry;  // a step of kind start (or any step marked as entry by being named here)
    Quantity children_a_year;
    std::optional<double> ceiling_a_year;  // of the candidate stream; default twice the rate
    Law age_years = Fixed{};
    Provenance age_from;
    std::vector<Assignment> sets;
    std::vector<double> family_sizes;  // shares of families of 1, 2, 3 … children; empty: always one child
    bool supply = false;               // walked by households, in no figure about children
    Provenance family_sizes_from;
    std::string family_size_as;  // counter that says how many came in together, the child included; empty: none

    // What a scenario makes of the rate and of what is set at entry from a date on, by date; never in a map file.
    struct Later {
        Instant from;
        double children_a_year = 0;
        std::vector<Assignment> sets;
        bool operator==(const Later&) const = default;
    };
    std::vector<Later> later;
    bool operator==(const Arrivals&) const = default;
};

// Children in a family that comes in here, on average; 1 where all come alone. Rates are of children, so families come
// at the rate divided by this.
double mean_family_size(const Arrivals& arrivals);

// Waiting on a clock is what the law intends here.
struct RestingState {
    std::string id, name;
    Condition when;
    std::vector<std::string> clocks;  // one of these must run
    bool operator==(const RestingState&) const = default;
};

// Children told apart in results by an attribute: by its value at the end of the day on which they came to `at`.
struct Grouping {
    struct ValueName {
        std::string value, name;
        bool operator==(const ValueName&) const = default;
    };
    std::string id, name;
    std::string attribute;         // one with `values`
    std::string at;                // "entry", "first_day_away" (permanence.from) or the id of a milestone
    std::vector<ValueName> names;  // of values, for people; a value without one is shown as it is written
    bool operator==(const Grouping&) const = default;
};
inline constexpr std::string_view by_age_at_entry = "age_at_entry";  // a grouping that every map has
inline constexpr std::string_view grouped_at_entry = "entry", grouped_at_first_day_away = "first_day_away";
inline constexpr std::size_t most_groupings = 4;

// What one visit, or one day of work, costs. Costs of different price years do not add up.
struct UnitCost {
    double value = 0;      // ≥ 0, in `currency`
    std::string currency;  // three letters, ISO 4217
    int price_year = 0;    // whose prices these are; of a financial year, the year in which it begins
    bool per_day = false;  // else per visit
    Provenance from;
    bool operator==(const UnitCost&) const = default;
};

// Steps whose visits are counted as uses of one service: children's hearings, reviews, panels.
struct Service {
    std::string id, name;
    std::vector<std::string> steps;
    std::optional<UnitCost> unit_cost;
    bool operator==(const Service&) const = default;
};

struct Map {
    std::string id, version, name, about;
    std::string working_day_calendar;    // default calendar of working days
    Instant start{};                     // default first day of arrivals
    std::optional<Instant> law_at;       // the law is frozen as it stood at this minute (map/law_at); no dates are left
    std::optional<Quantity> area_share;  // in (0, 1]: the part of arrivals and capacities that a run takes by default
    std::vector<std::string> bases;      // ids of the maps under this one, where overlays made it; the nearest first
    std::vector<Lane> lanes;
    std::vector<Phase> phases;
    std::vector<Process> processes;
    std::vector<Source> sources;
    std::vector<CalendarRule> calendars;
    std::vector<Attribute> attributes;
    std::vector<Resource> resources;
    std::vector<Step> steps;
    std::vector<Region> regions;
    std::vector<Stage> stages;
    std::vector<Milestone> milestones;
    std::optional<Permanence> permanence;
    std::vector<Aim> aims;
    std::vector<Arrivals> arrivals;
    std::vector<RestingState> resting;
    std::vector<Grouping> groups;
    std::vector<Service> services;
    std::optional<Condition> over_only_if;  // a journey that ends elsewhere is stuck
    OverlaidPlaces overlaid;                // not part of the meaning
    std::vector<std::string> left_out;      // resources that with_resources() left out; never in a map file
    bool operator==(const Map&) const = default;
};

// The timescale of a visit that became ready, or of a clock that started, at that minute. None: no timescale then.
const Timescale* timescale_at(const Step& step, Instant at);

const Step* find_step(const Map& map, std::string_view id);
Step* find_step(Map& map, std::string_view id);

}  // namespace permap
