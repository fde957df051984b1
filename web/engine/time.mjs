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

// Long enough that starting and reading the map are a small part.
const jobs = [
    { name: "national map", map: "scotland", request: { map: "maps/scotland", children: 60000, replications: 2, seed: 7 } },
    {
        name: "national map, scarce resources on",
        map: "scotland",
        request: { map: "maps/scotland", resources: "on", area_share: 0.02, warm_up_years: 2, children: 1500, replications: 4, seed: 7 },
    },
    { name: "teaching map", map: "teaching", request: { map: "maps/teaching.json", children: 20000, replications: 10, seed: 7 } },
];

function native(job) {
    const { map, ...settings } = job.request;
    const words = Object.entries(settings).flatMap(([key, value]) => [`--${key.replaceAll("_", "-")}`, `${value}`]);
    const begun = performance.now();
    const said = execFileSync("sh", ["-c", '"$@"; times', "sh", program, "simulate", map, ...words, "--json", "--quiet", "--threads", "1"], {
        cwd: home,
        encoding: "utf8",
        maxBuffer: 1e9,
    });
    // The last line of `times`: user and system time of the programs that were run, "0m1.234s 0m0.010s".
    const spent = said.trim().split("\n").at(-1).match(/(\d+)m([\d.]+)s/g).map((part) => part.match(/(\d+)m([\d.]+)s/));
    return {
        wall: performance.now() - begun,
        processor: spent.reduce((sum, [, minutes, seconds]) => sum + 60000 * minutes + 1000 * seconds, 0),
        fingerprint: said.match(/"fingerprint": "(\w+)"/)[1],
    };
}

const withFiles = (job) => ({ files: files[job.map], ...job.request });
const compiled = await WebAssembly.compile(readFileSync(join(module, "permap-engine.wasm")));
const engine = await engineOf(compiled);
async function inNode(job) {
    const begun = performance.now();
    const before = process.cpuUsage();
    const reply = await engine.simulate(withFiles(job));
    const spent = process.cpuUsage(before);
    return {
        wall: performance.now() - begun,
        processor: (spent.user + spent.system) / 1000,
        fingerprint: reply.result.fingerprint,
    };
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
            const { reply } = await window.asked({ ask: "simulate", request });
            return { wall: performance.now() - begun, fingerprint: reply.result.fingerprint };
        }, withFiles(job));
    return { ask, close: () => browser.close() };
}

const browser = tools && browserPath ? await startedBrowser() : null;
const ways = { native, node: inNode, ...(browser ? { chromium: browser.ask } : {}) };
// The usual one; on a machine with other work, the processor's time says more than the wall's.
const median = (numbers) => [...numbers].sort((a, b) => a - b)[Math.floor(numbers.length / 2)];
const seconds = (milliseconds) => `${(milliseconds / 1000).toFixed(2)} s`;
for (const job of jobs) {
    const times = Object.fromEntries(Object.keys(ways).map((way) => [way, []]));
    for (let round = 0; round < rounds; ++round) {
        for (const [way, run] of Object.entries(ways)) times[way].push(await run(job));
    }
    console.log(job.name);
    const base = times.native;
    for (const [way, all] of Object.entries(times)) {
        if (all.some((one) => one.fingerprint !== base[0].fingerprint)) throw new Error(`${job.name}: ${way} counts otherwise`);
        const shown = ["wall", "processor"].filter((kind) => kind in all[0]).map((kind) => {
            const [here, there] = [all, base].map((list) => median(list.map((one) => one[kind])));
            return `${kind} ${seconds(here)} × ${(here / there).toFixed(2)}`;
        });
        console.log(`    ${way.padEnd(10)}${shown.join("    ")}`);
    }
}
await browser?.close();
process.exit(0);
