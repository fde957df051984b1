#include "map/overlay_codec.hpp"

#include <algorithm>
#include <optional>
#include <utility>

#include "vocabulary/suggestion.hpp"

namespace permap {

namespace {

// A list whose entries an overlay may change.
struct ListRule {
    const char* name;
    const char* key;  // by which its entries are known
    const char* noun;
    bool may_grow;  // an overlay may add entries of its own
};

constexpr ListRule lists[] = {{"sources", "id", "source", true},
                              {"calendars", "id", "calendar", true},
                              {"attributes", "id", "attribute", false},
                              {"resources", "id", "resource", true},
                              {"steps", "id", "step", false},
                              {"regions", "id", "region", false},
                              {"stages", "id", "stage", false},
                              {"milestones", "id", "milestone", false},
                              {"aims", "id", "aim", false},
                              {"arrivals", "entry", "arrival at", false},
                              {"resting", "id", "resting state", false},
                              {"services", "id", "service", false}};
constexpr ListRule ways = {"ways", "id", "way", false};
constexpr ListRule draws = {"draws", "attribute", "draw of", false};

// What makes the map the map that it is.
constexpr const char* of_the_base_alone[] = {"lanes",      "phases",       "processes", "files", "working_day_calendar",
                                             "permanence", "over_only_if", "bases",     "groups"};

bool is_ways(const ListRule& rule) {
    return rule.name == std::string_view(ways.name);
}

bool is_equal(const Json& one, const Json& other) {
    return nlohmann::json(one) == nlohmann::json(other);  // keys in whatever order
}

std::string text_under(const Json& object, const char* key) {
    const auto found = object.find(key);
    return found != object.end() && found->is_string() ? found->get<std::string>() : std::string();
}

// A way without an id is known by its target.
std::string id_of(const Json& entry, const ListRule& rule) {
    if (!entry.is_object()) return {};
    std::string id = text_under(entry, rule.key);
    return id.empty() && is_ways(rule) ? text_under(entry, "to") : id;
}

bool names(const Json& value, const std::string& id, const Json& but) {
    if (&value == &but) return false;
    if (value.is_string()) return value.get_ref<const std::string&>() == id;
    if (!value.is_structured()) return false;
    return std::any_of(value.begin(), value.end(), [&](const Json& inner) { return names(inner, id, but); });
}

// A place in one of the map's files, and as the checks of the whole map count it, through all files.
struct Place {
    std::string in_file;  // "panel.json#/steps/3"
    std::string in_map;   // "#/steps/17"

    Place below(const std::string& suffix) const { return {in_file + suffix, in_map + suffix}; }
};

struct Entry {
    std::string id;
    Json* value;
    Place place;
};

enum class Merged { something_new, nothing_new, faulty };

class Merging {
public:
    Merging(const MapDocument& overlay, std::vector<MapDocument>& documents, OverlaidPlaces& places, Problems& problems)
        : overlay_(overlay), documents_(documents), places_(places), problems_(problems) {}

    void list_of_the_map(const ListRule& rule, const Json& given, const std::string& at) {
        list(rule, "the base map", entries_of_the_map(rule), given, at);
    }

    void manifest_key(const std::string& key, const Json& given) {
        Json& manifest = documents_.front().value;
        manifest[key] = given;
        replaced({documents_.front().path + "#/" + key, "#/" + key}, overlay_.path + "#/" + key);
    }

private:
    std::vector<Entry> entries_of_the_map(const ListRule& rule) {
        std::vector<Entry> entries;
        std::size_t counted = 0;
        for (MapDocument& document : documents_) {
            const auto found = document.value.find(rule.name);
            if (found == document.value.end() || !found->is_array()) continue;
            const std::string pointer = std::string("#/") + rule.name + "/";
            for (std::size_t i = 0; i < found->size(); ++i) {
                Json& value = (*found)[i];
                entries.push_back({id_of(value, rule),
                                   &value,
                                   {document.path + pointer + std::to_string(i), pointer + std::to_string(counted++)}});
            }
        }
        return entries;
    }

