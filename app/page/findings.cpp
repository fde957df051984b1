// What was found, in sentences, before any table.
#include <algorithm>

#include "page/arms.hpp"
#include "page/sections.hpp"
#include "page/shown.hpp"

namespace permap::page {

namespace {

enum class Verdict { better, worse, changed, not_yet };

Verdict verdict_of(const Difference& difference) {
    if (!difference.is_told_apart || !difference.mean) return Verdict::not_yet;
    if (difference.better.empty()) return Verdict::changed;
    return (*difference.mean > 0) == (difference.better == "up") ? Verdict::better : Verdict::worse;
}

Markup mark(const std::string& kind, const std::string& words) {
    return element("span", {{"class", "mark-" + kind}}, text(words));
}

Markup mark(Verdict verdict) {
    switch (verdict) {
        case Verdict::better:
            return mark("better", "▲ better");
        case Verdict::worse:
            return mark("worse", "▼ worse");
        case Verdict::changed:
            return mark("changed", "◆ changed");
        case Verdict::not_yet:
            break;
    }
    return {};
}

// "12.3 fewer", "4.0 points more".
std::string more_or_fewer(double value, Unit unit) {
    const std::string size = shown(value < 0 ? -value : value, unit);
    if (shows_zero(size)) return "none";
    return size + (unit == Unit::points ? " points" : "") + (value < 0 ? " fewer" : " more");
}

std::string between_words(const Interval& interval, Unit unit) {
    if (!interval.low || !interval.high) return "not known";
    const std::string low = shown(*interval.low, unit), high = shown(*interval.high, unit);
    if (shows_zero(low) && shows_zero(high)) return "less than shows here";
    if (*interval.low <= 0 && *interval.high <= 0)
        return shown(-*interval.high, unit) + " to " + more_or_fewer(*interval.low, unit);
    if (*interval.low >= 0 && *interval.high >= 0) return low + " to " + more_or_fewer(*interval.high, unit);
    return more_or_fewer(*interval.low, unit) + " to " + more_or_fewer(*interval.high, unit);
}

// The result's own sentence, or one made from its numbers by the same rule: told apart or not yet.
std::string sentence_of(const Difference& difference) {
    if (!difference.sentence.empty()) return difference.sentence;
    const std::string name = difference.name.empty() ? difference.measure : difference.name;
    if (!difference.mean) return name + ": cannot be estimated here.";
    const Unit unit = difference_unit(difference.unit);
    if (!difference.is_told_apart) {
        const bool has_drawn = difference.assumptions.low && difference.assumptions.high;
        const Interval& widest = has_drawn ? difference.assumptions : difference.chance;
        if (!widest.low || !widest.high) return name + ": not yet told apart.";
        if (shows_zero(shown(*widest.low, unit)) && shows_zero(shown(*widest.high, unit)))
            return name + ": not yet told apart. If there is a difference, it is too small to show here.";
        return name + ": not yet told apart. It may be anything from " + between_words(widest, unit) + ".";
    }
    std::string words =
        name + ": " + more_or_fewer(*difference.mean, unit) + " (95 %: " + between_words(difference.chance, unit);
    if (difference.assumptions.low && difference.assumptions.high)
        words += "; with assumed numbers drawn: " + between_words(difference.assumptions, unit);
    return words + "). Told apart.";
}

Markup sentence_list(const std::vector<const Difference*>& differences) {
    Markup list;
    for (const Difference* const one : differences) {
        const Verdict verdict = verdict_of(*one);  // that it is not yet told apart stands above all of those
        Markup item = verdict == Verdict::not_yet ? Markup() : mark(verdict) + text(" ");
        item += text(sentence_of(*one));
        if (one->method == "exact") item += text(" (Exact, not simulated.)");
        list += element("li", item);
    }
    return element("ul", {{"class", "findings"}}, list);
}

// What is better or worse first, then what only changed; what cannot be told apart is folded away, not left out.
Markup arm_findings(const NamedArm& arm) {
    std::vector<const Difference*> judged, changed, not_yet;
    for (const Difference& one : arm.arm->differences) {
        const Verdict verdict = verdict_of(one);
        (verdict == Verdict::not_yet ? not_yet : verdict == Verdict::changed ? changed : judged).push_back(&one);
    }
    Markup inside = element("h3", sentence_start(arm.where));
    if (!arm.arm->sentences.empty()) {
        Markup edits;
        for (const std::string& sentence : arm.arm->sentences) edits += element("li", sentence);
        inside += element("p", "What is changed:") + element("ul", edits);
    }
    inside += removal_warning(arm.arm->removed);
    judged.insert(judged.end(), changed.begin(), changed.end());
    if (judged.empty())
        inside += element("p",
                          "Nothing can be told apart from the system as it is. Not yet, or not at all: see below "
                          "how much it may be.");
    else
        inside += sentence_list(judged);
    if (!not_yet.empty()) {
        inside += element("details", element("summary", "Not yet told apart: " + counted(not_yet.size()) +
                                                            (not_yet.size() == 1 ? " figure" : " figures")) +
                                         sentence_list(not_yet));
    }
    return inside;
}

Markup rank_findings(const ResultFile& result) {
    Markup list;
    std::size_t told = 0;
    for (const RankRow& row : result.ranking) {
        if (!row.is_told_apart || !row.days_saved) continue;
        if (++told > 5) continue;
        const std::string what = row.edit == "halve"      ? "Halving the time of "
                                 : row.edit == "capacity" ? "More capacity for "
                                                          : "Taking out ";
        const bool saves = *row.days_saved > 0;
        list += element("li", mark(saves ? "better" : "worse", saves ? "▲ sooner" : "▼ later") +
                                  text(" " + what + "“" + row.name + "” " + (saves ? "saves " : "costs ") +
                                       shown(saves ? *row.days_saved : -*row.days_saved, Unit::days) +
                                       " days not yet permanent a child (95 %, all rows at once: " +
                                       with_signs(row.chance, Unit::days) + ")." +
                                       (row.label.empty() ? "" : " " + sentence_start(row.label) + ".")));
    }
    Markup inside = element("h3", "Which step or stage to look at first") + ranking_warning(result.ranking);
    if (told == 0) return inside + element("p", "No effect can be told apart from none yet.");
    inside += element("ul", {{"class", "findings"}}, list);
    if (told > 5) inside += element("p", "And " + std::to_string(told - 5) + " more: see the ranking.");
    return inside;
}

Markup evidence_findings(const ResultFile& result) {
    std::size_t counted[2][2] = {};  // [held out?][inside?]
    for (const Published& one : result.published) {
        if (!one.is_inside || (one.use != "calibration" && one.use != "validation")) continue;
        ++counted[one.use == "validation" ? 1 : 0][*one.is_inside ? 1 : 0];
    }
    const auto said = [&](int use, const char* name) {
        return std::to_string(counted[use][1]) + " of " + std::to_string(counted[use][0] + counted[use][1]) +
               " published figures that " + name;
    };
    return element("h3", "How near the model comes to what is published") +
           element("p", "Inside their bands: " + said(0, "it was fitted to") + "; " + said(1, "were held out") + ".");
}

Markup swing_findings(const ResultFile& result) {
    Markup list;
    for (std::size_t i = 0; i < result.swings.size() && i < 3; ++i) {
        const Swing& swing = result.swings[i];
        const Unit unit = difference_unit(swing.unit);
        list += element("li", swing.what + ": the answer swings by " + with_sign(swing.swing, unit) + " " +
                                  unit_words(unit) + " between its low and its high." +
                                  (swing.counted_by.empty() ? "" : " Could be counted by: " + swing.counted_by + "."));
    }
    return element("h3", "What to measure next") + element("ol", list);
}

Markup run_findings(const NamedArm& arm) {
    Markup list;
    const Estimate& days = arm.arm->days_not_permanent;
    if (days.value)
        list +=
            element("li", "Days not yet permanent, mean over all counted children: " + shown(days.value, Unit::days) +
                              " (95 %: " + shown(days.chance, Unit::days) + ").");
    if (arm.arm->median_days.value)
        list += element("li", "Half of the children who came to live away from home reach permanence within " +
                                  shown(arm.arm->median_days.value, Unit::days) +
                                  " days (95 %: " + shown(arm.arm->median_days.chance, Unit::days) + ").");
    if (!arm.arm->steps.empty())
        list += element("li", "Most time on the path that mattered goes into “" + arm.arm->steps.front().name +
                                  "”: " + shown(arm.arm->steps.front().child_days, Unit::child_days) + " child-days" +
                                  (arm.arm->steps.front().share
                                       ? ", " + shown(arm.arm->steps.front().share, Unit::share) + " of all"
                                       : std::string()) +
                                  ".");
    return list.empty() ? Markup() : element("h3", sentence_start(arm.where)) + element("ul", list);
}

// Where the number of replications is not simply what was asked for.
std::string how_it_ended(const ResultFile& result) {
    std::string text;
    if (result.stopped_of) text += ", stopped by hand before the " + shown(result.stopped_of, Unit::count);
    if (result.precision_asked) {
        text += ", for days not yet permanent known to ±" + shown(result.precision_asked, Unit::share) +
                " (reached: ±" + shown(result.precision_reached, Unit::share) + ")";
    }
    return text;
}

// What was asked, in short.
Markup asked(const Results& results) {
    Markup list;
    for (const ResultFile& result : results) {
        std::string what = sentence_start(result.arrivals) + ", from " + result.start + ", each followed for " +
                           shown(result.horizon_years, Unit::value) + " years; ";
        what += shown(result.replications, Unit::count) +
                (result.replications == 1 ? " replication" : " replications") + how_it_ended(result) + ", seed " +
                (result.seed ? std::to_string(static_cast<long long>(*result.seed)) : "not known") + "; " +
                result.population + " children";
        if (!result.branch_at.empty()) what += "; one past up to " + result.branch_at;
        if (!result.law_at.empty()) what += "; the law as on " + result.law_at;
        if (result.resources == "on" || result.resources == "off") what += "; scarce resources " + result.resources;
        list += element("li", element("strong", run_name(results, result)) + text(". " + what + "."));
    }
    const ResultFile& first = results.front();
    return element("p",
                   "The map: " + first.map_id + " " + first.map_version +
                       ". A run is a what-if on a drawing, not a forecast for an area. It is as good as the map.") +
           element("ul", {{"class", "asked"}}, list);
}

}  // namespace

Section findings_section(const Results& results) {
    Markup inside = asked(results);
    for (const NamedArm& arm : changed_arms(results)) inside += arm_findings(arm);
    for (const ResultFile& result : results) {
        if (result.kind == ResultKind::rank) inside += rank_findings(result);
    }
    for (const NamedArm& arm : first_arms(results)) inside += run_findings(arm);
    for (const ResultFile& result : results) {
        if (result.kind == ResultKind::evidence) inside += evidence_findings(result);
        if (result.kind == ResultKind::sensitivity) inside += swing_findings(result);
    }
    if (changed_arms(results).empty())
        inside += not_here("What a change would do.", "permap compare MAP --scenario FILE --json");
    return {"findings", "What was found", inside};
}

}  // namespace permap::page
