// A journey that goes round in one minute is as deep as its 10,000 events; with sanitizers that needs more stack than a
// thread has of itself.
#pragma once

#include <pthread.h>

#include <catch2/catch.hpp>
#include <cstddef>
#include <functional>

namespace permap {

// Runs it on a thread of its own with 512 MB of stack, and says what it said.
inline bool with_deep_stack(const std::function<bool()>& run) {
    struct Task {
        const std::function<bool()>& run;
        bool said = false;
    } task{run};
    pthread_attr_t attributes;
    pthread_attr_init(&attributes);
    REQUIRE(pthread_attr_setstacksize(&attributes, std::size_t{512} << 20) == 0);
    pthread_t thread{};
    const auto body = [](void* given) -> void* {
        auto& its = *static_cast<Task*>(given);
        its.said = its.run();
        return nullptr;
    };
    REQUIRE(pthread_create(&thread, &attributes, body, &task) == 0);
    pthread_join(thread, nullptr);
    pthread_attr_destroy(&attributes);
    return task.said;
}

}  // namespace permap
