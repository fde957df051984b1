#include <algorithm>
#include <catch2/catch.hpp>
#include <random>

#include "graph/lane_layout.hpp"
#include "graph/lane_ranks.hpp"
#include "graph/lane_rows.hpp"
#include "graph/line_tracks.hpp"

using namespace permap;

namespace {

struct Drawing {
    std::vector<LaneBox> boxes;
    std::vector<LaneLine> lines;
};

// Any boxes and lines at all: lanes, sizes, loops, lines to oneself, several lines between the same two.
Drawing drawn(unsigned seed) {
    std::mt19937 words(seed);
    const auto up_to = [&](int most) { return static_cast<int>(words() % static_cast<unsigned>(most + 1)); };
    Drawing drawing;
    const int count = 1 + up_to(30);
    for (int i = 0; i < count; ++i) {
        LaneBox box;
        box.lane = up_to(5);
        box.width = 60 + up_to(150);
        box.height = 30 + up_to(120);
        box.middle = 13 + up_to(16);
        drawing.boxes.push_back(box);
    }
    std::vector<LaneArrow> arrows;
    for (int i = up_to(60); i > 0; --i) {
        LaneLine line;
        line.from = static_cast<std::size_t>(up_to(count - 1));
        line.to = static_cast<std::size_t>(up_to(count - 1));
        const LaneBox& from = drawing.boxes[line.from];
        line.exit = up_to(1) == 0 ? from.middle : up_to(from.height);
        line.style = up_to(2);
        drawing.lines.push_back(line);
        arrows.push_back({line.from, line.to, up_to(9) == 0});
    }
    const std::vector<bool> back = arrows_back(drawing.boxes.size(), arrows);
    const std::vector<int> ranks = lane_ranks(drawing.boxes.size(), arrows, back);
    for (std::size_t i = 0; i < ranks.size(); ++i) drawing.boxes[i].rank = ranks[i];
    for (std::size_t i = 0; i < back.size(); ++i) drawing.lines[i].is_back = back[i];
    return drawing;
}

constexpr unsigned seeds = 200;

struct Area {
    int left, top, right, bottom;
};

Area area(const Drawing& drawing, const LaneLayout& layout, std::size_t box) {
    const PlacedBox& at = layout.boxes[box];
    return {at.x, at.y, at.x + drawing.boxes[box].width, at.y + drawing.boxes[box].height};
}

// Edges may touch.
bool overlap(const Area& a, const Area& b) {
    return a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
}

Area area(const PicturePoint& a, const PicturePoint& b) {
    return {std::min(a.x, b.x), std::min(a.y, b.y), std::max(a.x, b.x), std::max(a.y, b.y)};
}

// A line has no width, so that touching an edge is inside for it unless it is left out.
bool runs_through(const PicturePoint& a, const PicturePoint& b, const Area& box) {
    const Area line = area(a, b);
    return line.left < box.right && box.left < line.right && line.top < box.bottom && box.top < line.bottom;
}

}  // namespace

TEST_CASE("no two boxes of a picture overlap, and each lies in its lane") {
    for (unsigned seed = 0; seed < seeds; ++seed) {
        const Drawing drawing = drawn(seed);
        const LaneLayout layout = lane_layout(drawing.boxes, drawing.lines, 20);
        INFO("seed " << seed);
        REQUIRE(layout.boxes.size() == drawing.boxes.size());
        for (std::size_t i = 0; i < drawing.boxes.size(); ++i) {
            const Area one = area(drawing, layout, i);
            for (std::size_t j = 0; j < i; ++j) REQUIRE_FALSE(overlap(one, area(drawing, layout, j)));
            REQUIRE(one.left >= 0);
            REQUIRE(one.right <= layout.width);
            const auto band = std::find_if(layout.bands.begin(), layout.bands.end(), [&](const LaneBand& one_band) {
                return one_band.lane == drawing.boxes[i].lane;
            });
            REQUIRE(band != layout.bands.end());
            REQUIRE(one.top >= band->y + 20);  // below the lane's name
            REQUIRE(one.bottom <= band->y + band->height);
        }
    }
}

