"""Damaged files: what the program says of figures that damage touched.

Truth is what the undamaged file gives. Each mutant is read by itself, in a process that may die of
it, since reports of one folder are compared and joined.
"""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from pipeline.forms.loading import load_forms
from pipeline.identify.recognise import choose_form, guess_form
from pipeline.identify.version_votes import choose_version
from pipeline.model.errors import SolieuError
from pipeline.model.finding import UNREAD_PAGE
from pipeline.model.form import Form
from pipeline.model.page import Document, Page
from pipeline.model.reading import Observation, Status
from pipeline.model.report import Report
from pipeline.read.page import read_pages
from pipeline.read.source import count_pages
from pipeline.run.batch.steps import UnreadPage
from pipeline.run.damage import CHECK as DAMAGED
from pipeline.run.damage import doubt_damaged
from pipeline.run.report import make_report
from tests.bench.kinds import DOSSIERS, KINDS, SOCIO, Kind, make_one, seeds_of
from tests.bench.layout import print_table
from tests.bench.mutations import OF_PACKAGE, OF_PDF, Mutation

_ROOT = Path(__file__).parents[2]
_SHARED = _ROOT.parent / "shared"
_RELIED_ON = (Status.SURE, Status.READ)
_TELLING = (DAMAGED, UNREAD_PAGE)
_SUFFIXES = (".pdf", ".docx", ".xlsx")
_LARGE = 700_000  # bytes; the reading of larger files takes most of the time
_HEADER = [
    *("mutation", "mutants", "failed", "told", "as before", "silent values", "silent blanks"),
    *("lost without a word",),
]

Name = tuple[str, ...]  # what a row says it is: indicator or label, unit, period


@dataclass(frozen=True, slots=True)
class Outcome:
    """What the program made of one file."""

    failed: str = ""  # why; empty: it was read
    told: bool = False  # that something could not be read
    rows: tuple[tuple[Name, Status, Decimal | None], ...] = ()
    head: tuple[str, ...] = ()  # place, period and form of the report


@dataclass(slots=True)
class Score:
    """What became of the figures of one mutant."""

    values: list[str] = field(default_factory=list)  # relied on and not those of the file
    blanks: list[str] = field(default_factory=list)  # where the file has a figure
    lost: list[str] = field(default_factory=list)  # not there, and nothing said


def measure_mutants(folder: Path, seed: int, mutants: int, *, detail: bool) -> str:
    """Read mutants of digital files; give the printed table."""
    sources = [*_find_sources(), *_invent(folder / "invented", seed)]
    rng = random.Random(seed)
    counts: dict[str, Counter[str]] = {}
    told: list[str] = []
    bases: dict[Path, Outcome] = {}
    with _Reader() as reader:
        for number in range(mutants):
            source = rng.choice(sources)
            if source not in bases:
                bases[source] = reader.read(source)
            mutation: Mutation = rng.choice(OF_PDF if source.suffix == ".pdf" else OF_PACKAGE)
            path = folder / f"{number:04}-{mutation.__name__}{source.suffix}"
            path.write_bytes(mutation(source.read_bytes(), random.Random(f"{seed} {number}")))
            found = reader.read(path)
            score = compare(bases[source], found)
            _count(counts.setdefault(mutation.__name__, Counter()), bases[source], found, score)
            told += [f"{path.name} ({source.name}): {line}" for line in _lines(score)]
    lines = [[name, *map(str, _cells(one))] for name, one in sorted(counts.items())]
    total: Counter[str] = sum(counts.values(), Counter())
    lines.append(["all", *map(str, _cells(total))])
    return "\n".join((print_table("Damaged files", _HEADER, lines), *(told if detail else ())))


def _find_sources() -> list[Path]:
    folders = (_ROOT / "samples", *(_SHARED / name for name in ("printed/digital",)))
    folders += (_SHARED / "printed/source", _SHARED / "real-pdfs")
    found = [path for folder in folders if folder.is_dir() for path in sorted(folder.iterdir())]
    return [
        path
        for path in found
        if path.suffix in _SUFFIXES
        and path.stat().st_size < _LARGE
        and not any(word in path.name for word in ("scan", "junk", "broken-font", "watermark"))
    ]


