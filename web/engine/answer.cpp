#include "engine/answer.hpp"

#include <new>
#include <utility>

#include "engine/reply_json.hpp"
#include "engine/request_codec.hpp"
#include "experiment/run_one.hpp"
#include "input/scenario_arm.hpp"
#include "report/result_json.hpp"
#include "report/study_header.hpp"

namespace permap {

namespace {

// All that a request asks for, ready to run.
struct Ready {
    LoadedMap map;
    Arm arm;
    Study study;
    int first_replication;
    Problems warnings;
};

Result<Ready> made_ready(std::string_view text) {
    Result<WebRequest> request = request_from_json(text);
    if (!request) return request.problems();
    Result<CheckedMap> checked = checked_map_at(shelf_of(request->files), request->map);
    if (!checked) return checked.problems();
    Result<LoadedMap> map = map_to_run(*std::move(checked), request->choices);
    if (!map) return map.problems();
    Problems problems;
    Study study = study_for(*request, map->map, problems);
    Result<Arm> arm = scenario_arm(map->map, std::move(request->scenarios));
    if (!arm) problems.insert(problems.end(), arm.problems().begin(), arm.problems().end());
    if (!problems.empty()) return problems;
    Problems warnings = map->warnings;
    warnings.insert(warnings.end(), arm->warnings.begin(), arm->warnings.end());
    return Ready{*std::move(map), *std::move(arm), std::move(study), request->first_replication, std::move(warnings)};
}

// `document_of(Ready)`: a Result with the document of the reply.
template <class Document>
std::string answer(std::string_view request, const Document& document_of) {
    try {
        const Result<Ready> ready = made_ready(request);
        if (!ready) return problems_reply(in_keys(ready.problems()));
        const Result<std::string> document = document_of(*ready);
        return document ? result_reply(ready->warnings, *document) : problems_reply(document.problems());
    } catch (const MapError& fault) {
        return problems_reply({{"map", fault.what, fault.hint}});
    } catch (const std::bad_alloc&) {
        return problems_reply({{"request#", "not enough memory", "fewer children, or fewer replications"}});
    }
}

Result<std::string> fingerprints(const Ready& ready) {
    Fingerprint events;
    for (int i = 0; i < ready.study.replications; ++i) {
        events.merge(fingerprint_of_run(ready.arm.model, settings_of(ready.study, ready.first_replication + i)));
    }
    return fingerprints_json(ready.map.digest, model_digest(ready.arm.model), events);
}

Result<std::string> simulation(const Ready& ready) {
    if (ready.first_replication != 1) {
        return Problem{"request#/first_replication", "figures are of replications from the first on", "leave it out"};
    }
    const Simulation simulated = simulate(ready.arm, ready.study, false);
    ResultHeader header = header_of("simulate", ready.map, ready.study);
    name_assumptions(ready.arm.scenarios, header);
    header.scenario = ready.arm.name;
    header.scenario_sentences = ready.arm.sentences;
    header.fingerprint = simulated.fingerprint;
    return simulation_json(header, ready.arm, simulated);
}

}  // namespace

std::string fingerprint_answer(std::string_view request) {
    return answer(request, fingerprints);
}

std::string simulation_answer(std::string_view request) {
    return answer(request, simulation);
}

}  // namespace permap
