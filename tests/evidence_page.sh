#!/bin/sh
# docs/evidence.md is what `permap evidence` says of the shipped map: evidence_page.sh PROGRAM [--refresh].
set -eu
program=$1
cd "$(dirname "$0")/.."
fresh=$(mktemp)
trap 'rm -f "$fresh"' EXIT
{
    cat <<'HEAD'
<!-- Made by tests/evidence_page.sh --refresh. Do not edit. -->
# How near the national map comes to what is published

    permap evidence maps/scotland --replications 10 --assumptions fixed

Each figure is counted in the model as it was counted where it was published ([targets.md](targets.md) says how to read and add them).
Bands were fixed by rule before any fit. "Fitted" figures were fitted to; "held out" ones were not; the rest are of another time, place or purpose.

```text
HEAD
    "$program" evidence maps/scotland --replications 10 --assumptions fixed --quiet
    echo '```'
} >"$fresh"
if [ "${2:-}" = --refresh ]; then
    cp "$fresh" docs/evidence.md
    echo "docs/evidence.md is fresh"
    exit 0
fi
diff -u docs/evidence.md "$fresh" || {
    echo "docs/evidence.md is not what the program says now: read the difference, then tests/evidence_page.sh PROGRAM --refresh"
    exit 1
}
echo "docs/evidence.md is fresh"