TEST_CASE("lanes lie one below the other, in their order, and fill the picture") {
    for (unsigned seed = 0; seed < seeds; ++seed) {
        const Drawing drawing = drawn(seed);
        const LaneLayout layout = lane_layout(drawing.boxes, drawing.lines, 20);
        int y = 0, lane = -1;
        for (const LaneBand& band : layout.bands) {
            REQUIRE(band.y == y);
            REQUIRE(band.lane > lane);
            y += band.height;
            lane = band.lane;
        }
        REQUIRE(layout.height == y);
    }
}

TEST_CASE("every line is drawn at right angles, from its box to the next, and through no box") {
    for (unsigned seed = 0; seed < seeds; ++seed) {
        const Drawing drawing = drawn(seed);
        const LaneLayout layout = lane_layout(drawing.boxes, drawing.lines, 20);
        INFO("seed " << seed);
        REQUIRE(layout.routes.size() == drawing.lines.size());
        for (std::size_t i = 0; i < drawing.lines.size(); ++i) {
            INFO("line " << i);
            const LaneLine& line = drawing.lines[i];
            const auto& route = layout.routes[i];
            REQUIRE(route.size() >= 2);
            const Area from = area(drawing, layout, line.from), to = area(drawing, layout, line.to);
            REQUIRE(route.front() == PicturePoint{from.right, from.top + line.exit});
            REQUIRE(route.back().x == to.left);
            REQUIRE(route.back().y == layout.boxes[line.to].entry);
            REQUIRE(route.back().y > to.top);
            REQUIRE(route.back().y < to.bottom);
            for (std::size_t p = 1; p < route.size(); ++p) {
                REQUIRE((route[p].x == route[p - 1].x) != (route[p].y == route[p - 1].y));
                REQUIRE(route[p].x >= 0);
                REQUIRE(route[p].x <= layout.width);
                REQUIRE(route[p].y >= 0);
                REQUIRE(route[p].y <= layout.height);
                for (std::size_t box = 0; box < drawing.boxes.size(); ++box) {
                    REQUIRE_FALSE(runs_through(route[p - 1], route[p], area(drawing, layout, box)));
                }
            }
            REQUIRE(route[route.size() - 2].x < to.left);  // it comes in from the left
        }
    }
}

TEST_CASE("lines to different boxes or of different style never lie on one another") {
    for (unsigned seed = 0; seed < seeds; ++seed) {
        const Drawing drawing = drawn(seed);
        const LaneLayout layout = lane_layout(drawing.boxes, drawing.lines, 20);
        INFO("seed " << seed);
        for (std::size_t i = 0; i < drawing.lines.size(); ++i) {
            for (std::size_t j = 0; j < i; ++j) {
                const LaneLine &a = drawing.lines[i], &b = drawing.lines[j];
                if (a.to == b.to && a.style == b.style) continue;
                for (std::size_t p = 1; p < layout.routes[i].size(); ++p) {
                    for (std::size_t q = 1; q < layout.routes[j].size(); ++q) {
                        const Area one = area(layout.routes[i][p - 1], layout.routes[i][p]);
                        const Area other = area(layout.routes[j][q - 1], layout.routes[j][q]);
                        const bool both_upright = one.left == one.right && other.left == other.right;
                        if (!both_upright || one.left != other.left) continue;
                        REQUIRE_FALSE((one.top < other.bottom && other.top < one.bottom));
                    }
                }
            }
        }
    }
}

TEST_CASE("columns follow the lines, but for those that lead back") {
    for (unsigned seed = 0; seed < seeds; ++seed) {
        const Drawing drawing = drawn(seed);
        int columns = 0;
        for (const LaneLine& line : drawing.lines) {
            const int from = drawing.boxes[line.from].rank, to = drawing.boxes[line.to].rank;
            if (!line.is_back) REQUIRE(from < to);
            if (line.from == line.to) REQUIRE(line.is_back);
        }
        for (const LaneBox& box : drawing.boxes) columns = std::max(columns, box.rank + 1);
        for (int column = 0; column < columns; ++column) {
            REQUIRE(std::any_of(drawing.boxes.begin(), drawing.boxes.end(),
                                [&](const LaneBox& box) { return box.rank == column; }));
        }
    }
}

