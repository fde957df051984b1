#include "commands/all_commands.hpp"
#include "commands/replay_asked.hpp"
#include "commands/sharing_options.hpp"
#include "commands/study_options.hpp"

namespace permap {

const std::vector<Command>& commands() {
    static const std::vector<OptionSpec> output_file{
        {"output", "LOG.permap", "keep every event in one SQLite file", false, "o"},
        {"overwrite", nullptr, "replace the file"},
    };
    static const std::vector<OptionSpec> one_scenario{{"scenario", "A.json[+B.json]", "run the map with these edits"}};
    static const std::vector<OptionSpec> many_scenarios{
        {"scenario", "A.json[+B.json]", "an arm; may be given several times", true},
        {"branch-at", "DATE", "one past up to then, which every arm goes on from; scenarios hold from that day on"}};
    static const std::vector<OptionSpec> ranking{
        {"edit", "remove|halve|capacity", "what is done to each (default remove)"},
        {"by", "step|stage", "what is ranked (default step)"},
        {"top", "N", "only the N that save most in a first look (default all)"},
        {"pairs", "N", "the first N two at a time too: together more than the sum? (default none)"},
    };
    static const std::vector<OptionSpec> swings{
        {"by", "RESULT", "what must swing most (default mean_days_not_permanent)"},
        {"top", "N", "the N widest, run again on all children (default 20)"},
    };
    static const std::vector<OptionSpec> child{
        {"child", "ID", "7 (the seventh who came in), ENTRY:CANDIDATE[.SIBLING], or a pseudonym"},
        {"at", "DATE", "the journey as it was known then"},
        {"format", "text|svg", "a table, or a picture along a time axis (default text)"},
        {"output", "FILE", "where to write (default: standard output)", false, "o"},
        {"overwrite", nullptr, "replace the file"},
        {"key", "FILE", "recorded logs: their key; --child is then the council's own identifier"},
    };
    static const std::vector<OptionSpec> part{
        {"process", "ID", "the steps of one sub-process"},
        {"phase", "ID", "the steps of one phase"},
        {"lane", "ID", "the steps that one lane (a group of people) does; goes with the other two"},
        {"step", "ID", "one step"},
        {"exact", nullptr, "the parts that have exact answers"},
        {"json", nullptr, "as JSON"},
    };
    static const std::vector<OptionSpec> published{
        {"targets", "FILE", "further figures or questions; may be given several times", true},
        {"only", nullptr, "only those of --targets, not the map's own"},
    };
    static const std::vector<OptionSpec> fit{
        {"parameter", "ID", "an assumed number to move; may be given several times (default: chosen by effect)", true},
        {"parameters", "FILE", "the same from a file, an id a line"},
        {"most", "N", "move at most N numbers"},
        {"trials", "N", "try at most N times (default 400)"},
        {"output", "MAP2.json", "the fitted map, as an overlay on MAP", false, "o"},
        {"overwrite", nullptr, "replace the file"},
    };
    static const std::vector<OptionSpec> map_export{
        {"format", "json|svg|dot|pages",
         "one JSON document (default); a picture; Graphviz text; Markdown and pictures"},
        {"process", "ID", "svg, dot: one sub-process"},
        {"phase", "ID", "svg, dot: the sub-processes of one phase"},
        {"whole", nullptr, "svg, dot: every step (default: an overview of the sub-processes)"},
        {"output", "FILE|FOLDER", "where to write; pages need a folder", false, "o"},
        {"overwrite", nullptr, "replace the file"},
    };
    static const std::vector<OptionSpec> page_file{
        {"output", "REPORT.html", "where to write the page (default: standard output)", false, "o"},
        {"overwrite", nullptr, "replace the file"},
        suppress_below_option(),
    };
    static const std::vector<OptionSpec> importing{
        {"output", "LOG.permap", "the log; one that is there is added to, nothing in it is overwritten", false, "o"},
        {"mapping", "FILE", "how to read the file (default: guessed, or as the log was begun)"},
        {"save-mapping", "FILE", "write the mapping that was guessed"},
        {"key", "FILE", "the key for pseudonyms (default: in your settings folder)"},
        {"map", "MAP", "say which steps this map does not have"},
        {"later", "replaces|adds", "what it means where a later file says something else"},
        {"known-since", "DATE", "when we came to know what the file says (default: today)"},
        {"strict", nullptr, "keep nothing if any row is wrong"},
        {"rejects", "FILE.csv", "write the rows that were not kept"},
        {"keep-text", nullptr, "keep the free text that the mapping names"},
        {"keep-identifiers", nullptr, "no pseudonyms: only for public or invented data"},
        {"template", "tracker", "write an empty tracker to fill in (-o tracker.xlsx or .csv)"},
        {"overwrite", nullptr, "replace the log and other files that are there"},
    };
    static const std::vector<OptionSpec> exporting{
        {"format", "WHAT", "csv, xes, ocel, sqlite, xlsx; permap: a log without some children"},
        {"output", "FILE", "where to write; .xes.gz is compressed, OCEL may be .sqlite", false, "o"},
        {"shape", "events|visits", "csv: a row an event (default), or a row a visit with start and end"},
        {"map", "MAP", "recorded logs: the map that their steps are bound to"},
        {"mapping", "FILE", "recorded logs: what their words mean on the map"},
        {"without", "CHILD", "leave this child out: pseudonym, number, or with --key the identifier", true},
        {"without-file", "FILE", "leave the children out who are named in the file, one a line"},
        {"shift-dates", nullptr, "move each child's dates by whole weeks, up to half a year either way"},
        {"key", "FILE", "the key of pseudonyms and shifted dates (default: your own)"},
        {"suppress-below", "N", "xlsx: hide counts below N (default 5; of simulated logs none)"},
        {"children", nullptr, "xlsx: a sheet with a row a child as well: not for sharing"},
        {"overwrite", nullptr, "replace the file"},
    };
    static const std::vector<OptionSpec> of_map{{"map", "MAP", "the map it is for"}};
    static const OptionSpec with_mapping{"mapping", "FILE", "recorded logs: what its words mean on the map"};
    static const std::vector<OptionSpec> replaying{
        with_mapping,
        {"at", "DATE", "recorded logs: what was known at the end of that day"},
        {"working-hours", "FROM-TO", "recorded logs: office hours, Monday to Friday (09:00-17:00)"},
        {"variants", nullptr, "simulated logs: also variants and what followed what"},
    };
    static const std::vector<OptionSpec> scenario_pages{
        {"resources", "on|off", "only scenarios that need scarce resources, or only the others (default both)"},
        {"output", "FILE", "where to write", false, "o"},
        {"overwrite", nullptr, "replace the file"},
        {"quiet", nullptr, "no progress"},
    };
    static const std::vector<Command> all{
        {"demo", "", "the whole journey on the national map, in about a minute",
         together({study_options(), map_options(), {output_options()[1]}}), 0, 0, demo_command},
        {"map check", "MAP", "every fault of a map at once; then a walk of 20,000 children",
         together({study_options(), map_options(), output_options()}), 1, 1, map_check_command},
        {"map show", "MAP", "what is in a map, and the shape of its graph", together({part, map_options()}), 1, 1,
         map_show_command},
        {"map export", "MAP", "the map as JSON, as a picture, or as pages to learn from",
         together({map_export, {law_option()}}), 1, 1, map_export_command},
        {"simulate", "MAP", "run children through a map",
         together({study_options(), map_options(), one_scenario, output_file, output_options()}), 1, 1,
         simulate_command},
        {"compare", "MAP", "scenarios side by side, child by child",
         together({study_options(), map_options(), many_scenarios, output_options()}), 1, 1, compare_command},
        {"rank", "MAP", "which step or stage to look at first",
         together({study_options(), map_options(), ranking, output_options()}), 1, 1, rank_command},
        {"sensitivity", "MAP", "which assumed number to measure next",
         together({study_options(), map_options(), swings, output_options()}), 1, 1, sensitivity_command},
        {"evidence", "MAP", "published figures beside the model",
         together({published, study_options(), map_options(), output_options()}), 1, 1, evidence_command},
        {"calibrate", "MAP", "fit assumed numbers to published figures",
         together({published, fit, study_options(), map_options(), output_options()}), 1, 1, calibrate_command},
        {"report", "RESULT…", "results (--json) as one page to read, print and hand on", page_file, 1, 100,
         report_command},
        {"import", "FILE", "recorded journeys into a log (CSV, XES, OCEL, returns)",
         together({importing, output_options()}), 0, 1, import_command},
        {"export", "LOG.permap", "journeys for other programs: CSV, XES, OCEL, SQLite, Excel",
         together({exporting, {output_options()[0]}}), 1, 1, export_command},
        {"replay", "LOG.permap", "every figure again, from the events alone",
         together({of_map, replaying, asked_options(), sharing_options(), output_options()}), 1, 1, replay_command},
        {"journey", "LOG.permap|MAP", "one child's journey; --scenario: side by side",
         together({child, of_map, {with_mapping}, one_scenario, study_options(), map_options(), {output_options()[0]}}),
         1, 1, journey_command},
        {"scenario explain", "FILE", "a scenario in plain sentences", together({of_map, map_options()}), 1, 1,
         scenario_explain_command},
        {"scenario check", "FILE", "every fault of a scenario at once", together({of_map, map_options()}), 1, 1,
         scenario_check_command},
        {"scenario list", "FOLDER", "the scenarios in a folder", {}, 1, 1, scenario_list_command},
        {"scenario pages", "FOLDER", "all scenarios for a map with what they do, as Markdown",
         together({of_map, study_options(), scenario_pages, {law_option()}}), 1, 1, scenario_pages_command},
        {"fingerprint", "MAP", "digests of map, model and events: the same on every machine",
         together({study_options(), map_options(), one_scenario}), 1, 1, fingerprint_command},
    };
    return all;
}

}  // namespace permap
