"""Runs one command and says what it cost, as one JSON object on one line; what it prints is dropped.

    timed.py SECONDS COMMAND WORD...

A command that takes longer than SECONDS is ended; then what it cost so far is said, with "stopped": true. Where it
prints a JSON object with "events", so many went through it, and the rate is said too.
"""
import json
import resource
import subprocess
import sys
import time

if len(sys.argv) < 3:
    sys.exit(__doc__)
before = time.monotonic()
stopped = False
events = None
try:
    done = subprocess.run(sys.argv[2:], stdout=subprocess.PIPE, stdin=subprocess.DEVNULL, check=False,
                          timeout=float(sys.argv[1]))
    if done.returncode != 0:
        sys.exit(f"timed.py: exit code {done.returncode}: {' '.join(sys.argv[2:])}")
    if done.stdout.startswith(b"{"):
        events = json.loads(done.stdout).get("events")
except subprocess.TimeoutExpired:
    stopped = True
wall = time.monotonic() - before
used = resource.getrusage(resource.RUSAGE_CHILDREN)
cpu = used.ru_utime + used.ru_stime
said = {"engine": "permap", "cpu_s": round(cpu, 3), "wall_s": round(wall, 3),
        "peak_mb": round(used.ru_maxrss * 1024 / 1e6, 1), "stopped": stopped}
if isinstance(events, int) and cpu > 0:
    said.update(events=events, events_per_cpu_s=round(events / cpu))
print(json.dumps(said))
