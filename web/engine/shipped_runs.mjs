// The runs of tests/fingerprints.sh, as requests: every map that comes with permap, its scenarios, two seeds; 300
// children, 2 replications. Read from the table, so that what is run is what was written down.
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";

// Home: the repository.
export function shippedRuns(home) {
    const lines = readFileSync(join(home, "tests/fingerprints.txt"), "utf8").split("\n");
    return lines.filter((line) => line !== "" && !line.startsWith("#")).map((line) => runOf(home, line));
}

// Every file a run may name, by map.
export function shippedFiles(home) {
    const files = {};
    const read = (path) => ({ path, text: readFileSync(join(home, path), "utf8") });
    const jsonIn = (folder) => readdirSync(join(home, folder)).filter((name) => name.endsWith(".json")).sort();
    files.scotland = jsonIn("maps/scotland").filter((name) => name !== "targets.json").map((name) => read(`maps/scotland/${name}`));
    files.teaching = [read("maps/teaching.json")];
    for (const name of jsonIn("scenarios")) {
        const scenario = read(`scenarios/${name}`);
        files[JSON.parse(scenario.text).map]?.push(scenario);
    }
    return files;
}

function runOf(home, line) {
    const [map, scenario, seed, digests] = line.split(" | ");
    const [mapDigest, modelDigest, events] = digests.split(" ");
    const request = {
        map: map === "scotland" ? "maps/scotland" : `maps/${map}.json`,
        children: 300,
        replications: 2,
        seed: Number(seed),
    };
    if (scenario !== "-") request.scenarios = [`scenarios/${scenario}.json`];
    if (map === "scotland" && scenario !== "-" && editsWhatIsScarce(home, scenario)) {
        Object.assign(request, { resources: "on", area_share: 0.01, warm_up_years: 1 });
    }
    return { map, scenario, seed, expected: { map: mapDigest, model: modelDigest, events }, request };
}

// As tests/fingerprints.sh decides it.
function editsWhatIsScarce(home, scenario) {
    return /"(resource|entry|priority)": /.test(readFileSync(join(home, `scenarios/${scenario}.json`), "utf8"));
}
