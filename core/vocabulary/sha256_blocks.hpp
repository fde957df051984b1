// The inner part of SHA-256 (FIPS 180-4, 6.2.2): what whole blocks do to the eight words of its state.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

namespace permap {

using Sha256State = std::array<std::uint32_t, 8>;
constexpr std::size_t sha256_block_bytes = 64;

// With the processor's own instructions where it has them.
void take_blocks(Sha256State& state, const std::uint8_t* blocks, std::size_t count);

// The same on any processor.
void take_blocks_portably(Sha256State& state, const std::uint8_t* blocks, std::size_t count);

}  // namespace permap
