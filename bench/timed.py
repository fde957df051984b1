"""Runs one command and says what it cost, as one JSON object on one line; what it prints is dropped.

    timed.py SECONDS COMMAND WORD...

A command that takes longer than SECONDS is ended; then what it cost so far is said, with "stopped": true.
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
try:
    done = subprocess.run(sys.argv[2:], stdout=subprocess.DEVNULL, stdin=subprocess.DEVNULL, check=False,
                          timeout=float(sys.argv[1]))
    if done.returncode != 0:
        sys.exit(f"timed.py: exit code {done.returncode}: {' '.join(sys.argv[2:])}")
except subprocess.TimeoutExpired:
    stopped = True
wall = time.monotonic() - before
used = resource.getrusage(resource.RUSAGE_CHILDREN)
print(json.dumps({"engine": "permap", "cpu_s": round(used.ru_utime + used.ru_stime, 3), "wall_s": round(wall, 3),
                  "peak_mb": round(used.ru_maxrss * 1024 / 1e6, 1), "stopped": stopped}))
