// One child's journey as a picture (SVG 1.1) along a time axis; with a scenario, the same child in both arms on one
// axis. Nothing from elsewhere is needed to show it. What a shape or pattern means is in the legend, and never told by
// colour alone; the description says in words all that the picture shows.
#pragma once

#include <string>
#include <vector>

#include "report/journey_view.hpp"

namespace permap {

struct JourneyPart {
    std::string title;  // "As it is"; empty where there is one
    JourneyView view;
};

std::string journey_svg(const JourneySubject& subject, const std::vector<JourneyPart>& parts,
                        std::optional<Instant> at);

// Every colour of the picture, what it stands on, and the contrast it must have (WCAG 2.2: 4.5 for text, 3 for shapes;
// 1 for what only decorates).
struct ColourUse {
    const char* colour;
    const char* ground;
    double least_contrast;
};
const std::vector<ColourUse>& journey_colours();

}  // namespace permap