    static std::vector<Entry> entries_of(const ListRule& rule, Json& owner, const Place& place) {
        std::vector<Entry> entries;
        const auto found = owner.find(rule.name);
        if (found == owner.end() || !found->is_array()) return entries;
        for (std::size_t i = 0; i < found->size(); ++i) {
            Json& value = (*found)[i];
            entries.push_back(
                {id_of(value, rule), &value, place.below(std::string("/") + rule.name + "/" + std::to_string(i))});
        }
        return entries;
    }

    // Merges a list entry by entry. `who` has the list: "the base map", or a step.
    Merged list(const ListRule& rule, const std::string& who, const std::vector<Entry>& known, const Json& given,
                const std::string& at) {
        if (!given.is_array()) return fault(at, "expected a list, found " + ObjectReader::kind_of(given));
        std::vector<std::string> seen;
        bool is_faulty = false;
        for (std::size_t i = 0; i < given.size(); ++i) {
            const Merged one = list_entry(rule, who, known, given[i], at + "/" + std::to_string(i), seen);
            is_faulty = is_faulty || one == Merged::faulty;
        }
        // Each entry is either something new or a fault.
        return is_faulty ? Merged::faulty : given.empty() ? Merged::nothing_new : Merged::something_new;
    }

    Merged list_entry(const ListRule& rule, const std::string& who, const std::vector<Entry>& known, const Json& given,
                      const std::string& at, std::vector<std::string>& seen) {
        if (!given.is_object()) return fault(at, "expected an object { … }, found " + ObjectReader::kind_of(given));
        const std::string id = id_of(given, rule);
        const std::string noun = rule.noun + std::string(" ") + permap::quoted(id);
        if (id.empty()) return fault(at, "names no entry of " + permap::quoted(rule.name), key_hint(rule));
        if (std::find(seen.begin(), seen.end(), id) != seen.end()) {
            return fault(at, "a second entry for " + noun, "put both into one");
        }
        seen.push_back(id);
        std::vector<const Entry*> found;
        for (const Entry& entry : known) {
            if (entry.id == id) found.push_back(&entry);
        }
        if (found.empty() && rule.may_grow) return grow(rule, known, id, given, at);
        if (found.empty()) return fault(at + key_given(rule, given), who + " has no " + noun, meant(rule, known, id));
        if (found.size() > 1) {
            return fault(at + key_given(rule, given), who + " has more than one " + noun,
                         "an overlay cannot say which of them it means");
        }
        const Merged merged = entry(rule, noun, given, at, *found.front());
        if (merged == Merged::nothing_new) fault(at, "changes nothing: " + noun + " is so already", "leave it out");
        return merged == Merged::something_new ? merged : Merged::faulty;
    }

    // Keys replace the map's keys whole; ways and draws merge one by one.
    Merged entry(const ListRule& rule, const std::string& noun, const Json& given, const std::string& at,
                 const Entry& base) {
        bool is_new = false, is_faulty = false;
        for (const auto& [key, value] : given.items()) {
            const bool is_its_name = key == rule.key || (is_ways(rule) && key == "to" && !given.contains("id"));
            if (is_its_name) continue;
            const std::string suffix = key_pointer(key);
            const bool is_step = std::string_view(rule.name) == "steps";
            const ListRule* const inner = !is_step         ? nullptr
                                          : key == "ways"  ? &ways
                                          : key == "draws" ? &draws
                                                           : nullptr;
            if (inner != nullptr) {
                const Merged one = list(*inner, noun, entries_of(*inner, *base.value, base.place), value, at + suffix);
                is_new = is_new || one == Merged::something_new;
                is_faulty = is_faulty || one == Merged::faulty;
                if (one == Merged::something_new) changed_within(base.place.below(suffix), at + suffix);
                continue;
            }
            const auto old = base.value->find(key);
            if (old != base.value->end() && is_equal(*old, value)) continue;
            is_new = true;
            // A way that was known by its target keeps that name when it leads elsewhere.
            if (is_ways(rule) && key == "to" && !base.value->contains("id")) (*base.value)["id"] = base.id;
            (*base.value)[key] = value;
            replaced(base.place.below(suffix), at + suffix);
        }
        if (is_new) changed_within(base.place, at);
        return is_faulty ? Merged::faulty : is_new ? Merged::something_new : Merged::nothing_new;
    }

