#include "report/shared_children.hpp"

#include <algorithm>
#include <map>
#include <optional>

#include "report/count_net.hpp"
#include "report/shared_fields.hpp"
#include "vocabulary/month.hpp"

namespace permap {

namespace {

// Counts that add up to the same children.
struct CountedParts {
    std::string by;
    std::vector<Json*> items;
    std::vector<std::int64_t> counts;

    std::int64_t sum() const {
        std::int64_t all = 0;
        for (const std::int64_t count : counts) all += count;
        return all;
    }
    std::int64_t count_of(const std::string& id) const {
        for (std::size_t i = 0; i < items.size(); ++i) {
            if (text_in(*items[i], "id") == id) return counts[i];
        }
        return 0;
    }
};

// False where one of them says no count.
bool put_in(CountedParts& parts, Json& item) {
    const std::optional<std::int64_t> count = count_in(item, "children");
    if (!count) return false;
    parts.items.push_back(&item);
    parts.counts.push_back(*count);
    return true;
}

using Lists = std::vector<CountedParts>;

std::optional<Lists> lists_of(Json& object, std::int64_t children) {
    if (!is_list_of_objects(object, "lists")) return std::nullopt;
    Lists lists;
    for (Json& list : object["lists"]) {
        if (!is_list_of_objects(list, "values")) return std::nullopt;
        CountedParts& parts = lists.emplace_back();
        parts.by = text_in(list, "by");
        for (Json& value : list["values"]) {
            if (!put_in(parts, value)) return std::nullopt;
        }
        if (parts.sum() != children) return std::nullopt;
    }
    return lists;
}

struct OnDay {
    Json* object = nullptr;
    std::int64_t children = 0;
    Lists lists;
    std::optional<Instant> ends;  // the minute after the day
};

struct InMonth {
    Json* object = nullptr;
    std::int64_t children = 0, came_in = 0, left = 0, no_longer_followed = 0;
    Lists lists;
    std::optional<Instant> begins;

    std::int64_t next() const { return children + came_in - left - no_longer_followed; }
};

// Children come in from outside, go through the months, are over or still open, and end as outcomes and groups.
class ChildrenNet {
public:
    ChildrenNet(Json& result, std::int64_t children) : result_(result), children_(children) {}

    std::vector<std::string> hide_below(std::int64_t below) {
        read_outcomes();
        read_groups();
        read_questions();
        read_caseload();
        draw();
        net_.hide(below);
        return std::move(gone_);
    }

private:
    void take_out(const char* key) {
        result_.erase(key);
        gone_.push_back(std::string(key) + ": left out, the counts do not add up");
    }

    void read_outcomes() {
        if (!is_list_of_objects(result_, "outcomes")) return;
        bool fits = true;
        for (Json& outcome : result_["outcomes"]) fits = fits && put_in(outcomes_, outcome);
        if (fits && outcomes_.sum() == children_) return;
        outcomes_ = {};
        take_out("outcomes");
    }

    void read_groups() {
        if (!is_list_of_objects(result_, "groups")) return;
        bool fits = true;
        for (Json& group : result_["groups"]) {
            const std::string by = text_in(group, "by");
            auto found =
                std::find_if(groups_.begin(), groups_.end(), [&](const CountedParts& parts) { return parts.by == by; });
            if (found == groups_.end()) {
                groups_.emplace_back().by = by;
                found = groups_.end() - 1;
            }
            fits = fits && put_in(*found, group);
            // When a group came to permanence would need the rules of the whole for each group.
            group.erase("within");
        }
        for (const CountedParts& parts : groups_) fits = fits && parts.sum() == children_;
        if (fits) return;
        groups_.clear();
        take_out("groups");
    }

    void read_questions() {
        if (!is_list_of_objects(result_, "questions")) return;
        for (Json& one : result_["questions"]) {
            OnDay day;
            day.object = &one;
            const std::optional<std::int64_t> children = count_in(one, "children");
            std::optional<Lists> lists;
            if (children) lists = lists_of(one, *children);
            if (!lists) {
                days_.clear();
                return take_out("questions");
            }
            day.children = *children;
            day.lists = *std::move(lists);
            if (const std::optional<Instant> on = parse_instant(text_in(one, "date"))) day.ends = *on + one_day;
            days_.push_back(std::move(day));
        }
    }

