#!/bin/sh
# What is exported and imported again is the same: children simulated on the national map, written as CSV, XES and OCEL,
# read back and replayed, give the same outcomes, aims and delay, intervals included.
# usage: round_trip.sh PERMAP
set -eu
permap=$1
map=$(cd "$(dirname "$0")/.." && pwd)/maps/scotland
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"

# A year of an area with 1 in 100 of all children. --seed 1: what a replay of a recorded log draws its intervals with.
"$permap" simulate "$map" --years-of-arrivals 1 --area-share 0.01 --horizon-years 5 --seed 1 --quiet -o log.permap > /dev/null
"$permap" replay log.permap --json > log.json

"$permap" export log.permap --format csv -o log.csv > /dev/null
"$permap" export log.permap --format xes -o log.xes.gz > /dev/null
"$permap" export log.permap --format ocel -o log.jsonocel > /dev/null
"$permap" export log.permap --format ocel -o log.sqlite > /dev/null

# The log has children and sibling groups: which of them is the child is asked, and answered here.
for form in ocel_json ocel_sqlite; do
    printf '{"schema": "permap.mapping/1", "format": "%s", "child_type": "child"}\n' $form > $form.json
done

failed=0
compare() { # FILE [OPTION…]
    file=$1
    shift
    "$permap" import "$file" -o "$file.permap" --key "$folder/keys/key" --quiet "$@" > import.txt || { cat import.txt; exit 1; }
    "$permap" replay "$file.permap" --map "$map" --json > "$file.json"
    python3 - log.json "$file.json" "$file" <<'PYTHON' || failed=1
import json, sys

before, after = (json.load(open(name)) for name in sys.argv[1:3])
same = True
# Only recorded journeys can leave such things unsaid; ours say everything.
for row in after["delay"] + after["stages"]:
    for field in ("unsplit_child_days", "waiting_not_known_child_days"):
        if row.pop(field, 0) != 0:
            print(f"{sys.argv[3]}: {field} is not 0")
            same = False
for part in ("children", "events", "outcomes", "time_to_permanence", "routes", "aims", "moves", "days_not_permanent",
             "elapsed_child_days", "open_child_days", "delay", "stages"):
    if before[part] != after.get(part):
        print(f"{sys.argv[3]}: {part} is not the same after export and import")
        same = False
sys.exit(0 if same else 1)
PYTHON
}
mkdir -p keys
compare log.csv
compare log.xes.gz
compare log.jsonocel --mapping ocel_json.json
compare log.sqlite --mapping ocel_sqlite.json

# Other readers take what we write.
if command -v xmllint > /dev/null; then
    "$permap" export log.permap --format xes -o log.xes > /dev/null
    xmllint --huge --noout log.xes || failed=1
fi
python3 - <<'PYTHON' || failed=1
import csv, json

rows = list(csv.DictReader(open("log.csv", newline="", encoding="utf-8")))
ocel = json.load(open("log.jsonocel", encoding="utf-8"))
assert len(rows) == len(ocel["events"]), "CSV and OCEL hold different numbers of events"
assert {row["child"] for row in rows} == {o["id"] for o in ocel["objects"] if o["type"] == "child"}
PYTHON
exit $failed
