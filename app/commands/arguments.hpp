// The command line as options by name: every fault found at once, numbers checked against their range.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "vocabulary/result.hpp"
#include "vocabulary/time.hpp"

namespace permap {

struct OptionSpec {
    const char* name;   // "children"
    const char* value;  // "N"; nullptr: a switch
    const char* help;
    bool many = false;  // may be given several times
    const char* letter = nullptr;
};

// What a person gave after the command's name.
class Arguments {
public:
    // Unknown options and missing values are problems, with a suggestion.
    static Result<Arguments> parse(const std::vector<std::string>& words, const std::vector<OptionSpec>& specs);

    const std::vector<std::string>& positional() const { return positional_; }
    bool has(const std::string& name) const { return values_.count(name) != 0; }
    std::string text(const std::string& name, const std::string& fallback = {}) const;
    std::vector<std::string> texts(const std::string& name) const;

    // Faults go to `problems`; the fallback is returned then.
    std::int64_t whole(const std::string& name, std::int64_t fallback, std::int64_t low, std::int64_t high,
                       Problems& problems) const;
    double number(const std::string& name, double fallback, double low, double high, Problems& problems) const;
    std::optional<Instant> date(const std::string& name, Problems& problems) const;
    std::string one_of(const std::string& name, const std::string& fallback, const std::vector<std::string>& choices,
                       Problems& problems) const;

private:
    std::vector<std::string> positional_;
    std::map<std::string, std::vector<std::string>> values_;
};

std::string help_of(const std::vector<OptionSpec>& specs);

}  // namespace permap
