#include "commands/terminal.hpp"

#include <unistd.h>

#include <chrono>
#include <cstdio>

namespace permap {

Progress progress_bar(const std::string& what, bool quiet) {
    if (quiet || isatty(STDERR_FILENO) == 0) return {};
    const auto began = std::chrono::steady_clock::now();
    auto last = began - std::chrono::seconds(1);
    return [what, began, last](int done, int total) mutable {
        const auto now = std::chrono::steady_clock::now();
        if (done < total && now - last < std::chrono::milliseconds(100)) return;
        last = now;
        constexpr int width = 30;
        const int filled = width * done / total;
        const double seconds = std::chrono::duration<double>(now - began).count();
        const int left = static_cast<int>(seconds * (total - done) / done + 0.5);
        std::string bar;
        for (int i = 0; i < width; ++i) bar += i < filled ? "█" : "░";
        std::fprintf(stderr, "\r%s %s %3d %%  %d s left ", what.c_str(), bar.c_str(), 100 * done / total, left);
        if (done == total) std::fprintf(stderr, "\r\033[K");
        std::fflush(stderr);
    };
}

}  // namespace permap
