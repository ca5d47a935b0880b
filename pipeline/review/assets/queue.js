"use strict";
// One figure after the other, at the keyboard.

const HELD = 60;  // pictures
const NARROW = 900;  // pixels; pictures of rows go on to the right there, where the figures are
const AHEAD = 6;  // rows fetched ahead; the pictures of the next ones come along
const find = (name) => document.getElementById(name);
const asked = new URLSearchParams(location.search);
let rows = [], at = 0, current = null, total = 0, waiting = 0, asking = 0, typing = false, busy = false;
let sending = Promise.resolve();  // decisions go one after the other; nobody waits for them
const undone = [], held = new Map();

const filter = () => {
  const given = {};
  for (const name of ["report", "form", "status", "indicator"]) if (asked.get(name)) given[name] = asked.get(name);
  return given;
};

async function fill() {
  // Rows that were passed over stay in the queue, before those that are fetched.
  const turn = ++asking;
  const found = await ask(`/api/queue?${new URLSearchParams({ ...filter(), limit: String(at + AHEAD), offset: "0" })}`);
  if (turn !== asking || waiting) return;  // something was decided since
  rows = found.told;
  total = found.total;
  for (const row of rows.slice(at, at + AHEAD)) preload(row);
}

// Pictures that are held stay decoded; a picture that nobody holds is fetched from the disk again.
function preload(row) {
  for (const one of row ? [row, ...row.equation] : []) {
    if (!one.crop || held.has(one.crop)) continue;
    const image = new Image();
    image.src = one.crop;
    image.decode().catch(() => held.delete(one.crop));
    held.set(one.crop, image);
    if (held.size > HELD) held.delete(held.keys().next().value);
  }
}

async function draw() {
  const row = rows[at];
  find("row").hidden = find("equation").hidden = find("neighbours").hidden = !row;
  find("done").hidden = Boolean(row) || waiting > 0;
  find("state").textContent = `${total} ${word("left")}`;
  if (!row) { current = null; return; }
  await choose(row);
  drawEquation(row);
  find("neighbours").hidden = row.neighbours.length === 0;
  find("beside").replaceChildren(...row.neighbours.map((one) => make("tr", { className: one.status },
    make("td", {}, one.indicator), make("td", {}, one.label), make("td", { className: "number" }, show(one.value)), make("td", {}, one.unit))));
  rows.slice(at + 1, at + 4).forEach(preload);
}

async function choose(row) {
  current = row;
  typing = false;
  find("name").textContent = `${row.indicator}  ${row.label}`;
  find("where").replaceChildren(make("a", { href: reportAddress(row.report, row.indicator) }, row.report),
    ` · ${[row.place, row.period, pick(HARMS[row.harm])].filter(Boolean).join(" · ")}`);
  const crop = find("crop");
  crop.hidden = !row.crop;
  crop.classList.toggle("near", innerWidth < NARROW);
  find("picture").textContent = "";
  if (row.crop) { crop.src = row.crop; crop.alt = row.text || row.label; } else crop.removeAttribute("src");
  find("lines").replaceChildren(...(row.lines || []).map(drawLine));
  if (!row.crop) checkInput(row.report, find("picture"));
  find("text").textContent = row.text ? `${word("asRead")}: ${row.text}` : row.crop ? "" : word("noPicture");
  find("why").textContent = tellWhy(row);
  find("findings").replaceChildren(...(row.findings || []).map((one) => make("p", { className: "told" }, one.message)));
  find("unit").textContent = row.unit;
  const value = find("value");
  value.value = "";
  value.placeholder = row.value === null ? "" : show(row.value);
  find("choices").replaceChildren(...(row.choices || []).slice(0, 9).map(drawChoice));
  value.focus({ preventScroll: true });
}

function drawLine(line) {
  const marked = line.start === null ? [line.text] : [line.text.slice(0, line.start), make("mark", {}, line.text.slice(line.start, line.end)), line.text.slice(line.end)];
  return make("p", { className: line.here ? "here" : "" }, ...marked);
}

function drawChoice(choice, place) {
  const told = [pick(ORIGINS[choice.origin]), effect(choice)].filter(Boolean);
  return make("button", { onclick: () => decide(choice.value) }, make("kbd", {}, String(place + 1)), " ",
    make("strong", {}, show(choice.value)), " ", make("span", { className: "quiet" }, told.join("; ")));
}

function drawEquation(row) {
  find("equation").hidden = row.equation.length < 2;
  find("figures").replaceChildren(...row.equation.map((one) => make("div", { className: isSame(one, current) ? "member chosen" : "member" },
    make("button", { onclick: () => turnTo(one) }, `${one.indicator} = ${show(one.value)}`), ` ${one.label} `,
    ...one.proposals.map((choice) => make("button", { className: "offer", onclick: () => { current = one; decide(choice.value); } },
      `→ ${show(choice.value)}`, make("span", { className: "quiet" }, ` ${effect(choice)}`))),
    one.crop ? make("img", { className: "crop", src: one.crop, alt: one.text, loading: "lazy" }) : one.text ? make("p", { className: "quiet" }, one.text) : null)));
}

const listed = (name, ids, told) => (ids.length ? `${word(name)}: ${(english ? ids : told).slice(0, 3).join(", ")}${ids.length > 3 ? " …" : ""}` : "");
const effect = (choice) => [listed("makes", choice.clears, choice.clears_told), listed("breaks", choice.breaks, choice.breaks_told)].filter(Boolean).join("; ");

async function turnTo(one) {
  const { told } = await ask(`/api/row?${new URLSearchParams({ report: one.report, indicator: one.indicator })}`);
  await choose({ harm: rows[at] && rows[at].harm, ...told });
  for (const member of find("figures").children) member.classList.toggle("chosen", member.firstChild.textContent.startsWith(`${one.indicator} =`));
}

