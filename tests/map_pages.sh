#!/bin/sh
# The pages and pictures in docs/map are what the program makes of maps/scotland today. Pages written by hand stay.
#   map_pages.sh PROGRAM [--refresh]       --refresh: writes them anew; then read what changed, and why
set -eu
export LC_ALL=C
home=$(readlink -f "$(dirname "$(readlink -f "$0")")/..")
program=$(readlink -f "$1")
pages=$home/docs/map
place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT
made_by='Made by permap map export'

"$program" map export "$home/maps/scotland" --format pages -o "$place/map" </dev/null

# Pages of sub-processes that are no more.
left_over() {
    for page in "$pages"/*.md "$pages"/*.svg; do
        [ -f "$page" ] || continue
        if head -n 2 "$page" | grep -q "$made_by" && [ ! -f "$place/map/${page##*/}" ]; then echo "$page"; fi
    done
}

if [ "${2:-}" = --refresh ]; then
    left_over | while read -r page; do rm "$page"; done
    "$program" map export "$home/maps/scotland" --format pages -o "$pages" </dev/null
    exit
fi

faults=0
for page in "$place/map"/*; do
    name=${page##*/}
    if [ ! -f "$pages/$name" ]; then
        echo "docs/map/$name is missing"
    elif ! cmp -s "$page" "$pages/$name"; then
        echo "docs/map/$name is not what the map says today"
        diff "$pages/$name" "$page" | cut -c 1-160 | head -n 6 || :
    else
        continue
    fi
    faults=$((faults + 1))
done
old=$(left_over)
if [ -n "$old" ]; then
    faults=$((faults + 1))
    echo "of no sub-process: $old"
fi
if [ $faults = 0 ]; then
    echo "map pages: all as the map says"
    exit
fi
echo "if that is right: tests/map_pages.sh PROGRAM --refresh"
exit 1
