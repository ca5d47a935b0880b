"use strict";
// The pages of a report beside the table of its figures.

const find = (name) => document.getElementById(name);
const asked = new URLSearchParams(location.search);
const path = asked.get("report") || "";
let rows = [], pages = [], chosen = asked.get("indicator") || "";
const undone = [];

async function load() {
  rows = (await ask(`/api/rows?${new URLSearchParams({ report: path })}`)).told;
  drawRows();
  drawSpots();
}

function drawRows() {
  find("name").textContent = path;
  find("rows").replaceChildren(...rows.map((row) => make("tr", { className: `${row.status}${row.indicator === chosen ? " chosen" : ""}`,
    tabIndex: 0, id: `row-${row.indicator}`, onclick: () => choose(row.indicator, true), onfocus: () => choose(row.indicator, true) },
    make("td", {}, row.indicator), make("td", {}, row.label), make("td", { className: "number" }, show(row.value)),
    make("td", {}, row.unit), make("td", {}, row.status))));
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
  find("pages").replaceChildren(...pages.map((page) => {
    const sheet = make("div", { className: "sheet", id: `page-${page.page_number}` },
      make("img", { src: page.page, alt: `${word("page")} ${page.page_number}`, loading: "lazy" }));
    sheet.style.aspectRatio = `${page.width} / ${page.height}`;  // its place before its picture is there
    return sheet;
  }));
}

function drawSpots() {
  for (const page of pages) {
    const sheet = find(`page-${page.page_number}`);
    if (!sheet) continue;
    for (const spot of sheet.querySelectorAll(".spot")) spot.remove();
    for (const figure of page.figures) sheet.append(place(make("button", { className: "spot", tabIndex: -1, title: figure.text,
      onclick: () => { find("value").value = String(figure.value); find("value").focus({ preventScroll: true }); } }), figure.box, page));
    for (const row of rows) if (row.box && row.page_number === page.page_number) sheet.append(place(make("button", {
      className: `spot row ${row.status}${row.indicator === chosen ? " chosen" : ""}`, tabIndex: -1, title: `${row.indicator} = ${show(row.value)}`,
      onclick: (event) => take(row, event) }), row.box, page));
  }
}

function take(row, event) {
  // With a row chosen that has no value yet, a click on any figure takes it for that row.
  const goal = rows.find((one) => one.indicator === chosen);
  if (goal && goal.status === "missing" && !event.shiftKey && row.value !== null) { find("value").value = String(row.value); find("value").focus({ preventScroll: true }); }
  else choose(row.indicator, false);
}

function choose(indicator, fromTable) {
  if (chosen === indicator && fromTable && document.querySelector("tr.chosen")) return;
  chosen = indicator;
  const row = rows.find((one) => one.indicator === indicator);
  for (const line of find("rows").children) line.classList.toggle("chosen", line.id === `row-${indicator}`);
  find("value").value = "";
  find("value").placeholder = row && row.value !== null ? show(row.value) : "";
  drawSpots();
  const target = fromTable ? document.querySelector(".spot.chosen") || find(`page-${row && row.page_number}`) : find(`row-${indicator}`);
  if (target) target.scrollIntoView({ block: "center" });
}

async function decide(value, decision) {
  const row = rows.find((one) => one.indicator === chosen);
  if (!row) return;
  try {
    const { told } = await send({ report: path, indicator: row.indicator, was: row.value, value, decision });
    undone.push(told.id);
    find("told").className = "";
    find("told").textContent = `${word("kept")}: ${row.indicator} = ${show(value)}`;
  } catch (error) { find("told").className = "error"; find("told").textContent = error.message; }
  await load();
}

async function undo() {
  const id = undone.pop();
  if (!id) { find("told").textContent = word("nothingToUndo"); return; }
  await takeBack(id);
  find("told").textContent = word("undone");
  await load();
}

function keep() {
  const typed = find("value").value.trim(), row = rows.find((one) => one.indicator === chosen);
  if (!row) return;
  if (typed) decide(typed);
  else if (row.value !== null) decide(row.value);
  else decide(null, row.status === "missing" ? "absent" : "blank");
}

const ACTIONS = { enter: keep, b: () => decide(null, "blank"), m: () => decide(null, "absent"), u: undo };
document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.altKey || event.metaKey || (event.key === "Enter" && document.activeElement.tagName === "BUTTON")) return;
  const action = ACTIONS[event.key.toLowerCase()];
  if (action) { event.preventDefault(); action(); }
  else if (/^[0-9.,-]$/.test(event.key)) find("value").focus({ preventScroll: true });
});
for (const [name, key] of [["keep", "enter"], ["blank", "b"], ["absent", "m"], ["undo", "u"]]) find(name).addEventListener("click", () => ACTIONS[key]());
begin(() => { drawRows(); drawPages(); drawSpots(); });
ask(`/api/pages?${new URLSearchParams({ report: path })}`).then(async ({ told }) => {
  pages = told;
  drawPages();
  await load();
  if (chosen) { const wanted = chosen; chosen = ""; choose(wanted, false); choose(wanted, true); document.querySelector(".spot.chosen")?.scrollIntoView({ block: "center" }); }
}).catch((error) => { find("told").textContent = error.message; });
