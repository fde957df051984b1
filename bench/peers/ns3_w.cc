// The jobs W1, W2 and W2 free on the event scheduler of ns-3 (Debian libns3-dev), nothing else of it. C++17; links
// ns3-core. One event = one completed activity.
//   ns3_w w1|w2|w2_free [CHILDREN [LOAD [SEED [SCHEDULER]]]]
#include <ns3/core-module.h>
#include <sys/resource.h>

#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <deque>
#include <random>
#include <string>
#include <utility>
#include <vector>

namespace {

using namespace ns3;

struct Pool {
    explicit Pool(int count) : units(count) {}
    int units, busy = 0;
    std::deque<std::pair<uint32_t, int>> queue;  // (child, step)
};

struct Child {
    double born = 0;
    bool one_of_two_done = false;
};

bool is_w1 = false, has_pools = true;
double arrivals_a_day = 10;
uint64_t children_to_come = 0;
std::mt19937_64 chance;

std::vector<Pool> pools;
std::vector<Child> children;
uint64_t completed = 0, left = 0;
double days_in_system = 0;

double uniform() {
    return std::uniform_real_distribution<double>()(chance);
}
double exponential(double rate) {
    return std::exponential_distribution<double>(rate)(chance);
}
double lognormal() {
    return std::lognormal_distribution<double>(std::log(20.0) - .32, .8)(chance);
}
double now() {
    return Simulator::Now().GetSeconds();  // a second stands for a day
}

// W2: step n is step n % 10 of segment n / 10; 0 is the first, 1 way A, 2 and 3 way B, 4 to 9 way C. In segment 5 way A
// is 51 beside 59.
bool is_first(int step) {
    return !is_w1 && step % 10 == 0;
}
bool uses_pool(int step) {
    return has_pools && (is_w1 || is_first(step));
}
Pool& pool_of(int step) {
    return pools[static_cast<std::size_t>(is_w1 ? step : step / 10 % 5)];
}

void enter(uint32_t child, int step);
void finish(uint32_t child, int step);

void start(uint32_t child, int step) {
    const double time = is_w1 ? exponential(1) : is_first(step) ? exponential(1) + exponential(1) : lognormal();
    Simulator::Schedule(Seconds(time), &finish, child, step);
}

void enter(uint32_t child, int step) {
    if (!uses_pool(step)) return start(child, step);
    Pool& pool = pool_of(step);
    if (pool.busy < pool.units) {
        ++pool.busy;
        start(child, step);
    } else {
        pool.queue.emplace_back(child, step);
    }
}

void leave(uint32_t child) {
    days_in_system += now() - children[child].born;
    ++left;
}

void leave_segment(uint32_t child, int step) {
    if (step / 10 < 9) {
        enter(child, (step / 10 + 1) * 10);
    } else {
        leave(child);
    }
}

void go_on(uint32_t child, int step) {
    const int place = step % 10;
    if (place == 0) {
        const double u = uniform();
        if (u < .78) {
            enter(child, step + 1);
            if (step == 50) enter(child, 59);
        } else {
            enter(child, u < .94 ? step + 2 : step + 4);
        }
    } else if (step == 51 || step == 59) {
        if (children[child].one_of_two_done) {
            leave_segment(child, step);
        } else {
            children[child].one_of_two_done = true;
        }
    } else if (place == 1 || place == 3 || place == 9 || step == 58) {
        leave_segment(child, step);
    } else {
        enter(child, step + 1);
    }
}

void finish(uint32_t child, int step) {
    ++completed;
    if (uses_pool(step)) {
        Pool& pool = pool_of(step);
        if (pool.queue.empty()) {
            --pool.busy;
        } else {
            const auto [next, its_step] = pool.queue.front();
            pool.queue.pop_front();
            start(next, its_step);
        }
    }
    if (!is_w1) return go_on(child, step);
    if (step < 2) {
        enter(child, step + 1);
    } else {
        leave(child);
    }
}

void arrive() {
    const auto child = static_cast<uint32_t>(children.size());
    children.push_back({now()});
    enter(child, 0);
    if (children.size() < children_to_come) Simulator::Schedule(Seconds(exponential(arrivals_a_day)), &arrive);
}

double cpu_seconds() {
    rusage used{};
    getrusage(RUSAGE_SELF, &used);
    const auto seconds = [](const timeval& t) {
        return static_cast<double>(t.tv_sec) + 1e-6 * static_cast<double>(t.tv_usec);
    };
    return seconds(used.ru_utime) + seconds(used.ru_stime);
}

}  // namespace

int main(int count, char** words) {
    const std::string job = count > 1 ? words[1] : "";
    if (job != "w1" && job != "w2" && job != "w2_free") {
        std::fprintf(stderr, "usage: ns3_w w1|w2|w2_free [CHILDREN [LOAD [SEED [SCHEDULER]]]]\n");
        return 2;
    }
    is_w1 = job == "w1";
    has_pools = job != "w2_free";
    children_to_come = count > 2 ? std::strtoull(words[2], nullptr, 10) : is_w1 ? 333334 : 10000;
    const int load = count > 3 ? std::atoi(words[3]) : 1;
    chance.seed(count > 4 ? std::strtoull(words[4], nullptr, 10) : 1);
    const std::string scheduler =
        count > 5 ? words[5] : "PriorityQueueScheduler";  // the fastest of its four on W1 and W2
    arrivals_a_day = (is_w1 ? 4 : 10) * load;
    for (int i = 0; i < (is_w1 ? 3 : 5); ++i) pools.emplace_back((is_w1 ? 5 : 47) * load);

    ObjectFactory factory;
    factory.SetTypeId("ns3::" + scheduler);
    Simulator::SetScheduler(factory);
    Simulator::Schedule(Seconds(exponential(arrivals_a_day)), &arrive);
    const double before = cpu_seconds();
    Simulator::Run();
    const double cpu = cpu_seconds() - before;
    rusage used{};
    getrusage(RUSAGE_SELF, &used);
    std::printf(
        "{\"engine\": \"ns-3\", \"job\": \"%s\", \"children\": %zu, \"left\": %llu, \"steps\": %llu, "
        "\"cpu_s\": %.4f, \"steps_per_cpu_s\": %.0f, \"mean_days\": %.4f, \"peak_mb\": %.1f}\n",
        job.c_str(), children.size(), static_cast<unsigned long long>(left), static_cast<unsigned long long>(completed),
        cpu, static_cast<double>(completed) / cpu, days_in_system / static_cast<double>(left),
        static_cast<double>(used.ru_maxrss) * 1024 / 1e6);
    Simulator::Destroy();
}
