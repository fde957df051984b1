#include "report/bound_names_report.hpp"

#include "report/tables.hpp"

namespace permap {

namespace {

constexpr std::size_t names_shown = 10;

std::string named(const std::string& title, const std::vector<std::string>& names) {
    if (names.empty()) return {};
    std::string text = title + " (" + with_separators(static_cast<std::int64_t>(names.size())) + "): ";
    for (std::size_t i = 0; i < names.size() && i < names_shown; ++i) text += (i == 0 ? "" : "; ") + names[i];
    if (names.size() > names_shown)
        text += " and " + with_separators(static_cast<std::int64_t>(names.size() - names_shown)) + " more";
    return wrapped(text, 0);
}

}  // namespace

Json bound_names_json(const BoundNames& names) {
    return {{"bound_steps", names.bound_steps},
            {"unbound_steps", names.unbound_steps},
            {"unbound_attributes", names.unbound_attributes},
            {"unbound_values", names.unbound_values},
            {"left_out", names.left_out},
            {"known_imports", names.known_imports},
            {"imports", names.imports}};
}

std::string bound_names_text(const BoundNames& names, bool has_map) {
    std::string text;
    if (has_map) {
        text += named("Steps of the log that are on the map", names.bound_steps);
        text += named("Steps of the log that the map has no name for", names.unbound_steps);
        text += named("Attributes that the map does not have", names.unbound_attributes);
        text += named("Values that the map does not have", names.unbound_values);
    }
    if (names.left_out != 0)
        text += wrapped(with_separators(names.left_out) + " records say what no event can hold, and were left out.", 0);
    if (names.known_imports != names.imports)
        text += wrapped("As known after import " + std::to_string(names.known_imports) + " of " +
                            std::to_string(names.imports) + ".",
                        0);
    return text.empty() ? text : "\nWhat the log says and the map knows\n" + text;
}

}  // namespace permap
