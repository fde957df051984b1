#include "oracle/oracle.hpp"

#include <algorithm>
#include <cmath>
#include <deque>
#include <functional>
#include <set>

#include "oracle/entrants.hpp"
#include "oracle/reach.hpp"
#include "oracle/resources.hpp"
#include "oracle/timing.hpp"
#include "oracle/walker.hpp"
#include "random/choice_coupling.hpp"

namespace permap {

namespace oracle {

struct Family;

// What siblings share of a visit: place, luck and times. A child alone is a family of one.
struct SharedVisit {
    enum class State { gathering, queueing, booked, before_opening, begun };

    Place step = 0;
    const Step* as = nullptr;  // as the step was for the one whose luck it is
    Family* family = nullptr;
    std::set<std::size_t> here;  // sibling numbers still on this visit
    State state = State::gathering;
    bool bypassed = false;  // removed by a scenario, or not in force: no time, nobody's capacity
    std::size_t luck_of = 0;
    Luck luck;
    bool holds_unit = false;
    bool some_completed = false;
    bool gathered = false;           // siblings may be on it: not one who is passing through, or has none
    std::optional<std::size_t> way;  // of a decision made once: taken by the first of them to complete
    std::optional<Instant> sitting;
    Minutes out_of_hours{0};
};

struct Family {
    Place entry = 0;
    const Arrivals* arrivals = nullptr;
    std::vector<Walker> siblings;
    std::map<Place, std::shared_ptr<SharedVisit>> gathering;  // by step
};

namespace {

constexpr int dates = 0, completions = 1, clocks = 2, grants = 3;  // phases of a minute
constexpr int most_events_a_minute = 10000;

// Something that falls due: the heap's only content.
struct Due {
    Instant at;
    int phase;
    std::uint64_t key;
    std::uint64_t serial;
    Family* family;
    std::function<void()> happens;

    bool operator<(const Due& other) const {
        return std::tie(at, phase, key, serial) < std::tie(other.at, other.phase, other.key, other.serial);
    }
};

class Oracle {
public:
    Oracle(const Map& map, const RunSettings& settings)
        : map_(map), settings_(settings), timing_(map, settings), reach_(reach_of(map)) {
        for (const Resource& resource : map.resources) {
            if (resource.kind == ResourceKind::pool) {
                pools_[resource.id].free_units = units_here(resource, settings.area_share);
            } else {
                const bool moved = !resource.holidays.empty();
                sittings_.emplace(resource.id, Sittings(resource, units_here(resource, settings.area_share),
                                                        moved ? &timing_.calendar(resource.holidays) : nullptr));
            }
        }
    }

    EventLog run() {
        const Entrants entrants = entrants_of(map_, settings_);
        for (const EnteringFamily& family : entrants.families) admit(family);
        while (take_next(entrants.end)) {
        }
        return log();
    }

private:
    // ---- who comes in

    void admit(const EnteringFamily& entering) {
        Family& family = families_.emplace_back();
        family.entry = entering.entry_step;
        family.arrivals = entering.arrivals;
        for (const Entrant& entrant : entering.siblings) {
            Walker& walker = family.siblings.emplace_back();
            walker.key = entrant.key;
            walker.counted = entrant.counted;
            walker.child = {settings_.key.replication, static_cast<StepIndex>(entering.entry_step),
                            entrant.key.candidate,     entrant.key.sibling,
                            entering.arrivals->supply, entrant.entered,
                            entrant.birth_date,        entrant.followed_until};
            give_start_values(map_, walker);
        }
        const Walker& first = family.siblings.front();
        fall_due(first.child.entered, dates, timing_.key({first.key, 0}, map_.steps[family.entry].id), family,
                 [this, &family] {
                     for (Walker& walker : family.siblings) enter(family, walker);
                 });
    }

    void enter(Family& family, Walker& walker) {
        walker.entered = true;
        const auto age_days = (date_of(now_) - walker.child.birth_date).count();
        const Ordinal entered =
            write(walker, EventKind::entered, family.entry, no_cause, static_cast<std::uint32_t>(age_days));
        if (const std::string& counter = family.arrivals->family_size_as; !counter.empty()) {
            Assignment count;
            count.attribute = counter;
            count.value = std::to_string(family.siblings.size());
            set(walker, {count}, family.entry, entered);
        }
        set(walker, family.arrivals->sets, family.entry, entered);
        arrive(family, walker, family.entry, entered, {}, nullptr, nullptr);
    }

    EventLog log() const {
        std::vector<const Walker*> counted;
        for (const Family& family : families_) {
            for (const Walker& walker : family.siblings) {
                if (walker.counted) counted.push_back(&walker);
            }
        }
        EventLog result;
        for (const Walker* walker : counted) {
            Stream stream{walker->child, {}};
            for (const Event& event : walker->events) {
                if (event.at < walker->child.followed_until) stream.events.push_back(event);
            }
            result.streams.push_back(std::move(stream));
        }
        return result;
    }

