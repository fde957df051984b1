#include <string>

#include "formats/kept_attributes.hpp"
#include "formats/readers.hpp"
#include "formats/xes_trace.hpp"
#include "formats/xml_elements.hpp"

namespace permap {

namespace {

// Another kind of file than it seemed.
Problem not_xes(const std::string& path, const std::string& root) {
    const bool is_ocel = root == "objects" || root == "OCEL" || root == "ocel";
    if (is_ocel) return {path, "is OCEL as XML, which is not read here", "save it as OCEL 2.0 JSON or SQLite"};
    if (root == "WorkflowLog") return {path, "is MXML, the format before XES", "save it as XES"};
    return {path, "is XML, but no event log: its root is not <log>", ""};
}

}  // namespace

Result<GuessedMapping> guess_xes(const std::string& path) {
    XmlElements elements(path);
    XmlElement element;
    while (elements.next(element) && element.name != "trace") {
    }
    if (elements.problem()) return *elements.problem();
    if (elements.root() != "log") return not_xes(path, elements.root());
    GuessedMapping guess;
    guess.mapping.format = SourceFormat::xes;
    return guess;
}

Result<SourceSummary> read_xes(const std::string& path, const Mapping& mapping, RecordSink& sink,
                               const ReadProgress& progress) {
    XmlElements elements(path);
    XmlElement element;
    XesNames names;
    XesCounts counts;
    KeptAttributes attributes(mapping);
    while (elements.next(element)) {
        if (elements.root() != "log") break;
        if (element.name == "trace") {
            if (const auto problem = read_xes_trace(path, element, names, mapping, attributes, sink, counts))
                return *problem;
            if (progress) progress(elements.bytes_read(), elements.bytes());
        } else if (element.name == "event") {
            attributes.leave_out("events outside every trace");
        } else {
            take_xes_declaration(element, names);
        }
    }
    if (elements.problem()) return *elements.problem();
    if (elements.root() != "log") return not_xes(path, elements.root());
    if (counts.traces == 0) return Problem{path, "holds no traces", ""};
    return SourceSummary{counts.events, attributes.left_behind()};
}

}  // namespace permap
