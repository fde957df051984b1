#include "commands/arguments.hpp"

#include <boost/program_options.hpp>
#include <charconv>
#include <cmath>
#include <cstdio>
#include <cstdlib>

#include "vocabulary/suggestion.hpp"

namespace permap {

namespace {

namespace po = boost::program_options;

std::string boost_name(const OptionSpec& spec) {
    return spec.letter == nullptr ? spec.name : std::string(spec.name) + "," + spec.letter;
}

po::options_description described(const std::vector<OptionSpec>& specs) {
    po::options_description all;
    for (const OptionSpec& spec : specs) {
        if (spec.value == nullptr) {
            all.add_options()(boost_name(spec).c_str(), spec.help);
        } else {
            all.add_options()(boost_name(spec).c_str(), po::value<std::vector<std::string>>()->value_name(spec.value),
                              spec.help);
        }
    }
    return all;
}

bool looks_like_a_number(const std::string& word) {
    return word.size() > 1 && word[0] == '-' &&
           (std::isdigit(static_cast<unsigned char>(word[1])) != 0 || word[1] == '.');
}

// "--children -5" means a value of −5, not an option called 5.
std::vector<std::string> with_negative_numbers_joined(const std::vector<std::string>& words) {
    std::vector<std::string> joined;
    for (const std::string& word : words) {
        const bool after_option =
            !joined.empty() && joined.back().rfind("--", 0) == 0 && joined.back().find('=') == std::string::npos;
        if (after_option && looks_like_a_number(word)) {
            joined.back() += "=" + word;
        } else {
            joined.push_back(word);
        }
    }
    return joined;
}

std::string suggestion(const std::string& wrong, const std::vector<OptionSpec>& specs) {
    std::vector<std::string> known;
    for (const OptionSpec& spec : specs) known.push_back("--" + std::string(spec.name));
    const std::string near = nearest(wrong, known);
    return near.empty() ? "see permap --help" : "did you mean " + near + "?";
}

std::string range_words(double low, double high) {
    const auto words = [](double value) {
        char text[32];
        std::snprintf(text, sizeof text, "%.15g", value);
        return std::string(text);
    };
    return "from " + words(low) + " to " + words(high);
}

std::string range_words(std::int64_t low, std::int64_t high) {
    return "from " + std::to_string(low) + " to " + std::to_string(high);
}

// What a person wrote wrongly, in words; Boost gives one such fault at a time.
Problem syntax_problem(const po::error& fault) {
    const auto* syntax = dynamic_cast<const po::invalid_command_line_syntax*>(&fault);
    if (syntax == nullptr) return {"command line", fault.what(), "see permap --help"};
    const bool takes_none = syntax->kind() == po::invalid_syntax::extra_parameter;
    return {syntax->get_option_name(), takes_none ? "takes no value" : "needs a value", "see permap --help"};
}

}  // namespace

Result<Arguments> Arguments::parse(const std::vector<std::string>& words, const std::vector<OptionSpec>& specs) {
    Arguments arguments;
    Problems problems;
    try {
        const po::parsed_options parsed =
            po::command_line_parser(with_negative_numbers_joined(words))
                .options(described(specs))
                .style(po::command_line_style::unix_style ^ po::command_line_style::allow_guessing)
                .allow_unregistered()
                .run();
        for (const auto& option : parsed.options) {
            if (option.unregistered) {
                const std::string wrong =
                    option.original_tokens.empty() ? option.string_key : option.original_tokens.front();
                problems.push_back({wrong.substr(0, wrong.find('=')), "no such option",
                                    suggestion(wrong.substr(0, wrong.find('=')), specs)});
            } else if (option.position_key >= 0) {
                for (const std::string& value : option.value) arguments.positional_.push_back(value);
            } else {
                auto& values = arguments.values_[option.string_key];
                for (const std::string& value : option.value) values.push_back(value);
                if (option.value.empty()) values.emplace_back();  // a switch; twice is once too often
            }
        }
    } catch (const po::error& fault) {
        problems.push_back(syntax_problem(fault));
    }
    for (const OptionSpec& spec : specs) {
        const auto found = arguments.values_.find(spec.name);
        if (found != arguments.values_.end() && !spec.many && found->second.size() > 1) {
            problems.push_back({"--" + std::string(spec.name), "given more than once", "keep one"});
        }
    }
    if (!problems.empty()) return problems;
    return arguments;
}

std::string Arguments::text(const std::string& name, const std::string& fallback) const {
    const auto found = values_.find(name);
    return found == values_.end() || found->second.empty() ? fallback : found->second.front();
}

std::vector<std::string> Arguments::texts(const std::string& name) const {
    const auto found = values_.find(name);
    return found == values_.end() ? std::vector<std::string>{} : found->second;
}

std::int64_t Arguments::whole(const std::string& name, std::int64_t fallback, std::int64_t low, std::int64_t high,
                              Problems& problems) const {
    if (!has(name)) return fallback;
    const std::string given = text(name);
    std::int64_t value = 0;
    const auto [end, fault] = std::from_chars(given.data(), given.data() + given.size(), value);
    if (fault == std::errc{} && end == given.data() + given.size() && low <= value && value <= high) return value;
    problems.push_back({"--" + name, "\"" + given + "\" is not a whole number " + range_words(low, high), ""});
    return fallback;
}

double Arguments::number(const std::string& name, double fallback, double low, double high, Problems& problems) const {
    if (!has(name)) return fallback;
    const std::string given = text(name);
    char* end = nullptr;
    const double value = std::strtod(given.c_str(), &end);
    if (!given.empty() && *end == '\0' && std::isfinite(value) && low <= value && value <= high) return value;
    problems.push_back({"--" + name, "\"" + given + "\" is not a number " + range_words(low, high), ""});
    return fallback;
}

std::optional<Instant> Arguments::date(const std::string& name, Problems& problems) const {
    if (!has(name)) return std::nullopt;
    const std::optional<Instant> at = parse_instant(text(name));
    const Instant first = *parse_instant("1980-01-01"), last = *parse_instant("2120-01-01");
    if (at && first <= *at && *at <= last) return at;
    problems.push_back(
        {"--" + name, "\"" + text(name) + "\" is not a date from 1980 to 2120", "write it as 2026-04-06"});
    return std::nullopt;
}

std::string Arguments::one_of(const std::string& name, const std::string& fallback,
                              const std::vector<std::string>& choices, Problems& problems) const {
    std::string given = text(name, fallback);
    std::string listed;
    for (const std::string& choice : choices) {
        if (choice == given) return given;
        listed += (listed.empty() ? "" : ", ") + choice;
    }
    problems.push_back({"--" + name, "\"" + given + "\" is none of " + listed, ""});
    return fallback;
}

std::string help_of(const std::vector<OptionSpec>& specs) {
    std::string text;
    for (const OptionSpec& spec : specs) {
        std::string left = "  --" + std::string(spec.name);
        if (spec.value != nullptr) left += " " + std::string(spec.value);
        if (spec.letter != nullptr) left += ", -" + std::string(spec.letter);
        left.resize(std::max<std::size_t>(left.size() + 1, 28), ' ');
        text += left + spec.help + "\n";
    }
    return text;
}

}  // namespace permap