    // ---- the heap

    void fall_due(Instant at, int phase, std::uint64_t key, Family& family, std::function<void()> happens) {
        PERMAP_ASSERT(at >= now_);
        due_.insert({at, phase, key, serial_++, &family, std::move(happens)});
    }

    // Takes one event, or one grant; false when nothing is left before `end`.
    bool take_next(Instant end) {
        Pool* granting = nullptr;
        for (auto& [id, pool] : pools_) {
            if (pool.free_units == 0 || pool.queue.empty()) continue;
            if (!granting || pool.queue.begin()->key < granting->queue.begin()->key) granting = &pool;
        }
        const bool some_due = !due_.empty() && due_.begin()->at < end;
        if (granting) {
            const std::uint64_t key = granting->queue.begin()->key;
            const auto first = due_.begin();
            const bool due_first = !due_.empty() && first->at == now_ &&
                                   (first->phase < grants || (first->phase == grants && first->key < key));
            if (!due_first) {
                grant(*granting);
                return true;
            }
        }
        if (!some_due) return false;
        const Due next = *due_.begin();
        due_.erase(due_.begin());
        if (next.at != now_) {
            now_ = next.at;
            for (Walker* walker : busy_this_minute_) walker->events_this_minute = 0;
            busy_this_minute_.clear();
        }
        next.happens();
        settle(*next.family);
        return true;
    }

    void grant(Pool& pool) {
        const std::shared_ptr<SharedVisit> visit = pool.queue.begin()->visit;
        pool.queue.erase(pool.queue.begin());
        --pool.free_units;
        visit->holds_unit = true;
        wait_for_opening(visit);
        settle(*visit->family);
    }

    // After everything an event led to: who has left, and for whom nobody has to wait any more.
    void settle(Family& family) {
        for (bool again = true; again;) {
            again = false;
            for (Walker& walker : family.siblings) leave_if_over(walker);
            for (const auto& [step, visit] : family.gathering) {
                if (!all_here(*visit)) continue;
                go_on_together(visit);
                again = true;
                break;
            }
        }
    }

    void leave_if_over(Walker& walker) {
        if (!walker.entered || walker.left || !walker.active.empty()) return;
        for (const auto& [place, clock] : walker.clocks) {
            if (!map_.steps[place].clock->lifelong) return;
        }
        for (const auto& [process, callers] : walker.callers) {
            if (!callers.empty()) return;
        }
        walker.left = true;
        const auto last = static_cast<Ordinal>(walker.events.size() - 1);
        Event& event = walker.events[write(walker, EventKind::left, 0, last)];
        event.step = walker.last_outcome ? static_cast<StepIndex>(*walker.last_outcome) : no_step;
    }

    // ---- events

    Ordinal write(Walker& walker, EventKind kind, Place step, Ordinal cause, std::uint32_t detail = 0) {
        if (walker.events_this_minute == 0) busy_this_minute_.push_back(&walker);
        if (++walker.events_this_minute > most_events_a_minute) {
            throw MapError{"more than 10,000 events of one child in one minute, at step " + map_.steps[step].id};
        }
        PERMAP_ASSERT(!walker.left || kind == EventKind::left);
        walker.events.push_back({now_, cause, detail, static_cast<StepIndex>(step), kind});
        return static_cast<Ordinal>(walker.events.size() - 1);
    }

    bool holds_now(const Condition& condition, const Walker& walker) { return holds(map_, condition, walker, now_); }

    // The step as it is for this child at this minute: scenarios may hold from a date or for some children only.
    const Step& step_now(Place place, const Walker& walker) {
        const Step& step = map_.steps[place];
        std::size_t version = 0;
        for (std::size_t i = 0; i < step.guards.size(); ++i) {
            const Guard& guard = step.guards[i];
            if ((!guard.from || *guard.from <= now_) && holds_now(guard.when, walker)) version += std::size_t{1} << i;
        }
        return version == 0 ? step : step.versions.at(version - 1);
    }

    void give_value(Walker& walker, const Attribute& attribute, int value, Place step, Ordinal cause) {
        int& present = walker.values.at(attribute.id);
        if (present == value) return;
        present = value;
        write(walker, EventKind::attribute_set, step, cause,
              attribute_detail(index_of(map_, attribute.id), static_cast<std::uint8_t>(value)));
    }

    void set(Walker& walker, const std::vector<Assignment>& assignments, Place step, Ordinal cause) {
        for (const Assignment& assignment : assignments) {
            if (!holds_now(assignment.when, walker)) continue;
            const Attribute& attribute = attribute_of(map_, assignment.attribute);
            int value = 0;
            if (assignment.add != 0) {
                value = std::clamp(walker.values.at(attribute.id) + assignment.add, 0, *attribute.counter_max);
            } else {
                value = code_of(attribute, assignment.value);
            }
            give_value(walker, attribute, value, step, cause);
        }
    }

