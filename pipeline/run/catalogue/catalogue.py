"""`OUT/.solieu/catalogue.sqlite`: what the review page looks up, of a hundred thousand reports too.

Written by each run from what it has in its hands anyway; a decision changes the lines of its own
report. It holds nothing that the results do not, and may be deleted. The alternative, to read
`index.json` and `figures.csv`, takes ten seconds and a gigabyte for a hundred thousand reports.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import msgspec

from pipeline.model.form import Form
from pipeline.model.reading import Status
from pipeline.model.report import Report
from pipeline.run.catalogue.filters import Filter, searched_text, where_look, where_report
from pipeline.run.catalogue.harm import Harm, Look, find_looks
from pipeline.run.catalogue.line import COLUMNS, Line, make_line
from pipeline.run.inputs.own_results import OWN_FOLDER
from pipeline.run.workspace import IndexEntry
from pipeline.write.cell import plain_text

FILE = "catalogue.sqlite"
_VERSION = 4  # of the tables below; another one is made anew
_PATIENCE = 20.0  # seconds for another process to finish its line

_TABLES = """
CREATE TABLE reports (
    path TEXT PRIMARY KEY, sha256 TEXT, state TEXT, message TEXT, form TEXT, source TEXT,
    pages INTEGER, number TEXT, date TEXT, place TEXT, district TEXT, province TEXT, period TEXT,
    sure INTEGER, read INTEGER, doubtful INTEGER, blank INTEGER, missing INTEGER,
    corrected INTEGER, contradicted INTEGER, searched TEXT
) WITHOUT ROWID;
CREATE TABLE entries (path TEXT PRIMARY KEY, entry BLOB) WITHOUT ROWID;
CREATE TABLE looks (
    path TEXT, place INTEGER, harm INTEGER, part INTEGER, indicator TEXT, status TEXT, form TEXT,
    PRIMARY KEY (path, place)
) WITHOUT ROWID;
CREATE INDEX by_harm ON looks (harm, path, part, place);
CREATE INDEX by_home ON reports (province, district, place, period);
CREATE INDEX by_place ON reports (place, period);
CREATE INDEX by_period ON reports (period, place);
CREATE TABLE notes (name TEXT PRIMARY KEY, value TEXT);
CREATE TABLE counts (harm INTEGER PRIMARY KEY, looks INTEGER);
"""
# Counted once, then kept: to count a million rows takes as long as all else that a page asks for.
_COUNTED = """
INSERT INTO counts SELECT harm, count(*) FROM looks GROUP BY harm;
CREATE TRIGGER more AFTER INSERT ON looks BEGIN
    INSERT INTO counts VALUES (new.harm, 1) ON CONFLICT (harm) DO UPDATE SET looks = looks + 1;
END;
CREATE TRIGGER fewer AFTER DELETE ON looks BEGIN
    UPDATE counts SET looks = looks - 1 WHERE harm = old.harm;
END;
"""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a row to look at stands."""

    path: str
    indicator: str
    harm: Harm
    status: Status


