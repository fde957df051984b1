#include "recorded/journey_events.hpp"

#include <algorithm>
#include <string_view>
#include <tuple>

#include "vocabulary/result.hpp"

namespace permap {

namespace {

constexpr std::uint32_t nothing = 0xffffffffU;

// An event to be, before it has its ordinal.
struct Draft {
    Event event{};
    std::uint32_t cause = nothing;  // place among the drafts
    std::uint32_t after = 0;        // 0: at entry; else with what record number `after` became, from 1
    std::uint32_t rank = 0;         // among those; 0: the record's own event
};

bool is_completion(EventKind kind) {
    return kind == EventKind::completed || kind == EventKind::clock_fired;
}

// Days from the middle of the month of birth: the day itself is never known.
std::optional<Date> birth_date_of(std::string_view month) {
    const auto first = parse_instant(std::string(month) + "-15");
    if (!first) return std::nullopt;
    return date_of(*first);
}

class Draughtsman {
public:
    Draughtsman(const Binding& binding, std::span<const Record> known, const std::vector<std::string>& words)
        : binding_(binding),
          known_(known),
          words_(words),
          is_met_(binding.map.steps.size(), nothing),
          visits_(binding.map.steps.size(), 0) {
        causes_are_stated_ = causes_are_stated();
    }

    Stream journey(std::uint32_t child, Instant followed_until) {
        stream_.child.candidate = child;
        stream_.child.followed_until = followed_until;
        enter();
        for (std::size_t at = 0; at < known_.size(); ++at) take(static_cast<std::uint32_t>(at));
        end();
        write();
        return std::move(stream_);
    }

    std::int64_t left_out() const { return left_out_; }

private:
    // Only where every record is here, in its own place, do their causes name each other.
    bool causes_are_stated() const {
        std::uint32_t latest = 0;
        for (std::size_t i = 0; i < known_.size(); ++i) {
            const Record& record = known_[i];
            const bool first = record.kind == RecordKind::entered;
            if (record.visit != i + 1 || record.import != known_[0].import) return false;
            if (first ? record.cause != no_cause : record.cause >= i) return false;
            latest = std::max(latest, record.visit);
        }
        return latest != 0;
    }

    Instant at_of(const Record& record) const { return std::max(record.at, latest_); }

    StepIndex step_of(const Record& record) const {
        return record.name == no_word ? no_step : binding_.step_of_name[record.name];
    }

    std::uint32_t add(EventKind kind, StepIndex step, Instant at, std::uint32_t cause, std::uint32_t after,
                      std::uint32_t rank, std::uint32_t detail = 0) {
        Draft draft;
        draft.event = {at, no_cause, detail, step, kind, 0};
        draft.cause = cause;
        draft.after = after;
        draft.rank = rank;
        drafts_.push_back(draft);
        return static_cast<std::uint32_t>(drafts_.size() - 1);
    }

    void enter() {
        if (known_.empty()) return;
        Record first = known_.front();
        for (const Record& record : known_) {
            if (record.kind == RecordKind::entered) {
                first = record;
                break;
            }
        }
        Child& child = stream_.child;
        child.entered = known_.front().at;
        latest_ = child.entered;
        std::optional<Date> born;
        for (const Record& record : known_) {
            if (record.kind != RecordKind::attribute_set || record.value == no_word) continue;
            if (words_[record.name] == birth_month_word) born = birth_date_of(words_[record.value]);
            if (words_[record.name] == followed_until_word) follow_until(words_[record.value]);
        }
        std::uint32_t age_days = 0;
        // Where causes are stated the age is too: 0 is a child born that day.
        if (first.kind == RecordKind::entered && (first.detail != 0 || causes_are_stated_)) {
            age_days = first.detail;
            born = date_of(child.entered) - std::chrono::days{static_cast<std::int32_t>(age_days)};
        } else if (born) {
            age_days = static_cast<std::uint32_t>((date_of(child.entered) - *born).count());
        }
        child.birth_date = born.value_or(date_of(child.entered));
        child.entry = entry_step();
        entered_ = last_ = add(EventKind::entered, child.entry, child.entered, nothing, 0, 0, age_days);
    }

