#include "report/unexplained_report.hpp"

#include "report/tables.hpp"

namespace permap {

namespace {

constexpr std::size_t rows_shown = 20;

}  // namespace

Json unexplained_json(const std::vector<Unexplained>& unexplained, const Map& map, bool has_map, Notes& notes) {
    if (!has_map) {
        notes.add("unexplained", "no map was given");
        return {{"unexplained", nullptr}};
    }
    Json list = Json::array();
    for (const Unexplained& one : unexplained) {
        list.push_back({{"step", one.step == no_step ? Json(nullptr) : Json(map.steps[index(one.step)].id)},
                        {"attribute", text_or_null(one.attribute)},
                        {"kind", to_string(one.kind)},
                        {"visits", one.visits},
                        {"children", one.children}});
    }
    notes.add(
        "unexplained: a fast estimate, which asks of each visit whether the child had ever been at a step that leads "
        "to "
        "it; it does not say how well whole journeys fit the map");
    return {{"unexplained", std::move(list)}};
}

std::string unexplained_text(const std::vector<Unexplained>& unexplained, const Map& map) {
    std::string text = "\nWhat the map does not explain (a fast estimate)\n";
    if (unexplained.empty()) return text + "Nothing.\n";
    std::vector<std::vector<std::string>> rows;
    for (std::size_t i = 0; i < unexplained.size() && i < rows_shown; ++i) {
        const Unexplained& one = unexplained[i];
        std::string what = one.attribute;
        if (one.step != no_step) {
            const Step& step = map.steps[index(one.step)];
            what = step.name.empty() ? step.id : step.name;
        }
        rows.push_back({what.empty() ? "–" : what, in_words(one.kind), with_separators(one.visits),
                        with_separators(one.children)});
    }
    text += table({{"step or attribute", false, 36}, {"what", false, 40}, {"visits", true, 9}, {"children", true, 9}},
                  rows);
    if (unexplained.size() > rows_shown)
        text += "… and " + with_separators(static_cast<std::int64_t>(unexplained.size() - rows_shown)) + " more\n";
    return text;
}

}  // namespace permap
