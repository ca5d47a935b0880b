"""What is known of one report file once it went through the house."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from pipeline.model.finding import UNREAD_PAGE, Finding
from pipeline.model.form import Indicator
from pipeline.model.reading import Observation, Period, UnknownRow


class State(StrEnum):
    """What became of an input file; the values are those of `reports.csv`, column state."""

    DONE = "done"
    FAILED = "failed"
    SKIPPED = "skipped"


@dataclass(frozen=True, slots=True)
class Heading:
    """Who reports when about what. Empty strings and None: not found."""

    document_number: str = ""  # "68/BC-UBND"
    document_date: date | None = None
    issuer: str = ""  # "UBND xã Bắc Sơn"
    place: str = ""  # "xã Bắc Sơn"
    place_code: str = ""  # official code on the report's date
    district: str = ""  # "huyện Ân Thi"
    province: str = ""  # "tỉnh Hưng Yên"
    period: Period | None = None
    place_now: str = ""  # since July 2025: "xã Phạm Ngũ Lão"; or "split", "dissolved", "unknown"
    place_code_now: str = ""  # empty without one successor
    findings: tuple[Finding, ...] = ()  # what the vote was unsure of


@dataclass(frozen=True, slots=True)
class PageOrigin:
    """Where a page of a report lies that is not a whole file of its own."""

    number: int  # from 1, as the report counts its pages
    file: str  # path of the input in the outputs, as in Report.path
    page: int  # from 1, in that file


@dataclass(frozen=True, slots=True)
class Report:
    """One line of `reports.csv` and, when done, the rows of one report CSV."""

    # Below IN, with "/" between folders, with the extension, NFC; `box.pdf#2` is the second report
    # of a file, `scan/` a folder of page images.
    path: str
    sha256: str = ""  # of the file's bytes; empty when it could not be read
    state: State = State.DONE
    message: str = ""
    form: str = ""  # id of the form; empty unless done
    source: str = ""  # kind of the pages: a PageKind, or "mixed"
    pages: int = 0
    heading: Heading = Heading()
    observations: tuple[Observation, ...] = ()  # in the order of the form
    unknown_rows: tuple[UnknownRow, ...] = ()
    indicators: tuple[Indicator, ...] = ()  # that a report without a form names itself
    others: tuple[Observation, ...] = ()  # figures that no indicator of its form takes
    other_indicators: tuple[Indicator, ...] = ()  # what these are called, one for each
    taken: int = 0  # figures that became values, of rows that the form does not know too
    findings: tuple[Finding, ...] = ()
    seconds: float = 0.0  # of work, wherever it was done; the only thing that varies between runs
    kind: str = ""  # of document: "báo cáo", "quyết định"; empty where nothing tells
    origins: tuple[PageOrigin, ...] = ()  # of its pages; empty: they are those of the file `path`

    @property
    def unread_pages(self) -> frozenset[int]:
        """The pages that could not be read, from 1."""
        return frozenset(
            finding.page
            for finding in self.findings
            if finding.check == UNREAD_PAGE and finding.page is not None
        )
