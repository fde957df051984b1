#!/bin/sh
# Same bits everywhere (SEMANTICS 5): core and sim built three unlike ways, and the program itself, must say the same of each
# shipped map: digest of the map, digest of the compiled model, fingerprint of a run.
#   same_bits.sh FOLDER PROGRAM       FOLDER: where to build
set -eu
home=$(readlink -f "$(dirname "$(readlink -f "$0")")/..")
program=$(readlink -f "$2")
mkdir -p "$1"
folder=$(readlink -f "$1")
cd "$home"

sources=$(find core/vocabulary core/map core/log sim/random sim/model sim/engine tests/same_bits -name '*.cpp' | sort)

build() { # name, compiler, flags
    mkdir -p "$folder/$1"
    # shellcheck disable=SC2086 # several sources
    printf '%s\n' $sources | xargs -P 2 -I '{}' sh -c '
        $2 -std=c++20 $3 -ffp-contract=off -Icore -Isim -c "$4" -o "$1/$(printf %s "$4" | tr / _).o"' \
        sh "$folder/$1" "$2" "$3" '{}' && "$2" "$folder/$1"/*.o -o "$folder/$1/fingerprint" || {
        echo "does not build: $1"
        exit 1
    }
}

build gcc-O0 g++ '-O0'
# Fused multiply-add would change the last bit: here the compiler could use it and must not.
flags=-O3
if grep -qw fma /proc/cpuinfo && grep -qw avx2 /proc/cpuinfo; then flags='-O3 -mfma -mavx2'; fi
build gcc-O3-fma g++ "$flags"
build clang-O2 clang++ '-O2'

faults=0
for map in maps/teaching.json maps/scotland; do
    expected=$("$program" fingerprint "$map" --children 300 --seed 7)
    [ -n "$expected" ] || {
        echo "$map: permap fingerprint says nothing"
        exit 1
    }
    for name in gcc-O0 gcc-O3-fma clang-O2; do
        said=$("$folder/$name/fingerprint" "$map") || said="failed"
        [ "$said" = "$expected" ] || {
            printf '%s: %s and the program differ:\n%s\n---\n%s\n' "$map" "$name" "$said" "$expected"
            faults=1
        }
    done
    printf '%s: same bits in the program, gcc-O0, gcc-O3-fma, clang-O2\n%s\n' "$map" "$expected"
done
exit $faults
