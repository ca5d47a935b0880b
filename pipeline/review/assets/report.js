"use strict";
// The pages of a report beside the table of its figures.

const find = (name) => document.getElementById(name);
const asked = new URLSearchParams(location.search);
const path = asked.get("report") || "";
let rows = [], others = [], pages = [], chosen = asked.get("indicator") || "";
let given = null;  // the figure that was pointed at: its value, and which one it is
const undone = [];
const goal = () => rows.find((one) => one.indicator === chosen);

async function load() {
  const asking = new URLSearchParams({ report: path });
  [rows, others] = (await Promise.all([ask(`/api/rows?${asking}`), ask(`/api/others?${asking}`)])).map((one) => one.told);
  drawRows();
  drawSpots();
}

function drawRows() {
  find("name").textContent = path;
  find("rows").replaceChildren(...rows.map((row) => make("tr", { className: `${row.status}${row.indicator === chosen ? " chosen" : ""}`,
    tabIndex: 0, id: `row-${row.indicator}`, "data-row": row.indicator, onclick: () => choose(row.indicator, true), onfocus: () => choose(row.indicator, true) },
    make("td", {}, row.indicator), make("td", {}, row.label, " ", make("a", { href: chartAddress(path, row.indicator), className: "quiet", tabIndex: -1, title: word("chart"), "aria-label": word("chart") }, "↗")),
    make("td", { className: "number" }, show(row.value)), make("td", {}, row.unit), make("td", {}, status(row.status)))));
  find("rest").hidden = others.length === 0;
  find("others").replaceChildren(...others.map((one) => make("tr", {}, make("td", {}, one.label, one.text ? make("div", { className: "quiet" }, one.text) : null),
    make("td", { className: "number" }, show(one.value)), make("td", {}, one.unit), make("td", {}, make("button", { onclick: () => take(one) }, word("give"))))));
}

function place(element, box, page) {
  const percent = (length, whole) => `${100 * length / whole}%`;
  element.style.left = percent(box[0], page.width);
  element.style.top = percent(box[1], page.height);
  element.style.width = percent(box[2] - box[0], page.width);
  element.style.height = percent(box[3] - box[1], page.height);
  return element;
}

function drawPages() {
  if (!pages.length) { find("pages").replaceChildren(make("p", { className: "card" }, word("noPicture"))); return; }
  find("pages").replaceChildren(...pages.map((page) => (page.page ? drawSheet(page) : drawText(page))));
}

function drawSheet(page) {
  const sheet = make("div", { className: "sheet", id: `page-${page.page_number}` },
    watch(make("img", { src: page.page, alt: `${word("page")} ${page.page_number}`, loading: "lazy" }), find("picture")));
  sheet.style.aspectRatio = `${page.width} / ${page.height}`;  // its place before its picture is there
  return sheet;
}

function drawText(page) {
  return make("div", { className: "card lines", id: `page-${page.page_number}` }, ...page.lines.map((line) => {
    const parts = [];
    let end = 0;
    for (const figure of line.figures) {
      parts.push(line.text.slice(end, figure.start), make("button", { className: "figure", tabIndex: -1, "data-figure": figure.figure, "data-end": String(figure.end),
        onclick: (event) => onFigure(figure, event) }, line.text.slice(figure.start, figure.end)));
      end = figure.end;
    }
    return make("p", {}, ...parts, line.text.slice(end));
  }));
}

function drawSpots() {
  drawOwners();
  for (const page of pages) {
    const sheet = page.page && find(`page-${page.page_number}`);
    if (!sheet) continue;
    for (const spot of sheet.querySelectorAll(".spot")) spot.remove();
    for (const figure of page.figures) sheet.append(place(make("button", { className: "spot", tabIndex: -1, title: figure.text,
      onclick: () => take(figure) }), figure.box, page));
    for (const row of rows) if (row.box && row.page_number === page.page_number) sheet.append(place(make("button", {
      className: `spot row ${row.status}${row.indicator === chosen ? " chosen" : ""}`, tabIndex: -1, title: `${row.indicator} = ${show(row.value)}`, "data-row": row.indicator,
      onclick: (event) => onRow(row, event) }), row.box, page));
  }
}

// Which row has a figure of a text; the spot of a row may begin within it: "14 116" was read as 116.
function drawOwners() {
  const owners = new Map(rows.filter((row) => row.figure).map((row) => [row.figure, row]));
  for (const button of document.querySelectorAll(".figure")) {
    const [page, line, start] = button.dataset.figure.split(".");
    let row = null;
    for (let at = Number(start); at < Number(button.dataset.end) && !row; at += 1) row = owners.get(`${page}.${line}.${at}`);
    if (row) button.dataset.row = row.indicator; else delete button.dataset.row;
    button.className = row ? `figure row ${row.status}${row.indicator === chosen ? " chosen" : ""}` : "figure";
  }
}

