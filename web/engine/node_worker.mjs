// The same as worker.mjs, in Node.
import { parentPort, workerData } from "node:worker_threads";

const { engineOf } = await import(workerData.engine);
const engine = await engineOf(workerData.compiled);
parentPort.on("message", async ({ ask, request }) => parentPort.postMessage(await engine[ask](request)));
parentPort.postMessage(engine.version);
