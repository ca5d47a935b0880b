"""A reader of text files for tests, with pages that crash, hang, faint, or cannot be read.

Pages are divided by form feeds. It runs in real worker processes, in place of
`run.batch.task.perform`, and notes each step it does, so that tests can see what was done again.
What faints does so the first time only. Lines that begin with a stroke are rows of a table, for
forms that ask for them.
"""

from __future__ import annotations

import os
import re
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

from pipeline.identify.trace import PageTrace, trace_page
from pipeline.judge.belonging import doubt_belonging, remark_pages
from pipeline.model.errors import EngineError, SourceError
from pipeline.model.form import GENERIC, Form
from pipeline.model.page import Document, Line, Page, PageKind
from pipeline.model.reading import Method, Observation, Reading, Source, Status, Support
from pipeline.model.report import Heading, Report
from pipeline.run.batch.cache import Cache
from pipeline.run.batch.steps import (
    Answer,
    Step,
    Task,
    UnreadPage,
    choice_key,
    count_key,
    find_known,
    open_choice,
    page_key,
    report_key,
    trace_key,
)
from pipeline.run.batch.task import Workshop
from pipeline.run.gap import Gap
from pipeline.vietnamese.period_parts import build_period

PERFORM = "tests.run.fakes:perform"
JOURNAL = "journal.txt"
SLOW = 0.1  # seconds that a slow page takes, on any machine


def perform(task: Task, workshop: Workshop) -> Answer:
    """Do one step of a text file."""
    file = Path(os.fsdecode(task.file.path))
    pages = file.read_text(encoding="utf-8").split("\f")
    journal = Path(workshop.results).parent / JOURNAL
    with journal.open("a", encoding="utf-8") as stream:
        stream.writelines(f"{task.step} {file.name} {n}\n" for n in _noted(task))
    first = _is_first(task, file.name, journal)
    if task.step is Step.FINISH:
        pages = [pages[number - 1] for number in task.sheets[0].numbers]
    if any(f"{task.step} dies" in text for text in pages) or (
        first and any(f"{task.step} faints" in text for text in pages)
    ):
        os.kill(os.getpid(), signal.SIGKILL)
    if task.step is Step.COUNT and "uncountable" in pages[0]:
        return Answer("Tệp hỏng. | Damaged file.")
    if task.step is Step.COUNT:
        workshop.cache.store(count_key(task.file), len(pages), 0.1)
    elif task.step is Step.PAGE:
        return _read(task, workshop.cache, pages, first=first)
    else:
        _finish(task, workshop)
    return Answer()


def _noted(task: Task) -> tuple[int, ...]:
    """Give what a step is noted with: its pages, the first page of a report inside a file, or 0."""
    first = task.sheets[0].numbers[0] if task.sheets else 1
    return task.numbers or (first if first > 1 else 0,)


def _is_first(task: Task, name: str, journal: Path) -> bool:
    lines = journal.read_text(encoding="utf-8").splitlines()
    return all(lines.count(f"{task.step} {name} {n}") == 1 for n in _noted(task))


def _read(task: Task, cache: Cache, pages: list[str], *, first: bool) -> Answer:
    texts = {number: pages[number - 1] for number in task.numbers}
    if any("greedy" in text for text in texts.values()):
        return Answer("Không đủ bộ nhớ. | Not enough memory.")
    for text in texts.values():
        _suffer(text, together=len(texts) > 1)
    unread = []
    for number, text in texts.items():
        if "unreadable" in text:
            message = str(SourceError("Trang hỏng. Quét lại.", "Damaged page. Scan it again."))
            unread.append(UnreadPage(number, message))
        elif "engine fails" in text or ("engine faints" in text and first):
            message = str(EngineError("Máy đọc bị ngắt. Đọc lại.", "Engine killed. Read it again."))
            unread.append(UnreadPage(number, message, by_chance=True))
        else:
            page = _page(number, text)
            cache.store(page_key(task.file, number), page, 0.1)
            cache.store(trace_key(task.file, number), trace_page(page), 0.0)
    return Answer(unread=tuple(unread))


