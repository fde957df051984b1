#include "page/sections.hpp"

namespace permap::page {

Section glossary_section() {
    constexpr std::pair<const char*, const char*> words[] = {
        {"Aim", "A time limit that should be kept for a child, with who counts and who is left out."},
        {"Assumption",
         "A number nobody has published. It has a low and a high, and is said to be one wherever it is used."},
        {"Attributed days", "Days of the path that mattered, each given to the one step or clock it was spent in."},
        {"Child-days", "Days of children added up: one child for ten days, or ten children for one."},
        {"Clock", "Time the law lets run by itself, such as the year of an order."},
        {"Days not yet permanent",
         "Days away from home before a child reaches permanence, up to the end of follow-up."},
        {"Lane", "The people who do a group of steps: a court, a panel, a social work team."},
        {"Path that mattered", "Back from the outcome, step by step: what each had to wait for last."},
        {"Permanence",
         "A settled home for good, by one of four routes: with parents, a kinship care order, a permanence "
         "order, adoption."},
        {"Replication", "The whole run again, with other luck."},
        {"Scenario", "A list of changes to the map, tried on the same children with the same luck."},
        {"Told apart",
         "The difference is not just chance, and not just a guess at an assumed number. “Not yet” does not "
         "mean there is none: more replications, or better numbers, may tell."}};
    Markup list;
    for (const auto& [word, meaning] : words) list += element("dt", word) + element("dd", meaning);
    return {"glossary", "A few words", element("dl", list)};
}

}  // namespace permap::page