    void draw_attributes(Walker& walker, Place place, Ordinal cause, const Luck& luck) {
        const Step& step = map_.steps[place];
        for (std::size_t i = 0; i < step.draws.size(); ++i) {
            const AttributeDraw& draw = step.draws[i];
            const bool has_unless = draw.unless_condition.kind != Condition::Kind::always;
            if (has_unless && holds_now(draw.unless_condition, walker)) continue;
            for (const AttributeDraw::Case& one : draw.cases) {
                if (!holds_now(one.when, walker)) continue;
                std::vector<double> weights;
                for (const auto& value : one.values) weights.push_back(value.probability.value);
                const auto purpose = static_cast<std::uint32_t>(Purpose::attribute) + static_cast<std::uint32_t>(i);
                const std::size_t drawn = chosen(choice_thresholds(weights), timing_.word(luck, step.id, purpose));
                const Attribute& attribute = attribute_of(map_, draw.attribute);
                give_value(walker, attribute, code_of(attribute, one.values[drawn].value), place, cause);
                break;
            }
        }
    }

    // ---- arriving (1)

    void arrive(Family& family, Walker& walker, Place place, Ordinal cause, Piece piece, const Step* by,
                const Way* way) {
        const Step& step = map_.steps[place];
        if (step.kind == StepKind::join) {
            deliver(family, walker, place, cause, piece, by, way);
        } else if (step.kind == StepKind::clock) {
            piece_over(family, walker, piece, arrive_at_clock(family, walker, place, cause, false));
        } else if (const auto begun = walker.ahead.find(place); begun != walker.ahead.end() && begun->second.reached) {
            piece_over(family, walker, piece, write(walker, EventKind::merged, place, cause));
        } else if (begun != walker.ahead.end()) {
            begun->second.reached = piece;
            const Ordinal reached = write(walker, EventKind::merged, place, cause);
            if (begun->second.held) go_on(family, walker, place, reached);
        } else if (step.kind == StepKind::split && some_active(walker, step.branches)) {
            piece_over(family, walker, piece, write(walker, EventKind::merged, place, cause));
        } else {
            enter_step(family, walker, place, cause, piece);
        }
    }

    void enter_step(Family& family, Walker& walker, Place place, Ordinal cause, Piece piece) {
        if (walker.active.count(place)) {
            piece_over(family, walker, piece, write(walker, EventKind::merged, place, cause));
            return;
        }
        Visit visit;
        visit.step = &step_now(place, walker);
        visit.number = ++walker.visits[place];
        visit.ready = write(walker, EventKind::ready, place, cause, visit.number);
        visit.ready_at = now_;
        visit.piece = piece;
        walker.last_ready[place] = now_;
        walker.active.emplace(place, visit);
        gather(family, walker, place);
    }

    // ---- ahead of its place (8)

    void begin_ahead(Family& family, Walker& walker, const Ahead& ahead, Ordinal cause) {
        const Place place = place_of(map_, ahead.step);
        const bool is_begun = walker.active.count(place) > 0 || walker.ahead.count(place) > 0;
        if (is_begun || (!ahead.every_time && walker.visits.count(place) > 0)) return;
        walker.ahead[place].through = ahead.through.empty() ? place : place_of(map_, ahead.through);
        enter_step(family, walker, place, cause, {});
    }

    // What is done ahead, and whose place has been reached, is followed by what comes after it.
    void go_on(Family& family, Walker& walker, Place place, Ordinal cause) {
        const BegunAhead begun = walker.ahead.at(place);
        walker.ahead.erase(place);
        take_ways(family, walker, begun.through, cause, *begun.reached, {walker.key, begun.held->visit},
                  begun.held->shared.get());
    }

    bool some_active(const Walker& walker, const std::vector<std::string>& steps) const {
        return std::any_of(steps.begin(), steps.end(), [&](const std::string& step) {
            const Place place = place_of(map_, step);
            return walker.active.count(place) > 0 || walker.clocks.count(place) > 0;
        });
    }

    // Returns the event with which the child's branch ends there: the one that came by, or the merging.
    Ordinal arrive_at_clock(Family& family, Walker& walker, Place place, Ordinal cause, bool by_start_of_step) {
        const Step& step = step_now(place, walker);
        if (walker.clocks.count(place)) {
            if (!step.clock->restarts) {
                return by_start_of_step ? cause : write(walker, EventKind::merged, place, cause);
            }
            walker.clocks.erase(place);
            write(walker, EventKind::clock_ended, place, cause);
        }
        if (!holds_now(step.clock->only_if, walker) || !covers(step.in_force, now_)) return cause;
        RunningClock clock;
        clock.number = ++walker.clock_starts[place];
        clock.started = write(walker, EventKind::clock_started, place, cause);
        walker.clocks.emplace(place, clock);
        if (step.edited.passed_through) return cause;

        const Luck luck{walker.key, clock.number};
        const Ending ending = timing_.ending(step, luck, walker, nullptr, now_);
        if (ending.due == Instant::max()) return cause;
        fall_due(std::max(now_, ending.due), ending.is_date ? dates : clocks, timing_.key(luck, step.id), family,
                 [this, &family, &walker, place, number = clock.number] {
                     const auto running = walker.clocks.find(place);
                     if (walker.left || running == walker.clocks.end() || running->second.number != number) return;
                     fire_clock(family, walker, place);
                 });
        return cause;
    }

