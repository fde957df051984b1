// A job: a map, and the run of it that is timed.
#pragma once

#include <cstdint>
#include <string>

#include "engine/run.hpp"
#include "log/stream.hpp"
#include "map/map.hpp"
#include "model/model.hpp"
#include "vocabulary/result.hpp"

namespace permap::bench {

struct JobChoice {
    std::string name;           // w1, w2, w2_free, or the path of a map
    double children = 10000;    // so many come in, on average; above 0
    int load = 1;               // of w2 and w2_free: see jobs/job_json.hpp
    int copies = 1;             // likewise
    double horizon_years = 10;  // each child is followed so long
    bool resources_on = false;  // optional resources of the map
};

struct Job {
    Map map;  // arrivals end once the children that are counted have come
    Model model;
    RunSettings settings;
};

// Arrivals begin and end with the counted children, as in the other engines: nobody walks who is not counted, so the
// work that is timed and the work that is counted are the same. Refused: what the map's checks refuse, and more than a
// century of arrivals.
Result<Job> make_job(const JobChoice& choice, std::uint64_t seed);

// What a run did, counted from its events.
struct Work {
    std::int64_t children = 0;         // households too
    std::int64_t left = 0;             // whose journey was over within the follow-up
    std::int64_t events = 0;           // of any kind
    std::int64_t completed_steps = 0;  // completed visits of steps that take time: one event of the benchmark
    double days_in_system = 0;         // mean over those who left, from coming in
    Fingerprint fingerprint;
};
Work work_of(const Job& job);

}  // namespace permap::bench