def _invent(folder: Path, seed: int) -> Iterator[Path]:
    kinds: dict[str, Kind] = {
        "digital": KINDS["digital"],
        "kt-xh": SOCIO["kt-xh-digital"],
        "tthc": DOSSIERS["tthc-digital"],
        "tthc-docx": DOSSIERS["tthc-docx"],
    }
    for name, kind in kinds.items():
        for own_seed in seeds_of(kind, seed, 5):
            make_one(folder / name, kind.sample, own_seed)
        yield from sorted((folder / name).glob(f"*{Path(kind.sample.name).suffix}"))


def _count(counts: Counter[str], base: Outcome, found: Outcome, score: Score) -> None:
    counts["mutants"] += 1
    counts["failed"] += bool(found.failed)
    counts["told"] += found.told
    counts["as before"] += found == base
    for name in ("values", "blanks", "lost"):
        counts[name] += bool(getattr(score, name))
        counts[f"all {name}"] += len(getattr(score, name))


def _cells(counts: Counter[str]) -> Iterator[object]:
    yield from (counts[name] for name in ("mutants", "failed", "told", "as before"))
    for name in ("values", "blanks", "lost"):
        yield f"{counts[f'all {name}']} in {counts[name]}"


def _lines(score: Score) -> Iterator[str]:
    for name in ("values", "blanks", "lost"):
        found: list[str] = getattr(score, name)
        yield from (f"{name}: {one}" for one in found[:5])


def compare(base: Outcome, found: Outcome) -> Score:
    """Compare what was read of a mutant with what the file gives."""
    score = Score()
    if found.failed:
        return score
    true: dict[Name, list[Decimal | None]] = {}
    for name, status, value in base.rows:
        if status is not Status.MISSING:
            true.setdefault(name, []).append(value)
    seen: set[Name] = set()
    for name, status, value in found.rows:
        seen.add(name)
        if status in _RELIED_ON and (value not in true.get(name, ()) or base.head != found.head):
            score.values.append(f"{name} {value}, not {true.get(name)}")
        if status is Status.BLANK and None not in true.get(name, (None,)):
            score.blanks.append(f"{name}, not {true.get(name)}")
    if not found.told:
        score.lost += [str(name) for name in true.keys() - seen if any(true[name])]
    return score


class _Reader:
    """Reads files in a process that may die of them."""

    def __enter__(self) -> _Reader:
        self._pool = ProcessPoolExecutor(1)
        return self

    def __exit__(self, *_: object) -> None:
        self._pool.shutdown()

    def read(self, path: Path) -> Outcome:
        """Read one file."""
        try:
            return self._pool.submit(read_outcome, path).result()
        except BrokenProcessPool:
            self._pool = ProcessPoolExecutor(1)
            return Outcome(failed="the process died")


def read_outcome(path: Path) -> Outcome:
    """Take one file through the house as a run does, as one report."""
    try:
        report = _make_report(path)
    except SolieuError as error:
        return Outcome(failed=str(error))
    except Exception as error:  # a run makes a failed report of it
        return Outcome(failed=f"unexpected: {error!r}")
    heading = report.heading
    head = (heading.place, heading.period.id if heading.period else "", report.form)
    labels = {one.id: (one.label, one.unit) for one in report.indicators}
    rows = tuple((_name(one, labels), one.status, one.value) for one in report.observations)
    told = any(one.check in _TELLING for one in report.findings)
    return Outcome("", told, rows, head)


def _name(one: Observation, labels: dict[str, tuple[str, str]]) -> Name:
    period = one.reading.period if one.reading else ""
    return (*labels.get(one.indicator, (one.indicator, "")), period)


def _make_report(path: Path) -> Report:
    with TemporaryDirectory() as scratch:
        numbers = range(1, count_pages(path, scratch=Path(scratch)) + 1)
        pages = read_pages(path, numbers, scratch=Path(scratch))
    unread = [
        UnreadPage(number, str(page))
        for number, page in zip(numbers, pages, strict=True)
        if isinstance(page, SolieuError)
    ]
    read = tuple(page for page in pages if isinstance(page, Page))
    if not read:
        raise SolieuError(unread[0].message, "")
    document = Document(read)
    form = choose_form(document, _forms()) or (guess_form(document, _forms()) if unread else None)
    if form:
        form = choose_version(document, form)
    return doubt_damaged(make_report(document, form, unread), document.pages)


@cache
def _forms() -> Sequence[Form]:
    return load_forms(_ROOT / "patterns")
