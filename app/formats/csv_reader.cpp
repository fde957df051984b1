#include <algorithm>
#include <charconv>
#include <set>
#include <string_view>
#include <unordered_map>
#include <unordered_set>

#include "formats/csv_plan.hpp"
#include "formats/csv_rows.hpp"
#include "formats/date_text.hpp"
#include "formats/kind_words.hpp"
#include "formats/readers.hpp"

namespace permap {

namespace {

// A code is short and of few words; anything else may be a sentence about a child (data protection comes first).
constexpr std::size_t longest_code = 40, most_words_of_a_code = 4;
constexpr std::size_t longest_step_name = 120;
// A date of birth may be the expected one of a child not yet born.
constexpr std::chrono::days latest_birth_after{300};
constexpr std::chrono::years oldest{120};
constexpr std::int64_t rows_between_progress = 8192;

struct TextHash {
    using is_transparent = void;
    std::size_t operator()(std::string_view text) const { return std::hash<std::string_view>{}(text); }
};

bool is_a_code(std::string_view text) {
    if (text.size() > longest_code) return false;
    const auto spaces = static_cast<std::size_t>(std::count(text.begin(), text.end(), ' '));
    return spaces < most_words_of_a_code && text.find_first_of("\r\n\t") == std::string_view::npos;
}

// What a row has in place of a date is repeated only where it can be nothing else than a date that is none.
std::string if_like_a_date(std::string_view text) {
    const bool like = text.size() <= 40 && text.find_first_not_of("0123456789/-.: TZ+,") == std::string_view::npos;
    return like ? std::string(text) : std::string();
}

// Likewise a word: letters and underscores only.
std::string if_like_a_word(std::string_view text) {
    const bool like = text.size() <= 30 && std::all_of(text.begin(), text.end(), [](char letter) {
                          return (letter >= 'a' && letter <= 'z') || (letter >= 'A' && letter <= 'Z') || letter == '_';
                      });
    return like ? std::string(text) : std::string();
}

constexpr const char* two_ways = "can be read in two ways; the mapping's \"dates\" say which";

bool is_day_or_month_first(std::optional<DateOrder> order) {
    return order == DateOrder::day_first || order == DateOrder::month_first;
}

bool is_before(const SourceTime& left, const SourceTime& right) {
    if (left.precision == TimePrecision::day || right.precision == TimePrecision::day)
        return date_of(left.at) < date_of(right.at);
    const auto exact = [](const SourceTime& time) {
        const std::int64_t offset = time.utc_offset_minutes == no_utc_offset ? 0 : time.utc_offset_minutes;
        return (std::int64_t{time.at.time_since_epoch().count()} - offset) * 60'000 + time.milliseconds;
    };
    return exact(left) < exact(right);
}

// Reads row after row of one table; no memory is taken a row.
class TableReader {
public:
    TableReader(const CsvPlan& plan, const Mapping& mapping, RecordSink& sink)
        : plan_(plan), dates_(mapping.dates), sink_(sink) {}

    void read(const std::vector<std::string_view>& fields, std::uint32_t line) {
        fields_ = &fields;
        line_ = line;
        is_rejected_ = false;
        event_ = {};
        event_.line = line;
        if (fields.size() != plan_.header.size()) {
            return reject(no_column, "",
                          "has " + std::to_string(fields.size()) + " fields, the header has " +
                              std::to_string(plan_.header.size()));
        }
        event_.child = field(plan_.child);
        if (event_.child.empty()) return reject(plan_.child, "", "is empty: of which child is this row?");
        event_.name = field(plan_.step);
        if (event_.name.size() > longest_step_name) return reject(plan_.step, "", "is a text, not the name of a step");
        event_.visit = field(plan_.visit);
        if (!values_are_codes()) return;
        switch (plan_.form) {
            case CsvForm::happened:
                return read_happened();
            case CsvForm::visits:
                return read_visit();
            case CsvForm::events:
                return read_event();
            case CsvForm::milestones:
                return read_milestones();
        }
    }

    void reject_row(std::uint32_t line, const char* rule) {
        line_ = line;
        event_.child = {};
        reject(no_column, "", rule);
    }

