// One trace of an XES log (IEEE 1849) becomes what is said about one child.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "formats/kept_attributes.hpp"
#include "formats/mapping.hpp"
#include "formats/source_event.hpp"
#include "formats/xml_elements.hpp"
#include "vocabulary/result.hpp"

namespace permap {

// What the log calls the standard attributes: an extension may be declared under any prefix.
struct XesNames {
    std::string name = "concept:name", instance = "concept:instance";
    std::string time = "time:timestamp";
    std::string transition = "lifecycle:transition";
    std::string identity = "identity:id";
    std::vector<std::string> first_classifier;  // attributes that together name an event which has no name
};

// Takes an <extension> or a <classifier>.
void take_xes_declaration(const XmlElement& element, XesNames& names);

struct XesCounts {
    std::int64_t traces = 0, events = 0;
};

// Hands over what the trace holds. A problem where it is no XML. Counts it, too: a trace without a name is called by
// its place.
std::optional<Problem> read_xes_trace(const std::string& path, const XmlElement& element, const XesNames& names,
                                      const Mapping& mapping, KeptAttributes& attributes, RecordSink& sink,
                                      XesCounts& counts);

}  // namespace permap
