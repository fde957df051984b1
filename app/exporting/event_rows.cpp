#include "exporting/event_rows.hpp"

#include "recorded/record.hpp"

namespace permap {

namespace {

std::string_view word_of(EventKind kind) {
    return name_of(static_cast<RecordKind>(kind));
}

std::string_view way_of(const Step& step, std::uint32_t way) {
    return way < step.ways.size() ? std::string_view(step.ways[way].id) : std::string_view();
}

}  // namespace

void for_each_row(const ExportedLog& log, std::size_t child, const std::function<void(const EventRow&)>& take) {
    const Map& map = log.plan->map;
    const Stream& stream = log.streams[child];
    std::string value;
    std::uint32_t number = 0;
    for (const Event& event : stream.events) {
        EventRow row;
        row.number = ++number;
        row.kind = event.kind;
        row.kind_word = word_of(event.kind);
        row.at = event.at;
        if (event.cause != no_cause) row.cause = event.cause;
        if (event.kind == EventKind::attribute_set) {
            const std::size_t attribute = index(attribute_of(event.detail));
            if (attribute < map.attributes.size()) row.attribute = map.attributes[attribute].id;
            row.value = value = value_text(log, child, event);
        } else if (event.step != no_step) {
            const Step& step = map.steps[index(event.step)];
            row.step_index = event.step;
            row.step = step.id;
            if (event.kind == EventKind::decided) row.way = way_of(step, event.detail);
        }
        const bool has_detail = event.kind != EventKind::attribute_set && event.kind != EventKind::decided;
        if (has_detail && (event.detail != 0 || event.kind == EventKind::entered)) row.detail = event.detail;
        take(row);
    }
    if (stream.events.empty()) return;
    const auto tell = [&](const char* attribute, const std::string& text) {
        if (text.empty()) return;
        EventRow row;
        row.number = ++number;
        row.kind = EventKind::attribute_set;
        row.kind_word = word_of(row.kind);
        row.at = stream.events.back().at;
        row.cause = 0;
        row.attribute = attribute;
        row.value = text;
        take(row);
    };
    tell(birth_month_word, log.children[child].birth_month);
    tell(sibling_group_word, log.children[child].sibling_group);
    tell(followed_until_word, followed_until_text(stream.child));
}

std::string xml_time(Instant at) {
    std::string text = to_string(at);
    text[text.size() - 6] = 'T';
    return text + ":00.000+00:00";
}

}  // namespace permap
