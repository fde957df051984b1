#!/bin/sh
# By night: five minutes for each kind of file; what was learned is kept in tests/fuzz/corpus, to be committed.
#   fuzz_nightly.sh FOLDER
set -eu
KEEP=1 exec "$(dirname "$(readlink -f "$0")")/fuzz.sh" "$1" 300
