"use strict";
// The reports of the folder, how far the review is, who did how much, and a run over the inputs.

const find = (name) => document.getElementById(name);
const SHOWN = 100, PLACES = 60;
const LOOKS = ["contradicted", "open", "clear", "failed"];
let reports = [], total = 0, grid = null, state = null, running = null, named = [], timer = 0, turn = 0;

const filter = () => ({ text: find("text").value.trim(), form: find("form").value, period: find("period").value, look: find("look").value });

async function load() {
  const asking = ++turn, wanted = filter();
  const [found, drawn, far, indicators] = await Promise.all([
    ask(`/api/reports?${new URLSearchParams({ ...wanted, limit: String(SHOWN) })}`),
    ask(`/api/grid?${new URLSearchParams({ ...wanted, limit: String(PLACES) })}`), ask("/api/progress"),
    wanted.text.length > 1 ? ask(`/api/indicators?${new URLSearchParams({ text: wanted.text })}`) : { told: [] }]);
  if (asking !== turn) return;
  [reports, total, grid, state, named] = [found.told, found.total, drawn.told, far.told, indicators.told];
  draw();
}

async function more() {
  reports = reports.concat((await ask(`/api/reports?${new URLSearchParams({ ...filter(), limit: String(SHOWN), offset: String(reports.length) })}`)).told);
  draw();
}

async function morePlaces() {
  const further = (await ask(`/api/grid?${new URLSearchParams({ ...filter(), limit: String(PLACES), offset: String(grid.places.length) })}`)).told;
  grid = { ...grid, places: grid.places.concat(further.places), periods: [...new Set([...grid.periods, ...further.periods])].sort(), ended: !further.places.length };
  draw();
}

function draw() {
  const open = Object.entries(state.open).map(([name, count]) => `${count} ${pick(HARMS[name])}`), left = Object.values(state.open).reduce((sum, one) => sum + one, 0);
  find("progress").textContent = `${state.decided} ${word("corrected").toLowerCase()}; ${open.join(", ") || word("done")}`;
  find("bar").max = state.decided + left || 1;
  find("bar").value = left ? state.decided : find("bar").max;
  find("count").textContent = `${total}`;
  drawOptions("form", grid.forms.map((one) => [one, one]));
  drawOptions("period", grid.all_periods.map((one) => [one, one]));
  drawOptions("look", LOOKS.map((one) => [one, word(`look_${one}`)]));
  find("named").hidden = named.length === 0;
  find("indicators").replaceChildren(...named.map((one) => make("tr", {}, make("td", {}, one.indicator), make("td", {}, one.label), make("td", {}, one.form),
    make("td", { className: "number" }, make("a", { href: `/queue?${new URLSearchParams({ form: one.form, indicator: one.indicator })}` }, `${one.open} ${word("left")}`)),
    make("td", {}, one.report ? make("a", { href: chartAddress(one.report, one.indicator) }, word("chart")) : null))));
  find("reports").replaceChildren(...reports.map((one) => make("tr", {},
    make("td", {}, make("a", { href: reportAddress(one.report) }, one.report), one.message ? make("div", { className: "quiet" }, one.message) : null),
    make("td", {}, [one.place, one.district].filter(Boolean).join(", ")), make("td", {}, one.period), make("td", {}, one.document_number),
    make("td", { className: `number cell-${one.look}` }, make("a", { href: `/queue?${new URLSearchParams({ report: one.report })}` }, String(one.open))),
    make("td", { className: "number" }, String(one.corrected)))));
  find("more").hidden = reports.length >= total;
  drawGrid();
  find("people").replaceChildren(...state.people.map((one) => make("tr", {}, make("td", {}, one.by), make("td", {}, one.day), make("td", { className: "number" }, String(one.count)))));
}

function drawOptions(name, options) {
  const chosen = find(name).value;
  find(name).replaceChildren(make("option", { value: "" }, word("all")), ...options.map(([value, text]) => make("option", { value }, text)));
  find(name).value = chosen;
}

function drawGrid() {
  find("legend").replaceChildren(...[...LOOKS.slice(0, 3), "none"].flatMap((one) => [make("span", { className: `swatch cell-${one}` }), ` ${word(`look_${one}`)}  `]));
  find("periods").replaceChildren(make("tr", {}, make("th", {}, word("place")), ...grid.periods.map((one) => make("th", {}, one))));
  find("grid").replaceChildren(...grid.places.map((one) => make("tr", {}, make("th", {}, one.place, " ", make("span", { className: "quiet" }, one.district)), ...grid.periods.map((period) => {
    const here = one.reports[period] || [];
    const worst = LOOKS.find((look) => here.some((report) => report.look === look)) || "none";
    return make("td", { className: `cell-${worst}`, title: here.length ? "" : word("look_none") },
      ...here.flatMap((report) => [make("a", { href: reportAddress(report.report), title: `${report.report} (${report.form})` }, String(report.open)), " "]));
  }))));
  find("morePlaces").hidden = grid.ended || grid.places.length < PLACES;
}

async function look(told) {
  running = told || (await ask("/api/run")).told;
  const busy = running.state === "running" || running.state === "stopping";
  find("run").hidden = busy;
  find("run").disabled = !running.can_start;
  find("halt").hidden = !busy;
  find("running").textContent = busy ? word(running.state) : running.state === "ended" ? `${word("ended")} ${running.exit_code}` : running.can_start ? "" : word("cannotRun");
  find("log").hidden = running.lines.length === 0;
  find("log").textContent = running.lines.join("\n");
  if (busy) setTimeout(() => look().then(() => running.state === "ended" && load()), 1000);
}

const press = (method) => ask("/api/run", { method }).then(({ told }) => look(told)).catch((error) => { find("running").textContent = error.message; });
find("run").addEventListener("click", () => press("POST"));
find("halt").addEventListener("click", () => press("DELETE"));
find("more").addEventListener("click", more);
find("morePlaces").addEventListener("click", morePlaces);
find("text").addEventListener("input", () => { clearTimeout(timer); timer = setTimeout(load, 250); });
for (const name of ["form", "period", "look"]) find(name).addEventListener("change", load);
begin(() => { if (state) draw(); if (running) look(running); });
look().catch(() => {});
load().catch((error) => { find("state").textContent = error.message; });