    void fire_clock(Family& family, Walker& walker, Place place) {
        const RunningClock clock = walker.clocks.at(place);
        walker.clocks.erase(place);
        ++walker.visits[place];
        const Ordinal fired = write(walker, EventKind::clock_fired, place, clock.started);
        const Luck luck{walker.key, clock.number};
        start_actions(family, walker, place, fired, luck, nullptr);
        follow(family, walker, place, fired, {}, luck, {});
    }

    // ---- waiting to start (2)

    void gather(Family& family, Walker& walker, Place place) {
        Visit& visit = walker.active.at(place);
        const Step& step = *visit.step;
        const bool bypassed = step.edited.passed_through || !covers(step.in_force, now_);
        if (bypassed || !step.together_gather_days || family.siblings.size() == 1) {
            auto shared = std::make_shared<SharedVisit>();
            shared->step = place;
            shared->family = &family;
            shared->bypassed = bypassed;
            shared->here = {walker.key.sibling};
            visit.shared = shared;
            go_on_together(shared);
            return;
        }
        std::shared_ptr<SharedVisit>& shared = family.gathering[place];
        if (!shared) {
            shared = std::make_shared<SharedVisit>();
            shared->step = place;
            shared->family = &family;
            shared->gathered = true;
            const std::shared_ptr<SharedVisit> waiting = shared;
            fall_due(now_ + one_day * *step.together_gather_days, dates,
                     timing_.key({walker.key, visit.number}, step.id), family, [this, waiting] {
                         if (waiting->state == SharedVisit::State::gathering && !waiting->here.empty()) {
                             go_on_together(waiting);
                         }
                     });
        }
        shared->here.insert(walker.key.sibling);
        visit.shared = shared;  // settle() sees who has come, when all that this event leads to is over
    }

    bool all_here(const SharedVisit& shared) const {
        for (const Walker& walker : shared.family->siblings) {
            if (shared.here.count(walker.key.sibling)) continue;
            if (may_still_come(reach_, walker, shared.family->entry, shared.step)) return false;
        }
        return true;
    }

    void go_on_together(std::shared_ptr<SharedVisit> shared) {
        Family& family = *shared->family;
        if (const auto found = family.gathering.find(shared->step);
            found != family.gathering.end() && found->second == shared) {
            family.gathering.erase(found);
        }
        std::optional<Instant> first_ready;
        for (const std::size_t sibling : shared->here) {
            Visit& visit = family.siblings[sibling].active.at(shared->step);
            visit.gathering = now_ - visit.ready_at;
            if (first_ready && *first_ready <= visit.ready_at) continue;
            first_ready = visit.ready_at;
            shared->luck_of = sibling;
            shared->luck = {family.siblings[sibling].key, visit.number};
            shared->as = visit.step;
        }
        ask_for_place(shared);
    }

    void ask_for_place(const std::shared_ptr<SharedVisit>& shared) {
        const Step& step = *shared->as;
        const Walker& asking = shared->family->siblings[shared->luck_of];
        if (!step.uses || shared->bypassed || !holds_now(step.uses->when, asking)) {
            wait_for_opening(shared);
            return;
        }
        const std::uint64_t key = timing_.key(shared->luck, step.id);
        if (const auto pool = pools_.find(step.uses->resource); pool != pools_.end()) {
            int priority = 0;
            for (const Use::Priority& one : step.uses->priorities) {
                if (!holds_now(one.when, asking)) continue;
                priority = one.value;
                break;
            }
            shared->state = SharedVisit::State::queueing;
            pool->second.queue.insert({priority, now_, key, shared});
            return;
        }
        shared->state = SharedVisit::State::booked;
        shared->sitting = sittings_.at(step.uses->resource).book(now_);
        fall_due(*shared->sitting, grants, key, *shared->family, [this, shared] {
            if (shared->state != SharedVisit::State::booked || shared->here.empty()) return;
            shared->sitting.reset();
            wait_for_opening(shared);
        });
    }

    void wait_for_opening(const std::shared_ptr<SharedVisit>& shared) {
        const Step& step = *shared->as;
        if (!shared->bypassed && timing_.working_time(step, shared->luck) > Minutes{0}) {
            const Instant opening = timing_.calendar_of(step).next_opening(now_);
            if (opening > now_) {
                shared->state = SharedVisit::State::before_opening;
                shared->out_of_hours = opening - now_;
                fall_due(opening, grants, timing_.key(shared->luck, step.id), *shared->family, [this, shared] {
                    if (shared->here.empty()) return;
                    start(shared);
                });
                return;
            }
        }
        start(shared);
    }

