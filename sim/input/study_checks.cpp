#include "input/study_checks.hpp"

#include <algorithm>
#include <vector>

#include "vocabulary/calendar.hpp"
#include "vocabulary/suggestion.hpp"

namespace permap {

StepIndex cohort_entry(const std::string& given, const Map& map, Problems& problems) {
    std::vector<std::string> known;
    for (const Arrivals& arrivals : map.arrivals) known.push_back(arrivals.entry);
    if (std::find(known.begin(), known.end(), given) != known.end()) {
        const auto step =
            std::find_if(map.steps.begin(), map.steps.end(), [&](const Step& one) { return one.id == given; });
        return static_cast<StepIndex>(step - map.steps.begin());
    }
    std::string listed;
    for (const std::string& entry : known) listed += (listed.empty() ? "" : ", ") + entry;
    const std::string near = nearest(given, known);
    problems.push_back({"--entry", "children cannot come in at \"" + given + "\"",
                        near.empty() ? "entries: " + listed : "did you mean " + near + "?"});
    return no_step;
}

void check_years(const RunSettings& settings, Problems& problems) {
    const auto years = [](double length) { return Minutes{static_cast<std::int32_t>(length * 365.25 * 24 * 60)}; };
    if (settings.start - years(settings.warm_up_years) < midnight(Calendar::first_day())) {
        problems.push_back({"--start",
                            "with the warm-up before it, the run would begin before all calendars do, on " +
                                to_date_string(midnight(Calendar::first_day())),
                            "a later --start, or fewer --warm-up-years"});
    }
    const double followed = settings.horizon_years + (settings.children ? 0 : settings.years_of_arrivals);
    if (settings.start + years(followed) >= midnight(Calendar::end())) {
        problems.push_back(
            {"--start",
             "the run would go on past the end of all calendars, on " + to_date_string(midnight(Calendar::end())),
             "an earlier --start, or fewer years"});
    }
}

}  // namespace permap
