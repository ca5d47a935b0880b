"""A reader of text files for tests, with pages that crash, hang, faint, or cannot be read.

Pages are divided by form feeds. It runs in real worker processes, in place of `run.task.perform`,
and notes each step it does, so that tests can see what was done again. What faints does so the
first time only.
"""

from __future__ import annotations

import os
import signal
import subprocess
import time
from datetime import date
from decimal import Decimal
from pathlib import Path

from pipeline.identify.trace import trace_page
from pipeline.model.errors import EngineError, SourceError
from pipeline.model.page import Document, Line, Page, PageKind
from pipeline.model.reading import Observation, Status
from pipeline.model.report import Heading, Report
from pipeline.run.cache import Cache
from pipeline.run.gap import Gap
from pipeline.run.steps import (
    Answer,
    Step,
    Task,
    UnreadPage,
    choice_key,
    count_key,
    page_key,
    report_key,
    trace_key,
)
from pipeline.run.task import Workshop
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
        stream.writelines(f"{task.step} {file.name} {n}\n" for n in task.numbers or (0,))
    first = _is_first(task, file.name, journal)
    if any(f"{task.step} dies" in text for text in pages) or (
        first and any(f"{task.step} faints" in text for text in pages)
    ):
        os.kill(os.getpid(), signal.SIGKILL)
    if task.step is Step.COUNT:
        workshop.cache.store(count_key(task.file), len(pages), 0.1)
    elif task.step is Step.PAGE:
        return _read(task, workshop.cache, pages, first=first)
    else:
        _finish(task, workshop, pages)
    return Answer()


def _is_first(task: Task, name: str, journal: Path) -> bool:
    lines = journal.read_text(encoding="utf-8").splitlines()
    return all(lines.count(f"{task.step} {name} {n}") == 1 for n in task.numbers or (0,))


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
        child = subprocess.Popen(["sleep", "300"])  # as an engine would hang
        marker = text.partition("hang ")[2].strip()
        if marker:
            Path(marker).write_text(str(child.pid), encoding="ascii")
        child.wait()
    if "slow" in text:
        time.sleep(SLOW)


def _page(number: int, text: str) -> Page:
    return Page(number, PageKind.TEXT, tuple(map(Line, text.splitlines())))


def _finish(task: Task, workshop: Workshop, pages: list[str]) -> None:
    cache, form = workshop.cache, workshop.forms[0]
    stored = [cache.load(page_key(task.file, number), Page) for number in range(1, len(pages) + 1)]
    document = Document(tuple(one.value for one in stored if one))
    gap = Gap(task.unread)
    lines = sum(len(page.lines) for page in document.pages)
    report = Report(
        path="",
        form=form.form.id,
        source="text",
        pages=len(pages),
        heading=_heading(pages[0]),
        observations=(Observation("lines", Decimal(lines), Status.READ, 0.9),),
        message=" ".join(gap.tell()),
        findings=tuple(gap.remark()),
    )
    cache.store(choice_key(task, workshop.forms), form.form.id, 0.1)
    cache.store(report_key(task, form), report, 0.5)


def _heading(text: str) -> Heading:
    """Read the number and the quarter of a report that begins with `report 68 2024-Q3`."""
    words = text.split()
    if not text.startswith("report "):
        return Heading()
    year, _, part = words[2].partition("-")
    return Heading(
        f"{words[1]}/BC-UBND",
        date(2024, 9, 15),
        "UBND xã Thử",
        "xã Thử",
        province="tỉnh Mây Trắng",
        period=build_period(int(year), part),
    )
