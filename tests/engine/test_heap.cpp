// The heap beside the plain one of the standard library.
#include <catch2/catch.hpp>

#include <cstdint>
#include <queue>
#include <random>
#include <vector>

#include "engine/heap.hpp"

using namespace permap;

namespace {

struct Number {
    std::uint64_t value = 0;
    bool before(const Number& other) const { return value < other.value; }
};
bool is_later(const Number& a, const Number& b) {
    return b.before(a);
}

}  // namespace

TEST_CASE("a heap gives the first of what is in it, equal ones too") {
    for (const std::uint64_t different : {3U, 50U, 1'000'000U}) {
        std::mt19937_64 random(different);
        Heap<Number> heap;
        std::priority_queue<Number, std::vector<Number>, decltype(&is_later)> plain(is_later);
        for (int i = 0; i < 20'000; ++i) {
            // It grows and shrinks, and is empty at times.
            if (plain.empty() || random() % 100 < (i % 4'000 < 2'000 ? 60U : 40U)) {
                const Number number{random() % different};
                heap.add(number);
                plain.push(number);
            } else {
                heap.drop_first();
                plain.pop();
            }
            REQUIRE(heap.empty() == plain.empty());
            if (!plain.empty()) REQUIRE(heap.first().value == plain.top().value);
        }
    }
}
