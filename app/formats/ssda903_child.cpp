#include "formats/ssda903_child.hpp"

#include <algorithm>
#include <map>
#include <optional>
#include <tuple>

#include "formats/ssda903_merge.hpp"

namespace permap {

namespace {

// What comes first on one day.
enum class Place : std::uint8_t { visit_ends, care_ends, care_begins, attribute, decided, visit_begins };

struct Told {
    std::int32_t day = 0;
    Place place{};
    RecordKind kind{};
    std::string name, value, visit;
    std::uint32_t line = 0;
};

std::string days_text(std::int32_t days) {
    return std::to_string(days) + (days == 1 ? " day" : " days");
}

class ChildTeller {
public:
    ChildTeller(const ReturnRows& rows, const std::set<std::string>& kept, RecordSink& sink, ReturnProblems& problems)
        : rows_(rows), kept_(kept), sink_(sink), problems_(problems) {}

    void tell(std::vector<ReturnRow> of_child) {
        child_ = rows_.texts.text(of_child.front().child);
        for (const ReturnRow& row : of_child) note_birth(row);
        for (const ReturnRow& row : of_child) by_table_[row.table].push_back(row);
        for (auto& [table, all] : by_table_) {
            all = merged_rows(rows_, std::move(all), problems_);
            drop_before_birth(all);
        }
        tell_episodes(by_table_[ReturnTable::episodes]);
        for (const ReturnRow& row : by_table_[ReturnTable::reviews]) tell_review(row);
        for (const ReturnRow& row : by_table_[ReturnTable::ad1]) tell_adoption(row);
        for (const ReturnRow& row : by_table_[ReturnTable::placed_adoption]) tell_placed(row);
        for (const ReturnRow& row : by_table_[ReturnTable::missing]) tell_missing(row);
        tell_what_has_no_date(of_child.front());
        hand_over();
    }

private:
    // ---- birth ----

    void note_birth(const ReturnRow& row) {
        const std::vector<ReturnColumn>& columns = shape_of(row.table).columns;
        for (std::size_t i = 0; i < columns.size(); ++i) {
            if (columns[i].kind != ColumnKind::birth || row.fields[i] == no_field) continue;
            if (born_ != no_field && born_ != row.fields[i] && !birth_is_disputed_) {
                birth_is_disputed_ = true;
                remark(row, columns[i].name, "",
                       "other rows of this child give another birthday; the last one is kept");
            }
            born_ = row.fields[i];
        }
    }

    void drop_before_birth(std::vector<ReturnRow>& all) {
        if (born_ == no_field) return;
        std::vector<ReturnRow> kept;
        for (const ReturnRow& row : all) {
            const std::vector<ReturnColumn>& columns = shape_of(row.table).columns;
            const char* wrong = nullptr;
            for (std::size_t i = 0; i < columns.size() && wrong == nullptr; ++i)
                if (columns[i].kind == ColumnKind::date && row.fields[i] != no_field && row.fields[i] < born_)
                    wrong = columns[i].name;
            if (wrong == nullptr) {
                kept.push_back(row);
            } else {
                reject(row, wrong, "", "is before the child was born");
            }
        }
        all = std::move(kept);
    }

    // ---- episodes ----

    // In order of their first day, as their keys are; only the last may be open.
    std::vector<ReturnRow> with_ends(const std::vector<ReturnRow>& episodes) {
        std::vector<ReturnRow> kept;
        for (std::size_t i = 0; i < episodes.size(); ++i) {
            if (i + 1 < episodes.size() && episodes[i].field("DEC") == no_field) {
                reject(episodes[i], "DEC", "",
                       "is open although a later episode begins on " + date_text(episodes[i + 1].field("DECOM")) +
                           ": only a child's last episode may be open (rule 142)");
            } else {
                kept.push_back(episodes[i]);
            }
        }
        return kept;
    }

    std::string code(const ReturnRow& row, std::string_view column) const {
        const std::int32_t field = row.field(column);
        return field == no_field ? "" : rows_.texts.text(field);
    }

    bool goes_on(const ReturnRow& row) const {
        const std::string reason = code(row, "REC");
        return reason == "X1" || reason.empty();
    }

    void tell_episodes(const std::vector<ReturnRow>& all) {
        const std::vector<ReturnRow> episodes = with_ends(all);
        const ReturnRow* before = nullptr;
        for (const ReturnRow& row : episodes) {
            tell_episode(row, before);
            before = &row;
        }
        if (before != nullptr) end_placement(*before);
        for (const ReturnRow& row : episodes) spans_.emplace_back(row.field("DECOM"), row.field("DEC"));
        if (!episodes.empty()) first_day_ = episodes.front().field("DECOM"), last_day_ = episodes.back().field("DECOM");
    }

