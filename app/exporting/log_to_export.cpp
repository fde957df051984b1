#include "exporting/log_to_export.hpp"

#include "recording/counted.hpp"

#include <map>
#include <tuple>

namespace permap {

namespace {

using Family = std::tuple<std::uint32_t, StepIndex, std::uint32_t>;

Family family_of(const Child& child) {
    return {child.replication, child.entry, child.candidate};
}

std::string id_of(const Map& map, const Child& child, bool one_replication) {
    std::string id = one_replication ? "" : "r" + std::to_string(child.replication) + "/";
    if (child.entry != no_step) id += map.steps[index(child.entry)].id;
    id += ":" + std::to_string(child.candidate);
    return child.sibling == 0 ? id : id + "." + std::to_string(child.sibling);
}

}  // namespace

ExportedLog simulated_journeys(const MeasurePlan& plan, EventLog log) {
    ExportedLog exported;
    exported.plan = &plan;
    std::map<Family, int> sizes;
    bool one_replication = true;
    std::int64_t households = 0;
    for (const Stream& stream : log.streams) {
        ++sizes[family_of(stream.child)];
        one_replication = one_replication && stream.child.replication == 1;
    }
    std::map<Family, std::size_t> groups;
    for (Stream& stream : log.streams) {
        if (stream.child.supply) {
            ++households;
            continue;
        }
        ExportedChild child;
        child.id = id_of(plan.map, stream.child, one_replication);
        child.birth_month = to_date_string(midnight(stream.child.birth_date)).substr(0, 7);
        if (const Family family = family_of(stream.child); sizes[family] > 1) {
            const std::size_t group = groups.emplace(family, groups.size() + 1).first->second;
            child.sibling_group = "family-" + std::to_string(group);
        }
        exported.children.push_back(std::move(child));
        exported.streams.push_back(std::move(stream));
    }
    exported.left_out.emplace_back("the map and the scenario that the log was made with, and its seed");
    if (households > 0)
        exported.left_out.push_back(counted(households, "household that offers care", "households that offer care") +
                                    ": these are no children");
    return exported;
}

void RecordedFacts::add(const RecordedJourney& journey, const std::vector<std::string>& words,
                        std::uint16_t known_import) {
    ExportedChild child;
    child.id = journey.pseudonym;
    const std::vector<Record> known = known_records(journey.records, known_import);
    for (const Record& record : known) {
        with_milliseconds += record.milliseconds != 0 ? 1 : 0;
        with_offset += record.utc_offset_minutes != no_utc_offset && record.utc_offset_minutes != 0 ? 1 : 0;
        days_only += record.precision == TimePrecision::day ? 1 : 0;
        if (record.kind != RecordKind::attribute_set || record.value == no_word) continue;
        if (words[record.name] == birth_month_word) child.birth_month = words[record.value];
        if (words[record.name] == sibling_group_word) child.sibling_group = words[record.value];
    }
    for (const Record& record : journey.records)
        if (record.kind == RecordKind::withdrawn && record.import <= known_import) ++withdrawn;
    children.push_back(std::move(child));
}

ExportedLog recorded_journeys(const MeasurePlan& plan, EventLog log, const std::vector<std::uint32_t>& child_of_stream,
                              const RecordedFacts& facts, std::int64_t left_out, std::size_t relations) {
    PERMAP_ASSERT(child_of_stream.size() == log.streams.size());
    ExportedLog exported;
    exported.plan = &plan;
    exported.is_recorded = true;
    exported.streams = std::move(log.streams);
    for (const std::uint32_t child : child_of_stream) exported.children.push_back(facts.children.at(child));
    std::vector<std::string>& tell = exported.left_out;
    if (facts.with_milliseconds > 0)
        tell.push_back("seconds of " + counted(facts.with_milliseconds, "record", "records") +
                       ": times are to the minute");
    if (facts.with_offset > 0)
        tell.push_back("how far local time is from UTC, of " + counted(facts.with_offset, "record", "records"));
    if (facts.days_only > 0)
        tell.push_back("that " + counted(facts.days_only, "record knows", "records know") +
                       " the day only: midnight stands there");
    if (facts.withdrawn > 0)
        tell.push_back(counted(facts.withdrawn, "record that was", "records that were") +
                       " withdrawn later, and what was known when");
    if (left_out > 0)
        tell.push_back(counted(left_out, "record", "records") +
                       " of ways, attributes or values that the map does not have (--map, --mapping)");
    if (relations > 0)
        tell.push_back(counted(static_cast<std::int64_t>(relations), "relation", "relations") + " among other things");
    return exported;
}

void leave_out(ExportedLog& log, const std::vector<bool>& is_left_out) {
    PERMAP_ASSERT(is_left_out.size() == log.children.size());
    std::size_t kept = 0;
    for (std::size_t i = 0; i < log.children.size(); ++i) {
        if (is_left_out[i]) continue;
        if (kept != i) {
            log.children[kept] = std::move(log.children[i]);
            log.streams[kept] = std::move(log.streams[i]);
        }
        ++kept;
    }
    log.children.resize(kept);
    log.streams.resize(kept);
}

}  // namespace permap