    // What a visit has of a resource, when the last child on it is gone.
    void give_back(SharedVisit& shared) {
        if (shared.as == nullptr) return;  // still gathering
        const Step& step = *shared.as;
        if (shared.state == SharedVisit::State::queueing && !shared.holds_unit) {
            auto& queue = pools_.at(step.uses->resource).queue;
            const auto request = std::find_if(queue.begin(), queue.end(),
                                              [&](const Request& one) { return one.visit.get() == &shared; });
            queue.erase(request);
        }
        if (shared.holds_unit) {
            shared.holds_unit = false;
            const bool gone_for_good = step.uses->for_good && shared.some_completed;
            if (!gone_for_good) ++pools_.at(step.uses->resource).free_units;
        }
        if (shared.sitting) {
            sittings_.at(step.uses->resource).give_back(*shared.sitting, now_);
            shared.sitting.reset();
        }
    }

    // The child is no longer on the visit.
    Visit leave_visit(Walker& walker, Place place) {
        const Visit visit = walker.active.at(place);
        walker.active.erase(place);
        SharedVisit& shared = *visit.shared;
        shared.here.erase(walker.key.sibling);
        if (shared.here.empty()) {
            Family& family = *shared.family;
            if (const auto found = family.gathering.find(place);
                found != family.gathering.end() && found->second == visit.shared) {
                family.gathering.erase(found);
            }
            give_back(shared);
        }
        return visit;
    }

    // ---- starting (3)

    void start(const std::shared_ptr<SharedVisit>& shared) {
        Family& family = *shared->family;
        const Place place = shared->step;
        const Step& step = *shared->as;
        shared->state = SharedVisit::State::begun;
        // One drawn time for all; but each has its own birthdays, and waits for its own completion of another step.
        std::vector<std::size_t> starting(shared->here.begin(), shared->here.end());
        if (step.together_one_decision) {  // who decides for all goes first
            std::stable_partition(starting.begin(), starting.end(),
                                  [&](std::size_t sibling) { return sibling == shared->luck_of; });
        }
        std::map<std::pair<Instant, bool>, std::vector<std::size_t>> due;
        std::vector<std::size_t> at_once;
        for (const std::size_t sibling : starting) {
            Walker& walker = family.siblings[sibling];
            Visit& visit = walker.active.at(place);
            visit.started = write(walker, EventKind::started, place, visit.ready,
                                  wait_detail(shared->out_of_hours, visit.gathering));
            const Ordinal visit_started = visit.started;
            start_actions(family, walker, place, visit_started, {walker.key, visit.number}, shared.get());
            for (const Ahead& ahead : step.ahead) {
                if (shared->here.count(sibling)) begin_ahead(family, walker, ahead, visit_started);
            }
            if (!shared->here.count(sibling)) continue;
            const Ending ending = shared->bypassed
                                      ? Ending{}
                                      : timing_.ending(step, shared->luck, walker, &walker.active.at(place), now_);
            if (ending.kind == Ending::Kind::at_once) {
                at_once.push_back(sibling);
            } else if (ending.due != Instant::max()) {
                due[{ending.due, ending.is_date}].push_back(sibling);
            }
        }
        for (const auto& [time, siblings] : due) {
            fall_due(time.first, time.second ? dates : completions, timing_.key(shared->luck, step.id), family,
                     [this, shared, siblings = siblings] {
                         for (const std::size_t sibling : siblings) complete_if_here(shared, sibling);
                     });
        }
        for (const std::size_t sibling : at_once) complete_if_here(shared, sibling);
    }

    void complete_if_here(const std::shared_ptr<SharedVisit>& shared, std::size_t sibling) {
        if (!shared->here.count(sibling)) return;
        Walker& walker = shared->family->siblings[sibling];
        complete(*shared->family, walker, shared->step, walker.active.at(shared->step).started);
    }

