#include "exporting/clean_text.hpp"
#include "exporting/event_rows.hpp"
#include "exporting/output_file.hpp"
#include "exporting/writers.hpp"

namespace permap {

namespace {

constexpr const char* head =
    "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
    "<log xes.version=\"1849-2016\" xes.features=\"\" xmlns=\"http://www.xes-standard.org/\">\n"
    "\t<extension name=\"Concept\" prefix=\"concept\" uri=\"http://www.xes-standard.org/concept.xesext\"/>\n"
    "\t<extension name=\"Lifecycle\" prefix=\"lifecycle\" uri=\"http://www.xes-standard.org/lifecycle.xesext\"/>\n"
    "\t<extension name=\"Time\" prefix=\"time\" uri=\"http://www.xes-standard.org/time.xesext\"/>\n"
    "\t<extension name=\"Organizational\" prefix=\"org\" uri=\"http://www.xes-standard.org/org.xesext\"/>\n"
    "\t<extension name=\"Permap\" prefix=\"permap\" uri=\"urn:permap:xes:1\"/>\n"
    "\t<global scope=\"trace\">\n"
    "\t\t<string key=\"concept:name\" value=\"\"/>\n"
    "\t</global>\n"
    "\t<global scope=\"event\">\n"
    "\t\t<date key=\"time:timestamp\" value=\"1970-01-01T00:00:00.000+00:00\"/>\n"
    "\t\t<string key=\"permap:kind\" value=\"\"/>\n"
    "\t</global>\n"
    "\t<classifier name=\"Step\" keys=\"concept:name\"/>\n"
    "\t<classifier name=\"Step and transition\" keys=\"concept:name lifecycle:transition\"/>\n"
    "\t<string key=\"lifecycle:model\" value=\"standard\"/>\n";

// Of the standard's life of an activity; what has no word there has none.
const char* transition_of(EventKind kind) {
    switch (kind) {
        case EventKind::ready:
            return "schedule";
        case EventKind::started:
            return "start";
        case EventKind::completed:
            return "complete";
        case EventKind::cancelled:
            return "withdraw";
        case EventKind::entered:
        case EventKind::decided:
        case EventKind::attribute_set:
        case EventKind::merged:
        case EventKind::clock_started:
        case EventKind::clock_fired:
        case EventKind::clock_ended:
        case EventKind::left:
            return nullptr;
    }
    return nullptr;
}

class XesText {
public:
    explicit XesText(const Map& map) {
        for (const Step& step : map.steps) {
            lane_of_.emplace_back();
            for (const Lane& lane : map.lanes)
                if (lane.id == step.lane) lane_of_.back() = lane.name.empty() ? lane.id : lane.name;
        }
    }

    void attribute(const char* type, const char* key, std::string_view value) {
        text.append(indent, '\t').append("<").append(type).append(" key=\"").append(key).append("\" value=\"");
        cleaner.append_xml(text, value);
        text += "\"/>\n";
    }
    void string(const char* key, std::string_view value) {
        if (!value.empty()) attribute("string", key, value);
    }
    template <class Number>
    void number(const char* key, const std::optional<Number>& number) {
        if (number) attribute("int", key, std::to_string(*number));
    }

    void event(const EventRow& row) {
        text += "\t\t<event>\n";
        indent = 3;
        string("concept:name", row.step);
        if (const char* transition = transition_of(row.kind)) string("lifecycle:transition", transition);
        attribute("date", "time:timestamp", xml_time(row.at));
        if (row.step_index != no_step) string("org:group", lane_of_[index(row.step_index)]);
        string("permap:kind", row.kind_word);
        attribute("int", "permap:event", std::to_string(row.number));
        number("permap:cause", row.cause);
        number("permap:detail", row.detail);
        string("permap:way", row.way);
        string("permap:attribute", row.attribute);
        string("permap:value", row.value);
        text += "\t\t</event>\n";
    }

    std::string text;
    std::size_t indent = 1;
    Cleaner cleaner;

private:
    std::vector<std::string> lane_of_;  // by step
};

}  // namespace

Result<Written> write_xes(const ExportedLog& log, const ExportTarget& target) {
    Result<OutputFile> file = OutputFile::open(target.path, target.overwrite);
    if (!file) return file.problems();
    XesText xes(log.plan->map);
    xes.text = head;
    xes.string("concept:name", log.plan->map.name.empty() ? log.plan->map.id : log.plan->map.name);
    xes.string("permap:population", log.is_recorded ? "recorded" : "simulated");
    std::int64_t rows = 0;
    for (std::size_t child = 0; child < log.streams.size(); ++child) {
        xes.text += "\t<trace>\n";
        xes.indent = 2;
        xes.string("concept:name", log.children[child].id);
        xes.string("birth_month", log.children[child].birth_month);
        xes.string("sibling_group", log.children[child].sibling_group);
        for_each_row(log, child, [&](const EventRow& row) {
            xes.event(row);
            ++rows;
        });
        xes.text += "\t</trace>\n";
        file->write(xes.text);
        xes.text.clear();
    }
    file->write("</log>\n");
    if (Problems problems = file->finish(); !problems.empty()) return problems;
    Written written{rows, {"names and basis of the steps: the map has them"}};
    xes.cleaner.tell(written.left_out);
    return written;
}

}  // namespace permap
