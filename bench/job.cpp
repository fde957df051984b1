#include "job.hpp"

#include <cmath>
#include <vector>

#include "commands/load.hpp"
#include "jobs/job_json.hpp"

namespace permap::bench {

namespace {

constexpr double days_a_year = 365.25;
constexpr double most_years_of_arrivals = 100;

Result<LoadedMap> map_of(const JobChoice& choice) {
    const bool is_free = choice.name == "w2_free";
    if (choice.name == "w1") return map_of_texts({"w1"}, {three_queues_json()});
    if (choice.name == "w2" || is_free) {
        const HundredSteps job{.pools = !is_free, .load = choice.load, .copies = choice.copies};
        return map_of_texts({choice.name}, {hundred_steps_json(job)});
    }
    MapChoices choices;
    choices.resources_on = choice.resources_on;
    return load_map(choice.name, choices);
}

// Nobody comes in from that minute on.
void end_arrivals(Map& map, Instant at) {
    for (Arrivals& arrivals : map.arrivals) arrivals.later.push_back({at, 0, arrivals.sets});
}

// On average. Of the generated jobs it is known; the map of a great load says a little less, for its arrivals fall on
// whole minutes (jobs/job_json.cpp).
double children_a_year(const JobChoice& choice, const Map& map) {
    if (choice.name == "w2" || choice.name == "w2_free") return 10 * choice.load * days_a_year;
    double sum = 0;
    for (const Arrivals& arrivals : map.arrivals) sum += arrivals.supply ? 0 : arrivals.children_a_year.value;
    return sum;
}

}  // namespace

Result<Job> make_job(const JobChoice& choice, std::uint64_t seed) {
    Result<LoadedMap> loaded = map_of(choice);
    if (!loaded) return loaded.problems();
    Job job;
    job.map = std::move(loaded->map);
    job.settings.key.seed = seed;
    job.settings.start = job.map.start;
    job.settings.years_of_arrivals = choice.children / children_a_year(choice, job.map);
    if (job.settings.years_of_arrivals > most_years_of_arrivals) {
        return Problem{"--children", "so many come in over more than a century, and calendars end in 2150",
                       "fewer, or a higher --load"};
    }
    job.settings.horizon_years = choice.horizon_years;
    job.settings.warm_up_years = 0;
    const double minutes = job.settings.years_of_arrivals * days_a_year * one_day.count();
    end_arrivals(job.map, job.settings.start + Minutes{static_cast<std::int32_t>(std::floor(minutes + 0.5))});
    Result<Model> model = compile(job.map);
    if (!model) return model.problems();
    job.model = std::move(*model);
    return job;
}

Work work_of(const Job& job) {
    std::vector<char> takes_time;
    for (const StepCode& step : job.model.steps) takes_time.push_back(step.duration.ends != EndsBy::no_time);
    Work work;
    double days_sum = 0;
    run(job.model, job.settings, [&](const Child& child, std::span<const Event> events) {
        work.fingerprint.add(child, events);
        ++work.children;
        work.events += static_cast<std::int64_t>(events.size());
        for (const Event& event : events) {
            if (event.kind == EventKind::completed) work.completed_steps += takes_time[index(event.step)];
        }
        if (events.back().kind != EventKind::left) return;
        ++work.left;
        days_sum += days(events.back().at - child.entered);
    });
    if (work.left > 0) work.days_in_system = days_sum / static_cast<double>(work.left);
    return work;
}

}  // namespace permap::bench
