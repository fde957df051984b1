// Requests shared among several workers, in a page as in Node.

// `start()`: one worker, ready to be asked: (ask, request) → promise of its reply. Tasks are taken in order; `done` is
// told of each reply, in whatever order they come.
export async function sharedAmong(workers, start, tasks, done) {
    let next = 0;
    const work = async () => {
        const ask = await start();
        while (next < tasks.length) {
            const task = tasks[next++];
            done(task, await ask(task.ask, task.request));
        }
    };
    await Promise.all(Array.from({ length: Math.min(workers, tasks.length) }, work));
}
