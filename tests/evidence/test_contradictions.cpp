// Figures that cannot all be true of the same children: found where they are, and nowhere else.
#include <catch2/catch.hpp>

#include <algorithm>
#include <fstream>
#include <sstream>

#include "evidence/contradiction.hpp"
#include "evidence/measured.hpp"
#include "evidence/target_codec.hpp"

using namespace permap;

namespace {

struct Said {
    std::string id, measure;
    double published = 0;
    std::optional<double> published_high = {};
};

std::vector<Contradiction> among(const std::vector<Said>& figures) {
    std::vector<std::string> measures;
    for (const Said& figure : figures) measures.push_back(figure.measure);
    Targets targets = targets_in(questions(measures));
    for (std::size_t i = 0; i < figures.size(); ++i) {
        targets.targets[i].id = figures[i].id;
        targets.targets[i].published = figures[i].published;
        targets.targets[i].published_high = figures[i].published_high;
    }
    return contradictions(targets);
}

std::string of(const std::string& kind, const std::string& more) {
    return R"({"kind": ")" + kind + R"(", "from": {"begins": "setting = away"}, "to": {"step": "settled"}, )" + more +
           "}";
}
std::string mean(const std::string& more = "") {
    return of("time", R"("unit": "years")" + more);
}
std::string within(const std::string& years, const std::string& more = "") {
    return of("share", R"("within": {"value": )" + years + R"(, "unit": "years"})" + more);
}
std::string beyond(const std::string& years, const std::string& more = "") {
    return of("share", R"("beyond": {"value": )" + years + R"(, "unit": "years"})" + more);
}
const std::string reached = R"(, "of": "reached")";

bool names(const Contradiction& one, std::vector<std::string> ids) {
    std::vector<std::string> found = one.targets;
    std::sort(found.begin(), found.end());
    std::sort(ids.begin(), ids.end());
    return found == ids;
}

}  // namespace

TEST_CASE("8 % within two years, 53 % after four and a mean of 2.4: at least 0.39 × 2 + 0.53 × 4 = 2.90 years") {
    const auto found =
        among({{"M", mean(), 2.4}, {"W", within("2", reached), 0.08}, {"B", beyond("4", reached), 0.53}});
    REQUIRE(found.size() == 1);
    CHECK(names(found[0], {"M", "W", "B"}));
    CHECK(found[0].what.find("at least 2.90 years") != std::string::npos);
    CHECK(found[0].what.find("2.40 years") != std::string::npos);
    CHECK(found[0].what.find("39 % between") != std::string::npos);
    CHECK(found[0].same_population);
    CHECK(among({{"M", mean(), 2.91}, {"W", within("2"), 0.08}, {"B", beyond("4"), 0.53}}).empty());
    CHECK(among({{"M", mean(), 2.89}, {"W", within("2"), 0.08}, {"B", beyond("4"), 0.53}}).size() == 1);
    // A published range is true somewhere in it.
    CHECK(among({{"M", mean(), 2.4, 3.0}, {"W", within("2"), 0.08}, {"B", beyond("4"), 0.53}}).empty());
    CHECK(among({{"M", mean(), 2.89}, {"W", within("2"), 0.08, 0.1}, {"B", beyond("4"), 0.53}}).empty());
    CHECK(among({{"M", mean(), 2.89}, {"W", within("2"), 0.08}, {"B", beyond("4"), 0.5, 0.53}}).empty());
}

TEST_CASE("a mean in other units, and the largest share within that says most") {
    const auto found = among({{"M", of("time", R"("unit": "months")"), 2.4 * 12},
                              {"W1", within("1"), 0.01},
                              {"W2", within("2"), 0.08},
                              {"W5", within("5"), 0.5},
                              {"B", beyond("4"), 0.53}});
    const auto of_mean = std::count_if(found.begin(), found.end(), [](const Contradiction& one) {
        return names(one, {"M", "W2", "B"});
    });
    CHECK(of_mean == 1);
    CHECK(among({{"M", mean(), 1.9}, {"B", beyond("4"), 0.5}}).size() == 1);
    CHECK(among({{"M", mean(), 2.1}, {"B", beyond("4"), 0.5}}).empty());
}

