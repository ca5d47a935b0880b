"""Does one step of one report, in a worker process.

Each step keeps its result in the cache under a key that the caller computes too; what goes back
over the pipe is only whether it worked. So a page is on the disk the moment it is read, and a run
that is killed loses no more than the pages in work.

Pages that were to be read together are read one by one where that fails in a way the reader does
not expect: then one page is to blame, or all together are too much for the memory.
"""

from __future__ import annotations

import errno
import os
import re
import time
import traceback
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.identify.trace import trace_page
from pipeline.model.errors import SolieuError, SourceError
from pipeline.model.page import Document, Page
from pipeline.model.report import Report
from pipeline.run.batch.cache import Cache, Result
from pipeline.run.batch.steps import (
    Answer,
    KnownForm,
    ReportFile,
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

if TYPE_CHECKING:
    from pipeline.wording.mended import Mend

# Seconds for one call of an engine; six dense pages take 15.
ENGINE_PATIENCE = 120.0
# What libraries in other languages say: OpenCV, onnxruntime, the loader of modules.
_NO_MEMORY = re.compile(
    "insufficient memory|bad_?alloc|(?:cannot|failed to) allocate|failed to map segment",
    re.IGNORECASE,
)
_REASON_LENGTH = 300  # characters of a message of somebody else's library


@dataclass(frozen=True, slots=True)
class Workshop:
    """What all tasks of one worker share."""

    results: str  # folder of the cache
    scratch: str  # folder for files of the moment
    forms: tuple[KnownForm, ...]
    key: bytes = b""  # of the checksums in the cache

    @property
    def cache(self) -> Cache:
        """The cache of this run."""
        return Cache(Path(self.results), self.key, Path(self.scratch))


class LostReportError(SolieuError):
    """Not this page alone: the whole report cannot go on."""


_OUT_OF_MEMORY = LostReportError(
    "Không đủ bộ nhớ để đọc tệp này. Hãy đóng bớt chương trình, hoặc quét lại ở 300 dpi.",
    "There is not enough memory to read this file. Close other programs, or scan at 300 dpi.",
)
_DISK_FULL = LostReportError(
    "Ổ đĩa đã đầy. Hãy giải phóng dung lượng rồi chạy lại lệnh.",
    "The disk is full. Free some space and run the same command again.",
)


def perform(task: Task, workshop: Workshop) -> Answer:
    """Do one step; whatever goes wrong in it becomes an answer."""
    begin = time.perf_counter()
    try:
        unread = _DOERS[task.step](task, workshop)
    except Exception as error:  # a fault of ours costs one report, not the batch
        return Answer(str(_explain(error)), seconds=time.perf_counter() - begin)
    return Answer(unread=unread, seconds=time.perf_counter() - begin)


def _explain(error: Exception) -> SolieuError:
    if isinstance(error, SolieuError):
        return error
    if isinstance(error, MemoryError) or _NO_MEMORY.search(str(error)):
        return _OUT_OF_MEMORY
    if isinstance(error, OSError) and error.errno in (errno.ENOSPC, errno.EDQUOT):
        return _DISK_FULL
    traceback.print_exception(error)
    reason = f"{type(error).__name__}: {error}"[:_REASON_LENGTH]
    return SolieuError(
        f"Lỗi ngoài dự kiến của chương trình ({reason}). Hãy báo cho người phát triển.",
        f"The program failed in an unexpected way ({reason}). Tell its developers.",
    )


def _count(task: Task, workshop: Workshop) -> tuple[UnreadPage, ...]:
    from pipeline.read.source import count_pages

    begin = time.perf_counter()
    path, scratch = Path(os.fsdecode(task.file.path)), Path(workshop.scratch)
    pages = count_pages(path, scratch=scratch, timeout=ENGINE_PATIENCE)
    _check_unchanged(task.file)
    workshop.cache.store(count_key(task.file), pages, time.perf_counter() - begin)
    return ()


def _read(task: Task, workshop: Workshop) -> tuple[UnreadPage, ...]:
    try:
        return _read_pages(task.file, task.numbers, workshop)
    except Exception as error:  # a fault of ours costs one page, not the report
        known = _explain(error)
        if len(task.numbers) == 1:
            if isinstance(known, LostReportError):
                raise known from error
            return (_unread(task.numbers[0], known),)
    singles = (_read(replace(task, numbers=(number,)), workshop) for number in task.numbers)
    return tuple(unread for single in singles for unread in single)


def _read_pages(
    file: ReportFile, numbers: tuple[int, ...], workshop: Workshop
) -> tuple[UnreadPage, ...]:
    """Read pages together and keep each with its trace; give those that cannot be read."""
    from pipeline.read.page import read_pages

    numbers = tuple(number for number in numbers if not _is_traced(file, number, workshop.cache))
    if not numbers:
        return ()
    begin = time.perf_counter()
    path, scratch = Path(os.fsdecode(file.path)), Path(workshop.scratch)
    pages = read_pages(path, numbers, scratch=scratch, timeout=ENGINE_PATIENCE)
    _check_unchanged(file)
    seconds = (time.perf_counter() - begin) / len(numbers)
    unread = []
    for number, page in zip(numbers, pages, strict=True):
        if isinstance(page, SolieuError):
            unread.append(_unread(number, page))
        else:
            workshop.cache.store(page_key(file, number), page, seconds)
            _keep_trace(file, number, page, workshop.cache)
    return tuple(unread)


def _is_traced(file: ReportFile, number: int, cache: Cache) -> bool:
    """Take the trace of a page that an earlier run read; say whether there is such a page."""
    stored = cache.load(page_key(file, number), Page)
    if stored is None:
        return False
    _keep_trace(file, number, stored.value, cache)
    return True


def _keep_trace(file: ReportFile, number: int, page: Page, cache: Cache) -> None:
    begin = time.perf_counter()
    trace = trace_page(page)
    cache.store(trace_key(file, number), trace, time.perf_counter() - begin)


def _unread(number: int, error: SolieuError) -> UnreadPage:
    """Note a page; only what is wrong with the file itself is sure to be so again."""
    return UnreadPage(number, str(error), by_chance=not isinstance(error, SourceError))


def _check_unchanged(file: ReportFile) -> None:
    """Refuse a result that would be kept under the hash of other bytes."""
    found = Path(os.fsdecode(file.path)).stat()
    if (found.st_size, found.st_mtime_ns) != (file.size, file.modified):
        raise LostReportError(
            "Tệp bị thay đổi trong lúc đọc. Hãy chạy lại lệnh.",
            "The file changed while it was read. Run the same command again.",
        )


def _finish(task: Task, workshop: Workshop) -> tuple[UnreadPage, ...]:
    from pipeline.judge.belonging import doubt_belonging, remark_pages
    from pipeline.run.damage import doubt_damaged
    from pipeline.run.report import make_report

    begin = time.perf_counter()
    pages = _load_pages(task, workshop.cache)
    document = Document(tuple(page.value for page in pages))
    form = _choose(task, document, workshop)
    key = report_key(task, form)
    if workshop.cache.load(key, Report) is None:
        report = make_report(
            document, form.form if form else None, task.unread, _mend(task, workshop)
        )
        report = replace(doubt_damaged(report, document.pages), kind=task.kind)
        if task.note:
            report = remark_pages(report, task.note)
        if task.doubt:
            report = doubt_belonging(report, task.doubt)
        reading = sum(page.seconds for page in pages)
        workshop.cache.store(key, report, reading + time.perf_counter() - begin)
    return ()


def _mend(task: Task, workshop: Workshop) -> Mend:
    from pipeline.run.repair_service import Scanner, mend_texts

    if not task.scanner:
        return mend_texts
    return partial(mend_texts, scanner=Scanner(workshop.cache, task.scanner))


def _load_pages(task: Task, cache: Cache) -> list[Result[Page]]:
    """Give the pages of a report that could be read, numbered as the report counts them."""
    unread = {page.number for page in task.unread}
    pages = []
    for sheets in task.sheets:
        for number, shown in sheets.pages:
            if shown in unread:
                continue
            stored = cache.load(page_key(sheets.file, number), Page)
            if stored is None:
                raise SolieuError(
                    f"Kết quả đọc trang {number} đã bị mất hoặc hỏng. Hãy chạy lại lệnh.",
                    f"What was read of page {number} is lost or damaged. Run the command again.",
                )
            pages.append(Result(replace(stored.value, number=shown), stored.seconds))
    return pages


def _choose(task: Task, document: Document, workshop: Workshop) -> KnownForm | None:
    choice_of = open_choice(workshop.forms, task.form, task.kind)
    if not choice_of:
        return find_known(workshop.forms, task.form)
    from pipeline.identify.recognise import choose_form, guess_form
    from pipeline.identify.version_votes import choose_version

    begin = time.perf_counter()
    forms = tuple(known.form for known in choice_of)
    chosen = forms[0] if task.form else choose_form(document, forms)
    if chosen is None and task.unread:
        chosen = guess_form(document, forms)
    choice = choose_version(document, chosen).id if chosen else ""
    workshop.cache.store(choice_key(task, choice_of), choice, time.perf_counter() - begin)
    return find_known(workshop.forms, choice)


def _cut(task: Task, workshop: Workshop) -> tuple[UnreadPage, ...]:
    from pipeline.run.batch.cutting import cut_cells

    cut_cells(task, workshop.cache)
    return ()


_DOERS = {Step.COUNT: _count, Step.PAGE: _read, Step.FINISH: _finish, Step.CUT: _cut}
