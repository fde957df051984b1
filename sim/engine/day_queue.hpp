// What falls due for whom, earliest first. A heap of everything would be as deep as there are children; here only the
// present day is a heap, later days are lists, and one day is turned into a heap when it comes.
#pragma once

#include <algorithm>
#include <cstdint>
#include <vector>

#include "engine/due.hpp"
#include "vocabulary/result.hpp"

namespace permap {

class DayQueue {
public:
    struct Item {
        std::uint64_t when = 0;
        std::uint64_t tie = 0;
        std::uint32_t family = 0;
        std::uint32_t stamp = 0;
    };

    void push(const Due& due, std::uint32_t family, std::uint32_t stamp) {
        const std::int32_t day = day_of(due.when);
        if (size_ == 0) first_day_ = day;
        const Item item{due.when, due.tie, family, stamp};
        ++size_;
        if (day <= first_day_) {
            today_.push_back(item);
            std::push_heap(today_.begin(), today_.end(), later);
            return;
        }
        const auto ahead = static_cast<std::size_t>(day - first_day_);
        if (ahead >= days_.size()) make_room(ahead);
        days_[(front_ + ahead) & (days_.size() - 1)].push_back(item);
    }

    bool empty() const { return size_ == 0; }

    // The earliest; the queue is not empty.
    const Item& top() {
        while (today_.empty()) next_day();
        return today_.front();
    }
    void pop() {
        PERMAP_ASSERT(!today_.empty());
        std::pop_heap(today_.begin(), today_.end(), later);
        today_.pop_back();
        --size_;
    }

private:
    static bool later(const Item& a, const Item& b) { return a.when != b.when ? a.when > b.when : a.tie > b.tie; }
    // Of 2,048 minutes: a day is as good as any other length of its kind.
    static std::int32_t day_of(std::uint64_t when) { return static_cast<std::int32_t>(when >> (8 + 11)); }

    void next_day() {
        ++first_day_;
        front_ = (front_ + 1) & (days_.size() - 1);
        today_.swap(days_[front_]);
        std::make_heap(today_.begin(), today_.end(), later);
    }

    void make_room(std::size_t ahead) {
        std::size_t size = days_.size();
        while (size <= ahead) size *= 2;
        std::vector<std::vector<Item>> days(size);
        for (std::size_t i = 0; i < days_.size(); ++i) days[i].swap(days_[(front_ + i) & (days_.size() - 1)]);
        days_.swap(days);
        front_ = 0;
    }

    std::int32_t first_day_ = 0;
    std::size_t front_ = 0;                                                     // of the present day, in the ring
    std::vector<std::vector<Item>> days_ = std::vector<std::vector<Item>>(64);  // a ring
    std::vector<Item> today_;
    std::size_t size_ = 0;
};

}  // namespace permap
