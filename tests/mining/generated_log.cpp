#include "mining/generated_log.hpp"

namespace permap {

namespace {

constexpr std::uint32_t step_names = 5, words = 3;

rc::Gen<Record> generated_record() {
    return rc::gen::exec([] {
        Record record;
        const bool is_date = *rc::gen::inRange(0, 3) == 0;
        const int minute = *rc::gen::inRange(0, is_date ? 30 : 30 * 24);
        record.at = *parse_instant("2024-01-01") + Minutes{is_date ? minute * 1440 : minute * 60};
        record.precision = is_date ? TimePrecision::day : TimePrecision::minute;
        record.kind = *rc::gen::element(RecordKind::happened, RecordKind::happened, RecordKind::started,
                                        RecordKind::started, RecordKind::completed, RecordKind::completed,
                                        RecordKind::ready, RecordKind::cancelled, RecordKind::attribute_set,
                                        RecordKind::clock_started, RecordKind::clock_fired, RecordKind::merged);
        const bool is_attribute = record.kind == RecordKind::attribute_set;
        record.name = *rc::gen::inRange(0U, is_attribute ? words : step_names);
        if (is_attribute) record.value = *rc::gen::inRange(0U, words);
        if (*rc::gen::inRange(0, 4) == 0) record.visit = *rc::gen::inRange(1U, 4U);
        if (record.kind == RecordKind::started && *rc::gen::inRange(0, 4) == 0) record.detail = 600;
        return record;
    });
}

}  // namespace

rc::Gen<RecordedLog> generated_log() {
    return rc::gen::exec([] {
        RecordedLog log;
        for (std::uint32_t i = 0; i < step_names; ++i) log.step_names.push_back("step " + std::to_string(i));
        for (std::uint32_t i = 0; i < words; ++i) log.words.push_back("word " + std::to_string(i));
        log.imports.resize(2);
        const int children = *rc::gen::inRange(1, 5);
        for (int child = 0; child < children; ++child) {
            RecordedJourney journey{"child " + std::to_string(child), {}};
            journey.records = *rc::gen::nonEmpty(rc::gen::container<std::vector<Record>>(generated_record()));
            const std::size_t first = journey.records.size();
            if (*rc::gen::inRange(0, 3) == 0) {  // a later file takes one back and says something else
                Record withdrawn;
                withdrawn.kind = RecordKind::withdrawn;
                withdrawn.import = 2;
                withdrawn.withdraws = *rc::gen::inRange<Ordinal>(0, static_cast<Ordinal>(first));
                Record other = *generated_record();
                other.import = 2;
                journey.records.push_back(withdrawn);
                journey.records.push_back(other);
            }
            for (const Record& record : journey.records)
                if (record.kind == RecordKind::attribute_set) log.attribute_values[record.name].push_back(record.value);
            log.journeys.push_back(std::move(journey));
        }
        return log;
    });
}

}  // namespace permap
