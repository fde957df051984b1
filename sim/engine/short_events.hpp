// A child's events written short, one after another: most say little that the one before does not. Read back by the
// same build of the program only.
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <span>
#include <vector>

#include "engine/plain_move.hpp"
#include "log/event.hpp"

namespace permap {

// What an event is told apart from: the one before it in its child's stream.
struct EventBefore {
    Instant at{};
    StepIndex step = no_step;
    Ordinal next = 0;  // ordinal of the event to come
};

class ShortEvents {
public:
    static constexpr std::size_t most_bytes = 15;  // of one event

    // Writes one event, with `most_bytes` of room; where the next one goes. Whether something has to be said is hard to
    // guess, so all is written, and what need not be said is written over.
    static std::byte* write(std::byte* to, const Event& event, EventBefore& before) {
        const bool has_minutes = event.at != before.at, has_step = event.step != before.step,
                   has_cause = event.cause + 1 != before.next, has_detail = event.detail != usual_detail(event.kind);
        *to++ = static_cast<std::byte>(static_cast<unsigned>(event.kind) | unsigned{has_minutes} << minutes_bit |
                                       unsigned{has_step} << step_bit | unsigned{has_cause} << cause_bit |
                                       unsigned{has_detail} << detail_bit);
        to = put(to, event.at, has_minutes);
        to = put(to, event.step, has_step);
        to = put(to, event.cause, has_cause);
        to = put(to, event.detail, has_detail);
        before = {event.at, event.step, before.next + 1};
        return to;
    }

    // The same for a move from the step of the event before, caused by it, to a first visit,
    static std::byte* write(std::byte* to, const PlainMove& move, Instant at, EventBefore& before) {
        const bool decides = move.way != no_way;
        *to++ = static_cast<std::byte>(moves | unsigned{decides} << decides_bit | unsigned{move.starts} << starts_bit);
        to = put(to, at, true);
        to = put(to, move.to, true);
        to = put(to, move.way, decides);
        before = {at, move.to, move.end(before.next)};
        return to;
    }
    // and for the start that the event before, at the same step, leads to.
    static std::byte* write_start(std::byte* to, Instant at, EventBefore& before) {
        *to++ = static_cast<std::byte>(starts);
        to = put(to, at, true);
        before = {at, before.step, before.next + 1};
        return to;
    }

    // Reads what was written at a time, from `most_bytes` that can be read, into room for PlainMove::most_events; where
    // the next is.
    static const std::byte* read(const std::byte* from, Event*& to, EventBefore& before) {
        const auto said = static_cast<unsigned>(*from);
        switch (said & 0xf) {
            case moves:
                return read_move(from, to, before);
            case starts:
                return read_start(from, to, before);
            default:
                return read_event(from, *to++, before);
        }
    }

private:
    // Beside the kinds of events.
    static constexpr unsigned moves = 14, starts = 15;
    static constexpr int minutes_bit = 4, step_bit = 5, cause_bit = 6, detail_bit = 7;  // of an event
    static constexpr int decides_bit = 4, starts_bit = 5;                               // of a move

    static const std::byte* read_move(const std::byte* from, Event*& to, EventBefore& before) {
        const auto said = static_cast<unsigned>(*from++);
        Instant at;
        PlainMove move{.from = before.step, .cause = before.next - 1, .starts = (said >> starts_bit & 1) != 0};
        from = take(from, at, before.at, true);
        from = take(from, move.to, no_step, true);
        from = take(from, move.way, no_way, (said >> decides_bit & 1) != 0);
        EventPen pen(to, at, before.next);
        move.write(pen);
        to += pen.next() - before.next;
        before = {at, move.to, pen.next()};
        return from;
    }
    static const std::byte* read_start(const std::byte* from, Event*& to, EventBefore& before) {
        Instant at;
        from = take(from + 1, at, before.at, true);
        EventPen(to++, at, before.next).write(EventKind::started, before.step, before.next - 1);
        before = {at, before.step, before.next + 1};
        return from;
    }
    static const std::byte* read_event(const std::byte* from, Event& event, EventBefore& before) {
        const auto said = static_cast<unsigned>(*from++);
        event.kind = static_cast<EventKind>(said & 0xf);
        event.reserved = 0;
        from = take(from, event.at, before.at, (said >> minutes_bit & 1) != 0);
        from = take(from, event.step, before.step, (said >> step_bit & 1) != 0);
        from = take(from, event.cause, before.next - 1, (said >> cause_bit & 1) != 0);
        from = take(from, event.detail, usual_detail(event.kind), (said >> detail_bit & 1) != 0);
        before = {event.at, event.step, before.next + 1};
        return from;
    }

    // A first visit; nothing else of note.
    static std::uint32_t usual_detail(EventKind kind) { return kind == EventKind::ready ? 1 : 0; }

    template <class T>
    static std::byte* put(std::byte* to, const T& value, bool is_said) {
        std::memcpy(to, &value, sizeof value);
        return to + (is_said ? sizeof value : 0);
    }
    template <class T>
    static const std::byte* take(const std::byte* from, T& value, const T& unless_said, bool is_said) {
        T said;
        std::memcpy(&said, from, sizeof said);
        value = is_said ? said : unless_said;
        return from + (is_said ? sizeof said : 0);
    }
};

// What one child has done since it was put away.
class WrittenShort {
public:
    void begin(const EventBefore& before) {
        end_ = before;
        size_ = 0;
    }
    void write(const PlainMove& move, Instant at) { wrote(ShortEvents::write(room(), move, at, end_)); }
    void write_start(Instant at) { wrote(ShortEvents::write_start(room(), at, end_)); }

    std::span<const std::byte> all() const { return {bytes_.data(), size_}; }
    const EventBefore& end() const { return end_; }

private:
    std::byte* room() {
        if (bytes_.size() - size_ < ShortEvents::most_bytes) bytes_.resize(2 * bytes_.size());
        return bytes_.data() + size_;
    }
    void wrote(const std::byte* end) { size_ = static_cast<std::size_t>(end - bytes_.data()); }

    std::vector<std::byte> bytes_ = std::vector<std::byte>(256);
    std::size_t size_ = 0;
    EventBefore end_;
};

}  // namespace permap
