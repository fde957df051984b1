#include "mining/visit_times.hpp"

#include <algorithm>
#include <tuple>

#include "projection/critical_path.hpp"

namespace permap {

namespace {

constexpr std::uint32_t nobody = 0xffffffffU;

// The two earliest starts of different children, so that there is one of another child for everybody.
struct EarliestStarts {
    Instant first = Instant::max(), second = Instant::max();
    std::uint32_t first_child = nobody;

    void note(Instant started, std::uint32_t child) {
        if (child == first_child) {
            first = std::min(first, started);
        } else if (started < first) {
            second = first;
            first = started;
            first_child = child;
        } else {
            second = std::min(second, started);
        }
    }
    Instant of_another_than(std::uint32_t child) const { return child == first_child ? second : first; }
};

bool is_midnight(Instant at) {
    return at == midnight(date_of(at));
}

}  // namespace

VisitTimesFold::VisitTimesFold(const MeasurePlan& plan, const WorkingHours& hours)
    : plan_(plan), hours_(hours), steps_(plan.steps.size()) {}

void VisitTimesFold::add(std::uint32_t child, std::span<const Event> events) {
    for (const Visit& visit : reader_.visits_of(events)) {
        AtStep& step = steps_[index(visit.step)];
        ++step.visits;
        const Instant ready = events[visit.ready].at;
        if (visit.started != no_cause) {
            const Event& started = events[visit.started];
            step.waits.push_back({ready, started.at, child, started.detail});
            if (visit.completed == no_cause) continue;
            const Instant done = events[visit.completed].at;
            step.working.push_back((done - started.at).count());
            if (const Calendar* const calendar = hours_.of(visit.step))
                step.working_open.push_back(calendar->working_between(started.at, done).count());
        } else if (visit.completed != no_cause) {
            step.unsplit.push_back((events[visit.completed].at - ready).count());
        }
    }
}

void VisitTimesFold::split(StepIndex step, std::vector<Wait>& waits, VisitTimes& into) const {
    const Calendar* const calendar = hours_.of(step);
    const auto open_between = [&](Instant from, Instant to) {
        return calendar == nullptr ? to - from : calendar->working_between(from, to);
    };
    std::sort(waits.begin(), waits.end(), [](const Wait& left, const Wait& right) {
        return std::tie(left.started, left.ready, left.child) < std::tie(right.started, right.ready, right.child);
    });
    // How many children were started in that minute, by place in order of starts.
    std::vector<bool> is_together(waits.size(), false);
    for (std::size_t from = 0; from < waits.size();) {
        std::size_t to = from;
        bool several = false;
        for (; to < waits.size() && waits[to].started == waits[from].started; ++to)
            several = several || waits[to].child != waits[from].child;
        if (several && !is_midnight(waits[from].started))
            std::fill(is_together.begin() + static_cast<std::ptrdiff_t>(from),
                      is_together.begin() + static_cast<std::ptrdiff_t>(to), true);
        from = to;
    }
    std::vector<std::size_t> by_ready(waits.size());
    for (std::size_t i = 0; i < by_ready.size(); ++i) by_ready[i] = i;
    std::sort(by_ready.begin(), by_ready.end(), [&](std::size_t left, std::size_t right) {
        return std::tie(waits[left].ready, left) > std::tie(waits[right].ready, right);
    });
    EarliestStarts later;  // of children who became ready later than the one looked at
    std::size_t noted = 0;
    for (std::size_t i = 0; i < by_ready.size(); ++i) {
        const Wait& wait = waits[by_ready[i]];
        for (; waits[by_ready[noted]].ready > wait.ready; ++noted)
            later.note(waits[by_ready[noted]].started, waits[by_ready[noted]].child);
        WaitedFor& waited = into.waited_for;
        const Minutes length = wait.started - wait.ready;
        if (wait.detail != why_not_known) {
            const WaitReasons reasons = wait_reasons(plan_.steps[index(step)], length, wait.detail);
            waited.no_free_unit += reasons.no_free_unit.count();
            waited.next_sitting += reasons.next_sitting.count();
            waited.gathering += reasons.gathering.count();
            waited.out_of_hours += reasons.out_of_hours.count();
            ++into.said;
            continue;
        }
        const Minutes open = open_between(wait.ready, wait.started);
        const Instant passed_over = std::min(wait.started, later.of_another_than(wait.child));
        const Minutes before = open_between(wait.ready, passed_over);
        waited.out_of_hours += (length - open).count();
        waited.passed_over += (open - before).count();
        (is_together[by_ready[i]] ? waited.together : waited.not_known) += before.count();
    }
}

std::vector<VisitTimes> VisitTimesFold::result() && {
    std::vector<VisitTimes> all;
    for (std::size_t i = 0; i < steps_.size(); ++i) {
        AtStep& step = steps_[i];
        if (step.visits == 0) continue;
        VisitTimes times;
        times.step = StepIndex{static_cast<std::uint16_t>(i)};
        times.visits = step.visits;
        times.only_end_known = static_cast<std::int64_t>(step.unsplit.size());
        const Calendar* const calendar = hours_.of(times.step);
        times.hours_are_known = calendar != nullptr;
        split(times.step, step.waits, times);
        std::vector<std::int32_t> waiting, open;
        waiting.reserve(step.waits.size());
        for (const Wait& wait : step.waits) {
            waiting.push_back((wait.started - wait.ready).count());
            if (calendar != nullptr) open.push_back(calendar->working_between(wait.ready, wait.started).count());
        }
        times.waiting = lengths_of(waiting);
        times.waiting_open = lengths_of(open);
        times.working = lengths_of(step.working);
        times.working_open = lengths_of(step.working_open);
        times.unsplit = lengths_of(step.unsplit);
        all.push_back(times);
        step = AtStep{};
    }
    return all;
}

std::vector<VisitTimes> visit_times_of(const MeasurePlan& plan, const WorkingHours& hours, const EventLog& log) {
    VisitTimesFold fold(plan, hours);
    for (std::uint32_t child = 0; child < log.streams.size(); ++child) {
        const Stream& stream = log.streams[child];
        if (!stream.child.supply) fold.add(child, stream.events);
    }
    return std::move(fold).result();
}

}  // namespace permap