    // An entry of the overlay's own. It has to serve something in the overlay: else it is more likely a slip of the
    // pen.
    Merged grow(const ListRule& rule, const std::vector<Entry>& known, const std::string& id, const Json& given,
                const std::string& at) {
        if (!names(overlay_.value, id, given)) {
            return fault(
                at + key_given(rule, given),
                std::string("adds ") + rule.noun + " " + permap::quoted(id) + ", which nothing in this overlay names",
                meant(rule, known, id));
        }
        MapDocument& last = documents_.back();
        Json& its_list = last.value[rule.name];
        if (its_list.is_null()) its_list = Json::array();
        if (!its_list.is_array()) return Merged::faulty;  // the base map's own fault, found when it is read
        const std::string pointer = std::string("#/") + rule.name + "/";
        replaced({last.path + pointer + std::to_string(its_list.size()),
                  pointer + std::to_string(entries_of_the_map(rule).size())},
                 at);
        its_list.push_back(given);
        return Merged::something_new;
    }

    static std::string key_given(const ListRule& rule, const Json& given) {
        return std::string("/") + (given.contains(rule.key) ? rule.key : "to");
    }

    static std::string key_hint(const ListRule& rule) {
        return is_ways(rule) ? std::string("give its \"id\", or its target as \"to\"")
                             : "give its " + permap::quoted(rule.key);
    }

    static std::string meant(const ListRule& rule, const std::vector<Entry>& known, const std::string& id) {
        std::vector<std::string> ids;
        for (const Entry& entry : known) {
            ids.push_back(entry.id);
            if (is_ways(rule) && text_under(*entry.value, "to") == id) {
                return "the way that leads there is called " + permap::quoted(entry.id);
            }
        }
        return permap::meant(id, ids);
    }

    void replaced(const Place& place, const std::string& at) {
        places_.replaced(place.in_file, at);
        places_.replaced(place.in_map, at);
    }

    void changed_within(const Place& place, const std::string& at) {
        places_.changed_within(place.in_file, at);
        places_.changed_within(place.in_map, at);
    }

    Merged fault(const std::string& at, std::string what, std::string hint = {}) {
        problems_.push_back({at, std::move(what), std::move(hint)});
        return Merged::faulty;
    }

    const MapDocument& overlay_;
    std::vector<MapDocument>& documents_;
    OverlaidPlaces& places_;
    Problems& problems_;
};

// A map under an overlay is one of its bases: what was written for that map holds for this one too.
void remember_base(const std::string& base, Json& manifest) {
    Json bases = Json::array({base});
    const auto below = manifest.find("bases");
    if (below != manifest.end() && below->is_array()) bases.insert(bases.end(), below->begin(), below->end());
    manifest["bases"] = std::move(bases);
}

}  // namespace

void put_over(const MapDocument& overlay, std::vector<MapDocument>& documents, OverlaidPlaces& places,
              Problems& problems) {
    ObjectReader reader(overlay.value, overlay.path + "#", problems);
    if (!overlay.value.is_object()) return;
    const auto is_object = [](const MapDocument& document) { return document.value.is_object(); };
    if (!std::all_of(documents.begin(), documents.end(), is_object)) return;  // said when they are read
    reader.ignore("$schema");
    reader.ignore("overlay_of");
    for (const char* const key : of_the_base_alone) {
        if (!reader.has(key)) continue;
        reader.fault(key, permap::quoted(key) + " belongs to the base map",
                     "an overlay changes what stands in the map's lists");
    }
    const std::string base = text_under(documents.front().value, "id");
    const std::string id = reader.id("id");
    if (!id.empty() && id == base) {
        reader.fault("id", permap::quoted(id) + " is the id of the base map",
                     "the overlay makes another map, with its own id");
    }
    reader.required_text("name");

    Merging merging(overlay, documents, places, problems);
    if (!base.empty()) remember_base(base, documents.front().value);
    for (const char* const key : {"id", "version", "name", "about", "start", "area_share"}) {
        if (const Json* const given = reader.find(key)) merging.manifest_key(key, *given);
    }
    for (const ListRule& rule : lists) {
        if (const Json* const given = reader.find(rule.name)) {
            merging.list_of_the_map(rule, *given, reader.where(rule.name));
        }
    }
    reader.done();
}

}  // namespace permap
