"""The schema of pattern files: what a kind of report contains.

These dataclasses say what may stand in `patterns/*.toml`; `forms` reads and checks them.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum

from pipeline.model.aggregate import Aggregate
from pipeline.model.crosstab import Crosstab
from pipeline.model.finding import Severity
from pipeline.model.matrix import Matrix, cell_id
from pipeline.model.version import Version

# In the place of a form's id, where a report follows none.
GENERIC = "generic"


class Kind(StrEnum):
    """What sort of figure an indicator is."""

    HEADING = "heading"  # names the rows below it; carries no value
    COUNT = "count"  # a whole number >= 0
    AMOUNT = "amount"  # a number >= 0 that may have decimals: money, square metres
    PERCENT = "percent"  # 0 to 100; checked against two counts where `rate` is set
    CHOICE = "choice"  # one of the codes of its legend; 0 is an answer


@dataclass(frozen=True, slots=True)
class Choice:
    """One entry of a legend: `Trực tuyến = 0`."""

    code: int
    label: str


@dataclass(frozen=True, slots=True)
class Rate:
    """Says that a percentage is computed: 100 * part / whole, both ids of indicators."""

    part: str
    whole: str


@dataclass(frozen=True, slots=True)
class Example:
    """A sentence and the value a pattern must read in it."""

    text: str
    value: Decimal


@dataclass(frozen=True, slots=True)
class Indicator:
    """One figure the form asks for: a row of its appendix or a figure of its prose."""

    id: str  # "VII.5.2.1" for a row, "dossiers_received" for the prose
    label: str
    kind: Kind
    unit: str = ""  # as printed on the form; of a choice its legend
    section: str = ""  # "VII"; empty for the prose
    code: str = ""  # "5.2.1"; empty for the prose
    department: str = ""  # printed in the remark column
    legend: tuple[Choice, ...] = ()
    aliases: tuple[str, ...] = ()  # other wordings of the label on the paper
    bounds: tuple[Decimal, Decimal] | None = None
    rate: Rate | None = None
    cumulative: bool = False  # since the start of the year, not of the period
    # Ids; what is pending here stands in the next report as the first of these that it gives.
    carried_as: tuple[str, ...] = ()
    applies: bool = True  # False: the row is about another level of government
    prose: tuple[str, ...] = ()  # patterns in proper Vietnamese; see extract.prose
    examples: tuple[Example, ...] = ()
    rejects: tuple[str, ...] = ()  # sentences no pattern of this indicator may read
    subject: str = ""  # id of the subject the sentence must be about: "officials"
    context: str = ""  # pattern the paragraph, what leads to it or its chapter must hold
    count: str = ""  # pattern whose distinct matches are counted; the value is their number
    table: str = ""  # without a form: number or caption of the table, as printed above it
    required: bool = False  # of the prose: every report gives it, so one without it is missing
    aggregate: Aggregate | None = None  # None: what its kind says, see `adds`

    @property
    def adds(self) -> Aggregate:
        """How figures of several reports become one.

        Where a form says nothing, counts and amounts add up over units alone: whether a figure of
        a quarter is that of the quarter or counts from January no kind tells.
        """
        if self.aggregate is not None:
            return self.aggregate
        if self.kind is Kind.HEADING or not self.applies:
            return Aggregate.NONE
        if self.kind is Kind.CHOICE:
            return Aggregate.COUNT
        if self.kind is Kind.PERCENT:
            return Aggregate.RATE if self.rate else Aggregate.NONE
        return Aggregate.LAST if self.cumulative else Aggregate.UNITS


@dataclass(frozen=True, slots=True)
class Section:
    """A part of the appendix; codes restart in each."""

    code: str  # "VII"
    label: str
    department: str = ""


@dataclass(frozen=True, slots=True)
class Check:
    """A relation between figures of one report that must hold.

    `rule` and `when` are sums of indicator ids and numbers with one relation, joined by `and`:
    `I.4.2 + I.4.3 + I.4.4 <= I.4.1`, `VII.2.1 = 1`, `I.5 is blank`. Also: chains `a <= b <= c`,
    `or`, `~` (equal up to rounding), `least(...)` and `greatest(...)`; see `model.rule`. Nothing
    is said while a figure that the rule needs is missing or blank, unless the rule itself asks for
    blanks.
    """

    id: str
    rule: str
    severity: Severity
    label: str  # in Vietnamese, for the finding
    when: str = ""
    only: tuple[str, ...] = ()  # the rows the finding concerns; empty: all that the rule names


@dataclass(frozen=True, slots=True)
class Subject:
    """Whom a sentence of the prose is about, where several share one wording.

    "Trình độ đại học 8/11 đồng chí" belongs to whoever was named last: cán bộ or công chức.
    """

    id: str  # "officials"
    names: tuple[str, ...]  # patterns; where several subjects match, the longest match counts


@dataclass(frozen=True, slots=True)
class Form:
    """One kind of report."""

    id: str
    label: str
    titles: tuple[str, ...]  # phrases that recognise the report; matched folded
    # Of documents that may follow it besides reports: "công văn"; see `vietnamese.document_kinds`.
    kinds: tuple[str, ...] = ()
    # Kinds of the units that report by it, "xã"; empty: any. Of others its title alone is no match.
    issuers: tuple[str, ...] = ()
    # Phrases of a title that make it another subject: "chỉ số", "kết quả kiểm tra".
    other_subjects: tuple[str, ...] = ()
    appendix: tuple[str, ...] = ()  # titles the appendix opens with
    header: tuple[str, ...] = ()  # lines of the table's header that repeat on each page
    closing_day: int | None = None  # last day of the month that counts for a period; None: its end
    # Results are given as "ước đạt", because the period is not over: no reason to doubt them.
    estimates: bool = False
    sections: tuple[Section, ...] = ()
    indicators: tuple[Indicator, ...] = ()
    checks: tuple[Check, ...] = ()
    subjects: tuple[Subject, ...] = ()
    # "trực tuyến, qua mạng": words that mean the same in reports of this kind.
    synonyms: tuple[str, ...] = ()
    matrix: Matrix | None = None  # its cells are among the indicators, its checks among the checks
    crosstabs: tuple[Crosstab, ...] = ()  # their cells are among the indicators
    versions: tuple[Version, ...] = ()  # see `model.versioned`; a version of the form keeps them
    additions: tuple[Indicator, ...] = ()  # rows that only versions have
    by_id: dict[str, Indicator] = field(init=False, default_factory=dict, compare=False, repr=False)
    # Ids of the cells of its tables, with the id of the table.
    cell_tables: dict[str, str] = field(init=False, default_factory=dict, compare=False, repr=False)

    def __post_init__(self) -> None:
        """Fill the indexes."""
        self.by_id.update({indicator.id: indicator for indicator in self.indicators})
        for table in self.crosstabs:
            for line, column in table.cells():
                self.cell_tables[cell_id(line.id, column.id)] = table.id

    @property
    def rows(self) -> tuple[Indicator, ...]:
        """The rows of the appendix, in printed order; cells of tables are none."""
        return tuple(row for row in self.indicators if row.code and not self.is_cell(row.id))

    def is_cell(self, indicator: str) -> bool:
        """Say whether an id is that of a cell of one of its tables."""
        if indicator in self.cell_tables:
            return True
        return self.matrix is not None and self.matrix.has(indicator)
