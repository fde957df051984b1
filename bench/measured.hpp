// What a piece of work cost this process.
#pragma once

#include <cstdint>

namespace permap::bench {

// Seconds since some fixed moment; only differences mean anything.
struct Clocks {
    double cpu_seconds = 0;  // user and system, all threads
    double wall_seconds = 0;
};
Clocks clocks_now();
Clocks operator-(const Clocks& later, const Clocks& earlier);

std::int64_t resident_bytes();       // now
std::int64_t peak_resident_bytes();  // since the process began

}  // namespace permap::bench
