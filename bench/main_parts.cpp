// What single parts of the engine cost, with Google Benchmark: parts --benchmark_filter=draw
#include <benchmark/benchmark.h>

#include <cstddef>
#include <limits>
#include <map>
#include <string>
#include <vector>

#include "experiment/arm.hpp"
#include "job.hpp"
#include "projection/fold.hpp"
#include "random/draw.hpp"
#include "random/quantile_table.hpp"
#include "vocabulary/calendar.hpp"

namespace permap::bench {

namespace {

constexpr std::uint32_t some_step = 12345;
constexpr double no_cut = std::numeric_limits<double>::infinity();

const Job& job_named(const std::string& name, double children) {
    static std::map<std::string, Job> known;
    const auto found = known.find(name);
    if (found != known.end()) return found->second;
    JobChoice choice;
    choice.name = name;
    choice.children = children;
    Result<Job> job = make_job(choice, 1);
    PERMAP_ASSERT(job);
    return known.emplace(name, *std::move(job)).first->second;
}

void count_items(benchmark::State& state, std::int64_t an_iteration) {
    state.SetItemsProcessed(static_cast<std::int64_t>(state.iterations()) * an_iteration);
}

// ── chance ──────────────────────────────────────────────────────────────────────────────────────────────────────

void draw_of_one_visit(benchmark::State& state) {
    ChildKey child{.entry = 1};
    for (auto _ : state) {
        ++child.candidate;
        benchmark::DoNotOptimize(draw_block({}, child, some_step, 1, 0));
    }
}
BENCHMARK(draw_of_one_visit);

// Each draw waits for the one before, as the visits of one child do.
void draw_after_draw(benchmark::State& state) {
    ChildKey child{.entry = 1};
    for (auto _ : state) child.candidate = draw_block({}, child, some_step, 1, 0)[0];
    benchmark::DoNotOptimize(child);
}
BENCHMARK(draw_after_draw);

void time_from_quantile_table(benchmark::State& state) {
    const QuantileTable table = quantile_table(Lognormal{.median = 14.5, .sigma = 0.8}, 1440, 0, no_cut);
    std::uint32_t word = 1;
    for (auto _ : state) {
        word = word * 1664525 + 1013904223;
        benchmark::DoNotOptimize(table.at(word));
    }
}
BENCHMARK(time_from_quantile_table);

void way_of_three(benchmark::State& state) {
    const std::vector<double> weights = {0.78, 0.16, 0.06};
    const std::vector<std::uint64_t> thresholds = choice_thresholds(weights);
    std::uint32_t word = 1;
    for (auto _ : state) {
        word = word * 1664525 + 1013904223;
        benchmark::DoNotOptimize(chosen(thresholds, word));
    }
}
BENCHMARK(way_of_three);

// ── time ────────────────────────────────────────────────────────────────────────────────────────────────────────

CalendarRule office() {
    CalendarRule rule{
        .id = "office", .name = "Office", .open = {}, .scottish_public_holidays = true, .closed_dates = {}};
    for (int weekday = 1; weekday <= 5; ++weekday) rule.open.push_back({weekday, 9 * 60, 17 * 60});
    return rule;
}

void working_time(benchmark::State& state) {
    const Calendar calendar(office());
    const Instant first = *parse_instant("2026-01-05");
    std::int32_t minute = 0;
    for (auto _ : state) {
        minute = (minute + 7919) % 5'000'000;
        benchmark::DoNotOptimize(calendar.add_working(calendar.next_opening(first + Minutes{minute}), Minutes{4800}));
    }
}
BENCHMARK(working_time);

void months(benchmark::State& state) {
    const Instant first = *parse_instant("2026-01-05");
    std::int32_t minute = 0;
    for (auto _ : state) {
        minute = (minute + 7919) % 5'000'000;
        benchmark::DoNotOptimize(add_month_ticks(first + Minutes{minute}, 5 * ticks_a_month + 777));
    }
}
BENCHMARK(months);

// ── walking, and what is made of it; an item is a completed step that takes time ────────────────────────────────

void walk(benchmark::State& state, const char* name) {
    const Job& job = job_named(name, 1000);
    const std::int64_t steps = work_of(job).completed_steps;
    for (auto _ : state) {
        std::size_t events = 0;
        run(job.model, job.settings, [&](const Child&, std::span<const Event> stream) { events += stream.size(); });
        benchmark::DoNotOptimize(events);
    }
    count_items(state, steps);
}
BENCHMARK_CAPTURE(walk, w1, "w1");
BENCHMARK_CAPTURE(walk, w2, "w2");
BENCHMARK_CAPTURE(walk, w2_free, "w2_free");
BENCHMARK_CAPTURE(walk, national_map, PERMAP_MAPS "/scotland");

void fingerprint(benchmark::State& state, const char* name) {
    const Job& job = job_named(name, 1000);
    const EventLog log = run_to_log(job.model, job.settings);
    for (auto _ : state) benchmark::DoNotOptimize(fingerprint_of(log));
    count_items(state, work_of(job).completed_steps);
}
BENCHMARK_CAPTURE(fingerprint, w2, "w2");

void fold(benchmark::State& state, const char* name) {
    const Job& job = job_named(name, 1000);
    const EventLog log = run_to_log(job.model, job.settings);
    const MeasurePlan plan = measure_plan(job.map);
    for (auto _ : state) {
        FoldScratch scratch(plan);
        Replication folded(plan);
        for (const Stream& stream : log.streams) fold_child(plan, stream.child, stream.events, scratch, folded);
        benchmark::DoNotOptimize(folded);
    }
    count_items(state, work_of(job).completed_steps);
}
BENCHMARK_CAPTURE(fold, w2, "w2");
BENCHMARK_CAPTURE(fold, national_map, PERMAP_MAPS "/scotland");

void compiling(benchmark::State& state, const char* name) {
    const Map map = job_named(name, 1000).map;
    for (auto _ : state) benchmark::DoNotOptimize(compile(map));
}
BENCHMARK_CAPTURE(compiling, national_map, PERMAP_MAPS "/scotland")->Unit(benchmark::kMillisecond);

}  // namespace

}  // namespace permap::bench

BENCHMARK_MAIN();
