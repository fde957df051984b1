#include "engine/resting_families.hpp"

#include <algorithm>
#include <cstring>

#include "vocabulary/result.hpp"

namespace permap {

namespace {

constexpr std::size_t unit_bytes = 16;
constexpr std::size_t units_a_page = large_page_bytes / unit_bytes;

// Long blocks come in fewer lengths, so that one given back fits the next.
std::size_t units_for(std::size_t bytes) {
    const std::size_t units = (bytes + unit_bytes - 1) / unit_bytes;
    return units <= 32 ? units : (units + 7) / 8 * 8;
}

}  // namespace

Blocks::Block Blocks::keep(std::span<const std::byte> bytes) {
    const std::size_t units = units_for(bytes.size());
    PERMAP_ASSERT(units < units_a_page);
    if (free_.size() <= units) free_.resize(units + 1);
    Block block{0, static_cast<std::uint16_t>(units)};
    if (!free_[units].empty()) {
        block.unit = free_[units].back();
        free_[units].pop_back();
    } else {
        if (pages_.empty() || next_ + units > units_a_page) {
            pages_.emplace_back(units_a_page * unit_bytes);
            next_ = 0;
        }
        block.unit = static_cast<std::uint32_t>((pages_.size() - 1) * units_a_page + next_);
        next_ += units;
    }
    std::copy(bytes.begin(), bytes.end(),
              pages_[block.unit / units_a_page].begin() +
                  static_cast<std::ptrdiff_t>(block.unit % units_a_page * unit_bytes));
    return block;
}

std::span<const std::byte> Blocks::at(Block block) const {
    return std::span<const std::byte>(pages_[block.unit / units_a_page])
        .subspan(block.unit % units_a_page * unit_bytes, block.units * unit_bytes);
}

std::span<std::byte> Blocks::at(Block block) {
    return std::span<std::byte>(pages_[block.unit / units_a_page])
        .subspan(block.unit % units_a_page * unit_bytes, block.units * unit_bytes);
}

void Blocks::bring_near(Block block) const {
    constexpr std::size_t line = 64;
    const std::span<const std::byte> bytes = at(block);
    for (std::size_t byte = 0; byte < std::min(bytes.size(), 4 * line); byte += line)
        __builtin_prefetch(bytes.data() + byte);
}

void Blocks::give_back(Block block) {
    if (block.units > 0) free_[block.units].push_back(block.unit);
}

std::uint32_t EventChains::fresh() {
    if (free_ != none) {
        const std::uint32_t number = free_;
        free_ = link(number).next;
        link(number).next = none;
        return number;
    }
    if (made_ == pages_.size() * links_a_page) pages_.emplace_back(links_a_page);
    link(made_).next = none;
    return made_++;
}

void EventChains::append(Chain& chain, std::span<const Event> events) {
    const std::size_t room = events.size() * ShortEvents::most_bytes;
    if (bytes_.size() < room) bytes_.resize(2 * room);
    std::byte* to = bytes_.data();
    EventBefore end = chain.end;
    for (const Event& event : events) to = ShortEvents::write(to, event, end);
    append(chain, {bytes_.data(), to}, end);
}

void EventChains::append(Chain& chain, std::span<const std::byte> written, const EventBefore& end) {
    chain.end = end;
    while (!written.empty()) {
        if (chain.last == none || chain.used == bytes_a_link) {
            const std::uint32_t number = fresh();
            (chain.last == none ? chain.first : link(chain.last).next) = number;
            chain.last = number;
            chain.used = 0;
        }
        const std::size_t here = std::min(written.size(), bytes_a_link - chain.used);
        std::memcpy(link(chain.last).bytes + chain.used, written.data(), here);
        chain.used += static_cast<std::uint32_t>(here);
        written = written.subspan(here);
    }
}

void EventChains::read(const Chain& chain, WrittenEvents& into) {
    std::size_t size = 0;
    for (std::uint32_t at = chain.first; at != none; at = link(at).next) {
        if (bytes_.size() < size + bytes_a_link + ShortEvents::most_bytes)
            bytes_.resize(2 * (size + bytes_a_link + ShortEvents::most_bytes));
        std::memcpy(bytes_.data() + size, link(at).bytes, bytes_a_link);
        size += bytes_a_link;
    }
    const std::byte* from = bytes_.data();
    EventBefore before;
    Event* to = into.room_for(chain.end.next);
    while (before.next < chain.end.next) from = ShortEvents::read(from, to, before);
    into.wrote(chain.end.next);
}

void EventChains::bring_near(const Chain& chain) const {
    if (chain.last != none) __builtin_prefetch(&link(chain.last));
}

void EventChains::give_back(Chain& chain) {
    if (chain.first == none) return;
    link(chain.last).next = free_;
    free_ = chain.first;
    chain = {};
}

}  // namespace permap
