#include "report/json_parts.hpp"
#include "report/result_json.hpp"

namespace permap {

std::string evidence_json(const ResultHeader& header, const Targets& targets, const Evidence& evidence) {
    Notes notes;
    Json figures = Json::array();
    for (std::size_t i = 0; i < targets.targets.size(); ++i) {
        const EvidenceTarget& target = targets.targets[i];
        const EvidenceFigure& figure = evidence.figures[i];
        Json item = {{"id", target.id},
                     {"statement", target.statement},
                     {"population", text_or_null(target.population)},
                     {"period", text_or_null(target.period)},
                     {"source", target.sources},
                     {"verified", target.verified},
                     {"use", target.use == TargetUse::question ? Json(nullptr) : Json(to_string(target.use))},
                     {"published", number(target.published)}};
        if (target.published_high) item["published_high"] = *target.published_high;
        item["band_low"] = target.band ? Json(target.band->low) : Json(nullptr);
        item["band_high"] = target.band ? Json(target.band->high) : Json(nullptr);
        item["band_rule"] = target.band ? Json(to_string(target.band->rule)) : Json(nullptr);
        item["unit"] = text_or_null(target.unit);
        put(item, "model", figure.model, notes, target.id);
        item["low_assumptions"] = number(figure.assumptions.low);
        item["high_assumptions"] = number(figure.assumptions.high);
        item["inside"] = figure.inside ? Json(*figure.inside) : Json(nullptr);
        item["why"] = text_or_null(target.why);
        item["known_gap"] = text_or_null(target.known_gap);
        figures.push_back(std::move(item));
    }
    Json contradictions = Json::array();
    for (const Contradiction& one : evidence.contradictions) {
        contradictions.push_back(
            {{"figures", one.targets}, {"what", one.what}, {"same_population", one.same_population}});
    }
    Json filling = Json::array();
    for (const Filling& one : evidence.filling) {
        filling.push_back({{"id", targets.targets[one.target].id},
                           {"years_to_half", number(one.half_years)},
                           {"years_to_nine_tenths", number(one.most_years)},
                           {"years_to_99_percent", number(one.nearly_all_years)}});
    }
    notes.add("inside: null where the model cannot express the figure (why), or nothing was published");
    notes.add("stuck: not looked for here; simulate and map check do");
    const Figures none;
    Json head = header_json(header, to_string(IntervalMethod::t_over_replications), none);
    head["stuck"] = nullptr;
    Json body = Json::object();
    body["figures"] = std::move(figures);
    body["contradictions"] = std::move(contradictions);
    body["filling"] = std::move(filling);
    return document(std::move(head), body, header, notes);
}

}  // namespace permap
