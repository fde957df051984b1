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
    explicit RestWriter(std::vector<std::byte>& bytes) : bytes_(bytes), at_(bytes.data()) {}

    // Room for so many more bytes; what is put is put within it.
    void reserve(std::size_t more) {
        const std::size_t size = this->size();
        if (size + more <= bytes_.size()) return;
        bytes_.resize(2 * (size + more));
        at_ = bytes_.data() + size;
    }
    // The same state is the same bytes: nothing that is put has padding.
    template <class T>
    void put(const T& value) {
        static_assert(std::is_trivially_copyable_v<T> && std::has_unique_object_representations_v<T>);
        std::memcpy(at_, &value, sizeof(T));
        at_ += sizeof(T);
    }
    template <class T>
    void put_all(const std::vector<T>& values) {
        static_assert(std::is_trivially_copyable_v<T> && std::has_unique_object_representations_v<T>);
        PERMAP_ASSERT(values.size() <= 0xffff);
        reserve(sizeof(std::uint16_t) + values.size() * sizeof(T));
        put(static_cast<std::uint16_t>(values.size()));
        if (!values.empty()) std::memcpy(at_, values.data(), values.size() * sizeof(T));
        at_ += values.size() * sizeof(T);
    }
    // What another wrote.
    void put_written(std::span<const std::byte> written) {
        reserve(written.size());
        std::memcpy(at_, written.data(), written.size());
        at_ += written.size();
    }
    // As many as the reader knows of.
    void put_bytes(const std::vector<std::uint8_t>& values) {
        reserve(values.size());
        if (!values.empty()) std::memcpy(at_, values.data(), values.size());
        at_ += values.size();
    }
    std::size_t size() const { return static_cast<std::size_t>(at_ - bytes_.data()); }
    void put_at(std::size_t at, std::uint8_t value) { bytes_[at] = static_cast<std::byte>(value); }
    std::span<const std::byte> written() const { return {bytes_.data(), size()}; }

private:
    std::vector<std::byte>& bytes_;  // room
    std::byte* at_;
};

class RestReader {
public:
    explicit RestReader(std::span<const std::byte> bytes) : bytes_(bytes) {}

    template <class T>
    T take() {
        static_assert(std::is_trivially_copyable_v<T>);
        T value;
        std::memcpy(&value, take_bytes(sizeof(T)), sizeof(T));
        return value;
    }
    template <class T>
    void pass_over() {
        take_bytes(sizeof(T));
    }
    template <class T>
    void take_all(std::vector<T>& values) {
        values.resize(take<std::uint16_t>());
        if (!values.empty())
            std::memcpy(values.data(), take_bytes(values.size() * sizeof(T)), values.size() * sizeof(T));
    }

    // As many as there are already.
    template <class T>
    void take_so_many(std::vector<T>& values) {
        static_assert(std::is_trivially_copyable_v<T>);
        if (!values.empty())
            std::memcpy(values.data(), take_bytes(values.size() * sizeof(T)), values.size() * sizeof(T));
    }

private:
    const std::byte* take_bytes(std::size_t count) {
        PERMAP_ASSERT(count <= bytes_.size());
        const std::byte* const here = bytes_.data();
        bytes_ = bytes_.subspan(count);
        return here;
    }

    std::span<const std::byte> bytes_;
};

}  // namespace permap
