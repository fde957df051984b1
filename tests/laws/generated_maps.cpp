#include "laws/generated_maps.hpp"

#include <algorithm>
#include <random>
#include <set>
#include <string>

namespace permap {

namespace {

// Steps are numbered; ways lead to higher numbers, except back ways out of steps that always take time. So no journey
// goes round in one minute, and every one comes to an outcome or strand end, or waits.
class Generator {
public:
    explicit Generator(std::uint64_t seed) : random_(seed) {}

    GeneratedMap generate() {
        map().id = "generated";
        map().start = *parse_instant("2026-01-05");
        calendars();
        attributes();
        resources();
        main_steps();
        called_process();
        ends();
        for (std::size_t i = 0; i < main_; ++i) draw_step(i);
        for (std::size_t i = 0; i < main_; ++i) decorate(i);
        regions();
        arrivals();
        settings();
        set_probabilities();
        rarer_words();
        return std::move(result_);
    }

private:
    // Last, so that what is drawn before stays as it was: sittings by open days, uses that some need, one decision.
    void rarer_words() {
        for (Resource& resource : map().resources) {
            if (resource.kind != ResourceKind::sitting || resource.holidays.empty() || !one_in(2)) continue;
            resource.every_weeks = 0;
            resource.every_open_days = static_cast<int>(between(1, 6));
            resource.skipped_on_holiday = false;
        }
        for (Step& one : map().steps) {
            if (one.uses && one_in(4)) one.uses->when = condition(condition_text());
            if (one.kind != StepKind::decision || !one_in(2)) continue;
            one.together_gather_days = static_cast<int>(below(20));
            one.together_one_decision = !one_in(4);
        }
    }

    // As if a scenario had changed what was, before, the same numbers in another order.
    void set_probabilities() {
        for (Step& one : map().steps) {
            if (one.kind == StepKind::split || one.ways.size() < 2 || !one_in(4)) continue;
            for (auto way = one.ways.rbegin(); way != one.ways.rend(); ++way) {
                one.edited.baseline_probability.push_back(way->probability ? way->probability->value : 1.0);
            }
        }
    }

    Map& map() { return result_.map; }
    Step& step(std::size_t i) { return map().steps[i]; }
    std::size_t below(std::size_t n) { return static_cast<std::size_t>(random_() % n); }
    std::size_t between(std::size_t low, std::size_t high) { return low + below(high - low + 1); }
    bool one_in(std::size_t n) { return below(n) == 0; }

    static std::string name(std::size_t i) { return (i < 10 ? "step_0" : "step_") + std::to_string(i); }

    static void add_once(std::vector<std::string>& steps, const std::string& added, const std::string& but_not) {
        if (added != but_not && std::count(steps.begin(), steps.end(), added) == 0) steps.push_back(added);
    }

    Condition condition(const std::string& text) { return *parse_condition(text); }
    Assignment assignment(const std::string& text) { return *parse_assignment(text); }

    std::string condition_text() {
        static const std::vector<std::string> texts = {"setting = away",
                                                       "setting = home|kin",
                                                       "order != none",
                                                       "moves >= 2",
                                                       "moves < 1",
                                                       "age >= 12",
                                                       "age < 3 or age >= 16",
                                                       "visits(step_02) > 1",
                                                       "settled = yes",
                                                       "settled = no",
                                                       "not (setting = home)",
                                                       "visits(step_03) = 0",
                                                       "setting = away and moves < 2"};
        return texts[below(texts.size())];
    }

    std::string assignment_text() {
        static const std::vector<std::string> texts = {"setting = away",
                                                       "setting = home",
                                                       "setting = kin if moves >= 1",
                                                       "order = cso",
                                                       "order = none if setting = home",
                                                       "moves + 1",
                                                       "moves = 0",
                                                       "moves + 1 if settled = no"};
        return texts[below(texts.size())];
    }

    void calendars() {
        CalendarRule office{"office", "office", {}, true, {"2026-02-11"}};
        for (int day = 1; day <= 5; ++day) office.open.push_back({day, 9 * 60, 17 * 60});
        CalendarRule open{"open", "open", {}, true, {}};
        for (int day = 1; day <= 5; ++day) open.open.push_back({day, 0, 24 * 60});
        map().calendars = {office, open};
        map().working_day_calendar = one_in(2) ? "office" : "open";
    }

