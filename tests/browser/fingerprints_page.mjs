// Opens the page with the engine in it in a real browser, from its file and with the network off, lets it run, and
// compares every fingerprint it shows with the table. The page must not only say that they are the same.
//   node fingerprints_page.mjs PAGE.html FINGERPRINTS.txt CHROMIUM
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";
import { chromium } from "playwright-core";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const [file, table, browserPath] = process.argv.slice(2);
const address = pathToFileURL(file).href;
const faults = [];
const check = (holds, what) => {
    if (!holds) faults.push(what);
};

const browser = await chromium.launch({
    executablePath: browserPath,
    args: ["--no-sandbox", "--disable-quic", "--disable-background-networking", "--no-first-run", "--disable-component-update", "--disable-sync"],
});

async function lookForBarriers(page, when) {
    const found = await page.evaluate(`${axe}; axe.run(document, { runOnly: { type: "tag",
        values: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa"] } })`);
    check(found.passes.length > 10, `${when}: axe-core has hardly looked`);
    for (const one of found.violations)
        check(false, `${when}: ${one.id}: ${one.help}: ${one.nodes.slice(0, 3).map((node) => node.html).join(" | ")}`);
}

const context = await browser.newContext({ viewport: { width: 390, height: 844 }, offline: true });
const page = await context.newPage();
page.on("console", (message) => check(!["error", "warning"].includes(message.type()), message.text()));
page.on("pageerror", (error) => check(false, `${error}`));
page.on("request", (request) => check(request.url() === address || request.url().startsWith("blob:"), `asks for ${request.url()}`));
await page.goto(address);
const policy = await page.locator("meta[http-equiv=Content-Security-Policy]").getAttribute("content");
check(policy.startsWith("default-src 'none';") && !/https?:|unsafe-inline|connect-src|\*/.test(policy), `the policy is ${policy}`);
await lookForBarriers(page, "before the runs");

await page.keyboard.press("Tab");
await page.keyboard.press("Enter");
await page.waitForFunction(() => /written down|could not/.test(document.getElementById("said").textContent), null, { timeout: 600_000 });
const said = await page.locator("#said").textContent();
check(said.startsWith("All "), said);
check((await page.evaluate(() => document.scrollingElement.scrollWidth - window.innerWidth)) <= 0, "the page scrolls sideways");
await lookForBarriers(page, "after the runs");

const rows = await page.$$eval("#rows tr", (all) => all.map((row) => [...row.cells].map((cell) => cell.textContent)));
const written = readFileSync(table, "utf8").split("\n").filter((line) => line !== "" && !line.startsWith("#"));
check(written.length > 60 && rows.length === written.length, `${rows.length} rows for ${written.length} lines of the table`);
written.forEach((line, i) => {
    const [map, scenario, seed, digests] = line.split(" | ");
    const expected = [map, scenario === "-" ? "none" : scenario, seed, digests.split(" ")[2], "yes"].join(" | ");
    const shown = (rows[i] ?? []).join(" | ");
    check(shown === expected, `the page shows ${shown}, not ${expected}`);
});

await browser.close();
for (const fault of faults.slice(0, 10)) console.log(`FAULT: ${fault}`);
console.log(faults.length === 0 ? `Chromium: ${said}` : `${faults.length} faults`);
process.exit(faults.length === 0 ? 0 : 1);
