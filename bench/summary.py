"""Medians and ratios of what bench/compare.sh measured.

    summary.py summarise MEASURED BUILD    lines "row <tab> JSON object" to one JSON document on stdout
    summary.py table RESULT.json           the document as tables (Markdown) on stdout
    summary.py page RESULT.json PAGE.md    the same tables into the page, between its two marks
"""
import datetime
import json
import os
import platform
import re
import statistics
import subprocess
import sys

ROWS = {  # in this order; what stands in the table
    "w1": "W1, log on",
    "w2": "W2, log on",
    "w2_log_off": "W2, log off",
    "w2_x100": "W2 × 100, log off",
    "w2_free": "W2 free, log off",
    "w2_free_ten_million": "W2 free, ten million children",
    "w2_1000_steps": "W2 in a map of 1,000 steps",
    "w2_4000_steps": "W2 in a map of 4,000 steps",
    "w2_free_4000_steps": "W2 free in a map of 4,000 steps",
    "w2_1000_replications": "W2, 1,000 replications with figures",
    "national_off": "national map, resources off, log off",
    "national_on": "national map, resources on, log off",
    "national_rank_off": "national map, `rank` by stage, resources off",
    "national_rank_on": "national map, `rank` by stage, resources on",
}
RECORDED = {  # recorded journeys, in a table of their own
    "import_csv": "import of CSV into a log",
    "import_csv_ten_million": "import of CSV, more than ten million rows",
    "import_xes": "import of XES into a log",
    "replay_no_map": "replay of that log, no map",
    "replay_national": "replay of that log on the national map",
}
MARKS = ("<!-- measured: begin -->", "<!-- measured: end -->")


def said_by(*command):
    try:
        return subprocess.run(command, capture_output=True, text=True, check=True).stdout.strip()
    except (OSError, subprocess.CalledProcessError):
        return ""


def cached(build, name):
    try:
        with open(os.path.join(build, "CMakeCache.txt"), encoding="utf-8") as cache:
            found = re.search(rf"^{name}:\w+=(.*)$", cache.read(), re.MULTILINE)
    except OSError:
        return ""
    return found.group(1) if found else ""


def machine(build):
    cpu = re.search(r"^model name\s*:\s*(.*)$", open("/proc/cpuinfo", encoding="utf-8").read(), re.MULTILINE)
    memory = re.search(r"^MemTotal:\s*(\d+)", open("/proc/meminfo", encoding="utf-8").read(), re.MULTILINE)
    system = re.search(r'^PRETTY_NAME="(.*)"', open("/etc/os-release", encoding="utf-8").read(), re.MULTILINE)
    compiler = said_by(cached(build, "CMAKE_CXX_COMPILER") or "c++", "--version").split("\n")[0]
    simpy = said_by("/usr/bin/python3", "-c", "import simpy; print(simpy.__version__)")
    return {
        "cpu": cpu.group(1) if cpu else platform.machine(),
        "cores": os.cpu_count(),
        "memory_gb": round(int(memory.group(1)) / 1e6, 1) if memory else None,
        "system": system.group(1) if system else platform.system(),
        "compiler": compiler,
        "flags": cached(build, "CMAKE_CXX_FLAGS_RELEASE"),
        "commit": said_by("git", "-C", os.path.dirname(os.path.abspath(__file__)), "rev-parse", "--short=12", "HEAD"),
        "load_average": round(os.getloadavg()[0], 1),
        "ns3": said_by("dpkg-query", "-W", "-f", "${Version}", "libns3-dev"),
        "simpy": simpy,
        "python": said_by("/usr/bin/python3", "-c", "import platform; print(platform.python_version())"),
    }


def median_of(values):
    return {"median": statistics.median(values), "low": min(values), "high": max(values)}


def rows_of(measured):
    by_row = {}
    with open(measured, encoding="utf-8") as lines:
        for line in lines:
            row, found = line.rstrip("\n").split("\t")
            found = json.loads(found)
            by_row.setdefault((row, found["engine"]), []).append(found)
    rows = []
    for name in [*ROWS, *RECORDED]:
        for (row, engine), runs in by_row.items():
            if row != name:
                continue
            figures = {"row": row, "engine": engine, "runs": len(runs)}
            for key in ("steps_per_cpu_s", "events_per_cpu_s", "cpu_s", "wall_s", "mean_days", "peak_mb", "run_mb", "in_flight", "children",
                        "events", "steps", "map_steps"):
                if key in runs[0]:
                    figures[key] = median_of([run[key] for run in runs])
            if any(run.get("stopped") for run in runs):
                figures["stopped"] = True  # it would have taken longer
            rows.append(figures)
    return rows


