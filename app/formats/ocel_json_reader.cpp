#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>
#include <set>

#include "formats/date_text.hpp"
#include "formats/kept_attributes.hpp"
#include "formats/ocel_log.hpp"
#include "formats/own_fields.hpp"
#include "formats/readers.hpp"

namespace permap {

namespace {

using Json = nlohmann::json;

constexpr int deepest = 64;
constexpr int depth_of_elements = 2;  // {"events": [ … ]}

const Json* member(const Json& object, const char* key) {
    if (!object.is_object()) return nullptr;
    const auto found = object.find(key);
    return found == object.end() ? nullptr : &*found;
}

// Numbers and truths as JSON writes them.
std::string text_of(const Json* value) {
    if (value == nullptr || value->is_null() || value->is_structured()) return {};
    return value->is_string() ? value->get<std::string>() : value->dump();
}

// One list of the file; an element is done with as soon as it is read.
class Section {
public:
    virtual ~Section() = default;
    virtual void take(const Json& element, std::uint32_t place) = 0;
};

class Types : public Section {
public:
    explicit Types(std::vector<std::string>& names) : names_(names) {}
    void take(const Json& element, std::uint32_t) override {
        std::string name = text_of(member(element, "name"));
        if (!name.empty()) names_.push_back(std::move(name));
    }

private:
    std::vector<std::string>& names_;
};

// Elements that are for a later reading.
class Ignored : public Section {
public:
    void take(const Json&, std::uint32_t) override {}
};

class Elements : public Section {
public:
    Elements(OcelLog& log, const Mapping& mapping, KeptAttributes& attributes, RecordSink& sink)
        : log_(log), mapping_(mapping), attributes_(attributes), sink_(sink) {}

protected:
    std::optional<SourceTime> time_of(const Json* value, const char* table, std::uint32_t place) {
        const std::string text = text_of(value);
        const auto time = parse_source_time(text, mapping_.dates);
        if (!time) {
            sink_.reject({table, place, "time", shown_time(text),
                          text.empty() ? "is missing" : "is no time as OCEL writes it: 2026-04-06T09:30:00Z", ""});
        }
        return time;
    }

    template <class Take>
    void each(const Json& element, const char* key, Take take) {
        const Json* const list = member(element, key);
        if (list == nullptr || !list->is_array()) return;
        for (const Json& one : *list) take(one);
    }

    void links(const Json& element, const std::string& from, std::uint32_t place, std::vector<OcelLog::Link>& into) {
        each(element, "relationships", [&](const Json& link) {
            into.push_back({from, text_of(member(link, "objectId")), text_of(member(link, "qualifier")), place});
        });
    }

    OcelLog& log_;
    const Mapping& mapping_;
    KeptAttributes& attributes_;
    RecordSink& sink_;
};

class Events : public Elements {
public:
    using Elements::Elements;
    void take(const Json& element, std::uint32_t place) override {
        OcelLog::Event event;
        event.place = place;
        event.id = text_of(member(element, "id"));
        event.type = text_of(member(element, "type"));
        if (const auto time = time_of(member(element, "time"), "event", place)) {
            event.time = *time;
        } else {
            event.is_rejected = true;
        }
        each(element, "attributes", [&](const Json& attribute) {
            std::string name = text_of(member(attribute, "name"));
            if (attributes_.keeps(name) || name.substr(0, own_prefix.size()) == own_prefix) {
                event.attributes.emplace_back(std::move(name), text_of(member(attribute, "value")));
            } else {
                attributes_.leave_behind(name);
            }
        });
        links(element, event.id, place, log_.event_object);
        log_.events.push_back(std::move(event));
    }
};

class Objects : public Elements {
public:
    using Elements::Elements;
    void take(const Json& element, std::uint32_t place) override {
        OcelLog::Object object;
        object.place = place;
        object.id = text_of(member(element, "id"));
        object.type = text_of(member(element, "type"));
        each(element, "attributes", [&](const Json& attribute) {
            const std::string name = text_of(member(attribute, "name"));
            if (!attributes_.keeps(name)) return attributes_.leave_behind(name);
            if (object.type != mapping_.child_type) return;
            const Json* const time = member(attribute, "time");
            OcelLog::Change change{name, text_of(member(attribute, "value")), {}, time == nullptr, place};
            if (time != nullptr) {
                const auto at = time_of(time, "object", place);
                if (!at) return;
                change.time = *at;
                change.is_from_the_beginning = is_from_the_beginning(*at);
            }
            object.changes.push_back(std::move(change));
        });
        links(element, object.id, place, log_.object_object);
        log_.objects.push_back(std::move(object));
    }
};

// The file's four lists, each by its own section.
class Reading {
public:
    Reading(std::string path, Section& event_types, Section& object_types, Section& events, Section& objects)
        : path_(std::move(path)),
          sections_{{"eventTypes", &event_types},
                    {"objectTypes", &object_types},
                    {"events", &events},
                    {"objects", &objects}} {}