class Catalogue:
    """The catalogue of one output folder."""

    def __init__(self, out: Path) -> None:
        self.file = out / OWN_FOLDER / FILE
        self._base: sqlite3.Connection | None = None

    @property
    def base(self) -> sqlite3.Connection:
        """The open data base."""
        if self._base is None:
            self._base = _connect(self.file)
        return self._base

    def is_whole(self) -> bool:
        """Say whether a run of this version wrote it to the end."""
        try:
            return self.file.is_file() and self.note("version") == str(_VERSION)
        except sqlite3.DatabaseError:
            self.close()
            return False

    def number(self) -> int:
        """Tell one file from another that took its name; 0 where there is none."""
        try:
            return self.file.stat().st_ino
        except FileNotFoundError:
            return 0

    def close(self) -> None:
        """Let go of the file."""
        if self._base is not None:
            self._base.close()
            self._base = None

    def note(self, name: str) -> str:
        """Give a note; empty where there is none."""
        found = self.base.execute("SELECT value FROM notes WHERE name = ?", (name,)).fetchone()
        return str(found[0]) if found else ""

    def set_note(self, name: str, value: str) -> None:
        """Keep a note."""
        with self.base:
            self.base.execute("INSERT OR REPLACE INTO notes VALUES (?, ?)", (name, value))

    def update(self, report: Report, form: Form | None) -> None:
        """Put in what a report became by a decision; its entry stays."""
        line, looks = _lines_of(report, form)
        path = line.path
        with self.base:
            self.base.execute(_INSERT_REPORT, _report_values(line))
            self.base.execute("DELETE FROM looks WHERE path = ?", (path,))
            self.base.executemany(_INSERT_LOOK, _look_values(report, looks))

    def line(self, path: str) -> Line | None:
        """Give one report; None where there is none of that path."""
        lines = self.lines(Filter(report=path), 1, 0)
        return lines[0] if lines else None

    def lines(self, wanted: Filter, limit: int, offset: int) -> tuple[Line, ...]:
        """Give reports by path."""
        where, values = where_report(wanted)
        asked = f"SELECT {', '.join(COLUMNS)} FROM reports {where} ORDER BY path LIMIT ? OFFSET ?"  # noqa: S608
        found = self.base.execute(asked, (*values, limit, offset))
        return tuple(Line(*row) for row in found)

    def count_lines(self, wanted: Filter) -> int:
        """Count reports."""
        where, values = where_report(wanted)
        return int(self.base.execute(f"SELECT count(*) FROM reports {where}", values).fetchone()[0])  # noqa: S608

    def periods(self, wanted: Filter) -> tuple[str, ...]:
        """Give the periods of some reports."""
        return self._different("period", wanted)

    def forms(self) -> tuple[str, ...]:
        """Give the forms of all reports."""
        return self._different("form", Filter())

    def _different(self, column: str, wanted: Filter) -> tuple[str, ...]:
        where, values = where_report(wanted)
        asked = f"SELECT DISTINCT {column} FROM reports {where} ORDER BY {column} LIMIT 500"  # noqa: S608
        return tuple(found for (found,) in self.base.execute(asked, values) if found)

    def by_place(self, wanted: Filter, limit: int, offset: int) -> tuple[Line, ...]:
        """Give the reports that name place and period, of so many places."""
        where, values = where_report(wanted)
        named = f"{where} {'AND' if where else 'WHERE'} place <> '' AND period <> ''"
        units = f"SELECT DISTINCT province, district, place FROM reports {named}"  # noqa: S608
        asked = (
            f"SELECT {', '.join(COLUMNS)} FROM reports NATURAL JOIN "  # noqa: S608
            f"({units} ORDER BY province, district, place LIMIT ? OFFSET ?) {named} "
            "ORDER BY province, district, place, period, path"
        )
        found = self.base.execute(asked, (*values, limit, offset, *values))
        return tuple(Line(*row) for row in found)

    def places(self, wanted: Filter, limit: int, offset: int) -> tuple[Place, ...]:
        """Give the rows to look at, the most harmful first."""
        where, values = where_look(wanted)
        asked = (
            f"SELECT path, indicator, harm, status FROM looks {where} "  # noqa: S608
            "ORDER BY harm, path, part, place LIMIT ? OFFSET ?"
        )
        found = self.base.execute(asked, (*values, limit, offset))
        return tuple(Place(path, name, Harm(harm), Status(of)) for path, name, harm, of in found)

    def count_places(self, wanted: Filter) -> int:
        """Count the rows to look at."""
        where, values = where_look(wanted)
        if not where:
            return sum(self.count_by_harm().values())
        return int(self.base.execute(f"SELECT count(*) FROM looks {where}", values).fetchone()[0])  # noqa: S608

    def count_by_harm(self) -> dict[Harm, int]:
        """Count the rows to look at by why."""
        found = self.base.execute("SELECT harm, looks FROM counts WHERE looks > 0")
        return {Harm(harm): count for harm, count in found}

    def entry(self, path: str) -> IndexEntry | None:
        """Give where the result of a report is kept, and its pages lie."""
        found = self.base.execute("SELECT entry FROM entries WHERE path = ?", (path,)).fetchone()
        return msgspec.json.decode(found[0], type=IndexEntry) if found else None

    def paths_of(self, contents: Iterable[str]) -> tuple[str, ...]:
        """Give the reports whose file has one of some hashes."""
        found: list[str] = []
        for sha256 in contents:
            asked = "SELECT path FROM reports WHERE sha256 = ?"
            found += [path for (path,) in self.base.execute(asked, (sha256,))]
        return tuple(found)

    def has(self, path: str) -> bool:
        """Say whether there is a report of that path."""
        asked = "SELECT 1 FROM reports WHERE path = ?"
        return self.base.execute(asked, (plain_text(path),)).fetchone() is not None


