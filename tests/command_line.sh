#!/bin/sh
# The command line, tried the wrong way and the right way, end to end: messages with file and JSON pointer, exit codes
# (0 done, 1 could not be done, 2 wrong input or usage), an empty stdout or one valid document, nothing half-written.
#   command_line.sh PROGRAM
set -eu
export LC_ALL=C
home=$(readlink -f "$(dirname "$(readlink -f "$0")")/..")
program=$(readlink -f "$1")
command -v sqlite3 >/dev/null || {
    echo "sqlite3 is not here (packages/test)"
    exit 77
}

place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT
cd "$place"
map=$home/maps/teaching.json
no_panel=$home/scenarios/teaching-no-panel.json
half_court=$home/scenarios/teaching-court-in-half-the-time.json
tried=0
faults=0

fault() {
    faults=$((faults + 1))
    printf 'FAULT: %s: %s\n' "$title" "$1"
    sed 's/^/    /' said | head -n 8
}

run() { # words of the program
    code=0
    "$program" "$@" >out 2>said </dev/null || code=$?
    tried=$((tried + 1))
}

nothing_half_written() {
    for left in *.part* */*.part*; do
        [ ! -e "$left" ] || fault "left behind: $left"
        rm -f "$left"
    done
}

says() { # texts, one a line, that must stand on stderr
    printf '%s\n' "$1" >expected
    while IFS= read -r text; do
        grep -qF -- "$text" said || fault "does not say: $text"
    done <expected
}

# refused CODE TITLE TEXTS WORD…: nothing is done, and it says why.
refused() {
    wanted=$1 title=$2 texts=$3
    shift 3
    run "$@"
    [ $code = "$wanted" ] || fault "exit $code instead of $wanted"
    [ ! -s out ] || fault "something on stdout"
    says "$texts"
    nothing_half_written
}

# done_with TITLE WORD…: exit 0 and something to read.
done_with() {
    title=$1
    shift
    run "$@"
    [ $code = 0 ] || fault "exit $code"
    [ -s out ] || fault "nothing on stdout"
    # Bytes above 127 belong to characters; a line may have 100 characters.
    tr -d '\200-\277' <out | awk 'length > 100 { exit 1 }' || [ "${out_is_json:-}" = yes ] || fault "a line wider than 100"
    nothing_half_written
}

# done_with_json TITLE WORD…: exit 0 and one JSON document.
done_with_json() {
    out_is_json=yes
    done_with "$@"
    out_is_json=
    [ "$(sqlite3 :memory: "select json_valid(cast(readfile('out') as text))")" = 1 ] || fault "stdout is not one JSON document"
    if grep -qiE '(^|[^a-z"])(nan|-?inf(inity)?)([^a-z"]|$)' out; then fault "a number that is none"; fi
}

# changed NAME SED [FILE]: a copy of the map (or FILE) with something wrong in it.
changed() {
    sed "$2" "${3:-$map}" >"$1"
    ! cmp -s "$1" "${3:-$map}" || {
        title=$1
        fault "the copy is not changed"
    }
}

# ---- Maps that are wrong

: >empty.json
refused 2 'an empty file' 'empty.json: the file is empty' simulate empty.json
printf 'A settled home\n' >words.json
refused 2 'not JSON' 'words.json:1:1: this is not JSON' simulate words.json
head -c 3000 "$map" >half.json
refused 2 'half a file' 'a bracket or quote is not closed' simulate half.json
refused 2 'no such file' 'nowhere.json: cannot be read: No such file' simulate nowhere.json
mkdir folder
refused 2 'a folder without map.json' 'folder: a folder without map.json (a map is one JSON file' simulate folder
refused 2 'a log that is a folder' 'folder: is a folder' replay folder
refused 2 'a scenario that is a folder' 'folder: is a folder' simulate "$map" --scenario folder

changed type.json 's/"lane": "advocacy", "kind"/"lane": 7, "kind"/'
refused 2 'a wrong type' 'type.json#/steps/3/lane: expected a text in quotes, found a number' simulate type.json
changed key.json 's/"on_holiday"/"on_holidy"/'
refused 2 'an unknown key' 'key.json#/resources/1/sitting/on_holidy: unknown key "on_holidy" (did you mean on_holiday?)' simulate key.json
changed twice.json 's/"kind": "start",/"kind": "start", "kind": "start",/'
refused 2 'a key that stands twice' 'the key "kind" stands here twice' simulate twice.json
changed id.json 's/{"to": "first_review"}/{"to": "first_revew"}/'
refused 2 'an unknown id' 'id.json#/steps/4/ways/0/to: step "planning_join" names step "first_revew", which does not exist (did you mean first_review?)' simulate id.json
changed shares.json 's/{"value": 0.8, "assumption": "teaching value, the rest", "low": 0.77/{"value": 0.7, "assumption": "teaching value, the rest", "low": 0.67/'
refused 2 'probabilities 0.7 + 0.2' 'shares.json#/steps/7/ways: step "panel" has ways open together ("recommend", "defer") whose probabilities add to 0.9, not 1' simulate shares.json
changed cut.json 's/{"to": "planning_split"}/{"to": "first_review"}/'
refused 2 'a step nobody reaches' 'cut.json#/steps/1: step "planning_split" can be reached from no arrival and no start' simulate cut.json
changed ever.json 's/"join": {"started_by": "planning_split"}/"join": {"sets": [["assessment", "deferral"]]}/'
refused 2 'a join that waits for ever' 'ever.json#/steps/4/join/slots/1: join "planning_join" waits for ever: nothing brings "deferral" to it' simulate ever.json
changed circle.json 's/"name": "recommended", "to": "court"/"name": "recommended", "to": "deferral"/
    s/"to": "court", "when": "relative = yes"/"to": "panel_booking", "when": "relative = yes"/'
refused 2 'a loop without a way out' 'there is no way out of the loop of steps "panel_booking", "panel", "deferral"' simulate circle.json
changed below.json 's/"law": "fixed", "value": 2, "unit": "hours"/"law": "fixed", "value": -2, "unit": "hours"/'
refused 2 'a time below 0' 'below.json#/steps/7/duration/value: a time below 0' simulate below.json
changed bare.json 's/"children_a_year": {[^}]*}/"children_a_year": 400/'
refused 2 'a bare number' 'bare.json#/arrivals/0/children_a_year: a bare number (write {"value": 400, "assumption": "the reason"}' simulate bare.json
changed whence.json 's/"value": 2, "unit": "hours", "assumption": "[^"]*"/"value": 2, "unit": "hours"/'
refused 2 'a number without provenance' 'whence.json#/steps/7/duration: a number without provenance (add "source"' simulate whence.json
changed gap.json 's/"to": "court", "probability": {"value": 0.8/"to": "court", "when": "baby = no", "probability": {"value": 0.8/'
refused 2 'a decision table with a gap' 'gap.json#/steps/7/ways: step "panel" has no open way for a child with: age below 1, visits(panel) 3 or more' simulate gap.json
changed still.json 's/"name": "recommended", "to": "court"/"name": "recommended", "to": "panel_booking"/
    s/{"to": "order_made"}/{"to": "court"}/
    s/"duration": {"law": "lognormal"[^}]*},//'
refused 2 'time that stands still' 'step "court"' simulate still.json
changed many.json 's/"lane": 7/"lane": 7/; s/"on_holiday"/"on_holidy"/; s/"lane": "advocacy", "kind"/"lane": 7, "kind"/
    s/"law": "fixed", "value": 2, "unit": "hours"/"law": "fixed", "value": -2, "unit": "hours"/'
refused 2 'several faults of form at once' 'many.json#/resources/1/sitting/on_holidy: unknown key
many.json#/steps/3/lane: expected a text
many.json#/steps/7/duration/value: a time below 0' map check many.json
changed meanings.json 's/{"to": "first_review"}/{"to": "first_revew"}/; s/"lane": "court", "kind": "activity"/"lane": "cort", "kind": "activity"/
    s/"resource": "panel_places"/"resource": "panel_place"/'
refused 2 'several faults of meaning at once' '"first_revew", which does not exist
"cort", which does not exist (did you mean court?)
"panel_place", which does not exist (did you mean panel_places?)' map check meanings.json
mkdir parts
printf '{"id": "x", "version": "1", "name": "x", "files": ["a.json", "b.json"]}\n' >parts/map.json
refused 2 'parts of a map that are not there' 'parts/a.json: cannot be read
parts/b.json: cannot be read' map check parts

# ---- Overlays that are wrong

# overlay NAME BASE LISTS: an overlay over a map or another overlay.
overlay() { printf '{"overlay_of": "%s", "id": "%s", "name": "%s"%s}\n' "$2" "${1%.json}" "${1%.json}" "${3:-}" >"$1"; }

court='"duration": {"law": "fixed", "value": 3, "unit": "months", "assumption": "ours"}'
overlay lone.json nowhere/map.json
refused 2 'a base map that is not there' 'lone.json#/overlay_of: the base map nowhere/map.json: cannot be read: No such file' map check lone.json
overlay to_folder.json folder
refused 2 'a base folder without map.json' 'to_folder.json#/overlay_of: the base map folder: a folder without map.json' map check to_folder.json
overlay itself.json itself.json
refused 2 'an overlay of itself' 'itself.json#/overlay_of: goes round in a circle: itself.json → itself.json' map check itself.json
overlay ring_a.json ring_b.json
overlay ring_b.json ./folder/../ring_a.json
refused 2 'overlays in a circle' 'ring_b.json#/overlay_of: goes round in a circle: ring_a.json → ring_b.json → ring_a.json' simulate ring_a.json
overlay typo.json "$map" ', "steps": [{"id": "cuort", "name": "x"}]'
refused 2 'an overlay of no step' 'typo.json#/steps/0/id: the base map has no step "cuort" (did you mean court?)' simulate typo.json
overlay same.json "$map" ', "steps": [{"id": "court", "kind": "activity"}]'
refused 2 'an overlay without effect' 'same.json#/steps/0: changes nothing: step "court" is so already' simulate same.json
overlay form.json "$map" ', "area_share": 0.5, "lanes": [], "steps": [{"id": "court", "durations": {}}]'
refused 2 'several faults of an overlay' 'form.json#/lanes: "lanes" belongs to the base map
form.json#/area_share: a bare number
form.json#/steps/0/durations: unknown key "durations" (did you mean duration?)' map check form.json
overlay sum.json "$map" ', "steps": [{"id": "panel", "ways": [{"id": "defer", "probability": {"value": 0.3, "assumption": "x"}}]}]'
refused 2 'shares of an overlay and its base' 'sum.json#/steps/0/ways: step "panel" has ways open together ("recommend", "defer") whose probabilities add to 1.1, not 1
the rest of it stands at ' map check sum.json
overlay nobody.json "$map" ', "steps": [{"id": "court", "duration": {"law": "fixed", "value": 3, "unit": "months", "source": "ours"}}], "arrivals": [{"entry": "away_from_home", "children_a_year": {"value": 410, "source": "our"}}]'
refused 2 'an overlay that names no source' 'nobody.json#/steps/0/duration
nobody.json#/arrivals/0/children_a_year' map check nobody.json
mkdir towns
overlay region.json "$map" ", \"area_share\": {\"value\": 0.5, \"assumption\": \"ours\"}, \"steps\": [{\"id\": \"court\", $court}]"
printf '{"overlay_of": "../region.json", "id": "town", "name": "A town", "steps": [{"id": "court", "name": "Our court"}]}\n' >towns/town.json
done_with 'an overlay of an overlay' simulate towns/town.json --children 20 --scenario "$no_panel"
done_with_json 'an overlay as one file' map export towns/town.json
for text in '"bases": ["region", "teaching"]' '"area_share": {"value": 0.5, "assumption": "ours"}' '"name": "Our court"' '"law": "fixed", "value": 3'; do
    grep -qF "$text" out || fault "does not say: $text"
done
done_with "an area's own share" simulate towns/town.json --years-of-arrivals 1 --horizon-years 1
grep -q "50.0 % of the map's arrivals" out || fault 'the share is not in the header'
done_with 'another share' simulate towns/town.json --years-of-arrivals 1 --horizon-years 1 --area-share 0.25
grep -q "25.0 % of the map's arrivals" out || fault 'the option does not win'
done_with 'the council that comes with the program' simulate "$home/maps/local/illustrative-council.json" --children 100

# ---- Scenarios that are wrong

refused 2 'a scenario for another map' '#/map: the scenario is for the map "scotland", not "teaching"' \
    simulate "$map" --scenario "$home/scenarios/tracker.json"
changed stage.json 's/panel_stage/panel_stge/' "$no_panel"
refused 2 'an unknown stage' 'stage.json#/edits/0/stage: the map has no stage "panel_stge" (did you mean panel_stage?)' simulate "$map" --scenario stage.json
changed step.json 's/"step": "court"/"step": "cuort"/' "$half_court"
refused 2 'an unknown step' 'step.json#/edits/0/step: the map has no step "cuort" (did you mean court?)' compare "$map" --scenario step.json
changed take.json 's/"recommend"/"recomend"/' "$no_panel"
refused 2 'an unknown way' 'take.json#/edits/0/take/panel: "panel" has no way "recomend" (did you mean recommend?)' simulate "$map" --scenario take.json
changed edit.json 's/"edit": "remove"/"edit": "remov"/' "$no_panel"
refused 2 'an unknown edit' 'edit.json#/edits/0/edit: unknown edit "remov" (did you mean remove?)' simulate "$map" --scenario edit.json
refused 2 'two faulty scenarios and no file' 'step.json#/edits
stage.json#/edits
nowhere.json: cannot be read' compare "$map" --scenario step.json --scenario stage.json --scenario nowhere.json
refused 2 'half of A+B' '--scenario: the name of a file is missing' simulate "$map" --scenario "$no_panel+"
changed for_ever.json 's/"panel": "recommend"/"panel": "defer"/' "$no_panel"
refused 2 'an edit that lets time stand still' 'as edited by teaching_no_panel: time stands still' compare "$map" --scenario for_ever.json
changed nothing.json 's/"factor": {"value": 0.5/"factor": {"value": 1/; s/"low": 0.4, "high": 0.6/"low": 1, "high": 1/' "$half_court"
done_with 'an edit without effect' simulate "$map" --scenario nothing.json --children 20
says 'warning: nothing.json#/edits/0/factor: a factor of 1 changes nothing'
refused 2 'compare with nothing' '--scenario: compare needs at least one scenario' compare "$map"
refused 2 'explain without a map' '--map: which map is it for?' scenario explain "$no_panel"
refused 2 'pages without a map' '--map: which map are they for?' scenario pages "$home/scenarios"
refused 2 'pages of no folder' 'nowhere: cannot be read as a folder' scenario pages nowhere --map "$map"
refused 2 'pages from one run' '--replications: a page needs at least 2' scenario pages "$home/scenarios" --map "$map" --replications 1
refused 2 'a list of no folder' 'nowhere: cannot be read as a folder' scenario list nowhere
mkdir -p other && cp "$home/scenarios/tracker.json" other
refused 2 'scenarios for another map' 'other: no scenario in it is for the map "teaching"' scenario pages other --map "$map"
printf '{' >other/broken.json
refused 2 'a folder with a broken scenario' 'other/broken.json' scenario list other

# ---- Words that are wrong

refused 2 'an unknown command' 'simulat: no such command (did you mean simulate?)' simulat "$map"
refused 2 'an unknown command of two words' 'map chek: no such command (did you mean map check?)' map chek "$map"
refused 2 'half a command' 'map: no such command (one of map check, map show, map export)' map
refused 2 'nothing like a command' 'zzzz: no such command (see permap --help)' zzzz
refused 2 'no map' 'something is missing (usage: permap simulate MAP)' simulate
refused 2 'two maps' 'too many words (usage: permap simulate MAP)' simulate "$map" "$map"
refused 2 'an unknown option' '--childern: no such option (did you mean --children?)' simulate "$map" --childern 5
refused 2 'a shortened option' '--child: no such option (did you mean --children?)' simulate "$map" --child 5
refused 2 'an option given twice' '--seed: given more than once (keep one)' simulate "$map" --seed 1 --seed 2
refused 2 'a switch given twice' '--json: given more than once' simulate "$map" --json --json
refused 2 'an option without its value' '--children: needs a value' simulate "$map" --children
refused 2 'a letter without its value' '--output: needs a value' simulate "$map" -o
refused 2 'a switch with a value' '--json: takes no value' simulate "$map" --json=yes
for wrong in 0 -5 1e30 abc 2.5 99999999999999999999 ''; do
    refused 2 "--children $wrong" "--children: \"$wrong\" is not a whole number from 1 to 10000000" simulate "$map" --children "$wrong"
done
refused 2 '--seed below 0' '--seed: "-1" is not a whole number from 0 to 9007199254740991' simulate "$map" --seed -1
refused 2 '--seed too large' '--seed: "9007199254740992" is not' simulate "$map" --seed 9007199254740992
for wrong in 0 -1 nan inf 1000 x; do
    refused 2 "--horizon-years $wrong" "--horizon-years: \"$wrong\" is not a number from 0.1 to 40" simulate "$map" --horizon-years "$wrong"
done
refused 2 '--threads 0' '--threads: "0" is not a whole number from 1 to 1024: no thread, no run (leave --threads out for all there are' simulate "$map" --threads 0
refused 2 '--threads -2' '--threads: "-2" is not a whole number from 1 to 1024' simulate "$map" --threads -2
done_with 'more threads than cores' simulate "$map" --children 20 --replications 2 --threads 1024
says 'threads on'
says 'results are the same with any number'
mv out on_many
done_with 'one thread' simulate "$map" --children 20 --replications 2 --threads 1
cmp -s on_many out || fault '1 thread and too many differ'
for wrong in 2:2% 0.02:2% 2,5%:2.5% 2.:2% .25:25%; do
    refused 2 "--precision ${wrong%:*}" "--precision: \"${wrong%:*}\" is not a percentage from 0.01% to 50% (did you mean ${wrong#*:}?)" \
        simulate "$map" --precision "${wrong%:*}"
done
for wrong in 0% -2% 0.001% 51% nan% inf% % x% '' 200 0; do
    refused 2 "--precision $wrong" "--precision: \"$wrong\" is not a percentage from 0.01% to 50%" simulate "$map" --precision "$wrong"
done
refused 2 'precision of too few' '--replications: 9 is fewer than --precision needs to begin with: 10' simulate "$map" --precision 2% --replications 9
changed homeless.json '/^  "permanence": {/,/^  },/d'
refused 2 'precision of nothing' '--precision: is about the days not yet permanent, and this map does not say what is permanent' \
    simulate homeless.json --precision 2%
for command in rank sensitivity evidence fingerprint 'map check' 'journey --child 1'; do
    # shellcheck disable=SC2086
    refused 2 "$command --precision" '--precision: only simulate and compare run until a figure is known so well' $command "$map" --precision 2%
done
done_with_json 'a precision' simulate "$map" --children 50 --precision '5 %' --json
grep -q '"tight_enough": true' out || fault 'it was not reached'
grep -q '"at_most_replications": 1000' out || fault 'another cap than it says'
done_with 'a precision that takes more than there may be' simulate "$map" --children 20 --precision 0.1% --replications 12
grep -q 'Not reached in the 12 replications' out || fault 'does not say it'
done_with 'a precision of a comparison' compare "$map" --children 50 --precision 3% --scenario "$no_panel" --threads 1
mv out on_one
done_with 'on two threads' compare "$map" --children 50 --precision 3% --scenario "$no_panel" --threads 2
cmp -s on_one out || fault '1 thread and 2 threads differ'
done_with 'a log to a precision' simulate "$map" --children 50 --precision 5% -o tight.permap
mv out live
done_with 'and replayed' replay tight.permap
for file in live out; do tr '\n' ' ' <$file | grep -o 'fingerprint [0-9a-f]*' >$file.fingerprint; done
cmp -s live.fingerprint out.fingerprint || fault 'the log is of other runs'
refused 2 '--start in no month' '--start: "2026-13-01" is not a date' simulate "$map" --start 2026-13-01
refused 2 'longer than calendars' '--start: the run would go on past the end of all calendars' simulate "$map" --start 2119-01-01 --years-of-arrivals 40
refused 2 'earlier than calendars' '--start: with the warm-up before it' simulate "$map" --start 1981-01-01 --warm-up-years 30
refused 1 'children of centuries' 'cannot all come in, and be followed, before 2151-01-01' simulate "$map" --children 2000000
refused 2 'children and years' '--children: cannot be given together with --years-of-arrivals' simulate "$map" --children 5 --years-of-arrivals 2
refused 2 '--entry nowhere' '--entry: children cannot come in at "court"' simulate "$map" --entry court
refused 2 'several faults of the command line' '--seed: "x"
--threads: "0"
--children: "0"
nowhere.json: cannot be read' simulate "$map" --seed x --threads 0 --children 0 --scenario nowhere.json
refused 2 'rank by what' '--edit: "cut" is none of remove, halve, capacity
--by: "lane" is none of step, stage
--top: "0" is not a whole number
--pairs: "1" is not a whole number
--replications: rank needs at least 2' rank "$map" --edit cut --by lane --top 0 --pairs 1 --replications 1
refused 2 'export as what' '--format: "png" is none of json, svg, dot, pages' map export "$map" --format png
refused 2 'a picture of what' '--process: the map has no sub-process "pannel" (did you mean panel?)
--phase: the map has no phase "setled" (did you mean settled?)
--process, --phase and --whole are three different pictures' map export "$map" --format svg --process pannel --phase setled
refused 2 'a part as JSON' '--format json: is always of the whole map' map export "$map" --process panel
refused 2 'pages to nowhere' '--format pages: needs a folder to write to' map export "$map" --format pages
mkdir by_hand
echo '# Notes by hand' >by_hand/README.md
refused 2 'pages over notes' 'by_hand/README.md: is there already and was not made from a map' \
    map export "$map" --format pages -o by_hand
[ "$(ls by_hand)" = README.md ] || fault "pages were written beside it"
refused 2 'a picture over a file' 'by_hand/README.md: is already there' map export "$map" --format svg -o by_hand/README.md
refused 2 'show which lane and phase' '--phase: the map has no phase "setled" (did you mean settled?)
--lane: the map has no lane "pannel" (did you mean panel?)' map show "$map" --lane pannel --phase setled
refused 2 'show what nobody does' 'no step is in all of these' map show "$map" --lane court --process planning
refused 2 'show which step' '--step: the map has no step "pannel" (did you mean panel?)' map show "$map" --step pannel
refused 2 'show which part' '--process: the map has no sub-process "zzz" (one of planning' map show "$map" --process zzz
refused 2 'show two pages at once' 'a step, a part (--process, --phase, --lane) and --exact are different pages' map show "$map" --step panel --exact
refused 2 'a page as JSON' '--json: is for the whole map or --exact' map show "$map" --step panel --json
for wrong in 0 x -1 away_from_home: :3 1.5 4294967296; do
    refused 2 "--child $wrong" "--child: \"$wrong\" names no child" journey "$map" --child "$wrong"
done
refused 2 '--child far on' '--child: "99999999" is too far on' journey "$map" --child 99999999
refused 2 '--child of nowhere' '--child: there is no child "nowhere:1"' journey "$map" --child nowhere:1
refused 2 'which child' '--child: which child?' journey "$map"
refused 2 '--law-at no date' '--law-at: "1. April" is not a date from 1980 to 2120' simulate "$map" --law-at '1. April'
refused 2 'a wrong --law-at and a wrong map' '--law-at: "x" is not a date
nowhere.json: cannot be read' compare nowhere.json --law-at x
refused 2 '--at no date' '--at: "2026-02-30" is not a date' journey "$map" --child 1 --at 2026-02-30

# ---- Pages of results

"$program" simulate "$map" --children 20 --json >figures.json 2>said </dev/null
"$program" journey "$map" --child 1 --json >journey.json 2>said </dev/null
sed 's/"digest": "/"digest": "0/' figures.json >other_map.json
sed 's,permap.simulate/1,permap.simulate/2,' figures.json >newer.json
sed 's/"horizon_years": [0-9.]*/"horizon_years": "ten"/' figures.json >spoilt.json
refused 2 'a report of nothing' 'something is missing (usage: permap report RESULT…)' report -o page.html
refused 2 'a report of all sorts' 'words.json:1:1: this is not JSON
folder: is a folder, not a file
nowhere.json: cannot be read: No such file
teaching.json#: is no result of permap (one of compare, rank, simulate, replay, evidence, sensitivity, with --json)
journey.json#/schema: a report does not show what "permap.journey/1" holds
newer.json#/schema: "permap.simulate/2" is newer than this program, which knows permap.simulate/1
spoilt.json#/horizon_years: expected a number, found a text
other_map.json: is of another map than figures.json: teaching
figures.json: is given twice' report words.json folder nowhere.json "$map" journey.json newer.json spoilt.json \
    figures.json other_map.json figures.json -o page.html
[ ! -e page.html ] || fault "something was written"
title='a report'
run report figures.json -o page.html
[ $code = 0 ] && [ ! -s out ] && grep -q '</html>$' page.html || fault "exit $code, or no whole page"
nothing_half_written
refused 2 'a report over a file' 'page.html: is already there' report figures.json -o page.html
title='a report in place of another'
echo old >page.html
run report figures.json -o page.html --overwrite
[ $code = 0 ] && grep -q '</html>$' page.html || fault "exit $code, or no whole page"
title='a report on standard output'
run report figures.json
cmp -s out page.html || fault 'the page is another on standard output'

# ---- Published figures, and fits to them

one_figure() { # ID PUBLISHED LOW HIGH WAYS
    printf '{"sources": [{"id": "own", "title": "Own figures"}], "targets": [{"id": "%s", "statement": "goes home at the first review",\n' "$1"
    printf '"source": ["own"], "use": "calibration", "published": %s, "unit": "share", "band": {"low": %s, "high": %s, "rule": "share"},\n' "$2" "$3" "$4"
    printf '"measure": {"kind": "share", "from": "entry", "to": {"step": "first_review", "ways": ["%s"]}}}]}\n' "$5"
}
one_figure went_home 0.85 0.8 0.9 home >figure.json
no_targets="no targets: there is no $home/maps/targets.json"
for command in evidence 'calibrate -o fit.json'; do
    # shellcheck disable=SC2086
    {
        refused 2 "$command: no map" 'something is missing' $command
        refused 2 "$command: no figures" "$no_targets" $command "$map"
        refused 2 "$command: figures nowhere" 'nowhere.json: cannot be read: No such file' $command "$map" --targets nowhere.json
        refused 2 "$command: figures that are a folder" 'folder: is a folder' $command "$map" --targets folder
        refused 2 "$command: figures that are no JSON" 'words.json:1:1: this is not JSON' $command "$map" --targets words.json
        refused 2 "$command: a map for figures" "#/arrivals: unknown key" $command "$map" --targets "$map"
        refused 2 "$command: --only of nothing" "--only: leaves out the map's own figures, and no others are named (--targets FILE names one)" \
            $command "$map" --only
        refused 2 "$command: figures twice" 'figure.json#/targets/0/id: "went_home" is in figure.json#/targets/0 too' \
            $command "$map" --targets figure.json --targets figure.json
        refused 2 "$command: some children" '--children: figures count everybody who comes in
--horizon-years: figures count everybody' $command "$map" --targets figure.json --children 20 --horizon-years 3
        refused 2 "$command: one entry" '--entry: figures count everybody' $command "$map" --targets figure.json --entry away_from_home
        refused 2 "$command: past all calendars" '--start: the run would go on past the end of all calendars' \
            $command "$map" --targets figure.json --start 2119-01-01 --years-of-arrivals 10
        refused 2 "$command: map and figures wrong" 'nowhere.json: cannot be read' $command nowhere.json --targets words.json
    }
    [ ! -e fit.json ] || fault "something was written"
done
changed kind.json 's/"kind": "share"/"kind": "shares"/' figure.json
refused 2 'an unknown kind of measure' 'kind.json#/targets/0/measure/kind: unknown word "shares" (did you mean share?)' \
    evidence "$map" --targets kind.json
changed state.json 's/"from": "entry"/"from": {"begins": "$away"}/' figure.json
refused 2 'a state that nobody named' 'state.json#/targets/0/measure/from/begins: no state is called "$away"' \
    evidence "$map" --targets state.json
changed way.json 's/\["home"\]/["hom"]/' figure.json
refused 2 'a way the map does not have' 'way.json#/targets/0/measure: the map has no way of first_review "hom" (did you mean home?)' \
    evidence "$map" --targets way.json
refused 2 'a fit to a way the map does not have' 'the map has no way of first_review "hom"' \
    calibrate "$map" --targets way.json -o fit.json --parameter first_review.home
changed band.json 's/"high": 0.9/"high": 0.99/' figure.json
refused 2 'a band that is not the one of its rule' 'band.json#/targets/0/band: the band is 0.8 to 0.99, but the rule gives 0.8 to 0.9' \
    evidence "$map" --targets band.json
changed guess.json 's/"verified": true, //; s/"use"/"verified": false, "use"/' figure.json
refused 2 'a fit to a figure nobody read' 'guess.json#/targets/0/use: a figure that was recalled and not read may not be fitted' \
    calibrate "$map" --targets guess.json -o fit.json
done_with 'a figure beside the model' evidence "$map" --targets figure.json --replications 2 --assumptions fixed
grep -q 'went_home' out || fault "the figure is not there"
done_with_json 'a figure beside the model' evidence "$map" --targets figure.json --replications 2 --json --threads 1
mv out one
done_with_json 'the same on two threads' evidence "$map" --targets figure.json --replications 2 --json --threads 2
cmp -s one out || fault "1 thread and 2 threads differ"
one_figure went_to_kin 0.5 0.45 0.55 relative >second.json
done_with_json 'a figure is added by its file alone' evidence "$map" --targets figure.json --targets second.json --replications 2 --json
grep -q '"id": "went_to_kin"' out || fault "the second figure is not there"
mkdir beside
cp "$map" beside/map.json
cp figure.json beside/targets.json
done_with 'figures beside their map' evidence beside --replications 2
grep -q 'went_home' out || fault "the figure is not there"
done_with 'other figures alone' evidence beside --only --targets second.json --replications 2
! grep -q 'went_home' out || fault "the map's own figure is there"
done_with 'own figures named again' evidence beside --targets beside/targets.json --replications 2

calibrate() { # TITLE WORD…: a short fit
    title=$1
    shift
    run calibrate "$@" --replications 1 --trials 5 --years-of-arrivals 0.3 --warm-up-years 0.2 --quiet
    nothing_half_written
}
refused 2 'a fit to nowhere' '--output: where shall the fitted map go? (-o MAP2.json)' calibrate "$map" --targets figure.json
refused 2 'a fit into a folder that is not there' 'there is no folder' calibrate "$map" --targets figure.json -o missing/fit.json
refused 2 'a fit over a folder' 'folder: is a folder' calibrate "$map" --targets figure.json -o folder
echo mine >fit.json
refused 2 'a fit over a file' 'fit.json: is there already (--overwrite replaces it)' calibrate "$map" --targets figure.json -o fit.json
[ "$(cat fit.json)" = mine ] || fault "the file was changed"
rm fit.json
refused 2 'a number nobody knows' '--parameter: no assumed number that can move is called "first_revew.home" (did you mean first_review.home?)' \
    calibrate "$map" --targets figure.json -o fit.json --parameter first_revew.home
refused 2 'numbers from nowhere' 'nowhere.txt: cannot be read' calibrate "$map" --targets figure.json -o fit.json --parameters nowhere.txt
printf '# the court\n  court.duration # months\n\ncourt.durashun\n' >numbers.txt
refused 2 'numbers from a file' '"court.durashun" (did you mean court.duration?)' \
    calibrate "$map" --targets figure.json -o fit.json --parameters numbers.txt
! grep -q '"court.duration"' said || fault "the remarks were read"
refused 2 'more numbers than figures' '--parameter: 2 numbers cannot be fitted to 1 figures' \
    calibrate "$map" --targets figure.json -o fit.json --parameter first_review.home --parameter court.duration
refused 2 'no trials, and a wrong number of numbers' '--trials: "0" is not a whole number
--most: "-1" is not a whole number
--output: where shall' calibrate "$map" --targets figure.json --trials 0 --most -1
calibrate 'a number without effect' "$map" --targets figure.json --parameter court.duration -o fit.json
[ $code = 1 ] || fault "exit $code instead of 1"
says 'the fit did not improve on the start; nothing was written'
[ ! -e fit.json ] || fault "something was written"
one_figure went_home 0.35 0.3 0.4 home >fewer.json
calibrate 'a fit' "$map" --targets fewer.json --parameter first_review.home -o fit.json
[ $code = 0 ] || fault "exit $code"
grep -q 'first_review.home' out || fault "no word on what moved"
cp fit.json first_fit.json
calibrate 'the same fit again' "$map" --targets fewer.json --parameter first_review.home -o fit.json --overwrite
cmp -s fit.json first_fit.json || fault "two fits differ"
calibrate 'the same fit on one thread' "$map" --targets fewer.json --parameter first_review.home -o fit.json --overwrite --threads 1
cmp -s fit.json first_fit.json || fault "1 thread and 2 threads differ"
done_with 'the fitted map runs' simulate fit.json --children 30
done_with 'a scenario on the fitted map' simulate fit.json --children 30 --scenario "$no_panel"

# ---- Logs: written whole or not at all, and read only as they were written

done_with 'a run is kept' simulate "$map" --children 300 --seed 3 -o run.permap
cp run.permap kept.permap
refused 2 'a log that is there already' 'run.permap: is there already (--overwrite replaces it)' simulate "$map" --children 300 -o run.permap
cmp -s run.permap kept.permap || fault "the log was touched"
done_with 'the same log again' simulate "$map" --children 300 --seed 3 -o run.permap --overwrite
refused 2 'a folder as target' 'folder: is a folder (name a file, such as folder/run.permap)' simulate "$map" -o folder
refused 2 'a device as target' '/dev/full: is not a regular file' simulate "$map" -o /dev/full
refused 2 'a target in no folder' 'nowhere/run.permap: there is no folder' simulate "$map" -o nowhere/run.permap
refused 2 'a target without a name' '--output: the name of a file is missing' simulate "$map" -o ''

title='a disk that fills while the log is written'
code=0
(ulimit -f 40 && exec "$program" simulate "$map" --children 300 -o full.permap --quiet) >out 2>said </dev/null || code=$?
[ $code = 1 ] || fault "exit $code instead of 1"
says 'full.permap: the log could not be written'
[ ! -s out ] || fault "something on stdout"
[ ! -e full.permap ] || fault "half a log"
nothing_half_written

title='a full disk under an old log'
code=0
(ulimit -f 40 && exec "$program" simulate "$map" --children 300 -o run.permap --overwrite) >out 2>said </dev/null || code=$?
[ $code = 1 ] || fault "exit $code instead of 1"
nothing_half_written
done_with 'the old log is whole' replay run.permap

for words in "simulate $map --children 5" "simulate $map --children 5 --json" --help "map show $map"; do
    title="stdout is full: $words"
    code=0
    # shellcheck disable=SC2086 # several words
    "$program" $words >/dev/full 2>said </dev/null || code=$?
    [ $code = 1 ] || fault "exit $code instead of 1"
    says 'standard output: could not be written: No space left on device'
done

refused 2 'a map for a log' 'teaching.json: is not a log of permap' replay "$map"
refused 2 'an empty log' 'empty.json: is not a log of permap' replay empty.json
refused 2 'no log' 'nowhere.permap: cannot be read' replay nowhere.permap
refused 2 'a log of another map' 'run.permap: is a log of another map' replay run.permap --map "$home/maps/scotland"
head -c "$(($(wc -c <run.permap) / 2))" run.permap >cut.permap
refused 2 'half a log' 'cut.permap: ' replay cut.permap
refused 2 'half a log, one journey' 'cut.permap: ' journey cut.permap --child 1

# altered NAME SQL: a copy of the log with its guards taken off.
altered() {
    cp run.permap "$1"
    for table in meta step kind stream event; do
        sqlite3 "$1" "drop trigger ${table}_keeps; drop trigger ${table}_stays"
    done
    sqlite3 "$1" "$2"
}
title='a log is append-only'
if sqlite3 run.permap "update event set at = at + 1 where stream = 5 and ordinal = 3" 2>said; then fault "it let itself be changed"; fi
says 'a log is append-only'
altered minute.permap "update event set at = at + 1 where stream = 5 and ordinal = 3"
refused 2 'an event altered' 'minute.permap: stream 5, event 3 has been altered (the log is not as it was written)' replay minute.permap
altered lost.permap "delete from event where stream = 5 and ordinal = 3"
refused 2 'an event lost' 'lost.permap: stream 5, event 3 is missing' replay lost.permap
altered short.permap "delete from event where stream = 300 and ordinal >= 4"
refused 2 'a journey cut short' 'short.permap: stream 300 is cut short: 4 of' replay short.permap
altered fewer.permap "delete from event where stream = 300; delete from stream where id = 300"
refused 2 'a child lost' 'fewer.permap: is cut short: 299 of 300 streams' replay fewer.permap
altered born.permap "update stream set birth_date = birth_date - 400 where id = 7"
refused 2 'a child made older' 'born.permap: stream 7' replay born.permap
altered seed.permap "update meta set value = '4' where key = 'seed'"
refused 2 'another seed' 'seed.permap: the description of the run, or its list of steps, has been altered' replay seed.permap
altered map.permap "update meta set value = replace(value, '0.55', '0.54') where key = 'map'"
refused 2 'another map in the log' 'map.permap: the description of the run' replay map.permap
altered word.permap "update event set detail = 'x' where stream = 5 and ordinal = 3"
refused 2 'a word for a number' 'word.permap: stream 5, event 3 holds what no event can hold' replay word.permap
refused 2 '--child not in the log' '--child: there is no child "301" (a number from 1 to 300' journey run.permap --child 301
refused 2 'a log cannot be run again' '--scenario: a log is what happened; it cannot be run again
--seed: a log is what happened' journey run.permap --child 3 --scenario "$no_panel" --seed 2

# ---- The good path

# What a run and its replay must have in common: every figure, and its interval.
figures() { sed -e 's,"permap\.\(simulate\|replay\)/1","permap/1",' -e '/^  "arrivals":/d' "$1"; }
for words in '--children 300 --seed 3' '--children 60 --replications 4' "--children 300 --scenario $no_panel+$half_court"; do
    # shellcheck disable=SC2086 # several words
    done_with_json "simulate $words" simulate "$map" $words --json -o again.permap --overwrite
    mv out live
    done_with_json "replay of $words" replay again.permap --json
    figures live >live.figures
    figures out >replayed.figures
    cmp -s live.figures replayed.figures || {
        diff live.figures replayed.figures | head -n 8 >said
        fault "run and replay differ"
    }
    for field in outcomes aims delay routes time_to_permanence fingerprint; do
        grep -q "^  \"$field\":" live.figures || fault "no field $field"
    done
done
done_with_json 'a replay beside its own map' replay again.permap --map "$map" --json
done_with 'a replay in tables' replay again.permap

for words in "simulate $map --children 60 --replications 4" "compare $map --scenario $no_panel --children 60 --replications 4" \
    "rank $map --top 3 --children 60 --replications 2" "sensitivity $map --top 3 --children 60 --replications 2"; do
    # shellcheck disable=SC2086
    done_with_json "1 thread: $words" $words --json --threads 1
    mv out one
    # shellcheck disable=SC2086
    done_with_json "2 threads: $words" $words --json --threads 2
    cmp -s one out || fault "1 thread and 2 threads differ"
    # shellcheck disable=SC2086
    done_with "in tables: $words" $words --threads 2
done
# What to measure next.
refused 2 'a result that nobody computes, none asked for, one replication' '--by: "moves" is none of mean_days_not_permanent, mean_days_completed, share_permanent_within_730_days, aim_share_met:route_decided
--top: "0" is not a whole number from 1
--replications: sensitivity needs at least 2' sensitivity "$map" --by moves --top 0 --replications 1
done_with_json 'swings of an aim' sensitivity "$map" --by aim_share_met:route_decided --top 2 --children 60 --replications 2 --json
[ "$(sqlite3 :memory: "select json_extract(j, '$.schema', '$.by', '$.sensitivity[0].swings[3].measure')
    from (select cast(readfile('out') as text) j)")" = '["permap.sensitivity/1","aim_share_met:route_decided","aim_share_met:route_decided"]' ] ||
    fault "another result than the one asked for"
[ "$(sqlite3 :memory: "select json_array_length(cast(readfile('out') as text), '$.sensitivity')")" = 2 ] || fault "not two rows"
[ "$(sqlite3 :memory: "select count(*) from json_each(cast(readfile('out') as text), '$.sensitivity') where value ->> 'could_be_counted_by' = ''
    or value ->> 'assumption' is null")" = 0 ] || fault "a number that nobody could count, or without a reason"
changed measured.json '1s/{/{"sources": [{"id": "count", "title": "A count", "publisher": "us", "year": 2026}],/
    s/"assumption":/"source": "count", "place":/; s/, "low": [0-9.]*, "high": [0-9.]*//'
refused 1 'a map that assumes nothing' 'measured.json: has no assumed number that could be another' \
    sensitivity measured.json --children 60 --replications 2
# A map with a resource it can do without.
changed optional.json 's/"resource": "reviewing_officers",/&"working": {"law": "fixed", "value": 1, "unit": "working_days", "assumption": "for the test"},/'
resources_said() { # WORD, words of the program
    word=$1
    shift
    done_with_json "resources $word: $*" "$@" --children 60 --json
    grep -q "^  \"resources\": \"$word\"" out || fault "does not say that resources are $word"
}
resources_said none simulate "$map"
resources_said none simulate "$map" --resources on
resources_said off simulate optional.json
resources_said on simulate optional.json --resources on
resources_said on compare optional.json --scenario "$no_panel" --resources on --replications 2
resources_said on rank optional.json --resources on --top 1 --replications 2
done_with 'what lengths of time mean without resources' simulate optional.json --children 60
grep -q 'Lengths of time stand for work and wait together' out || fault "does not say what lengths of time stand for"
for form in on off; do
    done_with "map check with resources $form" map check optional.json --children 60 --resources $form
    done_with "map show with resources $form" map show optional.json --resources $form
    done_with "a log with resources $form" simulate optional.json --children 60 --resources $form -o form.permap --overwrite
    done_with "its replay beside the map" replay form.permap --map optional.json
    done_with "fingerprint with resources $form" fingerprint optional.json --children 60 --resources $form
    mv out fingerprint.$form
done
! cmp -s fingerprint.on fingerprint.off || fault "resources on and off are the same"
done_with_json 'the map as it is written' map export optional.json
grep -q '"working"' out || fault "an export that chose for the reader"
more_officers=$home/scenarios/teaching-two-more-officers.json
refused 2 'capacity of what is switched off' '#/edits/0/resource: the map is run without its resource "reviewing_officers" (run it with --resources on)' \
    simulate optional.json --scenario "$more_officers"
refused 2 'the same, asked beforehand' '(run it with --resources on)' scenario check "$more_officers" --map optional.json
done_with 'capacity of what is switched on' scenario check "$more_officers" --map optional.json --resources on
refused 2 'a word resources do not have' '--resources: "maybe" is none of off, on' simulate optional.json --resources maybe
refused 2 'a log chose already' '--resources: a log is what happened' journey form.permap --child 1 --resources on
changed both_wrong.json 's/"value": 1, "unit": "working_days", "assumption": "for the test"/"value": 99999, "unit": "working_days", "assumption": "for the test"/' optional.json
refused 2 'a fault in the form that does not run' '/uses/working' simulate both_wrong.json

changed no_edits.json 's/{"edit":.*//' "$half_court"
done_with 'baseline' fingerprint "$map" --children 50
mv out baseline
done_with 'an empty scenario' fingerprint "$map" --children 50 --scenario no_edits.json
cmp -s baseline out || fault "an empty scenario is not the baseline"

done_with 'a journey' journey "$map" --child 3
mv out live
done_with 'the same journey in a log' simulate "$map" --children 3 -o three.permap
done_with 'the same journey in a log' journey three.permap --child 3
cmp -s live out || fault "a journey differs between map and log"
done_with 'a journey as it was known' journey three.permap --child 3 --at 2026-09-01
done_with_json 'a journey' journey "$map" --child 3 --json
mv out live
done_with_json 'the same journey in a log' journey three.permap --child 3 --json
cmp -s live out || fault "a journey differs between map and log"
done_with_json 'a journey beside itself' journey "$map" --child 3 --scenario "$no_panel" --json
done_with 'a journey beside itself' journey "$map" --child 3 --scenario "$no_panel"
grep -q 'With teaching_no_panel: ' out || fault "no word on how it ends"
done_with 'map check' map check "$map"
grep -q 'Nobody is stuck' out || fault "no word on the stuck"
done_with_json 'map check' map check "$map" --json
done_with 'map show' map show "$map"
done_with 'map show: a step' map show "$map" --step panel
done_with 'map show: a part' map show "$map" --process panel
done_with 'map show: who acts' map show "$map" --lane panel --phase panel
grep -q 'leads to: court' out || fault "no word on where it leads"
done_with 'map show: exact parts' map show "$map" --exact
done_with_json 'map show' map show "$map" --json
done_with_json 'map show: exact parts' map show "$map" --exact --json
done_with_json 'map export' map export "$map"
mv out exported.json
done_with 'the map as exported' fingerprint exported.json --children 50
cmp -s baseline out || fault "the exported map is another map"
for part in --whole '--process panel' '--phase settled' ''; do
    for format in svg dot; do
        title="map export --format $format $part"
        # shellcheck disable=SC2086
        run map export "$map" --format $format $part
        [ $code = 0 ] || fault "exit $code"
        grep -q 'Made by permap map export' out || fault "no picture"
    done
done
mkdir pages
echo '# Notes by hand' >pages/notes.md
for time in first second; do
    title="pages, the $time time"
    run map export "$map" --format pages -o pages
    [ $code = 0 ] || fault "exit $code"
    [ "$(ls pages | wc -l)" = 13 ] || fault "not README, overview, two files for each of five parts, and the notes"
done
grep -q 'Notes by hand' pages/notes.md || fault "the notes are gone"
done_with 'scenario explain' scenario explain "$no_panel" --map "$map"
grep -q 'does not see what this step protects' out || fault "no word on what it protects"
done_with 'scenario check' scenario check "$no_panel" --map "$map"
done_with 'scenario list' scenario list "$home/scenarios"
grep -q '^teaching_no_panel ' out || fault 'a scenario is missing'
run scenario pages "$home/scenarios" --map "$map" --children 40 --replications 2 -o pages.md
title='scenario pages'
[ "$code" = 0 ] && [ ! -s out ] || fault "exit $code, or something on stdout"
grep -q '^### What if there were no panel?$' pages.md || fault 'a scenario is not on the page'
refused 2 'pages over a file' 'pages.md' scenario pages "$home/scenarios" --map "$map" --children 40 --replications 2 -o pages.md
# Law that changes in 2020: a step, a way and a timescale.
changed dated.json '/"id": "child_views"/s/"name"/"in_force": {"from": "2020-01-01"}, &/
    /"id": "relative"/s/"when"/"in_force": {"from": "2020-01-01"}, "seldom": "few children have a relative who is asked", &/
    s/"timescale": {"value": 8\(.*\)},$/"timescale": [{"value": 8\1, "in_force": {"until": "2020-01-01"}}, {"value": 6\1, "in_force": {"from": "2020-01-01"}}],/'
done_with 'law as it changes' fingerprint dated.json --children 50
mv out changing
done_with 'law of after the change' fingerprint dated.json --children 50 --law-at 2020-01-01
[ "$(tail -n 1 out)" = "$(tail -n 1 changing)" ] || fault "the run is after the change, and yet another"
done_with 'law of before the change' fingerprint dated.json --children 50 --law-at 2019-12-31
[ "$(tail -n 1 out)" != "$(tail -n 1 changing)" ] || fault "the old law makes no difference"
done_with 'no dates, no difference' fingerprint "$map" --children 50 --law-at 2019-12-31
cmp -s baseline out || fault "a map without dates is another map"
done_with_json 'simulate with old law' simulate dated.json --children 50 --law-at 2019-12-31 --json
grep -q '"law_at": "2019-12-31"' out || fault "the result does not say it"
done_with_json 'simulate with law as it changes' simulate dated.json --children 50 --json
grep -q '"law_at": null' out || fault "the result does not say it"
done_with 'a log of old law' simulate dated.json --children 50 --law-at 2019-12-31 -o old_law.permap
grep -q 'The law is as it stood on 2019-12-31' out || fault "the header does not say it"
done_with 'a log of old law, replayed' replay old_law.permap
grep -q 'The law is as it stood on 2019-12-31' out || fault "the header does not say it"
done_with 'a log of old law beside its map' replay old_law.permap --map dated.json
refused 2 'a log of old law beside another map' 'old_law.permap: is a log of another map' replay old_law.permap --map "$map"
done_with 'a journey under old law' journey dated.json --child 3 --law-at 2019-12-31
grep -q 'The law is as it stood on 2019-12-31' out || fault "the page does not say it"
mv out live
done_with 'the same journey in a log' journey old_law.permap --child 3
cmp -s live out || fault "a journey differs between map and log"
refused 2 'a log knows its law' '--law-at: a log is what happened' journey old_law.permap --child 3 --law-at 2021-01-01
done_with_json 'compare under old law' compare dated.json --scenario "$no_panel" --children 20 --replications 2 --law-at 2019-12-31 --json
done_with_json 'rank under old law' rank dated.json --top 2 --children 20 --replications 2 --law-at 2019-12-31 --json
grep -q '"law_at": "2019-12-31"' out || fault "the result does not say it"
done_with 'scenario check under old law' scenario check "$no_panel" --map dated.json --law-at 2019-12-31
grep -q 'The law is as it stood on 2019-12-31' out || fault "it does not say it"
done_with 'map show: law by date' map show dated.json --step first_review
grep -q 'limit: 6 weeks.*from 2020-01-01' out || fault "no dates of the timescale"
grep -q 'seldom: few children' out || fault "no word on what is seldom"
done_with 'map show: old law' map show dated.json --step first_review --law-at 2019-12-31
! grep -q 'limit: 6 weeks' out || fault "the new timescale under the old law"
grep -q 'not in force' out || fault "no word on what is not in force"
done_with 'map check: old law' map check dated.json --law-at 2019-12-31 --children 200
grep -q 'first_review → relative: not in force; few children' out || fault "no reason for what nobody takes"
done_with_json 'map check: old law' map check dated.json --law-at 2019-12-31 --children 200 --json
grep -q '"seldom": "not in force; few children' out || fault "no reason for what nobody takes"
done_with_json 'map check: nothing explained' map check "$map" --children 1 --json
grep -A 1 '"not_explained": \[' out | grep -q '"[a-z_0-9]*"' || fault "nothing that one child does not meet"
done_with 'map check: nothing explained' map check "$map" --children 1
grep -q '    not explained (' out || fault "nothing that one child does not meet"
done_with_json 'a map of old law' map export dated.json --law-at 2019-12-31
mv out old_law.json
done_with 'a map of old law' fingerprint old_law.json --children 50
mv out live
done_with 'the same law' fingerprint dated.json --children 50 --law-at 2019-12-31
cmp -s live out || fault "the exported law is another law"
refused 2 'law frozen twice' '--law-at: the map holds the law as it stood on 2019-12-31' simulate old_law.json --law-at 2021-01-01
changed two_limits.json 's/"until": "2020-01-01"/"until": "2020-01-02"/' dated.json
refused 2 'two timescales on one day' 'two_limits.json#/steps/5/timescale/1: step "first_review" has two timescales in force on the same day: this one and two_limits.json#/steps/5/timescale/0' simulate two_limits.json
# One past, several futures.
refused 2 'a branch before the run' '--branch-at: 2025-12-31 lies outside the run' compare "$map" --scenario "$half_court" --branch-at 2025-12-31
refused 2 'a branch after the run' '--branch-at: 2060-01-01 lies outside the run' compare "$map" --scenario "$half_court" --branch-at 2060-01-01
refused 2 'a branch at no date' '--branch-at: "soon" is not a date' compare "$map" --scenario "$half_court" --branch-at soon
done_with_json 'compare from a date' compare "$map" --scenario "$half_court" --branch-at 2026-07-01 --children 200 --replications 3 --json
grep -q '"branch_at": "2026-07-01"' out || fault "no word on the shared past"
done_with 'compare from a date' compare "$map" --scenario "$half_court" --branch-at 2026-07-01 --children 200 --replications 3
grep -q 'Up to 2026-07-01 all arms have one past' out || fault "no word on the shared past"
for words in --help --version 'simulate --help'; do
    # shellcheck disable=SC2086
    done_with "$words" $words
done

echo "command_line: $tried tried, $faults faults"
[ $faults = 0 ]
