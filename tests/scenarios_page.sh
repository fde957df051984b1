#!/bin/sh
# docs/scenarios.md is what the program says of the shipped scenarios today.
#   scenarios_page.sh PROGRAM [--refresh]
set -eu
program=$(readlink -f "$1")
cd "$(dirname "$(readlink -f "$0")")/.."
page=$(mktemp)
trap 'rm -f "$page" "$page.difference"' EXIT

pages() { "$program" scenario pages scenarios --quiet "$@" </dev/null; }

{
    cat <<'HEAD'
<!-- Made by tests/scenarios_page.sh. Do not edit. -->
# Scenarios

Tests of change, and questions put to the map. How one is written: [scenario-format.md](scenario-format.md).

Nothing here says what will happen. A scenario is an edit of a model; most sizes are assumed, and say so. A difference is *told apart* when all its intervals lie on one side of nought; *not yet told apart* is no proof that there is none.
Chance alone: the same children with other luck. With assumptions: assumed numbers drawn afresh between their low and high, the same draw with and without the change.

This page is made with few runs, so that it is made anew with every change of the program: its intervals are wide. For an answer, run one scenario with more:

    ./permap compare maps/scotland --scenario scenarios/tracker.json

The days are those until a child who came to live away from home is settled for good; weeks saved before that, or for children who stay at home, are not in them. The mean is over all children who come in, most of whom never live away from home: a day here is many days for the few whom the change reaches.

HEAD
    pages --map maps/scotland --resources off --replications 8 --years-of-arrivals 0.25
    # Other children are in the way of each child here, for years before and after, so a small area has to do: one in which
    # 189 places in four weeks and 47 a week both come to whole numbers that agree, 8 and 2.
    pages --map maps/scotland --resources on --replications 6 --area-share 0.0425
    pages --map maps/teaching.json --replications 8
} >"$page"

if [ "${2:-}" = --refresh ]; then
    cp "$page" docs/scenarios.md
    chmod 644 docs/scenarios.md
elif ! diff -u docs/scenarios.md "$page" >"$page.difference"; then
    head -n 40 "$page.difference"
    echo "docs/scenarios.md is not what the program says now; if that is right: tests/scenarios_page.sh PROGRAM --refresh"
    exit 1
fi
