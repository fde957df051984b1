// A compiled map: indices and integers only, immutable, safe to share between runs (DESIGN, "The engine").
// A Model exists only for a map that passed the load check, so the engine has nothing left to check.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "map/map.hpp"
#include "model/condition_code.hpp"
#include "random/known_tables.hpp"
#include "random/quantile_table.hpp"
#include "vocabulary/calendar.hpp"
#include "vocabulary/ids.hpp"
#include "vocabulary/result.hpp"

namespace permap {

inline constexpr std::uint32_t absent = 0xffffffffU;

// A run of entries in one of the model's flat arrays.
struct Range {
    std::uint32_t first = 0, count = 0;
    std::uint32_t end() const { return first + count; }
    bool empty() const { return count == 0; }
};

struct ForceDates {
    Instant from = Instant::min(), until = Instant::max();
    bool covers(Instant at) const { return from <= at && at < until; }
};

// Sets an attribute, or adds to a counter, where its condition holds.
struct SetCode {
    AttributeIndex attribute{};
    std::uint8_t value = 0;
    std::int16_t add = 0;  // counters
    std::uint8_t limit = 0;
    std::uint32_t condition = absent;
};

struct WayCode {
    StepIndex to = no_step;
    StepIndex returns_to = no_step;
    std::uint32_t called_process = absent;
    Range interrupts;  // region_lists
    Range sets;        // set_codes
    std::uint32_t condition = absent;
    std::uint64_t branch_threshold = std::uint64_t{1} << 32;  // of a split
    ForceDates in_force;
    bool plain = true;  // nothing to do but arrive
};

// A timescale that its own step lasts until.
struct TimescaleCode {
    StepIndex from = no_step;  // no_step: the step's own ready
    bool from_ready = false;
    double value = 0;
    TimeUnit unit = TimeUnit::calendar_days;
    bool inclusive = false;
    ForceDates in_force;  // looked at when the visit is ready, or the clock starts
};

enum class EndsBy : std::uint8_t { no_time, minutes, working, months, age, date, step, timescale };

struct DurationCode {
    EndsBy ends = EndsBy::no_time;
    std::uint32_t table = absent;  // of ticks: minutes, or 1/65536 months
    std::int32_t add_ticks = 0;
    std::int32_t cap_ticks = 0x7fffffff;
    std::uint64_t cap_threshold = 0;
    std::uint32_t calendar = 0;
    std::int32_t last_birthday_months = 0x7fffffff;  // never_past_age
    Instant date{};
    StepIndex awaited = no_step;
    Range timescales;  // timescales; at most one in force on any day
};

// How a step chooses among its ways.
enum class Choice : std::uint8_t { nothing, only, one_of, all_of };

struct DrawCase {
    std::uint32_t condition = absent;
    Range thresholds;  // thresholds
    Range values;      // draw_values, one a threshold
};
struct DrawCode {
    AttributeIndex attribute{};
    std::uint32_t unless = absent;
    Range cases;  // draw_cases
};

struct PriorityCode {
    std::uint32_t condition = absent;
    std::int32_t value = 0;
};

// What every visit reads comes first, side by side.
struct StepCode {
    std::uint32_t name = 0;  // name_key of its id
    StepKind kind = StepKind::activity;
    Choice choice = Choice::nothing;
    std::uint16_t process = 0;
    bool plain_start = true;    // none of the eight below, and nothing begins when it does
    bool plain_arrival = true;  // no join, no clock, no branches that may be under way
    // Most visits of most steps are nothing but time and a way. Such a step is ready and starts in one, its time being
    // none or minutes;
    bool only_takes_time = false;
    // or it would, but needs a unit first, for which all who ask are alike;
    bool only_asks = false;
    // and completes in one, but for what it held and the way that is taken.
    bool only_goes_on = false;
    bool is_remembered = false;  // some timescale or wait asks whether, or when, it was last ready or completed
    bool is_timed = false;       // some timescale asks when
    bool keeps_unit = false;
    bool one_decision = false;  // of a party: the way of its first completion is the way of all
    bool passed_through = false;
    Range ways;
    // Choice::one_of: conditional ways in listed order; 2^conditional rows of `row_width` thresholds, picked by which
    // of them are open. A row of zeros has every way shut. `row_ways` names the way of each threshold where a scenario
    // changed the probabilities (random/choice_coupling.hpp); otherwise threshold i is way i.
    Range conditional;            // way_lists: indices of conditional ways within the step
    std::uint32_t rows = absent;  // thresholds
    std::uint32_t row_width = 0;
    std::uint32_t row_ways = absent;  // way_lists
    std::uint16_t take = 0xffff;
    DurationCode duration;

    ForceDates in_force;
    std::uint32_t resource = absent;
    std::uint32_t needs_it_if = absent;  // condition
    Range priorities;
    std::int32_t gather_minutes = -1;  // ≥ 0: together
    std::uint32_t adds_to = absent;
    std::uint32_t exit_of = absent;
    Range woken;  // step_lists: waits that end when this step has completed

    // Where a scenario's edits hold for some visits only: version m − 1 stands in for the step where just the guards
    // with bits in m hold. A version has the step's own ways, links and actions, with other times and chances.
    Range guards;                     // guards
    std::uint32_t versions = absent;  // in `versions`, 2^guards − 1 of them
    Range ahead;                      // aheads: what begins when this step starts

