#include <filesystem>

#include "commands/all_commands.hpp"
#include "commands/recorded_arm.hpp"
#include "commands/stored_arm.hpp"
#include "commands/today.hpp"
#include "exporting/chosen_children.hpp"
#include "exporting/date_shift.hpp"
#include "exporting/export_report.hpp"
#include "exporting/log_to_export.hpp"
#include "exporting/log_without.hpp"
#include "exporting/output_file.hpp"
#include "exporting/workbook.hpp"
#include "exporting/writers.hpp"
#include "store/recorded_log_file.hpp"
#include "store/whole_file.hpp"

namespace permap {

namespace {

namespace fs = std::filesystem;

// What was asked for on the command line.
struct ExportOrder {
    std::string log, format, shape, key, map, mapping, without_file;
    ExportTarget target;
    std::vector<std::string> without;
    bool shift_dates = false, has_children = false, json = false;
    std::optional<std::int64_t> suppress_below;

    bool leaves_children_out() const { return !without.empty() || !without_file.empty(); }
};

// What stands in the way of this order, whatever the log.
void check(const ExportOrder& order, const Arguments& arguments, Problems& problems) {
    if (order.target.path.empty()) problems.push_back({"--output", "where is the file to be?", "-o FILE"});
    if (arguments.has("shape") && order.format != "csv")
        problems.push_back({"--shape", "is for --format csv only", "leave it out"});
    if (is_gzip_name(order.target.path) && order.format != "xes")
        problems.push_back({"--output", "only XES is written compressed", "another name than " + order.target.path});
    const bool is_workbook = order.format == "xlsx";
    if (order.has_children && !is_workbook)
        problems.push_back({"--children", "is for --format xlsx only: all others have rows of children", ""});
    if (order.suppress_below && !is_workbook)
        problems.push_back({"--suppress-below", "is for --format xlsx only: all others have rows of children", ""});
    if (order.format == "permap" && order.shift_dates)
        problems.push_back({"--shift-dates", "a log keeps what was written down", "leave it out, or --format csv"});
    if (order.format == "permap" && (!order.map.empty() || !order.mapping.empty()))
        problems.push_back(
            {order.map.empty() ? "--mapping" : "--map", "a log is written anew as it is", "leave it out"});
    if (order.format == "permap" && !order.leaves_children_out())
        problems.push_back({"--format", "a log as it is need not be exported", "name children with --without"});
    std::error_code ignored;
    if (fs::equivalent(order.log, order.target.path, ignored))
        problems.push_back(
            {"--output", "is the log itself", "write to another file, look at it, then replace the log"});
}

ExportOrder order_of(const Arguments& arguments, Problems& problems) {
    ExportOrder order;
    order.log = arguments.positional()[0];
    order.format = arguments.one_of("format", "", {"csv", "xes", "ocel", "sqlite", "xlsx", "permap"}, problems);
    if (!arguments.has("format"))
        problems.push_back({"--format", "as what?", "csv, xes, ocel, sqlite, xlsx, or permap (with --without)"});
    order.shape = arguments.one_of("shape", "events", {"events", "visits"}, problems);
    order.target = {arguments.text("output"), arguments.has("overwrite")};
    order.key = arguments.text("key");
    order.map = arguments.text("map");
    order.mapping = arguments.text("mapping");
    order.without = arguments.texts("without");
    order.without_file = arguments.text("without-file");
    order.shift_dates = arguments.has("shift-dates");
    order.has_children = arguments.has("children");
    order.json = arguments.has("json");
    if (arguments.has("suppress-below")) order.suppress_below = arguments.whole("suppress-below", 5, 1, 1000, problems);
    if (arguments.has("format")) check(order, arguments, problems);
    return order;
}

// A log of either kind, with what has to outlive the journeys.
struct Opened {
    std::optional<StoredArm> simulated;
    std::optional<RecordedArm> recorded;
    ExportedLog journeys;
    std::uint64_t seed = 1;
};

Result<std::unique_ptr<Opened>> open_recorded(const ExportOrder& order) {
    auto opened = std::make_unique<Opened>();
    Result<RecordedArm> arm = load_recorded(order.log, {order.map, order.mapping, {}});
    if (!arm) return arm.problems();
    opened->recorded = *std::move(arm);
    RecordedArm& recorded = *opened->recorded;
    RecordedFacts facts;
    Problems problems = read_recorded_journeys(order.log, [&](std::uint32_t, RecordedJourney&& journey) {
        facts.add(journey, recorded.header.words, recorded.known_import);
    });
    if (!problems.empty()) return problems;
    opened->journeys = recorded_journeys(recorded.plan, std::move(recorded.log), recorded.child_of_stream, facts,
                                         recorded.left_out, recorded.header.relations.size());
    return opened;
}

Result<std::unique_ptr<Opened>> open_simulated(const ExportOrder& order) {
    if (!order.map.empty() || !order.mapping.empty())
        return Problem{order.map.empty() ? "--mapping" : "--map", "a simulated log has its own map", "leave it out"};
    auto opened = std::make_unique<Opened>();
    Result<StoredArm> arm = load_log(order.log);
    if (!arm) return arm.problems();
    opened->simulated = *std::move(arm);
    opened->seed = opened->simulated->stored.header.seed;
    opened->journeys = simulated_journeys(opened->simulated->arm.plan, std::move(opened->simulated->stored.log));
    return opened;
}

Result<std::optional<PseudonymKey>> key_of(const ExportOrder& order) {
    if (!order.shift_dates && (order.key.empty() || !order.leaves_children_out())) return std::optional<PseudonymKey>();
    const Result<PseudonymKey> key = load_key(order.key.empty() ? usual_key_path() : order.key, false, "");
    if (!key) return key.problems();
    return std::optional<PseudonymKey>(*key);
}

Result<std::vector<bool>> left_out_children(const ExportOrder& order, const std::vector<std::string>& ids,
                                            const std::optional<PseudonymKey>& key) {
    Result<std::vector<bool>> named = children_named(order.without, ids, key, "--without");
    if (order.without_file.empty()) return named;
    const Result<std::string> text = read_whole_file(order.without_file);
    if (!text) return text.problems();
    const Result<std::vector<bool>> in_file = children_named(names_in(*text), ids, key, order.without_file);
    if (!named || !in_file) {
        Problems problems = named.problems();
        problems.insert(problems.end(), in_file.problems().begin(), in_file.problems().end());
        return problems;
    }
    for (std::size_t i = 0; i < ids.size(); ++i)
        if ((*in_file)[i]) (*named)[i] = true;
    return named;
}

std::vector<std::string> ids_of(const std::vector<ExportedChild>& children) {
    std::vector<std::string> ids;
    for (const ExportedChild& child : children) ids.push_back(child.id);
    return ids;
}

Result<Written> write_workbook_of(const ExportOrder& order, Opened& opened) {
    WorkbookOrder workbook;
    workbook.log_name = fs::path(order.log).filename().string();
    workbook.has_children = order.has_children;
    // What was invented tells of nobody.
    workbook.suppress_below =
        order.suppress_below.value_or(opened.journeys.is_recorded ? suppress_below_by_default : 1);
    EventLog log{std::move(opened.journeys.streams)};
    workbook.figures = replay(*opened.journeys.plan, log, opened.seed).figures;
    opened.journeys.streams = std::move(log.streams);
    return write_workbook(opened.journeys, workbook, order.target);
}

Result<Written> write(const ExportOrder& order, Opened& opened) {
    const ExportedLog& journeys = opened.journeys;
    if (order.format == "csv")
        return order.shape == "visits" ? write_csv_visits(journeys, order.target)
                                       : write_csv_events(journeys, order.target);
    if (order.format == "xes") return write_xes(journeys, order.target);
    if (order.format == "sqlite") return write_plain_sqlite(journeys, order.target);
    if (order.format == "xlsx") return write_workbook_of(order, opened);
    return order.target.path.ends_with(".sqlite") ? write_ocel_sqlite(journeys, order.target)
                                                  : write_ocel_json(journeys, order.target);
}

// The log itself, without some children.
Exit export_log(const ExportOrder& order, ExportReport& told) {
    const Result<std::optional<PseudonymKey>> key = key_of(order);
    if (!key) return report(key.problems());
    std::vector<std::string> ids;
    const Problems problems = read_recorded_journeys(
        order.log, [&](std::uint32_t, RecordedJourney&& journey) { ids.push_back(std::move(journey.pseudonym)); });
    if (!problems.empty()) return report(problems);
    const Result<std::vector<bool>> without = left_out_children(order, ids, *key);
    if (!without) return report(without.problems());
    const Result<Written> written = write_log_without(order.log, *without, today(), order.target);
    if (!written) return report(written.problems());
    told.without = std::count(without->begin(), without->end(), true);
    told.children = static_cast<std::int64_t>(ids.size()) - told.without;
    told.rows = written->rows;
    return print(order.json ? export_json(told) : export_text(told));
}

}  // namespace

Exit export_command(const Arguments& arguments) {
    Problems problems;
    const ExportOrder order = order_of(arguments, problems);
    if (!problems.empty()) return report(problems);
    const Result<bool> is_recorded = is_recorded_log(order.log);
    if (!is_recorded) return report(is_recorded.problems());
    ExportReport told;
    told.program = std::string("permap ") + PERMAP_VERSION;
    told.log = order.log;
    told.format = order.format;
    told.file = order.target.path;
    told.is_recorded = *is_recorded;
    if (order.format == "permap") {
        if (!*is_recorded)
            return report({{"--format", "a simulated log holds no child to be left out of it",
                            "only recorded logs are written anew"}});
        return export_log(order, told);
    }
    const Result<std::optional<PseudonymKey>> key = key_of(order);
    if (!key) return report(key.problems());
    Result<std::unique_ptr<Opened>> opened = *is_recorded ? open_recorded(order) : open_simulated(order);
    if (!opened) return report(opened.problems());
    ExportedLog& journeys = (*opened)->journeys;
    if (order.leaves_children_out()) {
        const Result<std::vector<bool>> without = left_out_children(order, ids_of(journeys.children), *key);
        if (!without) return report(without.problems());
        told.without = std::count(without->begin(), without->end(), true);
        leave_out(journeys, *without);
    }
    if (journeys.children.empty()) return report({{order.log, "no child is left to be written", ""}});
    if (order.shift_dates) shift_all_dates(journeys, **key);
    told.has_shifted_dates = order.shift_dates;
    told.children = static_cast<std::int64_t>(journeys.children.size());
    const Result<Written> written = write(order, **opened);
    if (!written) return report(written.problems(), Exit::could_not);
    told.rows = written->rows;
    told.left_out = journeys.left_out;
    told.left_out.insert(told.left_out.end(), written->left_out.begin(), written->left_out.end());
    told.shape = order.format == "csv" ? order.shape : "";
    told.is_for_sharing = !order.has_children;
    return print(order.json ? export_json(told) : export_text(told));
}

}  // namespace permap