    void tell_episode(const ReturnRow& row, const ReturnRow* before) {
        const std::int32_t from = row.field("DECOM"), until = row.field("DEC");
        const std::string why_new = code(row, "RNE"), placed = code(row, "PLACE"), why_ended = code(row, "REC");
        if (before != nullptr) check_between(*before, row);
        const bool stays = before != nullptr && goes_on(*before) && before->field("DEC") == from &&
                           code(*before, "PLACE") == placed && why_new == "L";
        if (before != nullptr && !stays) end_placement(*before);
        if (why_new == "S") tell(row, from, Place::care_begins, RecordKind::happened, ssda903_step::started);
        if (why_new == "P" || why_new == "B")
            tell(row, from, Place::decided, RecordKind::happened, ssda903_step::moved);
        for (const char* column : {"RNE", "LS", "CIN", "PLACE", "PLACE_PROVIDER", "HOME_POST", "PL_POST", "URN"})
            tell_attribute(row, column, from, true);
        if (!stays) {
            placement_ = ssda903_step::placement(placed);
            placement_visit_ = "placement " + date_text(from);
            tell(row, from, Place::visit_begins, RecordKind::started, placement_, "", placement_visit_);
        }
        if (until == no_field) {
            if (!why_ended.empty() && why_ended != "X1")
                remark(row, "REC", why_ended, "the episode is said to have ceased, not when; it is taken to be open");
            return;
        }
        if (why_ended.empty()) remark(row, "REC", "", "the episode ended, not why; care is taken to go on");
        tell_attribute(row, "REC", until, false);
        tell_attribute(row, "REASON_PLACE_CHANGE", until, false);
        if (!goes_on(row))
            tell(row, until, Place::care_ends, RecordKind::happened, ssda903_step::care_ended(why_ended), "",
                 "care ended " + date_text(until));
    }

    void check_between(const ReturnRow& before, const ReturnRow& row) {
        const std::int32_t ended = before.field("DEC"), from = row.field("DECOM");
        if (from < ended) {
            remark(row, "DECOM", date_text(from),
                   "begins " + days_text(ended - from) + " before the episode before it ends: two at once");
        } else if (goes_on(before) && from > ended) {
            remark(row, "DECOM", date_text(from),
                   "begins " + days_text(from - ended) +
                       " after the episode before it, which says that care went on (X1)");
        } else if (!goes_on(before) && code(row, "RNE") != "S") {
            remark(row, "RNE", code(row, "RNE"), "care had ended before; a new start is S");
        }
    }

    void end_placement(const ReturnRow& last) {
        const std::int32_t until = last.field("DEC");
        if (placement_visit_.empty()) return;
        if (until != no_field)
            tell(last, until, Place::visit_ends, RecordKind::completed, placement_, "", placement_visit_);
        placement_visit_.clear();
    }

    // ---- the other tables ----

    void tell_review(const ReturnRow& row) {
        const std::int32_t day = row.field("REVIEW");
        const bool is_held = std::any_of(spans_.begin(), spans_.end(), [&](const auto& span) {
            return span.first <= day && (span.second == no_field || day <= span.second);
        });
        if (!is_held && !spans_.empty()) remark(row, "REVIEW", date_text(day), "lies in no episode of this child");
        tell(row, day, Place::decided, RecordKind::happened, ssda903_step::review, "", "review " + date_text(day));
        tell_attribute(row, "REVIEW_CODE", day, false);
    }

    // The same decision is in two tables.
    void tell_decision(const ReturnRow& row, std::int32_t day) {
        if (!decisions_.insert(day).second) return;
        tell(row, day, Place::decided, RecordKind::happened, ssda903_step::should_be_placed, "",
             "should be placed " + date_text(day));
    }

    void tell_adoption(const ReturnRow& row) {
        const std::int32_t decided = row.field("DATE_INT"), matched = row.field("DATE_MATCH");
        if (decided != no_field) tell_decision(row, decided);
        if (matched != no_field)
            tell(row, matched, Place::decided, RecordKind::happened, ssda903_step::matched, "",
                 "matched " + date_text(matched));
        const std::int32_t day = matched != no_field ? matched : decided;
        if (day == no_field) return;
        for (const char* column : {"FOSTER_CARE", "NB_ADOPTR", "SEX_ADOPTR", "LS_ADOPTR"})
            tell_attribute(row, column, day, false);
    }

    void tell_placed(const ReturnRow& row) {
        tell_decision(row, row.field("DATE_PLACED"));
        const std::int32_t ceased = row.field("DATE_PLACED_CEASED");
        if (ceased == no_field) return;
        tell(row, ceased, Place::decided, RecordKind::happened,
             ssda903_step::should_not_be_placed(code(row, "REASON_PLACED_CEASED")), "",
             "should not be placed " + date_text(ceased));
        tell_attribute(row, "REASON_PLACED_CEASED", ceased, false);
    }