def _suffer(text: str, *, together: bool) -> None:
    if "crash" in text or ("crowded" in text and together):
        os.kill(os.getpid(), signal.SIGSEGV)
    if "hang" in text:
        # As an engine would hang, or a child of it that has left its group.
        child = subprocess.Popen(["sleep", "300"], start_new_session="elsewhere" in text)
        marker = text.partition("hang ")[2].strip()
        if marker:
            Path(marker).write_text(str(child.pid), encoding="ascii")
        if "spin" in text:
            re.match("(a|a)+b", "a" * 100)  # no other thread gets a turn
        child.wait()
    if "where is scratch" in text:
        scratch = Path(tempfile.gettempdir())
        (scratch.parent / "where").write_text(str(scratch), encoding="utf-8")
    if "slow" in text:
        time.sleep(SLOW)


def _page(number: int, text: str) -> Page:
    return Page(number, PageKind.TEXT, tuple(map(Line, text.splitlines())))


def _finish(task: Task, workshop: Workshop) -> None:
    cache = workshop.cache
    choice_of = open_choice(workshop.forms, task.form, task.kind)
    form = choice_of[0] if choice_of else find_known(workshop.forms, task.form)
    document = Document(
        tuple(
            replace(stored.value, number=shown)
            for sheets in task.sheets
            for number, shown in sheets.pages
            if (stored := cache.load(page_key(sheets.file, number), Page))
        )
    )
    gap = Gap(task.unread)
    report = Report(
        path="",
        form=form.form.id if form else GENERIC,
        source="text" if task.file.suffix == ".txt" else "digital",
        pages=len(document.pages) + len(task.unread),
        heading=_heading(document.pages[0]),
        observations=tuple(_observe(document, workshop.forms[0].form)),
        message=" ".join(gap.tell()),
        findings=tuple(gap.remark()),
        kind=task.kind,
    )
    if task.note:
        report = remark_pages(report, task.note)
    if task.doubt:
        report = doubt_belonging(report, task.doubt)
    if form and choice_of:
        cache.store(choice_key(task, choice_of), form.form.id, 0.1)
    cache.store(report_key(task, form), report, 0.5)


def _observe(document: Document, form: Form) -> Iterator[Observation]:
    """Count the lines of a report; with a form that asks for rows, these by themselves."""
    lines = [(page.number, line.text) for page in document.pages for line in page.lines]
    if len(form.indicators) == 1:
        yield Observation("lines", Decimal(len(lines)), Status.READ, 0.9)
        return
    tables = {page.number for page in document.pages if trace_page(page).label}
    rows = [line for line in lines if line[1].startswith("|")]
    prose = [line for line in lines if line not in rows and line[0] not in tables]
    yield _count("lines", prose, Method.PROSE)
    yield _count("rows", rows, Method.TABLE)


def _count(indicator: str, lines: Sequence[tuple[int, str]], method: Method) -> Observation:
    if not lines:
        return Observation(indicator, None, Status.MISSING, None)
    value, (page, text) = Decimal(len(lines)), lines[0]
    source = Source(page, text)
    reading = Reading(indicator, value, source, method, "pattern", Support.SINGLE)
    return Observation(indicator, value, Status.READ, 0.9, reading)


def _heading(first: Page) -> Heading:
    """Read `report 68 2024-Q3`, a letterhead, or what an appendix is enclosed with."""
    text = "\n".join(line.text for line in first.lines)
    if not text.startswith("report "):
        return _letterhead(trace_page(first))
    words = text.split()
    year, _, part = words[2].partition("-")
    return Heading(
        f"{words[1]}/BC-UBND",
        date(2024, 9, 15),
        "UBND xã Thử",
        "xã Thử",
        province="tỉnh Mây Trắng",
        period=build_period(int(year), part),
    )


def _letterhead(trace: PageTrace) -> Heading:
    if trace.number and trace.dateline:
        place = f"xã {trace.dateline.place}"
        number = f"{trace.number.number}/{trace.number.symbol}"
        return Heading(number, trace.dateline.day, f"UBND {place}", place)
    if trace.enclosed and trace.enclosed.number:
        cited = trace.enclosed
        place = f"xã {cited.unit.rpartition(' xa ')[2]}"
        return Heading(f"{cited.number}/{cited.symbol}", cited.day, "", place)
    return Heading()