    // `starting` is the visit whose start this is; none for a clock that fires.
    void start_actions(Family& family, Walker& walker, Place place, Ordinal started, const Luck& luck,
                       const SharedVisit* starting) {
        const Step& step = map_.steps[place];
        const auto still_here = [&] { return !starting || starting->here.count(walker.key.sibling) > 0; };
        const auto names = [&](const std::vector<std::string>& steps) {
            return std::count(steps.begin(), steps.end(), step.id) > 0;
        };
        end_regions(family, walker, step.cancels, started, place);
        if (!still_here()) return;
        for (Place other = 0; other < map_.steps.size(); ++other) {
            const auto& clock = map_.steps[other].clock;
            if (!clock || !names(clock->ends_at) || !walker.clocks.count(other)) continue;
            walker.clocks.erase(other);
            write(walker, EventKind::clock_ended, other, started);
        }
        for (Place other = 0; other < map_.steps.size(); ++other) {
            const auto& join = map_.steps[other].joins;
            if (!join) continue;
            if (names(join->opened_by)) walker.full_slots[other].clear();
            for (std::size_t slot = 0; slot < join->slots.size(); ++slot) {
                if (names(join->slots[slot].withdrawn_by)) walker.full_slots[other].erase(slot);
            }
        }
        set(walker, step.sets, place, started);
        draw_attributes(walker, place, started, luck);
        set(walker, step.derives, place, started);
        for (Place other = 0; other < map_.steps.size(); ++other) {
            const auto& clock = map_.steps[other].clock;
            if (clock && names(clock->starts_at)) arrive_at_clock(family, walker, other, started, true);
        }
    }

    // ---- completing (4)

    void complete(Family& family, Walker& walker, Place place, Ordinal cause) {
        const Step& step = map_.steps[place];
        const Ordinal completed = write(walker, EventKind::completed, place, cause);
        walker.active.at(place).shared->some_completed = true;
        const Visit visit = leave_visit(walker, place);
        if (!step.adds_to.empty()) ++pools_.at(step.adds_to).free_units;
        follow(family, walker, place, completed, visit.piece, {walker.key, visit.number}, visit.shared);
    }

    // What follows from a step that has completed, or a clock that has fired (which is nobody's common visit).
    void follow(Family& family, Walker& walker, Place place, Ordinal fact, Piece piece, const Luck& luck,
                const std::shared_ptr<SharedVisit>& shared) {
        const Step& step = map_.steps[place];
        walker.last_completed[place] = now_;
        if (step.kind == StepKind::outcome) walker.last_outcome = place;

        const auto begun = std::find_if(walker.ahead.begin(), walker.ahead.end(),
                                        [&](const auto& one) { return one.second.through == place; });
        if (begun == walker.ahead.end()) {
            take_ways(family, walker, place, fact, piece, luck, shared.get());
        } else {
            begun->second.held = BegunAhead::Held{luck.visit, shared};
            if (begun->second.reached) go_on(family, walker, begun->first, fact);
        }
        after_completion(family, walker, place, fact);
    }

    void take_ways(Family& family, Walker& walker, Place place, Ordinal fact, Piece piece, const Luck& luck,
                   SharedVisit* shared) {
        const Step& step = map_.steps[place];
        if (step.kind == StepKind::strand_end || step.ways.empty()) {
            piece_over(family, walker, piece, fact);
        } else if (step.kind == StepKind::split) {
            split(family, walker, place, fact, piece, luck);
        } else if (step.ways.size() == 1 && is_plain(step.ways[0])) {
            act(family, walker, place, 0, fact, piece);
        } else {
            decide(family, walker, place, fact, piece, luck, shared);
        }
    }

    // Callers of a process that is left, and waits for this step.
    void after_completion(Family& family, Walker& walker, Place place, Ordinal fact) {
        const Step& step = map_.steps[place];
        if (!step.exit_of.empty()) {
            std::vector<Caller> callers;
            callers.swap(walker.callers[step.exit_of]);
            for (const Caller& caller : callers) {
                arrive(family, walker, caller.returns_to, fact, caller.piece, &step, nullptr);
            }
        }
        for (Place other = 0; other < map_.steps.size(); ++other) {
            const auto waiting = walker.active.find(other);
            if (waiting == walker.active.end() || waiting->second.shared->state != SharedVisit::State::begun) continue;
            const auto* until = std::get_if<UntilStep>(&waiting->second.shared->as->duration.ends);
            if (!until || until->step != step.id || waiting->second.shared->bypassed) continue;
            complete(family, walker, other, fact);
        }
    }

    static bool is_plain(const Way& way) {
        return way.when.kind == Condition::Kind::always && !way.probability && way.in_force == InForce{};
    }

    bool is_open(const Way& way, const Walker& walker) {
        return covers(way.in_force, now_) && holds_now(way.when, walker);
    }

