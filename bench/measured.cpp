#include "measured.hpp"

#include <sys/resource.h>
#include <unistd.h>

#include <chrono>
#include <fstream>

namespace permap::bench {

namespace {

double seconds(const timeval& time) {
    return static_cast<double>(time.tv_sec) + 1e-6 * static_cast<double>(time.tv_usec);
}

rusage usage() {
    rusage used{};
    getrusage(RUSAGE_SELF, &used);
    return used;
}

}  // namespace

Clocks clocks_now() {
    const rusage used = usage();
    const auto wall = std::chrono::steady_clock::now().time_since_epoch();
    return {seconds(used.ru_utime) + seconds(used.ru_stime), std::chrono::duration<double>(wall).count()};
}

Clocks operator-(const Clocks& later, const Clocks& earlier) {
    return {later.cpu_seconds - earlier.cpu_seconds, later.wall_seconds - earlier.wall_seconds};
}

std::int64_t resident_bytes() {
    std::ifstream file("/proc/self/statm");
    std::int64_t whole = 0, resident = 0;
    file >> whole >> resident;
    return resident * sysconf(_SC_PAGESIZE);
}

std::int64_t peak_resident_bytes() {
    return std::int64_t{usage().ru_maxrss} * 1024;
}

}  // namespace permap::bench
