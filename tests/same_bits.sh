#!/bin/sh
# Same bits everywhere (SEMANTICS 5): builds the program with three unlike compilers and compares what each says of the
# compiled model and of a run.
#   same_bits.sh FOLDER [MAP…]       FOLDER: where to build (kept, so that the next time is quick); MAP: default all shipped
set -eu
home=$(readlink -f "$(dirname "$(readlink -f "$0")")/..")
folder=$1
shift
mkdir -p "$folder"
folder=$(readlink -f "$folder")
cd "$home"
if [ $# -eq 0 ]; then
    for map in maps/*.json maps/*/map.json; do
        case $map in */map.schema.json | *'*'*) ;; */map.json) set -- "$@" "${map%/map.json}" ;; *) set -- "$@" "$map" ;; esac
    done
fi
[ $# -gt 0 ] || {
    echo "no map to compare on"
    exit 1
}

build() { # name, compiler, flags
    cmake -S "$home" -B "$folder/$1" -G Ninja -DCMAKE_CXX_COMPILER="$2" -DCMAKE_BUILD_TYPE=None -DCMAKE_CXX_FLAGS="$3" \
        -DPERMAP_TESTS=OFF -DPERMAP_STRICT=OFF >"$folder/$1.log" 2>&1 &&
        ninja -C "$folder/$1" -j 2 permap-program >>"$folder/$1.log" 2>&1 || {
        cat "$folder/$1.log"
        echo "does not build: $1"
        exit 1
    }
}

builds=
add() {
    if ! command -v "$2" >/dev/null; then
        echo "left out, not here: $2"
        return
    fi
    build "$@"
    builds="$builds $1"
}
add gcc-O0 g++ '-O0'
# Fused multiply-add would change the last bit: here the compiler could use it and must not.
if grep -qw fma /proc/cpuinfo && grep -qw avx2 /proc/cpuinfo; then
    add gcc-O3-fma g++ '-O3 -mfma -march=haswell'
else
    add gcc-O3 g++ '-O3'
fi
add clang-O2 clang++ '-O2'

faults=0
for map; do
    first=
    for name in $builds; do
        said=$("$folder/$name/app/permap" fingerprint "$map" --children 300 --seed 7) || {
            echo "$map: permap fingerprint failed in $name"
            faults=1
            continue
        }
        [ -n "$said" ] || {
            echo "$map: permap fingerprint says nothing in $name"
            faults=1
            continue
        }
        if [ -z "$first" ]; then
            first=$said
            first_name=$name
        fi
        [ "$said" = "$first" ] || {
            printf '%s: %s and %s differ:\n%s\n---\n%s\n' "$map" "$first_name" "$name" "$first" "$said"
            faults=1
        }
    done
    [ "$faults" = 1 ] || printf '%s: same bits in%s\n%s\n' "$map" "$builds" "$first"
done
exit $faults