function onFigure(figure, event) {
  const row = rows.find((one) => one.indicator === event.currentTarget.dataset.row);
  if (row) onRow(row, event); else take(figure);
}

// Where the mouse is on one side, the other shows it.
function light(event) {
  const target = event.target.closest("[data-row]"), name = event.type === "mouseover" && target ? target.dataset.row : "";
  for (const one of document.querySelectorAll(".lit")) one.classList.remove("lit");
  if (name) for (const one of document.querySelectorAll("[data-row]")) if (one.dataset.row === name) one.classList.add("lit");
}

function onRow(row, event) {
  // A figure that another row has can be taken by a row that has none yet.
  const wanted = goal();
  if (wanted && wanted.status === "missing" && !event.shiftKey && row.value !== null) take(row);
  else choose(row.indicator, false);
}

function take(figure) {
  // A missing row has its figure with the click; for another one it is put where values are typed.
  const row = goal();
  if (!row) { tell(word("choose"), true); return; }
  given = { value: String(figure.value), figure: figure.figure || "", other: figure.other || "" };
  find("value").value = given.value;
  if (row.status === "missing") { decide(given.value); return; }
  find("value").focus({ preventScroll: true });
}

function choose(indicator, fromTable) {
  if (chosen === indicator && fromTable && document.querySelector("tr.chosen")) return;
  chosen = indicator;
  given = null;
  const row = goal();
  for (const line of find("rows").children) line.classList.toggle("chosen", line.id === `row-${indicator}`);
  find("value").value = "";
  find("value").placeholder = row && row.value !== null ? show(row.value) : "";
  drawSpots();
  const target = fromTable ? document.querySelector(".spot.chosen, .figure.chosen") || find(`page-${row && row.page_number}`) : find(`row-${indicator}`);
  if (target) target.scrollIntoView({ block: "center" });
}

function tell(text, bad = false) {
  find("told").textContent = text;
  find("told").className = bad ? "error" : "";
}

async function decide(value, decision) {
  const row = goal();
  if (!row) return;
  const from = given && given.value === value ? { figure: given.figure, other: given.other } : {};
  try {
    const { told } = await send({ report: path, indicator: row.indicator, was: row.value, value, decision, ...from });
    undone.push(told.id);
    tell(`${word("kept")}: ${row.indicator} = ${show(told.value)}`);
    find("from").textContent = told.sentence ? `${word("given")}: ${told.sentence}` : "";
    given = null;
    find("value").value = "";
  } catch (error) { tell(error.message, true); }
  await load();
}

async function undo() {
  const id = undone.pop();
  if (!id) { tell(word("nothingToUndo")); return; }
  await takeBack(id);
  tell(word("undone"));
  find("from").textContent = "";
  await load();
}

function keep() {
  const typed = find("value").value.trim(), row = goal();
  if (!row) return;
  if (typed) decide(typed);
  else if (row.value !== null) decide(row.value);
  else decide(null, row.status === "missing" ? "absent" : "blank");
}

const ACTIONS = { enter: keep, b: () => decide(null, "blank"), m: () => decide(null, "absent"), u: undo };
document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.altKey || event.metaKey || (event.key === "Enter" && ["BUTTON", "A"].includes(document.activeElement.tagName))) return;
  const action = ACTIONS[event.key.toLowerCase()];
  if (action) { event.preventDefault(); action(); }
  else if (/^[0-9.,-]$/.test(event.key)) find("value").focus({ preventScroll: true });
});
for (const [name, key] of [["keep", "enter"], ["blank", "b"], ["absent", "m"], ["undo", "u"]]) find(name).addEventListener("click", () => ACTIONS[key]());
for (const name of ["mouseover", "mouseout"]) document.querySelector(".split").addEventListener(name, light);
begin(() => { drawRows(); drawPages(); drawSpots(); });
checkInput(path, find("picture"));
ask(`/api/pages?${new URLSearchParams({ report: path })}`).then(async ({ told }) => {
  pages = told;
  drawPages();
  await load();
  if (chosen) { const wanted = chosen; chosen = ""; choose(wanted, false); choose(wanted, true); document.querySelector(".spot.chosen, .figure.chosen")?.scrollIntoView({ block: "center" }); }
}).catch((error) => tell(error.message, true));
