// Whatever a file holds, a reader says what is wrong, and what it hands over can be told as events and measured.
#include <map>
#include <string>

#include "formats/mapping.hpp"
#include "fuzzed_file.hpp"
#include "projection/fold.hpp"
#include "recorded/journey_events.hpp"

using namespace permap;

namespace {

class Journeys : public RecordSink {
public:
    void add(const SourceEvent& event) override {
        PERMAP_ASSERT(!event.child.empty());
        Record record;
        record.at = event.time.at;
        record.milliseconds = event.time.milliseconds;
        record.utc_offset_minutes = event.time.utc_offset_minutes;
        record.precision = event.time.precision;
        record.kind = event.kind;
        PERMAP_ASSERT(event.kind != RecordKind::withdrawn && event.time.milliseconds < 60'000);
        if (event.kind == RecordKind::attribute_set) {
            record.name = number(words_, log_.words, event.name);
            record.value = number(words_, log_.words, event.value);
            log_.attribute_values[record.name].push_back(record.value);
        } else {
            if (!event.name.empty()) record.name = number(steps_, log_.step_names, event.name);
            PERMAP_ASSERT(record.name != no_word || event.kind == RecordKind::entered ||
                          event.kind == RecordKind::left);
            if (!event.value.empty()) record.value = number(words_, log_.words, event.value);
        }
        record.visit = event.event_number != 0 ? event.event_number
                       : event.visit.empty()   ? 0
                                               : static_cast<std::uint32_t>(std::hash<std::string_view>{}(event.visit));
        record.cause = event.cause;
        record.detail = event.detail;
        journeys_[std::string(event.child)].push_back(record);
    }
    void add(const SourceRelation&) override {}
    void reject(const RowProblem& problem) override { PERMAP_ASSERT(!problem.rule.empty()); }

    void measure() {
        if (log_.step_names.size() >= index(no_step)) return;
        for (auto& [name, values] : log_.attribute_values) {
            std::sort(values.begin(), values.end());
            values.erase(std::unique(values.begin(), values.end()), values.end());
        }
        const Binding binding = without_map(log_, {});
        MeasurePlan plan = measure_plan(binding.map);
        plan.watches_stuck = false;
        EventLog events;
        std::int64_t left_out = 0;
        for (const auto& [child, records] : journeys_)
            events.streams.push_back(journey_events(binding, known_records(records, 1), log_.words, 0,
                                                    *parse_instant("2300-01-01"), left_out));
        fold_log(plan, events);
    }

private:
    static std::uint32_t number(std::map<std::string, std::uint32_t, std::less<>>& numbers,
                                std::vector<std::string>& texts, std::string_view text) {
        const auto [found, is_new] = numbers.emplace(text, static_cast<std::uint32_t>(texts.size()));
        if (is_new) texts.emplace_back(text);
        return found->second;
    }

    RecordedLog log_;
    std::map<std::string, std::uint32_t, std::less<>> steps_, words_;
    std::map<std::string, std::vector<Record>> journeys_;
};

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string& path = fuzzed_file(data, size);
    Result<GuessedMapping> guessed = guess_mapping(path, SourceFormat::PERMAP_FUZZED);
    if (!guessed) return 0;
    for (const Question& question : guessed->questions)
        if (!question.choices.empty()) answered(guessed->mapping, question.field, question.choices.front());
    Journeys journeys;
    if (read_source(path, guessed->mapping, journeys, {})) journeys.measure();
    return 0;
}
