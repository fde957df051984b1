#include "projection/child_record.hpp"

namespace permap {

AgeBand age_band_of(std::int32_t completed_years) {
    AgeBand band = age_bands.front().band;
    for (const NamedAgeBand& one : age_bands) {
        if (completed_years >= one.from_years) band = one.band;
    }
    return band;
}

}  // namespace permap
