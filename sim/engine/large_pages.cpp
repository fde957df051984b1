#include "engine/large_pages.hpp"

#if defined(__linux__)
#include <sys/mman.h>

#include <cstdlib>
#endif

namespace permap {

namespace {

constexpr std::align_val_t alignment{large_page_alignment};

}  // namespace

#if defined(__linux__)

void* on_large_pages(std::size_t bytes) {
    if (bytes < large_page_bytes) return ::operator new(bytes, alignment);
    const std::size_t whole_pages = (bytes + large_page_bytes - 1) / large_page_bytes * large_page_bytes;
    void* const memory = std::aligned_alloc(large_page_bytes, whole_pages);
    if (memory == nullptr) throw std::bad_alloc();
    madvise(memory, whole_pages, MADV_HUGEPAGE);  // a wish: where it is refused, all is as usual
    return memory;
}

void give_back_large_pages(void* memory, std::size_t bytes) noexcept {
    bytes < large_page_bytes ? ::operator delete(memory, alignment) : std::free(memory);
}

#else

void* on_large_pages(std::size_t bytes) {
    return ::operator new(bytes, alignment);
}

void give_back_large_pages(void* memory, std::size_t) noexcept {
    ::operator delete(memory, alignment);
}

#endif

}  // namespace permap
