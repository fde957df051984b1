#!/bin/sh
# core and sim must also compile for the web page: Debian's em++ reads every file (no code is made).
# Leaves with 77 ("skipped") where there is no em++.
set -eu
home=$(dirname "$(readlink -f "$0")")/..
cd "$home"
command -v em++ >/dev/null || {
    echo "em++ is not here (packages/test)"
    exit 77
}

# Only these libraries, not the rest of /usr/include: that belongs to another C library.
libraries=$(mktemp -d)
trap 'rm -rf "$libraries"' EXIT
ln -s /usr/include/boost /usr/include/nlohmann "$libraries"
ln -s /usr/include/eigen3/Eigen "$libraries"
export libraries

# All headers in one go (some are included by nobody yet), then every source file.
find core sim -name '*.hpp' | sort | sed -e 's,^[a-z]*/\(.*\)$,#include "\1",' >"$libraries/all_headers.cpp"

# shellcheck disable=SC2016 # $1 belongs to the inner shell
{ echo "$libraries/all_headers.cpp" && find core sim -name '*.cpp' | sort; } | xargs -P 2 -I '{}' sh -c '
    said=$(em++ -std=c++20 -fsyntax-only -ffp-contract=off -Wall -Wextra -Werror -Icore -Isim -isystem "$libraries" $1 2>&1) ||
        { printf "%s\n" "$said" | grep -v "^em++: error:"; echo "does not compile for the web: $1"; exit 1; }
' sh '{}'
