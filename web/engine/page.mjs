// The page that make_page.mjs writes: every run's replications, one by one, in several workers; a table of what came out.
import { sharedAmong } from "./several_workers.mjs";
import { summed } from "./summed.mjs";

const textOf = (id) => document.getElementById(id).textContent;
const said = document.getElementById("said");
const done = document.getElementById("done");
const button = document.getElementById("begin");
const runs = JSON.parse(textOf("runs-data"));

const cell = (row, text) => (row.insertCell().textContent = text);
for (const run of runs) {
    const row = document.getElementById("rows").insertRow();
    const name = document.createElement("th");
    name.scope = "row";
    name.textContent = run.map;
    row.append(name);
    for (const text of [run.scenario === "-" ? "none" : run.scenario, run.seed, "", ""]) cell(row, text);
    row.cells[3].className = "digits";
    run.row = row;
    run.parts = [];
    run.problems = [];
}

// One task a replication.
function tasksOf(files) {
    return runs.flatMap((run) =>
        Array.from({ length: run.request.replications }, (_, i) => ({
            run,
            ask: "fingerprint",
            request: { files: files[run.map], ...run.request, first_replication: i + 1, replications: 1 },
        })),
    );
}

function show(run) {
    const events = run.problems.length === 0 ? summed(run.parts.map((part) => part.events)) : "";
    run.same =
        run.problems.length === 0 &&
        events === run.expected.events &&
        run.parts.every((part) => part.map === run.expected.map && part.model === run.expected.model);
    run.row.cells[3].textContent = events;
    run.row.cells[4].textContent = run.same ? "yes" : ["no", ...run.problems].join("; ");
}

function take(task, reply) {
    const { run } = task;
    if (reply.problems) run.problems.push(...reply.problems.map((one) => `${one.where}: ${one.what} ${one.hint}`));
    else run.parts.push(reply.result);
    done.value += 1;
    run.answers = (run.answers ?? 0) + 1;
    if (run.answers === run.request.replications) show(run);
}

function started(compiled, address) {
    return new Promise((ready, failed) => {
        const worker = new Worker(address);
        let answer = null;
        worker.onerror = (fault) => failed(new Error(fault.message ?? "a worker could not be started"));
        worker.onmessage = ({ data }) => {
            if (data.version) {
                ready((ask, request) => new Promise((take) => ((answer = take), worker.postMessage({ ask, request }))));
            } else {
                answer(data.reply);
            }
        };
        worker.postMessage({ compiled });
    });
}

async function runAll() {
    const compiled = await WebAssembly.compile(Uint8Array.from(atob(textOf("wasm-data")), (c) => c.charCodeAt(0)));
    const address = URL.createObjectURL(new Blob([textOf("worker-data")], { type: "text/javascript" }));
    const tasks = tasksOf(JSON.parse(textOf("files-data")));
    const workers = Math.max(1, navigator.hardwareConcurrency ?? 1);
    done.max = tasks.length;
    said.textContent = `Running on ${workers} of this computer's processors. This takes about a minute.`;
    const begun = performance.now();
    await sharedAmong(workers, () => started(compiled, address), tasks, take);
    const seconds = ((performance.now() - begun) / 1000).toFixed(1);
    const different = runs.filter((run) => !run.same).length;
    said.textContent =
        different === 0
            ? `All ${runs.length} runs are the same as written down. It took ${seconds} seconds.`
            : `${different} of ${runs.length} runs are not as written down. Please tell the people who made permap.`;
}

button.onclick = async () => {
    button.disabled = true;
    try {
        await runAll();
    } catch (fault) {
        said.textContent = `This could not be run here: ${fault.message}`;
    }
};
