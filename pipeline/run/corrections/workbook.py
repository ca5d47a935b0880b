"""Values that people typed into `figures.xlsx`, found by the next run and kept as corrections.

What we wrote is known by its hash, and `figures.csv` of the same run says what stood in each cell.
Where the two are not of one run nothing can be compared: the edited workbook is then put aside,
told of, and no value of it is taken. It is never overwritten before its edits are kept.
"""

from __future__ import annotations

import csv
import getpass
import hashlib
import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

import msgspec

from pipeline.model.correction import Correction, Decision
from pipeline.model.errors import SettingError
from pipeline.model.form import Form
from pipeline.model.versioned import all_versions
from pipeline.run.corrections.edits import Edit, Known, decided_since, is_same, read_number, sift
from pipeline.run.corrections.ledger import Ledger, new_id, now
from pipeline.run.corrections.lines import parse_value
from pipeline.run.corrections.typed_cells import Key, LostColumnError, typed_cells
from pipeline.run.inputs.own_results import OWN_FOLDER, is_own_workbook
from pipeline.run.inputs.selection import displayed
from pipeline.write.cell import restore
from pipeline.write.regular import read_regular
from pipeline.write.sheets.looks import ANSWER, TITLE

BOOK = "figures.xlsx"
_FIGURES, _REPORTS = "figures.csv", "reports.csv"
_WRITTEN = "workbook.json"  # below the own folder
_SHEET = "Số liệu"  # what one sheet cannot hold goes on in `Số liệu 2`
_VALUE = ("Giá trị", "value")
_BLANK = frozenset({"trống", "để trống", "-"})  # typed for: no figure is printed there
_NOTE = "figures.xlsx"
_SHOWN = 5  # edits named in the terminal


@dataclass(frozen=True, slots=True)
class _Written:
    """What the last run wrote."""

    book: str = ""  # hash of the workbook
    figures: str = ""  # of the figures.csv that has the same rows
    decided: str = ""  # state of the decisions that it shows


@dataclass(frozen=True, slots=True)
class Taken:
    """What became of the edits of a workbook."""

    kept: int = 0
    left: tuple[str, ...] = ()  # what could not be taken, and why
    aside: str = ""  # name of the workbook that was put aside

    def tell(self) -> Iterator[str]:
        """Say what became of the edits; nothing where there were none."""
        if self.kept:
            yield f"{BOOK}: đã giữ {self.kept} giá trị gõ vào bảng, thành các số đã sửa."
        yield from self.tell_refused()

    def tell_refused(self) -> Iterator[str]:
        """Say what was not taken, and where it is still to be found."""
        if self.left:
            more = f" và {len(self.left) - _SHOWN} mục nữa" if len(self.left) > _SHOWN else ""
            shown = "; ".join(map(displayed, self.left[:_SHOWN]))
            told = f"{BOOK}: {len(self.left)} chỗ sửa không lấy được: {shown}{more}. "
            yield f"{told}Bảng đã sửa được giữ với tên {self.aside}."
        elif self.aside:
            yield (
                f"{BOOK} đã bị sửa và không còn khớp với {_FIGURES}, nên không lấy giá trị nào; "
                f"bảng ấy được giữ với tên {self.aside}."
            )


def note_workbook(out: Path, decided: str) -> None:
    """Remember the workbook and the rows it holds, as they were just written.

    Args:
        out: The output folder.
        decided: State of the decisions that it shows; see `Book.state`.
    """
    written = _Written(_hash(out / BOOK), _hash(out / _FIGURES), decided)
    file = out / OWN_FOLDER / _WRITTEN
    part = file.with_suffix(".part")
    part.write_bytes(msgspec.json.encode(written))
    part.replace(file)


def take_edits(out: Path, by: str = "", forms: Iterable[Form] = ()) -> Taken:
    """Keep what people typed into the workbook since it was written, as corrections.

    Args:
        out: The output folder.
        by: Who typed; empty: who is logged in.
        forms: They say what a figure can be.

    Raises:
        SettingError: They could not be kept; the workbook stays as it is.
    """
    file = out / BOOK
    if not file.is_file():
        return Taken()
    written = _read_written(out)
    if _hash(file) == written.book:
        return Taken()
    is_own, is_known = is_own_workbook(file), _hash(out / _FIGURES) == written.figures
    if written.book and not (is_own and is_known):
        return Taken(aside=_put_aside(file))
    if not is_own or not (out / _FIGURES).is_file():
        return Taken()
    edits = _list_edits(out)
    if not written.book:  # of a version that did not remember what it wrote
        is_edited = any(edit.key != (TITLE, "") for edit in edits)  # which it may not have had
        return Taken(aside=_put_aside(file)) if is_edited else Taken()
    return _keep(out, edits, written, forms, by or _who()) if edits else Taken()


def _keep(
    out: Path, edits: Sequence[Edit], written: _Written, forms: Iterable[Form], by: str
) -> Taken:
    """Keep what can be taken, and the workbook too where something cannot."""
    reports, known = _read_reports(out), all_versions(forms)
    hashes = {report: sha256 for report, (sha256, _) in reports.items()}
    of_report = {report: known[form] for report, (_, form) in reports.items() if form in known}
    ledger = Ledger(out)
    decided = decided_since(ledger.read(), written.decided, hashes)
    sifted = tuple(sift(edits, Known(hashes, of_report, decided)))
    corrections = [
        _correct(edit, hashes.get(edit.report, ""), by) for edit in sifted if edit.decision
    ]
    if corrections:
        ledger.add(*corrections)
    left = tuple(edit.told for edit in sifted if not edit.decision)
    return Taken(len(corrections), left, _put_aside(out / BOOK) if left else "")