    // Words of the column of kinds that say nothing of delay.
    const std::set<std::string>& passed_over() const { return passed_over_; }

private:
    std::string_view field(std::size_t column) const {
        return column == no_column ? std::string_view() : (*fields_)[column];
    }

    void reject(std::size_t column, std::string value, std::string rule) {
        is_rejected_ = true;
        sink_.reject({"", line_, column == no_column ? "" : plan_.header[column], std::move(value), std::move(rule),
                      std::string(event_.child)});
    }

    bool values_are_codes() {
        for (const CsvPlan::Kept& kept : plan_.kept) {
            if (kept.is_text || is_a_code(field(kept.column))) continue;
            reject(kept.column, "", "is a text, not a code; the mapping's \"texts\" name columns whose texts are kept");
            return false;
        }
        return true;
    }

    // Nothing where the column is empty, or where it holds no date: then the row is rejected.
    std::optional<SourceTime> time_in(std::size_t column) {
        const std::string_view text = field(column);
        if (text.empty() || is_rejected_) return std::nullopt;
        if (auto time = parse_source_time(text, dates_)) return time;
        const bool unclear = is_ambiguous_date(text) && !is_day_or_month_first(dates_);
        reject(column, if_like_a_date(text), unclear ? two_ways : "is not a date");
        return std::nullopt;
    }

    bool has_step() {
        if (event_.name.empty()) reject(plan_.step, "", "is empty: which step was it?");
        return !is_rejected_;
    }

    bool has_way() {
        if (is_a_code(field(plan_.way))) return true;
        reject(plan_.way, "", "is a text, not the name of a way");
        return false;
    }

    void hand_over(RecordKind kind, const SourceTime& time) {
        event_.kind = kind;
        event_.time = time;
        sink_.add(event_);
    }

    void read_happened() {
        if (!has_step() || !has_way()) return;
        const auto at = time_in(plan_.at);
        if (!at && !is_rejected_) reject(plan_.at, "", "is empty: when was it?");
        if (!at || !begin_row(*at)) return;
        hand_over(RecordKind::happened, *at);
        end_row(*at, true);
    }

    void read_visit() {
        if (!has_step() || !has_way()) return;
        const auto ready = time_in(plan_.ready), started = time_in(plan_.started), completed = time_in(plan_.completed);
        if (is_rejected_) return;
        if (!ready && !started && !completed)
            return reject(plan_.started != no_column ? plan_.started : plan_.completed, "",
                          "is empty, and so is every other date of the row");
        if (started && completed && is_before(*completed, *started))
            return reject_order(plan_.completed, plan_.started);
        if (ready && started && is_before(*started, *ready)) return reject_order(plan_.started, plan_.ready);
        if (ready && completed && is_before(*completed, *ready)) return reject_order(plan_.completed, plan_.ready);
        const SourceTime first = ready ? *ready : started ? *started : *completed;
        if (!begin_row(first)) return;
        if (event_.visit.empty()) name_visit(first);
        if (ready) hand_over(RecordKind::ready, *ready);
        if (started) hand_over(RecordKind::started, *started);
        if (completed) hand_over(RecordKind::completed, *completed);
        end_row(completed ? *completed : started ? *started : *ready, completed.has_value());
    }

    void reject_order(std::size_t later, std::size_t earlier) {
        reject(later, if_like_a_date(field(later)), "is before \"" + plan_.header[earlier] + "\"");
    }

    // So that a later file that tells the end, or another one, is known to speak of the same visit.
    void name_visit(const SourceTime& first) {
        visit_.assign(event_.name);
        visit_ += '\x1f';
        char digits[40];
        const auto at = first.at.time_since_epoch().count();
        char* end = std::to_chars(digits, digits + 20, at).ptr;
        *end++ = '.';
        end = std::to_chars(end, digits + sizeof digits, first.milliseconds).ptr;
        visit_.append(digits, end);
        event_.visit = visit_;
    }

