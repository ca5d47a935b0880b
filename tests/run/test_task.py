"""One step in this process: what goes wrong becomes an answer."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

import pipeline.read.page
from pipeline.model.page import Page
from pipeline.run.batch.job import make_report_file
from pipeline.run.batch.steps import KnownForm, Sheets, Step, Task, count_key, page_key
from pipeline.run.batch.task import Workshop, perform
from tests.run.conftest import FORM, write_reports


@pytest.fixture
def workshop(tmp_path: Path) -> Workshop:
    """An empty cache."""
    return Workshop(str(tmp_path / "steps"), str(tmp_path), (KnownForm(FORM, "digest"),))


def _page_task(folder: Path) -> Task:
    write_reports(folder, a="một\fhai")
    return Task(Step.PAGE, make_report_file(folder / "a.txt"), numbers=(2,))


def _raise(monkeypatch: pytest.MonkeyPatch, error: BaseException) -> None:
    def fail(*_: object, **__: object) -> tuple[Page, ...]:
        raise error

    monkeypatch.setattr(pipeline.read.page, "read_pages", fail)


def test_a_page_is_in_the_cache_when_the_answer_comes(folder: Path, workshop: Workshop) -> None:
    task = _page_task(folder)

    answer = perform(task, workshop)

    stored = workshop.cache.load(page_key(task.file, 2), Page)
    assert not answer.failure
    assert stored is not None
    assert stored.value.lines[0].text == "hai"


@pytest.mark.parametrize(
    ("error", "fatal", "words"),
    [
        (MemoryError(), True, "memory"),
        (ImportError("a.so: failed to map segment from shared object"), True, "memory"),
        (RuntimeError("(-4:Insufficient memory) Failed to allocate 9 bytes"), True, "memory"),
        (OSError(28, "No space left on device"), True, "disk is full"),
        (OSError(5, "Input/output error"), False, "Input/output error"),
        (ValueError("x" * 5000), False, "ValueError"),
    ],
)
def test_what_goes_wrong_is_told_in_two_languages(
    folder: Path,
    workshop: Workshop,
    monkeypatch: pytest.MonkeyPatch,
    error: Exception,
    fatal: bool,
    words: str,
) -> None:
    task = _page_task(folder)
    _raise(monkeypatch, error)

    answer = perform(task, workshop)

    message = answer.failure or answer.unread[0].message
    assert bool(answer.failure) is fatal
    assert words in message
    assert " | " in message
    assert len(message) < 1500


def test_a_file_that_changes_while_it_is_read_is_not_kept(folder: Path, workshop: Workshop) -> None:
    write_reports(folder, a="một")
    task = Task(Step.COUNT, make_report_file(folder / "a.txt"))
    os.utime(folder / "a.txt", ns=(1, 1))

    answer = perform(task, workshop)

    assert "changed" in answer.failure
    assert workshop.cache.load(count_key(task.file), int) is None


def test_a_lost_page_is_not_passed_over(folder: Path, workshop: Workshop) -> None:
    write_reports(folder, a="một\fhai")
    file = make_report_file(folder / "a.txt")
    perform(Task(Step.PAGE, file, numbers=(1,)), workshop)

    sheets = (Sheets(file, (1, 2), (1, 2)),)
    answer = perform(Task(Step.FINISH, file, sheets=sheets, form="lines", version="v"), workshop)

    assert "page 2" in answer.failure


def test_pages_that_fail_together_are_read_one_by_one(
    folder: Path, workshop: Workshop, monkeypatch: pytest.MonkeyPatch
) -> None:
    task = replace(_page_task(folder), numbers=(1, 2))
    read_pages = pipeline.read.page.read_pages

    def fail_on_two(path: Path, numbers: tuple[int, ...], **given: Any) -> tuple[object, ...]:
        if 2 in numbers:
            raise MemoryError if len(numbers) > 1 else ValueError("trang 2")
        return read_pages(path, numbers, **given)

    monkeypatch.setattr(pipeline.read.page, "read_pages", fail_on_two)

    answer = perform(task, workshop)

    assert not answer.failure
    assert [page.number for page in answer.unread] == [2]
    assert workshop.cache.load(page_key(task.file, 1), Page) is not None
