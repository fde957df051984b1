// The queue of days beside the plain one of the standard library.
#include <catch2/catch.hpp>

#include <queue>
#include <random>
#include <vector>

#include "engine/day_queue.hpp"

using namespace permap;

namespace {

struct Later {
    bool operator()(const DayQueue::Item& a, const DayQueue::Item& b) const {
        return a.due.when != b.due.when ? a.due.when > b.due.when : a.due.tie > b.due.tie;
    }
};
using PlainQueue = std::priority_queue<DayQueue::Item, std::vector<DayQueue::Item>, Later>;

Instant minute(std::int32_t minutes) {
    return Instant{Minutes{minutes}};
}

// One of them after another; which ones differ is said by their ties.
bool same_first(DayQueue& days, PlainQueue& plain) {
    const DayQueue::Item &a = days.top(), &b = plain.top();
    return a.due.when == b.due.when && a.due.tie == b.due.tie && a.family == b.family && a.stamp == b.stamp;
}

}  // namespace

TEST_CASE("what is queued comes out by minute, phase and tie, however it was pushed") {
    for (const std::int32_t furthest : {3, 600, 40'000, 5'000'000}) {
        std::mt19937_64 random(static_cast<std::uint64_t>(furthest));
        const auto below = [&](std::uint64_t end) { return static_cast<std::int32_t>(random() % end); };
        DayQueue days;
        PlainQueue plain;
        std::int32_t now = -2'000'000;  // before 1970 too
        for (std::uint32_t i = 0; i < 20'000; ++i) {
            const bool pushes = plain.empty() || below(100) < (i % 4'000 < 2'000 ? 60 : 40);
            if (pushes) {
                const Due due = Due::of(minute(now + below(static_cast<std::uint64_t>(furthest))),
                                        static_cast<std::uint8_t>(below(4)), random());
                days.push(due, i, i / 2);
                plain.push({due, i, i / 2});
            }
            REQUIRE(days.empty() == plain.empty());
            REQUIRE(same_first(days, plain));
            if (pushes) continue;
            now = plain.top().due.at().time_since_epoch().count();
            days.pop();
            plain.pop();
        }
        while (!plain.empty()) {
            REQUIRE(!days.empty());
            REQUIRE(same_first(days, plain));
            days.pop();
            plain.pop();
        }
        REQUIRE(days.empty());
    }
}

TEST_CASE("what is pushed for a day that is gone comes first") {
    DayQueue days;
    days.push(Due::of(minute(10'000), 1, 7), 1, 0);
    CHECK(days.top().family == 1);
    days.push(Due::of(minute(20), 1, 7), 2, 0);
    CHECK(days.top().family == 2);
    days.pop();
    CHECK(days.top().family == 1);
    days.pop();
    CHECK(days.empty());
    days.push(Due::of(minute(-50'000), 1, 7), 3, 0);  // an empty queue begins anew, wherever that is
    CHECK(days.top().family == 3);
}