    // Of each child its own: never before what is known of it.
    void follow_until(std::string_view stated) {
        if (const auto until = parse_instant(stated))
            stream_.child.followed_until = std::max(*until, known_.back().at + Minutes{1});
    }

    StepIndex entry_step() const {
        for (const Record& record : known_) {
            if (record.kind == RecordKind::attribute_set || record.kind == RecordKind::left) continue;
            if (const StepIndex step = step_of(record); step != no_step) return step;
        }
        return no_step;
    }

    // What a step that is not said to have become ready was waiting for.
    std::uint32_t cause_of(StepIndex step) const {
        std::uint32_t best = nothing;
        for (const StepIndex from : binding_.before[index(step)]) {
            const std::uint32_t there = is_met_[index(from)];
            if (there != nothing && (best == nothing || there > best)) best = there;
        }
        if (best != nothing) return best;
        return last_completed_ != nothing ? last_completed_ : entered_;
    }

    // A visit under way; of several of one step the first begun ends first, unless the file ties its records together.
    struct Open {
        StepIndex step;
        std::uint32_t visit, ready, started;
    };
    std::size_t find_open(StepIndex step, std::uint32_t visit, bool not_started) const {
        for (std::size_t i = 0; i < open_.size(); ++i) {
            if (open_[i].step != step || (not_started && open_[i].started != nothing)) continue;
            if (visit == 0 || open_[i].visit == 0 || open_[i].visit == visit) return i;
        }
        return open_.size();
    }

    // `ready` in the minute of its cause, and right after it.
    std::uint32_t fill_in_ready(StepIndex step) {
        const std::uint32_t cause = cause_of(step);
        const Draft from = drafts_[cause];
        ++visits_[index(step)];
        return add(EventKind::ready, step, from.event.at, cause, from.after, ++inferred_, ready_filled_in);
    }

    void take(std::uint32_t place) {
        const Record& record = known_[place];
        const Instant at = at_of(record);
        const std::uint32_t before = static_cast<std::uint32_t>(drafts_.size());
        latest_ = at;
        if (record.kind == RecordKind::entered) return stated(place, entered_);
        if (record.kind == RecordKind::attribute_set) {
            return is_about_the_child(words_[record.name]) ? pass_over(place) : set_attribute(record, place, at);
        }
        if (record.kind == RecordKind::left) return leave(record, place, at);
        const StepIndex step = step_of(record);
        PERMAP_ASSERT(step != no_step);
        if (causes_are_stated_) return as_stated(record, place, at, step);
        is_over_ = false;  // something was done after what would have ended the journey
        move(record, place, at, step);
        const auto after = static_cast<std::uint32_t>(drafts_.size());
        for (std::uint32_t i = before; i < after; ++i) {
            if (!is_completion(drafts_[i].event.kind)) continue;
            completed(step, i);
            if (const std::uint32_t way = binding_.way_of_name[record.name]; way != no_word)
                last_ = add(EventKind::decided, step, at, i, place + 1, 0, way);
        }
    }

    void stated(std::uint32_t place, std::uint32_t draft) {
        if (draft_of_.size() <= place) draft_of_.resize(place + 1, nothing);
        draft_of_[place] = draft;
        last_ = draft;
    }

    // Our own export: every event is there, with its cause.
    void as_stated(const Record& record, std::uint32_t place, Instant at, StepIndex step) {
        std::uint32_t detail = record.detail;
        if (record.kind == RecordKind::decided) {
            const auto way = way_of(record, step);
            if (!way) return leave_out(place);
            detail = *way;
        }
        if (record.kind == RecordKind::ready) detail = ++visits_[index(step)];
        const auto kind =
            record.kind == RecordKind::happened ? EventKind::completed : static_cast<EventKind>(record.kind);
        stated(place, add(kind, step, at, cause_stated(record), place + 1, 0, detail));
    }

