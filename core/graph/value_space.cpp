#include "graph/value_space.hpp"

#include <algorithm>
#include <utility>

namespace permap {

namespace {

// Comparisons that decide about something that is not derived; derived attributes are looked through.
void collect(const Map& map, const Condition& condition, std::vector<const Condition*>& comparisons,
             std::vector<std::string>& looked_through) {
    for_each_comparison(condition, [&](const Condition& part) {
        const auto attribute = std::find_if(map.attributes.begin(), map.attributes.end(),
                                            [&](const Attribute& a) { return a.id == part.subject; });
        if (attribute == map.attributes.end() || !attribute->derived) {
            comparisons.push_back(&part);
        } else if (std::find(looked_through.begin(), looked_through.end(), part.subject) == looked_through.end()) {
            looked_through.push_back(part.subject);
            collect(map, *attribute->derived, comparisons, looked_through);
        }
    });
}

std::string range_words(const std::string& name, std::optional<int> from, std::optional<int> to) {
    if (!from && !to) return name + " anything";
    if (!from) return name + " below " + std::to_string(*to + 1);
    if (!to) return name + " " + std::to_string(*from) + " or more";
    if (*from == *to) return name + " " + std::to_string(*from);
    return name + " " + std::to_string(*from) + " to " + std::to_string(*to);
}

}  // namespace

ValueSpace::ValueSpace(const Map& map, const std::vector<const Condition*>& conditions, std::string_view at_visit_of)
    : map_(map) {
    std::vector<const Condition*> comparisons;
    std::vector<std::string> looked_through;
    for (const Condition* const condition : conditions) collect(map, *condition, comparisons, looked_through);

    std::vector<std::string> names;
    for (const Condition* const comparison : comparisons) {
        if (std::find(names.begin(), names.end(), comparison->subject) == names.end()) {
            names.push_back(comparison->subject);
        }
    }
    for (const std::string& name : names) {
        std::vector<const Condition*> about_it;
        std::copy_if(comparisons.begin(), comparisons.end(), std::back_inserter(about_it),
                     [&](const Condition* comparison) { return comparison->subject == name; });
        add_subject(name, about_it, at_visit_of);
    }
}

void ValueSpace::add_subject(std::string_view name, const std::vector<const Condition*>& comparisons,
                             std::string_view at_visit_of) {
    Subject subject;
    subject.name = std::string(name);
    const Attribute* const attribute = attribute_of(name);
    if (name == "age") {
        add_ranges(subject, comparisons, std::nullopt, std::nullopt);
    } else if (const std::string_view visited = visited_step(name); !visited.empty()) {
        add_ranges(subject, comparisons, visited == at_visit_of ? 1 : 0, std::nullopt);
    } else if (attribute != nullptr && attribute->counter_max) {
        add_ranges(subject, comparisons, 0, *attribute->counter_max);
    } else if (attribute != nullptr) {
        add_named_values(subject, attribute->values, comparisons);
    }
    append(std::move(subject));
}

void ValueSpace::add_named_values(Subject& subject, const std::vector<std::string>& values,
                                  const std::vector<const Condition*>& comparisons) const {
    std::vector<std::vector<bool>> answers_of_class;
    for (const std::string& value : values) {
        const SubjectValue seen{0, value};
        std::vector<bool> answers;
        for (const Condition* const part : comparisons) {
            answers.push_back(compares(part->comparison, part->values, seen));
        }
        const auto alike = std::find(answers_of_class.begin(), answers_of_class.end(), answers);
        if (alike == answers_of_class.end()) {
            answers_of_class.push_back(std::move(answers));
            subject.classes.push_back({seen, subject.name + " = " + value});
        } else {
            subject.classes[static_cast<std::size_t>(alike - answers_of_class.begin())].words += " or " + value;
        }
    }
}

void ValueSpace::add_ranges(Subject& subject, const std::vector<const Condition*>& comparisons,
                            std::optional<int> lowest, std::optional<int> highest) const {
    std::vector<int> begins;
    for (const Condition* const part : comparisons) {
        const std::vector<int> thresholds = thresholds_of(*part, subject.name);
        begins.insert(begins.end(), thresholds.begin(), thresholds.end());
    }
    std::erase_if(begins, [&](int begin) { return (lowest && begin <= *lowest) || (highest && begin > *highest); });
    std::sort(begins.begin(), begins.end());
    begins.erase(std::unique(begins.begin(), begins.end()), begins.end());

    std::optional<int> from = lowest;
    for (std::size_t i = 0; i <= begins.size(); ++i) {
        const bool is_last = i == begins.size();
        const std::optional<int> to = is_last ? highest : std::optional(begins[i] - 1);
        const int sample = from.value_or(to.value_or(0));
        subject.classes.push_back({{sample, {}}, range_words(subject.name, from, to)});
        if (!is_last) from = begins[i];
    }
}

void ValueSpace::append(Subject subject) {
    const double before = combinations();
    subject.stride = before < 1e15 ? static_cast<std::size_t>(before) : 0;
    subjects_.push_back(std::move(subject));
}

void ValueSpace::split_by_dates(const std::vector<const InForce*>& in_force) {
    for (const InForce* const law : in_force) {
        if (law->from) dates_.push_back(*law->from);
        if (law->until) dates_.push_back(*law->until);
    }
    std::sort(dates_.begin(), dates_.end());
    dates_.erase(std::unique(dates_.begin(), dates_.end()), dates_.end());
    if (dates_.empty()) return;

    Subject subject;
    subject.classes.push_back({{0, {}}, "before " + to_date_string(dates_.front())});
    for (std::size_t i = 0; i < dates_.size(); ++i) {
        std::string words = "from " + to_date_string(dates_[i]);
        if (i + 1 < dates_.size()) words += " until " + to_date_string(dates_[i + 1]);
        subject.classes.push_back({{static_cast<int>(i) + 1, {}}, words});
    }
    date_ = subjects_.size();
    append(std::move(subject));
}

double ValueSpace::combinations() const {
    double product = 1;
    for (const Subject& subject : subjects_) product *= static_cast<double>(subject.classes.size());
    return product;
}

const Attribute* ValueSpace::attribute_of(std::string_view id) const {
    const auto found =
        std::find_if(map_.attributes.begin(), map_.attributes.end(), [id](const Attribute& a) { return a.id == id; });
    return found == map_.attributes.end() ? nullptr : &*found;
}

SubjectValue ValueSpace::value_of(std::string_view name, std::size_t combination) const {
    for (const Subject& subject : subjects_) {
        if (subject.name == name) return subject.classes[combination / subject.stride % subject.classes.size()].value;
    }
    const Attribute* const attribute = attribute_of(name);
    if (attribute == nullptr || !attribute->derived) return {};
    return {0, answer(*attribute->derived, combination) ? "yes" : "no"};
}

bool ValueSpace::answer(const Condition& condition, std::size_t combination) const {
    return holds(condition, [&](std::string_view name) { return value_of(name, combination); });
}

std::size_t ValueSpace::period(std::size_t combination) const {
    if (!date_) return 0;
    const Subject& subject = subjects_[*date_];
    return combination / subject.stride % subject.classes.size();
}

bool ValueSpace::answer(const InForce& in_force, std::size_t combination) const {
    if (in_force.never) return false;
    if (!date_) return true;
    const std::size_t period = this->period(combination);
    if (in_force.from && (period == 0 || dates_[period - 1] < *in_force.from)) return false;
    return !in_force.until || period == 0 || dates_[period - 1] < *in_force.until;
}

std::vector<std::string> ValueSpace::describe(std::vector<bool> found, std::size_t at_most) const {
    std::vector<std::string> texts;
    for (std::size_t first = 0; first < found.size() && texts.size() < at_most; ++first) {
        if (!found[first]) continue;
        // Widen this combination by one subject after the other, as long as all of it is marked.
        std::vector<std::size_t> covered = {first};
        std::string text;
        for (const Subject& subject : subjects_) {
            const std::size_t own = first / subject.stride % subject.classes.size();
            std::vector<std::size_t> wider;
            for (const std::size_t combination : covered) {
                for (std::size_t other = 0; other < subject.classes.size(); ++other) {
                    wider.push_back(combination - own * subject.stride + other * subject.stride);
                }
            }
            if (std::all_of(wider.begin(), wider.end(), [&](std::size_t c) { return found[c]; })) {
                covered = std::move(wider);
            } else {
                text += (text.empty() ? "" : ", ") + subject.classes[own].words;
            }
        }
        texts.push_back(text.empty() ? "always" : text);
        for (const std::size_t combination : covered) found[combination] = false;
    }
    return texts;
}

}  // namespace permap
