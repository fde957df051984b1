#include "scenario/open_ways.hpp"

#include <algorithm>
#include <string_view>

#include "map/condition_eval.hpp"

namespace permap {

namespace {

// What a condition can look at, with a value for each answer it can give.
struct Axis {
    std::string subject;
    std::vector<std::string> texts;  // named values
    std::vector<int> numbers;        // or numbers
    std::size_t now = 0;

    std::size_t size() const { return texts.empty() ? numbers.size() : texts.size(); }
    SubjectValue value() const {
        return texts.empty() ? SubjectValue{numbers[now], {}} : SubjectValue{0, std::string_view(texts[now])};
    }
    std::string words() const { return subject + " = " + (texts.empty() ? std::to_string(numbers[now]) : texts[now]); }
};

const Attribute* find_attribute(const Map& map, std::string_view id) {
    for (const Attribute& attribute : map.attributes) {
        if (attribute.id == id) return &attribute;
    }
    return nullptr;
}

class Table {
public:
    Table(const Map& map, const Step& step) : map_(map) {
        for (const Way& way : step.ways) add(way.when);
        // Thresholds only when every condition is known, derived ones included.
        for (Axis& axis : axes_) {
            if (!axis.texts.empty()) continue;
            std::vector<int>& numbers = axis.numbers;
            for (const Condition* condition : conditions_) {
                for (const int number : thresholds_of(*condition, axis.subject)) numbers.push_back(number);
            }
            std::sort(numbers.begin(), numbers.end());
            numbers.erase(std::unique(numbers.begin(), numbers.end()), numbers.end());
            numbers.insert(numbers.begin(), numbers.empty() ? 0 : numbers.front() - 1);
            if (axis.subject != "age") {  // visits and counters are never below 0
                numbers.erase(std::remove_if(numbers.begin(), numbers.end(), [](int n) { return n < 0; }),
                              numbers.end());
            }
        }
    }

    double combinations() const {
        double product = 1;
        for (const Axis& axis : axes_) product *= static_cast<double>(axis.size());
        return product;
    }

    bool next() {
        for (Axis& axis : axes_) {
            if (++axis.now < axis.size()) return true;
            axis.now = 0;
        }
        return false;
    }

    bool is_open(const Way& way) const {
        return holds(way.when, [this](std::string_view subject) { return value(subject); });
    }

    std::string words() const {
        std::string text;
        for (const Axis& axis : axes_) text += (text.empty() ? "" : ", ") + axis.words();
        return text;
    }

private:
    void add(const Condition& condition) {
        conditions_.push_back(&condition);
        for (const std::string& subject : subjects_of(condition)) {
            if (std::any_of(axes_.begin(), axes_.end(), [&](const Axis& axis) { return axis.subject == subject; }))
                continue;
            const Attribute* const attribute = find_attribute(map_, subject);
            if (attribute != nullptr && attribute->derived) {
                if (std::find(conditions_.begin(), conditions_.end(), &*attribute->derived) == conditions_.end()) {
                    add(*attribute->derived);
                }
            } else {
                axes_.push_back(
                    {subject, attribute == nullptr ? std::vector<std::string>{} : attribute->values, {}, 0});
            }
        }
    }

    SubjectValue value(std::string_view subject) const {
        for (const Axis& axis : axes_) {
            if (axis.subject == subject) return axis.value();
        }
        const Attribute* const attribute = find_attribute(map_, subject);
        const bool yes = attribute != nullptr && attribute->derived &&
                         holds(*attribute->derived, [this](std::string_view inner) { return value(inner); });
        return {0, yes ? "yes" : "no"};
    }

    const Map& map_;
    std::vector<Axis> axes_;
    std::vector<const Condition*> conditions_;
};

}  // namespace

std::vector<OpenWays> open_ways(const Map& map, const Step& step) {
    constexpr double most_combinations = 100'000;
    Table table(map, step);
    if (table.combinations() > most_combinations) return {{std::vector<bool>(step.ways.size(), true), ""}};

    std::vector<OpenWays> rows;
    do {
        std::vector<bool> open;
        for (const Way& way : step.ways) open.push_back(table.is_open(way));
        const bool known = std::any_of(rows.begin(), rows.end(), [&](const OpenWays& row) { return row.open == open; });
        if (!known) rows.push_back({std::move(open), table.words()});
    } while (table.next());
    return rows;
}

}  // namespace permap