    Problems read(const ReadProgress& progress) {
        std::error_code fault;
        if (std::filesystem::is_directory(path_, fault)) return {{path_, "is a folder, not a file", ""}};
        std::ifstream file(path_, std::ios::binary);
        if (!file) return {{path_, "cannot be opened", ""}};
        const auto bytes = static_cast<std::int64_t>(std::filesystem::file_size(path_, fault));
        if (bytes == 0) return {{path_, "is empty", ""}};
        const auto tell = [&] {
            if (progress && ++told_ % 1000 == 0) progress(static_cast<std::int64_t>(file.tellg()), bytes);
        };
        try {
            const Json rest = Json::parse(file, [&](int depth, Json::parse_event_t event, Json& parsed) {
                if (depth == depth_of_elements) tell();
                return keep(depth, event, parsed);
            });
            is_object_ = rest.is_object();
        } catch (const Json::exception& error) {
            // The library's words may quote the file, and with it a child.
            const auto* const parse = dynamic_cast<const Json::parse_error*>(&error);
            const std::string at = parse == nullptr ? "" : ", at byte " + std::to_string(parse->byte);
            return {{path_, "is not JSON in UTF-8" + at, "it may be cut off"}};
        }
        return missing();
    }

private:
    bool keep(int depth, Json::parse_event_t event, const Json& parsed) {
        if (depth > deepest) is_too_deep_ = true;
        if (event == Json::parse_event_t::key && depth == 1) {
            const auto found = sections_.find(parsed.get_ref<const std::string&>());
            key_ = found == sections_.end() ? "" : found->first;
            is_old_ = is_old_ || parsed.get_ref<const std::string&>().substr(0, 5) == "ocel:";
            return true;
        }
        const bool begins = event == Json::parse_event_t::object_start || event == Json::parse_event_t::array_start;
        if (begins) {
            if (depth == 1 && event == Json::parse_event_t::array_start) begin_section();
            return depth <= deepest;
        }
        const bool is_element = depth == depth_of_elements && event != Json::parse_event_t::key;
        if (!is_element) return depth != 1 || event == Json::parse_event_t::key;
        if (section_ != nullptr) section_->take(parsed, ++place_);
        return false;
    }

    void begin_section() {
        section_ = key_.empty() ? nullptr : sections_.at(key_);
        place_ = 0;
        seen_.insert(key_);
    }

    Problems missing() const {
        if (is_old_)
            return {{path_, "is OCEL 1.0, which is not read here", "save it as OCEL 2.0; pm4py and others convert it"}};
        if (!is_object_) return {{path_, "is JSON, but no OCEL 2.0", ""}};
        Problems problems;
        if (is_too_deep_) problems.push_back({path_, "has lists and objects more than 64 deep", ""});
        for (const auto& [key, section] : sections_)
            if (seen_.count(key) == 0)
                problems.push_back({path_, "has no list \"" + key + "\", which OCEL 2.0 needs", ""});
        return problems;
    }

    std::string path_;
    std::map<std::string, Section*> sections_;
    std::string key_;
    Section* section_ = nullptr;
    std::uint32_t place_ = 0, told_ = 0;
    std::set<std::string> seen_;
    bool is_old_ = false, is_object_ = false, is_too_deep_ = false;
};

}  // namespace

Result<GuessedMapping> guess_ocel_json(const std::string& path) {
    std::vector<std::string> names;
    Types types(names);
    Ignored ignored;
    Reading reading(path, ignored, types, ignored, ignored);
    if (Problems problems = reading.read(nullptr); !problems.empty()) return problems;
    return guess_ocel(SourceFormat::ocel_json, names);
}

Result<SourceSummary> read_ocel_json(const std::string& path, const Mapping& mapping, RecordSink& sink,
                                     const ReadProgress& progress) {
    OcelLog log;
    KeptAttributes attributes(mapping);
    Types event_types(log.event_types), object_types(log.object_types);
    Events events(log, mapping, attributes, sink);
    Objects objects(log, mapping, attributes, sink);
    Reading reading(path, event_types, object_types, events, objects);
    if (Problems problems = reading.read(progress); !problems.empty()) return problems;
    if (Problems problems = hand_over_ocel(path, log, mapping, attributes, sink); !problems.empty()) return problems;
    return SourceSummary{static_cast<std::int64_t>(log.events.size()), attributes.left_behind()};
}

}  // namespace permap