    std::uint32_t cause_stated(const Record& record) const {
        for (std::uint32_t at = record.cause; at < draft_of_.size(); at = known_[at].cause)
            if (draft_of_[at] != nothing) return draft_of_[at];
        return entered_;
    }

    void leave_out(std::uint32_t place) {
        ++left_out_;
        pass_over(place);
    }

    void pass_over(std::uint32_t place) {
        if (draft_of_.size() <= place) draft_of_.resize(place + 1, nothing);
    }

    void move(const Record& record, std::uint32_t place, Instant at, StepIndex step) {
        switch (record.kind) {
            case RecordKind::ready: {
                const std::uint32_t cause = cause_of(step);
                last_ = add(EventKind::ready, step, at, cause, place + 1, 0, ++visits_[index(step)]);
                open_.push_back({step, record.visit, last_, nothing});
                return;
            }
            case RecordKind::started: {
                std::size_t open = find_open(step, record.visit, true);
                if (open == open_.size()) open_.push_back({step, record.visit, fill_in_ready(step), nothing});
                last_ = open_[open].started = add(EventKind::started, step, at, open_[open].ready, place + 1, 0,
                                                  record.detail == 0 ? why_not_known : record.detail);
                return;
            }
            case RecordKind::completed:
            case RecordKind::happened: {
                const std::size_t open = find_open(step, record.visit, false);
                if (open == open_.size()) {
                    const std::uint32_t ready = fill_in_ready(step);
                    last_ = add(EventKind::completed, step, at, ready, place + 1, 0, only_end_known);
                    return;
                }
                const bool began = open_[open].started != nothing;
                last_ = add(EventKind::completed, step, at, began ? open_[open].started : open_[open].ready, place + 1,
                            0, began ? 0 : only_end_known);
                open_.erase(open_.begin() + static_cast<std::ptrdiff_t>(open));
                return;
            }
            case RecordKind::cancelled: {
                const std::size_t open = find_open(step, record.visit, false);
                last_ = add(EventKind::cancelled, step, at, last_, place + 1, 0);
                if (open != open_.size()) open_.erase(open_.begin() + static_cast<std::ptrdiff_t>(open));
                return;
            }
            case RecordKind::decided: {
                const auto way = way_of(record, step);
                if (!way) return leave_out(place);
                const std::uint32_t done = is_met_[index(step)];
                last_ = add(EventKind::decided, step, at, done == nothing ? last_ : done, place + 1, 0, *way);
                return;
            }
            case RecordKind::merged:
            case RecordKind::clock_started:
            case RecordKind::clock_fired:
            case RecordKind::clock_ended:
                last_ = add(static_cast<EventKind>(record.kind), step, at, last_, place + 1, 0);
                return;
            case RecordKind::entered:
            case RecordKind::attribute_set:
            case RecordKind::left:
            case RecordKind::withdrawn:
                PERMAP_ASSERT(false);
        }
    }

    void completed(StepIndex step, std::uint32_t draft) {
        is_met_[index(step)] = last_completed_ = draft;
        if (!binding_.ends[index(step)]) return;
        is_over_ = true;
        outcome_ = step;
    }

    std::optional<std::uint32_t> way_of(const Record& record, StepIndex step) const {
        if (record.value == no_word) return std::nullopt;
        return way_named(binding_.map.steps[index(step)], words_[record.value]);
    }

