#!/bin/sh
# permap export from the command line: what it refuses, children left out, dates moved, logs written anew, workbooks.
# usage: export.sh PERMAP
set -eu
permap=$1
map=$(cd "$(dirname "$0")/.." && pwd)/maps/teaching.json
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
mkdir keys
failed=0
fault() {
    echo "export.sh: $1"
    failed=1
}
refused() { # WHAT STANDS IN THE MESSAGE, OPTION…
    said=$1
    shift
    if "$permap" export "$@" > out.txt 2> err.txt; then fault "not refused: $*"; fi
    grep -qF -- "$said" err.txt || fault "no \"$said\" in: $(cat err.txt)"
}

"$permap" simulate "$map" --children 60 --quiet -o log.permap > /dev/null

# Every fault at once, and nothing is written.
refused 'permap: --format: as what?' log.permap -o a.csv
refused 'permap: --output: where is the file to be?' log.permap --format csv
refused '--shape: is for --format csv only' log.permap --format xes --shape visits -o a.xes --children --suppress-below 3
grep -qF -- '--children: is for --format xlsx only' err.txt || fault 'the second fault is not told'
grep -qF -- '--suppress-below: is for --format xlsx only' err.txt || fault 'the third fault is not told'
refused 'only XES is written compressed' log.permap --format csv -o a.csv.gz
refused 'is the log itself' log.permap --format csv --overwrite -o log.permap
refused 'did you mean' log.permap --format csv -o a.csv --witout 3
refused 'a simulated log has its own map' log.permap --format csv -o a.csv --map "$map"
refused 'a simulated log holds no child' log.permap --format permap --without 1 -o b.permap
refused 'a log as it is need not be exported' log.permap --format permap -o b.permap
refused 'there is no key' log.permap --format csv --shift-dates --key keys/none -o a.csv
refused 'the log has no such child' log.permap --format csv --without 61 -o a.csv
[ -z "$(ls -- *.csv *.xes* 2> /dev/null)" ] || fault 'a refused export left a file behind'

# A recorded log: identifiers become pseudonyms under a key.
"$permap" export log.permap --format csv -o log.csv --json > told.json
python3 - <<'PYTHON' || fault 'what --json tells is wrong'
import json
told = json.load(open("told.json"))
assert told["schema"] == "permap.export/1" and told["population"] == "simulated" and told["children"] == 60, told
assert told["rows"] == sum(1 for _ in open("log.csv")) - 1
PYTHON
cat log.csv > sent.csv
"$permap" import sent.csv -o recorded.permap --key keys/key --quiet > /dev/null
child=$(sed -n 2p log.csv | cut -d, -f1)

# Without a child, named by the identifier: in no export, and not in the log that is written anew.
"$permap" export recorded.permap --format csv -o all.csv > /dev/null
pseudonym=$(sed -n 2p all.csv | cut -d, -f1)
"$permap" export recorded.permap --format csv --without "$child" --key keys/key -o without.csv > without.txt
grep -q '1 child is not in it' without.txt || fault 'it is not said that a child was left out'
! grep -q "$pseudonym" without.csv || fault 'the child is still in the CSV'
printf '%s\n\n2\n' "$child" > names.txt
"$permap" export recorded.permap --format permap --without-file names.txt --key keys/key -o new.permap > /dev/null
"$permap" export new.permap --format csv -o new.csv > /dev/null
[ "$(cut -d, -f1 new.csv | sort -u | wc -l)" = 59 ] || fault 'the new log does not hold 58 children'
! grep -qa "$pseudonym" new.permap || fault 'the child is still in the new log'
"$permap" replay new.permap --json > /dev/null || fault 'the new log cannot be replayed'
grep -vE "^($pseudonym|$(cut -d, -f1 all.csv | uniq | sed -n 3p))," all.csv > left.csv
cmp -s left.csv new.csv || fault 'the other children are not as they were'
refused 'the log has no such child' recorded.permap --format permap --without secret-name --key keys/key -o c.permap
! grep -q 'secret-name' err.txt || fault 'a name is repeated that may tell who a child is'

# Dates moved: by whole weeks, the same for all dates of a child, the same every time.
"$permap" export recorded.permap --format csv --shift-dates --key keys/key -o moved.csv > /dev/null
"$permap" export recorded.permap --format csv --shift-dates --key keys/key -o again.csv > /dev/null
cmp -s moved.csv again.csv || fault 'the same key moves dates differently'
python3 - <<'PYTHON' || fault 'dates are not moved as they should be'
import csv, datetime
read = lambda name: list(csv.DictReader(open(name, newline="")))
by = {}
for was, now in zip(read("all.csv"), read("moved.csv"), strict=True):
    assert {k: was[k] for k in was if k not in ("at", "value")} == {k: now[k] for k in now if k not in ("at", "value")}
    moved = datetime.datetime.fromisoformat(now["at"]) - datetime.datetime.fromisoformat(was["at"])
    by.setdefault(was["child"], set()).add(moved)
assert all(len(m) == 1 for m in by.values())
weeks = [next(iter(m)) / datetime.timedelta(weeks=1) for m in by.values()]
assert all(w == int(w) and -26 <= w <= 26 for w in weeks) and len(set(weeks)) > 10, weeks
PYTHON

# Workbooks: sheets, no formula, small counts hidden where children are recorded, rows of children only when asked for.
"$permap" export recorded.permap --format xlsx -o shared.xlsx > /dev/null
"$permap" export recorded.permap --format xlsx --children -o own.xlsx > own.txt
grep -q 'not for sharing' own.txt || fault 'a workbook with rows of children does not say so'
python3 - <<'PYTHON' || fault 'the workbook is not as it should be'
import re, zipfile
def sheets(name):
    book = zipfile.ZipFile(name)
    assert book.testzip() is None
    names = re.findall(r'<sheet name="([^"]*)"', book.read("xl/workbook.xml").decode())
    texts = re.findall(r"<t[^>]*>([^<]*)</t>", book.read("xl/sharedStrings.xml").decode())
    cells = {n: book.read(f"xl/worksheets/sheet{i + 1}.xml").decode() for i, n in enumerate(names)}
    return names, texts, cells
names, texts, cells = sheets("shared.xlsx")
assert names == ["about", "outcomes", "aims", "delay by step", "time to permanence", "ways through the steps", "by month"], names
assert "*" in texts, "no small count is hidden"
assert not any(t.startswith("c-") for t in texts), "a pseudonym stands in a workbook for sharing"
for name, cell in cells.items():
    assert "<f>" not in cell and 'topLeftCell="B2"' in cell and 'orientation="landscape"' in cell, name
for name, columns in (("outcomes", "B"), ("by month", "B-E")):
    rows = re.findall(rf'<c r="[{columns}]\d+"([^>]*)><v>([^<]*)</v>', cells[name])
    shown = [float(value) for kind, value in rows if 't="s"' not in kind]
    assert shown and not any(0 < count < 5 for count in shown), (name, shown)
assert sheets("own.xlsx")[0][-1] == "children"
PYTHON

# In a spreadsheet, where there is one.
if command -v soffice > /dev/null; then
    soffice -env:UserInstallation="file://$folder/office" --headless --convert-to csv shared.xlsx > /dev/null 2>&1 || fault 'LibreOffice cannot open the workbook'
    grep -q 'Recorded: brought in from files' shared.csv || fault 'LibreOffice does not read the workbook as it was written'
fi
exit $failed
