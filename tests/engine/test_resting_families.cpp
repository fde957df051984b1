// Room for families at rest: what is put in comes out, and what was given back is used again.
#include <catch2/catch.hpp>

#include <algorithm>
#include <random>
#include <utility>
#include <vector>

#include "engine/resting_families.hpp"

using namespace permap;

namespace {

std::vector<std::byte> bytes_of(std::size_t count, std::uint64_t seed) {
    std::mt19937_64 random(seed);
    std::vector<std::byte> bytes(count);
    for (std::byte& byte : bytes) byte = static_cast<std::byte>(random());
    return bytes;
}

bool holds(const Blocks& blocks, Blocks::Block block, const std::vector<std::byte>& bytes) {
    const std::span<const std::byte> kept = blocks.at(block);
    return kept.size() >= bytes.size() && std::equal(bytes.begin(), bytes.end(), kept.begin());
}

Event event_of(std::uint32_t number) {
    return {.at = Instant{Minutes{static_cast<std::int32_t>(number)}},
            .cause = number,
            .detail = 7 * number,
            .step = static_cast<StepIndex>(number % 100),
            .kind = EventKind::ready};
}

// Of anything, or like most: in the minute and at the step of the one before, which is its cause.
Event next_event(const Event& before, Ordinal ordinal, std::mt19937_64& random) {
    const auto number = [&] { return static_cast<std::uint32_t>(random()); };
    const auto often = [&] { return random() % 3 != 0; };
    const auto kind = static_cast<EventKind>(random() % 12);
    return {.at = often() ? before.at : Instant{Minutes{static_cast<std::int32_t>(number())}},
            .cause = often()   ? ordinal - 1
                     : often() ? no_cause
                               : number(),
            .detail = often() ? number() % 2 : number(),
            .step = often() ? before.step : static_cast<StepIndex>(number() & 0xffff),
            .kind = kind};
}

}  // namespace

TEST_CASE("blocks of any length keep what was put in while others come and go") {
    Blocks blocks;
    std::vector<std::pair<Blocks::Block, std::vector<std::byte>>> kept;
    std::mt19937_64 random(3);
    for (std::uint64_t i = 0; i < 5'000; ++i) {
        const std::size_t length = random() % 7 == 0 ? 500 + random() % 3'000 : random() % 300;
        kept.emplace_back(Blocks::Block{}, bytes_of(length, i));
        kept.back().first = blocks.keep(kept.back().second);
        if (i % 3 == 0) continue;
        std::swap(kept[random() % kept.size()], kept.back());
        REQUIRE(holds(blocks, kept.back().first, kept.back().second));
        blocks.give_back(kept.back().first);
        kept.pop_back();
    }
    for (const auto& [block, bytes] : kept) REQUIRE(holds(blocks, block, bytes));
}

TEST_CASE("a block given back is used for the next of its length") {
    Blocks blocks;
    const Blocks::Block first = blocks.keep(bytes_of(100, 1));
    const Blocks::Block second = blocks.keep(bytes_of(100, 2));
    CHECK(first.unit != second.unit);
    blocks.give_back(first);
    CHECK(blocks.keep(bytes_of(99, 3)).unit == first.unit);
    CHECK(holds(blocks, second, bytes_of(100, 2)));
}

TEST_CASE("chains of events read as they were written, side by side") {
    EventChains chains;
    std::mt19937_64 random(5);
    for (int round = 0; round < 3; ++round) {  // links that were given back hold other chains now
        std::vector<EventChains::Chain> several(40);
        std::vector<std::vector<Event>> written(several.size());
        for (std::uint32_t i = 0; i < 3'000; ++i) {
            const std::size_t which = random() % several.size();
            std::vector<Event> more(random() % 20);
            Event before = written[which].empty() ? Event{} : written[which].back();
            auto ordinal = static_cast<Ordinal>(written[which].size());
            for (Event& event : more) event = before = next_event(before, ordinal++, random);
            chains.append(several[which], more);
            written[which].insert(written[which].end(), more.begin(), more.end());
        }
        for (std::size_t which = 0; which < several.size(); ++which) {
            WrittenEvents read;
            read.write(event_of(1));
            chains.read(several[which], read);
            REQUIRE(read.all().front() == event_of(1));
            const std::span<const Event> rest = read.all().subspan(1);
            REQUIRE(std::equal(rest.begin(), rest.end(), written[which].begin(), written[which].end()));
            chains.give_back(several[which]);
            WrittenEvents nothing;
            chains.read(several[which], nothing);
            REQUIRE(nothing.all().empty());
        }
    }
}

TEST_CASE("moves and starts written short read as the events that they are") {
    EventChains chains;
    std::mt19937_64 random(7);
    std::vector<EventChains::Chain> several(5);
    std::vector<WrittenEvents> written(several.size());
    for (std::size_t which = 0; which < several.size(); ++which) {
        written[which].write(event_of(0));
        chains.append(several[which], written[which].all());
    }
    WrittenShort brief;
    for (std::int32_t minute = -300; minute < 3'000; ++minute) {
        const std::size_t which = random() % several.size();
        EventChains::Chain& chain = several[which];
        WrittenEvents& events = written[which];
        brief.begin(chain.end);
        for (int i = 0; i < 3; ++i) {
            const Event last = events.all().back();
            const auto next = static_cast<Ordinal>(events.all().size());
            const Instant at{Minutes{minute + (i == 0 ? 0 : 100'000)}};
            EventPen pen(events.room_for(PlainMove::most_events), at, next);
            if (last.kind == EventKind::ready) {
                brief.write_start(at);
                pen.write(EventKind::started, last.step, next - 1);
            } else {
                const PlainMove move{.from = last.step,
                                     .to = static_cast<StepIndex>(random() % 4'000),
                                     .cause = next - 1,
                                     .way = static_cast<std::uint16_t>(random() % 3 == 0 ? random() % 300 : no_way),
                                     .starts = random() % 3 != 0};
                brief.write(move, at);
                move.write(pen);
                REQUIRE(move.end(next) == pen.next());
            }
            events.wrote(pen.next() - next);
        }
        chains.append(chain, brief.all(), brief.end());
    }
    for (std::size_t which = 0; which < several.size(); ++which) {
        WrittenEvents read;
        chains.read(several[which], read);
        REQUIRE(
            std::equal(read.all().begin(), read.all().end(), written[which].all().begin(), written[which].all().end()));
    }
}
