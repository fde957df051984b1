#!/bin/sh
# Each module may include itself and what it depends on, as its permap_module() line says, and nothing else.
# Some things have one place, or none: see the list of borders below.
#   layering.sh [HOME]
set -eu
export LC_ALL=C
home=${1:-$(dirname "$(readlink -f "$0")")/..}
cd "$home"

# Comments may name anything.
code_of() { sed -e 's,//.*$,,' "$1"; }

{
    # "module core/log core/vocabulary …" for every permap_module(), with what follows from its dependencies' dependencies.
    for list in core/CMakeLists.txt sim/CMakeLists.txt app/CMakeLists.txt web/CMakeLists.txt; do
        sed -e 's/#.*$//' "$list" | tr '\n' ' ' | tr ')' '\n' | sed -n 's/^.*permap_module(\(.*\)$/module \1/p'
    done
    find core sim app web -name '*.[ch]pp' | sort | while read -r file; do
        printf 'file %s\n' "$file"
        # Included names are kept even where a comment follows.
        grep -n '^[ ]*#[ ]*include[ ]*"' "$file" | sed -e 's/^\([0-9]*\):[^"]*"\([^"]*\)".*$/include \1 \2/'
    done
} | awk '
    function reaches(from, to,    i, n, parts) {
        if (from == to) return 1
        if ((from, to) in known) return known[from, to]
        known[from, to] = 0
        n = split(depends[from], parts, " ")
        for (i = 1; i <= n; ++i)
            if (reaches(parts[i], to)) return known[from, to] = 1
        return 0
    }
    function exists(path,    line, there) {
        if (path in seen) return seen[path]
        there = (getline line < path) >= 0
        close(path)
        return seen[path] = there
    }
    function fault(where, what) { printf "%s: %s\n", where, what; faults = 1 }

    $1 == "module" {
        taking = 0
        declared[$2] = 1
        for (i = 3; i <= NF; ++i) {
            if ($i == "DEPENDS") taking = 1
            else if ($i == "LIBRARIES") taking = 0
            else if (taking) {
                if (!($i in declared)) fault($2, "depends on " $i ", which is not declared before it")
                depends[$2] = depends[$2] " " $i
            }
        }
    }
    $1 == "file" {
        file = $2
        n = split(file, parts, "/")
        module = n == 2 ? "" : parts[1] "/" parts[2]  # a file beside the modules: the program itself
        if (n == 2 && parts[1] != "app") fault(file, "lies outside every module")
        if (n > 3) fault(file, "modules have no folders inside")
        if (module != "" && !(module in declared)) fault(file, module " has no permap_module() line")
    }
    $1 == "include" {
        where = file ":" $2
        if ($3 !~ /^[a-z_0-9]+\/[a-z_0-9]+\.hpp$/) { fault(where, "\"" $3 "\" does not name a module and a header"); next }
        found = ""
        for (i = 1; i <= 4; ++i) {
            root = i == 1 ? "core" : i == 2 ? "sim" : i == 3 ? "app" : "web"
            if (exists(root "/" $3)) found = root "/" $3
        }
        if (found == "") { fault(where, "there is no \"" $3 "\""); next }
        split(found, parts, "/")
        to = parts[1] "/" parts[2]
        if (module != "" && !reaches(module, to)) fault(where, module " does not depend on " to)
    }
    END { exit faults }
' || bad=1

# Borders: a pattern (extended), where it is at home (a pattern on the path), why.
border() {
    find core sim app web -name '*.[ch]pp' | grep -Ev "$2" | sort | while read -r file; do
        code_of "$file" | { grep -nE "$1" || :; } | while IFS=: read -r line _; do
            printf '%s:%s: %s\n' "$file" "$line" "$3"
        done
    done
}
found=$(
    border 'nlohmann' '/[a-z_]*(codec|json)[a-z_]*\.[ch]pp$|^app/(report|store|formats)/' 'JSON stays in codecs, reports and the store'
    border '<boost/' '^core/graph/|^app/' 'Boost.Graph stays in core/graph'
    border '<boost/(graph|property_map)' '^core/graph/' 'Boost.Graph stays in core/graph'
    border 'Eigen[/:]' '^core/analysis/' 'Eigen stays in core/analysis'
    border 'spdlog|program_options' '^app/' 'spdlog and Program_options stay in app'
    border 'sqlite3' '^app/store/' 'SQLite stays in app/store'
    border '<iostream>|<fstream>|std::(cout|cerr|clog)|(^|[^a-z_])(f?printf|f?puts|putchar|fopen) *\(' \
        '^app/|^core/vocabulary/result\.hpp$' 'below app nothing reads files or prints'
    border '<random>|<ctime>|<time\.h>|random_device|(system|steady|high_resolution)_clock|getenv *\(|[^a-z_]s?rand *\(' \
        '^app/' 'below app no clock, no chance but our own, no environment'
    # What a run depends on is computed with + - * / and sqrt only (SEMANTICS 5); statistics after the fold may use more.
    border 'long double|std::(log|log2|log10|log1p|exp|exp2|expm1|pow|erfc?|[lt]gamma|sin|cos|tan|a?sinh?|atan2?|tanh|cbrt|hypot|fma) *\(' \
        '^app/|^core/(analysis|graph|projection)/|^sim/experiment/' 'libm differs between platforms; the model must not'
)
[ -z "$found" ] || {
    printf '%s\n' "$found"
    bad=1
}
[ -z "${bad:-}" ] || exit 1
echo "layering: every include is declared, every border holds"
