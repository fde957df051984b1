#!/bin/sh
# docs/evidence.md and the answers in docs/questions.md are what the program says of the shipped map today.
#   evidence_page.sh PROGRAM [--refresh]
set -eu
program=$(readlink -f "$1")
cd "$(dirname "$(readlink -f "$0")")/.."
place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT

evidence() { "$program" evidence maps/scotland --replications 10 --assumptions fixed --quiet "$@" </dev/null; }

{
    cat <<'HEAD'
<!-- Made by tests/evidence_page.sh. Do not edit. -->
# How near the national map comes to what is published

    ./permap evidence maps/scotland --assumptions fixed

Each figure is counted in the model as it was counted where it was published ([targets.md](targets.md) says how to read and add them).
Bands were fixed by rule before any fit. "Fitted" figures were fitted to; "held out" ones were not; the rest are of another time, place or purpose.

```text
HEAD
    evidence
    echo '```'
} >"$place/evidence.md"

{
    sed '/^```text$/,$d' docs/questions.md
    echo '```text'
    evidence --only --targets docs/questions.json
    echo '```'
} >"$place/questions.md"

faults=0
for page in evidence.md questions.md; do
    if [ "${2:-}" = --refresh ]; then
        cp "$place/$page" "docs/$page"
    elif ! diff -u "docs/$page" "$place/$page" >"$place/difference"; then
        head -n 40 "$place/difference"
        echo "docs/$page is not what the program says now; if that is right: tests/evidence_page.sh PROGRAM --refresh"
        faults=$((faults + 1))
    fi
done
exit $faults