    void split(Family& family, Walker& walker, Place place, Ordinal fact, Piece piece, const Luck& luck) {
        const Step& step = step_now(place, walker);
        std::vector<std::size_t> starting;
        for (std::size_t i = 0; i < step.ways.size(); ++i) {
            const Way& way = step.ways[i];
            if (!is_open(way, walker)) continue;
            const auto purpose = static_cast<std::uint32_t>(Purpose::branch) + static_cast<std::uint32_t>(i);
            const bool starts = !way.probability ||
                                timing_.word(luck, step.id, purpose) < probability_threshold(way.probability->value);
            if (starts) starting.push_back(i);
        }

        std::optional<int> group;
        for (Place other = 0; other < map_.steps.size() && !starting.empty(); ++other) {
            const auto& join = map_.steps[other].joins;
            if (!join || join->started_by != step.id) continue;
            group = static_cast<int>(walker.groups.size());
            walker.groups.push_back({other, std::vector<int>(starting.size(), 1), piece, false});
            break;
        }
        if (!group && piece.group >= 0 && !starting.empty()) {
            live_pieces(walker, piece) += static_cast<int>(starting.size()) - 1;
        }
        for (std::size_t branch = 0; branch < starting.size(); ++branch) {
            const auto way = static_cast<std::uint32_t>(starting[branch]);
            const Ordinal decided = write(walker, EventKind::decided, place, fact, way);
            act(family, walker, place, way, decided, group ? Piece{*group, branch} : piece);
        }
        if (starting.empty() && step.join.empty()) {
            piece_over(family, walker, piece, fact);
        } else if (starting.empty()) {
            const Place to = place_of(map_, step.join);
            if (map_.steps[to].kind == StepKind::join) {
                fire(family, walker, to, fact, piece);
            } else {
                arrive(family, walker, to, fact, piece, &step, nullptr);
            }
        }
        set(walker, step.clears, place, fact);
    }

    void decide(Family& family, Walker& walker, Place place, Ordinal fact, Piece piece, const Luck& luck,
                SharedVisit* shared) {
        const Step& step = step_now(place, walker);
        std::vector<std::size_t> open;
        std::vector<double> weights, before;
        double sum = 0, sum_before = 0;
        for (std::size_t i = 0; i < step.ways.size(); ++i) {
            if (!is_open(step.ways[i], walker)) continue;
            open.push_back(i);
            weights.push_back(step.ways[i].probability ? step.ways[i].probability->value : 1.0);
            before.push_back(step.edited.baseline_probability.empty() ? weights.back()
                                                                      : step.edited.baseline_probability[i]);
            sum += weights.back();
            sum_before += before.back();
        }
        std::optional<std::size_t> taken;
        if (!step.edited.take.empty()) {
            for (std::size_t i = 0; i < step.ways.size(); ++i) {
                if (step.ways[i].id == step.edited.take) taken = i;
            }
        } else if (shared && shared->way && std::count(open.begin(), open.end(), *shared->way) > 0) {
            taken = shared->way;
        } else if (sum > 0) {
            const auto word = timing_.word(luck, step.id, static_cast<std::uint32_t>(Purpose::way));
            const std::vector<std::uint64_t> now = choice_thresholds(weights);
            // Where a scenario set probabilities, a child keeps the way it would have taken unless it has to move.
            const bool coupled = !step.edited.baseline_probability.empty() && sum_before > 0;
            taken = open[coupled ? chosen(choice_coupling(choice_thresholds(before), now), word) : chosen(now, word)];
        }
        if (!taken) {  // stuck
            piece_over(family, walker, piece, fact);
            return;
        }
        if (shared && shared->gathered && step.together_one_decision && !shared->way) shared->way = taken;
        const Ordinal decided = write(walker, EventKind::decided, place, fact, static_cast<std::uint32_t>(*taken));
        act(family, walker, place, *taken, decided, piece);
    }

    void act(Family& family, Walker& walker, Place place, std::size_t way_number, Ordinal cause, Piece piece) {
        const Step& step = map_.steps[place];
        const Way& way = step.ways[way_number];
        end_regions(family, walker, way.interrupts, cause, place);
        set(walker, way.sets, place, cause);
        const Place to = place_of(map_, way.to);
        if (way.returns_to.empty()) {
            arrive(family, walker, to, cause, piece, &step, &way);
            return;
        }
        const std::string& called = map_.steps[to].process;
        walker.callers[called].push_back({to, place_of(map_, way.returns_to), piece});
        const bool under_way = std::any_of(walker.active.begin(), walker.active.end(), [&](const auto& active) {
            return map_.steps[active.first].process == called;
        });
        if (under_way) {
            write(walker, EventKind::merged, to, cause);
        } else {
            arrive(family, walker, to, cause, {}, &step, &way);
        }
    }

    // ---- joins (5)

    void deliver(Family& family, Walker& walker, Place place, Ordinal cause, Piece piece, const Step* by,
                 const Way* way) {
        const Join& join = *map_.steps[place].joins;
        if (!join.started_by.empty()) {
            bool belongs = false;  // to this join's group, by itself or by what its own split was a piece of
            for (Piece around = piece; around.group >= 0 && !belongs; around = group_of(walker, around).around) {
                belongs = group_of(walker, around).join == place && !group_of(walker, around).dissolved;
            }
            piece_over(family, walker, piece, belongs ? cause : write(walker, EventKind::merged, place, cause));
            return;
        }
        std::optional<std::size_t> slot;
        for (std::size_t i = 0; by && i < join.slots.size(); ++i) {
            const Slot& one = join.slots[i];
            if (one.step != by->id) continue;
            if (way && one.way == way->id) {
                slot = i;
                break;
            }
            if (one.way.empty() && !slot) slot = i;
        }
        std::set<std::size_t>& full = walker.full_slots[place];
        if (slot && !full.insert(*slot).second) {
            piece_over(family, walker, piece, write(walker, EventKind::merged, place, cause));
            return;
        }
        const bool some_set_full = std::any_of(join.sets.begin(), join.sets.end(), [&](const std::vector<int>& set) {
            return std::all_of(set.begin(), set.end(),
                               [&](int needed) { return full.count(static_cast<std::size_t>(needed)) > 0; });
        });
        if (some_set_full && !some_active(walker, join.waits_while)) {
            fire(family, walker, place, cause, piece);
        } else {
            piece_over(family, walker, piece, cause);
        }
    }

