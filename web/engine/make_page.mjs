// One HTML file that needs nothing else: opened from a folder, without a network, it runs every shipped map and scenario
// in the browser and compares with tests/fingerprints.txt.
//   node make_page.mjs MODULE PAGE.html      MODULE: the folder with permap-engine.js and permap-engine.wasm
import { createHash } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { shippedFiles, shippedRuns } from "./shipped_runs.mjs";

const here = dirname(fileURLToPath(import.meta.url));
const home = join(here, "../..");
const [module, page] = process.argv.slice(2);
const read = (name) => readFileSync(join(here, name), "utf8");

// Modules one after the other become one: what they import from each other is in it already.
const joined = (texts) =>
    texts.map((text) => text.replace(/^import .*\n/gm, "").replace(/^export default .*$/gm, "").replace(/^export /gm, "")).join("\n");
// Inside a page, "</script" would end the script.
const inPage = (text) => text.replace(/<\/(script|style)/gi, "<\\/$1").replace(/<!--/g, "<\\!--");
const hash = (text) => `'sha256-${createHash("sha256").update(text).digest("base64")}'`;

const style = read("page.css");
const script = inPage(joined([read("several_workers.mjs"), read("summed.mjs"), read("page.mjs")]));
// A plain script, as every browser starts one from memory: it has no address of its own, and needs none.
const worker = joined([readFileSync(join(module, "permap-engine.js"), "utf8"), read("engine.mjs"), read("worker.mjs")]).replaceAll("import.meta.url", '""');
const json = (value) => JSON.stringify(value).replace(/</g, "\\u003c");
const parts = {
    "script-hash": hash(script),
    "style-hash": hash(style),
    style,
    runs: json(shippedRuns(home)),
    files: json(shippedFiles(home)),
    wasm: readFileSync(join(module, "permap-engine.wasm")).toString("base64"),
    worker: inPage(worker),
    script,
};
writeFileSync(page, read("page.html").replace(/\{\{([a-z-]+)\}\}/g, (_, name) => parts[name]));
