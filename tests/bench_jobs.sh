#!/bin/sh
# The benchmark jobs: their maps are sound and are those the generator writes; W2 takes the time that other engines find; medians,
# ratios and bars are worked out right. Nothing here depends on how fast the machine is.
#   bench_jobs.sh PROGRAM WRITE_JOBS JOB
set -eu
export LC_ALL=C
home=$(readlink -f "$(dirname "$(readlink -f "$0")")/..")
program=$(readlink -f "$1")
write_jobs=$(readlink -f "$2")
job=$(readlink -f "$3")
place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT
faults=0
fault() {
    echo "FAULT: $*"
    faults=$((faults + 1))
}

mkdir "$place/jobs"
"$write_jobs" "$place/jobs"
maps_in() { (cd "$1" && ls -- *.json); }
[ "$(maps_in "$home/bench/jobs")" = "$(maps_in "$place/jobs")" ] || fault "write_jobs writes other maps than bench/jobs has"
for name in $(maps_in "$home/bench/jobs"); do
    cmp -s "$home/bench/jobs/$name" "$place/jobs/$name" || fault "bench/jobs/$name is not what write_jobs writes"
done
for map in "$home"/bench/jobs/*.json; do
    said=$("$program" map check "$map" 2>&1) || fault "map check refuses $map: $said"
    case $said in
    *'no errors, 0 warnings'*'Nobody is stuck.'*) ;;
    *) fault "map check of $map says: $said" ;;
    esac
    # A step that nobody came to would be named here.
    case $said in *'never'*) fault "map check of $map: something is never met: $said" ;; esac
done

# number FIELD: of the JSON object in $said
number() { printf '%s' "$said" | sed -n "s/.*\"$1\": \"\{0,1\}\([0-9a-f.]*\).*/\1/p"; }
within() { # what, value, low, high
    awk -v value="$2" -v low="$3" -v high="$4" 'BEGIN { exit !(value >= low && value <= high) }' ||
        fault "$1 is $2, not from $3 to $4"
}

# Days in the system, and completed steps a child: 25.3 by arithmetic.
for seed in 1 2; do
    said=$("$job" w2 --seed $seed --json)
    children=$(number children)
    within "W2, seed $seed: mean time in system" "$(number mean_days)" 316 320
    within "W2, seed $seed: children" "$children" 9600 10400
    [ "$(number left)" = "$children" ] || fault "W2, seed $seed: not everybody has left"
    within "W2, seed $seed: steps a child" "$(awk -v s="$(number steps)" -v c="$children" 'BEGIN { print s / c }')" 25.1 25.5
done
log_on=$(number fingerprint)
said=$("$job" w2 --seed 2 --log off --json)
[ "$(number fingerprint)" = "$log_on" ] || fault "W2: log on and log off have different fingerprints"

# Theory: 4.66 days, walked with six hours for a day.
said=$("$job" w1 --children 60000 --seed 2 --log off --json)
within "W1: mean time in system" "$(number mean_days)" 1.12 1.21

# A longer map costs no child more steps; a hundredfold load has the same times.
said=$("$job" w2 --copies 10 --log off --json)
within "W2 in ten copies: steps of the map" "$(number map_steps)" 1021 1021
within "W2 in ten copies: mean time in system" "$(number mean_days)" 313 323
said=$("$job" w2_free --load 100 --children 100000 --log off --json)
within "W2 free, load 100: children" "$(number children)" 98700 101300
within "W2 free, load 100: mean time in system" "$(number mean_days)" 314 321

refused() { # text, words of job
    text=$1
    shift
    code=0
    "$job" "$@" >"$place/out" 2>"$place/said" || code=$?
    [ $code = 2 ] && [ ! -s "$place/out" ] || fault "job $*: exit $code"
    grep -qF -- "$text" "$place/said" || fault "job $*: does not say \"$text\" but: $(cat "$place/said")"
}
refused 'usage: job'
refused 'nowhere.json' nowhere.json
refused '--children' w2 --children 0
refused '--log' w2 --log perhaps
refused '--copies' w1 --copies 2
refused '--log' w2 --log on --replications 2
refused 'calendars end' w2 --children 1000000000

# What was measured becomes medians, ratios and bars.
{
    for rate in 5000000 9000000 7000000; do
        printf 'w2\t{"engine": "permap", "steps_per_cpu_s": %s, "mean_days": 318.5}\n' $rate
        printf 'w2\t{"engine": "ns-3", "steps_per_cpu_s": 2000000, "mean_days": 317}\n'
    done
    printf 'w2_free\t{"engine": "permap", "steps_per_cpu_s": 20000000}\n'
    printf 'import_csv\t{"engine": "permap", "cpu_s": 2, "events": 1500000, "events_per_cpu_s": 750000}\n'
} >"$place/measured"
python3 "$home/bench/summary.py" summarise "$place/measured" "$place" >"$place/result.json"
python3 - "$place/result.json" <<'END' || fault "summary.py works out something else"
import json, sys
result = json.load(open(sys.argv[1]))
bars = {bar["what"]: (bar["measured"], bar["held"]) for bar in result["bars"]}
assert bars == {
    "W2, log on: million completed steps a CPU second": (7.0, True),
    "W2, log on: times ns-3's core": (3.5, True),
    "W2: mean time in system, days": (318.5, True),
    "W2 free, log off: ns a completed step": (50.0, False),
    "import of CSV: million events a CPU second": (0.75, False),
}, bars
rates = [row["steps_per_cpu_s"] for row in result["rows"] if (row["row"], row["engine"]) == ("w2", "permap")]
assert rates == [{"median": 7000000, "low": 5000000, "high": 9000000}], rates
END
printf '# Page\n\n<!-- measured: begin -->\nold\n<!-- measured: end -->\n\nmore\n' >"$place/page.md"
python3 "$home/bench/summary.py" page "$place/result.json" "$place/page.md"
grep -q '^| W2, log on | permap | 3 | 7 (5 to 9) | 143 | 3.5 |' "$place/page.md" || fault "the page lacks its row"
grep -q '^| import of CSV into a log | 1 | 1,500,000 | 0.75 | – | 2 |' "$place/page.md" || fault "the page lacks recorded journeys"
grep -q '^old$' "$place/page.md" && fault "the page keeps its old table"
[ "$(tail -n 1 "$place/page.md")" = more ] || fault "the page loses what stands after its marks"

# What a command costs, and how many events went through it.
said=$(python3 "$home/bench/timed.py" 20 printf '{"events": 12}')
[ "$(number events)" = 12 ] || fault "timed.py does not count events: $said"

for word in --nonsense --runs; do
    code=0
    "$home/bench/compare.sh" $word >"$place/out" 2>"$place/said" || code=$?
    [ $code = 2 ] && [ ! -s "$place/out" ] && [ -s "$place/said" ] || fault "compare.sh $word: exit $code"
done

[ $faults = 0 ] || exit 1
echo "bench jobs: sound, as written, and as slow as they should be"
