#include "formats/ocel_log.hpp"

#include <algorithm>
#include <set>
#include <string_view>
#include <tuple>
#include <unordered_map>

#include "formats/own_fields.hpp"
#include "formats/source_time.hpp"
#include "vocabulary/suggestion.hpp"

namespace permap {

namespace {

class HandingOver {
public:
    HandingOver(OcelLog& log, const Mapping& mapping, KeptAttributes& attributes, RecordSink& sink)
        : log_(log), mapping_(mapping), attributes_(attributes), sink_(sink) {}

    void run() {
        find_objects();
        find_events();
        decide_precision();
        link_events();
        sort();
        for (const Item& item : items_) {
            if (item.event != nullptr) {
                hand_over_event(*item.event);
            } else {
                set(*item.object, item.change->name, item.change->value, item.change->time, item.change->place);
            }
        }
        for (const std::size_t child : children_)
            if (has_begun_.count(child) == 0) attributes_.leave_out("children without events");
        relate();
    }

private:
    void reject(const std::string& table, std::uint32_t place, const std::string& field, const std::string& rule) {
        sink_.reject({table, place, field, "", rule, ""});
    }

    bool is_child(std::size_t object) const { return log_.objects[object].type == mapping_.child_type; }

    void find_objects() {
        const std::set<std::string> types(log_.object_types.begin(), log_.object_types.end());
        for (std::size_t i = 0; i < log_.objects.size(); ++i) {
            const OcelLog::Object& object = log_.objects[i];
            if (object.id.empty()) {
                reject("object", object.place, "id", "is missing");
            } else if (!object_of_.emplace(object.id, i).second) {
                reject("object", object.place, "id", "stands twice");
            } else if (types.count(object.type) == 0) {
                reject("object", object.place, "type", "names an object type that the file does not have");
            } else if (is_child(i)) {
                children_.push_back(i);
            }
        }
    }

    void find_events() {
        const std::set<std::string> types(log_.event_types.begin(), log_.event_types.end());
        for (std::size_t i = 0; i < log_.events.size(); ++i) {
            OcelLog::Event& event = log_.events[i];
            std::string field, rule;
            if (event.id.empty()) {
                field = "id", rule = "is missing";
            } else if (!event_of_.emplace(event.id, i).second) {
                field = "id", rule = "stands twice";
            } else if (types.count(event.type) == 0) {
                field = "type", rule = "names an event type that the file does not have";
            }
            if (rule.empty() || event.is_rejected) continue;
            reject("event", event.place, field, rule);
            event.is_rejected = true;
        }
    }

    // Where a whole log knows no time of day, its dates are all that is known.
    void decide_precision() {
        const auto knows_more = [](const OcelLog::Event& event) {
            return !event.is_rejected && !is_midnight(event.time);
        };
        if (std::any_of(log_.events.begin(), log_.events.end(), knows_more)) return;
        for (OcelLog::Event& event : log_.events) event.time.precision = TimePrecision::day;
    }

    // The first link with each child; a link by another qualifier says nothing new of the journey.
    void link_events() {
        children_of_.resize(log_.events.size());
        for (OcelLog::Link& link : log_.event_object) {
            const auto event = event_of_.find(link.from);
            const auto object = object_of_.find(link.to);
            if (event == event_of_.end()) reject("event_object", link.place, "event", no_such_event);
            if (object == object_of_.end()) reject("event_object", link.place, "object", no_such_object);
            if (event == event_of_.end() || object == object_of_.end()) continue;
            if (log_.events[event->second].is_rejected) continue;
            links_.push_back({event->second, object->second, &link.qualifier});
            if (is_child(object->second)) children_of_[event->second].push_back(object->second);
        }
        for (std::size_t i = 0; i < log_.events.size(); ++i) {
            std::vector<std::size_t>& children = children_of_[i];
            std::sort(children.begin(), children.end(), [&](std::size_t left, std::size_t right) {
                return log_.objects[left].id < log_.objects[right].id;
            });
            children.erase(std::unique(children.begin(), children.end()), children.end());
            if (children.empty() && !log_.events[i].is_rejected) attributes_.leave_out("events that name no child");
            with_events_.insert(children.begin(), children.end());
        }
    }

    // An event, or a change of a child's attribute.
    struct Item {
        std::int64_t at = 0;
        const OcelLog::Event* event = nullptr;  // comes before changes of the same time
        const OcelLog::Object* object = nullptr;
        const OcelLog::Change* change = nullptr;

        std::tuple<std::int64_t, bool, std::string_view, std::string_view> place() const {
            if (event != nullptr) return {at, false, event->id, {}};
            return {at, true, object->id, change->name};
        }
    };

    void sort() {
        for (const OcelLog::Event& event : log_.events)
            if (!event.is_rejected) items_.push_back({exact_milliseconds(event.time), &event, nullptr, nullptr});
        for (const std::size_t child : children_) {
            if (with_events_.count(child) == 0) continue;
            const OcelLog::Object& object = log_.objects[child];
            for (const OcelLog::Change& change : object.changes) {
                if (change.is_from_the_beginning) continue;
                items_.push_back({exact_milliseconds(change.time), nullptr, &object, &change});
            }
        }
        std::stable_sort(items_.begin(), items_.end(),
                         [](const Item& left, const Item& right) { return left.place() < right.place(); });
    }