TEST_CASE("more within a shorter time than within a longer one; within and beyond more than all") {
    const auto falling = among({{"A", within("1"), 0.5}, {"B", within("2"), 0.4}});
    REQUIRE(falling.size() == 1);
    CHECK(names(falling[0], {"A", "B"}));
    CHECK(falling[0].what.find("50 % within 1.00 years, but only 40 % within 2.00 years") != std::string::npos);
    CHECK(falling[0].same_population);
    CHECK(among({{"B", within("2"), 0.4}, {"A", within("1"), 0.5}}).size() == 1);
    CHECK(among({{"A", within("1"), 0.4}, {"B", within("2"), 0.4}}).empty());
    CHECK(among({{"A", within("1"), 0.5}, {"B", within("2"), 0.4, 0.6}}).empty());
    const auto too_many = among({{"A", within("2"), 0.6}, {"B", beyond("2"), 0.5}});
    REQUIRE(too_many.size() == 1);
    CHECK(too_many[0].what.find("are more than all") != std::string::npos);
    CHECK(among({{"A", within("2"), 0.6}, {"B", beyond("2"), 0.4}}).empty());
    CHECK(among({{"A", within("4"), 0.6}, {"B", beyond("2"), 0.5}}).empty());  // those between are in both
}

TEST_CASE("only figures of the same beginning and end stand against each other") {
    const std::string other_end =
        R"({"kind": "share", "from": {"begins": "setting = away"}, "to": {"step": "home"}, "within": {"value": 2, "unit": "years"}})";
    CHECK(among({{"A", within("1"), 0.5}, {"B", other_end, 0.4}}).empty());
    const std::string other_begin =
        R"({"kind": "share", "from": "entry", "to": {"step": "settled"}, "within": {"value": 2, "unit": "years"}})";
    CHECK(among({{"A", within("1"), 0.5}, {"B", other_begin, 0.4}}).empty());
    // Medians, means of the quick ones alone, and shares that ever reach it say nothing here.
    CHECK(among({{"A", of("time", R"("unit": "years", "statistic": "quantile", "p": 0.5)"), 0.1},
                 {"B", beyond("4"), 0.9}})
              .empty());
    CHECK(among({{"A", mean(R"(, "within": {"value": 2, "unit": "years"})"), 0.1}, {"B", beyond("4"), 0.9}}).empty());
}

TEST_CASE("of the same children only where every word says so") {
    const auto same = [](const std::vector<Said>& figures) {
        const auto found = among(figures);
        REQUIRE(found.size() == 1);
        return found[0].same_population;
    };
    CHECK(same({{"A", within("1"), 0.5}, {"B", within("2"), 0.4}}));
    CHECK(!same({{"A", within("1", reached), 0.5}, {"B", within("2"), 0.4}}));
    for (const char* const more : {R"(, "where": "age < 2")", R"(, "first": true)", R"(, "unless": "birth")",
                                   R"(, "among": {"events": "birth"})"}) {
        INFO(more);
        CHECK(!same({{"A", within("1", more), 0.5}, {"B", within("2"), 0.4}}));
        CHECK(same({{"A", within("1", more), 0.5}, {"B", within("2", more), 0.4}}));
        CHECK(!same({{"M", mean(more), 1}, {"B", beyond("4", reached), 0.5}}));
        CHECK(same({{"M", mean(more), 1}, {"B", beyond("4", reached + more), 0.5}}));
    }
    // A mean is of those who got there. Half of all may wait for ever, and the mean of the others be short.
    CHECK(!same({{"M", mean(), 1}, {"B", beyond("4"), 0.5}}));
}

TEST_CASE("the national figures: the means of H01, H03 and H04, and no other alarm") {
    std::ifstream file(PERMAP_SOURCE_DIR "/maps/scotland/targets.json");
    std::stringstream text;
    text << file.rdbuf();
    const Result<Targets> targets = targets_from_json("targets.json", text.str());
    REQUIRE(targets);
    bool is_found = false;
    for (const Contradiction& one : contradictions(*targets)) {
        INFO(one.what);
        for (const std::string& id : one.targets) INFO(id);
        CHECK(names(one, {"H01", "H03", "H04"}));
        CHECK(!one.same_population);
        is_found = is_found || one.what.find("at least 2.90 years") != std::string::npos;
    }
    CHECK(is_found);
}
