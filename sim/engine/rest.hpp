// How a family is put away while it has nothing to do with others: its state as a few bytes, read back by the same
// build of the program only.
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <span>
#include <type_traits>
#include <vector>

#include "vocabulary/result.hpp"

namespace permap {

class RestWriter {
public:
    explicit RestWriter(std::vector<std::byte>& bytes) : bytes_(bytes) {}

    template <class T>
    void put(const T& value) {
        static_assert(std::is_trivially_copyable_v<T>);
        const std::size_t at = bytes_.size();
        bytes_.resize(at + sizeof(T));
        std::memcpy(bytes_.data() + at, &value, sizeof(T));
    }
    template <class T>
    void put_all(const std::vector<T>& values) {
        PERMAP_ASSERT(values.size() <= 0xffff);
        put(static_cast<std::uint16_t>(values.size()));
        for (const T& value : values) put(value);
    }

    std::size_t size() const { return bytes_.size(); }
    void put_at(std::size_t at, std::uint8_t value) { bytes_[at] = static_cast<std::byte>(value); }

private:
    std::vector<std::byte>& bytes_;
};

class RestReader {
public:
    explicit RestReader(std::span<const std::byte> bytes) : bytes_(bytes) {}

    template <class T>
    T take() {
        static_assert(std::is_trivially_copyable_v<T>);
        PERMAP_ASSERT(bytes_.size() >= sizeof(T));
        T value;
        std::memcpy(&value, bytes_.data(), sizeof(T));
        bytes_ = bytes_.subspan(sizeof(T));
        return value;
    }
    template <class T>
    void take_all(std::vector<T>& values) {
        values.resize(take<std::uint16_t>());
        for (T& value : values) value = take<T>();
    }
    bool empty() const { return bytes_.empty(); }

private:
    std::span<const std::byte> bytes_;
};

}  // namespace permap
