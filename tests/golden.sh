#!/bin/sh
# What the program says of the teaching map is what it said when somebody last read it: tests/golden/.
# Whole numbers, texts and fingerprints are equal to the letter; statistics to 6 significant digits, because they are
# computed after the events, where the last bits may differ between machines.
#   golden.sh PROGRAM [--refresh]       --refresh: writes the files anew; then read what changed, and why
set -eu
export LC_ALL=C
home=$(readlink -f "$(dirname "$(readlink -f "$0")")/..")
program=$(readlink -f "$1")
golden=$home/tests/golden
place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT
cd "$home"
map=maps/teaching.json
no_panel=scenarios/teaching-no-panel.json
officers=scenarios/teaching-two-more-officers.json

# Six significant digits; the program's version is not what is looked at.
six_digits() {
    sed -e 's/^\(  "program": "permap\) [0-9.]*"/\1"/' "$1" | awk '
        match($0, /^ *("[a-z_]*": )?-?[0-9]+(\.[0-9]+(e[-+]?[0-9]+)?|e[-+]?[0-9]+),?$/) {
            match($0, /-?[0-9.]+(e[-+]?[0-9]+)?,?$/)
            number = substr($0, RSTART)
            comma = sub(/,$/, "", number) ? "," : ""
            # .0 marks a number that is not counted, whole or not.
            text = sprintf("%.6g", number)
            if (text !~ /[.e]/) text = text ".0"
            $0 = substr($0, 1, RSTART - 1) text comma
        }
        { print }'
}

# Line by line: equal, or numbers of which the sixth digit differs by one at most (a last bit may cross a rounding).
agree() {
    awk -v other="$2" '
        function split_number(line) {
            rest = line
            sub(/,$/, "", rest)
            if (!match(rest, /-?[0-9]+\.[0-9]+(e[-+]?[0-9]+)?$/)) return 0
            before = substr(rest, 1, RSTART - 1)
            number = substr(rest, RSTART) + 0
            return 1
        }
        {
            there = (getline line < other) > 0
            if (there && line == $0) next
            if (there && split_number($0)) {
                here_before = before; here = number
                if (split_number(line) && before == here_before) {
                    size = here < 0 ? -here : here
                    gap = here < number ? number - here : here - number
                    if (gap <= 1.1e-5 * size || gap <= 1e-9) next
                }
            }
            bad = 1
            exit 1
        }
        END { if (!bad && (getline line < other) > 0) exit 1; exit bad }' "$1"
}

faults=0
same() { # FILE WORD…
    file=$1
    shift
    code=0
    "$program" "$@" >"$place/said" 2>"$place/stderr" </dev/null || code=$?
    six_digits "$place/said" >"$place/$file"
    if [ $code != 0 ] || [ -s "$place/stderr" ]; then
        faults=$((faults + 1))
        echo "$file: exit $code: permap $*"
        head -n 5 "$place/stderr"
    elif [ "$refresh" = yes ]; then
        cp "$place/$file" "$golden/$file"
    elif ! agree "$golden/$file" "$place/$file"; then
        faults=$((faults + 1))
        echo "$file is not what it was (if that is right: tests/golden.sh PROGRAM --refresh): permap $*"
        diff "$golden/$file" "$place/$file" | head -n 20 || :
    fi
}

refresh=no
[ "${2:-}" != --refresh ] || refresh=yes
same map_show.txt map show $map
same map_step.txt map show $map --step panel
same map_show.json map show $map --json
same scenario.txt scenario explain $no_panel --map $map
same simulate.json simulate $map --children 200 --replications 3 --json
same simulate.txt simulate $map --children 200 --replications 3
same simulate_one.txt simulate $map --children 200 --scenario $no_panel
same compare.json compare $map --children 200 --replications 4 --scenario $no_panel --json
same compare.txt compare $map --children 200 --replications 4 --scenario $no_panel --scenario $officers
same rank.json rank $map --children 200 --replications 4 --top 4 --json
same rank.txt rank $map --children 200 --replications 4 --by stage
same journey.txt journey $map --child 10 --scenario $no_panel
same journey.json journey $map --child 10 --scenario $no_panel --json
same journey_at.txt journey $map --child 10 --at 2027-01-31
same journey.svg journey $map --child 10 --scenario $no_panel --format svg

# Recorded journeys: those of the teaching map, exported and brought in again.
recorded=$place/recorded.permap
"$program" simulate $map --children 200 --quiet -o "$place/simulated.permap" >/dev/null
"$program" export "$place/simulated.permap" --format csv -o "$place/simulated.csv" >/dev/null
"$program" import "$place/simulated.csv" --keep-identifiers --known-since 2030-01-01 --quiet -o "$recorded" >/dev/null
same replay.txt replay "$recorded" --map $map
same replay_no_map.txt replay "$recorded"
same replay_at.txt replay "$recorded" --map $map --at 2027-01-31
same replay_run_chart.txt replay "$recorded" --map $map --run-chart
same replay_for_sharing.json replay "$recorded" --map $map --run-chart --json --for-sharing
child=$(sqlite3 "$recorded" 'SELECT pseudonym FROM child WHERE number = 10')
same recorded_journey.txt journey "$recorded" --map $map --child "$child"
same recorded_journey.svg journey "$recorded" --child "$child" --format svg
[ $faults != 0 ] || echo "golden: all as they were"
exit $faults
