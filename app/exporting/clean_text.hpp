// Texts as XML and JSON can hold them.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace permap {

// What a format forbids becomes U+FFFD: bytes that are no UTF-8; in XML also most control characters, U+FFFE and
// U+FFFF.
class Cleaner {
public:
    void append_xml(std::string& to, std::string_view text);   // as the value of an attribute in double quotes
    void append_json(std::string& to, std::string_view text);  // as a string with its quotes
    std::string for_xml(std::string_view text);  // without any escapes: for a library that escapes by itself

    // Adds a line where texts were changed.
    void tell(std::vector<std::string>& left_out) const;

private:
    std::string_view clean(std::string_view text, bool for_xml, std::string& kept);

    std::int64_t texts_changed_ = 0;
};

}  // namespace permap
