#!/bin/sh
# core and sim must also compile for the web page, with Debian's em++ (preset wasm).
# Leaves with 77 ("skipped") where there is no em++.
#   wasm_syntax.sh BUILD       a folder to build in
set -eu
home=$(dirname "$(readlink -f "$0")")/..
build=${1:-$home/build/wasm}
command -v em++ >/dev/null || {
    echo "em++ is not here (packages/test)"
    exit 77
}
mkdir -p "$build"
said=$(cd "$home" && cmake --preset wasm -B "$build" 2>&1) || {
    printf '%s\n' "$said"
    exit 1
}
ninja -C "$build" --quiet
echo "core and sim compile for the web"
