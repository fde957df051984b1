"""The jobs W1, W2 and W2 free on SimPy (3 or 4). One event = one completed activity.

    simpy_w.py w1|w2|w2_free [CHILDREN [LOAD [SEED]]]
"""
import json
import math
import random
import resource
import sys
import time

import simpy

JOBS = {"w1": 333334, "w2": 10000, "w2_free": 10000}
if len(sys.argv) < 2 or sys.argv[1] not in JOBS:
    sys.exit("usage: simpy_w.py w1|w2|w2_free [CHILDREN [LOAD [SEED]]]")
job = sys.argv[1]
given = [int(word) for word in sys.argv[2:]]
children = given[0] if given else JOBS[job]
load = given[1] if len(given) > 1 else 1
chance = random.Random(given[2] if len(given) > 2 else 1)
exponential = chance.expovariate
LOG_MEDIAN = math.log(20) - 0.32

completed = left = 0
days_in_system = 0.0
env = simpy.Environment()


def lognormal():
    return chance.lognormvariate(LOG_MEDIAN, 0.8)


if job == "w1":
    arrivals_a_day = 4.0 * load
    stations = [simpy.Resource(env, 5 * load) for _ in range(3)]

    def child(born):
        global completed, left, days_in_system
        for station in stations:
            with station.request() as unit:
                yield unit
                yield env.timeout(exponential(1.0))
                completed += 1
        days_in_system += env.now - born
        left += 1

else:
    arrivals_a_day = 10.0 * load
    pools = [simpy.Resource(env, 47 * load) for _ in range(5)]

    def one_of_two():
        global completed
        yield env.timeout(lognormal())
        completed += 1

    def child(born):
        global completed, left, days_in_system
        for segment in range(10):
            if job == "w2":
                with pools[segment % 5].request() as unit:
                    yield unit
                    yield env.timeout(exponential(1.0) + exponential(1.0))
            else:
                yield env.timeout(exponential(1.0) + exponential(1.0))
            completed += 1
            u = chance.random()
            if u < 0.78:
                if segment == 5:
                    yield env.process(one_of_two()) & env.process(one_of_two())
                    continue
                steps = 1
            elif u < 0.94:
                steps = 2
            else:
                steps = 5 if segment == 5 else 6
            for _ in range(steps):
                yield env.timeout(lognormal())
                completed += 1
        days_in_system += env.now - born
        left += 1


def source():
    for _ in range(children):
        yield env.timeout(exponential(arrivals_a_day))
        env.process(child(env.now))


env.process(source())
before = time.process_time()
env.run()
cpu = time.process_time() - before
peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
print(json.dumps({
    "engine": "SimPy", "job": job, "children": children, "left": left, "steps": completed, "cpu_s": round(cpu, 4),
    "steps_per_cpu_s": round(completed / cpu), "mean_days": round(days_in_system / left, 4),
    "peak_mb": round(peak / 1e6, 1)}))
