#include "formats/xml_elements.hpp"

#include <algorithm>
#include <cctype>
#include <cstring>

#include "formats/inflated_file.hpp"
#include "formats/utf8.hpp"

namespace permap {

namespace {

constexpr std::size_t nowhere = std::string::npos;
constexpr std::size_t longest_name = 256;
constexpr std::size_t longest_entity = 10;
constexpr std::size_t deepest = 256;

bool is_space(char letter) {
    return letter == ' ' || letter == '\t' || letter == '\r' || letter == '\n';
}

std::string without_prefix(const std::string& name) {
    const std::size_t colon = name.find(':');
    return colon == std::string::npos ? name : name.substr(colon + 1);
}

std::string in_small_letters(std::string_view text) {
    std::string small;
    for (const char letter : text) small += static_cast<char>(std::tolower(static_cast<unsigned char>(letter)));
    return small;
}

// Of <?xml … encoding="…"?> at the front; empty where it is not said.
std::string declared_encoding(std::string_view start) {
    if (start.substr(0, 5) != "<?xml") return {};
    start = start.substr(0, start.find("?>"));
    std::size_t at = start.find("encoding");
    if (at == std::string_view::npos) return {};
    at = start.find_first_of("\"'", at);
    if (at == std::string_view::npos) return {};
    const std::size_t end = start.find(start[at], at + 1);
    if (end == std::string_view::npos) return {};
    return in_small_letters(start.substr(at + 1, end - at - 1));
}

bool is_xml_entity(std::string_view name) {
    if (name.size() > 1 && name[0] == '#') return true;  // a character by its number
    return name == "lt" || name == "gt" || name == "amp" || name == "quot" || name == "apos";
}

enum class Tag : std::uint8_t { opens, closes, stands_alone };

}  // namespace

// Looks only for where elements begin and end; what is inside them is for a parser to judge.
struct XmlElements::State {
    State(const std::string& where, std::size_t most) : path(where), file(where), most_bytes(most) {}

    std::string path;
    InflatedFile file;
    std::size_t most_bytes;
    std::optional<Problem> problem;

    std::string buffer;
    std::size_t at = 0;          // what is looked at
    std::size_t kept = nowhere;  // where the element that is being read begins
    std::size_t counted = 0;     // line ends before this are counted
    std::uint32_t line = 1;      // of `counted`
    bool is_latin_1 = false, is_begun = false, is_over = false;

    std::string root, name;

    void fail_at(std::size_t place, const std::string& what, const std::string& hint) {
        if (!problem) problem = Problem{path + ":" + std::to_string(line_of(place)), what, hint};
    }

    // Places only grow.
    std::uint32_t line_of(std::size_t place) {
        if (place > counted) {
            const auto from = buffer.begin();
            line += static_cast<std::uint32_t>(std::count(from + static_cast<std::ptrdiff_t>(counted),
                                                          from + static_cast<std::ptrdiff_t>(place), '\n'));
            counted = place;
        }
        return line;
    }

    // More of the file behind what is there; what is done with goes. False at its end.
    bool more() {
        if (problem) return false;
        const std::size_t done = std::min(kept, at);
        if (buffer.size() - done > most_bytes) {
            const std::string size = std::to_string(most_bytes >> 20);
            fail_at(done, "has an element of more than " + size + " MB; one child's journey is not so long", "");
            return false;
        }
        if (done > 0) {
            line_of(done);
            counted -= done;
            buffer.erase(0, done);
            at -= done;
            if (kept != nowhere) kept -= done;
        }
        const std::size_t before = buffer.size();
        if (!file.read_more(buffer)) {
            if (file.problem()) problem = *file.problem();
            return false;
        }
        if (is_latin_1) {
            const std::string text = utf8_from_latin_1(std::string_view(buffer).substr(before));
            buffer.replace(before, nowhere, text);
        }
        return true;
    }

    bool is_at_end() { return at >= buffer.size() && !more(); }

    bool fail_cut_off() {
        fail_at(buffer.size(), "ends in the middle: the file is cut off", "copy or download it again");
        return false;
    }