    void attributes() {
        map().attributes.push_back({"setting", {"home", "away", "kin"}, "home", std::nullopt, std::nullopt});
        map().attributes.push_back({"order", {"none", "cso"}, "none", std::nullopt, std::nullopt});
        map().attributes.push_back({"moves", {}, "0", 3, std::nullopt});
        map().attributes.push_back(
            {"settled", {"no", "yes"}, "", std::nullopt, condition("order = cso and moves < 2")});
    }

    void resources() {
        if (one_in(3)) return;  // families walk alone
        Resource pool;
        pool.id = "workers";
        pool.units.value = static_cast<double>(between(1, 3));
        Resource desk = pool;
        desk.id = "desk";
        Resource sitting;
        sitting.id = "panel";
        sitting.kind = ResourceKind::sitting;
        sitting.units.value = static_cast<double>(between(1, 3));
        sitting.first_at = *parse_instant("2025-09-01 10:00");
        sitting.every_weeks = static_cast<int>(between(1, 2));
        sitting.notice_days = static_cast<int>(below(4) * 2);
        if (one_in(2)) sitting.holidays = "office";
        sitting.skipped_on_holiday = one_in(2);
        map().resources = {pool, desk, sitting};
    }

    void main_steps() {
        main_ = between(5, 18);
        for (std::size_t i = 0; i < main_; ++i) {
            Step added;
            added.id = added.name = name(i);
            added.process = "main";
            map().steps.push_back(added);
        }
        map().processes = {{"main", "main", "", ""}, {"hearings", "hearings", "", ""}};
    }

    // A sub-process of two steps that others hand over to.
    void called_process() {
        Step entry, exit;
        entry.id = entry.name = "hearing_arranged";
        entry.process = exit.process = "hearings";
        entry.duration.ends = Lasts{Uniform{0, static_cast<double>(below(20))}};
        entry.ways = {way_to("hearing")};
        exit.id = exit.name = "hearing";
        exit.duration.ends = Lasts{Fixed{static_cast<double>(below(3))}};
        exit.exit_of = "hearings";
        if (one_in(3)) exit.ways = {way_to("no_more")};
        map().steps.push_back(entry);
        map().steps.push_back(exit);
    }

    void ends() {
        for (const char* id : {"settled_home", "adopted", "no_more"}) {
            Step end;
            end.id = end.name = id;
            end.process = "main";
            end.kind = std::string(id) == "no_more" ? StepKind::strand_end : StepKind::outcome;
            map().steps.push_back(end);
        }
    }

    Way way_to(const std::string& to) {
        Way way;
        way.id = way.to = to;
        return way;
    }

    // A later step: not a join, which are reached only by what they name, unless chance has it.
    std::string later(std::size_t i) {
        static const std::vector<std::string> last = {"settled_home", "adopted", "no_more"};
        if (i + 1 >= main_ || one_in(8)) return last[below(last.size())];
        return name(between(i + 1, main_ - 1));
    }

    Law law() {
        const double a = static_cast<double>(between(1, 20)), b = a + static_cast<double>(below(30));
        switch (below(6)) {
            case 0:
                return Fixed{a};
            case 1:
                return Uniform{a, b};
            case 2:
                return Exponential{b};
            case 3:
                return Triangular{a, a, b};
            case 4:
                return Gamma{2, b};
            default:
                return Mixture{{{0.4, Fixed{a}}, {0.6, Uniform{a, b}}}};
        }
    }

