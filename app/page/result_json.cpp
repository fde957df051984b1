#include "page/result_json.hpp"

#include <algorithm>
#include <charconv>

#include "page/place_json.hpp"
#include "report/for_sharing.hpp"
#include "scenario/apply.hpp"
#include "vocabulary/suggestion.hpp"

namespace permap::page {

namespace {

constexpr int newest_version = 1;

struct KindName {
    ResultKind kind;
    const char* command;
};
constexpr KindName kinds[] = {{ResultKind::compare, "compare"},   {ResultKind::rank, "rank"},
                              {ResultKind::simulate, "simulate"}, {ResultKind::replay, "replay"},
                              {ResultKind::evidence, "evidence"}, {ResultKind::sensitivity, "sensitivity"}};

Interval interval(const JsonPlace& place, const char* low = "low", const char* high = "high") {
    return {place.number(low), place.number(high)};
}

Estimate estimate(const JsonPlace& place, const char* value) {
    return {place.number(value), interval(place)};
}

Estimate estimate_under(const JsonPlace& place, const char* key, const char* value) {
    Estimate read;
    place.object(key, [&](const JsonPlace& inner) { read = estimate(inner, value); });
    return read;
}

Difference difference(const JsonPlace& place) {
    Difference read;
    read.measure = place.text("measure");
    read.name = place.text("name");
    read.unit = place.text("unit");
    read.better = place.text("better");
    read.sentence = place.text("sentence");
    read.method = place.text("method");
    read.baseline = place.number("baseline");
    read.arm = place.number("arm");
    read.mean = place.number("mean");
    read.chance = interval(place);
    read.assumptions = interval(place, "low_assumptions", "high_assumptions");
    read.range = interval(place, "range_low", "range_high");
    read.is_told_apart = place.flag("told_apart");
    return read;
}

Within within(const JsonPlace& place) {
    return {place.number("days"), estimate(place, "share")};
}

Delay delay(const JsonPlace& place) {
    Delay read;
    read.id = place.text("step");
    if (read.id.empty()) read.id = place.text("stage");
    read.name = place.text("name");
    if (read.name.empty()) read.name = read.id;
    read.lane = place.text("lane");
    read.basis = place.text("basis");
    read.visits = place.number("visits");
    read.child_days = place.number("child_days");
    read.waiting = place.number("waiting_child_days");
    read.working = place.number("working_child_days");
    read.clock = place.number("clock_child_days");
    read.share = place.number("share");
    read.over_limit = place.number("over_limit_child_days");
    read.rework = place.number("rework_child_days");
    read.open = place.number("open_child_days");
    return read;
}

Route route(const JsonPlace& place) {
    Route read{place.text("id"),       place.text("name"),   place.numbers("years"),
               place.numbers("share"), place.numbers("low"), place.numbers("high")};
    for (std::vector<Number>* const list : {&read.share, &read.low, &read.high}) {
        if (list->size() > read.years.size())
            place.fault({}, "holds more figures than years", "years, share, low and high are lists of equal length");
        list->resize(read.years.size());
    }
    return read;
}

Aim aim(const JsonPlace& place) {
    return {place.text("id"),     place.text("name"),       place.number("met"),         place.number("missed"),
            place.number("open"), place.number("left_out"), place.number("median_days"), estimate(place, "share_met")};
}

Group group(const JsonPlace& place) {
    return {place.text("by"),
            place.text("id"),
            place.text("name"),
            place.number("children"),
            estimate_under(place, "days_not_permanent", "value"),
            place.each("within", within)};
}

Lane lane(const JsonPlace& place) {
    return {place.text("lane"), place.text("name"), place.number("visits"), place.number("child_days"),
            place.numbers("visits_by_month")};
}

Cost cost(const JsonPlace& place) {
    Cost read;
    read.id = place.text("id");
    read.name = place.text("name");
    read.currency = place.text("currency");
    for (const std::string& source : place.texts("source")) read.source += (read.source.empty() ? "" : "; ") + source;
    read.price_year = place.number("price_year");
    read.unit_cost = place.number("unit_cost");
    read.units = place.number("units");
    read.cost = place.number("cost");
    read.difference = place.number("difference");
    read.chance = interval(place);
    return read;
}

Removed removed(const JsonPlace& place) {
    return {place.text("name"), place.text("basis"), place.text("protects"), place.text("what_it_takes"),
            place.text("label")};
}

ExactPart exact_part(const JsonPlace& place) {
    ExactPart read{place.text("name"),
                   place.text("entry"),
                   place.text("after"),
                   place.number("mean_days_baseline"),
                   place.number("mean_days_arm"),
                   place.number("difference")};
    if (read.name.empty()) read.name = place.text("part");
    return read;
}

ChartRun chart_run(const JsonPlace& place) {
    return {place.text("from_month"), place.text("to_month"), place.text("direction"), place.number("months")};
}

RunChart run_chart(const JsonPlace& place) {
    RunChart read;
    read.aim = place.text("aim");
    read.name = place.text("name");
    place.object("baseline", [&](const JsonPlace& inner) {
        read.baseline_from = inner.text("from");
        read.baseline_to = inner.text("to");
        read.baseline_how = inner.text("how");
        read.median = inner.number("median");
        read.baseline_months = inner.number("months");
    });
    read.points = place.each("points", [](const JsonPlace& item) {
        return ChartPoint{item.needed_text("month"), item.number("children"),  item.number("met"),
                          item.number("missed"),     item.number("share_met"), item.number("median_days")};
    });
    read.shifts = place.each("shifts", chart_run);
    read.trends = place.each("trends", chart_run);
    read.changes = place.each("changes", [](const JsonPlace& item) {
        return ChartChange{item.text("date"), item.text("label")};
    });
    return read;
}

CountedList counted_list(const JsonPlace& place) {
    return {place.text("by"), place.text("name"), place.each("values", [](const JsonPlace& item) {
                return CountedValue{item.text("id"), item.text("name"), item.number("children")};
            })};
}

void read_over_time(const JsonPlace& place, Arm& arm) {
    arm.run_charts = place.each("run_charts", run_chart);
    arm.standing = place.each("questions", [](const JsonPlace& item) {
        return StandingOn{item.text("date"), item.number("children"), item.number("not_followed"),
                          item.each("lists", counted_list)};
    });
    arm.caseload = place.each("caseload", [](const JsonPlace& item) {
        return CaseloadMonth{item.text("month"), item.number("children"), item.number("came_in"), item.number("left"),
                             item.number("no_longer_followed")};
    });
}

void read_time_to_permanence(const JsonPlace& place, Arm& arm) {
    arm.with_a_spell = place.number("children_with_a_spell");
    arm.permanent = place.number("children_permanent");
    arm.mean_days_completed = {place.number("mean_days_completed"),
                               interval(place, "mean_days_completed_low", "mean_days_completed_high")};
    arm.median_days = {place.number("median_days"), interval(place, "median_days_low", "median_days_high")};
    arm.within = place.each("within", within);
}

void read_pairing(const JsonPlace& place, Arm& arm) {
    if (const Number both = place.number("in_both")) arm.in_both = both;
    if (const Number only = place.number("only_in_baseline")) arm.only_in_baseline = only;
    if (const Number only = place.number("only_in_arm")) arm.only_in_arm = only;
    arm.variance_ratios = place.each("variance_ratio", [](const JsonPlace& item) {
        return VarianceRatio{item.text("measure"), item.number("ratio")};
    });
}

Arm arm_of(const JsonPlace& place) {
    Arm arm;
    arm.scenario = place.needed_text("scenario");
    arm.sentences = place.texts("sentences");
    arm.removed = place.each("removed", removed);
    arm.differences = place.each("difference", difference);
    arm.children = place.number("children");
    arm.in_both = place.number("children_in_both");
    arm.only_in_baseline = place.number("children_only_in_baseline");
    arm.only_in_arm = place.number("children_only_in_arm");
    place.object("pairing", [&](const JsonPlace& inner) { read_pairing(inner, arm); });
    arm.outcomes = place.each("outcomes", [](const JsonPlace& item) {
        return Outcome{item.text("id"), item.text("name"), item.number("children"), estimate(item, "share")};
    });
    place.object("time_to_permanence", [&](const JsonPlace& inner) { read_time_to_permanence(inner, arm); });
    arm.days_not_permanent = estimate_under(place, "days_not_permanent", "mean");
    arm.moves = estimate_under(place, "moves", "mean");
    arm.routes = place.each("routes", route);
    arm.within_by_route = place.each("within_by_route", [](const JsonPlace& item) {
        return RouteWithin{item.text("id"), item.text("name"), item.each("within", within)};
    });
    arm.aims = place.each("aims", aim);
    arm.steps = place.each("delay", delay);
    arm.stages = place.each("stages", delay);
    arm.groups = place.each("groups", group);
    arm.services = place.each("services", [](const JsonPlace& item) {
        return Service{item.text("id"), item.text("name"), item.number("visits"), item.number("difference"),
                       interval(item)};
    });
    arm.lanes = place.each("lanes", lane);
    arm.costs = place.each("costs", cost);
    arm.exact = place.each("exact", exact_part);
    read_over_time(place, arm);
    return arm;
}

RankRow rank_row(const JsonPlace& place) {
    RankRow row;
    row.rank = place.number("rank");
    row.is_tied = place.flag("tied");
    row.id = place.text("step");
    row.name = place.text("name");
    if (row.name.empty()) row.name = row.id;
    row.edit = place.text("edit");
    row.basis = place.text("basis");
    row.protects = place.text("protects");
    row.what_it_takes = place.text("what_it_takes");
    row.label = place.text("label");
    const bool by_law = row.basis.find("statute") != std::string::npos || row.basis.find("rights") != std::string::npos;
    if (row.label.empty() && row.edit == "remove" && by_law) row.label = not_lawful_to_remove;  // by the same rule
    row.attributed = place.number("attributed_child_days");
    row.vanished = place.number("vanished_child_days");
    row.vanished_share = place.number("vanished_share");
    row.days_saved = place.number("mean_days_saved");
    row.chance = interval(place);
    row.assumptions = interval(place, "low_assumptions", "high_assumptions");
    row.range = interval(place, "range_low", "range_high");
    row.is_told_apart = place.flag("told_apart");
    row.harms = place.each("harms", difference);
    row.moved_to = place.each("moved_to", [](const JsonPlace& item) {
        return MovedTo{item.text("name"), item.number("child_days")};
    });
    return row;
}

RankPair rank_pair(const JsonPlace& place) {
    return {place.text("a"),
            place.text("b"),
            place.number("saved_a"),
            place.number("saved_b"),
            place.number("saved_together"),
            place.number("more_than_both"),
            interval(place),
            place.flag("told_apart")};
}

Published published(const JsonPlace& place) {
    Published read;
    read.id = place.text("id");
    read.statement = place.text("statement");
    read.period = place.text("period");
    read.use = place.text("use");
    read.unit = place.text("unit");
    read.why = place.text("why");
    read.known_gap = place.text("known_gap");
    read.sources = place.texts("source");
    read.published = place.number("published");
    read.band_low = place.number("band_low");
    read.band_high = place.number("band_high");
    read.model = estimate(place, "model");
    read.is_inside = place.maybe_flag("inside");
    return read;
}

// `by`: the measure whose swing is shown.
Swing swing(const JsonPlace& place, const std::string& by) {
    Swing read;
    read.rank = place.number("rank");
    read.is_tied = place.flag("tied");
    read.number = place.text("number");
    read.what = place.text("what");
    read.value_in_words = place.text("value_in_words");
    read.assumption = place.text("assumption");
    read.counted_by = place.text("could_be_counted_by");
    read.low = place.number("low");
    read.high = place.number("high");
    place.each("swings", [&](const JsonPlace& item) {
        if (item.text("measure") != by) return false;
        read.swing = item.number("swing");
        read.chance = interval(item);
        read.unit = item.text("unit");
        read.is_told_apart = item.flag("told_apart");
        return true;
    });
    return read;
}

void read_header(const JsonPlace& place, ResultFile& result) {
    result.program = place.needed_text("program");
    place.object("map", [&](const JsonPlace& map) {
        result.map_id = map.needed_text("id");
        result.map_version = map.text("version");
        result.map_digest = map.needed_text("digest");
    });
    result.resources = place.text("resources");
    result.scenario = place.text("scenario");
    result.seed = place.number("seed");
    result.start = place.text("start");
    result.law_at = place.text("law_at");
    result.branch_at = place.text("branch_at");
    result.horizon_years = place.number("horizon_years");
    result.replications = place.number("replications");
    place.object("stopped", [&](const JsonPlace& stopped) { result.stopped_of = stopped.number("of"); });
    place.object("precision", [&](const JsonPlace& precision) {
        result.precision_asked = precision.number("asked");
        result.precision_reached = precision.number("reached");
    });
    result.arrivals = place.text("arrivals");
    result.population = place.text("population");
    result.suppressed_below = place.number(suppressed_below_key);
    result.interval_method = place.text("interval_method");
    result.fingerprint = place.needed_text("fingerprint");
    result.assumptions = place.each("assumptions", [](const JsonPlace& item) {
        return Assumption{item.text("id"), item.number("value"), item.number("low"), item.number("high")};
    });
    result.notes = place.texts("notes");
}

void read_body(const JsonPlace& place, ResultFile& result) {
    switch (result.kind) {
        case ResultKind::compare:
            result.arms = place.each("arms", arm_of);
            if (result.arms.empty()) place.fault({}, "has no arms");
            break;
        case ResultKind::simulate:
        case ResultKind::replay:
            result.arms = {arm_of(place)};
            break;
        case ResultKind::rank:
            result.ranking = place.each("ranking", rank_row);
            result.pairs = place.each("pairs", rank_pair);
            result.left_out = place.texts("left_out");
            place.object("allocation", [&](const JsonPlace& inner) {
                result.replications_for_choosing = inner.number("replications_for_choosing");
                result.replications_shown = inner.number("replications_shown");
            });
            break;
        case ResultKind::evidence:
            result.published = place.each("figures", published);
            break;
        case ResultKind::sensitivity:
            result.swing_measure = place.text("by");
            result.swings =
                place.each("sensitivity", [&](const JsonPlace& item) { return swing(item, result.swing_measure); });
            break;
    }
}

constexpr const char* how_to_make_one = "one of compare, rank, simulate, replay, evidence, sensitivity, with --json";

// The kind that a schema ("permap.compare/1") names. Nothing, and a problem, if it is none that a report shows.
std::optional<ResultKind> kind_of(const JsonPlace& place) {
    const std::string schema = place.text("schema");
    const std::string prefix = "permap.";
    const std::size_t slash = schema.rfind('/');
    if (schema.rfind(prefix, 0) != 0 || slash == std::string::npos) {
        place.fault({}, "is no result of permap", how_to_make_one);
        return std::nullopt;
    }
    int version = 0;
    const char* const end = schema.data() + schema.size();
    const auto [stopped, fault] = std::from_chars(schema.data() + slash + 1, end, version);
    if (fault != std::errc{} || stopped != end || version < 1) {
        place.fault("schema", "unknown schema " + permap::quoted(schema), how_to_make_one);
        return std::nullopt;
    }
    const std::string command = schema.substr(prefix.size(), slash - prefix.size());
    const auto* const known =
        std::find_if(std::begin(kinds), std::end(kinds), [&](const KindName& one) { return command == one.command; });
    if (known == std::end(kinds)) {
        place.fault("schema", "a report does not show what " + permap::quoted(schema) + " holds", how_to_make_one);
        return std::nullopt;
    }
    if (version > newest_version) {
        place.fault("schema",
                    permap::quoted(schema) + " is newer than this program, which knows " + prefix + command + "/" +
                        std::to_string(newest_version),
                    "make the report with the newer permap");
        return std::nullopt;
    }
    return known->kind;
}

}  // namespace

const char* command_of(ResultKind kind) {
    return std::find_if(std::begin(kinds), std::end(kinds), [&](const KindName& one) { return one.kind == kind; })
        ->command;
}

Result<ResultFile> read_result(std::string_view text, const std::string& file, std::int64_t suppress_below) {
    const Result<Json> written = parse_json(text, file);
    if (!written) return written.problems();
    if (!written->is_object()) return Problem{file, "is no result of permap", how_to_make_one};
    Problems problems;
    const Json document = for_sharing(*written, suppress_below);
    const JsonPlace place(document, file + "#", problems);
    ResultFile result;
    result.file = file;
    const std::optional<ResultKind> kind = kind_of(place);
    if (!kind) return problems;
    result.kind = *kind;
    read_header(place, result);
    read_body(place, result);
    if (!problems.empty()) return problems;
    return result;
}

Problems fit_together(const std::vector<ResultFile>& results) {
    Problems problems;
    for (std::size_t i = 1; i < results.size(); ++i) {
        const ResultFile &first = results.front(), &result = results[i];
        if (result.map_digest != first.map_digest) {
            problems.push_back({result.file,
                                "is of another map than " + first.file + ": " + result.map_id + " " +
                                    result.map_version + ", digest " + result.map_digest.substr(0, 12) + ", not " +
                                    first.map_id + " " + first.map_version + ", digest " +
                                    first.map_digest.substr(0, 12),
                                "one report is of one map; --law-at and --resources make another of it"});
        }
        for (std::size_t other = 0; other < i; ++other) {
            const ResultFile& earlier = results[other];
            if (earlier.file == result.file) {
                problems.push_back({result.file, "is given twice", ""});
                break;
            }
        }
    }
    return problems;
}

}  // namespace permap::page
