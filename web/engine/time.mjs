// Called by time.sh, which says what is measured.
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

const [home, program, module, page, tools, browserPath] = process.argv.slice(2);
const from = (name) => import(pathToFileURL(join(module, name)).href);
const { engineOf } = await from("engine.mjs");
const { shippedFiles } = await from("shipped_runs.mjs");
const rounds = 5;
const files = shippedFiles(home);

// Some seconds each, so that reading the map is a small part and the machine's moods are another.
const jobs = [
    { name: "national map", map: "scotland", request: { map: "maps/scotland", children: 20000, replications: 2, seed: 7 } },
    {
        name: "national map, scarce resources on",
        map: "scotland",
        request: { map: "maps/scotland", resources: "on", area_share: 0.02, warm_up_years: 2, children: 500, replications: 2, seed: 7 },
    },
    { name: "teaching map", map: "teaching", request: { map: "maps/teaching.json", children: 20000, replications: 2, seed: 7 } },
];

function native(job) {
    const { map, ...settings } = job.request;
    const words = Object.entries(settings).flatMap(([key, value]) => [`--${key.replaceAll("_", "-")}`, `${value}`]);
    const begun = performance.now();
    const said = execFileSync(program, ["fingerprint", map, ...words, "--threads", "1"], { cwd: home, encoding: "utf8" });
    return { milliseconds: performance.now() - begun, events: said.match(/events (\w+)/)[1] };
}

const withFiles = (job) => ({ files: files[job.map], ...job.request });
const compiled = await WebAssembly.compile(readFileSync(join(module, "permap-engine.wasm")));
const engine = await engineOf(compiled);
async function inNode(job) {
    const begun = performance.now();
    const reply = await engine.fingerprint(withFiles(job));
    return { milliseconds: performance.now() - begun, events: reply.result.events };
}

async function startedBrowser() {
    const { chromium } = createRequire(join(tools, "package.json"))("playwright-core");
    const browser = await chromium.launch({ executablePath: browserPath, args: ["--no-sandbox", "--no-first-run"] });
    const sheet = await (await browser.newContext({ offline: true })).newPage();
    await sheet.goto(pathToFileURL(page).href);
    await sheet.evaluate(async () => {
        const textOf = (id) => document.getElementById(id).textContent;
        const wasm = await WebAssembly.compile(Uint8Array.from(atob(textOf("wasm-data")), (c) => c.charCodeAt(0)));
        const worker = new Worker(URL.createObjectURL(new Blob([textOf("worker-data")], { type: "text/javascript" })));
        window.asked = (message) =>
            new Promise((take) => ((worker.onmessage = ({ data }) => take(data)), worker.postMessage(message)));
        await window.asked({ compiled: wasm });
    });
    const ask = (job) =>
        sheet.evaluate(async (request) => {
            const begun = performance.now();
            const { reply } = await window.asked({ ask: "fingerprint", request });
            return { milliseconds: performance.now() - begun, events: reply.result.events };
        }, withFiles(job));
    return { ask, close: () => browser.close() };
}

const browser = tools && browserPath ? await startedBrowser() : null;
const ways = { native, node: inNode, ...(browser ? { chromium: browser.ask } : {}) };
const median = (numbers) => numbers.sort((a, b) => a - b)[Math.floor(numbers.length / 2)];
console.log(["job".padEnd(36), ...Object.keys(ways).map((way) => way.padStart(16))].join(""));
for (const job of jobs) {
    const times = Object.fromEntries(Object.keys(ways).map((way) => [way, []]));
    let events = null;
    for (let round = 0; round < rounds; ++round) {
        for (const [way, run] of Object.entries(ways)) {
            const one = await run(job);
            times[way].push(one.milliseconds);
            events ??= one.events;
            if (one.events !== events) throw new Error(`${job.name}: ${way} counts otherwise`);
        }
    }
    const base = median(times.native);
    const shown = Object.values(times).map((all) => `${(median(all) / 1000).toFixed(2)} s ×${(median(all) / base).toFixed(2)}`);
    console.log([job.name.padEnd(36), ...shown.map((text) => text.padStart(16))].join(""));
}
await browser?.close();
process.exit(0);