    // Time that is never nothing when `always` is asked.
    void give_time(Step& one, bool always) {
        one.duration.ends = Lasts{law()};
        switch (below(6)) {
            case 0:
                one.duration.unit = TimeUnit::working_days;
                break;
            case 1:
                one.duration.unit = TimeUnit::hours;
                if (one_in(2)) one.calendar = "office";
                break;
            case 2:
                one.duration.unit = TimeUnit::weeks;
                one.duration.at_most = 6;
                break;
            case 3:
                one.duration.ends = Lasts{Uniform{0.2, 2}};
                one.duration.unit = TimeUnit::months;
                break;
            default:
                one.duration.unit = TimeUnit::calendar_days;
        }
        if (always) {
            one.duration.at_least = 0.1;
            return;
        }
        if (one_in(6)) one.duration.never_past_age = static_cast<double>(between(3, 16));
        if (one_in(8)) one.edited.scale = one_in(2) ? 0.5 : 1.7;
        if (one_in(8)) one.edited.add = one_in(2) ? -2 : 1.5;
        if (one_in(8)) {
            one.edited.cap = 3;
            one.edited.cap_share = 0.6;
        }
        if (one_in(10)) one.edited.passed_through = true;
        if (one_in(10)) one.in_force.from = *parse_instant("2026-02-20");
        if (one_in(10)) one.in_force.until = *parse_instant("2026-06-01 12:00");
    }

    void draw_step(std::size_t i) {
        Step& one = step(i);
        if (i < 2) {  // entries
            one.kind = StepKind::start;
            one.ways = {
                way_to(i + 2 < main_ ? name(between(i + 2 < 2 ? 2 : i + 1, std::min(main_ - 1, i + 3))) : "no_more")};
            if (one.ways[0].to == name(1)) one.ways[0] = way_to(name(2));
            return;
        }
        switch (below(11)) {
            case 0:
            case 1:
                return decision(i);
            case 2:
            case 3:
                return split(i);
            case 4:
                return wait(i);
            case 5:
                return clock(i);
            case 6:
                return hand_over(i);
            case 7:
                return join_of_sets(i);
            default:
                return activity(i);
        }
    }

    void activity(std::size_t i) {
        Step& one = step(i);
        if (one.kind == StepKind::join) return;  // a split named it already
        const bool back = i > 3 && one_in(4);
        give_time(one, back);
        one.ways = {way_to(later(i))};
        if (back) {
            one.ways[0].probability = Quantity{0.7, {}};
            Way again = way_to(name(between(2, i - 1)));
            again.id = "again";
            again.probability = Quantity{0.3, {}};
            again.back = BackWay::rework;
            one.ways.push_back(again);
        }
        if (!map().resources.empty() && one_in(2)) {
            one.uses = Use{map().resources[below(3)].id, {}, false};
            if (one_in(2)) one.uses->priorities = {{condition(condition_text()), 1}, {condition(condition_text()), 2}};
        }
        if (one_in(4)) one.together_gather_days = static_cast<int>(below(20));
    }

    void decision(std::size_t i) {
        Step& one = step(i);
        if (one.kind == StepKind::join) return;
        one.kind = StepKind::decision;
        if (one_in(3)) give_time(one, false);
        if (one_in(2)) {
            const std::string text = condition_text();
            Way yes = way_to(later(i)), no = way_to(later(i));
            yes.id = "yes";
            no.id = "no";
            yes.when = condition(text);
            no.when = condition("not (" + text + ")");
            one.ways = {yes, no};
            return;
        }
        const std::size_t ways = between(2, 4);
        for (std::size_t w = 0; w < ways; ++w) {
            Way way = way_to(later(i));
            way.id = "way_" + std::to_string(w);
            way.probability = Quantity{1.0 / static_cast<double>(ways), {}};
            if (w > 0 && one_in(3)) way.when = condition(condition_text());
            one.ways.push_back(way);
        }
        if (one_in(6)) {
            one.edited.passed_through = true;
            one.edited.take = one.ways.back().id;
        }
    }

    void split(std::size_t i) {
        Step& one = step(i);
        if (one.kind == StepKind::join) return;
        one.kind = StepKind::split;
        std::set<std::string> to;
        for (std::size_t w = between(2, 4); w > 0; --w) to.insert(later(i));
        for (const std::string& target : to) {
            Way way = way_to(target);
            if (one_in(3)) way.probability = Quantity{0.6, {}};
            if (one_in(4)) way.when = condition(condition_text());
            one.ways.push_back(way);
            if (one_in(2) && target.substr(0, 5) == "step_") one.branches.push_back(target);
        }
        if (one_in(2)) one.clears.push_back(assignment(assignment_text()));
        // Some later, still undrawn step is the join that waits for the branches.
        if (one_in(3) || i + 3 >= main_) return;
        Step& join = step(between(i + 2, main_ - 1));
        if (join.kind == StepKind::join) return;
        join.kind = StepKind::join;
        join.joins.emplace().started_by = one.id;
        one.join = join.id;
        const std::size_t place = static_cast<std::size_t>(&join - map().steps.data());
        join.ways = {way_to(later(place))};
        // Steps between lead to it, so that branches deliver. They are drawn after this.
        joins_wanted_.push_back({i, place});
    }

