// Tasks numbered from 0, done by several threads, their results in order of number.
#pragma once

#include <atomic>
#include <exception>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

#include "experiment/experiment.hpp"

namespace permap {

inline int threads_of(const Study& study) {
    if (study.threads > 0) return study.threads;
    const unsigned there_are = std::thread::hardware_concurrency();
    return there_are == 0 ? 1 : static_cast<int>(there_are);
}

// The first exception is thrown again once all threads have stopped.
template <class Task>
auto in_parallel(int tasks, int threads, const Task& task) {
    std::vector<decltype(task(0))> results(static_cast<std::size_t>(tasks));
    std::atomic<int> next{0};
    std::exception_ptr failure;
    std::mutex failing;
    const auto work = [&] {
        for (int i = next++; i < tasks; i = next++) {
            try {
                results[static_cast<std::size_t>(i)] = task(i);
            } catch (...) {
                const std::lock_guard lock(failing);
                if (!failure) failure = std::current_exception();
                next = tasks;
            }
        }
    };
    std::vector<std::thread> pool;
    for (int i = 1; i < threads && i < tasks; ++i) pool.emplace_back(work);
    work();
    for (std::thread& thread : pool) thread.join();
    if (failure) std::rethrow_exception(failure);
    return results;
}

// Counts runs as they are done, from any thread.
class RunCount {
public:
    RunCount(const Progress& progress, int total) : progress_(progress), total_(total) {}
    void one_more() {
        if (!progress_) return;
        const std::lock_guard lock(mutex_);
        progress_(++done_, total_);
    }
    // What was promised and turned out not to be needed is told as done.
    void all_done() {
        while (progress_ && done_ < total_) one_more();
    }

private:
    const Progress& progress_;
    const int total_;
    int done_ = 0;
    std::mutex mutex_;
};

}  // namespace permap
