#!/bin/sh
# Has any result changed? For every shipped map and scenario: digests of map and compiled model, and fingerprint of all events,
# must be those of fingerprints.txt, on one thread as on two. A change that is meant is written down with --refresh.
#   fingerprints.sh PROGRAM [--refresh]
set -eu
home=$(readlink -f "$(dirname "$(readlink -f "$0")")/..")
program=$(readlink -f "$1")
table=$home/tests/fingerprints.txt
cd "$home"
now=$(mktemp)
trap 'rm -f "$now" "$now.two"' EXIT

said() { # map, scenario, seed, threads
    if [ "$2" = - ]; then
        set -- "$1" "" "$3" "$4"
    elif [ "$1" = maps/scotland ] && grep -qE '"(resource|entry|priority)": ' "scenarios/$2.json"; then
        # Of what is scarce, which this map leaves out by default: a small area has enough children.
        set -- "$1" "--scenario=scenarios/$2.json --resources on --area-share 0.01 --warm-up-years 1" "$3" "$4"
    else
        set -- "$1" "--scenario=scenarios/$2.json" "$3" "$4"
    fi
    # shellcheck disable=SC2086 # no scenario, no word; or several
    "$program" fingerprint "$1" $2 --children 300 --replications 2 --seed "$3" --threads "$4" | sed 's/^[a-z]* //' | tr '\n' ' ' | sed 's/ $//'
}

{
    echo "# Written by tests/fingerprints.sh PROGRAM --refresh: 300 children, 2 replications."
    echo "# map | scenario | seed | map digest, model digest, events"
} >"$now"
faults=0
for map in maps/scotland maps/teaching.json; do
    id=$(basename "$map" .json)
    for scenario in - $(grep -l "\"map\": \"$id\"" scenarios/*.json | sed 's|.*/\(.*\)\.json|\1|'); do
        for seed in 7 8; do
            one=$(said "$map" "$scenario" $seed 1)
            two=$one
            [ $seed = 7 ] || two=$(said "$map" "$scenario" $seed 2)  # once a scenario is enough
            [ -n "$one" ] || {
                echo "$id $scenario $seed: permap fingerprint says nothing"
                exit 1
            }
            if [ "$one" != "$two" ]; then
                echo "$id, $scenario, seed $seed: one thread and two differ"
                faults=1
            fi
            echo "$id | $scenario | $seed | $one" >>"$now"
        done
    done
done
if [ "${2:-}" = --refresh ]; then
    cp "$now" "$table"
    echo "written: $table"
elif ! diff -u "$table" "$now"; then
    echo "results have changed; if that is meant: tests/fingerprints.sh PROGRAM --refresh, and say in the commit why"
    faults=1
fi
exit $faults
