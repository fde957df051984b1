// What the checks of a map share: its ids by kind, where a part of it was read, and what was found.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "graph/map_check.hpp"
#include "map/map.hpp"
#include "vocabulary/suggestion.hpp"

namespace permap {

inline constexpr double sum_tolerance = 1e-9;  // of probabilities, and shares, that are to sum to 1

// Ids of one kind ("region"), in map order; of an id given twice the first counts.
class Ids {
public:
    Ids(std::string noun, std::vector<std::string> ids);

    std::optional<std::size_t> find(std::string_view id) const;
    bool has(std::string_view id) const { return find(id).has_value(); }
    const std::string& noun() const { return noun_; }
    const std::vector<std::string>& list() const { return ids_; }

private:
    std::string noun_;
    std::vector<std::string> ids_;
    std::unordered_map<std::string, std::size_t> place_;
};

class Findings {
public:
    explicit Findings(const Map& checked);

    void error(std::string where, std::string what, std::string hint = {});
    void warning(std::string where, std::string what, std::string hint = {});

    // Reports an id that `known` does not have: WHO names no region "x". Tells whether it is known.
    bool known(const Ids& known, std::string_view id, const std::string& where, const std::string& who);

    // "FILE#/steps/3" of the step, and "#/regions/2" of anything else.
    std::string of_step(std::size_t step, const std::string& suffix = {}) const;
    std::string of_list(std::string_view list, std::size_t place, const std::string& suffix = {}) const;
    std::string of_map(const std::string& suffix) const;

    const Map& map;
    const Ids lanes, phases, processes, sources, calendars, attributes, resources, steps, regions;
    CheckReport report;

private:
    std::string file_;  // of the map, where it is a single one
};

std::string number_text(double value);                               // as short as it reads
std::string in_list(const std::string& pointer, std::size_t place);  // "/ways" and 2 give "/ways/2"
std::string timescale_pointer(const Step& step, std::size_t place);  // "/timescale", or its place in a list of them

// One file each; check_map runs them in this order.
void check_names(Findings& findings);
void check_conditions(Findings& findings);
void check_numbers(Findings& findings);
void check_decisions(Findings& findings);
void check_kinds(Findings& findings);
void check_flow(Findings& findings);
void check_joins(Findings& findings);

}  // namespace permap
