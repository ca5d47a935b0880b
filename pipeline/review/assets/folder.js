"use strict";
// The reports of the folder, how far the review is, and who did how much.

const find = (name) => document.getElementById(name);
const SHOWN = 300;
let reports = [], total = 0, state = null, timer = 0;

async function load() {
  const text = find("text").value.trim();
  const found = await ask(`/api/reports?${new URLSearchParams({ text, limit: "2000" })}`);
  [reports, total] = [found.told, found.total];
  state = (await ask("/api/progress")).told;
  draw();
}

function draw() {
  const open = Object.entries(state.open).map(([name, count]) => `${count} ${pick(HARMS[name])}`);
  find("progress").textContent = `${state.decided} ${word("corrected").toLowerCase()}; ${open.join(", ") || word("done")}`;
  find("count").textContent = `${total}`;
  const sorted = [...reports].sort((one, other) => other.open - one.open);
  find("reports").replaceChildren(...sorted.slice(0, SHOWN).map((one) => make("tr", {},
    make("td", {}, make("a", { href: reportAddress(one.report) }, one.report), one.message ? make("div", { className: "quiet" }, one.message) : null),
    make("td", {}, [one.place, one.district].filter(Boolean).join(", ")), make("td", {}, one.period), make("td", {}, one.document_number),
    make("td", { className: `number ${colour(one)}` }, make("a", { href: `/queue?${new URLSearchParams({ report: one.report })}` }, String(one.open))),
    make("td", { className: "number" }, String(one.corrected)))));
  drawGrid();
  find("people").replaceChildren(...state.people.map((one) => make("tr", {}, make("td", {}, one.by), make("td", {}, one.day), make("td", { className: "number" }, String(one.count)))));
}

const colour = (one) => one.state !== "done" ? "cell-bad" : one.open === 0 ? "cell-good" : "cell-doubt";

function drawGrid() {
  const periods = [...new Set(reports.map((one) => one.period).filter(Boolean))].sort();
  const places = [...new Set(reports.map((one) => one.place).filter(Boolean))].sort((one, other) => one.localeCompare(other, "vi"));
  const cells = new Map(reports.map((one) => [`${one.place}\n${one.period}`, one]));
  find("periods").replaceChildren(make("tr", {}, make("th", {}, word("place")), ...periods.map((one) => make("th", {}, one))));
  find("grid").replaceChildren(...places.slice(0, SHOWN).map((place) => make("tr", {}, make("th", {}, place), ...periods.map((period) => {
    const one = cells.get(`${place}\n${period}`);
    return make("td", { className: one ? colour(one) : "cell-none" }, one ? make("a", { href: reportAddress(one.report), title: one.report }, String(one.open)) : "");
  }))));
}

find("text").addEventListener("input", () => { clearTimeout(timer); timer = setTimeout(load, 250); });
begin(() => state && draw());
load().catch((error) => { find("state").textContent = error.message; });