    void tell_missing(const ReturnRow& row) {
        const std::int32_t from = row.field("MIS_START"), until = row.field("MIS_END");
        const std::string name = ssda903_step::missing(code(row, "MISSING"));
        const std::string visit = "missing " + date_text(from);
        tell(row, from, Place::visit_begins, RecordKind::started, name, "", visit);
        if (until != no_field) tell(row, until, Place::visit_ends, RecordKind::completed, name, "", visit);
    }

    // What the return dates not: what a child brings along stands at the child's first day, what was so in the year at
    // the first day of the child's last episode.
    void tell_what_has_no_date(const ReturnRow& first) {
        for (const Told& one : told_) first_day_ = first_day_ == no_field ? one.day : std::min(first_day_, one.day);
        if (first_day_ == no_field) {
            remark(first, "", "", "no row of this child that is kept has a date: nothing of this child is kept");
            return;
        }
        if (last_day_ == no_field) last_day_ = first_day_;
        if (born_ != no_field)
            told_.push_back({first_day_, Place::attribute, RecordKind::attribute_set, birth_month_word,
                             date_text(born_).substr(0, 7), "", first.line});
        for (const ReturnTable table : {ReturnTable::header, ReturnTable::uasc, ReturnTable::prev_perm})
            for (const ReturnRow& row : by_table_[table]) tell_attributes(row, first_day_);
        if (!by_table_[ReturnTable::uasc].empty() && kept_.count(uasc_attribute) != 0)
            tell(by_table_[ReturnTable::uasc].back(), first_day_, Place::attribute, RecordKind::attribute_set,
                 uasc_attribute, "yes");
        for (const ReturnTable table : {ReturnTable::oc2, ReturnTable::oc3})
            for (const ReturnRow& row : by_table_[table]) tell_attributes(row, last_day_);
    }

    void tell_attributes(const ReturnRow& row, std::int32_t day) {
        for (const ReturnColumn& column : shape_of(row.table).columns)
            if (column.kind == ColumnKind::code || column.kind == ColumnKind::other)
                tell_attribute(row, column.name, day, true);
    }

    void tell_attribute(const ReturnRow& row, const char* column, std::int32_t day, bool only_changes) {
        const std::int32_t field = row.field(column);
        if (field == no_field || kept_.count(column) == 0) return;
        std::int32_t& last = last_values_.emplace(column, no_field).first->second;
        if (only_changes && last == field) return;
        last = field;
        tell(row, day, Place::attribute, RecordKind::attribute_set, column, rows_.texts.text(field),
             std::string(column) + " " + date_text(day));
    }

    // ---- handing over ----

    void tell(const ReturnRow& row, std::int32_t day, Place place, RecordKind kind, const std::string& name,
              const std::string& value = "", const std::string& visit = "") {
        told_.push_back({day, place, kind, name, value, visit, row.line});
    }

    void hand_over() {
        std::stable_sort(told_.begin(), told_.end(), [](const Told& left, const Told& right) {
            return std::tie(left.day, left.place) < std::tie(right.day, right.place);
        });
        for (const Told& one : told_) {
            SourceEvent event;
            event.child = child_;
            event.kind = one.kind;
            event.name = one.name;
            event.value = one.value;
            event.visit = one.visit;
            event.time.at = midnight(Date{std::chrono::days{one.day}});
            event.time.precision = TimePrecision::day;
            event.line = one.line;
            sink_.add(event);
        }
    }

    void reject(const ReturnRow& row, std::string field, std::string value, std::string rule) {
        problems_.reject({rows_.table_of(row), row.line, std::move(field), std::move(value), std::move(rule), child_});
    }
    void remark(const ReturnRow& row, std::string field, std::string value, std::string rule) {
        problems_.remark({rows_.table_of(row), row.line, std::move(field), std::move(value), std::move(rule), ""});
    }

    const ReturnRows& rows_;
    const std::set<std::string>& kept_;
    RecordSink& sink_;
    ReturnProblems& problems_;

    std::string child_;
    std::map<ReturnTable, std::vector<ReturnRow>> by_table_;
    std::int32_t born_ = no_field, first_day_ = no_field, last_day_ = no_field;
    bool birth_is_disputed_ = false;
    std::vector<std::pair<std::int32_t, std::int32_t>> spans_;  // of episodes: first day, last day
    std::string placement_, placement_visit_;                   // the one that goes on
    std::set<std::int32_t> decisions_;
    std::map<std::string, std::int32_t> last_values_;  // of attributes
    std::vector<Told> told_;
};

}  // namespace

void tell_child(const ReturnRows& rows, std::vector<ReturnRow> of_child, const std::set<std::string>& kept,
                RecordSink& sink, ReturnProblems& problems) {
    if (!of_child.empty()) ChildTeller(rows, kept, sink, problems).tell(std::move(of_child));
}

}  // namespace permap