    void read_event() {
        const std::string_view word = field(plan_.kind);
        const KindWord* const kind = word == last_word_ ? last_kind_ : kind_word(word);
        if (word.empty()) return reject(plan_.kind, "", "is empty: what happened?");
        if (kind == nullptr) return reject_kind(word);
        last_kind_ = kind;
        last_word_ = kind->word == word ? std::string_view(kind->word) : std::string_view();
        if (!kind->kind) {
            passed_over_.insert(kind->word);
            return;
        }
        const RecordKind what = *kind->kind;
        const bool needs_no_step =
            what == RecordKind::entered || what == RecordKind::left || what == RecordKind::attribute_set;
        if (!needs_no_step && !has_step()) return;
        const auto at = time_in(plan_.at);
        if (!at && !is_rejected_) reject(plan_.at, "", "is empty: when was it?");
        if (is_rejected_ || !has_way()) return;
        event_.event_number = number_in(plan_.event, 0);
        event_.cause = number_in(plan_.cause, no_cause);
        event_.detail = number_in(plan_.detail, 0);
        if (is_rejected_) return;
        if (what == RecordKind::attribute_set) return read_attribute(*at);
        if (what == RecordKind::decided && field(plan_.way).empty())
            return reject(plan_.way != no_column ? plan_.way : plan_.kind, "", "is empty: which way was decided on?");
        if (!begin_row(*at)) return;
        if (what == RecordKind::decided) event_.value = field(plan_.way);
        hand_over(what, *at);
        end_row(*at, what == RecordKind::completed || what == RecordKind::happened);
    }

    void reject_kind(std::string_view word) {
        const std::string shown = if_like_a_word(word);
        reject(plan_.kind, shown, "is no kind of event; " + hint_for_kind(shown));
    }

    void read_attribute(const SourceTime& at) {
        const std::string_view name = field(plan_.attribute), value = field(plan_.value);
        if (name.empty()) return reject(plan_.attribute, "", "is empty: what became known?");
        if (value.empty()) return reject(plan_.value, "", "is empty: what became known?");
        if (!is_a_code(name) || !is_a_code(value)) return reject(plan_.value, "", "is a text, not a code");
        if (!begin_row(at)) return;
        event_.name = name;
        event_.value = value;
        hand_over(RecordKind::attribute_set, at);
    }

    std::uint32_t number_in(std::size_t column, std::uint32_t otherwise) {
        const std::string_view text = field(column);
        if (text.empty() || is_rejected_) return otherwise;
        std::uint32_t number = 0;
        const auto [end, fault] = std::from_chars(text.data(), text.data() + text.size(), number);
        if (fault != std::errc() || end != text.data() + text.size())
            reject(column, if_like_a_date(text), "is not a whole number");
        return number;
    }

    void read_milestones() {
        times_.assign(plan_.milestones.size(), std::nullopt);
        std::optional<SourceTime> first;
        for (std::size_t i = 0; i < times_.size(); ++i) {
            times_[i] = time_in(plan_.milestones[i].column);
            if (times_[i] && (!first || is_before(*times_[i], *first))) first = times_[i];
        }
        if (is_rejected_) return;
        if (!first) return reject(no_column, "", "has no date at all");
        if (!begin_row(*first)) return;
        for (std::size_t i = 0; i < times_.size(); ++i) {
            if (!times_[i]) continue;
            event_.name = plan_.milestones[i].step;
            event_.visit = plan_.milestones[i].name;
            hand_over(RecordKind::happened, *times_[i]);
        }
    }

    // What the row says of the child, before what it says of the step.
    bool begin_row(const SourceTime& at) {
        const std::string_view birth_date = field(plan_.birth_date);
        std::string_view month;
        if (!birth_date.empty() && !learn_birth_month(birth_date, at, month)) return false;
        if (month.empty() && plan_.kept.empty()) return true;
        SourceEvent known;
        known.child = event_.child;
        known.kind = RecordKind::attribute_set;
        known.time = at;
        known.line = line_;
        if (!month.empty()) {
            known.name = birth_month_word;
            known.value = month;
            sink_.add(known);
        }
        for (const CsvPlan::Kept& kept : plan_.kept) {
            known.name = kept.name;
            known.value = field(kept.column);
            if (!known.value.empty()) sink_.add(known);
        }
        return true;
    }

