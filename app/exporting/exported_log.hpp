// What is exported: journeys as events, whatever log they come from, with the names that the children go by outside.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "log/stream.hpp"
#include "projection/measure_plan.hpp"

namespace permap {

// How a child goes by outside: never by a name, and of the date of birth only the month.
struct ExportedChild {
    std::string id;                 // the pseudonym; of a simulated child ENTRY:CANDIDATE[.SIBLING]
    std::string birth_month;        // "2017-04"; empty: not known
    std::string sibling_group;      // shared by brothers and sisters; empty: alone, or not known
    std::chrono::weeks shifted{0};  // by how much all of the child's dates have been moved

    bool operator==(const ExportedChild&) const = default;
};

struct ExportedLog {
    const MeasurePlan* plan = nullptr;  // of the map that the events speak of; must outlive this
    bool is_recorded = false;           // else the children are invented
    std::vector<Stream> streams;
    std::vector<ExportedChild> children;  // one a stream, in the same order
    std::vector<std::string> left_out;    // what no export of this log can hold, in words
};

// "2036-04-06 09:30" of a child, as every export writes it behind the child's events.
std::string followed_until_text(const Child& child);

// The value that an attribute_set event gives, in the map's words; dates among the values are moved with the child's.
std::string value_text(const ExportedLog& log, std::size_t child, const Event& event);

// Moves every date of a child by whole weeks: events, birth month, end of follow-up. Weekdays and all that lies between
// two dates stay as they are.
void shift_dates(Stream& stream, ExportedChild& child, std::chrono::weeks by);

}  // namespace permap
