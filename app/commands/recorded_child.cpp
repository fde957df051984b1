#include "commands/recorded_child.hpp"

#include <algorithm>
#include <charconv>
#include <filesystem>

#include "recorded/journey_events.hpp"
#include "recording/pseudonym.hpp"
#include "store/recorded_log_file.hpp"

namespace permap {

namespace {

namespace fs = std::filesystem;

constexpr std::size_t least_digits = 6;
constexpr std::string_view pseudonym_mark = "c-";

struct Found {
    std::uint32_t child = 0;
    RecordedJourney journey;
};

// Looks for one child while journeys go by; keeps no others. A whole name goes before a beginning, and that before a
// number.
class Search {
public:
    explicit Search(std::string name) : name_(std::move(name)) {
        can_be_beginning_ = name_.size() >= pseudonym_mark.size() + least_digits &&
                            name_.compare(0, pseudonym_mark.size(), pseudonym_mark) == 0;
        std::size_t number = 0;
        const auto [end, fault] = std::from_chars(name_.data(), name_.data() + name_.size(), number);
        if (fault == std::errc{} && end == name_.data() + name_.size()) number_ = number;
    }

    void look(std::uint32_t child, RecordedJourney&& journey) {
        ++children_;
        if (journey.pseudonym == name_) {
            named_ = Found{child, std::move(journey)};
        } else if (can_be_beginning_ && journey.pseudonym.compare(0, name_.size(), name_) == 0) {
            if (++begins_so_ == 1) begun_ = Found{child, std::move(journey)};
        } else if (number_ == std::size_t{child} + 1) {
            numbered_ = Found{child, std::move(journey)};
        }
    }

    Result<Found> found() && {
        if (named_) return *std::move(named_);
        if (begins_so_ > 1)
            return Problem{"--child", std::to_string(begins_so_) + " children's pseudonyms begin so",
                           "give more of its digits"};
        if (begun_) return *std::move(begun_);
        if (numbered_) return *std::move(numbered_);
        return Problem{
            "--child", "there is no such child in the log",
            "a number from 1 to " + std::to_string(children_) +
                ", a pseudonym (six of its digits will do), or, with --key FILE, the council's own identifier"};
    }

    std::size_t children() const { return children_; }

private:
    std::string name_;
    bool can_be_beginning_ = false;
    std::optional<std::size_t> number_;  // from 1
    std::size_t children_ = 0, begins_so_ = 0;
    std::optional<Found> named_, begun_, numbered_;
};

std::string known_words(const std::vector<Import>& imports, std::uint16_t known, Date at) {
    std::string words = "as known on " + to_date_string(midnight(at)) + " (import " + std::to_string(known) + " of " +
                        std::to_string(imports.size());
    if (const Date since = imports[known - 1U].known_since; since > at)
        words += ", known since " + to_date_string(midnight(since)) + ": nothing was brought in before";
    return words + ")";
}

// Whether anything happened after that day. What did is not known yet, and nothing must be filled in from it.
bool cut_after(Date at, std::vector<Record>& known) {
    const auto later = std::find_if(known.begin(), known.end(),
                                    [&](const Record& record) { return record.at >= midnight(at) + one_day; });
    const bool has_later = later != known.end();
    known.erase(later, known.end());
    return has_later;
}

// A journey that ends with its last record did not end with the last one of that day.
void go_on(const Binding& binding, const std::vector<Record>& known, Stream& stream) {
    const Event& last = stream.events.back();
    const bool is_written_down =
        std::any_of(known.begin(), known.end(), [](const Record& record) { return record.kind == RecordKind::left; });
    const bool is_end = last.step != no_step && binding.ends[index(last.step)];
    if (last.kind == EventKind::left && !is_written_down && !is_end) stream.events.pop_back();
}

JourneySubject subject_of(const RecordedArm& arm, const std::vector<Record>& known) {
    JourneySubject subject;
    subject.is_recorded = true;
    subject.has_map = arm.map.has_value();
    subject.steps_of_map = arm.binding.steps_of_map;
    subject.attributes_of_map = arm.binding.attributes_of_map;
    subject.told_as_age = {birth_month_word, sibling_group_word};
    subject.has_dates_only = true;
    bool says_age = false, says_month = false;
    for (const Record& record : known) {
        if (record.precision != TimePrecision::day) subject.has_dates_only = false;
        says_age = says_age || (record.kind == RecordKind::entered && record.detail != 0);
        says_month = says_month || (record.kind == RecordKind::attribute_set && record.value != no_word &&
                                    arm.header.words[record.name] == birth_month_word);
    }
    subject.age_is_known = says_age || says_month;
    subject.born_by_month = says_month && !says_age;
    return subject;
}

}  // namespace

Result<RecordedChild> load_recorded_child(const std::string& path, const RecordedChoices& choices,
                                          const std::string& wanted, const std::string& key) {
    std::string name = wanted;
    if (!key.empty()) {
        std::error_code ignored;
        const Result<PseudonymKey> read = load_key(key, false, fs::absolute(path, ignored).parent_path().string());
        if (!read) return read.problems();
        name = pseudonym(*read, "child", wanted);
    }
    Result<RecordedArm> arm = bind_recorded(path, choices);
    if (!arm) return arm.problems();
    Search search(name);
    Problems problems = read_recorded_journeys(
        path, [&](std::uint32_t child, RecordedJourney&& journey) { search.look(child, std::move(journey)); });
    if (!problems.empty()) return problems;
    const std::size_t children = search.children();
    Result<Found> found = std::move(search).found();
    if (!found) return found.problems();

    std::vector<Record> known = known_records(found->journey.records, arm->known_import);
    const bool has_more = choices.known_at && cut_after(*choices.known_at, known);
    if (known.empty())
        return Problem{"--at", "nothing was known of this child then", "leave it out, or give a later day"};
    RecordedChild one;
    one.subject = subject_of(*arm, known);
    one.subject.name = found->journey.pseudonym;
    one.subject.number = std::size_t{found->child} + 1;
    one.subject.children = children;
    if (choices.known_at) one.subject.known_as = known_words(arm->header.imports, arm->known_import, *choices.known_at);
    one.stream =
        journey_events(arm->binding, known, arm->header.words, found->child, arm->followed_until, arm->left_out);
    if (has_more) go_on(arm->binding, known, one.stream);
    one.arm = *std::move(arm);
    return one;
}

}  // namespace permap
