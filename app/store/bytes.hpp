// Numbers and texts as bytes to be digested, lowest byte first: the same on every machine.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "vocabulary/time.hpp"

namespace permap {

template <class Number>
void put(std::string& bytes, Number number) {
    for (std::size_t i = 0; i < sizeof number; ++i)
        bytes += static_cast<char>(static_cast<std::uint64_t>(number) >> (8 * i) & 0xff);
}

inline void put(std::string& bytes, Instant at) {
    put(bytes, static_cast<std::uint32_t>(at.time_since_epoch().count()));
}

inline void put_text(std::string& bytes, std::string_view text) {
    put(bytes, static_cast<std::uint64_t>(text.size()));
    bytes += text;
}

}  // namespace permap
