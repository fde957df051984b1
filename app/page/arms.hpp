// Which arms of which results a section is about, and what they are called on the page.
#pragma once

#include <string>
#include <vector>

#include "page/markup.hpp"
#include "page/result.hpp"

namespace permap::page {

struct NamedArm {
    const ResultFile* result;
    const Arm* arm;
    const Arm* baseline;  // of the same result; nullptr: this is one
    std::string name;     // "as it is", "tracker"; with the run where several results have one of that name
    std::string where;    // the same inside a sentence: "the system as it is", "with tracker"
    std::string id;       // "run1-arm0": for ids on the page
};

// Arms with figures: all of compare, simulate and replay, in the order given.
std::vector<NamedArm> named_arms(const std::vector<ResultFile>& results);
// Those to show the system as it is by: each result's baseline, else its one arm.
std::vector<NamedArm> first_arms(const std::vector<ResultFile>& results);
// Those that have a baseline beside them.
std::vector<NamedArm> changed_arms(const std::vector<ResultFile>& results);

// "Run 2: permap compare".
std::string run_name(const std::vector<ResultFile>& results, const ResultFile& result);
bool has_kind(const std::vector<ResultFile>& results, ResultKind kind);

// A heading for one of several; nothing where there is one alone.
Markup heading_if_several(std::size_t count, const std::string& name);

// In place of what no result holds.
Markup not_here(const std::string& what, const std::string& command);

// "The model sees time and routes …", and the label of each removed step that may not be removed by law.
Markup removal_warning(const std::vector<Removed>& removed);

std::string sentence_start(std::string words);  // with a capital

// The same words where a ranking takes steps out.
Markup ranking_warning(const std::vector<RankRow>& rows);

// A step's or lane's id in words, where the result holds no name.
std::string words_of_id(std::string id);
std::string lane_name(const Arm& arm, const std::string& lane);

}  // namespace permap::page