def write_catalogue(
    out: Path, reports: Iterable[tuple[Report, Form | None, IndexEntry]], stamp: str
) -> None:
    """Write the catalogue of a folder, whole or not at all.

    Args:
        out: The output folder.
        reports: Each with its form, and where its result is kept.
        stamp: Of the decisions that are in them.
    """
    file = out / OWN_FOLDER / FILE
    part = file.with_suffix(".part")
    part.unlink(missing_ok=True)
    base = sqlite3.connect(part)
    try:
        # A file that a power cut spoils is made anew: nothing stands in it alone.
        base.executescript(f"PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; {_TABLES}")
        for report, form, entry in reports:
            line, looks = _lines_of(report, form)
            base.execute(_INSERT_REPORT, _report_values(line))
            base.execute(_INSERT_ENTRY, (line.path, msgspec.json.encode(entry)))
            base.executemany(_INSERT_LOOK, _look_values(report, looks))
        notes = (("version", str(_VERSION)), ("stamp", stamp))
        base.executemany("INSERT INTO notes VALUES (?, ?)", notes)
        base.commit()
        base.executescript(_COUNTED)
    finally:
        base.close()
    for other in ("-wal", "-shm"):  # of the file that is replaced
        file.with_name(file.name + other).unlink(missing_ok=True)
    part.replace(file)


def remove_catalogue(out: Path) -> None:
    """Remove it, so that whoever needs it makes it anew."""
    (out / OWN_FOLDER / FILE).unlink(missing_ok=True)


_PLACES = ", ".join("?" * (len(COLUMNS) + 1))  # and what a search looks through
_INSERT_REPORT = f"INSERT OR REPLACE INTO reports VALUES ({_PLACES})"  # noqa: S608
_INSERT_ENTRY = "INSERT OR REPLACE INTO entries VALUES (?, ?)"
_INSERT_LOOK = "INSERT OR REPLACE INTO looks VALUES (?, ?, ?, ?, ?, ?, ?)"


def _lines_of(report: Report, form: Form | None) -> tuple[Line, tuple[Look, ...]]:
    looks = tuple(find_looks(report, form))
    return make_line(report, sum(look.harm is Harm.CONTRADICTED for look in looks)), looks


def _report_values(line: Line) -> list[str | int]:
    searched = searched_text(line.path, line.number, line.place, line.district, line.province)
    return [*(getattr(line, name) for name in COLUMNS), searched]


def _look_values(report: Report, looks: Iterable[Look]) -> Iterator[tuple[str | int, ...]]:
    path = plain_text(report.path)
    for look in looks:
        yield (
            *(path, look.place, look.harm, look.group),
            *(look.indicator, look.status, report.form),
        )


def _connect(file: Path) -> sqlite3.Connection:
    base = sqlite3.connect(file, timeout=_PATIENCE, check_same_thread=False)
    base.execute("PRAGMA synchronous = OFF")
    return base
