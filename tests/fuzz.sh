#!/bin/sh
# Fuzzes everything that reads files from outside: each program for so many seconds, from its seeds and the corpus kept.
#   fuzz.sh FOLDER [SECONDS [NAME…]]     FOLDER: where to build; SECONDS each (default 10)
#   KEEP=1 fuzz.sh …                     puts what reached new places into tests/fuzz/corpus (the nightly run does)
set -eu
home=$(dirname "$(readlink -f "$0")")/..
cd "$home"
mkdir -p "$1"
build=$(readlink -f "$1")
seconds=${2:-10}
shift "$(($# < 2 ? $# : 2))"

cmake --preset fuzz -B "$build" >"$build/configure.log" 2>&1 && ninja -C "$build" --quiet fuzzers >"$build/build.log" 2>&1 || {
    cat "$build/configure.log" "$build/build.log"
    echo "the fuzzers do not build"
    exit 1
}

faults=0
for name in ${*:-csv xes ocel_json ocel_sqlite ssda903 tracker mapping map scenario log}; do
    found=$build/found/$name
    mkdir -p "$found" "$build/crashes"
    set -- "$found"
    for folder in tests/fuzz/seeds/"$name" tests/fuzz/corpus/"$name"; do
        if [ -d "$folder" ]; then set -- "$@" "$folder"; fi
    done
    "$build/tests/fuzz/fuzz_$name" -max_total_time="$seconds" -timeout=20 -rss_limit_mb=2048 -max_len=65536 \
        -artifact_prefix="$build/crashes/$name-" "$@" >"$build/$name.log" 2>&1 || {
        tail -40 "$build/$name.log"
        echo "fuzzing $name found a fault: see $build/crashes/$name-*"
        faults=1
    }
    if [ "${KEEP:-0}" = 1 ]; then
        mkdir -p tests/fuzz/corpus/"$name"
        "$build/tests/fuzz/fuzz_$name" -merge=1 tests/fuzz/corpus/"$name" "$found" >>"$build/$name.log" 2>&1 || faults=1
    fi
done
exit $faults
