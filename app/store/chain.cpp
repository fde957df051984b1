#include "store/chain.hpp"

#include "store/bytes.hpp"

namespace permap {

namespace {

Digest digest_of(std::string_view bytes) {
    Sha256 hash;
    hash.update(bytes);
    return hash.finish();
}

}  // namespace

StreamChain::StreamChain(const Child& child) {
    std::string bytes = "permap stream 1:";
    put(bytes, child.replication);
    put(bytes, static_cast<std::uint16_t>(child.entry));
    put(bytes, child.candidate);
    put(bytes, child.sibling);
    put(bytes, static_cast<std::uint8_t>(child.supply));
    put(bytes, child.entered);
    put(bytes, static_cast<std::uint32_t>(child.birth_date.time_since_epoch().count()));
    put(bytes, child.followed_until);
    head_ = digest_of(bytes);
}

void StreamChain::add(const Event& event) {
    std::string bytes;  // 32 + 16 bytes: one block of the hash
    bytes.reserve(48);
    bytes.append(reinterpret_cast<const char*>(head_.data()), head_.size());
    put(bytes, event.at);
    put(bytes, event.cause);
    put(bytes, event.detail);
    put(bytes, static_cast<std::uint16_t>(event.step));
    put(bytes, static_cast<std::uint8_t>(event.kind));
    put(bytes, event.reserved);
    head_ = digest_of(bytes);
}

std::int64_t StreamChain::link() const {
    std::uint64_t bits = 0;
    for (std::size_t i = 0; i < 8; ++i) bits = bits << 8 | head_[i];
    return static_cast<std::int64_t>(bits);
}

RootChain::RootChain(const std::map<std::string, std::string>& description,
                     const std::vector<std::string>& step_names) {
    std::string bytes = "permap log 1:";
    put(bytes, static_cast<std::uint64_t>(description.size()));
    for (const auto& [key, text] : description) {
        put_text(bytes, key);
        put_text(bytes, text);
    }
    put(bytes, static_cast<std::uint64_t>(step_names.size()));
    for (const std::string& name : step_names) put_text(bytes, name);
    hash_.update(bytes);
}

void RootChain::add(const Digest& head) {
    hash_.update(head);
    ++heads_;
}

std::string RootChain::finish() {
    std::string bytes;
    put(bytes, heads_);
    hash_.update(bytes);
    return to_hex(hash_.finish());
}

}  // namespace permap
