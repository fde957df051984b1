// SHA-256 (FIPS 180-4), for digests of maps and logs.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "vocabulary/sha256_blocks.hpp"

namespace permap {

using Digest = std::array<std::uint8_t, 32>;

class Sha256 {
public:
    Sha256();
    void update(std::string_view bytes);
    void update(const Digest& bytes);
    Digest finish();  // once; the object is spent then

private:
    Sha256State state_;
    std::array<std::uint8_t, sha256_block_bytes> pending_{};
    std::size_t pending_size_ = 0;
    std::uint64_t total_size_ = 0;
};

std::string to_hex(const Digest& digest);  // 64 lower-case digits
std::string sha256_hex(std::string_view bytes);

}  // namespace permap
