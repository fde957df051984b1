// What one child's journey has written since it began, or was woken.
#pragma once

#include <algorithm>
#include <cstddef>
#include <span>
#include <vector>

#include "log/event.hpp"

namespace permap {

class WrittenEvents {
public:
    void clear() { size_ = 0; }
    std::span<const Event> all() const { return {room_.data(), size_}; }

    void write(const Event& event) {
        *room_for(1) = event;
        ++size_;
    }
    void write(std::span<const Event> events) {
        std::copy(events.begin(), events.end(), room_for(events.size()));
        size_ += events.size();
    }
    // Where the next so many go; they count once they are `wrote`.
    Event* room_for(std::size_t more) {
        if (room_.size() - size_ < more) room_.resize(2 * (size_ + more));
        return room_.data() + size_;
    }
    void wrote(std::size_t more) { size_ += more; }

private:
    std::vector<Event> room_ = std::vector<Event>(64);
    std::size_t size_ = 0;
};

// Writes a few events of one minute, one after another, into room that is there.
class EventPen {
public:
    EventPen(Event* to, Instant at, Ordinal next) : to_(to), at_(at), next_(next) {}

    Ordinal write(EventKind kind, StepIndex step, Ordinal cause, std::uint32_t detail = 0) {
        *to_++ = {.at = at_, .cause = cause, .detail = detail, .step = step, .kind = kind};
        return next_++;
    }
    Ordinal next() const { return next_; }

private:
    Event* to_;
    Instant at_;
    Ordinal next_;
};

}  // namespace permap
