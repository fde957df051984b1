#include "semantics/drawn_map.hpp"

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <limits>
#include <sstream>

#include "random/quantile_table.hpp"

namespace permap {

namespace {

using Words = std::vector<std::string>;

constexpr double minutes_a_year = 365.25 * 24 * 60;
constexpr double endless = std::numeric_limits<double>::infinity();
constexpr int years_before =
    60;  // from the start of arrivals to the first drawn child: so nobody else comes soon after

[[noreturn]] void misdrawn(const std::string& what) {
    std::fprintf(stderr, "drawn map: %s\n", what.c_str());
    std::abort();
}

// Words by spaces; [text in brackets] and {lists in braces} are one word each, kept with their opening mark.
Words words_of(const std::string& line) {
    Words words;
    std::string word;
    char closing = 0;
    for (const char letter : line) {
        if (closing) {
            if (letter == closing) {
                words.push_back(word);
                word.clear();
                closing = 0;
            } else {
                word += letter;
            }
        } else if (letter == '#') {
            break;
        } else if (letter == '[' || letter == '{') {
            closing = letter == '[' ? ']' : '}';
            word = letter;
        } else if (letter == ' ' || letter == '\t') {
            if (!word.empty()) words.push_back(word);
            word.clear();
        } else {
            word += letter;
        }
    }
    if (!word.empty()) words.push_back(word);
    return words;
}

Words split_at(const std::string& text, char mark) {
    Words parts;
    std::string part;
    std::istringstream in(text);
    while (std::getline(in, part, mark)) parts.push_back(part);
    return parts;
}

bool is_number(const std::string& word) {
    char* end = nullptr;
    std::strtod(word.c_str(), &end);
    return !word.empty() && *end == 0;
}

// Reads a line word by word.
class Reader {
public:
    explicit Reader(Words words) : words_(std::move(words)) {}

