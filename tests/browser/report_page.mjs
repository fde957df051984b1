// Opens one page of `permap report` in a real browser, from its file and with the network off, and looks for what a
// reader would stumble over: requests, errors, barriers (axe-core), what a keyboard cannot reach, what paper would cut.
//   node report_page.mjs PAGE.html FOLDER CHROMIUM PICTURES
// FOLDER: for screenshots and the printed page; PICTURES: how many the page has at least
import { readFileSync, statSync } from "node:fs";
import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";
import { chromium } from "playwright-core";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const [file, folder, browserPath, pictures] = process.argv.slice(2);
const address = pathToFileURL(file).href;
const faults = [];
const check = (holds, what) => {
    if (!holds) faults.push(what);
};

const browser = await chromium.launch({
    executablePath: browserPath,
    args: [
        "--no-sandbox",
        "--disable-quic",
        "--disable-background-networking",
        "--no-first-run",
        "--disable-component-update",
        "--disable-sync",
    ],
});

// A page that has been opened, with everything it asked for and complained of counted as faults.
async function opened(width, height, colorScheme) {
    const where = `${width}×${height}, ${colorScheme}`;
    const context = await browser.newContext({ viewport: { width, height }, colorScheme, offline: true });
    const page = await context.newPage();
    page.on("console", (message) => check(!["error", "warning"].includes(message.type()), `${where}: ${message.text()}`));
    page.on("pageerror", (error) => check(false, `${where}: ${error}`));
    page.on("request", (request) => check(request.url() === address, `${where}: asks for ${request.url()}`));
    await page.goto(address);
    return { page, where, close: () => context.close() };
}

const openDetails = (page) =>
    page.evaluate(() => document.querySelectorAll("details").forEach((one) => one.setAttribute("open", "")));

async function lookForBarriers(page, where) {
    const found = await page.evaluate(`${axe}; axe.run(document, { runOnly: { type: "tag",
        values: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa"] } })`);
    check(found.passes.length > 10, `${where}: axe-core has hardly looked`);
    for (const one of found.violations)
        check(false, `${where}: ${one.id}: ${one.help}: ${one.nodes.slice(0, 3).map((node) => node.html).join(" | ")}`);
}

// What axe does not see: letters and lines inside pictures against the ground they stand on.
async function lookAtPictures(page, where) {
    const weak = await page.evaluate(() => {
        const parts = (colour) => (colour.match(/[\d.]+/g) ?? []).map(Number);
        const light = (colour) => {
            const [r, g, b] = parts(colour).map((part) => {
                const share = part / 255;
                return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
            });
            return 0.2126 * r + 0.7152 * g + 0.0722 * b;
        };
        const contrast = (a, b) => {
            const [more, less] = [light(a), light(b)].sort((x, y) => y - x);
            return (more + 0.05) / (less + 0.05);
        };
        const ground = getComputedStyle(document.body).backgroundColor;
        const found = new Set();
        for (const one of document.querySelectorAll("svg text")) {
            const against = contrast(getComputedStyle(one).fill, ground);
            if (against < 4.5) found.add(`text.${one.getAttribute("class")} ${against.toFixed(2)}`);
        }
        for (const one of document.querySelectorAll("svg .line, svg .chance, svg .assumed, svg .none, svg .effect, svg .under, svg .waiting, svg .working, svg .clock")) {
            const style = getComputedStyle(one);
            const drawn = style.stroke !== "none" && !one.classList.contains("effect") ? style.stroke : style.fill;
            const against = contrast(drawn, ground);
            if (against < 3) found.add(`${one.getAttribute("class")} ${against.toFixed(2)}`);
        }
        return [...found];
    });
    check(weak.length === 0, `${where}: too little contrast in pictures: ${weak.join(", ")}`);
}

async function lookAtShape(page, where) {
    const shape = await page.evaluate(() => {
        const headings = [...document.querySelectorAll("h1, h2, h3, h4, h5, h6")].map((one) => Number(one.tagName[1]));
        return {
            sideways: document.scrollingElement.scrollWidth - window.innerWidth,
            jump: headings.findIndex((level, i) => i > 0 && level > headings[i - 1] + 1),
            first: headings.filter((level) => level === 1).length,
            unnamed: [...document.querySelectorAll("svg[role=img], div[role=img]")].filter(
                (one) => !document.getElementById(one.getAttribute("aria-labelledby"))?.textContent.trim() ||
                    !document.getElementById(one.getAttribute("aria-describedby"))?.textContent.trim()).length,
            // The next table or folded part after a picture must come before the next picture.
            lonely: [...document.querySelectorAll("figure.chart")].filter((one) => {
                const next = one.nextElementSibling;
                return !next || !next.querySelector("table");
            }).map((one) => one.querySelector("figcaption").textContent),
            tables: [...document.querySelectorAll("table")].filter((one) => !one.caption).length,
            pictures: document.querySelectorAll("figure.chart").length,
        };
    });
    check(shape.sideways <= 0, `${where}: the page scrolls sideways by ${shape.sideways} pixels`);
    check(shape.jump === -1, `${where}: heading ${shape.jump} jumps a level`);
    check(shape.first === 1, `${where}: ${shape.first} main headings`);
    check(shape.unnamed === 0, `${where}: ${shape.unnamed} pictures without title or description`);
    check(shape.lonely.length === 0, `${where}: pictures without a table: ${shape.lonely}`);
    check(shape.tables === 0, `${where}: ${shape.tables} tables without caption`);
    check(shape.pictures >= Number(pictures), `${where}: only ${shape.pictures} pictures`);
}

