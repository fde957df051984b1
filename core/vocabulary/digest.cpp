#include "vocabulary/digest.hpp"

#include <algorithm>
#include <cstring>

namespace permap {

Sha256::Sha256()
    : state_{0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a, 0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19} {}

void Sha256::update(std::string_view bytes) {
    total_size_ += bytes.size();
    if (pending_size_ > 0) {
        const std::size_t taken = std::min(bytes.size(), pending_.size() - pending_size_);
        std::memcpy(pending_.data() + pending_size_, bytes.data(), taken);
        pending_size_ += taken;
        bytes.remove_prefix(taken);
        if (pending_size_ < pending_.size()) return;
        take_blocks(state_, pending_.data(), 1);
        pending_size_ = 0;
    }
    const std::size_t blocks = bytes.size() / sha256_block_bytes;
    take_blocks(state_, reinterpret_cast<const std::uint8_t*>(bytes.data()), blocks);
    bytes.remove_prefix(blocks * sha256_block_bytes);
    if (!bytes.empty()) std::memcpy(pending_.data(), bytes.data(), bytes.size());
    pending_size_ = bytes.size();
}

void Sha256::update(const Digest& bytes) {
    update(std::string_view{reinterpret_cast<const char*>(bytes.data()), bytes.size()});
}

Digest Sha256::finish() {
    const std::uint64_t bits = total_size_ * 8;
    const char one_bit = static_cast<char>(0x80), zero = 0;
    update(std::string_view{&one_bit, 1});
    while (pending_size_ != 56) update(std::string_view{&zero, 1});
    char length[8];
    for (int i = 0; i < 8; ++i) length[i] = static_cast<char>(bits >> (56 - 8 * i) & 0xff);
    update(std::string_view{length, 8});
    Digest digest;
    for (std::size_t i = 0; i < 32; ++i) digest[i] = static_cast<std::uint8_t>(state_[i / 4] >> (24 - 8 * (i % 4)));
    return digest;
}

std::string to_hex(const Digest& digest) {
    constexpr char letters[] = "0123456789abcdef";
    std::string text;
    text.reserve(2 * digest.size());
    for (const std::uint8_t byte : digest) {
        text += letters[byte >> 4];
        text += letters[byte & 15];
    }
    return text;
}

std::string sha256_hex(std::string_view bytes) {
    Sha256 hash;
    hash.update(bytes);
    return to_hex(hash.finish());
}

}  // namespace permap