    void read_caseload() {
        if (!is_list_of_objects(result_, "caseload")) return;
        std::int64_t came_in = 0, left = 0, no_longer_followed = 0;
        bool fits = true;
        for (Json& one : result_["caseload"]) {
            InMonth month;
            month.object = &one;
            const auto count = [&](const char* key) {
                const std::optional<std::int64_t> counted = count_in(one, key);
                fits = fits && counted;
                return counted.value_or(0);
            };
            month.children = count("children");
            month.came_in = count("came_in");
            month.left = count("left");
            month.no_longer_followed = count("no_longer_followed");
            std::optional<Lists> lists = lists_of(one, month.children);
            fits = fits && lists && month.children == (months_.empty() ? 0 : months_.back().next());
            if (!fits) break;
            month.lists = *std::move(lists);
            if (const std::optional<Month> begins = parse_month(text_in(one, "month")))
                month.begins = first_minute(*begins);
            came_in += month.came_in;
            left += month.left;
            no_longer_followed += month.no_longer_followed;
            months_.push_back(std::move(month));
        }
        const std::int64_t open = outcomes_.count_of("open");
        fits = fits && came_in == children_ && left + no_longer_followed == children_ &&
               (outcomes_.items.empty() || no_longer_followed == open);
        if (fits) return;
        months_.clear();
        take_out("caseload");
    }

    // Each list from a point to the next; the last point is the answer.
    std::uint32_t in_series(std::uint32_t from, const Lists& lists) {
        for (const CountedParts& parts : lists) {
            const std::uint32_t to = net_.point();
            for (std::size_t i = 0; i < parts.items.size(); ++i)
                net_.add(from, to, parts.counts[i], {{parts.items[i]}});
            from = to;
        }
        return from;
    }

    // The same children at the same minute, counted for a day and for a month: lists that both have are one.
    std::uint32_t in_series(std::uint32_t from, const Lists& of_month, const Lists& of_day) {
        Lists alone;
        for (const CountedParts& parts : of_day) {
            const auto same = std::find_if(of_month.begin(), of_month.end(),
                                           [&](const CountedParts& other) { return is_same(parts, other); });
            if (same == of_month.end()) {
                alone.push_back(parts);
                continue;
            }
            const std::uint32_t to = net_.point();
            for (std::size_t i = 0; i < parts.items.size(); ++i)
                net_.add(from, to, parts.counts[i], {{parts.items[i]}, {same->items[i]}});
            from = to;
        }
        for (const CountedParts& parts : of_month) {
            if (std::none_of(of_day.begin(), of_day.end(),
                             [&](const CountedParts& other) { return is_same(parts, other); }))
                alone.push_back(parts);
        }
        return in_series(from, alone);
    }
    static bool is_same(const CountedParts& parts, const CountedParts& other) {
        if (parts.by != other.by || parts.counts != other.counts) return false;
        for (std::size_t i = 0; i < parts.items.size(); ++i) {
            if (text_in(*parts.items[i], "id") != text_in(*other.items[i], "id")) return false;
        }
        return true;
    }

