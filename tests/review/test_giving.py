"""Figures that a person gives to an indicator, and what is made of them."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from pipeline.cli import main
from pipeline.run.corrections.ledger import Ledger
from tests.review.conftest import Page, Told, run

pytestmark = pytest.mark.anyio

_DUMP = "dump-kt-xh.txt"


def _rows(out: Path, name: str) -> list[Told]:
    with (out / name).open(encoding="utf-8-sig", newline="") as stream:
        return [row for row in csv.DictReader(stream) if row["report"] == _DUMP]


async def test_a_figure_of_others_is_given_to_an_indicator_and_counted_once(page: Page) -> None:
    (before,) = _rows(page.out, "reports.csv")
    other = (await page.get("/api/others", report=_DUMP))[0]
    row = next(one for one in await page.get("/api/rows", report=_DUMP) if one["value"] is None)

    answer = await page.decide(row, other["value"], other=other["other"])

    assert answer.status_code == 201
    assert answer.json()["sentence"]
    left = [one["other"] for one in await page.get("/api/others", report=_DUMP)]
    assert run(page.inputs, page.out) == 0
    assert other["other"] not in left
    assert [one["indicator"] for one in _rows(page.out, "others.csv")] == left
    (after,) = _rows(page.out, "reports.csv")
    assert (after["printed"], int(after["taken"])) == (before["printed"], int(before["taken"]) + 1)
    kept = next(
        one for one in _rows(page.out, "figures.csv") if one["indicator"] == row["indicator"]
    )
    assert (float(kept["value"]), kept["status"]) == (other["value"], "corrected")


async def test_a_figure_of_a_line_is_given_with_its_sentence(page: Page) -> None:
    lines = [line for one in await page.get("/api/pages", report=_DUMP) for line in one["lines"]]
    line = next(one for one in lines if len(one["figures"]) == 1 and len(one["text"]) > 40)
    (figure,) = line["figures"]
    row = next(one for one in await page.get("/api/rows", report=_DUMP) if one["value"] is None)

    told = (await page.decide(row, figure["value"], figure=figure["figure"])).json()

    assert line["text"][figure["start"] : figure["end"]] in told["sentence"]
    (kept,) = Ledger(page.out).read().corrections
    assert kept.text == told["sentence"]
    assert (await page.client.delete(f"/api/corrections/{kept.id}")).status_code == 200
    # Another value than the one that was pointed at has no sentence.
    row["value"] = None
    other = (await page.decide(row, figure["value"] + 1, figure=figure["figure"])).json()
    assert other["sentence"] == ""


@pytest.mark.parametrize("figure", ["x", "1.2", "9999999.1.1", "1.1.1.1", "../1.1.1"])
async def test_a_figure_that_is_none_gives_no_sentence(page: Page, figure: str) -> None:
    row = (await page.get("/api/rows", report=_DUMP))[0]

    told = (await page.decide(row, row["value"], figure=figure)).json()

    assert told["sentence"] == ""
    answer = await page.decide({**row, "value": row["value"]}, row["value"], other="none")
    assert answer.status_code == 404


async def test_lines_stand_around_a_figure_without_a_picture(page: Page) -> None:
    row = (await page.get("/api/queue", report=_DUMP, status="doubtful"))[0]

    (line,) = [one for one in row["lines"] if one["here"]]

    assert line["text"][line["start"] : line["end"]].strip(" .,")[:1].isdigit()


async def test_what_people_saw_is_counted(page: Page, capsys: pytest.CaptureFixture[str]) -> None:
    first, second = (await page.get("/api/queue", report=_DUMP, status="doubtful"))[:2]
    await page.decide(first, first["value"])
    await page.decide(second, second["value"] + 1)
    capsys.readouterr()

    assert main(["measure", str(page.out), "--corrections"]) == 0

    told = capsys.readouterr().out.splitlines()
    (line,) = [one.split() for one in told if one.split()[:1] == ["doubtful"]]
    assert line[1:4] == ["1", "/", "2"]