def bars_of(rows):
    """What docs/performance.md promises, with what was measured; only where both sides were measured."""
    known = {(row["row"], row["engine"]): row for row in rows}

    def of(row, key, engine="permap"):
        found = known.get((row, engine), {}).get(key)
        return found["median"] if found else None

    def ratio(over, under):
        return over / under if over is not None and under is not None and under > 0 else None

    def cost_ratio(row, base):
        return ratio(of(base, "steps_per_cpu_s"), of(row, "steps_per_cpu_s"))

    # On average a child on the way has made half of its events, of 16 bytes; they are handed on when it has left.
    def bytes_in_flight():
        in_flight, run_mb = of("w2_x100", "in_flight"), of("w2_x100", "run_mb")
        events = ratio(of("w2_x100", "events"), of("w2_x100", "children"))
        return run_mb * 1e6 / in_flight - 16 * events / 2 if in_flight and events else None

    def million_events(row):
        rate = of(row, "events_per_cpu_s")
        return rate / 1e6 if rate else None

    w2, free = of("w2", "steps_per_cpu_s"), of("w2_free", "steps_per_cpu_s")
    wanted = [
        ("W2, log on: million completed steps a CPU second", "at least", 6, w2 / 1e6 if w2 else None),
        ("W2, log on: times ns-3's core", "at least", 2.5, ratio(w2, of("w2", "steps_per_cpu_s", "ns-3"))),
        ("W2, log on: times SimPy", "at least", 80, ratio(w2, of("w2", "steps_per_cpu_s", "SimPy"))),
        ("W2: mean time in system, days", "from 316 to", 320, of("w2", "mean_days")),
        ("W2 free, log off: ns a completed step", "at most", 25, 1e9 / free if free else None),
        ("W2 × 100: a step costs so many times one of W2", "at most", 2, cost_ratio("w2_x100", "w2_log_off")),
        ("W2 × 100: bytes a child in flight, beside its events so far", "at most", 100, bytes_in_flight()),
        ("map of 1,000 steps: a step costs so many times one of W2", "about", 1, cost_ratio("w2_1000_steps", "w2_log_off")),
        ("map of 4,000 steps: a step costs so many times one of W2", "about", 1, cost_ratio("w2_4000_steps", "w2_log_off")),
        ("map of 4,000 steps, nothing shared: likewise", "about", 1, cost_ratio("w2_free_4000_steps", "w2_free")),
        ("ten million children of W2 free: MB at most", "at most", 2147, of("w2_free_ten_million", "peak_mb")),
        ("1,000 replications of W2: seconds, two threads", "at most", 60, of("w2_1000_replications", "wall_s")),
        ("national `rank`, resources off: seconds, two threads", "at most", 60, of("national_rank_off", "wall_s")),
        ("national `rank`, resources on: seconds, two threads", "at most", 300, of("national_rank_on", "wall_s")),
        ("import of CSV: million events a CPU second", "at least", 1, million_events("import_csv")),
        ("import of XES: million events a CPU second", "at least", 0.2, million_events("import_xes")),
        ("replay, no map: million events a CPU second", "at least", 1, million_events("replay_no_map")),
        ("replay on the national map: million events a CPU second", "at least", 1, million_events("replay_national")),
    ]
    return [{"what": what, "bar": f"{how} {bar:,}", "measured": round(found, 3), "held": held(how, bar, found)}
            for what, how, bar, found in wanted if found is not None]


def held(how, bar, found):
    if how == "at least":
        return found >= bar
    if how == "at most":
        return found <= bar
    if how == "from 316 to":
        return 316 <= found <= bar
    return found <= 1.25 * bar  # "about": figures move by a tenth and more


def summarise(measured, build):
    rows = rows_of(measured)
    document = {
        "schema": "permap.bench/1",
        "measured_on": datetime.date.today().isoformat(),
        "machine": machine(build),
        "rows": rows,
        "bars": bars_of(rows),
    }
    print(json.dumps(document, indent=1, ensure_ascii=False))


