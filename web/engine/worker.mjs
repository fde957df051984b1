// One worker of a page: first comes the compiled module, then requests, one after another, each answered.
import { engineOf } from "./engine.mjs";

let engine = null;
self.onmessage = async ({ data }) => {
    if (data.compiled) {
        engine = await engineOf(data.compiled);
        self.postMessage({ version: engine.version });
        return;
    }
    self.postMessage({ reply: await engine[data.ask](data.request) });
};