    void fire(Family& family, Walker& walker, Place place, Ordinal cause, Piece piece) {
        const Join& join = *map_.steps[place].joins;
        std::set<std::size_t>& full = walker.full_slots[place];
        for (std::size_t slot = 0; slot < join.slots.size(); ++slot) {
            if (!join.slots[slot].standing) full.erase(slot);
        }
        enter_step(family, walker, place, cause, piece);
    }

    static BranchGroup& group_of(Walker& walker, Piece piece) {
        return walker.groups.at(static_cast<std::size_t>(piece.group));
    }

    static int& live_pieces(Walker& walker, Piece piece) {
        return group_of(walker, piece).live_pieces.at(piece.branch);
    }

    // A piece delivered, ended, merged or was cancelled. The last one of all branches lets the join go on.
    void piece_over(Family& family, Walker& walker, Piece piece, Ordinal cause) {
        if (piece.group < 0) return;
        int& live = live_pieces(walker, piece);
        PERMAP_ASSERT(live > 0);
        --live;
        const BranchGroup group = group_of(walker, piece);
        if (std::any_of(group.live_pieces.begin(), group.live_pieces.end(), [](int n) { return n > 0; })) return;
        if (group.dissolved) {
            piece_over(family, walker, group.around, cause);
        } else {
            fire(family, walker, group.join, cause, group.around);
        }
    }

    // ---- regions (6)

    void end_regions(Family& family, Walker& walker, const std::vector<std::string>& regions, Ordinal cause,
                     Place spared) {
        for (const std::string& id : regions) {
            const auto region =
                std::find_if(map_.regions.begin(), map_.regions.end(), [&](const Region& one) { return one.id == id; });
            PERMAP_ASSERT(region != map_.regions.end());
            end_region(family, walker, *region, cause, spared);
        }
    }

    void end_region(Family& family, Walker& walker, const Region& region, Ordinal cause, Place spared) {
        std::set<Place> steps;
        for (const std::string& step : region.steps) steps.insert(place_of(map_, step));

        std::vector<std::pair<Piece, Ordinal>> over;
        for (const Place place : steps) {
            // A join forgets even where it is the step that starts; only its own visit is spared.
            walker.full_slots.erase(place);
            for (BranchGroup& group : walker.groups) {
                if (group.join == place) group.dissolved = true;
            }
            if (place == spared) continue;
            if (walker.active.count(place)) {
                const Ordinal cancelled = write(walker, EventKind::cancelled, place, cause);
                over.emplace_back(leave_visit(walker, place).piece, cancelled);
            }
            if (walker.clocks.erase(place) > 0) write(walker, EventKind::clock_ended, place, cause);
        }
        for (auto& [process, callers] : walker.callers) {
            std::vector<Caller> kept;
            for (const Caller& caller : callers) {
                if (steps.count(caller.called) || steps.count(caller.returns_to)) {
                    over.emplace_back(caller.piece, cause);
                } else {
                    kept.push_back(caller);
                }
            }
            callers = kept;
        }
        for (auto begun = walker.ahead.begin(); begun != walker.ahead.end();) {
            const bool ends = steps.count(begun->first) > 0 || steps.count(begun->second.through) > 0;
            if (ends && begun->second.reached) over.emplace_back(*begun->second.reached, cause);
            begun = ends ? walker.ahead.erase(begun) : std::next(begun);
        }
        set(walker, region.when_ended, step_of(walker, cause), cause);
        for (const auto& [piece, last] : over) piece_over(family, walker, piece, last);
    }

    static Place step_of(const Walker& walker, Ordinal event) { return index(walker.events[event].step); }

    const Map& map_;
    const RunSettings settings_;
    Timing timing_;
    Reach reach_;
    std::deque<Family> families_;
    std::map<std::string, Pool> pools_;
    std::map<std::string, Sittings> sittings_;
    std::set<Due> due_;
    std::uint64_t serial_ = 0;
    Instant now_ = Instant::min();
    std::vector<Walker*> busy_this_minute_;
};

}  // namespace

}  // namespace oracle

EventLog oracle_run(const Map& map, const RunSettings& settings) {
    return oracle::Oracle(map, settings).run();
}

}  // namespace permap
