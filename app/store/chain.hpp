// Digests that tie every event of a log to all before it, and all streams to one root (MEASURES 1).
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "log/stream.hpp"
#include "vocabulary/digest.hpp"

namespace permap {

// Head of one stream: begins with its child, each event is added over the head before.
class StreamChain {
public:
    explicit StreamChain(const Child& child);
    void add(const Event& event);
    const Digest& head() const { return head_; }
    std::int64_t link() const;  // first 64 bits of the head, kept with each event so that an alteration can be placed

private:
    Digest head_;
};

// Root over description (key → text), step names and the heads of all streams, in order.
class RootChain {
public:
    RootChain(const std::map<std::string, std::string>& description, const std::vector<std::string>& step_names);
    void add(const Digest& head);
    std::string finish();  // 64 hex digits; once

private:
    Sha256 hash_;
    std::uint64_t heads_ = 0;
};

}  // namespace permap
