"""Nothing that a report prints is lost: figures are counted in its pages, without our rules."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pytest

from pipeline.forms import load_form
from pipeline.identify.recognise import choose_form
from pipeline.model.form import GENERIC, Form
from pipeline.model.page import Document, Page
from pipeline.model.reading import Observation, Reading
from pipeline.model.report import Report
from pipeline.read.page import read_pages
from pipeline.read.source import count_pages
from pipeline.run.report import make_report
from pipeline.vietnamese.numbers import parse_number
from tests.bench.kinds import DOSSIERS, SOCIO, invent
from tests.generator.build import Sample, make_input
from tests.generator.compose import UNSEEN

_FORMS = Path(__file__).parents[2] / "patterns"
_DUMPS = Path(__file__).parents[2] / "samples"
_REAL = Path(__file__).resolve().parents[3] / "shared" / "real-pdfs"
# A number with the unit that it counts; dates, symbols and numbers of lists have none.
_COUNTED = re.compile(
    r"(?<![\w.,/:-])(?P<number>\d[\d.,]*\d|\d) ?(?:%|(?:hồ sơ|người|triệu|tỷ(?! lệ)|đồng|ha|tấn|"
    r"con|hộ|trường hợp|văn bản|thủ tục|đồng chí|lượt|cuộc|buổi|vụ|đơn|cây|máy|lớp|phiếu|kg|tin)"
    r"(?!\w))"
)
_UNSEEN = Sample("cchc.pdf", phrases=UNSEEN)
_SAMPLES = {
    "cchc.pdf": Sample("cchc.pdf"),
    "cchc.docx": Sample("cchc.docx"),
    "cchc.xlsx": Sample("cchc.xlsx"),
    "cchc-unseen.pdf": _UNSEEN,
    "kt-xh.pdf": SOCIO["kt-xh-digital"].sample,
    "tthc.pdf": DOSSIERS["tthc-digital"].sample,
    "tthc.docx": DOSSIERS["tthc-docx"].sample,
}


def _forms() -> tuple[Form, ...]:
    names = ("cchc-xa", "kt-xh-xa", "tthc-06")
    return tuple(load_form(_FORMS / f"{name}.toml", examples=False) for name in names)


def _read(path: Path) -> Document:
    numbers = tuple(range(1, count_pages(path) + 1))
    pages = read_pages(path, numbers, scratch=path.parent)
    return Document(tuple(page for page in pages if isinstance(page, Page)))


def _readings(observations: tuple[Observation, ...]) -> Iterator[Reading]:
    for one in observations:
        yield from (reading for reading in (one.reading, *one.mentions) if reading)


def _unaccounted(document: Document, report: Report, form: Form | None) -> list[str]:
    """Give what the lines count and neither a row nor the text of a row tells."""
    readings = [*_readings(report.observations), *_readings(report.others)]
    values = {abs(one.value) for one in readings if one.value is not None}
    values |= {abs(row.value) for row in report.unknown_rows if row.value is not None}
    told = " ".join(one.source.text for one in readings)
    told += " ".join(row.source.text for row in report.unknown_rows)
    names = " ".join(f"{row.label} {row.unit}" for row in form.indicators) if form else ""
    names += " ".join(row.label for row in report.indicators)
    lost = []
    for page in document.pages:
        for line in page.lines:
            for found in _COUNTED.finditer(line.text):
                number = parse_number(found["number"].strip(".,"))
                if number is None or values & _scaled(number.value):
                    continue
                around = line.text[max(0, found.start() - 15) : found.end()]
                if around not in told and found["number"] not in names:
                    lost.append(f"{page.number}: {line.text}")
    return lost


def _scaled(value: Decimal) -> set[Decimal]:
    return {value, value * 1000, value / 1000}


def _check_sums(report: Report) -> None:
    assert len(report.others) == len(report.other_indicators)
    assert len({one.indicator for one in report.others}) == len(report.others)
    spots = [
        (one.value, spot)
        for one in report.others
        if one.reading
        for spot in one.reading.source.spots
    ]
    assert len(set(spots)) == len(spots)
    assert all(one.status not in ("sure", "missing", "unstated") for one in report.others)


@pytest.mark.slow
@pytest.mark.parametrize("name", _SAMPLES)
@pytest.mark.parametrize("seed", [40_070, 40_080])
def test_every_figure_of_an_invented_report_is_a_value_or_another_figure(
    name: str, seed: int, tmp_path: Path
) -> None:
    sample = _SAMPLES[name]
    path = tmp_path / name
    path.write_bytes(make_input(sample, invent(seed, sample)))
    document = _read(path)
    form = choose_form(document, _forms())

    report = make_report(document, form)

    assert _unaccounted(document, report, form) == []
    _check_sums(report)


@pytest.mark.ocr
@pytest.mark.slow
@pytest.mark.parametrize("name", ["dump-eng.txt", "dump-fra.txt", "dump-tthc.txt"])
def test_every_figure_of_a_dump_is_accounted_for(name: str) -> None:
    document = _read(_DUMPS / name)

    report = make_report(document, choose_form(document, _forms()))

    _check_sums(report)
    assert report.taken > 0


def _real_files() -> list[str]:
    """Give the files that need no engine: those of programs."""
    if not _REAL.exists():
        return []
    with (_REAL / "index.csv").open(encoding="utf-8-sig", newline="") as stream:
        rows = list(csv.DictReader(stream))
    return [
        row["file"]
        for row in rows
        if row["kind"] == "born-digital" or not row["file"].endswith(".pdf")
    ]


@pytest.mark.slow
@pytest.mark.parametrize("name", _real_files())
def test_every_figure_of_a_real_document_is_accounted_for(name: str, tmp_path: Path) -> None:
    path = tmp_path / name
    path.write_bytes((_REAL / name).read_bytes())
    document = _read(path)
    form = choose_form(document, _forms())

    report = make_report(document, form)

    assert _unaccounted(document, report, form) == []
    _check_sums(report)
    assert report.form != GENERIC or not report.others
