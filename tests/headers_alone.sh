#!/bin/sh
# Every header compiles on its own, seeing only the include roots its layer may name; and all of them together, so that
# no two give one name to different things. A header that the source file of its name includes first has been compiled on
# its own by the build.
#   headers_alone.sh [COMPILER]
set -eu
home=$(dirname "$(readlink -f "$0")")/..
cd "$home"
compiler=${1:-${CXX:-g++}}
export compiler

without_a_source_file() {
    while read -r header; do
        source=${header%.hpp}.cpp
        [ -f "$source" ] && [ "$(grep -m 1 '^#include' "$source")" = "#include \"${header#*/}\"" ] || echo "$header"
    done
}

# shellcheck disable=SC2016 # $1 belongs to the inner shell
find core sim app web tests -name '*.hpp' | sort | without_a_source_file | xargs -P 2 -I '{}' sh -c '
    case $1 in
    core/*) roots="-Icore" ;;
    sim/*) roots="-Icore -Isim" ;;
    app/*) roots="-Icore -Isim -Iapp" ;;
    web/*) roots="-Icore -Isim -Iapp -Iweb" ;;
    *) roots="-Icore -Isim -Iapp -Iweb -Itests -DPERMAP_SOURCE_DIR=\"\"" ;;
    esac
    "$compiler" -std=c++20 -fsyntax-only -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wno-sign-conversion -Werror \
        $roots -isystem /usr/include/eigen3 -x c++ -include "$1" /dev/null || { echo "does not stand alone: $1"; exit 1; }
' sh '{}'

find core sim app web -name '*.hpp' | sort | sed -e 's,^[a-z]*/\(.*\)$,#include "\1",' |
    "$compiler" -std=c++20 -fsyntax-only -Icore -Isim -Iapp -Iweb -isystem /usr/include/eigen3 -x c++ - || {
    echo "the headers do not stand together"
    exit 1
}
