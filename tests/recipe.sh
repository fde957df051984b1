#!/bin/sh
# The shipped map is what its recipe gives (docs/targets.md, "Fitting"), byte for byte: recipe.sh PROGRAM [--refresh].
set -eu
program=$(readlink -f "$1")
home=$(readlink -f "$(dirname "$(readlink -f "$0")")/..")
place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT
cp -r "$home/maps" "$place"
cd "$place"
"$program" calibrate maps/scotland/start.json --parameters maps/scotland/parameters.txt --seed 1 --trials 250 \
    -o maps/scotland/map.json --overwrite --quiet >"$place/said" </dev/null
if [ "${2:-}" = --refresh ]; then
    cp maps/scotland/map.json "$home/maps/scotland/map.json"
    cat "$place/said"
elif ! diff "$home/maps/scotland/map.json" maps/scotland/map.json; then
    echo "maps/scotland/map.json is not what its recipe gives; if that is right: tests/recipe.sh PROGRAM --refresh"
    exit 1
fi