    Timescale timescale(std::size_t i) {
        Timescale one;
        one.value = static_cast<double>(between(1, 15));
        one.unit = one_in(2) ? TimeUnit::working_days : TimeUnit::calendar_days;
        one.inclusive = one_in(2);
        one.from_ready = one_in(2);
        if (one_in(2)) one.from_step = name(below(i));
        return one;
    }

    void wait(std::size_t i) {
        Step& one = step(i);
        if (one.kind == StepKind::join) return;
        one.kind = StepKind::wait;
        one.ways = {way_to(later(i))};
        switch (below(4)) {
            case 0:
                one.duration.ends = UntilDate{*parse_instant(one_in(2) ? "2026-04-01" : "2026-07-15 09:30")};
                break;
            case 1:
                one.duration.ends = UntilAge{Uniform{static_cast<double>(below(8)), 16}};
                one.duration.unit = TimeUnit::years;
                break;
            case 2:
                one.duration.ends = UntilStep{name(between(2, main_ - 1))};
                if (one_in(2)) one.duration.never_past_age = 10;
                break;
            default:
                one.duration.ends = UntilTimescale{};
                one.timescales.push_back(timescale(i));
                if (one_in(2)) {  // the law changes, now and then to nothing at all
                    one.timescales[0].in_force.until = *parse_instant("2026-03-10");
                    one.timescales.push_back(timescale(i));
                    one.timescales[1].in_force.from = *parse_instant(one_in(4) ? "2026-04-20" : "2026-03-10");
                }
        }
        if (std::holds_alternative<UntilStep>(one.duration.ends) &&
            std::get<UntilStep>(one.duration.ends).step == one.id) {
            one.duration.ends = UntilDate{*parse_instant("2026-05-01")};
        }
    }

    void clock(std::size_t i) {
        Step& one = step(i);
        if (one.kind == StepKind::join) return;
        one.kind = StepKind::clock;
        one.clock.emplace();
        one.clock->restarts = one_in(2);
        one.clock->lifelong = one_in(4);
        if (one_in(3)) one.clock->only_if = condition(condition_text());
        for (std::size_t n = between(1, 3); n > 0; --n) {
            const std::string starter = name(below(main_));
            add_once(one.clock->starts_at, starter, one.id);
        }
        for (std::size_t n = below(2); n > 0; --n) {
            const std::string ender = name(below(main_));
            add_once(one.clock->ends_at, ender, one.id);
        }
        one.ways = {way_to(later(i))};
        if (one_in(3)) {
            one.duration.ends = UntilAge{Fixed{static_cast<double>(between(4, 18))}};
            one.duration.unit = TimeUnit::years;
        } else {
            give_time(one, true);
            if (one_in(8)) one.edited.passed_through = true;
            if (one_in(8)) one.in_force.until = *parse_instant("2026-04-01");
            if (i > 3 && one_in(3)) one.ways = {way_to(name(between(2, i - 1)))};
        }
    }

    void hand_over(std::size_t i) {
        Step& one = step(i);
        if (one.kind == StepKind::join) return;
        give_time(one, false);
        Way way = way_to("hearing_arranged");
        way.returns_to = later(i);
        one.ways = {way};
    }