// The next row is there at once; what the server says of the decision comes behind.
async function decide(value, decision) {
  if (!current) return;
  const row = current, place = at, queued = rows[at], typed = find("value").value;
  if (isSame(queued, row)) { rows.splice(at, 1); total -= 1; }
  waiting += 1;
  busy = true;
  if (isSame(queued, row)) await draw();
  sending = sending.then(() => keepDecision({ row, place, queued, typed }, value, decision));
  await sending;
}

async function keepDecision(asked, value, decision) {
  const row = asked.row;
  let failed = null;
  try {
    const { told } = await send({ report: row.report, indicator: row.indicator, was: row.value, value, decision });
    undone.push({ id: told.id, report: row.report, indicator: row.indicator });
    const others = told.cleared.filter((name) => name !== row.indicator);
    tell(`${word("kept")}: ${row.indicator} = ${show(told.value)}${others.length ? `; ${word("cleared")}: ${others.join(", ")}` : ""}`);
    rows = rows.filter((one) => one.report !== row.report || !told.cleared.includes(one.indicator));
  } catch (error) { failed = error; }
  waiting -= 1;
  if (failed) {
    if (isSame(asked.queued, row) && !rows.some((one) => isSame(one, row))) {
      at = asked.place;
      rows.splice(at, 0, asked.queued);
      total += 1;
    }
    await draw();
    find("value").value = asked.typed;
    typing = Boolean(asked.typed);
    tell(failed.message, true);
  }
  if (!waiting) {
    if (!failed || failed.code === 409) {
      await fill();
      if (!isSame(rows[at], current) || failed) await draw();
      if (failed) tell(failed.message, true);
      find("state").textContent = `${total} ${word("left")}`;
    }
    busy = waiting > 0;
  }
}

function tell(text, bad = false) {
  find("told").textContent = text;
  find("told").className = bad ? "error" : "";
}

async function undo() {
  await sending;
  const last = undone.pop();
  if (!last) return tell(word("nothingToUndo"));
  try {
    await takeBack(last.id);
    tell(`${word("undone")}: ${last.indicator}`);
    await fill();
    const back = rows.findIndex((one) => one.report === last.report && one.indicator === last.indicator);
    if (back >= 0) at = back;
    await draw();
    if (back < 0) await turnTo(last);
  } catch (error) { tell(error.message, true); }
}

async function go(step) {
  const there = Math.max(0, at + step);
  if (step > 0 && there >= rows.length && rows.length >= total) return;
  at = there;
  if (!rows[at + 2] && rows.length < total) await fill();
  tell("");
  await draw();
}

const keep = () => {
  const typed = find("value").value.trim();
  if (typed) return decide(typed);
  if (current.value !== null) return decide(current.value);
  return decide(null, current.status === "missing" ? "absent" : "blank");
};

function turn(step) {
  const row = rows[at];
  if (!row || row.equation.length < 2) return;
  const place = row.equation.findIndex((one) => one.indicator === current.indicator);
  turnTo(row.equation[(place + step + row.equation.length) % row.equation.length]);
}

function openOver(...children) {
  find("overlay").replaceChildren(...children);
  find("over").showModal();
}

async function openText(row) {
  const { told } = await ask(`/api/pages?${new URLSearchParams({ report: row.report })}`);
  const page = told.find((one) => one.page_number === row.page_number) || told[0];
  if (page && page.lines) openOver(make("div", { className: "lines" }, ...page.lines.map((line) => make("p", {}, line.text))));
}

const ACTIONS = {
  enter: keep, b: () => decide(null, "blank"), m: () => decide(null, "absent"), n: () => go(1), u: undo,
  arrowright: () => go(1), arrowleft: () => go(-1), arrowdown: () => turn(1), arrowup: () => turn(-1),
  z: () => { find("crop").classList.toggle("near"); if (current.crop) find("crop").src = `${current.crop}&wide=${find("crop").classList.contains("near") ? 1 : 0}`; find("crop").parentElement.scrollLeft = find("crop").scrollWidth; },
  p: () => (current.page ? openOver(make("img", { src: current.page, alt: current.report })) : openText(current)),
  "?": () => openOver(make("p", {}, word("keys"))),
};

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.altKey || event.metaKey || find("over").open) return;
  const key = event.key.toLowerCase(), value = find("value");
  if (event.key === "Tab" || (event.key === "Enter" && document.activeElement.tagName === "BUTTON")) return;
  if (!current) return;
  const choice = "123456789".includes(key) && key.length === 1 ? (current.choices || [])[Number(key) - 1] : null;
  if (choice && Number(key) <= 3 && !value.value && !typing) { event.preventDefault(); decide(choice.value); return; }
  if (key === " ") { event.preventDefault(); typing = true; value.focus(); return; }
  if ((key === "arrowleft" || key === "arrowright") && value.value) return;
  if (ACTIONS[key]) { event.preventDefault(); ACTIONS[key](); return; }
  if (/^[0-9.,-]$/.test(key)) value.focus();
});
for (const [name, key] of [["keep", "enter"], ["blank", "b"], ["absent", "m"], ["next", "n"], ["undo", "u"], ["zoom", "z"], ["whole", "p"], ["keys", "?"]])
  find(name).addEventListener("click", () => ACTIONS[key]());
find("over").addEventListener("click", () => find("over").close());
watch(find("crop"), find("picture"));
find("crop").addEventListener("load", () => { if (innerWidth < NARROW) find("crop").parentElement.scrollLeft = find("crop").scrollWidth; });
begin(draw);
fill().then(draw).catch((error) => { find("state").textContent = error.message; });
