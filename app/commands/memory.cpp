#include "commands/memory.hpp"

#include <sys/resource.h>
#include <unistd.h>

#include <algorithm>
#include <fstream>
#include <sstream>

#include "commands/command.hpp"
#include "experiment/expected_children.hpp"
#include "experiment/replications.hpp"
#include "report/tables.hpp"

namespace permap {

namespace {

// Measured on the national and the teaching map (x86-64, g++ 12) as the growth of the peak resident set from 20,000 to
// 80,000 children: simulate 83 to 122 bytes a child, compare 205; rounded down to be never too much.
constexpr double bytes_a_child = 64;
// A family in flight where resources are shared, its events so far included: the least that was ever aimed at.
constexpr double bytes_a_family = 100;
// rank, where resources are shared: of a run that is remembered, a child, background among them. Measured (growth of
// the peak, one thread): 2,900 bytes on the teaching map from 2,000 to 8,000 children, 4,500 on the national one from a
// quarter of Scotland to the whole; rounded down, and up for what is likely.
constexpr double bytes_a_recorded_child = 2000, likely_bytes_a_recorded_child = 5000;
// Of a log: the events themselves, and who they are about.
constexpr double bytes_an_event = sizeof(Event), bytes_a_stream = sizeof(Stream);

// Below this nobody needs an estimate, and no child is walked for one.
constexpr double small_log_children = 5'000;
constexpr std::uint32_t walked_children = 200;

std::optional<double> first_number(const std::string& file) {
    std::ifstream stream(file);
    double number = 0;
    return stream >> number ? std::optional<double>(number) : std::nullopt;  // "max" is no number: no limit
}

// "KEY   123" in a file of such lines; a colon after the key belongs to it.
std::optional<double> number_after(const std::string& file, const std::string& key) {
    std::ifstream stream(file);
    for (std::string line; std::getline(stream, line);) {
        std::istringstream words(line);
        std::string word;
        double number = 0;
        if (words >> word >> number && word == key) return number;
    }
    return std::nullopt;
}

constexpr const char* of_the_machine = "/proc/meminfo";  // in kB of 1,024 bytes

double free_swap() {
    return 1024 * number_after(of_the_machine, "SwapFree:").value_or(0);
}

std::optional<double> free_on_the_machine() {
    const std::optional<double> available = number_after(of_the_machine, "MemAvailable:");
    if (!available) return std::nullopt;
    return 1024 * *available + free_swap();
}

// The container's limit less what cannot be given back (not the page cache).
std::optional<double> free_in_the_container() {
    std::ifstream groups("/proc/self/cgroup");
    std::optional<double> least;
    for (std::string line; std::getline(groups, line);) {
        if (line.rfind("0::/", 0) != 0) continue;
        for (std::string path = line.substr(3); !path.empty(); path.resize(path.find_last_of('/'))) {
            const std::string folder = "/sys/fs/cgroup" + (path == "/" ? "" : path);
            const std::optional<double> limit = first_number(folder + "/memory.max");
            if (!limit) continue;
            const double there = *limit - number_after(folder + "/memory.stat", "anon").value_or(0) +
                                 first_number(folder + "/memory.swap.max").value_or(free_swap());
            least = std::min(least.value_or(there), there);
        }
    }
    return least;
}

std::optional<double> free_under_the_shells_limit() {
    struct rlimit limit {};
    if (::getrlimit(RLIMIT_AS, &limit) != 0 || limit.rlim_cur == RLIM_INFINITY) return std::nullopt;
    const double used = first_number("/proc/self/statm").value_or(0) * static_cast<double>(::sysconf(_SC_PAGESIZE));
    return static_cast<double>(limit.rlim_cur) - used;
}

std::string in_bytes(double bytes) {
    if (bytes < 0) return "0 MB";
    return bytes < 1e9 ? fixed(bytes / 1e6, 0) + " MB" : fixed(bytes / 1e9, 1) + " GB";
}

// Where resources are shared: those before and after the cohort too.
double children_of_a_run(const Arm& arm, const RunSettings& settings) {
    const double a_year = expected_children_a_year(arm.map, settings);
    return expected_children(arm.map, settings) + a_year * (settings.warm_up_years + settings.horizon_years);
}

int fewest_replications(const Study& study) {
    return study.precision ? std::min(study.precision->at_least, study.replications) : study.replications;
}

}  // namespace

double events_a_child(const Arm& arm, const RunSettings& settings) {
    RunSettings few = settings;
    few.children = std::min(walked_children, settings.children.value_or(walked_children));
    if (arm.model.shares_resources) {
        if (settings.cohort_entry != no_step) return 0;
        // A small area with no past, followed for some years: it tells fewer events than the run will.
        few.warm_up_years = 0;
        few.horizon_years = std::min(settings.horizon_years, 3.0);
        const double a_year = expected_children_a_year(arm.map, settings);
        if (a_year > 2 * walked_children) few.area_share *= 2 * walked_children / a_year;
    }
    double children = 0, events = 0;
    try {
        run(arm.model, few, [&](const Child&, std::span<const Event> told) {
            children += 1;
            events += static_cast<double>(told.size());
        });
    } catch (const MapError&) {
        return 0;  // the run itself will say so
    }
    return children == 0 ? 0 : events / children;
}

MemoryNeeded memory_needed(const Arm& arm, const Study& study, Kept kept, int threads, double events_a_child) {
    const RunSettings& settings = study.settings;
    const double children = expected_children(arm.map, settings);
    const int replications = fewest_replications(study);
    const bool is_paired = kept == Kept::both_arms || kept == Kept::recorded;
    double of_a_run = (is_paired ? 2 : 1) * bytes_a_child * children;
    if (kept == Kept::recorded) of_a_run += bytes_an_event * events_a_child * children;
    if (arm.model.shares_resources) {
        of_a_run +=
            (kept == Kept::recorded ? bytes_a_recorded_child : bytes_a_family) * children_of_a_run(arm, settings);
    }
    MemoryNeeded needed;
    needed.children = of_a_run * std::min(threads, replications);
    if (kept == Kept::every_event)
        needed.of_events = replications * children * (bytes_a_stream + bytes_an_event * events_a_child);
    return needed;
}

int threads_that_fit(const Arm& arm, const Study& study, const std::optional<MemoryThere>& there) {
    const int threads = std::min(threads_of(study), fewest_replications(study));
    if (!there || !arm.model.shares_resources) return threads;
    const double of_a_thread = likely_bytes_a_recorded_child * children_of_a_run(arm, study.settings);
    return std::clamp(static_cast<int>(std::min(there->bytes / of_a_thread, 1024.0)), 1, threads);
}

std::optional<MemoryThere> memory_there() {
    std::optional<MemoryThere> least;
    const auto look = [&](const std::optional<double>& bytes, const char* limit) {
        if (bytes && (!least || *bytes < least->bytes)) least = MemoryThere{*bytes, limit};
    };
    look(free_on_the_machine(), "free on this machine");
    look(free_in_the_container(), "left in this container");
    look(free_under_the_shells_limit(), "left under this shell's limit (ulimit -v)");
    return least;
}

Problems too_large(const MemoryNeeded& needed, const std::optional<MemoryThere>& there) {
    if (!there || needed.all() <= there->bytes) return {};
    const bool is_log = needed.of_events > needed.children;
    return {{"memory",
             "this run needs at least " + in_bytes(needed.all()) +
                 (is_log ? ", mostly for the events that -o keeps" : "") + "; " + in_bytes(there->bytes) + " are " +
                 there->limit,
             is_log ? "fewer children or replications, a smaller --area-share, or no -o"
                    : "fewer children, fewer --threads, or a smaller --area-share"}};
}

Problems too_large(const Arm& arm, const Study& study, Kept kept) {
    const double children = expected_children(arm.map, study.settings) * fewest_replications(study);
    const bool keeps_events = kept == Kept::every_event || kept == Kept::recorded;
    const bool asks_children = keeps_events && children >= small_log_children;
    const double events = asks_children ? events_a_child(arm, study.settings) : 0;
    return too_large(memory_needed(arm, study, kept, threads_of(study), events), memory_there());
}

Problems fit_recorded_to_memory(const Arm& arm, Study& study) {
    const int asked = std::min(threads_of(study), fewest_replications(study));
    const int fit = threads_that_fit(arm, study, memory_there());
    if (fit < asked) {
        study.threads = fit;
        warn({{"memory",
               "there is enough for " + std::to_string(fit) + " of " + std::to_string(asked) +
                   " threads; going on with " + std::to_string(fit),
               "results are the same with any number; a smaller --area-share needs less"}});
    }
    return too_large(arm, study, Kept::recorded);
}

}  // namespace permap
