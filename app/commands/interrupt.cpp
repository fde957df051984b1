#include "commands/interrupt.hpp"

#include <unistd.h>

#include <atomic>
#include <cerrno>
#include <csignal>
#include <string_view>

#include "store/part_file.hpp"

namespace permap {

namespace {

// Read and written by the signal handler.
std::atomic<bool> is_listening{false}, is_asked{false}, is_terminal{false};
static_assert(std::atomic<bool>::is_always_lock_free);

void say(std::string_view text) {
    // A lost line is no reason not to stop.
    [[maybe_unused]] const ssize_t written = ::write(STDERR_FILENO, text.data(), text.size());
}

// Calls only what may be called in the midst of anything (POSIX: async-signal-safe).
void on_signal(int signal) {
    const int reason = errno;
    if (signal == SIGINT && is_listening && !is_asked.exchange(true)) {
        if (is_terminal) say("\r\033[K");
        say("permap: stopping: the runs under way are finished, then what is known so far is printed; "
            "Ctrl-C again ends at once\n");
        errno = reason;
        return;
    }
    if (is_terminal) say("\r\033[K");
    remove_parts_at_once();
    std::signal(signal, SIG_DFL);
    std::raise(signal);  // so that whoever started the program sees what ended it
}

}  // namespace

void mind_interrupts() {
    is_terminal = ::isatty(STDERR_FILENO) != 0;
    for (const int signal : {SIGINT, SIGTERM, SIGHUP}) {
        struct sigaction before {};
        if (::sigaction(signal, nullptr, &before) != 0 || before.sa_handler == SIG_IGN) continue;
        struct sigaction action {};
        action.sa_handler = on_signal;
        action.sa_flags = SA_RESTART | SA_NODEFER;
        ::sigaction(signal, &action, nullptr);
    }
}

StopOnInterrupt::StopOnInterrupt() {
    is_listening = true;
}

StopOnInterrupt::~StopOnInterrupt() {
    is_listening = false;
}

Stop StopOnInterrupt::stop() const {
    return [] { return is_asked.load(); };
}

}  // namespace permap
