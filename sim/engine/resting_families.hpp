// Families between two meetings with others, put away small: a state of some hundred bytes, and their events so far.
// Copied, it is the state of a run.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "engine/large_pages.hpp"
#include "engine/short_events.hpp"
#include "engine/written_events.hpp"
#include "log/event.hpp"

namespace permap {

// Blocks of bytes of any length, given back and used again.
class Blocks {
public:
    struct Block {
        std::uint32_t unit = 0;
        std::uint16_t units = 0;  // of 16 bytes; 0: none
    };
    Block keep(std::span<const std::byte> bytes);
    std::span<const std::byte> at(Block block) const;
    std::span<std::byte> at(Block block);
    void give_back(Block block);
    void bring_near(Block block) const;  // into the cache, while others are at hand

private:
    std::vector<LargeVector<std::byte>> pages_;
    std::size_t next_ = 0;                          // first unit of the last page that was never used
    std::vector<std::vector<std::uint32_t>> free_;  // by units
};

// Chains of events, written short and grown at the end.
class EventChains {
public:
    struct Chain {
        std::uint32_t first = none, last = none;
        EventBefore end;         // the last event
        std::uint32_t used = 0;  // bytes of the last link
    };
    void append(Chain& chain, std::span<const Event> events);
    // What was written short, after the chain's end; `end`: what it ends with.
    void append(Chain& chain, std::span<const std::byte> written, const EventBefore& end);
    void read(const Chain& chain, WrittenEvents& into);  // adds to what is there
    void give_back(Chain& chain);
    void bring_near(const Chain& chain) const;  // where more is appended

private:
    static constexpr std::uint32_t none = 0xffffffffU;
    static constexpr std::size_t bytes_a_link = 124;
    struct alignas(128) Link {
        std::uint32_t next;
        std::byte bytes[bytes_a_link];
    };
    static constexpr std::size_t links_a_page = large_page_bytes / sizeof(Link);
    Link& link(std::uint32_t number) { return pages_[number / links_a_page][number % links_a_page]; }
    const Link& link(std::uint32_t number) const { return pages_[number / links_a_page][number % links_a_page]; }
    std::uint32_t fresh();

    std::vector<LargeVector<Link>> pages_;
    std::uint32_t made_ = 0;
    std::uint32_t free_ = none;     // first of a chain of free links
    std::vector<std::byte> bytes_;  // room to read and write in
};

}  // namespace permap
