#include "map/join_codec.hpp"

#include <algorithm>
#include <cctype>

#include "map/step_codec.hpp"

namespace permap {

namespace {

// Ids hold no dots, so the first one divides step and way.
Slot slot_named(const std::string& name) {
    const std::size_t dot = name.find('.');
    Slot slot;
    slot.step = name.substr(0, dot);
    if (dot != std::string::npos) slot.way = name.substr(dot + 1);
    return slot;
}

bool is_slot_name(const std::string& name) {
    const auto dots = std::count(name.begin(), name.end(), '.');
    return !name.empty() && dots <= 1 && name.front() != '.' && name.back() != '.' &&
           std::all_of(name.begin(), name.end(), [](char c) {
               return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_' || c == '-' || c == '.';
           });
}

int find_slot(const Join& join, const std::string& name) {
    for (std::size_t i = 0; i < join.slots.size(); ++i) {
        if (slot_name(join.slots[i]) == name) return static_cast<int>(i);
    }
    return -1;
}

void read_slots(ObjectReader& reader, Join& join) {
    reader.each("slots", [&](ObjectReader& item) {
        Slot slot;
        slot.step = item.id("step");
        slot.way = item.optional_id("way");
        slot.standing = item.flag("standing");
        slot.withdrawn_by = item.ids("withdrawn_by");
        if (find_slot(join, slot_name(slot)) >= 0)
            item.fault({}, "the slot \"" + slot_name(slot) + "\" stands here twice");
        join.slots.push_back(std::move(slot));
    });
}

void read_sets(ObjectReader& reader, Join& join) {
    const auto wrong = [&](const std::string& where, std::string what) {
        reader.problems().push_back({where, std::move(what), R"(a set is a list of "step" or "step.way")"});
    };
    std::vector<bool> used(join.slots.size());
    reader.each_value("sets", [&](const Json& names, const std::string& where) {
        if (!names.is_array() || names.empty()) {
            wrong(where, "expected a list of slots, found " + (names.empty() ? "none" : ObjectReader::kind_of(names)));
            return;
        }
        std::vector<int> set;
        for (const Json& name : names) {
            if (!name.is_string() || !is_slot_name(name.get<std::string>())) {
                wrong(where, name.dump() + " is not the name of a slot");
                continue;
            }
            int slot = find_slot(join, name.get<std::string>());
            if (slot < 0) {
                slot = static_cast<int>(join.slots.size());
                join.slots.push_back(slot_named(name.get<std::string>()));
                used.push_back(true);
            }
            used[static_cast<std::size_t>(slot)] = true;
            set.push_back(slot);
        }
        join.sets.push_back(std::move(set));
    });
    for (std::size_t i = 0; i < used.size(); ++i) {
        if (!used[i]) reader.fault("slots", "the slot \"" + slot_name(join.slots[i]) + "\" is in no set");
    }
}

// Plain slots in the order in which the sets name them are what a reader makes of the sets alone.
bool sets_tell_all(const Join& join) {
    int seen = 0;
    for (const std::vector<int>& set : join.sets) {
        for (const int slot : set) {
            if (slot > seen) return false;
            if (slot == seen) ++seen;
        }
    }
    return std::none_of(join.slots.begin(), join.slots.end(),
                        [](const Slot& slot) { return slot.standing || !slot.withdrawn_by.empty(); });
}

Json write_slot(const Slot& slot) {
    Json object = {{"step", slot.step}};
    write_text(slot.way, "way", object);
    write_flag(slot.standing, "standing", object);
    write_words(slot.withdrawn_by, "withdrawn_by", object);
    return object;
}

}  // namespace

std::string slot_name(const Slot& slot) {
    return slot.way.empty() ? slot.step : slot.step + "." + slot.way;
}

Join read_join(ObjectReader& reader) {
    Join join;
    join.started_by = reader.optional_id("started_by");
    read_slots(reader, join);
    read_sets(reader, join);
    join.waits_while = reader.ids("waits_while");
    join.opened_by = reader.ids("opened_by");
    const bool has_sets = reader.has("sets") || reader.has("slots");
    if (reader.has("started_by") && (has_sets || reader.has("waits_while") || reader.has("opened_by"))) {
        reader.fault({}, "a join started by a split has no slots, sets, waits_while or opened_by",
                     "it waits for the branches the split started");
    }
    if (!reader.has("started_by") && join.sets.empty()) {
        reader.fault({}, "a join names started_by or sets", "say what it waits for");
    }
    return join;
}

Json write_join(const Join& join) {
    Json object = Json::object();
    write_text(join.started_by, "started_by", object);
    if (!sets_tell_all(join)) {
        for (const Slot& slot : join.slots) object["slots"].push_back(write_slot(slot));
    }
    for (const std::vector<int>& set : join.sets) {
        Json names = Json::array();
        for (const int slot : set) names.push_back(slot_name(join.slots[static_cast<std::size_t>(slot)]));
        object["sets"].push_back(std::move(names));
    }
    write_words(join.waits_while, "waits_while", object);
    write_words(join.opened_by, "opened_by", object);
    return object;
}

}  // namespace permap
