// Every line of fingerprints.txt again, by the module in Node, on two workers; and what a user may do wrong.
//   node fingerprints.mjs HOME MODULE      MODULE: the folder with the built module
import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { Worker } from "node:worker_threads";

const [home, module] = process.argv.slice(2).map((path) => resolve(path));
const from = (name) => import(pathToFileURL(join(module, name)).href);
const { sharedAmong } = await from("several_workers.mjs");
const { shippedFiles, shippedRuns } = await from("shipped_runs.mjs");
const { summed } = await from("summed.mjs");
const { engineOf } = await from("engine.mjs");

const faults = [];
const check = (holds, what) => {
    if (!holds) faults.push(what);
};
const compiled = await WebAssembly.compile(readFileSync(join(module, "permap-engine.wasm")));
const files = shippedFiles(home);
const runs = shippedRuns(home);

// --- the table --------------------------------------------------------------------------------------------------------

const workers = [];
const started = () =>
    new Promise((ready, failed) => {
        const worker = new Worker(join(module, "node_worker.mjs"), {
            workerData: { compiled, engine: pathToFileURL(join(module, "engine.mjs")).href },
        });
        workers.push(worker);
        worker.on("error", failed);
        worker.once("message", () =>
            ready((ask, request) => {
                worker.postMessage({ ask, request });
                return new Promise((take) => worker.once("message", take));
            }),
        );
    });
const tasks = runs.map((run) => ({ run, ask: "fingerprint", request: { files: files[run.map], ...run.request } }));
let compared = 0;
await sharedAmong(2, started, tasks, ({ run }, reply) => {
    compared += 1;
    const name = `${run.map} | ${run.scenario} | ${run.seed}`;
    check(!reply.problems, `${name}: ${JSON.stringify(reply.problems)}`);
    for (const part of ["map", "model", "events"]) {
        const found = reply.result?.[part];
        check(found === run.expected[part], `${name}: ${part} is ${found}, not ${run.expected[part]}`);
    }
});
for (const worker of workers) worker.terminate();
check(compared > 60 && compared === runs.length, `only ${compared} of ${runs.length} runs were compared`);

// --- the interface ----------------------------------------------------------------------------------------------------

const engine = await engineOf(compiled);
const teaching = { files: files.teaching, map: "maps/teaching.json", children: 50, seed: 3 };
check(engine.version.startsWith("permap "), `version: ${engine.version}`);

const whole = await engine.simulate({ ...teaching, replications: 2 });
check(whole.result?.schema === "permap.simulate/1", `simulate: ${JSON.stringify(whole).slice(0, 200)}`);
const one = (n) => engine.fingerprint({ ...teaching, first_replication: n, replications: 1 });
const parts = [await one(1), await one(2)].map((reply) => reply.result.events);
check(JSON.stringify(whole).includes(summed(parts)), "the fingerprint of two replications is not the sum of each");
check(summed(["f".repeat(32), "0".repeat(31) + "2"]) === "0".repeat(31) + "1", "sums keep 128 bits");

const wrong = await engine.fingerprint({ ...teaching, childrn: 1, seed: -1 });
check(wrong.problems?.length === 2, `two faults: ${JSON.stringify(wrong)}`);
check((await engine.fingerprint({})).problems?.length === 1, "a request without a map");

// A child who goes round in no time is told of as everywhere else, though a browser has little stack.
const job = JSON.parse(readFileSync(join(home, "bench/jobs/w1.json"), "utf8"));
job.resources = [];
for (const step of job.steps) delete step.uses;
const likely = { value: 0.99999, assumption: "a loop" };
const seldom = { value: 0.00001, assumption: "a loop" };
job.steps[1].duration = { law: "fixed", value: 0, unit: "hours", assumption: "a loop" };
job.steps[1].ways = [{ to: "step_2", probability: likely }, { to: "step_3", probability: seldom }];
const round = await engine.fingerprint({ files: [{ path: "loop.json", text: JSON.stringify(job) }], map: "loop.json", children: 5 });
check(round.problems?.[0]?.what?.startsWith("more than 10,000 events of one child in one minute"), `a loop: ${JSON.stringify(round)}`);
// Through the first branch of a split the way round is walked inside it, and the stack comes to its end.
job.steps[1].kind = "split";
job.steps[1].ways = [{ to: "step_2b" }, { to: "step_3" }];
job.steps.push({ ...job.steps[2], id: "step_2b", name: "Back", ways: [{ to: "step_2", probability: likely }, { to: "end", probability: seldom }], duration: job.steps[1].duration });
const inside = await engine.fingerprint({ files: [{ path: "loop.json", text: JSON.stringify(job) }], map: "loop.json", children: 5 });
check(inside.problems?.[0]?.hint?.includes("loop in which no time passes"), `a loop inside a split: ${JSON.stringify(inside)}`);

// Too much for the memory a module may have is a problem, and the next request is answered.
const much = { path: "much", text: "x".repeat(400e6) };
const refused = await engine.fingerprint({ ...teaching, files: [...teaching.files, much, much, much, much] });
check(refused.problems?.length === 1, "a request larger than the memory");
check((await engine.fingerprint({ ...teaching, replications: 2 })).result?.events === summed(parts), "after a fault");

for (const fault of faults.slice(0, 10)) console.log(`FAULT: ${fault}`);
console.log(faults.length === 0 ? `Node: ${compared} runs have the native fingerprints` : `${faults.length} faults`);
process.exit(faults.length === 0 ? 0 : 1);