    void hand_over_event(const OcelLog::Event& event) {
        OwnFields own;
        for (const auto& [name, value] : event.attributes) take_own_field(own, name, value);
        SourceEvent said;
        // Events without a step have a type of our own: "permap:left", "permap:attribute_set".
        if (event.type.substr(0, own_prefix.size()) != own_prefix) said.name = event.type;
        said.visit = event.id;
        said.time = event.time;
        said.line = event.place;
        if (!own.kind.empty()) {
            // OCEL events have a type always; what has no step is written under a type of our own.
            if (said.name.substr(0, own_prefix.size()) == own_prefix) said.name = {};
            if (const auto fault = apply_own_fields(own, said)) {
                sink_.reject({"event", event.place, fault->field, fault->value, fault->rule, ""});
                return;
            }
        }
        for (const std::size_t child : children_of_[static_cast<std::size_t>(&event - log_.events.data())]) {
            const OcelLog::Object& object = log_.objects[child];
            if (has_begun_.insert(child).second) begin(object, event.time);
            said.child = object.id;
            sink_.add(said);
            for (const auto& [name, value] : event.attributes) {
                if (attributes_.keeps(name)) set(object, name, value, event.time, event.place);
            }
        }
    }

    void begin(const OcelLog::Object& object, const SourceTime& time) {
        std::vector<const OcelLog::Change*> changes;
        for (const OcelLog::Change& change : object.changes)
            if (change.is_from_the_beginning) changes.push_back(&change);
        std::stable_sort(changes.begin(), changes.end(),
                         [](const auto* left, const auto* right) { return left->name < right->name; });
        for (const OcelLog::Change* change : changes) set(object, change->name, change->value, time, change->place);
    }

    void set(const OcelLog::Object& object, std::string_view name, std::string_view value, const SourceTime& time,
             std::uint32_t place) {
        const AttributeValue attribute = attribute_value(name, value);
        SourceEvent event;
        event.child = object.id;
        event.kind = RecordKind::attribute_set;
        event.name = attribute.name;
        event.value = attribute.value;
        event.time = time;
        event.line = place;
        sink_.add(event);
    }

    struct EventLink {
        std::size_t event, object;
        const std::string* qualifier;
    };

    void relate() {
        const auto ids = [&](const EventLink& link) {
            return std::tie(log_.events[link.event].id, log_.objects[link.object].id, *link.qualifier);
        };
        std::sort(links_.begin(), links_.end(),
                  [&](const EventLink& left, const EventLink& right) { return ids(left) < ids(right); });
        const auto same = [&](const EventLink& left, const EventLink& right) { return ids(left) == ids(right); };
        links_.erase(std::unique(links_.begin(), links_.end(), same), links_.end());
        for (const EventLink& link : links_) {
            const OcelLog::Event& event = log_.events[link.event];
            const OcelLog::Object& object = log_.objects[link.object];
            sink_.add(SourceRelation{event.type, event.id, object.type, object.id, *link.qualifier});
        }
        std::vector<OcelLog::Link>& links = log_.object_object;
        for (const OcelLog::Link& link : links) {
            if (object_of_.count(link.from) == 0) reject("object_object", link.place, "source", no_such_object);
            if (object_of_.count(link.to) == 0) reject("object_object", link.place, "target", no_such_object);
        }
        const auto names = [](const OcelLog::Link& link) { return std::tie(link.from, link.to, link.qualifier); };
        std::sort(links.begin(), links.end(),
                  [&](const OcelLog::Link& left, const OcelLog::Link& right) { return names(left) < names(right); });
        const auto same_names = [&](const OcelLog::Link& left, const OcelLog::Link& right) {
            return names(left) == names(right);
        };
        links.erase(std::unique(links.begin(), links.end(), same_names), links.end());
        for (const OcelLog::Link& link : links) {
            const auto from = object_of_.find(link.from);
            const auto to = object_of_.find(link.to);
            if (from == object_of_.end() || to == object_of_.end()) continue;
            sink_.add(SourceRelation{log_.objects[from->second].type, link.from, log_.objects[to->second].type, link.to,
                                     link.qualifier});
        }
    }

    static constexpr const char* no_such_event = "names an event that the file does not have";
    static constexpr const char* no_such_object = "names an object that the file does not have";

    OcelLog& log_;
    const Mapping& mapping_;
    KeptAttributes& attributes_;
    RecordSink& sink_;
    std::unordered_map<std::string_view, std::size_t> event_of_, object_of_;
    std::vector<std::size_t> children_;
    std::vector<std::vector<std::size_t>> children_of_;  // by event
    std::set<std::size_t> with_events_, has_begun_;
    std::vector<EventLink> links_;
    std::vector<Item> items_;
};

}  // namespace

bool is_from_the_beginning(const SourceTime& time) {
    return time.at < Instant{} + 2 * one_day;
}

GuessedMapping guess_ocel(SourceFormat format, std::vector<std::string> object_types) {
    GuessedMapping guess;
    guess.mapping.format = format;
    std::sort(object_types.begin(), object_types.end());
    object_types.erase(std::unique(object_types.begin(), object_types.end()), object_types.end());
    if (object_types.size() == 1) {
        guess.mapping.child_type = object_types[0];
    } else {
        guess.questions.push_back(
            {"child_type",
             "Which of the file's object types is the child? Each event goes to the children that "
             "it names; the other objects are kept as relations.",
             object_types});
    }
    return guess;
}

Problems hand_over_ocel(const std::string& path, OcelLog& log, const Mapping& mapping, KeptAttributes& attributes,
                        RecordSink& sink) {
    const std::vector<std::string>& types = log.object_types;
    if (std::find(types.begin(), types.end(), mapping.child_type) == types.end()) {
        const std::string hint = meant(mapping.child_type, types);
        const std::string all = "it has " + quoted(types);
        if (mapping.child_type.empty())
            return {{path, "the mapping does not say which object type is the child (child_type)", all}};
        return {{path, "has no object type " + quoted(mapping.child_type), hint.empty() ? all : hint}};
    }
    HandingOver(log, mapping, attributes, sink).run();
    return {};
}

}  // namespace permap
