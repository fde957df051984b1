// Sanitizers count memory in their own way; there nothing is replaced, and what counts is left out.
#ifndef PERMAP_SANITIZE
#include "engine/counted_new.hpp"

#include <atomic>
#include <cstdlib>
#include <new>

namespace {

std::atomic<std::size_t> allocations{0};

}  // namespace

std::size_t permap::allocations_so_far() {
    return allocations;
}

// In place of the library's, for the whole program.
void* operator new(std::size_t size) {
    ++allocations;
    if (void* const room = std::malloc(size == 0 ? 1 : size)) return room;
    throw std::bad_alloc();
}
void operator delete(void* room) noexcept {
    std::free(room);
}
void operator delete(void* room, std::size_t) noexcept {
    std::free(room);
}
#endif