def _list_edits(out: Path) -> list[Edit]:
    try:
        return list(_find_edits(out / BOOK, _read_values(out)))
    except Exception as error:  # whatever its reader makes of a file that anybody may have saved
        raise _not_read(out / BOOK) from error


def _find_edits(file: Path, values: Mapping[Key, Decimal | None]) -> Iterator[Edit]:
    """Compare each cell with what was written there."""
    from openpyxl import load_workbook  # here, as nearly no run needs it

    book = load_workbook(io.BytesIO(read_regular(file)), read_only=True, data_only=False)
    try:
        for title, find in ((_SHEET, _compare), (TITLE, _find_answers)):
            sheets = [one for one in book.worksheets if f"{one.title} ".startswith(f"{title} ")]
            if not sheets:
                yield Edit(title, "", None, None, None, "không còn trang này")
            for sheet in sheets:
                try:
                    yield from find(sheet.iter_rows(values_only=True), values)
                except LostColumnError:
                    yield Edit(sheet.title, "", None, None, None, "không hiểu dòng tiêu đề cột")
    finally:
        book.close()


def _compare(
    rows: Iterator[tuple[object, ...]], values: Mapping[Key, Decimal | None]
) -> Iterator[Edit]:
    for key, typed in typed_cells(rows, _VALUE):
        if key not in values:
            yield _unknown(key, typed)
        elif edit := _take(key, values[key], typed):
            yield edit


def _find_answers(
    rows: Iterator[tuple[object, ...]], values: Mapping[Key, Decimal | None]
) -> Iterator[Edit]:
    """Take what was typed beside a value; the same number says that it was looked at."""
    for key, typed in typed_cells(rows, (ANSWER,)):
        if typed is None or not str(typed).strip():
            continue
        if key not in values:
            yield _unknown(key, typed)
        elif str(typed).strip().casefold() in _BLANK:
            yield Edit(*key, values[key], None, Decision.BLANK)
        else:
            was = values[key]
            yield _take(key, was, typed) or Edit(*key, was, was, Decision.VALUE)


def _unknown(key: Key, typed: object) -> Edit:
    value = "" if typed is None else str(typed)
    return Edit(*key, None, None, None, f"{value} (không có dòng này)")


def _take(key: Key, was: Decimal | None, typed: object) -> Edit | None:
    """Give what was typed into one cell; None where it says what it said."""
    if typed is None or not str(typed).strip():
        return None if was is None else Edit(*key, was, None, Decision.BLANK, emptied=True)
    value = read_number(typed, was)
    if value is None:
        return Edit(*key, was, None, None, f"“{str(typed)[:40]}” (không rõ là số nào)")
    if was is not None and is_same(value, was):
        return None
    return Edit(*key, was, value, Decision.VALUE)


def _correct(edit: Edit, sha256: str, by: str) -> Correction:
    return Correction(
        id=new_id(),
        report=edit.report,
        sha256=sha256,
        indicator=edit.indicator,
        was=edit.was,
        value=edit.value,
        decision=edit.decision or Decision.VALUE,
        note=_NOTE,
        by=by,
        at=now(),
    )


def _read_values(out: Path) -> dict[Key, Decimal | None]:
    """Give the value of each row, as the workbook was written with it."""
    return {
        (restore(row["report"]), restore(row["indicator"])): parse_value(row["value"])
        for row in _read_rows(out / _FIGURES)
    }


def _read_reports(out: Path) -> dict[str, tuple[str, str]]:
    """Give the hash and the form of each report."""
    rows = _read_rows(out / _REPORTS)
    return {restore(row["report"]): (row["sha256"], row.get("form", "")) for row in rows}


def _read_rows(file: Path) -> Iterator[dict[str, str]]:
    text = read_regular(file).decode("utf-8-sig")
    yield from csv.DictReader(io.StringIO(text, newline=""))


def _read_written(out: Path) -> _Written:
    try:
        content = read_regular(out / OWN_FOLDER / _WRITTEN)
        return msgspec.json.decode(content, type=_Written)
    except (OSError, msgspec.DecodeError):
        return _Written()


def _put_aside(file: Path) -> str:
    """Give a workbook another name, so that a new one can be written."""
    number = 1
    while (target := file.with_name(f"{file.stem}-{number}{file.suffix}")).exists():
        number += 1
    file.rename(target)
    return target.name


def _hash(file: Path) -> str:
    try:
        return hashlib.sha256(read_regular(file)).hexdigest()
    except OSError:
        return ""


def _who() -> str:
    try:
        return getpass.getuser()
    except (KeyError, OSError):  # a system that does not know who is there
        return ""


def _not_read(file: Path) -> SettingError:
    return SettingError(
        f"{file.name} đã được sửa nhưng không đọc được, nên chưa ghi gì đè lên. Hãy lưu lại tệp "
        "ấy bằng Excel, hoặc đổi tên nó, rồi chạy lại lệnh.",
        f"{file.name} was edited and cannot be read, so nothing was written over it. Save it "
        "again in Excel, or give it another name, then run again.",
    )
