"""The steps of one report and how their results are named.

Three steps: count the pages, read pages, finish the report (choose its form, extract, judge). Pages
are read some at a time, because that is cheaper, and kept one by one, because they are the same
however they were put together. With each page goes a trace of the document it belongs to; where
documents end and begin is decided from the traces alone (`job`), so a box never has to be in
memory as a whole.
What a step depends on goes into its key, so that a changed form leaves the pages alone and a
changed reader leaves nothing. The parent determines the versions and sends them along: its workers
start later, and may find newer code.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import astuple, dataclass
from enum import StrEnum
from pathlib import Path

import msgspec

from pipeline.model.form import Form
from pipeline.model.geometry import Box
from pipeline.model.version import MARK, split_id
from pipeline.model.versioned import find_form
from pipeline.read.formats import DUMP_SUFFIXES
from pipeline.run.batch.cache import step_key
from pipeline.vietnamese.document_kinds import may_follow

# Shared by all forms, so a part of what each of them says.
FRAGMENTS = "fragments.toml"


class Step(StrEnum):
    """What a worker can be asked for."""

    COUNT = "count"
    PAGE = "page"
    FINISH = "finish"
    CUT = "cut"  # pictures of cells out of a page, for the workbook


@dataclass(frozen=True, slots=True)
class ReportFile:
    """A file as it was when its bytes were hashed."""

    path: bytes  # as the system names it; not always UTF-8
    suffix: str  # that fits the content: the same bytes may be read as .txt and as .pdf
    sha256: str
    size: int  # bytes
    modified: int  # nanoseconds
    reader: str  # version of the steps that read it
    tracer: str = ""  # version of what takes the traces of its pages

    @property
    def is_dump(self) -> bool:
        """Whether it is text that an OCR made, which is repaired."""
        return self.suffix in DUMP_SUFFIXES


@dataclass(frozen=True, slots=True)
class UnreadPage:
    """A page that could not be read, and why."""

    number: int  # from 1; of a finishing step, as the report counts its pages
    message: str
    by_chance: bool = False  # an engine or a worker failed, so a second try may read it


@dataclass(frozen=True, slots=True)
class Sheets:
    """Pages of one file, as they stand in a report."""

    file: ReportFile
    numbers: tuple[int, ...]  # in the file, from 1
    shown: tuple[int, ...]  # as the report counts them, from 1

    @property
    def pages(self) -> Iterator[tuple[int, int]]:
        """Each page: its number in the file, and the one it has in the report."""
        return zip(self.numbers, self.shown, strict=True)


@dataclass(frozen=True, slots=True)
class KnownForm:
    """A form and the hash of all it says."""

    form: Form
    digest: str


@dataclass(frozen=True, slots=True)
class Wish:
    """What a run was asked for that concerns how its reports are finished."""

    form: str = ""  # id of the form of all reports; empty: choose
    scanner: str = ""  # key of what was learned of the scanner of the dumps; empty: nothing
    split: bool = True  # a file may hold several documents


@dataclass(frozen=True, slots=True)
class Task:
    """One step of one report."""

    step: Step
    file: ReportFile
    numbers: tuple[int, ...] = ()  # of pages, from 1; of a page step
    boxes: tuple[Box, ...] = ()  # of cells on the one page that a cutting step is about
    # What follows is of the finishing step alone.
    sheets: tuple[Sheets, ...] = ()  # the pages of the report
    unread: tuple[UnreadPage, ...] = ()  # those of them that could not be read
    kind: str = ""  # of the document; empty where nothing tells
    doubt: str = ""  # why it is not certain that the pages are one document; empty: it is
    note: str = ""  # what is odd about the pages
    form: str = ""  # id of the form that was asked for; empty: choose
    version: str = ""
    scanner: str = ""  # key of what was learned of it; only text dumps are repaired


@dataclass(frozen=True, slots=True)
class Answer:
    """How a step went; what it gave is in the cache."""

    failure: str = ""  # message; empty: it worked, but for the pages in `unread`
    unread: tuple[UnreadPage, ...] = ()
    seconds: float = 0.0


def know_forms(forms: Iterable[Form], patterns: Path) -> tuple[KnownForm, ...]:
    """Hash what each form says; a changed comment or order of keys in its file changes nothing."""
    try:
        fragments = (patterns / FRAGMENTS).read_bytes()
    except FileNotFoundError:
        fragments = b""
    shared = hashlib.sha256(fragments).digest()
    return tuple(
        KnownForm(form, hashlib.sha256(shared + msgspec.json.encode(form)).hexdigest())
        for form in forms
    )


def find_known(forms: Iterable[KnownForm], wanted: str) -> KnownForm | None:
    """Find a form or one of its versions; None where there is none of this id."""
    family, version = split_id(wanted)
    for known in forms:
        if known.form.id == family:
            form = find_form((known.form,), wanted)
            digest = f"{known.digest}{MARK}{version}" if version else known.digest
            return KnownForm(form, digest) if form else None
    return None


def open_choice(forms: Iterable[KnownForm], asked: str, kind: str = "") -> tuple[KnownForm, ...]:
    """Give the forms of which a report may follow one; none where that is settled.

    A form with versions that was asked for leaves it open which of them a report follows. A
    decision, a letter follows none by itself but those that are for its kind.
    """
    if not asked:
        return tuple(known for known in forms if may_follow(kind, known.form.kinds))
    known = find_known(forms, asked)
    is_open = known is not None and known.form.versions and not split_id(asked)[1]
    return (known,) if known and is_open else ()


def count_key(file: ReportFile) -> str:
    """Name the number of pages."""
    return step_key(Step.COUNT, file.reader, file.suffix, file.sha256)


def page_key(file: ReportFile, number: int) -> str:
    """Name one page as read."""
    return step_key(Step.PAGE, file.reader, file.suffix, file.sha256, str(number))


def trace_key(file: ReportFile, number: int) -> str:
    """Name the trace of one page."""
    return step_key("trace", file.tracer, page_key(file, number))


def cutting_key(file: ReportFile, number: int, box: Box) -> str:
    """Name the picture of a cell."""
    return step_key(Step.CUT, page_key(file, number), *map(str, astuple(box)))


def division_key(files: Sequence[ReportFile], pages: Sequence[int], *, split: bool) -> str:
    """Name the documents that the pages of some files are.

    Args:
        files: In their order.
        pages: How many each has.
        split: Whether they may be several.
    """
    last = (trace_key(file, count) for file, count in zip(files, pages, strict=True))
    return step_key("division", "split" if split else "whole", *last)


def choice_key(task: Task, forms: Sequence[KnownForm]) -> str:
    """Name the form that fits a report best; any form that changed may fit better now.

    Args:
        task: That ends the report.
        forms: As `open_choice` gives them.
    """
    return step_key("choice", *_pages_read(task), *sorted(known.digest for known in forms))


def report_key(task: Task, form: KnownForm | None) -> str:
    """Name the finished report; it depends on its own form alone."""
    scanner = (task.scanner,) if task.scanner else ()
    told = (task.kind, task.doubt, task.note)
    return step_key("report", *_pages_read(task), *told, form.digest if form else "", *scanner)


def _pages_read(task: Task) -> tuple[str, ...]:
    unread = (f"{page.number} {page.message}" for page in task.unread)
    pages = (
        f"{page_key(sheets.file, number)} {shown}"
        for sheets in task.sheets
        for number, shown in sheets.pages
    )
    return (task.version, *pages, *unread)
