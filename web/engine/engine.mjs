// The engine for JavaScript: requests and replies are values (docs/web-engine.md). For a worker: an answer may take
// minutes, and nothing else happens meanwhile.
import permapEngine from "./permap-engine.js";

const broken = (said) => ({
    problems: [{ where: "permap", what: "a fault in the program, please report it", hint: said }],
});
// Splits within splits are walked one inside another.
const noStack = {
    problems: [{
        where: "map",
        what: "more steps of one child lead to each other in one minute than there is stack for",
        hint: "look for a loop in which no time passes",
    }],
};
const noMemory = {
    problems: [{ where: "request#", what: "not enough memory", hint: "fewer children, or fewer replications" }],
};

// `compiled`: permap-engine.wasm as a WebAssembly.Module; several engines may share it.
export async function engineOf(compiled) {
    let said = "";
    let instance = null;
    const started = () =>
        permapEngine({
            locateFile: (name) => name, // nothing is fetched: the binary is here
            printErr: (line) => (said += line + "\n"),
            instantiateWasm: (imports, use) => {
                const made = new WebAssembly.Instance(compiled, imports);
                use(made);
                return made.exports;
            },
        });

    function answered(ask, request) {
        const text = JSON.stringify(request);
        const room = instance.lengthBytesUTF8(text) + 1;
        const given = instance._malloc(room);
        if (given === 0) return noMemory;
        instance.stringToUTF8(text, given, room);
        const reply = instance[ask](given);
        instance._free(given);
        if (reply === 0) return noMemory;
        const read = instance.UTF8ToString(reply);
        instance._permap_free(reply);
        return JSON.parse(read);
    }

    // What stops the program in the middle (a failed assertion, no stack left) is a problem too. The next request
    // begins with fresh memory.
    async function answer(ask, request) {
        instance ??= await started();
        try {
            return answered(ask, request);
        } catch (fault) {
            instance = null;
            const what = said + fault;
            said = "";
            const isStack = fault instanceof RangeError || fault.name === "InternalError"; // the latter in Firefox
            return isStack ? noStack : broken(what);
        }
    }

    instance = await started();
    return {
        version: instance.UTF8ToString(instance._permap_version()),
        fingerprint: (request) => answer("_permap_fingerprint", request),
        simulate: (request) => answer("_permap_simulate", request),
    };
}
