#include <cstring>

#include "model/model.hpp"
#include "vocabulary/digest.hpp"

namespace permap {

namespace {

// Numbers as eight little-endian bytes, whatever the machine; lists with their length before them.
class Bytes {
public:
    void add(std::uint64_t number) {
        for (int byte = 0; byte < 8; ++byte) text_.push_back(static_cast<char>(number >> (8 * byte) & 0xff));
        if (text_.size() > 1 << 16) flush();
    }
    template <class T>
    requires std::is_enum_v<T>
    void add(T value) { add(static_cast<std::uint64_t>(value)); }
    void add(Instant at) { add(static_cast<std::uint64_t>(static_cast<std::int64_t>(at.time_since_epoch().count()))); }
    void add(double number) {
        std::uint64_t bits = 0;
        std::memcpy(&bits, &number, sizeof bits);
        add(bits);
    }
    void add(Range range) { each(range.first, range.count); }
    void add(const ForceDates& dates) { each(dates.from, dates.until); }
    template <class... Values>
    void each(const Values&... values) {
        (put(values), ...);
    }
    template <class T>
    void list(const std::vector<T>& values) {
        add(static_cast<std::uint64_t>(values.size()));
        for (const T& value : values) put(value);
    }
    std::string finish() {
        flush();
        return to_hex(sha_.finish());
    }

private:
    template <class T>
    void put(const T& value) {
        if constexpr (std::is_integral_v<T>) {
            add(static_cast<std::uint64_t>(static_cast<std::int64_t>(value)));
        } else {
            add(value);
        }
    }
    void flush() {
        sha_.update(std::string_view{text_});
        text_.clear();
    }

    Sha256 sha_;
    std::string text_;
};

void add(Bytes& bytes, const StepCode& step) {
    const DurationCode& time = step.duration;
    bytes.each(step.name, step.kind, step.choice, step.process, time.ends, time.table, time.add_ticks, time.cap_ticks,
               time.cap_threshold, time.calendar, time.last_birthday_months, time.date, time.awaited, time.timescales);
    bytes.each(step.ways, step.conditional, step.rows, step.row_width, step.row_ways, step.take, step.cancels,
               step.clocks_ended, step.joins_emptied, step.slots_emptied, step.sets, step.derives, step.draws,
               step.clocks_started, step.clears, step.branches, step.none_started, step.starts_join, step.join,
               step.resource, step.priorities, step.keeps_unit, step.adds_to, step.gather_minutes, step.only_if,
               step.clock_restarts, step.clock_lifelong, step.clock_silent, step.woken, step.exit_of, step.in_force,
               step.passed_through);
    if (step.one_decision) bytes.each(step.one_decision);
    if (step.needs_it_if != absent) bytes.each(step.needs_it_if);
    if (step.versions != absent) bytes.each(step.guards, step.versions);
    if (!step.ahead.empty()) bytes.each(step.ahead);
}

void add(Bytes& bytes, const Calendar& calendar) {
    // Every opening from 1970 on, as the engine would meet it: asked day by day.
    for (int day = 0; day < 181 * 365; ++day) {
        const Instant at = Instant{} + day * one_day;
        bytes.each(calendar.next_opening(at), calendar.working_between(at, at + one_day).count());
    }
}

}  // namespace

std::string model_digest(const Model& model) {
    Bytes bytes;
    for (const StepCode& step : model.steps) add(bytes, step);
    for (const StepCode& version : model.versions) add(bytes, version);
    for (const GuardCode& guard : model.guards) bytes.each(guard.from, guard.condition);
    for (const AheadCode& ahead : model.aheads) bytes.each(ahead.step, ahead.through, ahead.every_time, ahead.stretch);
    for (const WayCode& way : model.ways) {
        bytes.each(way.to, way.returns_to, way.called_process, way.interrupts, way.sets, way.condition,
                   way.branch_threshold, way.in_force);
    }
    for (const JoinCode& join : model.joins) {
        bytes.each(join.step, join.waits_for_branches, join.standing);
        for (const SlotCode& slot : join.slots) bytes.each(slot.step, slot.way, slot.slot);
        bytes.list(join.sets);
        bytes.list(join.waits_while);
    }
    for (const RegionCode& region : model.regions) bytes.each(region.steps, region.joins, region.when_ended);
    for (const ResourceCode& resource : model.resources) {
        bytes.each(resource.kind, resource.units, resource.first, resource.every_minutes, resource.notice_minutes,
                   resource.calendar, resource.skipped);
        if (resource.every_open_days != 0) bytes.each(resource.every_open_days);
        if (!resource.later.empty()) bytes.each(resource.later);
    }
    for (const LaterResource& later : model.later_resources) {
        bytes.each(later.from, later.units, later.every_minutes, later.every_open_days, later.skipped);
    }
    for (const EntryCode& entry : model.entries) {
        bytes.each(entry.step, entry.key, entry.before_key, entry.candidates_a_year, entry.families_a_year,
                   entry.age_table, entry.sets, entry.family_thresholds, entry.family_size_as, entry.supply);
        if (!entry.later.empty()) bytes.each(entry.later);
    }
    for (const LaterEntry& later : model.later_entries) bytes.each(later.from, later.families_a_year, later.sets);
    for (const QuantileTable& table : model.tables) {
        for (const std::int32_t knot : table.knots()) bytes.each(knot);
    }
    for (const TimescaleCode& limit : model.timescales) {
        bytes.each(limit.from, limit.from_ready, limit.value, limit.unit, limit.inclusive, limit.in_force);
    }
    for (const Calendar& calendar : model.calendars) add(bytes, calendar);
    for (const ConditionCode& code : model.conditions) {
        for (const ConditionNode& node : code) {
            bytes.each(node.kind, node.subject, node.which, node.skip, node.set, node.low, node.high);
        }
    }
    for (const SetCode& code : model.set_codes)
        bytes.each(code.attribute, code.value, code.add, code.limit, code.condition);
    for (const DrawCode& code : model.draw_codes) bytes.each(code.attribute, code.unless, code.cases);
    for (const DrawCase& drawn : model.draw_cases) bytes.each(drawn.condition, drawn.thresholds, drawn.values);
    for (const PriorityCode& priority : model.priorities) bytes.each(priority.condition, priority.value);
    bytes.list(model.draw_values);
    bytes.list(model.thresholds);
    bytes.list(model.step_lists);
    bytes.list(model.way_lists);
    bytes.list(model.region_lists);
    bytes.list(model.join_lists);
    for (const auto& [join, mask] : model.slot_lists) bytes.each(join, mask);
    bytes.list(model.start_values);
    for (const auto& reached : model.reaches) bytes.list(reached);
    return bytes.finish();
}

}  // namespace permap
