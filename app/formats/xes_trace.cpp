#include "formats/xes_trace.hpp"

#include <algorithm>
#include <deque>
#include <map>
#include <pugixml.hpp>
#include <set>
#include <string_view>
#include <utility>

#include "formats/date_text.hpp"
#include "formats/lifecycle.hpp"
#include "formats/own_fields.hpp"
#include "formats/source_time.hpp"

namespace permap {

namespace {

constexpr unsigned how_to_parse = pugi::parse_minimal | pugi::parse_escapes | pugi::parse_wconv_attribute;

std::string_view local_name(const pugi::xml_node& node) {
    const std::string_view name = node.name();
    const std::size_t colon = name.find(':');
    return colon == std::string_view::npos ? name : name.substr(colon + 1);
}

std::string_view key_of(const pugi::xml_node& attribute) {
    return attribute.attribute("key").value();
}
std::string_view value_of(const pugi::xml_node& attribute) {
    return attribute.attribute("value").value();
}

// Lines of places in a text that are asked for from front to end.
class Lines {
public:
    Lines(std::string_view text, std::uint32_t first) : text_(text), line_(first) {}

    std::uint32_t of(const pugi::xml_node& node) {
        return of(static_cast<std::size_t>(std::max<std::ptrdiff_t>(0, node.offset_debug())));
    }
    std::uint32_t of(std::size_t place) {
        place = std::min(place, text_.size());
        if (place > counted_) {
            line_ += static_cast<std::uint32_t>(std::count(text_.data() + counted_, text_.data() + place, '\n'));
            counted_ = place;
        }
        return line_;
    }

private:
    std::string_view text_;
    std::size_t counted_ = 0;
    std::uint32_t line_;
};

// An attribute that the mapping keeps.
struct Kept {
    std::string_view name, value;
    std::uint32_t line = 0;
    bool says_nothing_new = false;
};

// One <event>.
struct Happening {
    std::string_view name, instance, identity;
    std::string_view time_text, start_text, transition_word;
    OwnFields own;
    std::size_t first_kept = 0, kept = 0;  // in Trace::kept_
    std::uint32_t line = 0;

    SourceTime time;
    std::optional<SourceTime> start;
    RecordKind kind = RecordKind::happened;
    bool is_rejected = false;
    bool is_left_out = false;  // its attributes are kept all the same

    bool is_own() const { return !own.kind.empty(); }
};

class Trace {
public:
    Trace(const XesNames& names, const Mapping& mapping, KeptAttributes& attributes, RecordSink& sink)
        : names_(names), mapping_(mapping), attributes_(attributes), sink_(sink) {}

    void read(const pugi::xml_node& trace, Lines lines, std::int64_t place) {
        for (const pugi::xml_node& child : trace.children()) {
            const std::string_view element = local_name(child);
            if (element == "event") {
                read_event(child, lines);
            } else if (!key_of(child).empty()) {
                read_trace_attribute(child, lines);
            }
        }
        if (child_.empty()) child_ = identity_;
        if (child_.empty()) child_ = called_by_place_ = "#" + std::to_string(place);
        if (happenings_.empty()) return attributes_.leave_out("traces without events");
        for (Happening& happening : happenings_) check(happening);
        sort();
        decide_precision();
        decide_kinds();
        find_news();
        hand_over();
    }

    std::int64_t events() const { return static_cast<std::int64_t>(happenings_.size()); }

private:
    void read_trace_attribute(const pugi::xml_node& node, Lines& lines) {
        const std::string_view key = key_of(node);
        if (key == names_.name) {
            child_ = value_of(node);
        } else if (key == names_.identity) {
            identity_ = value_of(node);
        } else {
            keep(node, lines, at_entry_);
        }
    }

    void keep(const pugi::xml_node& node, Lines& lines, std::vector<Kept>& kept) {
        const std::string_view key = key_of(node);
        if (attributes_.keeps(key) && node.attribute("value")) {
            kept.push_back({key, value_of(node), lines.of(node)});
        } else {
            attributes_.leave_behind(key);
        }
        // One deep: what is nested deeper belongs to what is left behind here.
        for (const pugi::xml_node& nested : node.children()) {
            if (key_of(nested).empty()) continue;
            attributes_.leave_behind(std::string(key) + "/" + std::string(key_of(nested)));
        }
    }

