// What an OCEL 2.0 file holds, whatever its form, and how it becomes what is said about children. It is held in memory
// as a whole, some 300 bytes an event with its relations: events, objects and relations may stand in any order.
#pragma once

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "formats/kept_attributes.hpp"
#include "formats/mapping.hpp"
#include "formats/source_event.hpp"
#include "vocabulary/result.hpp"

namespace permap {

struct OcelLog {
    struct Event {
        std::string id, type;
        SourceTime time;
        std::vector<std::pair<std::string, std::string>> attributes;  // those that are kept, and our own
        std::uint32_t place = 0;                                      // in its file or table, from 1
        bool is_rejected = false;  // said to the sink already; kept so that what names it does not dangle
    };
    struct Change {
        std::string name, value;
        SourceTime time;
        bool is_from_the_beginning = false;
        std::uint32_t place = 0;
    };
    struct Object {
        std::string id, type;
        std::vector<Change> changes;  // of attributes that are kept
        std::uint32_t place = 0;
    };
    struct Link {
        std::string from, to, qualifier;
        std::uint32_t place = 0;
    };

    std::vector<std::string> event_types, object_types;
    std::vector<Event> events;
    std::vector<Object> objects;
    std::vector<Link> event_object, object_object;
};

// OCEL gives the first value of an attribute the time 1970-01-01, in whatever zone the file was written: it holds from
// the beginning, and goes to the child's first event.
bool is_from_the_beginning(const SourceTime& time);

// Which object type is the child: the only one, or a question.
GuessedMapping guess_ocel(SourceFormat format, std::vector<std::string> object_types);

// To the sink, in order of time, events of one time by their ids: so both forms of a file give the same. Each event
// goes to every child that it names. References that dangle are rejected. Problems where the mapping's child is no
// object type.
Problems hand_over_ocel(const std::string& path, OcelLog& log, const Mapping& mapping, KeptAttributes& attributes,
                        RecordSink& sink);

}  // namespace permap
