#include <catch2/catch.hpp>

#include "report/how_it_ended.hpp"
#include "report/result_json.hpp"
#include "report/tables.hpp"

using namespace permap;

namespace {

using Sentences = std::vector<std::string>;

ResultHeader header_with(const char* command, int replications) {
    ResultHeader header;
    header.command = command;
    header.replications = replications;
    return header;
}

}  // namespace

TEST_CASE("a run that was as long as asked for says nothing of its end") {
    CHECK(how_it_ended(header_with("simulate", 30)).empty());
}

TEST_CASE("a run that somebody stopped says after how many") {
    ResultHeader header = header_with("compare", 7);
    header.stopped = {7, 1'000};
    CHECK(how_it_ended(header) ==
          Sentences{"Stopped by you after 7 of 1,000 replications: everything here rests on the first 7."});
}

TEST_CASE("a precision says what was to be how tight, and whether it was reached, and why there were no more") {
    ResultHeader header = header_with("simulate", 37);
    header.precision = {0.02, 0.0193, true, 10, 1'000};
    const std::string asked =
        "Precision: the days not yet permanent were to be known to ±2% of their mean (half the 95 % interval of "
        "chance). ";
    CHECK(how_it_ended(header) ==
          Sentences{asked + "Reached: ±1.93% after 37 replications; stopped early, as up to 1,000 were allowed."});
    header.replications = 1'000;
    CHECK(how_it_ended(header) ==
          Sentences{asked + "Reached: ±1.93% after 1,000 replications, as many as were allowed."});
    header.precision = {0.02, 0.0312, false, 10, 1'000};
    CHECK(how_it_ended(header) ==
          Sentences{asked + "Not reached in the 1,000 replications that were allowed (--replications): ±3.12%."});
    header.replications = 12;
    header.stopped = {12, 1'000};
    CHECK(how_it_ended(header) ==
          Sentences{"Stopped by you after 12 of at most 1,000 replications: everything here rests on the first 12.",
                    asked + "Not reached yet after 12 replications: ±3.12%."});
    header.precision->reached.reset();
    CHECK(how_it_ended(header).back() == asked + "Not reached yet after 12 replications.");
}

TEST_CASE("in a comparison the difference is tight beside the baseline's days") {
    ResultHeader header = header_with("compare", 37);
    header.precision = {0.005, 0.00493, true, 10, 1'000};
    CHECK(how_it_ended(header) ==
          Sentences{
              "Precision: the days not yet permanent of every arm, less the baseline's, were to be known to ±0.5% of "
              "the baseline's days (half the 95 % interval of chance). Reached: ±0.493% after 37 replications; "
              "stopped early, as up to 1,000 were allowed."});
}

TEST_CASE("documents and tables say how a run ended") {
    ResultHeader header = header_with("simulate", 7);
    const std::string as_asked = simulation_json(header, {}, {});
    CHECK(as_asked.find("\"precision\": null") != std::string::npos);
    CHECK(as_asked.find("\"stopped\": null") != std::string::npos);
    header.stopped = {7, 30};
    header.precision = {0.02, 0.03125, false, 10, 30};
    const std::string document = simulation_json(header, {}, {});
    CHECK(document.find("\"stopped\": {\n    \"replications\": 7,\n    \"of\": 30\n  }") != std::string::npos);
    CHECK(document.find("\"measure\": \"mean_days_not_permanent\",\n    \"asked\": 0.02,\n    \"reached\": 0.03125,\n"
                        "    \"tight_enough\": false,\n    \"at_least_replications\": 10,\n"
                        "    \"at_most_replications\": 30") != std::string::npos);
    CHECK(document.find("\"Stopped by you after 7 of at most 30 replications") != std::string::npos);
    CHECK(simulation_tables(header, {}, {}).find("Stopped by you after 7 of") < 100);
}
