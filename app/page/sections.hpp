// The sections of the page, in the order in which a board reads them. Each copes with results that do not hold what it
// shows: it then says which command gives it.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "page/markup.hpp"
#include "page/result.hpp"

namespace permap::page {

using Results = std::vector<ResultFile>;

struct Section {
    std::string id, title;
    Markup inside;
};

Section findings_section(const Results& results);
Section lanes_section(const Results& results);
Section delay_section(const Results& results);
Section side_by_side_section(const Results& results);
Section routes_section(const Results& results);
Section aims_section(const Results& results);
// Nothing where no result holds a run chart, or says where children stand.
std::optional<Section> run_charts_section(const Results& results);
std::optional<Section> standing_section(const Results& results);
Section ranking_section(const Results& results);
Section assumptions_section(const Results& results);
Section protects_section(const Results& results);
// The items of STRESS-DES, with what the program knows, and blanks where a person has to write.
Section methods_section(const Results& results);
Section glossary_section();

}  // namespace permap::page
