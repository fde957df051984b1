#include "exporting/workbook_counts.hpp"

#include <algorithm>
#include <cmath>

#include "analysis/suppression.hpp"

namespace permap {

namespace {

constexpr std::size_t most_variants = 20;

ShownCount shown(std::int64_t count, bool is_hidden) {
    return is_hidden ? std::nullopt : ShownCount(count);
}

// Lists that each add up to all children, one behind the other: what one list hides no other gives away.
class Chain {
public:
    std::size_t add(std::uint32_t from, std::uint32_t to, std::int64_t count, bool is_total = false,
                    bool is_published = true) {
        lines_.push_back({from, to, count, is_published, is_total});
        return lines_.size() - 1;
    }
    void hide(std::int64_t below) { hidden_ = hidden_counts(lines_, below); }
    ShownCount operator[](std::size_t line) const { return shown(lines_[line].count, hidden_[line]); }

private:
    std::vector<BoundCount> lines_;
    std::vector<bool> hidden_;
};

struct VariantCounts {
    std::vector<Variant> listed;
    std::int64_t others = 0, ways = 0;
};

VariantCounts variant_counts(const ExportedLog& log, std::int64_t suppress_below) {
    VariantFold fold;
    for (const Stream& stream : log.streams) fold.add(stream.events);
    VariantCounts counts;
    counts.ways = fold.count();
    for (Variant& variant : fold.variants()) {
        // A way that hardly any child went could by itself tell who it was.
        if (counts.listed.size() < most_variants && variant.children >= suppress_below) {
            counts.listed.push_back(std::move(variant));
        } else {
            counts.others += variant.children;
        }
    }
    return counts;
}

}  // namespace

ShownCounts shown_counts(const ExportedLog& log, const Figures& figures, std::int64_t suppress_below) {
    const auto children = static_cast<std::int64_t>(log.streams.size());
    const std::vector<MonthCount> months = month_counts(log.streams);
    const VariantCounts variants = variant_counts(log, suppress_below);
    // From `whole` by outcome to `by_outcome`; on by the month they came in; each month hands on to the next; from
    // `ended` back by their ways.
    constexpr std::uint32_t whole = 0, by_outcome = 1, ended = 2, first_month = 3, start = 4;
    const auto point = [&](std::size_t month) { return start + static_cast<std::uint32_t>(month); };
    Chain chain;
    const std::size_t total = chain.add(first_month, whole, children, true);
    std::vector<std::size_t> outcome_lines;
    for (const OutcomeFigure& outcome : figures.outcomes)
        outcome_lines.push_back(chain.add(whole, by_outcome, outcome.children));
    struct MonthLines {
        std::size_t under_way, came_in, over, unfollowed;
    };
    std::vector<MonthLines> month_lines;
    for (std::size_t i = 0; i < months.size(); ++i) {
        MonthLines lines{};
        // Of the first month it is 0.
        lines.under_way = i == 0 ? total : chain.add(point(i - 1), point(i), months[i].under_way_first);
        lines.came_in = chain.add(by_outcome, point(i), months[i].came_in);
        lines.over = chain.add(point(i), ended, months[i].over);
        lines.unfollowed = chain.add(point(i), ended, months[i].unfollowed);
        month_lines.push_back(lines);
    }
    std::vector<std::size_t> variant_lines;
    for (const Variant& variant : variants.listed)
        variant_lines.push_back(chain.add(ended, first_month, variant.children));
    const std::size_t others = chain.add(ended, first_month, variants.others);
    chain.hide(suppress_below);

    ShownCounts counts;
    counts.children = chain[total];
    for (const std::size_t line : outcome_lines) counts.outcomes.push_back(chain[line]);
    for (std::size_t i = 0; i < months.size(); ++i) {
        const MonthLines& lines = month_lines[i];
        counts.months.push_back({months[i].month, i == 0 ? ShownCount(0) : chain[lines.under_way], chain[lines.came_in],
                                 chain[lines.over], chain[lines.unfollowed]});
    }
    for (std::size_t i = 0; i < variants.listed.size(); ++i)
        counts.variants.push_back({variants.listed[i].steps, chain[variant_lines[i]]});
    counts.other_variants = chain[others];
    counts.ways = variants.ways;
    return counts;
}

ShownAim shown_aim(const AimFigure& aim, std::int64_t suppress_below) {
    // How many counts of an aim there are may be known from elsewhere: so their sum is taken as known.
    const CountMask mask =
        hidden_in({1, 4, {aim.met, aim.missed, aim.open, aim.left_out}, true, false}, suppress_below);
    return {shown(aim.met, mask.hides(0, 0)), shown(aim.missed, mask.hides(0, 1)), shown(aim.open, mask.hides(0, 2)),
            shown(aim.left_out, mask.hides(0, 3))};
}

std::vector<bool> hidden_delay_rows(const ExportedLog& log, const Figures& figures, std::int64_t suppress_below) {
    std::vector<std::int64_t> children(log.plan->map.steps.size(), 0);
    std::vector<std::size_t> last_child(children.size(), log.streams.size());
    for (std::size_t i = 0; i < log.streams.size(); ++i) {
        for (const Event& event : log.streams[i].events) {
            if (event.step == no_step || last_child[index(event.step)] == i) continue;
            last_child[index(event.step)] = i;
            ++children[index(event.step)];
        }
    }
    std::vector<bool> hidden;
    for (const DelayRow& row : figures.delay)
        hidden.push_back(row.step != no_step && children[index(row.step)] < suppress_below);
    if (std::count(hidden.begin(), hidden.end(), true) != 1) return hidden;
    // Rows come with the most days first, so the last that is shown says least.
    for (std::size_t i = hidden.size(); i > 0; --i) {
        if (hidden[i - 1]) continue;
        hidden[i - 1] = true;
        break;
    }
    return hidden;
}

std::vector<bool> hidden_shares(const std::vector<std::optional<double>>& shares, std::int64_t children,
                                std::int64_t suppress_below) {
    std::vector<std::int64_t> steps;  // children between one time and the next, and after the last
    std::int64_t so_far = 0;
    for (const auto& share : shares) {
        const std::int64_t there =
            share ? static_cast<std::int64_t>(std::lround(*share * static_cast<double>(children))) : so_far;
        steps.push_back(std::max<std::int64_t>(there - so_far, 0));
        so_far += steps.back();
    }
    steps.push_back(std::max<std::int64_t>(children - so_far, 0));
    std::int64_t total = 0;
    for (const std::int64_t step : steps) total += step;
    const ListsMask mask = hidden_in_lists({steps}, total, suppress_below);
    const std::vector<bool>& hidden = mask.lists[0];
    std::vector<bool> hides(shares.size(), false);
    const auto first = std::find(hidden.begin(), hidden.end(), true);
    if (first == hidden.end()) return hides;
    const auto last = std::find(hidden.rbegin(), hidden.rend(), true).base() - 1;
    for (auto at = first; at != last; ++at) hides[static_cast<std::size_t>(at - hidden.begin())] = true;
    return hides;
}

}  // namespace permap
