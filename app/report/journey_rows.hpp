// What a picture of one child's journey shows, section by section and row by row; not yet how it is drawn.
#pragma once

#include <string>
#include <vector>

#include "report/journey_view.hpp"

namespace permap {

enum class BarLook : std::uint8_t { waiting, working, not_known, clock, within_limit, beyond_limit };
struct PictureBar {
    Instant from, to;
    BarLook look = BarLook::working;
    bool goes_on = false;  // it had not ended when the picture ends
};

enum class MarkShape : std::uint8_t { done, cancelled, date_only, milestone, move, limit, kept, passed };
struct PictureMark {
    Instant at;
    MarkShape shape = MarkShape::done;
};

// A stretch of a band, with its name inside.
struct PictureSpan {
    Instant from, to;
    std::string text, short_text;
};

struct PictureRow {
    std::string label, detail;
    std::vector<PictureSpan> spans;
    std::vector<PictureBar> bars;
    std::vector<PictureMark> marks;
    std::vector<std::string> facts;  // the same in words, for those who cannot see it
};

struct PictureSection {
    std::string title;
    std::vector<PictureRow> rows;
    std::string note;  // below the rows: what is left out; may be empty
};

// Age and stage; what was known of the child; meetings and hearings (the map's services); milestones; aims and limits;
// other steps; clocks. Sections without a row are left out.
std::vector<PictureSection> picture_sections(const JourneyView& view, const JourneySubject& subject);

}  // namespace permap
