// The children of an XML document's root, one at a time: a file of any size in the memory of its largest child.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "vocabulary/result.hpp"

namespace permap {

struct XmlElement {
    std::string_view name;   // without its prefix
    std::string_view text;   // UTF-8, from its "<" to its last ">"; lives until the next is read
    std::uint32_t line = 0;  // on which it begins, from 1
};

inline constexpr std::size_t largest_xml_element_bytes = std::size_t{64} << 20;

// Reads UTF-8 (with or without a byte order mark) and Latin-1 where the file declares it; gzip as well. Refuses
// document types and with them entities of a file's own: what they expand to has no bounds.
class XmlElements {
public:
    explicit XmlElements(const std::string& path, std::size_t most_bytes = largest_xml_element_bytes);
    ~XmlElements();
    XmlElements(XmlElements&&) noexcept;
    XmlElements& operator=(XmlElements&&) = delete;
    XmlElements(const XmlElements&) = delete;
    XmlElements& operator=(const XmlElements&) = delete;

    // False behind the last, or where nothing more can be made of the file: problem() tells.
    bool next(XmlElement& element);
    const std::optional<Problem>& problem() const;

    const std::string& root() const;  // its name without prefix; known once next() was called

    std::int64_t bytes_read() const;  // of the file as it lies there
    std::int64_t bytes() const;

private:
    struct State;
    std::unique_ptr<State> state_;
};

}  // namespace permap
