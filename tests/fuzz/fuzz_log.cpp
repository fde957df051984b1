// A log from anywhere is read or refused.
#include "fuzzed_file.hpp"
#include "store/log_file.hpp"
#include "store/recorded_log_file.hpp"

using namespace permap;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string& path = fuzzed_file(data, size);
    const Result<bool> recorded = is_recorded_log(path);
    if (!recorded) return 0;
    if (*recorded) {
        read_recorded_log(path);
    } else {
        read_log(path);
    }
    return 0;
}
