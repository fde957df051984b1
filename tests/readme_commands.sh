#!/bin/sh
# Runs every line of README.md that starts with ./permap inside a ```sh block, in order, in a folder of its own
# with the shipped maps and scenarios. Each must succeed. (./permap test is this very run, and is left out.)
#   readme_commands.sh PROGRAM [README]
set -eu
home=$(readlink -f "$(dirname "$(readlink -f "$0")")/..")
program=$(readlink -f "$1")
readme=$(readlink -f "${2:-$home/README.md}")

place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT
ln -s "$home/maps" "$home/scenarios" "$place"
cat >"$place/permap" <<END
#!/bin/sh
exec "$program" "\$@"
END
chmod +x "$place/permap"
export PERMAP_HOME="$home"
export XDG_CONFIG_HOME="$place/settings" # keys for pseudonyms go here
cd "$place"

# Lines that end in a backslash go on in the next.
awk '
    /^```/ { inside = ($0 ~ /^```sh *$/) && !inside; next }
    inside {
        line = line $0
        if (sub(/\\$/, "", line)) next
        if (line ~ /^\.\/permap / && line !~ /^\.\/permap (test|packages)( |$)/) print line
        line = ""
    }' "$readme" >commands
[ -s commands ] || {
    echo "no command found in $readme"
    exit 1
}

faults=0
while read -r command; do
    code=0
    sh -c "$command" >said 2>&1 </dev/null || code=$?
    if [ $code = 0 ]; then
        echo "done: $command"
    else
        faults=$((faults + 1))
        echo "FAILED with $code: $command"
        tail -n 20 said | sed 's/^/    /'
    fi
done <commands
exit $faults
