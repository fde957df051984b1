#!/bin/sh
# The engine as WebAssembly gives the native fingerprints: on every map, scenario and seed of fingerprints.txt, in Node and,
# from one HTML file with the network off, in a real browser. Core and sim are compiled for it with Debian's em++ (preset
# wasm). Leaves with 77 ("skipped") where there is no em++ or no browser.
#   web_engine.sh BUILD FOLDER     BUILD: a folder to build in; FOLDER: keeps the browser's tools from one run to the next
set -eu
export LC_ALL=C
home=$(readlink -f "$(dirname "$(readlink -f "$0")")/..")
mkdir -p "$1" "$2"
build=$(readlink -f "$1")
folder=$(readlink -f "$2")
place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT
cd "$place"

leave() {
    echo "$1"
    exit 77
}
command -v em++ >/dev/null || leave "no em++ here (packages/test): the module was not built"
command -v node >/dev/null || leave "no node here (packages/browser): the module was not run"
said=$(cd "$home" && cmake --preset wasm -DPERMAP_TOGETHER=ON -B "$build" 2>&1) || {
    printf '%s\n' "$said"
    exit 1
}
# emcc looks for its own JavaScript libraries where Debian keeps them.
NODE_PATH=/usr/share/nodejs ninja -C "$build" --quiet

node "$home/tests/web/fingerprints.mjs" "$home" "$build/web"
node "$home/web/engine/make_page.mjs" "$build/web" "$place/fingerprints.html"

. "$home/tests/browser/tools.sh"
cp "$home/tests/browser/fingerprints_page.mjs" "$tools"
node "$tools/fingerprints_page.mjs" "$place/fingerprints.html" "$home/tests/fingerprints.txt" "$browser"