def number(value):
    if value is None:
        return "–"
    return f"{value:,.0f}" if value >= 100 else f"{value:.3g}"


def cell(row, key, scale=1.0):
    if key not in row:
        return "–"
    longer = "> " if row.get("stopped") and key in ("cpu_s", "wall_s") else ""
    return longer + number(row[key]["median"] * scale)


def spread(row, key="steps_per_cpu_s"):
    if key not in row or row["runs"] < 2:
        return ""
    low, high = (row[key][end] / 1e6 for end in ("low", "high"))
    return f" ({low:.3g} to {high:.3g})"


def tables(document):
    here = document["machine"]
    lines = [
        f"Measured on {document['measured_on']}: {here['cpu']}, {here['cores']} cores, {here['memory_gb']} GB, "
        f"{here['system']}; {here['compiler']}, {here['flags']}; ns-3 {here['ns3'] or '(not here)'}, "
        f"SimPy {here['simpy'] or '(not here)'} on Python {here['python']}; load average {here['load_average']}; "
        f"commit {here['commit'] or 'unknown'}. Medians; in brackets the slowest and the fastest run.",
        "",
        "| job | engine | runs | million steps a CPU s | ns a step | times ns-3 | mean time | peak MB | CPU s | wall s |",
        "|---|---|--:|--:|--:|--:|--:|--:|--:|--:|",
    ]
    ns3 = {row["row"]: row["steps_per_cpu_s"]["median"] for row in document["rows"] if row["engine"] == "ns-3"}
    for row in document["rows"]:
        if row["row"] not in ROWS:
            continue
        rate = row.get("steps_per_cpu_s", {}).get("median")
        beside = number(rate / ns3[row["row"]]) if rate and row["row"] in ns3 else "–"
        nanoseconds = number(1e9 / rate) if rate else "–"
        # W1 is walked with six hours for a day.
        scale = 4 if row["row"] == "w1" and row["engine"] == "permap" else 1
        lines.append(f"| {ROWS[row['row']]} | {row['engine']} | {row['runs']} | {cell(row, 'steps_per_cpu_s', 1e-6)}"
                     f"{spread(row)} | {nanoseconds} | {beside} | {cell(row, 'mean_days', scale)} | "
                     f"{cell(row, 'peak_mb')} | {cell(row, 'cpu_s')} | {cell(row, 'wall_s')} |")
    recorded = [row for row in document["rows"] if row["row"] in RECORDED]
    if recorded:
        lines += ["", "| recorded journeys | runs | events | million events a CPU s | peak MB | CPU s |",
                  "|---|--:|--:|--:|--:|--:|"]
    for row in recorded:
        lines.append(f"| {RECORDED[row['row']]} | {row['runs']} | {cell(row, 'events')} | "
                     f"{cell(row, 'events_per_cpu_s', 1e-6)}{spread(row, 'events_per_cpu_s')} | {cell(row, 'peak_mb')} | "
                     f"{cell(row, 'cpu_s')} |")
    lines += ["", "| bar | | measured | held |", "|---|---|--:|---|"]
    for bar in document["bars"]:
        lines.append(f"| {bar['what']} | {bar['bar']} | {number(bar['measured'])} | {'yes' if bar['held'] else '**no**'} |")
    return "\n".join(lines)


def read(path):
    with open(path, encoding="utf-8") as file:
        return json.load(file)


def write_page(result, page):
    with open(page, encoding="utf-8") as file:
        text = file.read()
    begin, end = (text.find(mark) for mark in MARKS)
    if not 0 <= begin < end:
        sys.exit(f"summary.py: {page} lacks its marks {MARKS[0]} and {MARKS[1]}")
    text = text[:begin + len(MARKS[0])] + "\n" + tables(read(result)) + "\n" + text[end:]
    with open(page, "w", encoding="utf-8") as file:
        file.write(text)


if __name__ == "__main__":
    words = sys.argv[1:]
    if len(words) == 3 and words[0] == "summarise":
        summarise(words[1], words[2])
    elif len(words) == 2 and words[0] == "table":
        print(tables(read(words[1])))
    elif len(words) == 3 and words[0] == "page":
        write_page(words[1], words[2])
    else:
        sys.exit(__doc__)
