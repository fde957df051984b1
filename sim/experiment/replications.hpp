// Tasks numbered from 0, done by several threads, their results in order of number.
#pragma once

#include <algorithm>
#include <atomic>
#include <exception>
#include <functional>
#include <mutex>
#include <system_error>
#include <thread>
#include <vector>

#include "experiment/experiment.hpp"

namespace permap {

inline int threads_of(const Study& study) {
    if (study.threads > 0) return study.threads;
    const unsigned there_are = std::thread::hardware_concurrency();
    return there_are == 0 ? 1 : static_cast<int>(there_are);
}

// Tasks `first` … `last` − 1. None is begun once `stop` says so, and each that was begun is finished; they are begun in
// order of number, so what comes back are the results of the first ones without a gap. The first exception is thrown
// again once all threads have stopped.
template <class Task>
auto in_parallel_until(const Stop& stop, int first, int last, int threads, const Task& task) {
    std::vector<decltype(task(0))> results(static_cast<std::size_t>(last - first));
    std::atomic<int> next{first};
    std::exception_ptr failure;
    std::mutex failing;
    const auto work = [&] {
        while (!stop || !stop()) {
            const int i = next++;
            if (i >= last) return;
            try {
                results[static_cast<std::size_t>(i - first)] = task(i);
            } catch (...) {
                const std::lock_guard lock(failing);
                if (!failure) failure = std::current_exception();
                next = last;
            }
        }
    };
    std::vector<std::thread> pool;
    try {
        for (int i = 1; i < threads && i < last - first; ++i) pool.emplace_back(work);
    } catch (const std::system_error&) {
        // The machine gives no more threads; those there are do the same work.
    }
    work();
    for (std::thread& thread : pool) thread.join();
    if (failure) std::rethrow_exception(failure);
    results.resize(static_cast<std::size_t>(std::min(next.load(), last) - first));
    return results;
}

// All of them.
template <class Task>
auto in_parallel(int tasks, int threads, const Task& task) {
    return in_parallel_until({}, 0, tasks, threads, task);
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
    // There is more to do than was promised.
    void expect(int total) { total_ = std::max(total_, total); }
    // What was promised and turned out not to be needed is told as done.
    void all_done() {
        while (progress_ && done_ < total_) one_more();
    }

private:
    const Progress& progress_;
    int total_;
    int done_ = 0;
    std::mutex mutex_;
};

}  // namespace permap