    void read_event(const pugi::xml_node& node, Lines& lines) {
        Happening happening;
        happening.line = lines.of(node);
        happening.first_kept = kept_.size();
        for (const pugi::xml_node& attribute : node.children()) {
            const std::string_view key = key_of(attribute);
            if (key.empty()) {
                attributes_.leave_out("attributes without a key");
            } else if (std::string_view* const field = standard_field(happening, key)) {
                *field = value_of(attribute);
            } else if (!take_own_field(happening.own, key, value_of(attribute))) {
                keep(attribute, lines, kept_);
            }
        }
        if (happening.name.empty()) happening.name = name_by_classifier(node);
        happening.kept = kept_.size() - happening.first_kept;
        happenings_.push_back(happening);
    }

    std::string_view* standard_field(Happening& happening, std::string_view key) const {
        if (key == names_.name) return &happening.name;
        if (key == names_.time) return &happening.time_text;
        if (key == names_.transition) return &happening.transition_word;
        if (key == names_.instance) return &happening.instance;
        if (key == names_.identity) return &happening.identity;
        if (key == "start_timestamp") return &happening.start_text;
        return nullptr;
    }

    std::string_view name_by_classifier(const pugi::xml_node& node) {
        std::string name;
        for (const std::string& key : names_.first_classifier) {
            for (const pugi::xml_node& attribute : node.children()) {
                if (key_of(attribute) != key || value_of(attribute).empty()) continue;
                name += (name.empty() ? "" : "+") + std::string(value_of(attribute));
            }
        }
        return names_made_.emplace_back(std::move(name));
    }

    void reject(Happening& happening, const std::string& field, const std::string& value, const std::string& rule) {
        happening.is_rejected = true;
        sink_.reject({"", happening.line, field, value, rule, std::string(child_)});
    }

    std::optional<SourceTime> time_of(Happening& happening, const std::string& field, std::string_view text) {
        const bool is_written_as_xes_does = text.size() >= 5 && text[4] == '-';
        const auto time =
            is_written_as_xes_does || mapping_.dates ? parse_source_time(text, mapping_.dates) : std::nullopt;
        if (!time) {
            reject(happening, field, shown_time(text),
                   text.empty() ? "is missing" : "is no time as XES writes it: 2026-04-06T09:30:00.000+01:00");
        }
        return time;
    }

    void check(Happening& happening) {
        const bool may_have_no_name = happening.own.kind == "left" || happening.own.kind == "attribute_set";
        if (happening.name.empty() && !may_have_no_name)
            reject(happening, names_.name, "", "is missing: no step is named");
        if (!happening.identity.empty() && !identities_.insert(happening.identity).second)
            reject(happening, names_.identity, "", "stands twice in one trace");
        if (const auto time = time_of(happening, names_.time, happening.time_text)) happening.time = *time;
        if (happening.is_own()) {
            SourceEvent event;
            event.time = happening.time;
            if (const auto fault = apply_own_fields(happening.own, event))
                reject(happening, fault->field, fault->value, fault->rule);
            happening.kind = event.kind;
            return;
        }
        if (happening.start_text.empty()) return;
        happening.start = time_of(happening, "start_timestamp", happening.start_text);
        if (!happening.start || happening.is_rejected) return;
        if (exact_milliseconds(*happening.start) > exact_milliseconds(happening.time))
            reject(happening, "start_timestamp", shown_time(happening.start_text),
                   "is later than the end of the event");
    }

    // By time; in the order of the file where times are equal.
    void sort() {
        for (std::size_t i = 0; i < happenings_.size(); ++i)
            if (!happenings_[i].is_rejected) by_time_.push_back(i);
        std::stable_sort(by_time_.begin(), by_time_.end(), [&](std::size_t left, std::size_t right) {
            return exact_milliseconds(happenings_[left].time) < exact_milliseconds(happenings_[right].time);
        });
    }

