#include "graph/lane_layout.hpp"

#include <algorithm>
#include <map>
#include <tuple>

#include "graph/lane_rows.hpp"
#include "graph/line_tracks.hpp"
#include "vocabulary/result.hpp"

namespace permap {

namespace {

constexpr int track_apart = 9;     // between lines side by side
constexpr int column_margin = 16;  // between a box and the nearest line of an upright channel; the arrow's head fits
constexpr int row_margin = 10;     // the same above and below a row
constexpr int entry_shift = 12;    // lines that would run on a neighbour's line come in this much higher
constexpr int clear_of_line = 5;

// How a line gets from its box to the next.
enum class Course {
    next_column,   // through the one channel between them
    along_to,      // upright right behind its own box, then along the other's row
    along_from,    // along its own row, then upright just before the other box
    between_rows,  // upright, along a level channel, upright
};

struct Plan {
    Course course = Course::next_column;
    int level_channel = -1;  // between_rows: 2 × row above that row, 2 × row + 1 below it
};

class Layout {
public:
    Layout(const std::vector<LaneBox>& boxes, const std::vector<LaneLine>& lines, int lane_head)
        : boxes_(boxes), lines_(lines), lane_head_(lane_head) {}

    LaneLayout made() && {
        place_in_grid();
        for (const LaneLine& line : lines_) plans_.push_back(plan_of(line));
        lay_level_channels();
        place_rows();
        lay_upright_channels();
        place_columns();
        for (std::size_t i = 0; i < lines_.size(); ++i) layout_.routes.push_back(route_of(i));
        return std::move(layout_);
    }

private:
    // Lines that run as one: where to, in what style.
    using LevelKey = std::tuple<int, std::size_t, int>;  // channel, to, style
    using UprightKey =
        std::tuple<int, bool, std::size_t, int, int>;  // channel, goes to a level channel, to, style, which

    void place_in_grid() {
        std::vector<int> lanes, ranks;
        std::vector<LaneArrow> arrows;
        std::vector<bool> back;
        for (const LaneBox& box : boxes_) {
            PERMAP_ASSERT(box.rank >= 0 && box.width > 0 && box.height > 0);
            lanes.push_back(box.lane);
            ranks.push_back(box.rank);
            columns_ = std::max(columns_, box.rank + 1);
        }
        for (const LaneLine& line : lines_) {
            PERMAP_ASSERT(line.from < boxes_.size() && line.to < boxes_.size());
            arrows.push_back({line.from, line.to, line.is_back});
            back.push_back(line.is_back);
        }
        rows_ = lane_rows(lanes, ranks, arrows, back);
        const auto rows = rows_.lane_of.size();
        cells_.assign(rows * static_cast<std::size_t>(columns_), nobody);
        for (std::size_t box = 0; box < boxes_.size(); ++box) cell(rows_.row_of[box], boxes_[box].rank) = box;
    }

    std::size_t& cell(int row, int column) {
        return cells_[static_cast<std::size_t>(row) * static_cast<std::size_t>(columns_) +
                      static_cast<std::size_t>(column)];
    }

    bool is_empty(int row, int from_column, int to_column) {
        for (int column = from_column; column <= to_column; ++column) {
            if (cell(row, column) != nobody) return false;
        }
        return true;
    }

    Plan plan_of(const LaneLine& line) {
        const int from = boxes_[line.from].rank, to = boxes_[line.to].rank;
        const int from_row = rows_.row_of[line.from], to_row = rows_.row_of[line.to];
        if (to == from + 1) return {Course::next_column};
        if (to > from && is_empty(to_row, from + 1, to - 1)) return {Course::along_to};
        if (to > from && is_empty(from_row, from + 1, to - 1)) return {Course::along_from};
        const bool comes_from_below = from_row > to_row || (from_row == to_row && to > from);
        return {Course::between_rows, 2 * to_row + (comes_from_below ? 1 : 0)};
    }

    int channel_behind(std::size_t box) const { return boxes_[box].rank + 1; }
    int channel_before(std::size_t box) const { return boxes_[box].rank; }

    LevelKey level_key(std::size_t line) const {
        return {plans_[line].level_channel, lines_[line].to, lines_[line].style};
    }

