# For test scripts: a browser, and what drives it. To be read with "." after `home`, `folder` and `leave` are there.
# Sets `browser`, and `tools`: a folder with the packages of package-lock.json, fetched once, and again when it changes.
# shellcheck shell=sh disable=SC2154 # home, folder: the reader's
browser=
for name in chromium chromium-browser google-chrome; do
    [ -n "$browser" ] || browser=$(command -v $name) || browser=
done
[ -n "$browser" ] || leave "no Chromium here (packages/browser): the page was not opened"
for name in node npm; do
    command -v $name >/dev/null || leave "no $name here (packages/browser): the page was not opened"
done

tools=$folder/tools
if ! cmp -s "$home/tests/browser/package-lock.json" "$tools/fetched.json"; then
    rm -rf "$tools"
    mkdir -p "$tools"
    cp "$home/tests/browser/package.json" "$home/tests/browser/package-lock.json" "$tools"
    (cd "$tools" && npm ci --registry https://registry.npmjs.org/ --ignore-scripts --no-audit --no-fund) >npm.log 2>&1 || {
        tail -n 5 npm.log
        leave "npm could not fetch axe-core and playwright-core: the page was not opened"
    }
    cp "$tools/package-lock.json" "$tools/fetched.json"
fi
