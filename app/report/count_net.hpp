// The counts of children in one document and the sums that bind them, as one net: so that a count hidden in one table
// cannot be read off another.
#pragma once

#include <cstdint>
#include <vector>

#include "analysis/suppression.hpp"
#include "report/json_parts.hpp"

namespace permap {

// A field of the document; several may hold the same count. `hides_all`: all numbers of its object go with it.
struct CountPlace {
    Json* object = nullptr;
    const char* key = "children";
    bool hides_all = false;
};

// All but words: numbers, lists and objects become null.
void hide_numbers(Json& object);

class CountNet {
public:
    static constexpr std::uint32_t outside = 0;
    std::uint32_t point() { return next_++; }

    // Without a place nobody is shown the count.
    void add(std::uint32_t from, std::uint32_t to, std::int64_t count, const std::vector<CountPlace>& places,
             bool is_total = false);
    void hide(std::int64_t below) const;

private:
    std::uint32_t next_ = outside + 1;
    std::vector<BoundCount> lines_;
    std::vector<std::vector<CountPlace>> places_;
};

}  // namespace permap
