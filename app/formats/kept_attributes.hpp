// Which attributes of a file the mapping keeps, and which stay behind: nothing is dropped unseen.
#pragma once

#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "formats/mapping.hpp"
#include "formats/source_event.hpp"

namespace permap {

class KeptAttributes {
public:
    explicit KeptAttributes(const Mapping& mapping);

    bool keeps(std::string_view name) const { return kept_.count(name) != 0; }
    void leave_behind(std::string_view name);  // an attribute
    void leave_out(std::string_view what);     // something else, counted
    std::vector<std::string> left_behind() const;

private:
    std::set<std::string, std::less<>> kept_, left_;
    std::map<std::string, std::int64_t, std::less<>> left_out_;
};

// An attribute as it goes into a record. Of a date of birth only the month is kept, as birth_month, whatever the file
// calls it (MEASURES 1).
struct AttributeValue {
    std::string name, value;
};
AttributeValue attribute_value(std::string_view name, std::string_view value);

// A text that was meant for a time, for a RowProblem: shown only where it holds nothing but what dates are made of.
std::string shown_time(std::string_view text);

}  // namespace permap
