// Quantile tables made before, by the law they were made from: a pure cache. A table depends on nothing but what it is
// asked by, so it is the same whether it was known or not. One for each thread.
#pragma once

#include <cstddef>
#include <deque>

#include "map/duration.hpp"
#include "random/quantile_table.hpp"

namespace permap {

class KnownTables {
public:
    // As quantile_table(); the reference stays good as long as this.
    const QuantileTable& table(const Law& law, double unit, double at_least, double at_most);

private:
    struct Known {
        Law law;
        double unit, at_least, at_most;
        QuantileTable table;
    };
    std::deque<Known> known_;
    std::size_t next_ = 0;  // after the one asked for last: maps are compiled in one order, so mostly the next
};

}  // namespace permap