    // Level channels before anything has a place: along them, the number of an upright channel is the place.
    void lay_level_channels() {
        std::map<LevelKey, Strand> strands;
        for (std::size_t i = 0; i < lines_.size(); ++i) {
            if (plans_[i].course != Course::between_rows) continue;
            const int behind = channel_behind(lines_[i].from), before = channel_before(lines_[i].to);
            const bool is_above = plans_[i].level_channel % 2 == 0;
            auto [found, is_new] = strands.try_emplace(level_key(i));
            Strand& strand = found->second;
            if (is_new) {
                strand.low = strand.high = before;
                (is_above ? strand.after : strand.before).push_back(before);
            }
            strand.reach(behind);
            const int row = plans_[i].level_channel / 2, from_row = rows_.row_of[lines_[i].from];
            const bool is_from_above = from_row < row || (from_row == row && !is_above);
            (is_from_above ? strand.before : strand.after).push_back(behind);
        }
        for (int channel = 0; channel < 2 * static_cast<int>(rows_.lane_of.size()); ++channel) {
            std::vector<LevelKey> keys;
            std::vector<Strand> here;
            for (const auto& [key, strand] : strands) {
                if (std::get<0>(key) != channel) continue;
                keys.push_back(key);
                here.push_back(strand);
            }
            const std::vector<int> tracks = tracks_of(here, 0);
            for (std::size_t i = 0; i < keys.size(); ++i) level_track_[keys[i]] = tracks[i];
            level_tracks_.push_back(track_count(tracks));
        }
    }

    void place_rows() {
        int y = 0;
        for (std::size_t row = 0; row < rows_.lane_of.size(); ++row) {
            const bool is_new_lane = row == 0 || rows_.lane_of[row] != rows_.lane_of[row - 1];
            if (is_new_lane) {
                layout_.bands.push_back({rows_.lane_of[row], y, 0});
                y += lane_head_;
            }
            y += row_margin;
            level_y_.push_back(y);
            y += level_tracks_[2 * row] * track_apart + (level_tracks_[2 * row] > 0 ? row_margin : 0);
            int above = 0, below = 0;
            for (std::size_t box = 0; box < boxes_.size(); ++box) {
                if (rows_.row_of[box] != static_cast<int>(row)) continue;
                above = std::max({above, boxes_[box].middle, entry_shift});
                below = std::max(below, boxes_[box].height - boxes_[box].middle);
            }
            middle_y_.push_back(y + above);
            y += above + below + row_margin;
            level_y_.push_back(y);
            y += level_tracks_[2 * row + 1] * track_apart;
            const bool is_last = row + 1 == rows_.lane_of.size() || rows_.lane_of[row] != rows_.lane_of[row + 1];
            if (is_last) {
                y += row_margin;
                layout_.bands.back().height = y - layout_.bands.back().y;
            }
        }
        layout_.height = y;
        for (std::size_t box = 0; box < boxes_.size(); ++box) {
            const int middle = middle_y_[static_cast<std::size_t>(rows_.row_of[box])];
            layout_.boxes.push_back({0, middle - boxes_[box].middle, middle});
        }
        for (std::size_t box = 0; box < boxes_.size(); ++box) keep_clear_of_neighbour(box);
    }

    // A line that leaves the neighbour at the height of this box, and goes elsewhere, must not seem to come in here.
    void keep_clear_of_neighbour(std::size_t box) {
        const int row = rows_.row_of[box];
        std::size_t neighbour = nobody;
        for (int column = boxes_[box].rank - 1; column >= 0 && neighbour == nobody; --column) {
            neighbour = cell(row, column);
        }
        if (neighbour == nobody) return;
        for (const LaneLine& line : lines_) {
            if (line.from != neighbour || line.to == box) continue;
            const int apart = exit_y(line) - layout_.boxes[box].entry;
            if (apart > -clear_of_line && apart < clear_of_line) {
                layout_.boxes[box].entry -= entry_shift;
                return;
            }
        }
    }

    int exit_y(const LaneLine& line) const { return layout_.boxes[line.from].y + line.exit; }

    int level_y(std::size_t line) const {
        return level_y_[static_cast<std::size_t>(plans_[line].level_channel)] +
               level_track_.at(level_key(line)) * track_apart;
    }

    // The strand in which a line comes to its box, or to the row it runs along.
    UprightKey arriving_key(std::size_t line) const {
        const int channel = plans_[line].course == Course::along_to ? channel_behind(lines_[line].from)
                                                                    : channel_before(lines_[line].to);
        return {channel, false, lines_[line].to, lines_[line].style, 0};
    }

    UprightKey leaving_key(std::size_t line) const {
        return {channel_behind(lines_[line].from), true, lines_[line].to, lines_[line].style,
                plans_[line].level_channel};
    }

