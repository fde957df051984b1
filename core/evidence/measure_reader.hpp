// Measures, happenings and named states of a targets file, as JSON. For codecs only.
#pragma once

#include <map>
#include <string>
#include <string_view>

#include "evidence/measure.hpp"
#include "map/json_reader.hpp"

namespace permap {

// What a targets file names for use in its measures.
class NamedParts {
public:
    void add_states(ObjectReader& document);
    void add_events(ObjectReader& document);  // after add_states

    Condition condition(ObjectReader& parent, std::string_view key) const;  // always where absent
    Happenings happenings(ObjectReader& parent, std::string_view key) const;
    TargetMeasure measure(ObjectReader& reader) const;

private:
    Condition parsed(const std::string& text, const std::string& where, Problems& problems) const;
    void read_happening(const Json& value, const std::string& where, Problems& problems, Happenings& into) const;
    void read_spell(ObjectReader& reader, TargetMeasure& measure) const;

    std::map<std::string, std::string> states_;  // conditions as text, names in them already put in
    std::map<std::string, Happenings> events_;
};

}  // namespace permap