    // Whether `wanted` comes next; then it is behind us.
    bool skip(std::string_view wanted) {
        while (buffer.size() - at < wanted.size()) {
            if (!more()) return false;
        }
        if (std::string_view(buffer).substr(at, wanted.size()) != wanted) return false;
        at += wanted.size();
        return true;
    }

    // To behind the next `wanted`.
    bool skip_past(std::string_view wanted) {
        for (;;) {
            const std::size_t found = buffer.find(wanted, at);
            if (found != nowhere) {
                at = found + wanted.size();
                return true;
            }
            if (buffer.size() - at >= wanted.size()) at = buffer.size() - (wanted.size() - 1);
            if (!more()) return fail_cut_off();
        }
    }

    // To the next "<"; false at the end of the file.
    bool to_markup() {
        for (;;) {
            const void* found = std::memchr(buffer.data() + at, '<', buffer.size() - at);
            if (found != nullptr) {
                at = static_cast<std::size_t>(static_cast<const char*>(found) - buffer.data());
                return true;
            }
            at = buffer.size();
            if (!more()) return false;
        }
    }

    bool begin() {
        is_begun = true;
        while (buffer.size() < 512 && more()) {
        }
        if (problem) return false;
        if (buffer.empty()) {
            problem = Problem{path, "is empty", ""};
            return false;
        }
        const std::string_view start = buffer;
        if (start.substr(0, 2) == "\xff\xfe" || start.substr(0, 2) == "\xfe\xff" ||
            start.substr(0, 2) == std::string_view("<\0", 2) || start.substr(0, 2) == std::string_view("\0<", 2)) {
            problem = Problem{path, "is written as UTF-16", "save it as UTF-8"};
            return false;
        }
        if (start.substr(0, 3) == "\xef\xbb\xbf") at = 3;
        const std::string encoding = declared_encoding(start.substr(at));
        is_latin_1 = encoding == "iso-8859-1" || encoding == "latin1" || encoding == "latin-1";
        if (is_latin_1) {
            buffer = utf8_from_latin_1(buffer);
        } else if (!encoding.empty() && encoding != "utf-8" && encoding != "utf8" && encoding != "us-ascii" &&
                   encoding != "ascii") {
            problem = Problem{path, "is written in an encoding that is not read here", "save it as UTF-8"};
            return false;
        }
        return true;
    }

    // Comments and the like, of which elements inside are none. 0: it is none; 1: it is behind us; -1: fault.
    int skip_what_is_no_element() {
        if (skip("<!--")) return skip_past("-->") ? 1 : -1;
        if (skip("<![CDATA[")) return skip_past("]]>") ? 1 : -1;
        if (skip("<?")) return skip_past("?>") ? 1 : -1;
        if (skip("<!")) {
            fail_at(at, "has a document type (<!DOCTYPE …>), which is refused: its entities have no bounds",
                    "event logs need none; take it out");
            return -1;
        }
        return problem ? -1 : 0;
    }

    bool read_entity() {
        std::string entity;
        for (;; ++at) {
            if (is_at_end()) return fail_cut_off();
            if (buffer[at] == ';' || entity.size() > longest_entity) break;
            entity += buffer[at];
        }
        if (is_xml_entity(entity)) return true;
        fail_at(at, "has an entity that XML itself does not know", "a plain & is written &amp;");
        return false;
    }

    bool read_quoted(char quote) {
        for (;;) {
            if (is_at_end()) return fail_cut_off();
            const char letter = buffer[at++];
            if (letter == quote) return true;
            if (letter == '&' && !read_entity()) return false;
        }
    }

    bool read_name() {
        name.clear();
        for (;; ++at) {
            if (is_at_end()) return fail_cut_off();
            const char letter = buffer[at];
            if (is_space(letter) || letter == '>' || letter == '/') break;
            if (name.size() >= longest_name) {
                fail_at(at, "is not XML", "");
                return false;
            }
            name += letter;
        }
        if (!name.empty()) return true;
        fail_at(at, "is not XML", "a plain < is written &lt;");
        return false;
    }

