#!/bin/sh
# clang-tidy with the list in .clang-tidy, on every source file of core, sim, app and web, and those of bench that are built here (and
# the headers they read).
#   style_tidy.sh BUILD       a build folder with compile_commands.json
# Eight files of a folder are read as one, as in cmake/together.cmake: most of the time goes into the headers that they share. Files whose
# text and whose project headers have not changed since they passed are not read again.
set -eu
home=$(readlink -f "$(dirname "$(readlink -f "$0")")/..")
build=$(readlink -f "${1:-$home/build/release}")
cd "$home"
[ -f "$build/compile_commands.json" ] || {
    echo "no compile_commands.json in $build"
    exit 1
}
export passed="$build/style_tidy_passed"
export flags="-std=c++20 -Icore -Isim -Iapp -Iweb -Ibench -isystem /usr/include/eigen3 -DSPDLOG_FMT_EXTERNAL -DFMT_SHARED
    -DPERMAP_VERSION=\"\" -DPERMAP_SHIPPED_AT=\"\" -DPERMAP_MAPS=\"\""
mkdir -p "$passed"
batches=$(mktemp -d)
trap 'rm -rf "$batches"' EXIT

# A file of includes for every eight files of a folder, and for each that cannot stand beside others.
{
    find core sim app web -name '*.cpp'
    find bench -name '*.cpp' | while read -r file; do
        if grep -qF "/$file\"" "$build/compile_commands.json"; then echo "$file"; fi
    done
} | sort >"$batches/files"
awk -v home="$home" -v batches="$batches" -v together="$home/cmake/together.cmake" '
    BEGIN {
        while ((getline line < together) > 0) {
            count = split(line, words, /[ ()]+/)
            for (i = 1; i <= count; ++i) if (words[i] ~ /\.cpp$/) alone[words[i]] = 1
        }
    }
    {
        folder = $0
        sub(/\/[^\/]*$/, "", folder)
        by_itself = $0 in alone || folder ~ /^bench/  # each of bench has a main
        if (by_itself) name = "alone_" NR
        else { name = folder "_" int(count_in[folder] / 8); ++count_in[folder]; gsub("/", "_", name) }
        print "#include \"" home "/" $0 "\"  // NOLINT(bugprone-suspicious-include)" >>(batches "/" name ".cpp")
        close(batches "/" name ".cpp")
    }' "$batches/files"
[ -s "$batches/files" ] && [ "$(cat "$batches"/*.cpp | wc -l)" -eq "$(wc -l <"$batches/files")" ] || {
    echo "not every file is in a batch"
    exit 1
}

# shellcheck disable=SC2016
find "$batches" -name '*.cpp' | sort | xargs -P 2 -I '{}' sh -c '
    # What the answer depends on: the list of lints, the files, and every project header they read.
    made_of=$(g++ $flags -MM "$1") || exit 1
    read_files=$(printf "%s" "$made_of" | tr " \\\\" "\n\n" | grep "[.][ch]pp$" | grep -vxF "$1" | sort -u)
    mark=$(cat .clang-tidy tests/style_tidy.sh $read_files | sha256sum | cut -c 1-40)
    [ ! -f "$passed/$mark" ] || exit 0
    said=$(clang-tidy --quiet --config-file=.clang-tidy "$1" -- $flags 2>&1) && { : >"$passed/$mark"; exit 0; }
    printf "%s\n" "$said" | grep -v "warnings generated"
    exit 1
' sh '{}'
