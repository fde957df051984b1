// What falls due for whom, earliest first. A heap of everything would be as deep as there are children; here later days
// are lists, and one day is put in order when it comes. What is pushed for the present day is a small heap beside it.
#pragma once

#include <algorithm>
#include <cstdint>
#include <iterator>
#include <vector>

#include "engine/due.hpp"
#include "engine/heap.hpp"
#include "engine/large_pages.hpp"
#include "vocabulary/result.hpp"

namespace permap {

class DayQueue {
public:
    struct Item {
        Due due;
        std::uint32_t family = 0;
        std::uint32_t stamp = 0;

        bool before(const Item& other) const { return due.before(other.due); }
    };

    void push(const Due& due, std::uint32_t family, std::uint32_t stamp) {
        const std::int32_t day = day_of(due.when);
        if (size_ == 0) first_day_ = day;
        const Item item{due, family, stamp};
        ++size_;
        if (day <= first_day_) return added_.add(item);
        const auto ahead = static_cast<std::size_t>(day - first_day_);
        if (ahead >= days_.size()) make_room(ahead);
        put(item, days_[(front_ + ahead) & (days_.size() - 1)]);
    }

    bool empty() const { return size_ == 0; }

    // The earliest; the queue is not empty.
    const Item& top() {
        while (today_.empty() && added_.empty()) next_day();
        return is_added_first() ? added_.first() : today_.back();
    }
    // One that comes soon, most likely: so many after the first; nullptr where that is not known.
    const Item* ahead(std::size_t after) const {
        return after < today_.size() ? &today_[today_.size() - 1 - after] : nullptr;
    }
    void pop() {
        PERMAP_ASSERT(!today_.empty() || !added_.empty());
        --size_;
        is_added_first() ? added_.drop_first() : today_.pop_back();
    }

private:
    // Of 512 minutes: short, so that there is little to put in order at a time; a long one would be sorted no faster.
    static std::int32_t day_of(std::uint64_t when) { return static_cast<std::int32_t>(when >> (8 + 9)); }

    bool is_added_first() const { return !added_.empty() && (today_.empty() || added_.first().before(today_.back())); }

    // Part of a day's list; what lists have done with others use again.
    struct Part {
        std::uint32_t next = none;
        std::uint32_t count = 0;
        Item items[8];
    };

    // Only the first part of a list has room.
    void put(const Item& item, std::uint32_t& list) {
        if (list == none || parts_[list].count == std::size(parts_[list].items)) {
            const std::uint32_t fresh = fresh_part();
            parts_[fresh].next = list;
            list = fresh;
        }
        Part& part = parts_[list];
        part.items[part.count++] = item;
    }

    std::uint32_t fresh_part() {
        if (spare_ == none) {
            parts_.emplace_back();
            return static_cast<std::uint32_t>(parts_.size() - 1);
        }
        const std::uint32_t fresh = spare_;
        spare_ = parts_[fresh].next;
        parts_[fresh].count = 0;
        return fresh;
    }

    void next_day() {
        ++first_day_;
        front_ = (front_ + 1) & (days_.size() - 1);
        for (std::uint32_t here = days_[front_]; here != none;) {
            Part& part = parts_[here];
            today_.insert(today_.end(), part.items, part.items + part.count);
            const std::uint32_t next = part.next;
            part.next = spare_;
            spare_ = here;
            here = next;
        }
        days_[front_] = none;
        std::sort(today_.begin(), today_.end(), [](const Item& a, const Item& b) { return b.before(a); });
    }

    void make_room(std::size_t ahead) {
        std::size_t size = days_.size();
        while (size <= ahead) size *= 2;
        std::vector<std::uint32_t> days(size, none);
        for (std::size_t i = 0; i < days_.size(); ++i) days[i] = days_[(front_ + i) & (days_.size() - 1)];
        days_.swap(days);
        front_ = 0;
    }

    static constexpr std::uint32_t none = 0xffffffffU;

    std::int32_t first_day_ = 0;
    std::size_t front_ = 0;                                                   // of the present day, in the ring
    std::vector<std::uint32_t> days_ = std::vector<std::uint32_t>(64, none);  // a ring of lists
    LargeVector<Part> parts_;
    std::uint32_t spare_ = none;  // first of a list of spare parts
    std::vector<Item> today_;     // the latest first
    Heap<Item> added_;            // of the present day, or one before
    std::size_t size_ = 0;
};

}  // namespace permap