    // A whole tag, of which "<" is next; its name where it opens something.
    std::optional<Tag> read_tag() {
        ++at;
        const bool closes = skip("/");
        if (problem || !read_name()) return std::nullopt;
        char last = '\0';
        for (;;) {
            if (is_at_end()) {
                fail_cut_off();
                return std::nullopt;
            }
            const char letter = buffer[at++];
            if (letter == '>') break;
            if (letter == '<') {
                fail_at(at, "is not XML: a tag begins inside a tag", "a plain < is written &lt;");
                return std::nullopt;
            }
            last = letter;
            if ((letter == '"' || letter == '\'') && !read_quoted(letter)) return std::nullopt;
        }
        return closes ? Tag::closes : last == '/' ? Tag::stands_alone : Tag::opens;
    }

    bool read_root() {
        for (;;) {
            if (!to_markup()) {
                if (!problem) problem = Problem{path, "is not XML", ""};
                return false;
            }
            const int skipped = skip_what_is_no_element();
            if (skipped < 0) return false;
            if (skipped > 0) continue;
            const auto tag = read_tag();
            if (!tag) return false;
            if (*tag == Tag::closes) {
                fail_at(at, "is not XML: what ends here never began", "");
                return false;
            }
            root = without_prefix(name);
            is_over = *tag == Tag::stands_alone;
            return true;
        }
    }

    // From its first tag, which is read, to its end.
    bool read_rest() {
        for (std::size_t depth = 1; depth > 0;) {
            if (!to_markup()) return fail_cut_off();
            const int skipped = skip_what_is_no_element();
            if (skipped < 0) return false;
            if (skipped > 0) continue;
            const auto tag = read_tag();
            if (!tag) return false;
            if (*tag == Tag::opens) ++depth;
            if (*tag == Tag::closes) --depth;
            if (depth > deepest) {
                fail_at(at, "has elements more than " + std::to_string(deepest) + " deep", "");
                return false;
            }
        }
        return true;
    }

    bool next(XmlElement& element) {
        if (!is_begun && !(begin() && read_root())) return false;
        kept = nowhere;  // what was handed over is done with
        while (!problem && !is_over) {
            if (!to_markup()) return fail_cut_off();
            const int skipped = skip_what_is_no_element();
            if (skipped < 0) return false;
            if (skipped > 0) continue;
            kept = at;
            const auto tag = read_tag();
            if (!tag) return false;
            if (*tag == Tag::closes) {
                is_over = true;
                kept = nowhere;
                if (without_prefix(name) == root) return read_end();
                fail_at(at, "is not XML: what ends here never began", "");
                return false;
            }
            const std::string local_name = without_prefix(name);
            if (*tag == Tag::opens && !read_rest()) return false;
            return hand_over(element, local_name);
        }
        return false;
    }

    bool hand_over(XmlElement& element, const std::string& local_name) {
        name = local_name;
        element.name = name;
        element.text = std::string_view(buffer).substr(kept, at - kept);
        element.line = line_of(kept);
        const std::size_t wrong = first_not_utf8(element.text);
        if (wrong == std::string_view::npos) return true;
        fail_at(kept + wrong, "is not UTF-8, which it says or should be",
                "where it is Latin-1, its first line must say encoding=\"ISO-8859-1\"");
        return false;
    }

    // Behind the root there is nothing more to read; but a file may go on all the same.
    bool read_end() {
        while (!problem) {
            while (!is_at_end() && is_space(buffer[at])) ++at;
            if (problem || at >= buffer.size()) return false;
            const int skipped = buffer[at] == '<' ? skip_what_is_no_element() : 0;
            if (skipped == 0) fail_at(at, "goes on behind its end", "two files may have been put into one");
        }
        return false;
    }
};

XmlElements::XmlElements(const std::string& path, std::size_t most_bytes)
    : state_(std::make_unique<State>(path, most_bytes)) {}
XmlElements::~XmlElements() = default;
XmlElements::XmlElements(XmlElements&&) noexcept = default;

bool XmlElements::next(XmlElement& element) {
    return !state_->problem && state_->next(element);
}

const std::optional<Problem>& XmlElements::problem() const {
    return state_->problem;
}
const std::string& XmlElements::root() const {
    return state_->root;
}
std::int64_t XmlElements::bytes_read() const {
    return state_->file.bytes_read();
}
std::int64_t XmlElements::bytes() const {
    return state_->file.bytes();
}

}  // namespace permap
