#!/bin/sh
# clang-tidy with the list in .clang-tidy, on every source file of core, sim, app and web, and those of bench that are built here (and
# the headers they read).
#   style_tidy.sh BUILD       a build folder with compile_commands.json
# A file whose text and whose project headers have not changed since it passed is not read again.
set -eu
home=$(dirname "$(readlink -f "$0")")/..
build=$(readlink -f "${1:-$home/build/release}")
cd "$home"
[ -f "$build/compile_commands.json" ] || {
    echo "no compile_commands.json in $build"
    exit 1
}
passed=$build/style_tidy_passed
mkdir -p "$passed"
export build passed

# shellcheck disable=SC2016
{
    find core sim app web -name '*.cpp'
    find bench -name '*.cpp' | while read -r file; do
        if grep -qF "/$file\"" "$build/compile_commands.json"; then echo "$file"; fi
    done
} | sort | xargs -P 2 -I '{}' sh -c '
    # What the answer depends on: the list of lints, the file, and every project header it reads.
    mark=$(cat .clang-tidy "$1" $(g++ -std=c++20 -MM -Icore -Isim -Iapp -Iweb -Ibench -isystem /usr/include/eigen3 "$1" |
        tr " \\\\" "\n\n" | grep "\.hpp$" | sort -u) | sha256sum | cut -c 1-40)
    [ ! -f "$passed/$mark" ] || exit 0
    said=$(clang-tidy -p "$build" --quiet --extra-arg=-Wno-unknown-warning-option --extra-arg=-Wno-ignored-optimization-argument "$1" 2>&1) && { : >"$passed/$mark"; exit 0; }
    printf "%s\n" "$said" | grep -v "warnings generated"
    exit 1
' sh '{}'
