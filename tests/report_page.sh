#!/bin/sh
# The page that permap report writes of real results: the same bytes each time, nothing half-written, and in a real
# browser, from its file and with the network off, nothing that a reader would stumble over (tests/browser).
#   report_page.sh PROGRAM FOLDER     FOLDER: keeps the browser's tools from one run to the next, and the pictures
set -eu
export LC_ALL=C
home=$(readlink -f "$(dirname "$(readlink -f "$0")")/..")
program=$(readlink -f "$1")
mkdir -p "$2"
folder=$(readlink -f "$2")
place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT

"$program" --version >/dev/null
cd "$home"
asked="maps/teaching.json --children 300 --replications 3 --quiet --json"
# shellcheck disable=SC2086 # the words of $asked
{
    "$program" compare $asked --scenario scenarios/teaching-no-panel.json \
        --scenario scenarios/teaching-two-more-officers.json >"$place/compare.json"
    "$program" rank $asked --by stage >"$place/rank.json"
    "$program" simulate $asked >"$place/simulate.json"
    "$program" sensitivity $asked --top 5 >"$place/sensitivity.json"
}
"$program" evidence maps/scotland --years-of-arrivals 0.01 --replications 2 --assumptions fixed --quiet --json \
    >"$place/evidence.json"
# Recorded journeys: those of the teaching map, exported and brought in again.
"$program" simulate maps/teaching.json --children 600 --quiet -o "$place/simulated.permap" >/dev/null
"$program" export "$place/simulated.permap" --format csv -o "$place/simulated.csv" >/dev/null
"$program" import "$place/simulated.csv" --keep-identifiers --quiet -o "$place/recorded.permap" >/dev/null
"$program" replay "$place/recorded.permap" --map maps/teaching.json --run-chart --by-year --caseload --for-sharing --quiet \
    --change 2026-10-01=new-panel --json >"$place/recorded.json"

faults=0
fault() {
    faults=$((faults + 1))
    echo "FAULT: $1"
}
cd "$place"
for page in one two; do
    "$program" report compare.json rank.json simulate.json sensitivity.json -o $page.html </dev/null
done
cmp one.html two.html || fault "the same results gave two pages"
"$program" report evidence.json -o evidence.html </dev/null
"$program" report recorded.json -o recorded.html </dev/null

# What is refused leaves a page that was there as it was.
printf '{"schema": "permap.compare/2"}\n' >newer.json
cp one.html before.html
for words in "newer.json -o one.html --overwrite" "compare.json evidence.json -o one.html --overwrite" \
    "compare.json nowhere.json -o one.html --overwrite"; do
    code=0
    # shellcheck disable=SC2086
    "$program" report $words 2>said </dev/null || code=$?
    [ $code = 2 ] || fault "exit $code, not 2: report $words"
    cmp -s one.html before.html || fault "one.html was touched: report $words"
done
if "$program" report compare.json -o one.html 2>said </dev/null; then fault "replaced a file without --overwrite"; fi

# --- in a browser -----------------------------------------------------------------------------------------------------

leave() {
    echo "$1"
    [ $faults = 0 ] || exit 1
    exit 77
}
. "$home/tests/browser/tools.sh"
cp "$home/tests/browser/report_page.mjs" "$tools"
open_page() { # PAGE PICTURES
    mkdir -p "$folder/$1"
    echo "$1.html:"
    node "$tools/report_page.mjs" "$place/$1.html" "$folder/$1" "$browser" "$2" || faults=$((faults + 1))
}
open_page one 11 # steps and stages of two results, routes of four arms, aims, ranking, swings
open_page evidence 0
open_page recorded 4 # steps, stages, aims, a run chart
[ $faults = 0 ] || exit 1
echo "report page: as it should be"