    void set_attribute(const Record& record, std::uint32_t place, Instant at) {
        const auto attribute = binding_.attributes.find(record.name);
        if (attribute == binding_.attributes.end()) return leave_out(place);
        const auto value = attribute->second.values.find(record.value);
        if (value == attribute->second.values.end()) return leave_out(place);
        // An event tells of a value that changed; files repeat it with every row.
        const auto is_said = [&](const auto& one) { return one.first == record.name; };
        const auto present = std::find_if(values_.begin(), values_.end(), is_said);
        if (!causes_are_stated_ && present != values_.end() && present->second == value->second) return;
        if (present != values_.end()) {
            present->second = value->second;
        } else {
            values_.emplace_back(record.name, value->second);
        }
        const std::uint32_t cause = causes_are_stated_ ? cause_stated(record) : last_;
        stated(place, add(EventKind::attribute_set, drafts_[cause].event.step, at, cause, place + 1, 0,
                          attribute_detail(attribute->second.attribute, value->second)));
    }

    void leave(const Record& record, std::uint32_t place, Instant at) {
        is_told_ = true;
        const std::uint32_t cause = causes_are_stated_ ? cause_stated(record) : last_;
        add(EventKind::left, step_of(record), at, cause, place + 1, 0);
    }

    void end() {
        if (is_told_ || drafts_.empty() || causes_are_stated_) return;
        if (!is_over_ && !binding_.ends_with_last_record) return;
        std::uint32_t cause = last_;
        if (is_over_) {
            cause = is_met_[index(outcome_)];
        } else if (last_completed_ != nothing) {
            cause = last_completed_;
            outcome_ = drafts_[cause].event.step;
        }
        const auto after = static_cast<std::uint32_t>(known_.size() + 1);
        add(EventKind::left, outcome_, std::max(latest_, drafts_[cause].event.at), cause, after, 0);
    }

    // In order of time; what was filled in stands right after its cause.
    void write() {
        std::vector<std::uint32_t> order(drafts_.size());
        for (std::uint32_t i = 0; i < order.size(); ++i) order[i] = i;
        std::stable_sort(order.begin(), order.end(), [&](std::uint32_t left, std::uint32_t right) {
            return std::tie(drafts_[left].after, drafts_[left].rank) <
                   std::tie(drafts_[right].after, drafts_[right].rank);
        });
        std::vector<Ordinal> ordinal(drafts_.size());
        for (Ordinal i = 0; i < order.size(); ++i) ordinal[order[i]] = i;
        stream_.events.reserve(order.size());
        for (const std::uint32_t i : order) {
            Event event = drafts_[i].event;
            if (drafts_[i].cause != nothing) event.cause = ordinal[drafts_[i].cause];
            PERMAP_ASSERT(event.cause == no_cause || event.cause < stream_.events.size());
            stream_.events.push_back(event);
        }
    }

    const Binding& binding_;
    std::span<const Record> known_;
    const std::vector<std::string>& words_;
    bool causes_are_stated_ = false;

    Stream stream_;
    std::vector<Draft> drafts_;
    std::vector<std::uint32_t> draft_of_;  // by record, where causes are stated
    std::vector<std::uint32_t> is_met_;    // by step: its latest completion
    std::vector<std::uint32_t> visits_;    // by step
    std::vector<Open> open_;
    std::vector<std::pair<std::uint32_t, std::uint8_t>> values_;  // by attribute's name, as last set
    Instant latest_{};
    std::uint32_t entered_ = nothing, last_ = nothing, last_completed_ = nothing;
    std::uint32_t inferred_ = 0;
    StepIndex outcome_ = no_step;
    bool is_over_ = false, is_told_ = false;
    std::int64_t left_out_ = 0;
};

}  // namespace

Stream journey_events(const Binding& binding, std::span<const Record> known, const std::vector<std::string>& words,
                      std::uint32_t child, Instant followed_until, std::int64_t& left_out) {
    Draughtsman draughtsman(binding, known, words);
    Stream stream = draughtsman.journey(child, followed_until);
    left_out += draughtsman.left_out();
    return stream;
}

std::uint32_t sibling_group_of(std::span<const Record> known, const std::vector<std::string>& words) {
    std::uint32_t group = no_word;
    for (const Record& record : known)
        if (record.kind == RecordKind::attribute_set && words[record.name] == sibling_group_word) group = record.value;
    return group;
}

}  // namespace permap