    bool at_end() const { return next_ == words_.size(); }
    const std::string& peek() const {
        static const std::string nothing;
        return at_end() ? nothing : words_[next_];
    }
    bool take_if(std::string_view word) {
        if (peek() != word) return false;
        ++next_;
        return true;
    }
    std::string word() {
        if (at_end()) misdrawn("a line ends too soon after " + (words_.empty() ? "" : words_.back()));
        return words_[next_++];
    }
    double number() { return std::strtod(word().c_str(), nullptr); }
    Words list() { return split_at(word(), ','); }
    Words list_in_braces() { return split_at(word().substr(1), ','); }
    Instant instant() {
        std::string text = word();
        if (peek().find(':') != std::string::npos) text += " " + word();
        const auto at = parse_instant(text);
        if (!at) misdrawn("no date: " + text);
        return *at;
    }
    std::optional<Instant> instant_or_open() {
        if (take_if("-")) return std::nullopt;
        return instant();
    }
    InForce in_force() {
        InForce dates;
        dates.from = instant_or_open();
        dates.until = instant_or_open();
        return dates;
    }
    std::string bracketed() {
        const std::string text = word();
        if (text[0] != '[') misdrawn("[…] expected, not " + text);
        return text.substr(1);
    }
    bool bracket_next() const { return !at_end() && peek()[0] == '['; }
    Condition condition() {
        const std::string text = bracketed();
        auto condition = parse_condition(text);
        if (!condition) misdrawn("no condition: " + text);
        return *std::move(condition);
    }
    Assignment assignment() {
        const std::string text = bracketed();
        auto assignment = parse_assignment(text);
        if (!assignment) misdrawn("no assignment: " + text);
        return *std::move(assignment);
    }
    TimeUnit unit() {
        const std::string text = word();
        if (text == "minutes" || text == "minute") return TimeUnit::minutes;
        if (text == "hours" || text == "hour") return TimeUnit::hours;
        if (text == "working_days" || text == "working_day") return TimeUnit::working_days;
        if (text == "days" || text == "day") return TimeUnit::calendar_days;
        if (text == "weeks" || text == "week") return TimeUnit::weeks;
        if (text == "months" || text == "month") return TimeUnit::months;
        if (text == "years" || text == "year") return TimeUnit::years;
        misdrawn("no unit: " + text);
    }

private:
    Words words_;
    std::size_t next_ = 0;
};

std::optional<StepKind> kind_of(const std::string& word) {
    static const std::vector<std::pair<std::string, StepKind>> kinds = {
        {"start", StepKind::start},          {"activity", StepKind::activity},   {"decision", StepKind::decision},
        {"split", StepKind::split},          {"join", StepKind::join},           {"wait", StepKind::wait},
        {"clock", StepKind::clock},          {"milestone", StepKind::milestone}, {"outcome", StepKind::outcome},
        {"strand_end", StepKind::strand_end}};
    for (const auto& [name, kind] : kinds) {
        if (name == word) return kind;
    }
    return std::nullopt;
}

Law law_of(Reader& reader) {
    if (reader.take_if("uniform")) {
        const double min = reader.number();
        return Uniform{min, reader.number()};
    }
    if (reader.take_if("exponential")) return Exponential{reader.number()};
    return Fixed{reader.number()};
}

void read_until(Reader& reader, Step& step) {
    if (reader.take_if("age")) {
        step.duration.ends = UntilAge{Fixed{reader.number()}};
        step.duration.unit = TimeUnit::years;
    } else if (reader.take_if("date")) {
        step.duration.ends = UntilDate{reader.instant()};
    } else if (reader.take_if("step")) {
        step.duration.ends = UntilStep{reader.word()};
    } else if (reader.take_if("timescale")) {
        step.duration.ends = UntilTimescale{};
    } else {
        misdrawn("until what: " + reader.peek());
    }
}

void read_timescale(Reader& reader, Step& step) {
    Timescale& timescale = step.timescales.emplace_back();
    timescale.value = reader.number();
    timescale.unit = reader.unit();
    if (reader.peek() == "from" || reader.peek() == "from_ready") {
        timescale.from_ready = reader.word() == "from_ready";
        timescale.from_step = reader.word();
    }
    timescale.inclusive = reader.take_if("inclusive");
    if (reader.take_if("law")) timescale.in_force = reader.in_force();
}

void read_draw(Reader& reader, Step& step) {
    AttributeDraw draw;
    draw.attribute = reader.word();
    AttributeDraw::Case one;
    for (const std::string& value : reader.list()) {
        const Words parts = split_at(value, ':');
        one.values.push_back({parts.at(0), {std::strtod(parts.at(1).c_str(), nullptr), {}}});
    }
    draw.cases.push_back(one);
    if (reader.take_if("unless")) draw.unless_condition = reader.condition();
    step.draws.push_back(draw);
}

int slot_of(Join& join, const std::string& name) {
    const std::size_t dot = name.find('.');
    const std::string step = name.substr(0, dot);
    const std::string way = dot == std::string::npos ? "" : name.substr(dot + 1);
    for (std::size_t i = 0; i < join.slots.size(); ++i) {
        if (join.slots[i].step == step && join.slots[i].way == way) return static_cast<int>(i);
    }
    join.slots.push_back({step, way, false, {}});
    return static_cast<int>(join.slots.size() - 1);
}

Join& join_of(Step& step) {
    return step.joins ? *step.joins : step.joins.emplace();
}
Clock& clock_of(Step& step) {
    return step.clock ? *step.clock : step.clock.emplace();
}

// One key of a join or a clock; false when it is not one.
bool read_join_or_clock(Reader& reader, const std::string& key, Step& step) {
    if (key == "started_by") {
        join_of(step).started_by = reader.word();
    } else if (key == "fires") {
        std::vector<int> set;
        for (const std::string& name : reader.list_in_braces()) set.push_back(slot_of(join_of(step), name));
        join_of(step).sets.push_back(set);
    } else if (key == "standing") {
        const int slot = slot_of(join_of(step), reader.word());
        join_of(step).slots[static_cast<std::size_t>(slot)].standing = true;
    } else if (key == "withdrawn") {
        const int slot = slot_of(join_of(step), reader.word());
        reader.take_if("by");
        join_of(step).slots[static_cast<std::size_t>(slot)].withdrawn_by = reader.list();
    } else if (key == "waits_while") {
        join_of(step).waits_while = reader.list();
    } else if (key == "opened_by") {
        join_of(step).opened_by = reader.list();
    } else if (key == "starts_at") {
        clock_of(step).starts_at = reader.list();
    } else if (key == "ends_at") {
        clock_of(step).ends_at = reader.list();
    } else if (key == "only_if") {
        clock_of(step).only_if = reader.condition();
    } else if (key == "restart") {
        clock_of(step).restarts = true;
    } else if (key == "lifelong") {
        clock_of(step).lifelong = true;
    } else {
        return false;
    }
    return true;
}

bool read_edit(Reader& reader, const std::string& key, Step& step) {
    if (key == "passed_through") {
        step.edited.passed_through = true;
    } else if (key == "take") {
        step.edited.take = reader.word();
    } else if (key == "scale") {
        step.edited.scale = reader.number();
    } else if (key == "add") {
        step.edited.add = reader.number();
    } else if (key == "cap") {
        step.edited.cap = reader.number();
    } else if (key == "cap_share") {
        step.edited.cap_share = reader.number();
    } else {
        return false;
    }
    return true;
}

void read_key(Reader& reader, const std::string& key, Step& step) {
    if (const auto kind = kind_of(key)) {
        step.kind = *kind;
        if (*kind == StepKind::join) join_of(step);
        if (*kind == StepKind::clock) clock_of(step);
    } else if (key == "takes") {
        step.duration.ends = Lasts{law_of(reader)};
        step.duration.unit = reader.unit();
    } else if (key == "until") {
        read_until(reader, step);
    } else if (key == "at_least") {
        step.duration.at_least = reader.number();
    } else if (key == "at_most") {
        step.duration.at_most = reader.number();
    } else if (key == "never_past") {
        step.duration.never_past_age = reader.number();
    } else if (key == "calendar") {
        step.calendar = reader.word();
    } else if (key == "timescale") {
        read_timescale(reader, step);
    } else if (key == "uses") {
        step.uses.emplace().resource = reader.word();
        if (reader.bracket_next()) step.uses->when = reader.condition();
    } else if (key == "priority") {
        Use::Priority priority;
        priority.value = static_cast<int>(reader.number());
        if (reader.bracket_next()) priority.when = reader.condition();
        step.uses->priorities.push_back(priority);
    } else if (key == "for_good") {
        step.uses->for_good = true;
    } else if (key == "adds_to") {
        step.adds_to = reader.word();
    } else if (key == "together") {
        step.together_gather_days = static_cast<int>(reader.number());
        step.together_one_decision = reader.take_if("one_decision");
    } else if (key == "process") {
        step.process = reader.word();
    } else if (key == "exit_of") {
        step.exit_of = reader.word();
    } else if (key == "cancels") {
        step.cancels = reader.list();
    } else if (key == "in_force") {
        step.in_force = reader.in_force();
    } else if (key == "sets") {
        step.sets.push_back(reader.assignment());
    } else if (key == "derives") {
        step.derives.push_back(reader.assignment());
    } else if (key == "clears") {
        step.clears.push_back(reader.assignment());
    } else if (key == "draws") {
        read_draw(reader, step);
    } else if (key == "branches") {
        step.branches = reader.list();
    } else if (key == "join_at") {
        step.join = reader.word();
    } else if (!read_join_or_clock(reader, key, step) && !read_edit(reader, key, step)) {
        misdrawn("step " + step.id + ": " + key);
    }
}

Way read_way(Reader& reader) {
    Way way;
    std::string word = reader.word();
    if (word.back() == ':') {
        way.id = word.substr(0, word.size() - 1);
        word = reader.word();
    }
    way.to = word;
    if (way.id.empty()) way.id = way.to;
    while (!reader.at_end() && reader.peek() != ";") {
        const std::string key = reader.word();
        if (is_number(key)) {
            way.probability = Quantity{std::strtod(key.c_str(), nullptr), {}};
        } else if (key == "when") {
            way.when = reader.condition();
        } else if (key == "interrupts") {
            way.interrupts = reader.list();
        } else if (key == "sets") {
            way.sets.push_back(reader.assignment());
        } else if (key == "returns_to") {
            way.returns_to = reader.word();
        } else if (key == "in_force") {
            way.in_force = reader.in_force();
        } else {
            misdrawn("way to " + way.to + ": " + key);
        }
    }
    return way;
}

void read_step(Reader& reader, const std::string& id, Map& map) {
    Step& step = map.steps.emplace_back();
    step.id = id;
    step.name = id;
    step.process = "main";
    while (!reader.at_end() && reader.peek() != "->") read_key(reader, reader.word(), step);
    if (!reader.take_if("->")) return;
    do {
        step.ways.push_back(read_way(reader));
    } while (reader.take_if(";"));
}

void read_child(Reader& reader, DrawnMap& drawn, bool supply) {
    DrawnChild child;
    child.name = reader.word();
    child.enters = reader.instant();
    child.supply = supply;
    Arrivals arrivals;
    arrivals.entry = child.name;
    arrivals.supply = supply;
    while (reader.peek() != "->") {
        const std::string key = reader.word();
        if (key == "aged") {
            arrivals.age_years = Fixed{reader.number()};
        } else if (key == "born") {
            const auto days = (date_of(child.enters) - date_of(reader.instant())).count();
            arrivals.age_years = Fixed{static_cast<double>(days) / 365.25};
        } else if (key == "siblings") {
            child.siblings = static_cast<int>(reader.number());
            arrivals.family_sizes.assign(static_cast<std::size_t>(child.siblings), 0.0);
            arrivals.family_sizes.back() = 1;
        } else if (key == "sets") {
            arrivals.sets.push_back(reader.assignment());
        } else if (key == "then") {
            arrivals.later.push_back({reader.instant(), 0, {}});
            while (reader.take_if("sets")) arrivals.later.back().sets.push_back(reader.assignment());
        } else {
            misdrawn("child " + child.name + ": " + key);
        }
    }
    read_step(reader, child.name, drawn.map);
    drawn.map.steps.back().kind = StepKind::start;
    drawn.map.arrivals.push_back(arrivals);
    drawn.children.push_back(child);
}

void read_calendar(Reader& reader, Map& map) {
    static const Words weekdays = {"mon", "tue", "wed", "thu", "fri", "sat", "sun"};
    CalendarRule& rule = map.calendars.emplace_back();
    rule.id = reader.word();
    const Words span = split_at(reader.word(), '-');
    const auto weekday = [](const std::string& name) {
        return static_cast<int>(std::find(weekdays.begin(), weekdays.end(), name) - weekdays.begin()) + 1;
    };
    const auto minute = [](const std::string& time) { return std::stoi(time) * 60 + std::stoi(time.substr(3)); };
    const int from = minute(reader.word());
    const int to = minute(reader.word());
    for (int day = weekday(span.front()); day <= weekday(span.back()); ++day) rule.open.push_back({day, from, to});
    while (!reader.at_end()) {
        if (reader.take_if("scottish")) {
            rule.scottish_public_holidays = true;
        } else if (reader.take_if("closed")) {
            rule.closed_dates = reader.list();
        } else {
            misdrawn("calendar " + rule.id + ": " + reader.peek());
        }
    }
}

// "then DATE units N every N open_days": the rest of the line, as scenarios make it from that day on.
void read_later(Reader& reader, Resource& resource) {
    Resource now = resource;
    now.later.clear();
    while (reader.take_if("then")) {
        const Instant from = reader.instant();
        while (!reader.at_end() && reader.peek() != "then") {
            const std::string key = reader.word();
            if (key == "units") {
                now.units.value = reader.number();
            } else if (key == "every") {
                const int count = static_cast<int>(reader.number());
                const bool by_open_days = reader.take_if("open_days");
                now.every_weeks = by_open_days ? 0 : count;
                now.every_open_days = by_open_days ? count : 0;
            } else {
                misdrawn("resource " + resource.id + ": " + key);
            }
        }
        resource.later.push_back({from, now});
    }
}

void read_sitting(Reader& reader, Map& map) {
    Resource& sitting = map.resources.emplace_back();
    sitting.id = reader.word();
    sitting.kind = ResourceKind::sitting;
    sitting.units.value = reader.number();
    reader.take_if("places");
    sitting.first_at = reader.instant();
    while (!reader.at_end() && reader.peek() != "then") {
        const std::string key = reader.word();
        if (key == "every") {
            const int count = static_cast<int>(reader.number());
            const bool by_open_days = reader.take_if("open_days");
            sitting.every_weeks = by_open_days ? 0 : count;
            sitting.every_open_days = by_open_days ? count : 0;
        } else if (key == "notice") {
            sitting.notice_days = static_cast<int>(reader.number());
        } else if (key == "holidays") {
            sitting.holidays = reader.word();
        } else if (key == "skipped") {
            sitting.skipped_on_holiday = true;
        } else {
            misdrawn("sitting " + sitting.id + ": " + key);
        }
    }
    read_later(reader, sitting);
}

// False when the line draws a step.
bool read_other(Reader& reader, const std::string& first, DrawnMap& drawn) {
    Map& map = drawn.map;
    if (first == "attribute") {
        Attribute& attribute = map.attributes.emplace_back();
        attribute.id = reader.word();
        attribute.values = split_at(reader.word(), '|');
        attribute.start = attribute.values.front();
    } else if (first == "counter") {
        Attribute& attribute = map.attributes.emplace_back();
        attribute.id = reader.word();
        attribute.start = "0";
        attribute.counter_max = static_cast<int>(reader.number());
    } else if (first == "derived") {
        Attribute& attribute = map.attributes.emplace_back();
        attribute.id = reader.word();
        attribute.values = {"no", "yes"};
        attribute.derived = reader.condition();
    } else if (first == "region") {
        Region& region = map.regions.emplace_back();
        region.id = reader.word();
        region.steps = reader.list();
        while (reader.take_if("when_ended")) region.when_ended.push_back(reader.assignment());
    } else if (first == "pool") {
        Resource& pool = map.resources.emplace_back();
        pool.id = reader.word();
        pool.units.value = reader.number();
        read_later(reader, pool);
    } else if (first == "sitting") {
        read_sitting(reader, map);
    } else if (first == "calendar") {
        read_calendar(reader, map);
    } else if (first == "horizon") {
        drawn.settings.horizon_years = reader.number();
    } else {
        return false;
    }
    return true;
}

std::vector<Words> lines_of(std::string_view text) {
    std::vector<Words> lines;
    std::istringstream in{std::string(text)};
    std::size_t margin = 0;
    for (std::string line; std::getline(in, line);) {
        const Words words = words_of(line);
        if (words.empty()) continue;
        const std::size_t indent = line.find_first_not_of(' ');
        if (lines.empty()) margin = indent;
        const bool goes_on = !lines.empty() && indent > margin;
        if (!goes_on) lines.emplace_back();
        lines.back().insert(lines.back().end(), words.begin(), words.end());
    }
    return lines;
}

Minutes gap(const RunSettings& settings, const std::string& entry, std::uint32_t candidate, double mean_minutes) {
    const auto word = draw_word(settings.key, {name_key(entry), candidate, 0}, name_key("arrivals"), 1, 0);
    return Minutes{quantile_table(Exponential{mean_minutes}, 1, 0, endless).at(word)};
}

// Mean time between candidates for which the first comes after `wanted` exactly. More than that is found by halving;
// the middle of all that fit is taken, so that no last bit of arithmetic matters.
double mean_with_first_gap(const RunSettings& settings, const std::string& entry, Minutes wanted) {
    const auto smallest_mean_reaching = [&](Minutes least) {
        double low = 0, high = 1;
        while (gap(settings, entry, 0, high) < least) high *= 2;
        for (int i = 0; i < 60; ++i) {
            const double middle = (low + high) / 2;
            (gap(settings, entry, 0, middle) < least ? low : high) = middle;
        }
        return high;
    };
    return (smallest_mean_reaching(wanted) + smallest_mean_reaching(wanted + Minutes{1})) / 2;
}

// Rates at which each drawn child comes at the drawn minute; false when with this seed somebody else would come too.
bool set_arrivals(DrawnMap& drawn) {
    Instant last = drawn.settings.start;
    for (const DrawnChild& child : drawn.children) last = std::max(last, child.enters);
    const auto horizon = static_cast<int>(std::ceil((drawn.settings.horizon_years + 1) * 366));
    for (std::size_t i = 0; i < drawn.children.size(); ++i) {
        const DrawnChild& child = drawn.children[i];
        const double mean = mean_with_first_gap(drawn.settings, child.name, child.enters - drawn.settings.start);
        if (child.enters + gap(drawn.settings, child.name, 1, mean) < last + one_day * horizon) return false;
        drawn.map.arrivals[i].children_a_year.value = child.siblings * minutes_a_year / mean;
        drawn.map.arrivals[i].ceiling_a_year = child.siblings * minutes_a_year / mean;
        for (Arrivals::Later& later : drawn.map.arrivals[i].later)
            later.children_a_year = drawn.map.arrivals[i].children_a_year.value;
    }
    return true;
}

}  // namespace

DrawnMap draw_map(std::string_view text) {
    DrawnMap drawn;
    drawn.map.id = "drawn";
    drawn.map.processes = {{"main", "main", "", ""}};
    drawn.settings.horizon_years = 3;
    drawn.settings.warm_up_years = 0;
    drawn.settings.children = 0;

    CalendarRule always{"always", "always", {}, false, {}};
    for (int weekday = 1; weekday <= 7; ++weekday) always.open.push_back({weekday, 0, 24 * 60});
    drawn.map.calendars.push_back(always);
    drawn.map.working_day_calendar = "always";

    bool supply = false;
    for (Words words : lines_of(text)) {
        const std::string first = words.front();
        words.erase(words.begin());
        Reader reader(words);
        if (first == "households") {
            supply = true;
        } else if (first == "enter") {
            read_child(reader, drawn, supply);
            supply = false;
        } else if (!read_other(reader, first, drawn)) {
            read_step(reader, first, drawn.map);
        }
        if (!reader.at_end()) misdrawn("left over: " + reader.peek());
    }
    for (const Step& step : drawn.map.steps) {
        const auto known = std::any_of(drawn.map.processes.begin(), drawn.map.processes.end(),
                                       [&](const Process& process) { return process.id == step.process; });
        if (!known) drawn.map.processes.push_back({step.process, step.process, "", ""});
        for (const Way& way : step.ways) {
            if (!find_step(drawn.map, way.to)) misdrawn("no step " + way.to);
        }
    }
    if (drawn.children.empty()) return drawn;

    Instant first = drawn.children.front().enters;
    for (const DrawnChild& child : drawn.children) {
        first = std::min(first, child.enters);
        if (!child.supply) *drawn.settings.children += static_cast<std::uint32_t>(child.siblings);
    }
    drawn.settings.start = add_months(first, -12 * years_before);
    while (!set_arrivals(drawn)) ++drawn.settings.key.seed;
    return drawn;
}

}  // namespace permap
