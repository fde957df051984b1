// A binary heap: whichever comes first, by T::before. Which of two children that is can hardly be guessed, so on the
// way down there is no branch on it.
#pragma once

#include <cstddef>
#include <vector>

#include "vocabulary/result.hpp"

namespace permap {

template <class T>
class Heap {
public:
    bool empty() const { return all_.empty(); }
    const T& first() const { return all_.front(); }

    void add(T value) {
        all_.push_back(value);
        lift(all_.size() - 1, value);
    }
    void drop_first() {
        PERMAP_ASSERT(!all_.empty());
        const T last = all_.back();
        all_.pop_back();
        const std::size_t size = all_.size();
        if (size == 0) return;
        std::size_t hole = 0, child = 1;
        for (; child + 1 < size; child = 2 * hole + 1) {
            child += static_cast<std::size_t>(all_[child + 1].before(all_[child]));
            all_[hole] = all_[child];
            hole = child;
        }
        if (child < size) {
            all_[hole] = all_[child];
            hole = child;
        }
        lift(hole, last);  // the last is most often at home down there
    }

private:
    // Up from a place that nothing is in.
    void lift(std::size_t hole, const T& value) {
        while (hole > 0 && value.before(all_[(hole - 1) / 2])) {
            all_[hole] = all_[(hole - 1) / 2];
            hole = (hole - 1) / 2;
        }
        all_[hole] = value;
    }

    std::vector<T> all_;
};

}  // namespace permap
