#!/bin/sh
# Every source file is laid out as .clang-format says. To mend all: tests/style_format.sh --fix
set -eu
cd "$(dirname "$(readlink -f "$0")")/.."
sources() { find core sim app web tests bench -name '*.[ch]pp' | sort; }

if [ "${1:-}" = --fix ]; then
    sources | xargs -n 10 -P 2 clang-format -i
    exit
fi
sources | xargs -n 10 -P 2 clang-format --dry-run -Werror && exit
echo "to mend: tests/style_format.sh --fix"
exit 1