TEST_CASE("the same picture every time") {
    for (unsigned seed = 0; seed < 20; ++seed) {
        const Drawing drawing = drawn(seed);
        CHECK(lane_layout(drawing.boxes, drawing.lines, 20) == lane_layout(drawing.boxes, drawing.lines, 20));
    }
}

TEST_CASE("a chain with rework: what leads back is what the map says, or what closes a round") {
    // receive → assess → decide → done; decide ⇠ assess again
    const std::vector<LaneArrow> said{{0, 1}, {1, 2}, {2, 3}, {2, 1, true}};
    CHECK(arrows_back(4, said) == std::vector<bool>{false, false, false, true});
    // Also where it closes no round here.
    CHECK(arrows_back(2, std::vector<LaneArrow>{{0, 1, true}}) == std::vector<bool>{true});
    const std::vector<LaneArrow> found{{0, 1}, {1, 2}, {2, 3}, {2, 1}};
    CHECK(arrows_back(4, found) == std::vector<bool>{false, false, false, true});
    CHECK(lane_ranks(4, found, arrows_back(4, found)) == std::vector<int>{0, 1, 2, 3});
    // The longest path counts: a short cut does not pull a step forward.
    const std::vector<LaneArrow> short_cut{{0, 1}, {1, 2}, {0, 2}};
    CHECK(lane_ranks(3, short_cut, {false, false, false}) == std::vector<int>{0, 1, 2});
    // What nothing leads to stands just before where it leads.
    const std::vector<LaneArrow> late{{0, 1}, {1, 2}, {3, 2}};
    CHECK(lane_ranks(4, late, {false, false, false}) == std::vector<int>{0, 1, 2, 1});
}

TEST_CASE("a straight chain in one lane is one straight line") {
    std::vector<LaneBox> boxes;
    for (int i = 0; i < 4; ++i) boxes.push_back({0, 100, 40, 20, i});
    const LaneLayout layout = lane_layout(boxes, {{0, 1, 20}, {1, 2, 20}, {2, 3, 20}}, 20);
    for (const auto& route : layout.routes) CHECK(route.size() == 2);
    CHECK(layout.bands.size() == 1);
}

TEST_CASE("a line past a box that leads elsewhere comes in beside that box's line, not on it") {
    // Two boxes side by side in a row; the left one leads to the lane below, the right one is entered from there.
    const std::vector<LaneBox> boxes{
        {0, 100, 40, 20, 0}, {0, 100, 40, 20, 1}, {1, 100, 40, 20, 0}, {1, 100, 40, 20, 1}};
    const LaneLayout layout = lane_layout(boxes, {{0, 3, 20}, {2, 1, 20}}, 20);
    CHECK(layout.boxes[1].entry != layout.boxes[0].y + 20);
}

TEST_CASE("tracks: side by side where lines pass one another, in the order with fewer crossings") {
    Strand long_one{0, 100, {50}, {0, 100}};
    Strand short_one{20, 40, {20, 40}, {}};
    const std::vector<int> tracks = tracks_of({long_one, short_one}, 0);
    CHECK(tracks[0] != tracks[1]);
    CHECK(tracks[1] == 0);  // on the side it leaves to: it crosses nothing
    Strand elsewhere{200, 300, {200}, {300}};
    CHECK(tracks_of({long_one, elsewhere}, 0) == std::vector<int>{0, 0});
    CHECK(tracks_of({long_one, elsewhere}, 100) == std::vector<int>{0, 1});
    CHECK(track_count({}) == 0);
    CHECK(track_count({0, 2, 1}) == 3);
}

TEST_CASE("rows: a lane has as many as its fullest column, and boxes stand level with what leads to them") {
    // 0 → 1, 2 → 3; all of one lane, two in each column, given crosswise.
    const std::vector<LaneArrow> arrows{{0, 3}, {1, 2}};
    const LaneRows rows = lane_rows({0, 0, 0, 0}, {0, 0, 1, 1}, arrows, {false, false});
    CHECK(rows.lane_of == std::vector<int>{0, 0});
    CHECK(rows.row_of[0] == rows.row_of[3]);
    CHECK(rows.row_of[1] == rows.row_of[2]);
    CHECK(rows.row_of[0] != rows.row_of[1]);
    CHECK(lane_rows({0, 4, 4}, {0, 0, 0}, {}, {}).lane_of == std::vector<int>{0, 4, 4});
}
