// Cumulative incidence of the routes to permanence: how many children got there by each, year by year.
#include <algorithm>

#include "page/arms.hpp"
#include "page/charts.hpp"
#include "page/sections.hpp"
#include "page/shown.hpp"
#include "page/table.hpp"

namespace permap::page {

namespace {

std::string name_of(const Route& route) {
    return route.name.empty() ? words_of_id(route.id) : route.name;
}

Markup picture_and_table(const NamedArm& arm) {
    const std::vector<Route>& routes = arm.arm->routes;
    std::vector<Line> shares;
    std::string last_values;
    for (const Route& route : routes) {
        shares.push_back({name_of(route), route.years, route.share});
        Number last;
        for (const Number& share : route.share) {
            if (share) last = share;
        }
        if (last) last_values += (last_values.empty() ? "" : "; ") + name_of(route) + " " + shown(last, Unit::share);
    }
    const std::string title = "Children who reached permanence by each route, " + arm.where;
    Markup inside = lines({arm.id + "-routes-picture", title,
                           "Lines over the years since coming to live away from home. At their ends: " + last_values +
                               ". Every number is in the table that follows."},
                          shares);
    Table table{arm.id + "-routes", title + ": share by year, 95\u00a0% interval (chance only) below", {{"Route"}}, {}};
    for (const Number& year : routes.front().years) table.columns.push_back({"Year " + shown(year, Unit::value), true});
    for (const Route& route : routes) {
        std::vector<Markup> cells = {text(name_of(route))};
        for (std::size_t i = 0; i < routes.front().years.size(); ++i) {
            if (i >= route.share.size()) {
                cells.push_back(cell(Number(), Unit::share));
                continue;
            }
            Markup one = cell(route.share[i], Unit::share);
            if (route.low[i] && route.high[i])
                one += element("span", {{"class", "under-name"}}, cell({route.low[i], route.high[i]}, Unit::points));
            cells.push_back(one);
        }
        table.rows.push_back(std::move(cells));
    }
    return inside + table_box(without_unknown(std::move(table)));
}

}  // namespace

Section routes_section(const Results& results) {
    std::vector<NamedArm> arms = named_arms(results);
    arms.erase(std::remove_if(arms.begin(), arms.end(), [](const NamedArm& arm) { return arm.arm->routes.empty(); }),
               arms.end());
    Markup inside = element(
        "p",
        "Of the children who came to live away from home, how many had reached permanence by each route after so many "
        "years. The routes compete: a child who takes one cannot take another. A line ends where nobody was followed "
        "longer.");
    if (arms.empty()) inside = not_here("The routes to permanence over time.", "permap simulate MAP --json");
    for (const NamedArm& arm : arms) inside += picture_and_table(arm);
    return {"routes", "The routes to permanence over the years", inside};
}

}  // namespace permap::page
