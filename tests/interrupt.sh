#!/bin/sh
# Long runs have manners: Ctrl-C once gives what is known so far (exit 130), twice ends at once, and nothing half-written
# is left; progress on a terminal only; a run that cannot have the memory it needs is refused before it begins.
# Real processes, real signals: each case waits for something the program shows or writes, never for a time.
#   interrupt.sh PROGRAM
set -eu
export LC_ALL=C
home=$(readlink -f "$(dirname "$(readlink -f "$0")")/..")
program=$(readlink -f "$1")
place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT
cd "$place"
map=$home/maps/teaching.json
national=$home/maps/scotland
no_panel=$home/scenarios/teaching-no-panel.json
few='--children 20 --warm-up-years 0'
faults=0
tried=0

fault() {
    faults=$((faults + 1))
    printf 'FAULT: %s: %s\n' "$title" "$1"
    tr '\r' '\n' <said 2>/dev/null | tail -n 4 | sed 's/^/    /'
}

# begin TITLE WORD…: runs the program with its stderr on a terminal, in the background; its number is in `pid`. A shell
# starts what runs in the background with Ctrl-C ignored: env gives it back.
ctrl_c=--default-signal=INT
begin() {
    title=$1
    shift
    tried=$((tried + 1))
    rm -f pid out said code
    : >said
    quoted=
    for word; do quoted="$quoted '$word'"; done
    {
        ended=0
        env $ctrl_c script -qefc "echo \$\$ >pid; exec '$program' $quoted >out" said >/dev/null 2>&1 </dev/null || ended=$?
        echo $ended >code.part
        mv code.part code
    } &
}

# wait_for CONDITION…: until it holds, as long as the program runs.
wait_for() {
    until "$@"; do
        [ ! -e code ] || {
            "$@" || fault "ended before: $*"
            return 0
        }
        sleep 0.02
    done
}
shows() { grep -qE -- "$1" said; }
is_there() { for one in $1; do [ -e "$one" ]; done; }
interrupt() { kill -INT "$(cat pid)" 2>/dev/null || fault 'was gone already'; }

