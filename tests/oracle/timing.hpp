// When a visit or a running clock is due to end (docs/semantics.md 7).
#pragma once

#include <map>
#include <string>

#include "engine/run.hpp"
#include "oracle/walker.hpp"
#include "random/quantile_table.hpp"

namespace permap::oracle {

// Whose luck a visit has: siblings on one visit share the luck of one of them.
struct Luck {
    ChildKey child;
    std::uint32_t visit = 1;
};

struct Ending {
    enum class Kind { at_once, due, when_step_completes };
    Kind kind = Kind::at_once;
    Instant due = Instant::max();  // when_step_completes: a birthday may come first
    bool is_date = false;          // a date or an age: phase 0
};

class Timing {
public:
    Timing(const Map& map, const RunSettings& settings);

    // Working minutes the visit will take; nothing when it does not take working time.
    Minutes working_time(const Step& step, const Luck& luck);
    Ending ending(const Step& step, const Luck& luck, const Walker& walker, const Visit* visit, Instant now);
    const Calendar& calendar_of(const Step& step);
    const Calendar& calendar(const std::string& id);
    std::uint32_t word(const Luck& luck, const std::string& step, std::uint32_t purpose) const;
    std::uint64_t key(const Luck& luck, const std::string& step) const;

private:
    double ticks_a_unit(const Step& step);
    Instant end_of(const Timescale& timescale, const Step& step, const Walker& walker, Instant ready);
    std::int32_t drawn_ticks(const Step& step, const Luck& luck);

    const Map* map_;
    RunKey run_;
    std::map<std::string, Calendar> calendars_;
    std::map<const Step*, QuantileTable> tables_;  // by step, as scenarios made it
};

// The map's rule for a date: [from, until).
bool covers(const InForce& dates, Instant at);

}  // namespace permap::oracle
