#include "formats/csv_plan.hpp"

#include <algorithm>
#include <set>

#include "vocabulary/suggestion.hpp"

namespace permap {

namespace {

class Planner {
public:
    Planner(const std::string& path, const std::vector<std::string>& header) : path_(path), header_(header) {}

    std::size_t column(const std::string& field, const std::string& name) {
        if (name.empty()) return no_column;
        const auto found = std::find(header_.begin(), header_.end(), name);
        if (found == header_.end()) {
            std::string hint = meant(name, header_);
            if (hint.empty()) hint = "its columns: " + quoted(header_);
            fault("has no column \"" + name + "\", which the mapping names (" + field + ")", hint);
            return no_column;
        }
        if (std::find(found + 1, header_.end(), name) != header_.end())
            fault("has two columns called \"" + name + "\"", "give one of them another name");
        taken_.insert(name);
        return static_cast<std::size_t>(found - header_.begin());
    }

    void fault(std::string what, std::string hint) { problems.push_back({path_, std::move(what), std::move(hint)}); }

    std::vector<std::string> left_behind() const {
        std::vector<std::string> names;
        for (const std::string& name : header_)
            if (!name.empty() && taken_.count(name) == 0) names.push_back(name);
        return names;
    }

    Problems problems;

private:
    const std::string& path_;
    const std::vector<std::string>& header_;
    std::set<std::string> taken_;
};

// Who, what and when are all there, and said once.
void check_form(Planner& planner, const CsvColumns& columns, CsvForm form) {
    const std::string one_of = "the mapping's csv/columns ";
    if (columns.child.empty()) planner.fault(one_of + "name no column of the child", "\"child\": \"COLUMN\"");
    const bool has_dates = !columns.ready.empty() || !columns.started.empty() || !columns.completed.empty();
    if (form == CsvForm::milestones) {
        if (!columns.step.empty() || !columns.at.empty() || has_dates || !columns.kind.empty())
            planner.fault("the mapping has csv/milestones, and columns of a step or its dates as well",
                          "milestones are for one row a child; a table of steps has none");
        return;
    }
    if (columns.step.empty()) planner.fault(one_of + "name no column of the step", "\"step\": \"COLUMN\"");
    if (columns.at.empty() && !has_dates)
        planner.fault(one_of + "name no column of a date", R"("at": "COLUMN", or "started" and "completed")");
    if (!columns.at.empty() && has_dates)
        planner.fault(one_of + "name \"at\" and, beside it, \"ready\", \"started\" or \"completed\"",
                      R"("at" is for tables with one date a row)");
    if (!columns.kind.empty() && has_dates)
        planner.fault(one_of + "name \"kind\" and, beside it, \"ready\", \"started\" or \"completed\"",
                      R"(with "kind" goes "at", the date of what it names)");
    if (columns.attribute.empty() != columns.value.empty())
        planner.fault(one_of + "name one of \"attribute\" and \"value\" only", "they go together");
    if (!columns.attribute.empty() && columns.kind.empty())
        planner.fault(one_of + "name \"attribute\" and no \"kind\"",
                      "a column of its own for each attribute is named in the mapping's \"attributes\"");
    if ((!columns.cause.empty() || !columns.detail.empty()) && columns.event.empty())
        planner.fault(one_of + R"(name "cause" or "detail" and no "event")", "these are for permap's own exports");
    if (!columns.event.empty() && (columns.kind.empty() || !columns.visit.empty()))
        planner.fault(one_of + R"(name "event", which goes with "kind" and without "visit")",
                      "it is for permap's own exports");
}

}  // namespace

Result<CsvPlan> plan_csv(const std::string& path, std::vector<std::string> header, const Mapping& mapping) {
    CsvPlan plan;
    plan.header = std::move(header);
    Planner planner(path, plan.header);
    const CsvColumns& columns = mapping.csv.columns;
    const bool spans = !columns.ready.empty() || !columns.started.empty() || !columns.completed.empty();
    plan.form = !mapping.csv.milestones.empty() ? CsvForm::milestones
                : !columns.kind.empty()         ? CsvForm::events
                : spans                         ? CsvForm::visits
                                                : CsvForm::happened;
    check_form(planner, columns, plan.form);
    const auto find = [&](const char* field, const std::string& name) {
        return planner.column(std::string("csv/columns/") + field, name);
    };
    plan.child = find("child", columns.child);
    plan.step = find("step", columns.step);
    plan.at = find("at", columns.at);
    plan.ready = find("ready", columns.ready);
    plan.started = find("started", columns.started);
    plan.completed = find("completed", columns.completed);
    plan.kind = find("kind", columns.kind);
    plan.visit = find("visit", columns.visit);
    plan.way = find("way", columns.way);
    plan.attribute = find("attribute", columns.attribute);
    plan.value = find("value", columns.value);
    plan.birth_date = find("birth_date", columns.birth_date);
    plan.event = find("event", columns.event);
    plan.cause = find("cause", columns.cause);
    plan.detail = find("detail", columns.detail);
    for (const auto& [name, step] : mapping.csv.milestones)
        plan.milestones.push_back({planner.column("csv/milestones", name), name, step});
    std::sort(plan.milestones.begin(), plan.milestones.end(),
              [](const auto& left, const auto& right) { return left.column < right.column; });
    for (const std::string& name : mapping.attributes)
        plan.kept.push_back({planner.column("attributes", name), name, false});
    for (const std::string& name : mapping.texts) plan.kept.push_back({planner.column("texts", name), name, true});
    for (const CsvPlan::Kept& kept : plan.kept) {
        if (kept.column != no_column && (kept.column == plan.child || kept.column == plan.birth_date))
            planner.fault("the column \"" + kept.name + "\" tells who a child is and cannot be kept as an attribute",
                          "of the child a pseudonym is kept, of the date of birth its month");
    }
    if (!planner.problems.empty()) return std::move(planner.problems);
    plan.left_behind = planner.left_behind();
    return plan;
}

}  // namespace permap
