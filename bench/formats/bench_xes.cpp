// How fast event logs are read: formats --benchmark_filter=xes
#include <benchmark/benchmark.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <string>

#include "formats/readers.hpp"

namespace permap::bench {

namespace {

class CountingSink : public RecordSink {
public:
    void add(const SourceEvent&) override { ++records; }
    void add(const SourceRelation&) override {}
    void reject(const RowProblem&) override { ++rejected; }
    std::int64_t records = 0, rejected = 0;
};

// Traces of twenty events each, with what such logs usually carry: a name, a transition, a time, who, and two more.
std::string log_of(int traces) {
    std::string text = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<log xes.version=\"1.0\">\n";
    for (int trace = 0; trace < traces; ++trace) {
        text += "<trace>\n\t<string key=\"concept:name\" value=\"child " + std::to_string(trace) + "\"/>\n";
        for (int event = 0; event < 20; ++event) {
            const std::string day = std::to_string(10 + event / 2);
            text +=
                "\t<event>\n\t\t<string key=\"concept:name\" value=\"Step " + std::to_string(event / 2) +
                "\"/>\n\t\t<string key=\"lifecycle:transition\" value=\"" + (event % 2 == 0 ? "start" : "complete") +
                "\"/>\n\t\t<date key=\"time:timestamp\" value=\"2026-04-" + day + "T" + (event % 2 == 0 ? "09" : "17") +
                ":30:00.000+01:00\"/>\n\t\t<string key=\"org:resource\" value=\"Team 3\"/>\n"
                "\t\t<string key=\"stage\" value=\"early\"/>\n\t\t<int key=\"cost\" value=\"120\"/>\n\t</event>\n";
        }
        text += "</trace>\n";
    }
    return text + "</log>\n";
}

void read_xes_log(benchmark::State& state) {
    const int traces = static_cast<int>(state.range(0));
    const auto path = std::filesystem::temp_directory_path() / ("permap_bench_" + std::to_string(::getpid()) + ".xes");
    const std::string text = log_of(traces);
    std::ofstream(path, std::ios::binary) << text;
    Mapping mapping;
    mapping.format = SourceFormat::xes;
    mapping.attributes = {"stage"};
    for (auto unused : state) {
        static_cast<void>(unused);
        CountingSink sink;
        const auto summary = read_xes(path.string(), mapping, sink, nullptr);
        if (!summary || sink.rejected != 0) state.SkipWithError("the log cannot be read");
        benchmark::DoNotOptimize(sink.records);
    }
    state.SetItemsProcessed(static_cast<std::int64_t>(state.iterations()) * traces * 20);
    state.SetBytesProcessed(static_cast<std::int64_t>(state.iterations()) * static_cast<std::int64_t>(text.size()));
    std::filesystem::remove(path);
}

BENCHMARK(read_xes_log)->Name("xes")->Arg(20'000)->Unit(benchmark::kMillisecond);

}  // namespace

}  // namespace permap::bench
