#!/bin/sh
# permap beside ns-3's core and SimPy on the same jobs (docs/performance.md), all in turn in one sitting.
#   bench/compare.sh [--json] [--long] [--runs N] [--build FOLDER]
#   bench/compare.sh --page RESULT.json      writes the tables of a kept result into docs/performance.md
# --json: one JSON document on stdout, for bench/results. --long: also what takes minutes each.
# Each run of a job has another seed, the same for all engines' run number. ./permap bench builds what is needed first.
set -eu
home=$(readlink -f "$(dirname "$(readlink -f "$0")")/..")
python=/usr/bin/python3 # Debian's, for which packages/bench installs SimPy; another on the Python path is found first
build=$home/build/release
runs=5
shown=table
long=

say() { printf 'compare: %s\n' "$*" >&2; }
stop() {
    say "$*"
    exit 2
}

while [ $# -gt 0 ]; do
    case $1 in
    --json) shown=json ;;
    --long) long=1 ;;
    --runs | --build | --page)
        [ $# -gt 1 ] || stop "$1: a value is missing"
        case $1 in
        --runs) runs=$2 ;;
        --build) build=$(readlink -f "$2") ;;
        --page) exec $python "$home/bench/summary.py" page "$2" "$home/docs/performance.md" ;;
        esac
        shift
        ;;
    *) stop "unknown word $1; known: --json, --long, --runs N, --build FOLDER, --page RESULT.json" ;;
    esac
    shift
done
case $runs in
[1-9] | [1-9][0-9]) ;;
*) stop "--runs: from 1 to 99, not $runs" ;;
esac
command -v $python >/dev/null || stop "$python is not here (./permap packages bench)"
job=$build/bench/job
permap=$build/app/permap
for program in "$job" "$permap"; do
    [ -x "$program" ] || stop "$program is not built; ./permap bench builds it"
done

ns3=$build/bench/ns3_w
[ -x "$ns3" ] || {
    say "ns-3 is left out: it was not here when the benchmarks were built (libns3-dev, see packages/bench)"
    ns3=
}
simpy=1
$python -c 'import simpy' 2>/dev/null || {
    say "SimPy is left out: it is not on Python's path (python3-simpy3, see packages/bench)"
    simpy=
}

place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT
trap 'exit 130' INT TERM
measured=$place/measured

# measure ROW COMMAND…: one line of $measured. A command prints one JSON object.
measure() {
    row=$1
    shift
    said=$("$@") || stop "failed: $*"
    printf '%s\t%s\n' "$row" "$said" >>"$measured"
}
on_ns3() { [ -z "$ns3" ] || measure "$1" "$ns3" "$2" "$3" "$4" "$run"; }
on_simpy() { [ -z "$simpy" ] || measure "$1" $python "$home/bench/peers/simpy_w.py" "$2" "$3" "$4" "$run"; }
on_permap() { # row, then words of bench/job
    row=$1
    shift
    measure "$row" "$job" "$@" --seed "$run" --json
}

# Recorded journeys: those of the national map, written as somebody else would hand them on.
write_journeys() { # children, folder
    mkdir -p "$2"
    "$permap" simulate maps/scotland --children "$1" -o "$2/simulated.permap" --quiet >/dev/null || stop "simulate failed"
    shift
    for format in csv xes; do
        "$permap" export "$1/simulated.permap" --format $format -o "$1/journeys.$format" >/dev/null || stop "export failed"
    done
}
on_journeys() { # row, then words of permap
    row=$1
    shift
    measure "$row" $python "$home/bench/timed.py" 1800 "$permap" "$@" --json
}
on_import() { # row, file
    on_journeys "$1" import "$2" -o "${2%.*}.permap" --keep-identifiers --overwrite --quiet
}

cd "$home"
say "writing ten thousand children's journeys"
write_journeys 10000 "$place/small"
run=1
while [ "$run" -le "$runs" ]; do
    say "run $run of $runs"
    on_permap w1 w1
    on_ns3 w1 w1 333334 1
    on_simpy w1 w1 33333 1
    on_permap w2 w2
    on_ns3 w2 w2 10000 1
    on_simpy w2 w2 10000 1
    on_permap w2_log_off w2 --log off
    on_permap w2_free w2_free --log off --children 40000
    on_ns3 w2_free w2_free 10000 1
    on_simpy w2_free w2_free 10000 1
    on_permap w2_1000_steps w2 --log off --copies 10
    on_permap w2_4000_steps w2 --log off --copies 40
    on_permap w2_free_4000_steps w2_free --log off --copies 40 --children 40000
    on_permap national_off maps/scotland --log off --children 10000
    on_permap national_on maps/scotland --log off --children 10000 --resources on
    on_import import_xes "$place/small/journeys.xes"
    on_import import_csv "$place/small/journeys.csv"
    on_journeys replay_no_map replay "$place/small/journeys.permap"
    on_journeys replay_national replay "$place/small/journeys.permap" --map maps/scotland
    if [ "$run" -le 3 ]; then # the long ones: three are enough for a median
        on_permap w2_x100 w2 --log off --load 100 --children 1000000
        on_ns3 w2_x100 w2 1000000 100
    fi
    run=$((run + 1))
done
if [ -n "$long" ]; then
    run=1
    say "W2 × 100 on SimPy"
    on_simpy w2_x100 w2 1000000 100
    say "ten million children of W2 free"
    on_permap w2_free_ten_million w2_free --log off --children 10000000 --load 100
    say "a thousand replications of W2"
    on_permap w2_1000_replications w2 --replications 1000 --threads 2
    say "bringing in a table of ten million rows"
    write_journeys 60000 "$place/large"
    on_import import_csv_ten_million "$place/large/journeys.csv"
    rm -r "$place/large"
    for resources in off on; do
        say "rank over every stage of the national map, resources $resources (half an hour at most)"
        measure national_rank_$resources $python "$home/bench/timed.py" 1800 "$permap" rank maps/scotland --by stage \
            --replications 30 --horizon-years 10 --assumptions fixed --resources $resources --threads 2 --quiet --json
    done
fi

$python "$home/bench/summary.py" summarise "$measured" "$build" >"$place/result.json"
if [ $shown = json ]; then
    cat "$place/result.json"
else
    $python "$home/bench/summary.py" table "$place/result.json"
fi