ends_with() { # CODE
    wait
    [ "$(cat code)" = "$1" ] || fault "exit $(cat code) instead of $1"
    for left in *.part* */*.part*; do [ ! -e "$left" ] || fault "left behind: $left"; done
}
nothing_out() { [ ! -s out ] || fault 'something on stdout'; }
says() { tr -d '\r' <said | grep -qF -- "$1" || fault "does not say: $1"; }

number_of() { sed -n "s/^ *\"$1\": \([0-9]*\).*/\1/p" "$2" | head -n 1; } # the first of that name

# same_as_asked_for WORD…: a document of k replications is that of --replications k, but for what says that it was stopped.
same_as_asked_for() {
    k=$(number_of replications out)
    grep -q "^    \"of\": " out || fault 'does not say of how many'
    "$program" "$@" --replications "$k" --json >wanted
    for file in out wanted; do
        sed -e '/^  "stopped": {/,/^  }/d' -e '/^  "stopped": null/d' -e '/"Stopped by you after/d' "$file" >"$file.plain"
    done
    cmp -s out.plain wanted.plain || fault "is not what --replications $k gives"
}

# ---- Ctrl-C once

some_done=' +[1-9][0-9]* %'
begin 'simulate, stopped' simulate "$map" $few --replications 20000 --json
wait_for shows "$some_done"
interrupt
ends_with 130
says 'stopping: the runs under way are finished'
says ' left '
same_as_asked_for simulate "$map" $few
grep -q '"Stopped by you after .* of 20,000 replications' out || fault 'the notes do not say it'

begin 'compare, stopped' compare "$map" --scenario "$no_panel" $few --replications 10000 --json
wait_for shows "$some_done"
interrupt
ends_with 130
same_as_asked_for compare "$map" --scenario "$no_panel" $few

begin 'compare in words, stopped' compare "$map" --scenario "$no_panel" $few --replications 10000
wait_for shows "$some_done"
interrupt
ends_with 130
head -n 3 out | grep -q '^Stopped by you after .* of 10,000 replications: everything here rests on the' || fault 'does not say it first'

begin 'rank, stopped while it shows' rank "$map" $few --replications 4000 --json
wait_for shows ' +([2-9]|[1-9][0-9]+) %'
interrupt
ends_with 130
grep -q '"of": [0-9]*$' out || fault 'does not say of how many'
grep -q '"mean_days_saved"' out || fault 'has no rows'

begin 'rank, stopped while it chooses' rank "$national" --replications 30
wait_for shows 'rank .* 0 %'
interrupt
ends_with 130
nothing_out
says 'nothing can be said yet'

begin 'a precision, stopped' simulate "$map" $few --precision 0.01% --replications 100000 --json
wait_for shows 'simulate .* s left'
interrupt
ends_with 130
grep -q '"tight_enough": false' out || fault 'does not say that it is not tight'
grep -q '"Stopped by you after .* of at most 100,000 replications' out || fault 'does not say of how many'

begin 'evidence, stopped' evidence "$national" --area-share 0.01 --replications 2000 --json
wait_for shows "$some_done"
interrupt
ends_with 130
grep -q '"Stopped by you after .* of 2,000 replications' out || fault 'does not say it'

begin 'a log, stopped' simulate "$map" $few --replications 20000 -o some.permap
wait_for shows "$some_done"
interrupt
ends_with 130
"$program" replay some.permap >again || fault 'what was written cannot be replayed'
fingerprint() { tr '\n' ' ' <"$1" | sed 's/.*fingerprint \([0-9a-f]*\).*/\1/'; }
[ "$(fingerprint out)" = "$(fingerprint again)" ] || fault 'the log is of other runs'

# ---- Ctrl-C twice, and being told to end

begin 'Ctrl-C twice' simulate "$national" --years-of-arrivals 60 --replications 2
wait_for shows 'simulate .* 0 %'
interrupt
wait_for shows 'Ctrl-C again ends at once'
interrupt
ends_with 130
nothing_out

begin 'a command that keeps nothing' sensitivity "$national"
wait_for shows 'sensitivity .* 0 %'
interrupt
ends_with 130
nothing_out

for signal in INT TERM HUP; do
    begin "SIG$signal while a log is written" simulate "$national" --children 20000 -o cut.permap
    wait_for is_there 'cut.permap.*.part'
    kill -$signal "$(cat pid)"
    wait
    [ "$(cat code)" -gt 128 ] || fault "exit $(cat code): it was not ended by the signal"
    for left in cut.permap*; do [ ! -e "$left" ] || fault "left behind: $left"; done
done

# ---- A terminal or none

title='no terminal, no bar'
tried=$((tried + 1))
"$program" simulate "$map" $few --replications 20 >out 2>said
[ ! -s said ] || fault 'something on stderr'
begin 'quiet' simulate "$map" $few --replications 20 --quiet
ends_with 0
[ ! -s said ] || ! grep -q '█\|░' said || fault 'a bar'

ctrl_c=--ignore-signal=INT
begin 'Ctrl-C that whoever started it ignores' simulate "$map" $few --replications 300 --json
wait_for shows 'simulate .* 0 %'
interrupt
ends_with 0
[ "$(number_of replications out)" = 300 ] || fault 'was stopped'

# ---- Memory

# limited KB TITLE WORD…: under `ulimit -v`.
limited() {
    limit=$1 title=$2
    shift 2
    tried=$((tried + 1))
    code=0
    (
        # shellcheck disable=SC3045
        ulimit -v "$limit"
        exec "$program" "$@"
    ) >out 2>said </dev/null || code=$?
}
limited 400000 'too little memory for a log' simulate "$map" --years-of-arrivals 20 --replications 200 -o large.permap
[ $code = 2 ] || fault "exit $code instead of 2"
nothing_out
says 'memory: this run needs at least 1.3 GB, mostly for the events that -o keeps;'
says "left under this shell's limit (ulimit -v) (fewer children or replications, a smaller --area-share, or no -o)"
[ ! -e large.permap ] || fault 'something was written'
limited 400000 'memory enough for a smaller log' simulate "$map" --years-of-arrivals 2 --replications 20 -o small.permap
[ $code = 0 ] || fault "exit $code"
limited 60000 'too little memory for the children' compare "$national" --years-of-arrivals 60 --scenario "$home/scenarios/tracker.json"
[ $code = 2 ] || fault "exit $code instead of 2"
says 'fewer children, fewer --threads, or a smaller --area-share'

echo "interrupt: $tried tried, $faults faults"
[ $faults = 0 ]
