#include "random/known_tables.hpp"

namespace permap {

const QuantileTable& KnownTables::table(const Law& law, double unit, double at_least, double at_most) {
    for (std::size_t looked_at = 0; looked_at < known_.size(); ++looked_at) {
        if (next_ >= known_.size()) next_ = 0;
        const Known& one = known_[next_++];
        if (one.unit == unit && one.at_least == at_least && one.at_most == at_most && one.law == law) return one.table;
    }
    known_.push_back({law, unit, at_least, at_most, quantile_table(law, unit, at_least, at_most)});
    next_ = known_.size();
    return known_.back().table;
}

}  // namespace permap
