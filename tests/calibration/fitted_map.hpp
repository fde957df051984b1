// A small map to fit: where children go and how long they are away. Every number is an assumption with a low and a
// high, but for the first step's time and one share of four, which a source gives.
#pragma once

#include <string>
#include <vector>

#include "calibration/calibrate.hpp"

namespace permap {

Map fitted_map();
// The same with one assumed number set: what the figures are taken from.
Map with_truth(const std::string& id, double value);

struct Figure {
    std::string id, measure, unit;
    double published = 0;
};
// A targets file of figures that may all be fitted, with the band their rule gives.
Targets figures_to_fit(const std::vector<Figure>& figures);

// The same figures, published as the map has them in this study.
std::vector<Figure> as_on(const Map& map, std::vector<Figure> figures, const Study& study);

CalibrationSettings settings_for(const std::vector<std::string>& parameters, int threads = 2);

}  // namespace permap
