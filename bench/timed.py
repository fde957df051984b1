"""Runs one command and says what it cost, as one JSON object on one line; what it prints is dropped.

    timed.py COMMAND WORD...
"""
import json
import resource
import subprocess
import sys
import time

before = time.monotonic()
done = subprocess.run(sys.argv[1:], stdout=subprocess.DEVNULL, stdin=subprocess.DEVNULL, check=False)
wall = time.monotonic() - before
used = resource.getrusage(resource.RUSAGE_CHILDREN)
if done.returncode != 0:
    sys.exit(f"timed.py: exit code {done.returncode}: {' '.join(sys.argv[1:])}")
print(json.dumps({"engine": "permap", "cpu_s": round(used.ru_utime + used.ru_stime, 3), "wall_s": round(wall, 3),
                  "peak_mb": round(used.ru_maxrss * 1024 / 1e6, 1)}))