// With the keyboard alone: the skip link first, then every box that can scroll.
async function lookAtKeyboard(page, where) {
    const boxes = await page.evaluate(
        () => [...document.querySelectorAll(".scroll")].filter((one) => one.checkVisibility()).length);
    await page.keyboard.press("Tab");
    check(await page.evaluate(() => document.activeElement.className === "skip"), `${where}: Tab does not meet the skip link first`);
    check(await page.evaluate(() => document.activeElement.getBoundingClientRect().left >= 0), `${where}: the skip link stays hidden`);
    await page.keyboard.press("Enter");
    check(await page.evaluate(() => document.activeElement.id === "main"), `${where}: the skip link does not lead to the findings`);
    const reached = new Set();
    let outlined = true;
    for (let presses = 0; presses < 2000; ++presses) {
        await page.keyboard.press("Tab");
        const at = await page.evaluate(() => {
            const one = document.activeElement;
            const style = getComputedStyle(one);
            return { box: one.classList.contains("scroll") ? one.getAttribute("aria-labelledby") : "",
                     over: one === document.body || one.className === "skip",
                     outlined: style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2 };
        });
        if (at.over) break;
        outlined &&= at.outlined;
        if (at.box) reached.add(at.box);
    }
    check(outlined, `${where}: focus is not always seen`);
    check(boxes > 0 && reached.size === boxes, `${where}: Tab reaches ${reached.size} of ${boxes} scroll boxes`);
}

for (const [width, height] of [[1366, 768], [390, 844]]) {
    for (const scheme of ["light", "dark"]) {
        const { page, where, close } = await opened(width, height, scheme);
        await page.screenshot({ path: `${folder}/${width}-${scheme}.png` });
        await page.screenshot({ path: `${folder}/${width}-${scheme}-whole.png`, fullPage: true });
        await lookAtShape(page, where);
        if (scheme === "light") await lookAtKeyboard(page, where);
        await openDetails(page);
        await lookForBarriers(page, where);
        await lookAtPictures(page, where);
        check((await page.evaluate(() => document.scrollingElement.scrollWidth - window.innerWidth)) <= 0,
              `${where}: with everything open the page scrolls sideways`);
        await close();
    }
}

// On paper: A4 less its margins is 182 mm, 688 pixels.
{
    const { page, where, close } = await opened(688, 1000, "light");
    await page.pdf({ path: `${folder}/printed.pdf`, format: "A4", preferCSSPageSize: true, printBackground: false });
    const head = readFileSync(`${folder}/printed.pdf`).subarray(0, 5).toString();
    check(head === "%PDF-" && statSync(`${folder}/printed.pdf`).size > 20000, `${where}: no printed page`);
    await page.emulateMedia({ media: "print" });
    const paper = await page.evaluate(() => ({
        cut: [...document.querySelectorAll("table, svg, p, pre")].filter(
            (one) => one.getBoundingClientRect().right > 689 && !one.closest(".unseen, .patterns")).map((one) => one.id || one.outerHTML.slice(0, 60)),
        folded: [...document.querySelectorAll("details > :not(summary)")].filter(
            (one) => one.getBoundingClientRect().height < 2).length,
        heads: [...document.querySelectorAll("thead")].filter((one) => getComputedStyle(one).display !== "table-header-group").length,
    }));
    check(paper.cut.length === 0, `paper cuts: ${paper.cut.join(", ")}`);
    check(paper.folded === 0, `${paper.folded} parts stay folded on paper`);
    check(paper.heads === 0, `${paper.heads} table heads do not repeat`);
    await close();
}

await browser.close();
for (const fault of faults) console.log(`FAULT: ${fault}`);
console.log(faults.length === 0 ? "the page in a browser: nothing to stumble over" : `${faults.length} faults`);
process.exit(faults.length === 0 ? 0 : 1);
