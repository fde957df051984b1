// Texts as XML and JSON can hold them.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace permap {

// Counts the texts that could not be written as they are.
struct Cleaner {
    std::int64_t texts_changed = 0;

    // Appends the text as the value of an XML 1.0 attribute in double quotes. What XML forbids (most control characters,
    // U+FFFE, U+FFFF, bytes that are no UTF-8) becomes U+FFFD.
    void append_xml(std::string& to, std::string_view text);
    // Appends the text as a JSON string with its quotes; bytes that are no UTF-8 become U+FFFD.
    void append_json(std::string& to, std::string_view text);

    // Adds a line where texts were changed.
    void tell(std::vector<std::string>& left_out) const;
};

}  // namespace permap
