"use strict";
// One indicator: over the periods of one place, and over the places of one period.

const find = (name) => document.getElementById(name);
const asked = new URLSearchParams(location.search);
const report = asked.get("report") || "", indicator = asked.get("indicator") || "";
const found = {};

function draw() {
  find("where").replaceChildren(make("a", { href: reportAddress(report, indicator) }, report));
  for (const [over, series] of Object.entries(found)) {
    find("name").textContent = `${indicator} ${series.label}`;
    find(`picture-${over}`).src = `/api/chart?${new URLSearchParams({ report, indicator, over })}`;
    find(`picture-${over}`).alt = `${series.label}: ${word(over === "periods" ? "chartPeriods" : "chartPlaces")}`;
    find(over).replaceChildren(...series.points.map((one) => make("tr", { className: one.status }, make("td", {}, one.period),
      make("td", {}, [one.place, one.district].filter(Boolean).join(", ")), make("td", { className: "number" }, show(one.value)), make("td", {}, series.unit),
      make("td", {}, status(one.status)), make("td", {}, make("a", { href: reportAddress(one.report, indicator) }, one.report)))));
    if (over === "places") find("count-places").textContent = series.points.length < series.total ? `${word("shown")} ${series.points.length} / ${series.total}` : "";
  }
}

begin(draw);
for (const over of ["periods", "places"]) ask(`/api/series?${new URLSearchParams({ report, indicator, over })}`)
  .then(({ told }) => { found[over] = told; draw(); }).catch((error) => { find("told").textContent = error.message; });
