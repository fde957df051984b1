// Runs one job in this process and says what it cost. Then the same run once more, untimed, to count what it did.
#include <algorithm>
#include <cstdio>
#include <string>
#include <vector>

#include "commands/arguments.hpp"
#include "experiment/experiment.hpp"
#include "job.hpp"
#include "measured.hpp"
#include "program.hpp"

namespace permap::bench {

namespace {

const Program program = {
    .name = "job",
    .words = "w1|w2|w2_free|MAP",
    .options = {
        {"children", "N", "so many come in, on average (default 10,000; w1 333,334)"},
        {"log", "on|off", "keep every event in memory, or only add it to the fingerprint (default on)"},
        {"load", "K", "w2 and w2_free: K times the arrivals and units (default 1)"},
        {"copies", "K", "w2 and w2_free: K times the steps, side by side; a child walks as many as before (default 1)"},
        {"horizon-years", "Y", "each child is followed for Y years (default 4; of other maps 10)"},
        {"resources", "on|off", "scarce resources that the map can do without (default off)"},
        {"replications", "R", "R replications with all figures, in place of one bare run"},
        {"threads", "T", "of replications (default: all there are)"},
        {"seed", "S", "default 1"},
        {"json", nullptr, "one JSON object on one line"},
    }};

// A run that is timed, and what it must have made.
struct Timed {
    Clocks cost;
    std::int64_t peak_bytes = 0;   // highest resident memory
    std::int64_t grown_bytes = 0;  // of that, over what was resident before
    Fingerprint fingerprint;
};

struct Question {
    JobChoice choice;
    std::uint64_t seed = 1;
    bool keeps_log = true;
    int replications = 0;  // 0: one bare run
    int threads = 0;
};

Timed timed_with_log(const Job& job) {
    Timed timed;
    const Clocks before = clocks_now();
    const EventLog log = run_to_log(job.model, job.settings);
    timed.cost = clocks_now() - before;
    timed.fingerprint = fingerprint_of(log);
    return timed;
}

Timed timed_fingerprint(const Job& job) {
    Timed timed;
    const Clocks before = clocks_now();
    run(job.model, job.settings,
        [&](const Child& child, std::span<const Event> events) { timed.fingerprint.add(child, events); });
    timed.cost = clocks_now() - before;
    return timed;
}

Timed timed_study(const Job& job, const Arm& arm, const Question& question) {
    Study study;
    study.settings = job.settings;
    study.replications = question.replications;
    study.threads = question.threads;
    Timed timed;
    const Clocks before = clocks_now();
    timed.fingerprint = simulate(arm, study, false).fingerprint;
    timed.cost = clocks_now() - before;
    return timed;
}

// Children who are on their way at a time, once as many leave as come in (Little's law).
double in_flight(const Job& job, const Work& work) {
    constexpr double days_a_year = 365.25;
    return static_cast<double>(work.children) / (job.settings.years_of_arrivals * days_a_year) * work.days_in_system;
}

void print(const Question& question, const Job& job, const Work& work, const Timed& timed, bool as_json) {
    const double steps = static_cast<double>(work.completed_steps) * std::max(1, question.replications);
    const double per_second = steps / std::max(timed.cost.cpu_seconds, 1e-9);
    const char* const text =
        as_json ? "{\"engine\": \"permap\", \"job\": \"%s\", \"map_steps\": %zu, \"children\": %lld, \"left\": %lld, "
                  "\"steps\": %.0f, \"events\": %lld, \"cpu_s\": %.4f, \"wall_s\": %.4f, \"steps_per_cpu_s\": %.0f, "
                  "\"mean_days\": %.4f, \"in_flight\": %.0f, \"peak_mb\": %.1f, \"run_mb\": %.1f, "
                  "\"fingerprint\": \"%s\"}\n"
                : "job            %s, a map of %zu steps\nchildren       %lld, of whom %lld left\n"
                  "steps          %.0f completed that take time (events of any kind in one run: %lld)\n"
                  "CPU            %.3f s (by the clock on the wall %.3f s)\n"
                  "a CPU second   %.0f steps\n"
                  "mean time      %.4f days from coming in to the end; some %.0f on their way at a time\n"
                  "memory         %.1f MB at most, %.1f MB of them for the run\nfingerprint    %s\n";
    std::printf(text, question.choice.name.c_str(), job.model.steps.size(), static_cast<long long>(work.children),
                static_cast<long long>(work.left), steps, static_cast<long long>(work.events), timed.cost.cpu_seconds,
                timed.cost.wall_seconds, per_second, work.days_in_system, in_flight(job, work),
                static_cast<double>(timed.peak_bytes) / 1e6, static_cast<double>(timed.grown_bytes) / 1e6,
                to_string(timed.fingerprint).c_str());
}

Question question_of(const Arguments& arguments, Problems& problems) {
    Question question;
    JobChoice& choice = question.choice;
    choice.name = arguments.positional()[0];
    const bool is_w2 = choice.name == "w2" || choice.name == "w2_free";
    choice.children = arguments.number("children", choice.name == "w1" ? 333334 : 10000, 1, 1e9, problems);
    choice.load = static_cast<int>(arguments.whole("load", 1, 1, 1000, problems));
    choice.copies = static_cast<int>(arguments.whole("copies", 1, 1, 100, problems));
    choice.horizon_years = arguments.number("horizon-years", is_w2 || choice.name == "w1" ? 4 : 10, 0.1, 50, problems);
    choice.resources_on = arguments.one_of("resources", "off", {"on", "off"}, problems) == "on";
    question.keeps_log = arguments.one_of("log", "on", {"on", "off"}, problems) == "on";
    question.seed = static_cast<std::uint64_t>(arguments.whole("seed", 1, 0, (std::int64_t{1} << 53) - 1, problems));
    question.replications = static_cast<int>(arguments.whole("replications", 0, 1, 100000, problems));
    question.threads = static_cast<int>(arguments.whole("threads", 0, 1, 1024, problems));
    if (!is_w2 && (choice.load > 1 || choice.copies > 1)) {
        problems.push_back({"--load, --copies", "\"" + choice.name + "\" has one size", "w2, w2_free"});
    }
    if (question.replications > 0 && arguments.has("log")) {
        problems.push_back({"--log", "replications keep no log", "leave one of the two out"});
    }
    return question;
}

int answer(const Arguments& arguments) {
    Problems problems;
    const Question question = question_of(arguments, problems);
    if (!problems.empty()) return fail(program, problems);
    const Result<Job> job = make_job(question.choice, question.seed);
    if (!job) return fail(program, job.problems());
    Timed timed;
    const std::int64_t before = resident_bytes();
    if (question.replications > 0) {
        const Result<Arm> arm = make_arm(job->map, "baseline", {});
        if (!arm) return fail(program, arm.problems());
        timed = timed_study(*job, *arm, question);
    } else {
        timed = question.keeps_log ? timed_with_log(*job) : timed_fingerprint(*job);
    }
    timed.peak_bytes = peak_resident_bytes();
    timed.grown_bytes = std::max<std::int64_t>(0, timed.peak_bytes - before);
    const Work work = work_of(*job);
    // The counted run and the timed one are one and the same.
    PERMAP_ASSERT(question.replications > 0 || timed.fingerprint == work.fingerprint);
    print(question, *job, work, timed, arguments.has("json"));
    return 0;
}

}  // namespace

}  // namespace permap::bench

int main(int count, char** words) {
    return permap::bench::run_program(permap::bench::program, count, words, permap::bench::answer);
}
