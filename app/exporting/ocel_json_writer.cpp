#include "exporting/clean_text.hpp"
#include "exporting/ocel_names.hpp"
#include "exporting/output_file.hpp"
#include "exporting/writers.hpp"
#include "recorded/record.hpp"

namespace permap {

namespace {

// What is so from the beginning stands at this time.
constexpr const char* from_the_beginning = "1970-01-01T00:00:00.000+00:00";

constexpr const char* event_attributes =
    R"("attributes":[{"name":"permap:kind","type":"string"},{"name":"permap:event","type":"integer"},)"
    R"({"name":"permap:cause","type":"integer"},{"name":"permap:detail","type":"integer"},)"
    R"({"name":"permap:way","type":"string"},{"name":"permap:attribute","type":"string"},)"
    R"({"name":"permap:value","type":"string"}])";

// Lists written element by element.
class OcelText {
public:
    explicit OcelText(OutputFile& file) : file_(file) {}

    void begin_list(const char* name) {
        file_.write(std::string(is_first_list_ ? "{\n" : "\n],\n") + "\"" + name + "\":[");
        is_first_list_ = false;
        is_first_ = true;
    }
    void begin() {
        text = is_first_ ? "\n{" : ",\n{";
        is_first_ = false;
        is_first_attribute_ = true;
    }
    void end() {
        text += '}';
        file_.write(text);
    }
    void finish() { file_.write("\n]\n}\n"); }

    void string(std::string_view value) { cleaner.append_json(text, value); }

    void attribute(const char* name, std::string_view value) {
        if (value.empty()) return;
        begin_attribute(name);
        string(value);
        text += '}';
    }
    template <class Number>
    void attribute(const char* name, const std::optional<Number>& number) {
        if (!number) return;
        begin_attribute(name);
        text += std::to_string(*number) + "}";
    }
    void attribute_at(const char* name, const char* time, std::string_view value) {
        if (value.empty()) return;
        begin_attribute(name, time);
        string(value);
        text += '}';
    }

    std::string text;
    Cleaner cleaner;

private:
    void begin_attribute(const char* name, const char* time = nullptr) {
        if (!is_first_attribute_) text += ',';
        is_first_attribute_ = false;
        text.append("{\"name\":\"").append(name).append("\",");
        if (time != nullptr) text.append("\"time\":\"").append(time).append("\",");
        text += "\"value\":";
    }

    OutputFile& file_;
    bool is_first_list_ = true, is_first_ = true, is_first_attribute_ = true;
};

void write_types(OcelText& ocel, const ExportedLog& log, bool has_groups) {
    ocel.begin_list("objectTypes");
    ocel.begin();
    ocel.text += R"("name":"child","attributes":[{"name":"birth_month","type":"string"},)"
                 R"({"name":"followed_until","type":"time"}])";
    ocel.end();
    if (has_groups) {
        ocel.begin();
        ocel.text += R"("name":"sibling_group","attributes":[])";
        ocel.end();
    }
    ocel.begin_list("eventTypes");
    for (const std::string& type : ocel_event_types(log)) {
        ocel.begin();
        ocel.text += "\"name\":";
        ocel.string(type);
        ocel.text.append(",").append(event_attributes);
        ocel.end();
    }
}

void begin_object(OcelText& ocel, std::string_view id, const char* type) {
    ocel.begin();
    ocel.text += "\"id\":";
    ocel.string(id);
    ocel.text.append(R"(,"type":")").append(type).append(R"(","attributes":[)");
}

void write_relation(OcelText& ocel, std::string_view to, const char* qualifier) {
    ocel.text += R"({"objectId":)";
    ocel.string(to);
    ocel.text.append(R"(,"qualifier":")").append(qualifier).append("\"}");
}

void write_objects(OcelText& ocel, const ExportedLog& log, const std::vector<std::string>& groups) {
    ocel.begin_list("objects");
    for (std::size_t i = 0; i < log.children.size(); ++i) {
        const ExportedChild& child = log.children[i];
        begin_object(ocel, child.id, child_type);
        ocel.attribute_at("birth_month", from_the_beginning, child.birth_month);
        ocel.attribute_at("followed_until", from_the_beginning, xml_time(log.streams[i].child.followed_until));
        ocel.text += "],\"relationships\":[";
        if (!child.sibling_group.empty()) write_relation(ocel, child.sibling_group, member_of_group);
        ocel.text += ']';
        ocel.end();
    }
    for (const std::string& group : groups) {
        begin_object(ocel, group, sibling_group_type);
        ocel.text += "],\"relationships\":[]";
        ocel.end();
    }
}

}  // namespace

Result<Written> write_ocel_json(const ExportedLog& log, const ExportTarget& target) {
    Result<OutputFile> file = OutputFile::open(target.path, target.overwrite);
    if (!file) return file.problems();
    const std::vector<std::string> groups = sibling_groups(log);
    OcelText ocel(*file);
    write_types(ocel, log, !groups.empty());
    write_objects(ocel, log, groups);
    ocel.begin_list("events");
    std::int64_t rows = 0;
    for (std::size_t child = 0; child < log.streams.size(); ++child) {
        for_each_row(log, child, [&](const EventRow& row) {
            ocel.begin();
            ocel.text.append(R"("id":")").append(ocel_event_id(++rows)).append(R"(","type":)");
            ocel.string(ocel_type(row));
            ocel.text.append(R"(,"time":")").append(xml_time(row.at)).append(R"(","attributes":[)");
            ocel.attribute("permap:kind", row.kind_word);
            ocel.attribute("permap:event", std::optional(row.number));
            ocel.attribute("permap:cause", row.cause);
            ocel.attribute("permap:detail", row.detail);
            ocel.attribute("permap:way", row.way);
            ocel.attribute("permap:attribute", row.attribute);
            ocel.attribute("permap:value", row.value);
            ocel.text += "],\"relationships\":[";
            write_relation(ocel, log.children[child].id, of_child);
            ocel.text += ']';
            ocel.end();
        });
    }
    ocel.finish();
    if (Problems problems = file->finish(); !problems.empty()) return problems;
    Written written{rows, ocel_leaves_out()};
    ocel.cleaner.tell(written.left_out);
    return written;
}

}  // namespace permap