    void lay_upright_channels() {
        std::map<UprightKey, Strand> strands;
        const auto strand_at = [&](const UprightKey& key, int y) -> Strand& {
            auto [found, is_new] = strands.try_emplace(key);
            if (is_new) found->second.low = found->second.high = y;
            found->second.reach(y);
            return found->second;
        };
        for (std::size_t i = 0; i < lines_.size(); ++i) {
            const LaneLine& line = lines_[i];
            const int entry = layout_.boxes[line.to].entry;
            Strand& arriving = strand_at(arriving_key(i), entry);
            arriving.after.push_back(entry);
            if (plans_[i].course != Course::between_rows) {
                arriving.reach(exit_y(line));
                arriving.before.push_back(exit_y(line));
                continue;
            }
            const bool is_forward = channel_behind(line.from) < channel_before(line.to);
            arriving.reach(level_y(i));
            (is_forward ? arriving.before : arriving.after).push_back(level_y(i));
            Strand& leaving = strand_at(leaving_key(i), level_y(i));
            leaving.reach(exit_y(line));
            leaving.before.push_back(exit_y(line));
            (is_forward ? leaving.after : leaving.before).push_back(level_y(i));
        }
        for (int channel = 0; channel <= columns_; ++channel) {
            std::vector<UprightKey> keys;
            std::vector<Strand> here;
            for (const auto& [key, strand] : strands) {
                if (std::get<0>(key) != channel || strand.low == strand.high) continue;  // straight on needs no track
                keys.push_back(key);
                here.push_back(strand);
            }
            const std::vector<int> tracks = tracks_of(here, 4);
            for (std::size_t i = 0; i < keys.size(); ++i) upright_track_[keys[i]] = tracks[i];
            upright_tracks_.push_back(track_count(tracks));
        }
    }

    void place_columns() {
        int x = 0;
        for (int channel = 0; channel <= columns_; ++channel) {
            upright_x_.push_back(x + column_margin);
            x += 2 * column_margin + std::max(0, upright_tracks_[static_cast<std::size_t>(channel)] - 1) * track_apart;
            if (channel == columns_) break;
            int width = 0;
            for (std::size_t box = 0; box < boxes_.size(); ++box) {
                if (boxes_[box].rank != channel) continue;
                layout_.boxes[box].x = x;
                width = std::max(width, boxes_[box].width);
            }
            x += width;
        }
        layout_.width = x;
    }

    int upright_x(const UprightKey& key) const {
        const auto track = upright_track_.find(key);
        return upright_x_[static_cast<std::size_t>(std::get<0>(key))] +
               (track == upright_track_.end() ? 0 : track->second * track_apart);
    }

    std::vector<PicturePoint> route_of(std::size_t i) const {
        const LaneLine& line = lines_[i];
        const PlacedBox& from = layout_.boxes[line.from];
        const PlacedBox& to = layout_.boxes[line.to];
        const int arriving_x = upright_x(arriving_key(i));
        std::vector<PicturePoint> route{{from.x + boxes_[line.from].width, exit_y(line)}};
        if (plans_[i].course == Course::between_rows) {
            const int leaving_x = upright_x(leaving_key(i));
            route.push_back({leaving_x, exit_y(line)});
            route.push_back({leaving_x, level_y(i)});
            route.push_back({arriving_x, level_y(i)});
        } else {
            route.push_back({arriving_x, exit_y(line)});
        }
        route.push_back({arriving_x, to.entry});
        route.push_back({to.x, to.entry});
        return without_needless_corners(route);
    }

    static std::vector<PicturePoint> without_needless_corners(const std::vector<PicturePoint>& route) {
        std::vector<PicturePoint> corners;
        for (const PicturePoint& point : route) {
            if (!corners.empty() && corners.back() == point) continue;
            if (corners.size() >= 2) {
                const PicturePoint& a = corners[corners.size() - 2];
                const PicturePoint& b = corners.back();
                if ((a.x == b.x && b.x == point.x) || (a.y == b.y && b.y == point.y)) corners.pop_back();
            }
            corners.push_back(point);
        }
        return corners;
    }

    static constexpr std::size_t nobody = static_cast<std::size_t>(-1);

    const std::vector<LaneBox>& boxes_;
    const std::vector<LaneLine>& lines_;
    int lane_head_;
    int columns_ = 0;
    LaneRows rows_;
    std::vector<std::size_t> cells_;  // by row, then column
    std::vector<Plan> plans_;         // by line
    std::map<LevelKey, int> level_track_;
    std::vector<int> level_tracks_, level_y_;  // by level channel: how many tracks, y of the first
    std::vector<int> middle_y_;                // by row
    std::map<UprightKey, int> upright_track_;
    std::vector<int> upright_tracks_, upright_x_;  // by upright channel
    LaneLayout layout_;
};

}  // namespace

LaneLayout lane_layout(const std::vector<LaneBox>& boxes, const std::vector<LaneLine>& lines, int lane_head) {
    return Layout(boxes, lines, lane_head).made();
}

}  // namespace permap
