// How fast a CSV file is read and handed over, on one core, and in how much memory.
//   csv_rate [ROWS]        a file of so many rows of each form is written to the temporary folder, read, and removed
#include <sys/resource.h>

#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <string>

#include "formats/csv_rows.hpp"
#include "formats/readers.hpp"
#include "vocabulary/time.hpp"

namespace {

using namespace permap;

// Counts, and keeps nothing: what the reader costs without the log behind it.
class CountingSink : public RecordSink {
public:
    void add(const SourceEvent& event) override {
        ++events;
        check += static_cast<std::uint64_t>(event.time.at.time_since_epoch().count()) + event.child.size();
    }
    void add(const SourceRelation&) override {}
    void reject(const RowProblem&) override { ++rejects; }

    std::int64_t events = 0, rejects = 0;
    std::uint64_t check = 0;
};

struct Form {
    const char* name;
    const char* header;
    std::string (*row)(std::int64_t number);
};

std::string time_of(std::int64_t number) {
    return to_string(Instant{Minutes{29'500'000 + static_cast<std::int32_t>(number % 500'000)}});
}

const char* step_of(std::int64_t number) {
    static const char* const steps[] = {"Child protection referral", "Inter-agency referral discussion", "CPPM",
                                        "Hearing", "Review"};
    return steps[number % 5];
}

std::string child_of(std::int64_t number) {
    return "c-" + std::to_string(100'000 + number / 20);
}

const Form forms[] = {
    {"one date a row", "child,step,date\n",
     [](std::int64_t n) { return child_of(n) + "," + step_of(n) + "," + time_of(n).substr(0, 10) + "\n"; }},
    {"start and end a row", "child,step,start,end\n",
     [](std::int64_t n) {
         return child_of(n) + "," + step_of(n) + "," + time_of(n) + "," + time_of(n).substr(0, 10) + " 23:59\n";
     }},
    {"kind a row, with seconds and offset", "case:concept:name,concept:name,time:timestamp,lifecycle:transition\n",
     [](std::int64_t n) {
         std::string time = time_of(n);
         time[10] = 'T';
         return child_of(n) + "," + step_of(n) + "," + time + ":15.000+01:00," + (n % 2 == 0 ? "start" : "complete") +
                "\n";
     }},
    {"permap's own export", "child,event,kind,step,at,cause,detail,way,attribute,value\n",
     [](std::int64_t n) {
         const std::string place = std::to_string(n % 20 + 1), before = n % 20 == 0 ? "" : std::to_string(n % 20 - 1);
         return child_of(n) + "," + place + "," + (n % 2 == 0 ? "started" : "completed") + ",hearing_stage," +
                time_of(n) + "," + before + ",0,,,\n";
     }},
};

double seconds_since(std::chrono::steady_clock::time_point start) {
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
}

long most_memory_mb() {
    rusage usage{};
    getrusage(RUSAGE_SELF, &usage);
    return usage.ru_maxrss / 1024;
}

int fail(const Problems& problems) {
    for (const Problem& problem : problems) std::fprintf(stderr, "%s\n", to_string(problem).c_str());
    return 1;
}

int measure(const Form& form, std::int64_t count, const std::string& path) {
    std::FILE* const file = std::fopen(path.c_str(), "wb");
    if (file == nullptr) return fail({{path, "cannot be written", ""}});
    std::fputs(form.header, file);
    for (std::int64_t i = 0; i < count; ++i) std::fputs(form.row(i).c_str(), file);
    std::fclose(file);

    const Result<GuessedMapping> guessed = guess_csv(path);
    if (!guessed) return fail(guessed.problems());
    Result<CsvRows> rows = CsvRows::open(path, ',', CsvEncoding::utf_8);
    if (!rows) return fail(rows.problems());
    auto start = std::chrono::steady_clock::now();
    std::vector<std::string_view> fields;
    std::int64_t cells = 0;
    while (rows->next(fields)) cells += static_cast<std::int64_t>(fields.size());
    const double split = seconds_since(start);

    CountingSink sink;
    start = std::chrono::steady_clock::now();
    const Result<SourceSummary> summary = read_csv(path, guessed->mapping, sink, {});
    if (!summary) return fail(summary.problems());
    const double read = seconds_since(start);
    std::printf(
        "%-36s %6.1f MB: rows alone %.2f M rows/s; read %.2f M rows/s, %.2f M events/s (%lld rejected); %ld MB\n",
        form.name, static_cast<double>(rows->bytes()) / 1e6, static_cast<double>(count) / split / 1e6,
        static_cast<double>(count) / read / 1e6, static_cast<double>(sink.events) / read / 1e6,
        static_cast<long long>(sink.rejects), most_memory_mb());
    return sink.check == 0 || cells == 0 ? 1 : 0;
}

}  // namespace

int main(int count, char** arguments) {
    const std::int64_t rows = count > 1 ? std::atoll(arguments[1]) : 1'000'000;
    std::string folder = (std::filesystem::temp_directory_path() / "permap-csv-XXXXXX").string();
    if (rows <= 0 || ::mkdtemp(folder.data()) == nullptr) return 2;
    int result = 0;
    for (const Form& form : forms) result = std::max(result, measure(form, rows, folder + "/rows.csv"));
    std::error_code ignored;
    std::filesystem::remove_all(folder, ignored);
    return result;
}
