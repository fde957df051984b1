#!/bin/sh
# Are the tests any good? Puts the faults of mutations.txt, one at a time, into a copy of the tree, builds the tests
# and demands that at least one fails. A fault that does not compile proves nothing and is an error too.
#   mutations.sh FOLDER [NAME…]       FOLDER: where to copy and build; NAME: only these (default: all)
#   PERMAP_MUTATION_TESTS="laws national"   build and run these test programs only      PERMAP_JOBS=1   one core (default 2)
set -eu
home=$(readlink -f "$(dirname "$(readlink -f "$0")")/..")
list=${PERMAP_MUTATIONS:-$home/tests/mutations.txt}
mkdir -p "$1"
folder=$(readlink -f "$1")
shift
wanted=" $* "
tree=$folder/tree
build=$folder/build

rm -rf "$tree"
mkdir -p "$tree"
# Times are kept, so that a second run builds little; but what was made from a fault of the last run must be made anew.
(cd "$home" && tar -cf - --exclude='./build*' --exclude=./.git .) | tar -xf - -C "$tree"
sed -n 's/^[^#|][^|]* | \([^|]*\) | .*$/\1/p' "$list" | sort -u | while read -r file; do
    [ ! -f "$tree/$file" ] || touch "$tree/$file"
done

jobs=${PERMAP_JOBS:-2}
targets=
only=.
for test in ${PERMAP_MUTATION_TESTS:-}; do
    targets="$targets test_$test"
    only="$only|^$test\$"
done
only=${only#.|}
tests_pass() {
    ctest --test-dir "$build" -LE script -R "$only" --no-tests=error --stop-on-failure -j "$jobs" >"$folder/ctest.log" 2>&1
}
# shellcheck disable=SC2086 # a list of targets
builds() { ninja -C "$build" -j "$jobs" $targets >"$folder/ninja.log" 2>&1; }

cmake -S "$tree" -B "$build" -G Ninja -DCMAKE_BUILD_TYPE=None -DCMAKE_CXX_FLAGS=-O1 -DPERMAP_STRICT=OFF -DPERMAP_TESTS=ON \
    >"$folder/cmake.log" 2>&1 || {
    cat "$folder/cmake.log"
    exit 1
}
if ! builds || ! tests_pass; then
    tail -n 30 "$folder/ninja.log" "$folder/ctest.log" 2>/dev/null
    echo "mutations: the tests must build and pass before any fault is put in"
    exit 1
fi

# Replaces the one place of $old in file $1; 2 = not there, 3 = more than once.
replace() {
    awk '
        BEGIN { old = ENVIRON["old"]; new = ENVIRON["new"] }
        {
            at = index($0, old)
            if (at) {
                if (done || index(substr($0, at + 1), old)) again = 1
                done = 1
                $0 = substr($0, 1, at - 1) new substr($0, at + length(old))
            }
            print
        }
        END { exit again ? 3 : done ? 0 : 2 }' "$1" >"$folder/mutated"
}

faults=0
ran=0
while IFS= read -r line; do
    case $line in '' | '#'*) continue ;; esac
    # Fields, without awk's own splitting: texts may hold anything but " | ".
    name=${line%%' | '*}
    rest=${line#*' | '}
    file=${rest%%' | '*}
    rest=${rest#*' | '}
    old=${rest%%' | '*}
    case $rest in
    *' | '*) new=${rest#*' | '} ;;
    *' |')
        old=${rest%' |'}
        new=
        ;;
    *)
        echo "mutations.txt: not four fields: $line"
        faults=1
        continue
        ;;
    esac
    export old new
    case $wanted in '  ' | *" $name "*) ;; *) continue ;; esac
    ran=$((ran + 1))
    code=0
    replace "$tree/$file" || code=$?
    if [ $code != 0 ]; then
        case $code in 3) why="stands more than once" ;; *) why="is not there" ;; esac
        echo "$name: the old text $why in $file"
        faults=1
        continue
    fi
    cp "$folder/mutated" "$tree/$file"
    if ! builds; then
        grep -m 3 'error' "$folder/ninja.log" || :
        echo "$name: does not compile, so it shows nothing"
        faults=1
    elif tests_pass; then
        echo "$name: NOBODY NOTICED ($file: $old -> $new)"
        faults=1
    else
        echo "$name: noticed by $(sed -n 's/^.*- \([^ ]*\) (.*$/\1/p' "$folder/ctest.log" | tr '\n' ' ')"
    fi
    cp "$home/$file" "$tree/$file"
done <"$list"
echo "mutations: $ran tried"
exit $faults