    Range cancels;         // region_lists
    Range clocks_ended;    // step_lists
    Range joins_emptied;   // join_lists
    Range slots_emptied;   // slot_lists
    Range sets, derives;   // set_codes
    Range draws;           // draw_codes
    Range clocks_started;  // step_lists

    Range clears;    // set_codes, of a split
    Range branches;  // step_lists, of a split
    StepIndex none_started = no_step;
    std::uint32_t starts_join = absent;  // split whose branches a `started` join waits for
    std::uint32_t join = absent;

    std::uint32_t only_if = absent;
    bool clock_restarts = false, clock_lifelong = false, clock_silent = false;
};

struct GuardCode {
    Instant from = Instant::min();
    std::uint32_t condition = absent;
};

// A step begun ahead of its place; what follows `through` waits until that place is reached.
struct AheadCode {
    StepIndex step = no_step, through = no_step;
    bool every_time = false;
    Range stretch;  // step_lists: from `step` to `through`
};

struct SlotCode {
    StepIndex step;
    std::uint16_t way;  // index in the step, 0xffff for any
    std::uint8_t slot;
};

struct JoinCode {
    StepIndex step = no_step;
    bool waits_for_branches = false;
    std::vector<SlotCode> slots;      // by-way entries before by-step ones
    std::vector<std::uint64_t> sets;  // masks of slots
    std::uint64_t standing = 0;
    std::vector<StepIndex> waits_while;
};

struct RegionCode {
    Range steps;                         // step_lists, in map order
    std::vector<std::uint64_t> members;  // bitset of steps
    Range joins;                         // join_lists
    Range when_ended;                    // set_codes
    bool contains(StepIndex step) const { return (members[index(step) / 64] >> (index(step) % 64) & 1) != 0; }
};

struct ResourceCode {
    ResourceKind kind = ResourceKind::pool;
    std::int32_t units = 0;
    Instant first{};
    std::int32_t every_minutes = 0, every_open_days = 0, notice_minutes = 0;  // one of the first two is 0
    std::uint32_t calendar = absent;
    bool skipped = false;
    Range later;  // later_resources, by date: what a scenario makes of it
};

// From this minute on the resource has these units, and sits in this rhythm, counted from the first sitting of the
// rhythm before that would lie on or after it.
struct LaterResource {
    Instant from{};
    std::int32_t units = 0, every_minutes = 0, every_open_days = 0;
    bool skipped = false;
};

struct EntryCode {
    StepIndex step = no_step;
    std::uint32_t key = 0, before_key = 0;  // name_key of the entry, of its warm-up
    double candidates_a_year = 0;           // families
    double families_a_year = 0;             // the map's rate of children over the mean size of a family
    std::uint32_t age_table = absent;       // minutes
    Range sets;
    Range family_thresholds;
    std::int32_t family_size_as = -1;  // attribute; −1: none
    bool supply = false;
    Range later;  // later_entries, by date: what a scenario makes of it
};

struct LaterEntry {
    Instant from{};
    double families_a_year = 0;
    Range sets;
};

class Model {
public:
    std::vector<StepCode> steps;  // by position in the map
    std::vector<StepCode> versions;
    std::vector<GuardCode> guards;
    std::vector<AheadCode> aheads;
    std::vector<WayCode> ways;
    std::vector<JoinCode> joins;
    std::vector<RegionCode> regions;
    std::vector<ResourceCode> resources;
    std::vector<LaterResource> later_resources;
    std::vector<EntryCode> entries;
    std::vector<LaterEntry> later_entries;
    std::vector<QuantileTable> tables;
    std::vector<TimescaleCode> timescales;
    std::vector<Calendar> calendars;
    std::vector<ConditionCode> conditions;
    std::vector<SetCode> set_codes;
    std::vector<DrawCode> draw_codes;
    std::vector<DrawCase> draw_cases;
    std::vector<PriorityCode> priorities;
    std::vector<std::uint8_t> draw_values;
    std::vector<std::uint64_t> thresholds;
    std::vector<StepIndex> step_lists;
    std::vector<std::uint16_t> way_lists;
    std::vector<std::uint16_t> region_lists;
    std::vector<std::uint16_t> join_lists;
    std::vector<std::pair<std::uint16_t, std::uint64_t>> slot_lists;  // (join, mask to keep)
    std::vector<std::uint8_t> start_values;                           // of the attributes
    std::vector<std::vector<std::uint64_t>>
        reaches;                           // by step: bitset of steps with a path to it; empty without `together`
    std::vector<StepIndex> made_together;  // steps with `together`, in map order
    std::size_t processes = 0;
    bool shares_resources = false;

    std::span<const StepIndex> steps_in(Range r) const { return {step_lists.data() + r.first, r.count}; }
};

// Problems only where a checked map cannot be compiled (names that share a draw key, a decision too wide for its
// table).
Result<Model> compile(const Map& map);
// The same model, made sooner where maps that differ little are compiled one after another: tables are made once.
Result<Model> compile(const Map& map, KnownTables& known);

// SHA-256 over every table, threshold and calendar: equal on every platform.
std::string model_digest(const Model& model);

}  // namespace permap