    void decide_precision() {
        for (const std::size_t i : by_time_) {
            const Happening& happening = happenings_[i];
            if (happening.is_own() || !is_midnight(happening.time) ||
                (happening.start && !is_midnight(*happening.start)))
                return;
        }
        for (const std::size_t i : by_time_) {
            happenings_[i].time.precision = TimePrecision::day;
            if (happenings_[i].start) happenings_[i].start->precision = TimePrecision::day;
        }
    }

    // Visits of one step (and one instance, where the log tells them apart) that have not ended yet.
    struct Visits {
        std::size_t ready = 0, started = 0;
        std::vector<std::size_t> ended_only;  // places of ends of which no beginning was seen
    };

    void decide_kinds() {
        std::map<std::pair<std::string_view, std::string_view>, Visits> visits;
        for (const std::size_t i : by_time_) {
            if (!happenings_[i].is_own()) decide_kind(i, visits[{happenings_[i].name, happenings_[i].instance}]);
        }
    }

    void decide_kind(std::size_t place, Visits& visits) {
        Happening& happening = happenings_[place];
        const Transition transition = transition_of(happening.transition_word);
        if (transition != Transition::complete && happening.start) {
            attributes_.leave_behind("start_timestamp");  // of what is itself a beginning, or no end
            happening.start.reset();
        }
        switch (transition) {
            case Transition::hand_over:
                if (visits.ready > 0) return leave_out(happening, " of a step that was ready already");
                [[fallthrough]];
            case Transition::schedule:
                ++visits.ready;
                happening.kind = RecordKind::ready;
                return;
            case Transition::start:
                if (visits.ready > 0) --visits.ready;
                happening.kind = RecordKind::started;
                if (!happening.instance.empty() && !visits.ended_only.empty()) {
                    Happening& end = happenings_[visits.ended_only.back()];
                    visits.ended_only.pop_back();
                    return reject(end, names_.time, shown_time(end.time_text),
                                  "is earlier than the start of the same visit");
                }
                ++visits.started;
                return;
            case Transition::complete: {
                const bool has_begun = visits.ready + visits.started > 0;
                if (happening.start || has_begun) {
                    happening.kind = RecordKind::completed;
                    end_visit(visits, happening.start.has_value());
                } else {
                    happening.kind = RecordKind::happened;
                    visits.ended_only.push_back(place);
                }
                return;
            }
            case Transition::cancel:
                end_visit(visits, false);
                happening.kind = RecordKind::cancelled;
                return;
            case Transition::other:
                return leave_out(happening, "");
        }
    }

    static void end_visit(Visits& visits, bool brings_its_start) {
        if (visits.started > 0 && !brings_its_start) {
            --visits.started;
        } else if (visits.ready > 0) {
            --visits.ready;
        }
    }

    void leave_out(Happening& happening, const std::string& why) {
        happening.is_left_out = true;
        attributes_.leave_out(names_.transition + " " + std::string(happening.transition_word.substr(0, 30)) + why);
    }

    // An attribute is set when its value changes, not with each event that repeats it.
    void find_news() {
        std::map<std::string_view, std::string_view> known;
        for (const Kept& kept : at_entry_) known[kept.name] = kept.value;
        for (const std::size_t i : by_time_) {
            if (happenings_[i].is_rejected) continue;
            for (std::size_t k = 0; k < happenings_[i].kept; ++k) {
                Kept& kept = kept_[happenings_[i].first_kept + k];
                const auto [found, is_new] = known.emplace(kept.name, kept.value);
                kept.says_nothing_new = !is_new && found->second == kept.value;
                found->second = kept.value;
            }
        }
    }

    void set(const Kept& kept, const SourceTime& time) {
        const AttributeValue attribute = attribute_value(kept.name, kept.value);
        SourceEvent event;
        event.child = child_;
        event.kind = RecordKind::attribute_set;
        event.name = attribute.name;
        event.value = attribute.value;
        event.time = time;
        event.line = kept.line;
        sink_.add(event);
    }

    void hand_over() {
        if (by_time_.empty()) return;
        for (const Kept& kept : at_entry_) set(kept, happenings_[by_time_.front()].time);
        for (const Happening& happening : happenings_) {
            if (happening.is_rejected) continue;
            if (!happening.is_left_out) hand_over(happening);
            for (std::size_t k = 0; k < happening.kept; ++k) {
                const Kept& kept = kept_[happening.first_kept + k];
                if (!kept.says_nothing_new) set(kept, happening.time);
            }
        }
    }