    void join_of_sets(std::size_t i) {
        Step& one = step(i);
        if (one.kind == StepKind::join || i < 4) return activity(i);
        one.kind = StepKind::join;
        Join& join = one.joins.emplace();
        for (std::size_t n = between(2, 4); n > 0; --n) {
            const std::size_t from = between(2, i - 1);
            Step& input = step(from);
            const bool known = std::any_of(join.slots.begin(), join.slots.end(),
                                           [&](const Slot& slot) { return slot.step == input.id; });
            if (known || input.kind == StepKind::join || input.ways.empty()) continue;
            Way& way = input.ways[below(input.ways.size())];
            const bool to_a_join = find_step(map(), way.to)->kind == StepKind::join;
            if (!way.returns_to.empty() || to_a_join) continue;
            way.to = one.id;
            join.slots.push_back({input.id, one_in(2) ? way.id : "", one_in(4), {}});
            if (one_in(4)) join.slots.back().withdrawn_by = {name(below(main_))};
        }
        for (int slot = 0; slot < static_cast<int>(join.slots.size()); ++slot) {
            if (slot > 0 && one_in(2)) {
                join.sets.back().push_back(slot);
            } else {
                join.sets.push_back({slot});
            }
        }
        if (one_in(3)) join.waits_while = {name(between(2, main_ - 1))};
        if (one_in(3)) join.opened_by = {name(between(2, main_ - 1))};
        one.ways = {way_to(later(i))};
    }

    // What any step may have: assignments, draws, cancellations; and branches led to their joins.
    void decorate(std::size_t i) {
        Step& one = step(i);
        for (const auto& [split, join] : joins_wanted_) {
            if (i <= split || i >= join || one.kind == StepKind::clock || one.kind == StepKind::split) continue;
            for (Way& way : one.ways) {
                const bool free = way.returns_to.empty() && find_step(map(), way.to)->kind != StepKind::join;
                if (free && one_in(3) && way.back == BackWay::none) way.to = name(join);
            }
        }
        if (one_in(4)) one.sets.push_back(assignment(assignment_text()));
        if (one_in(6)) one.derives.push_back(assignment(assignment_text()));
        if (one_in(5)) {
            AttributeDraw draw;
            draw.attribute = "setting";
            if (one_in(2)) draw.unless_condition = condition(condition_text());
            draw.cases.push_back({condition(condition_text()), {{"kin", {1, {}}}}});
            draw.cases.push_back({{}, {{"home", {0.5, {}}}, {"away", {0.3, {}}}, {"kin", {0.2, {}}}}});
            one.draws.push_back(draw);
        }
        if (one_in(8)) one.cancels.push_back(one_in(2) ? "first" : "second");
        for (Way& way : one.ways) {
            if (one_in(10)) way.interrupts.push_back(one_in(2) ? "first" : "second");
            if (one_in(10)) way.sets.push_back(assignment(assignment_text()));
        }
        if (!map().resources.empty() && one.kind == StepKind::activity && one_in(12)) one.adds_to = "workers";
    }

    void regions() {
        for (const char* id : {"first", "second"}) {
            Region region;
            region.id = region.name = id;
            for (const Step& one : map().steps) {
                if (one_in(3) && one.kind != StepKind::outcome) region.steps.push_back(one.id);
            }
            if (one_in(2)) region.when_ended.push_back(assignment(assignment_text()));
            map().regions.push_back(region);
        }
    }

    void arrivals() {
        for (std::size_t i = 0; i < 2; ++i) {
            Arrivals one;
            one.entry = name(i);
            one.children_a_year.value = i == 0 ? 90 : 30;
            one.age_years = Uniform{0, 15};
            if (one_in(2)) one.sets.push_back(assignment(assignment_text()));
            if (i == 0 && one_in(2)) one.family_sizes = {0.4, 0.4, 0.2};
            if (one_in(3)) one.family_size_as = "moves";
            if (i == 1 && one_in(4)) one.supply = true;
            map().arrivals.push_back(one);
        }
    }

    void settings() {
        RunSettings& settings = result_.settings;
        settings.key.seed = random_() % 1000;
        settings.key.replication = static_cast<std::uint32_t>(between(1, 3));
        settings.start = map().start;
        settings.years_of_arrivals = 0.25;
        if (one_in(3)) settings.children = 17;
        settings.horizon_years = one_in(2) ? 1.5 : 0.5;
        settings.warm_up_years = 0.3;
        settings.area_share = one_in(3) ? 0.6 : 1;
    }

    struct JoinWanted {
        std::size_t split, join;
    };

    std::mt19937_64 random_;
    GeneratedMap result_;
    std::size_t main_ = 0;
    std::vector<JoinWanted> joins_wanted_;
};

}  // namespace

GeneratedMap generate_map(std::uint64_t seed) {
    return Generator(seed).generate();
}

}  // namespace permap
