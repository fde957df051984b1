// Memory in which many families lie, and are looked up here and there: where the system has pages of 2 MB for those who
// ask (Linux), far fewer addresses have to be translated. What is smaller, and other systems, have pages as usual.
#pragma once

#include <cstddef>
#include <new>
#include <utility>
#include <vector>

namespace permap {

inline constexpr std::size_t large_page_bytes = std::size_t{1} << 21;
inline constexpr std::size_t large_page_alignment = 128;  // two lines of the cache, as they are fetched

void* on_large_pages(std::size_t bytes);
void give_back_large_pages(void* memory, std::size_t bytes) noexcept;

// An allocator of vectors. What is made without a value is not wiped: memory that is never used costs nothing.
template <class T>
struct LargePages {
    using value_type = T;

    LargePages() = default;
    template <class U>
    LargePages(const LargePages<U>&) {}  // as allocators are made of one another

    T* allocate(std::size_t count) {
        static_assert(alignof(T) <= large_page_alignment);
        return static_cast<T*>(on_large_pages(count * sizeof(T)));
    }
    void deallocate(T* memory, std::size_t count) noexcept { give_back_large_pages(memory, count * sizeof(T)); }
    template <class U>
    void construct(U* at) {
        ::new (static_cast<void*>(at)) U;
    }
    template <class U, class... Values>
    void construct(U* at, Values&&... values) {
        ::new (static_cast<void*>(at)) U(std::forward<Values>(values)...);
    }
    bool operator==(const LargePages&) const = default;
};

template <class T>
using LargeVector = std::vector<T, LargePages<T>>;

}  // namespace permap