    // Once a child; `month` stays empty after that.
    bool learn_birth_month(std::string_view birth_date, const SourceTime& at, std::string_view& month) {
        if (event_.child == last_child_ && birth_date == last_birth_date_) return true;
        std::string learned = birth_month_of(birth_date, dates_);
        if (learned.empty()) {
            const bool unclear = is_ambiguous_date(birth_date) && !is_day_or_month_first(dates_);
            reject(plan_.birth_date, "", unclear ? two_ways : "is not a date of birth");
            return false;
        }
        const Date first_of_month = date_of(*parse_instant(learned + "-01")), on = date_of(at.at);
        if (first_of_month > on + latest_birth_after || first_of_month < on - oldest) {
            reject(plan_.birth_date, "",
                   first_of_month > on ? "is more than 300 days after the row's date"
                                       : "is more than 120 years before the row's date");
            return false;
        }
        last_child_ = event_.child;
        last_birth_date_ = birth_date;
        const auto found = birth_months_.find(event_.child);
        if (found == birth_months_.end()) {
            month = birth_months_.emplace(std::string(event_.child), std::move(learned)).first->second;
            return true;
        }
        if (found->second == learned) return true;
        last_child_.clear();
        reject(plan_.birth_date, "", "is in another month than an earlier row of this child says");
        return false;
    }

    // A decision is taken when the step is done.
    void end_row(const SourceTime& at, bool is_completed) {
        if (!is_completed || field(plan_.way).empty()) return;
        event_.value = field(plan_.way);
        event_.cause = no_cause;
        event_.detail = event_.event_number = 0;
        hand_over(RecordKind::decided, at);
    }

    const CsvPlan& plan_;
    std::optional<DateOrder> dates_;
    RecordSink& sink_;

    const std::vector<std::string_view>* fields_ = nullptr;
    std::uint32_t line_ = 0;
    bool is_rejected_ = false;
    SourceEvent event_;
    std::string visit_;
    std::vector<std::optional<SourceTime>> times_;

    std::string_view last_word_;  // lives as long as the list of words
    const KindWord* last_kind_ = nullptr;
    std::set<std::string> passed_over_;
    std::string last_child_, last_birth_date_;
    std::unordered_map<std::string, std::string, TextHash, std::equal_to<>> birth_months_;
};

bool is_blank(const std::vector<std::string_view>& fields) {
    return std::all_of(fields.begin(), fields.end(), [](std::string_view field) { return field.empty(); });
}

}  // namespace

Result<SourceSummary> read_csv(const std::string& path, const Mapping& mapping, RecordSink& sink,
                               const ReadProgress& progress) {
    const auto encoding = csv_encoding_of(mapping.csv.encoding);
    if (!encoding) return Problem{path, "the mapping's csv/encoding is unknown", "utf-8 or windows-1252"};
    Result<CsvRows> rows = CsvRows::open(path, mapping.csv.separator, *encoding);
    if (!rows) return rows.problems();
    std::vector<std::string_view> fields;
    if (!rows->next(fields)) return rows->problem().value_or(Problem{path, "is empty", ""});
    if (rows->fault() != RowFault::none)
        return Problem{path + ":" + std::to_string(rows->line()), std::string("the header ") + rule_of(rows->fault()),
                       ""};
    const Result<CsvPlan> plan = plan_csv(path, {fields.begin(), fields.end()}, mapping);
    if (!plan) return plan.problems();

    SourceSummary summary;
    TableReader reader(*plan, mapping, sink);
    while (rows->next(fields)) {
        if (rows->fault() == RowFault::none && is_blank(fields)) continue;  // as spreadsheets leave them
        ++summary.rows;
        if (rows->fault() == RowFault::none) {
            reader.read(fields, rows->line());
        } else {
            reader.reject_row(rows->line(), rule_of(rows->fault()));
        }
        if (progress && summary.rows % rows_between_progress == 0) progress(rows->bytes_read(), rows->bytes());
    }
    if (rows->problem()) return *rows->problem();
    if (summary.rows == 0) return Problem{path, "has a header and no row below it", ""};
    if (progress) progress(rows->bytes_read(), rows->bytes());
    summary.left_behind = plan->left_behind;
    for (const std::string& word : reader.passed_over())
        summary.left_behind.push_back(plan->header[plan->kind] + " \"" + word + "\"");
    return summary;
}

}  // namespace permap