    void hand_over(const Happening& happening) {
        SourceEvent event;
        event.child = child_;
        event.kind = happening.kind;
        event.name = happening.name;
        event.visit = happening.instance;
        event.time = happening.time;
        event.line = happening.line;
        if (happening.is_own()) {
            apply_own_fields(happening.own, event);
            if (event.event_number == 0 && event.visit.empty()) event.visit = happening.instance;
            return sink_.add(event);
        }
        // What is a whole visit by itself is known again by its identity.
        const bool is_whole = happening.start || happening.kind == RecordKind::happened;
        if (is_whole && event.visit.empty()) event.visit = happening.identity;
        if (happening.start) {
            SourceEvent start = event;
            start.kind = RecordKind::started;
            start.time = *happening.start;
            sink_.add(start);
        }
        sink_.add(event);
    }

    const XesNames& names_;
    const Mapping& mapping_;
    KeptAttributes& attributes_;
    RecordSink& sink_;

    std::string_view child_, identity_;
    std::string called_by_place_;
    std::vector<Kept> at_entry_, kept_;
    std::vector<Happening> happenings_;
    std::vector<std::size_t> by_time_;
    std::deque<std::string> names_made_;
    std::set<std::string_view> identities_;
};

// Keys are parted by blanks; one with blanks stands in single quotes.
std::vector<std::string> classifier_keys(std::string_view text) {
    std::vector<std::string> keys;
    for (std::size_t at = 0; at < text.size();) {
        if (text[at] == ' ') {
            ++at;
            continue;
        }
        const char end_sign = text[at] == '\'' ? '\'' : ' ';
        if (end_sign == '\'') ++at;
        const std::size_t end = std::min(text.find(end_sign, at), text.size());
        keys.emplace_back(text.substr(at, end - at));
        at = end + 1;
    }
    return keys;
}

void rename(std::string& name, std::string_view prefix) {
    name = std::string(prefix) + name.substr(name.find(':'));
}

}  // namespace

void take_xes_declaration(const XmlElement& element, XesNames& names) {
    pugi::xml_document document;
    if (!document.load_buffer(element.text.data(), element.text.size(), how_to_parse, pugi::encoding_utf8)) return;
    const pugi::xml_node node = document.first_child();
    if (element.name == "classifier" && names.first_classifier.empty()) {
        for (std::string& key : classifier_keys(node.attribute("keys").value()))
            if (key != names.transition) names.first_classifier.push_back(std::move(key));
    }
    const std::string_view uri = node.attribute("uri").value();
    const std::string_view prefix = node.attribute("prefix").value();
    if (element.name != "extension" || prefix.empty()) return;
    const auto is = [&](std::string_view file) {
        return uri.size() >= file.size() && uri.substr(uri.size() - file.size()) == file;
    };
    if (is("/concept.xesext")) {
        rename(names.name, prefix);
        rename(names.instance, prefix);
    } else if (is("/time.xesext")) {
        rename(names.time, prefix);
    } else if (is("/lifecycle.xesext")) {
        rename(names.transition, prefix);
    } else if (is("/identity.xesext")) {
        rename(names.identity, prefix);
    }
}

std::optional<Problem> read_xes_trace(const std::string& path, const XmlElement& element, const XesNames& names,
                                      const Mapping& mapping, KeptAttributes& attributes, RecordSink& sink,
                                      XesCounts& counts) {
    pugi::xml_document document;
    const pugi::xml_parse_result parsed =
        document.load_buffer(element.text.data(), element.text.size(), how_to_parse, pugi::encoding_utf8);
    Lines lines(element.text, element.line);
    if (!parsed) {
        const std::uint32_t line = lines.of(static_cast<std::size_t>(std::max<std::ptrdiff_t>(0, parsed.offset)));
        return Problem{path + ":" + std::to_string(line), "is not XML", parsed.description()};
    }
    Trace trace(names, mapping, attributes, sink);
    trace.read(document.first_child(), lines, ++counts.traces);
    counts.events += trace.events();
    return std::nullopt;
}

}  // namespace permap
