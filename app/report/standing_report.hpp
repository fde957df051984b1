// Where children stand on a day, and how many there are month by month, as text.
#pragma once

#include <string>
#include <vector>

#include "mining/caseload.hpp"
#include "mining/questions.hpp"

namespace permap {

struct Questions {
    std::vector<StandingOn> on;  // by date
    std::string moves_are;       // how moves were counted, in words; empty: they cannot be told
};

struct Caseload {
    std::vector<CaseloadMonth> months;
    bool shows_all = false;  // in tables; else the last year
};

std::string questions_text(const Questions& questions);

std::string caseload_text(const Caseload& caseload);

}  // namespace permap
