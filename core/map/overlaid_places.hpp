// Where the values were written that an overlay put in place of the base map's, so that a fault in one of them names
// the overlay's file. No part of a map's meaning.
#pragma once

#include <map>
#include <string>

#include "vocabulary/result.hpp"

namespace permap {

// Places are "FILE#" and a JSON pointer, as in Problem::where.
class OverlaidPlaces {
public:
    // The value at `place`, and all below it, was written at `at`.
    void replaced(const std::string& place, const std::string& at);

    // Some of what lies below `place` was written below `at`: a fault of the whole is best looked for there.
    void changed_within(const std::string& place, const std::string& at);

    // Where the value at `place` was written: there, unless an overlay wrote it.
    std::string written_at(const std::string& place) const;

    // The same problems, each at the place where its value was written. Where only a part of the value was written by
    // an overlay, the hint names the place of the rest.
    Problems written_at(Problems problems) const;

    bool operator==(const OverlaidPlaces&) const { return true; }

private:
    std::map<std::string, std::string> replaced_;
    std::map<std::string, std::string> changed_within_;
};

}  // namespace permap
