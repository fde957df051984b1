#include "report/unsplit_days.hpp"

#include "vocabulary/result.hpp"

namespace permap {

void put_unsplit(Json& rows, const std::vector<DelayRow>& delay, Notes& notes) {
    PERMAP_ASSERT(rows.size() == delay.size());
    for (std::size_t i = 0; i < delay.size(); ++i) {
        Json& row = rows[i];
        row["unsplit_child_days"] = number(delay[i].unsplit_child_days);
        row["waiting_not_known_child_days"] = number(delay[i].why_not_known_child_days);
        if (!delay[i].never_split) continue;
        row["waiting_child_days"] = row["working_child_days"] = nullptr;
        notes.add("waiting_child_days, working_child_days",
                  "null for a step of which only ends are known: its time is unsplit_child_days");
    }
    notes.add(
        "delay: child_days = waiting + working + clock + unsplit; waiting_not_known_child_days is the waiting "
        "of which the log does not say why");
}

}  // namespace permap
