"""What the terminal says at the end: how much was read, and what a person should look at first.

Plain text, so that it reads the same in a log. Names and messages come from reports and are put
on one line without control characters: they must not move the cursor.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from pipeline.model.finding import STALE_CORRECTION, Across, Finding, Severity
from pipeline.model.reading import Status
from pipeline.model.report import Report, State
from pipeline.write.cell import plain_text
from pipeline.write.tidy import count_statuses
from pipeline.write.titles import STATUS_NAMES

_LINES = 20  # of one list; reports.csv has all of them
_NAMED = 3  # files passed over that are named
_FIRST = 5  # findings of one list shown in full
_NAME_WIDTH = 48  # columns of the terminal

# The same report twice is told in the message of the report.
_TRENDS = frozenset(Across) - {Across.SAME_REPORT}


@dataclass(frozen=True, slots=True)
class Left:
    """What a run that was stopped did not get to."""

    reports: int  # not finished, or not begun
    pages: int  # known and not read; those of reports that were not begun nobody counted


def summary_text(
    reports: Sequence[Report],
    unchanged: int = 0,
    left: Left | None = None,
    notes: Sequence[str] = (),
) -> str:
    """Sum up a run in Vietnamese, with one line in English at the end.

    Args:
        reports: All input files, those that failed or were skipped included.
        unchanged: Number of reports for which nothing was done, as an earlier run had done it.
        left: What a run that was stopped did not get to; None: it went to its end.
        notes: What else is to be said, of what people corrected.
    """
    total = sum((count_statuses(report) for report in reports), Counter[Status]())
    looks = [_look(report) for report in reports]
    paragraphs = (
        _totals(reports, total, looks, unchanged),
        _files("Không đọc được", [report for report in reports if report.state is State.FAILED]),
        _skipped([report for report in reports if report.state is State.SKIPPED]),
        _files("Cần biết", [report for report in reports if _is_remarkable(report)]),
        _looks(looks),
        _contradictions(reports),
        _trends(reports),
        _stale(reports),
        list(notes),
        [_english(reports, total, unchanged)],
        _stopped(left),
    )
    return "\n\n".join("\n".join(lines) for lines in paragraphs if lines) + "\n"


@dataclass(frozen=True, slots=True)
class Look:
    """What of one report needs a person."""

    name: str
    doubtful: int
    missing: int  # rows of the appendix that were not found
    unsaid: int  # figures that the prose has to give or may hide

    @property
    def rows(self) -> int:
        """All of them."""
        return self.doubtful + self.missing + self.unsaid


def _look(report: Report) -> Look:
    """Tell rows of the appendix that are gone from figures of the prose that are."""
    statuses = Counter((o.status, "." in o.indicator) for o in report.observations)
    doubtful = sum(statuses[Status.DOUBTFUL, of_row] for of_row in (True, False))
    missing, unsaid = (statuses[Status.MISSING, of_row] for of_row in (True, False))
    return Look(
        one_line(report.path),
        doubtful + sum(not row.is_decided for row in report.unknown_rows),
        missing,
        unsaid,
    )


def _totals(
    reports: Sequence[Report], total: Counter[Status], looks: Sequence[Look], unchanged: int
) -> list[str]:
    state = Counter(report.state for report in reports)
    lines = [
        f"Đã xử lý {len(reports)} báo cáo, tệp: {state[State.DONE]} đọc được, "
        f"{state[State.FAILED]} không đọc được, {state[State.SKIPPED]} bỏ qua."
    ]
    lines += _put_together(reports)
    if unchanged:
        lines.append(f"{unchanged} báo cáo giữ nguyên từ lần trước, không đọc hay tính lại.")
    rows = total.total()
    if rows:
        shares = ", ".join(f"{total[status]} {name}" for status, name in STATUS_NAMES.items())
        lines.append(f"{rows} dòng số liệu: {shares}.")
        others = sum(len(report.others) for report in reports)
        if others:
            lines.append(f"{others} số liệu khác không thuộc chỉ tiêu nào, xem others.csv.")
        doubtful, missing, unsaid = (
            sum(getattr(look, part) for look in looks) for part in ("doubtful", "missing", "unsaid")
        )
        lines.append(
            f"Cần xem lại {total[Status.DOUBTFUL] + total[Status.MISSING]} dòng: "
            f"{doubtful} nghi ngờ, "
            f"{missing} dòng của phụ lục không thấy, {unsaid} số liệu của phần lời chưa thấy."
        )
    return lines


def _files(title: str, reports: Sequence[Report]) -> list[str]:
    if not reports:
        return []
    lines = (f"  {one_line(report.path)}: {one_line(report.message)}" for report in reports)
    return [f"{title} ({len(reports)} tệp):", *_shortened(lines)]


def _is_remarkable(report: Report) -> bool:
    return report.state is State.DONE and bool(report.message)


def _skipped(reports: Sequence[Report]) -> list[str]:
    """Name what was passed over, one line for each reason."""
    names: dict[str, list[str]] = {}
    for report in reports:
        names.setdefault(one_line(report.message), []).append(one_line(report.path))
    lines = (
        f"  {message} {', '.join(paths[:_NAMED])}"
        + (f" và {len(paths) - _NAMED} tệp nữa" if len(paths) > _NAMED else "")
        for message, paths in names.items()
    )
    return [f"Bỏ qua ({len(reports)} tệp):", *_shortened(lines)] if reports else []


def _looks(looks: Sequence[Look]) -> list[str]:
    """List the reports with rows to look at, those with most doubtful ones first."""
    found = sorted(
        (look for look in looks if look.rows),
        key=lambda look: (-look.doubtful, -look.missing, look.name),
    )
    if not found:
        return []
    lines = (
        f"  {look.name:<{_NAME_WIDTH}} {look.doubtful:>8} {look.missing:>15} {look.unsaid:>9}"
        for look in found
    )
    title = "Cần xem lại, theo báo cáo"
    header = f"{title:<{_NAME_WIDTH + 2}} {'nghi ngờ':>8} {'thiếu ở phụ lục':>15} {'ở lời':>9}"
    return [header, *_shortened(lines)]


def _contradictions(reports: Sequence[Report]) -> list[str]:
    """Show the first contradictions in full: figures that cannot all be right."""
    title = "Nên xem trước, số liệu mâu thuẫn"
    return _told(title, reports, lambda finding: finding.severity is Severity.ERROR)


def _trends(reports: Sequence[Report]) -> list[str]:
    """Show the first figures that do not go with an earlier report of the same unit."""
    title = "Nên hỏi lại, số liệu không khớp với báo cáo trước của cùng đơn vị"
    return _told(title, reports, lambda finding: finding.check in _TRENDS)


def _stale(reports: Sequence[Report]) -> list[str]:
    """Show what people decided upon values that are others by now."""
    title = "Đã sửa nhưng không còn áp dụng được"
    return _told(title, reports, lambda finding: finding.check == STALE_CORRECTION)


def _told(title: str, reports: Sequence[Report], is_meant: Callable[[Finding], bool]) -> list[str]:
    lines = [
        f"  {one_line(report.path)}: {one_line(finding.message)}"
        + (f" [{', '.join(map(one_line, finding.indicators))}]" if finding.indicators else "")
        for report in reports
        for finding in report.findings
        if is_meant(finding)
    ]
    if not lines:
        return []
    more = [f"  ... và {len(lines) - _FIRST} mục nữa, xem bảng Phát hiện trong figures.xlsx"]
    return [f"{title} ({len(lines)}):", *lines[:_FIRST], *(more if len(lines) > _FIRST else [])]


def _put_together(reports: Sequence[Report]) -> Iterator[str]:
    """Say which files hold several documents, and which reports stand in several files."""
    boxes = Counter(report.path.rpartition("#")[0] for report in reports if "#" in report.path)
    boxes = Counter({path: count for path, count in boxes.items() if count > 1})
    if boxes:
        shown = ", ".join(
            f"{one_line(path)} ({count})" for path, count in boxes.most_common(_NAMED)
        )
        yield f"{len(boxes)} tệp có nhiều văn bản: {shown}{_dots(len(boxes))}."
    files = {report.path: len({origin.file for origin in report.origins}) for report in reports}
    joined = {path: count for path, count in files.items() if count > 1}
    if joined:
        named = list(joined.items())[:_NAMED]
        shown = ", ".join(f"{one_line(path)} ({count})" for path, count in named)
        yield f"{len(joined)} báo cáo gồm nhiều tệp: {shown}{_dots(len(joined))}."


def _dots(count: int) -> str:
    return ", ..." if count > _NAMED else ""


def _english(reports: Sequence[Report], total: Counter[Status], unchanged: int) -> str:
    state = Counter(report.state for report in reports)
    kept = f" {unchanged} are unchanged since the last run: nothing read, nothing computed."
    return (
        f"English: {len(reports)} reports and files, {state[State.DONE]} read, "
        f"{state[State.FAILED]} failed, {state[State.SKIPPED]} skipped; "
        f"{total[Status.DOUBTFUL] + total[Status.MISSING]} of {total.total()} rows need a look "
        f"({total[Status.DOUBTFUL]} doubtful, {total[Status.MISSING]} missing)."
        + (kept if unchanged else "")
    )


def _stopped(left: Left | None) -> list[str]:
    """Say last, where it is seen, that the run is not at its end."""
    if left is None:
        return []
    return [
        f"ĐÃ DỪNG GIỮA CHỪNG: còn {left.reports} báo cáo chưa xong, ít nhất {left.pages} trang "
        "chưa đọc. Phần đã xong được giữ và đã ghi; hãy gõ lại đúng lệnh cũ để làm tiếp.",
        f"INTERRUPTED: {left.reports} reports are not finished, at least {left.pages} pages not "
        "read. What was finished is kept and written; run the same command to go on.",
    ]


def _shortened(lines: Iterable[str]) -> Iterator[str]:
    known = list(lines)
    yield from known[:_LINES]
    if len(known) > _LINES:
        yield f"  ... và {len(known) - _LINES} tệp nữa, xem reports.csv"


def one_line(text: str) -> str:
    r"""Put a text of unknown origin on one line that a terminal can show.

    >>> one_line("báo\n cáo\x1b[2J.pdf")
    'báo cáo[2J.pdf'
    """
    return " ".join(plain_text(text).split())
