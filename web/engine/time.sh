#!/bin/sh
# How much longer does WebAssembly take? The same jobs in the native program on one thread, in Node and, where they are
# here, in Chromium from one HTML file; in turn, five times; medians of wall and processor time, and ratios. Reading and
# checking the map is part of every job. Close other programs first.
#   time.sh PROGRAM MODULE [TOOLS]     PROGRAM: build/release/app/permap; MODULE: build/wasm/web;
#                                      TOOLS: build/release/browser/tools, which the tests have fetched
set -eu
here=$(dirname "$(readlink -f "$0")")
place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT
node "$here/make_page.mjs" "$2" "$place/engine.html"
browser=$(command -v chromium || command -v chromium-browser || command -v google-chrome || :)
node "$here/time.mjs" "$here/../.." "$(readlink -f "$1")" "$(readlink -f "$2")" "$place/engine.html" "${3:+$(readlink -f "$3")}" "$browser"
