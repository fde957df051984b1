// How much of a run has to be walked again where a stage is removed and resources are shared: one replication of a map,
// walked whole and beside its record (docs/performance.md, rank). Both tell the same, or this stops.
//   again MAP [STAGE…]     all stages where none is named
#include <algorithm>
#include <cstdio>
#include <optional>
#include <string>
#include <vector>

#include "commands/arguments.hpp"
#include "commands/load.hpp"
#include "engine/recorded_meetings.hpp"
#include "experiment/rank_candidates.hpp"
#include "measured.hpp"
#include "program.hpp"
#include "vocabulary/suggestion.hpp"

namespace permap::bench {
namespace {

const Program program = {
    .name = "again",
    .words = "MAP [STAGE…]",
    .options =
        {
            {"area-share", "F", "part of the map's arrivals and capacities, from 0.001 to 1 (default 1)"},
            {"seed", "S", "of the first replication (default 1)"},
        },
    .most_words = 1000};

// Of all families' events: each family's own are replaced where it is told again.
class FingerprintOfFamilies {
public:
    explicit FingerprintOfFamilies(std::size_t families) : of_(families), again_(families) {}

    FamilySink first() {
        return [this](std::size_t family, const Child& child, std::span<const Event> events) {
            of_[family].add(child, events);
        };
    }
    FamilySink again() {
        return [this](std::size_t family, const Child& child, std::span<const Event> events) {
            if (!again_[family]) again_[family] = Fingerprint{};
            again_[family]->add(child, events);
        };
    }
    Fingerprint all() const {
        Fingerprint sum;
        for (std::size_t i = 0; i < of_.size(); ++i) sum.merge(again_[i].value_or(of_[i]));
        return sum;
    }
    void forget_again() { std::fill(again_.begin(), again_.end(), std::nullopt); }

private:
    std::vector<Fingerprint> of_;
    std::vector<std::optional<Fingerprint>> again_;
};

// All of them where no stage is named.
Result<std::vector<Candidate>> asked_for(const Arguments& arguments, std::vector<Candidate> all) {
    const std::vector<std::string>& words = arguments.positional();
    if (words.size() == 1) return all;
    std::vector<Candidate> asked;
    std::vector<std::string> known;
    for (const Candidate& candidate : all) known.push_back(candidate.shown.id);
    Problems problems;
    for (std::size_t i = 1; i < words.size(); ++i) {
        const auto found = std::find_if(all.begin(), all.end(),
                                        [&](const Candidate& candidate) { return candidate.shown.id == words[i]; });
        if (found != all.end()) {
            asked.push_back(*found);
        } else {
            problems.push_back({words[i], "no stage of this map that can be removed", meant(words[i], known)});
        }
    }
    if (!problems.empty()) return problems;
    return asked;
}

void compare(const Map& map, const Candidate& candidate, const RunSettings& settings, const RecordedMeetings& recorded,
             FingerprintOfFamilies& told) {
    const Result<Arm> arm = make_arm(map, candidate.shown.id, {scenario_of(map, candidate, settings.area_share)});
    if (!arm) return;
    try {
        const Clocks begun = clocks_now();
        Fingerprint whole;
        run(arm->model, settings, [&](const Child& child, std::span<const Event> events) { whole.add(child, events); });
        const Clocks between = clocks_now();
        told.forget_again();
        const RecordedMeetings::Walked walked = recorded.walk_again(arm->model, candidate.changed, told.again());
        const Clocks ended = clocks_now();
        PERMAP_ASSERT(told.all() == whole);
        std::printf("%-32s %8.2f %8.2f %12lld %10lld %10lld\n", candidate.shown.id.c_str(),
                    (between - begun).cpu_seconds, (ended - between).cpu_seconds,
                    static_cast<long long>(walked.followed), static_cast<long long>(walked.left),
                    static_cast<long long>(walked.came_back));
    } catch (const MapError& error) {
        std::printf("%-32s %s\n", candidate.shown.id.c_str(), error.what.c_str());
    }
}

int answer(const Arguments& arguments) {
    Problems problems;
    RunSettings settings;
    settings.area_share = arguments.number("area-share", 1, 0.001, 1, problems);
    settings.key.seed =
        static_cast<std::uint64_t>(arguments.whole("seed", 1, 0, (std::int64_t{1} << 53) - 1, problems));
    if (!problems.empty()) return fail(program, problems);
    MapChoices choices;
    choices.resources_on = true;
    const Result<LoadedMap> loaded = load_map(arguments.positional()[0], choices);
    if (!loaded) return fail(program, loaded.problems());
    const Map& map = loaded->map;
    settings.start = map.start;
    const Result<Model> model = compile(map);
    if (!model) return fail(program, model.problems());
    if (!model->shares_resources)
        return fail(program, {{arguments.positional()[0], "shares nothing", "a map with pools"}});

    std::vector<std::string> left_out;
    RankQuestion question;
    question.by = RankBy::stage;
    const Result<std::vector<Candidate>> candidates =
        asked_for(arguments, candidates_of(map, question, settings.area_share, left_out));
    if (!candidates) return fail(program, candidates.problems());
    const Clocks begun = clocks_now();
    FingerprintOfFamilies told(arrivals(*model, settings).size());
    const RecordedMeetings recorded(*model, settings, std::vector<bool>(map.steps.size(), true), told.first());
    std::printf("recorded in %.2f CPU seconds, %.0f MB at most\n", (clocks_now() - begun).cpu_seconds,
                static_cast<double>(peak_resident_bytes()) / 1e6);
    std::printf("%-32s %8s %8s %12s %10s %10s\n", "without", "whole, s", "again, s", "meetings as", "families",
                "came back");
    std::printf("%-32s %8s %8s %12s %10s\n", "", "", "", "recorded", "left");
    for (const Candidate& candidate : *candidates) compare(map, candidate, settings, recorded, told);
    return 0;
}

}  // namespace
}  // namespace permap::bench

int main(int count, char** words) {
    return permap::bench::run_program(permap::bench::program, count, words, permap::bench::answer);
}
