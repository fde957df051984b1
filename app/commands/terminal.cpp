#include "commands/terminal.hpp"

#include <unistd.h>

#include <chrono>
#include <cstdio>

namespace permap {

namespace {

constexpr int bar_width = 30;
bool is_bar_shown = false;  // runs tell of themselves one at a time, and nothing else is written meanwhile

void show_bar(const std::string& what, int done, int total, const std::string& left) {
    const int filled = static_cast<int>(static_cast<std::int64_t>(bar_width) * done / total);
    std::string bar;
    for (int i = 0; i < bar_width; ++i) bar += i < filled ? "█" : "░";
    const int percent = static_cast<int>(std::int64_t{100} * done / total);
    std::fprintf(stderr, "\r\033[K%s %s %3d %%  %s ", what.c_str(), bar.c_str(), percent, left.c_str());
    std::fflush(stderr);
    is_bar_shown = true;
}

}  // namespace

void clear_progress() {
    if (!is_bar_shown) return;
    is_bar_shown = false;
    std::fprintf(stderr, "\r\033[K");
    std::fflush(stderr);
}

std::string time_left(double seconds) {
    const auto whole = static_cast<std::int64_t>(seconds + 0.5);
    if (whole < 100) return std::to_string(whole) + " s left";
    const std::int64_t minutes = (whole + 30) / 60;
    if (minutes < 100) return std::to_string(minutes) + " min left";
    return std::to_string(minutes / 60) + " h " + std::to_string(minutes % 60) + " min left";
}

Progress progress_bar(const std::string& what, bool quiet) {
    if (quiet || isatty(STDERR_FILENO) == 0) return {};
    const auto began = std::chrono::steady_clock::now();
    auto last = began - std::chrono::seconds(1);
    show_bar(what, 0, 1, "");
    return [what, began, last](int done, int total) mutable {
        const auto now = std::chrono::steady_clock::now();
        if (done >= total) return clear_progress();
        if (now - last < std::chrono::milliseconds(100)) return;
        last = now;
        const double seconds = std::chrono::duration<double>(now - began).count();
        show_bar(what, done, total, time_left(seconds * (total - done) / done));
    };
}

}  // namespace permap