    void draw() {
        const std::uint32_t come_in = net_.point(), over = net_.point(), open = net_.point(), all = net_.point();
        net_.add(CountNet::outside, come_in, children_, {{&result_}, {&result_, "children_a_replication"}}, true);
        std::vector<bool> is_drawn(days_.size(), false);
        if (months_.empty()) {
            const std::int64_t still_open = outcomes_.count_of("open");
            net_.add(come_in, open, still_open, {});
            net_.add(come_in, over, children_ - still_open, {});
        }
        draw_months(come_in, over, open, is_drawn);
        if (outcomes_.items.empty()) {
            const std::int64_t still_open = months_.empty() ? 0 : months_.back().no_longer_followed + earlier_stopped();
            net_.add(open, all, still_open, {});
            net_.add(over, all, children_ - still_open, {});
        }
        for (std::size_t i = 0; i < outcomes_.items.size(); ++i) {
            const bool is_open = text_in(*outcomes_.items[i], "id") == "open";
            net_.add(is_open ? open : over, all, outcomes_.counts[i], {{outcomes_.items[i], "children", true}});
        }
        std::uint32_t at = all;
        for (const CountedParts& parts : groups_) {
            const std::uint32_t to = net_.point();
            for (std::size_t i = 0; i < parts.items.size(); ++i)
                net_.add(at, to, parts.counts[i], {{parts.items[i], "children", true}});
            at = to;
        }
        net_.add(at, CountNet::outside, children_, {});
        for (std::size_t i = 0; i < days_.size(); ++i) {
            if (is_drawn[i]) continue;
            const std::uint32_t from = net_.point();
            net_.add(in_series(from, days_[i].lists), from, days_[i].children, {{days_[i].object}}, true);
        }
    }

    std::int64_t earlier_stopped() const {
        std::int64_t sum = 0;
        for (std::size_t i = 0; i + 1 < months_.size(); ++i) sum += months_[i].no_longer_followed;
        return sum;
    }

    void draw_months(std::uint32_t come_in, std::uint32_t over, std::uint32_t open, std::vector<bool>& is_drawn) {
        std::uint32_t before = CountNet::outside;
        for (std::size_t i = 0; i < months_.size(); ++i) {
            const InMonth& month = months_[i];
            const std::uint32_t first = net_.point();
            const std::size_t day = day_that_ends(month.begins);
            std::vector<CountPlace> places = {{month.object}};
            std::uint32_t point = first;
            if (day < days_.size() && !is_drawn[day] && days_[day].children == month.children) {
                is_drawn[day] = true;
                places.push_back({days_[day].object});
                point = in_series(first, month.lists, days_[day].lists);
            } else {
                point = in_series(first, month.lists);
            }
            if (i > 0) net_.add(before, first, month.children, places, true);
            // Nobody was there before the first came in: its lists are empty.
            if (i == 0) point = first;
            net_.add(come_in, point, month.came_in, {{month.object, "came_in"}});
            net_.add(point, over, month.left, {{month.object, "left"}});
            draw_stopped(month, point, open, i + 1 == months_.size(), is_drawn);
            before = point;
        }
    }

    // Those who are still under way when the log ends are those of its last day, where that day was asked for.
    void draw_stopped(const InMonth& month, std::uint32_t from, std::uint32_t open, bool is_last,
                      std::vector<bool>& is_drawn) {
        std::vector<CountPlace> places = {{month.object, "no_longer_followed"}};
        for (std::size_t day = 0; is_last && day < days_.size(); ++day) {
            if (is_drawn[day] || days_[day].children != month.no_longer_followed || !days_[day].ends || !month.begins ||
                *days_[day].ends <= *month.begins)
                continue;
            is_drawn[day] = true;
            places.push_back({days_[day].object});
            const std::uint32_t first = net_.point();
            net_.add(from, first, month.no_longer_followed, places, true);
            net_.add(in_series(first, days_[day].lists), open, month.no_longer_followed, {});
            return;
        }
        net_.add(from, open, month.no_longer_followed, places, is_last);
    }

    std::size_t day_that_ends(const std::optional<Instant>& at) const {
        std::size_t day = 0;
        while (day < days_.size() && (!at || days_[day].ends != at)) ++day;
        return day;
    }

    Json& result_;
    std::int64_t children_;
    CountedParts outcomes_;
    Lists groups_;
    std::vector<OnDay> days_;
    std::vector<InMonth> months_;
    CountNet net_;
    std::vector<std::string> gone_;
};

}  // namespace

std::vector<std::string> hide_children(Json& result, std::int64_t children, std::int64_t below) {
    return ChildrenNet(result, children).hide_below(below);
}

}  // namespace permap
