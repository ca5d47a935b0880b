"""How often values are right, by what stands behind them: what their confidence is counted from.

Reports of all families are invented and read with their form, and all but the matrices once more
without any. Each value given is a line of the count, whatever its status; what no sentence states
and no cell prints counts as wrong, unless the program says that it derived it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from pipeline.judge.confidence import cell_of
from pipeline.judge.reasons import find_standings
from pipeline.measure.reliability import group_values, wilson
from pipeline.measure.truth import Truth, read_truth
from pipeline.model.form import Form
from pipeline.model.page import Document
from pipeline.model.reading import Method, Observation, Reading, Status
from pipeline.model.report import Report
from pipeline.read.source import count_pages
from pipeline.run.report import make_report
from pipeline.run.settings import PATTERNS
from pipeline.run.tell.question import look_up
from tests.bench.generic_truth import GenericTruth
from tests.bench.kinds import Kind, extract, invent, make_inputs
from tests.bench.layout import print_table
from tests.bench.outputs import stored_page

_BARS = {Status.SURE: 999, Status.READ: 995}  # right of 1,000, at least
_FEW = 100  # values of a group below which its share says little
SHARES = Path(__file__).parents[2] / "pipeline" / "judge" / "shares.py"
_MOST_APART = 0.02  # stated and true share
_GENERIC = "generic"  # before the kind of a report that was read without its form
_SHOWN = 70  # letters of what was read
_LEGEND = """\
right: the printed value; of readings without a form with the right words and unit around it
!: misses its bar, or states more than 2 points above or below what 100 values or more have shown;
   the interval holds the true share in 95 of 100 cases"""


@dataclass(frozen=True, slots=True)
class Judged:
    """One value or blank that was given."""

    report: str
    kind: str
    observation: Observation
    cell: str  # what stands behind it, as confidence counts it; empty of blanks
    right: bool

    @property
    def reading(self) -> Reading:
        """The reading that won."""
        if self.observation.reading is None:
            raise ValueError(f"{self.observation.indicator} of {self.report} was not read")
        return self.observation.reading


def measure_reliability(
    folder: Path,
    kinds: Mapping[str, Kind],
    seed: int,
    reports: int,
    workers: int | None = None,
    shares: Path | None = None,
) -> str:
    """Invent, read and count; give the printed tables.

    Args:
        folder: Inputs go to folder/in, outputs to folder/out.
        kinds: By name.
        seed: Of the reports.
        reports: Of each kind.
        workers: Processes that read; None: as many as there are cores.
        shares: Module to write the counts into, so that they become what values state.
    """
    make_inputs(folder / "in", kinds, seed, reports)
    extract(folder / "in", folder / "out", workers)
    judged = list(judge_folder(folder, kinds))
    if shares:
        shares.write_text(write_shares(judged, f"--seed {seed} --reports {reports}"), "utf-8")
    return print_reliability(judged)


def judge_folder(folder: Path, kinds: Mapping[str, Kind]) -> Iterator[Judged]:
    """Judge every value that the last run gave, and those of the same reports without a form."""
    for name, kind in kinds.items():
        for truth in sorted((folder / "in" / name).glob("*.csv")):
            file = truth.with_suffix(Path(kind.sample.name).suffix)
            yield from _judge_formed(folder / "out", f"{name}/{file.name}", name, truth)
            if not kind.sample.dossiers:  # its cells without a form are named by nothing we know
                yield from _judge_generic(folder / "out", file, name, kind)


def _judge_formed(out: Path, path: str, kind: str, truth: Path) -> Iterator[Judged]:
    case = look_up(path, "", out, PATTERNS)
    if case.form is not None:
        yield from _judge_report(path, kind, case.report, case.form, read_truth(truth))


def _judge_report(
    path: str, kind: str, report: Report, form: Form, truth: Truth
) -> Iterator[Judged]:
    true = {figure.indicator: figure.value for figure in truth.figures}
    for one, cell in _cells(report, form):
        derived = one.reading is not None and one.reading.method is Method.DERIVED
        if one.indicator in true or not derived:
            # A value that the truth does not speak of is wrong; a blank there is right.
            right = one.value == true.get(one.indicator)
            yield Judged(path, kind, one, cell, right)


def _judge_generic(out: Path, file: Path, kind: str, of: Kind) -> Iterator[Judged]:
    pages = (stored_page(out, file, number) for number in range(1, count_pages(file) + 1))
    report = make_report(Document(tuple(page for page in pages if page)), None)
    form = Form(report.form, "", (), indicators=report.indicators)
    truth = GenericTruth.of(invent(int(file.stem), of.sample))
    for one, cell in _cells(report, form):
        if one.reading and one.value is not None:
            right = truth.is_right(form.by_id[one.indicator], one.reading)
            yield Judged(f"{kind}/{file.name}", f"{_GENERIC} {kind}", one, cell, right)


def _cells(report: Report, form: Form) -> Iterator[tuple[Observation, str]]:
    standings = find_standings(form, report.observations, report.findings, report.heading.period)
    for one in report.observations:
        if one.reading:
            empty = one.value is None
            yield one, "" if empty else cell_of(one.reading, standings[one.indicator])


def print_reliability(judged: Sequence[Judged]) -> str:
    """Print the counts by what stands behind values, by tenths, by status, and the errors."""
    formed = [one for one in judged if not one.kind.startswith(_GENERIC)]
    unformed = [one for one in judged if one.kind.startswith(_GENERIC)]
    parts = [
        _print_cells(judged),
        _print_groups(judged),
        _print_statuses(formed, "By status, read with their form"),
        _print_statuses(unformed, "By status, the same reports read without a form"),
        _LEGEND,
    ]
    return "\n\n".join((*parts, *_print_silent(judged)))


def count_cells(judged: Iterable[Judged]) -> Mapping[str, tuple[int, int]]:
    """Count right values and all, by what stands behind them; in the order of the names."""
    counts: dict[str, tuple[int, int]] = {}
    for one in judged:
        if one.cell:
            right, of = counts.get(one.cell, (0, 0))
            counts[one.cell] = right + one.right, of + 1
    return dict(sorted(counts.items()))


def _print_cells(judged: Sequence[Judged]) -> str:
    lines = []
    for cell, (right, of) in count_cells(judged).items():
        stated = next(one.observation.confidence for one in judged if one.cell == cell)
        low, high = wilson(right, of)
        lines.append([cell, str(right), str(of), f"{stated or 0:.3f}", f"{low:.3f}-{high:.3f}"])
    return print_table("By evidence", ["evidence", "right", "of", "stated", "interval"], lines)


def _print_groups(judged: Sequence[Judged]) -> str:
    stated = [
        (one.observation.confidence, one.right)
        for one in judged
        if one.observation.confidence is not None
    ]
    lines = []
    for group in group_values(stated):
        low, high = group.interval
        apart = abs(group.share - group.stated) > _MOST_APART and group.values >= _FEW
        lines.append([
            f"from {group.least:.2f}", str(group.values), f"{group.stated:.3f}",
            f"{group.share:.3f}{' !' if apart else ''}", f"{low:.3f}-{high:.3f}",
        ])  # fmt: skip
    return print_table(
        "By confidence", ["confidence", "values", "stated", "right", "interval"], lines
    )


def _print_statuses(judged: Sequence[Judged], title: str) -> str:
    lines = []
    for status in (Status.SURE, Status.READ, Status.BLANK, Status.DOUBTFUL):
        own = [one.right for one in judged if one.observation.status is status]
        if not own:
            continue
        share = 1000 * sum(own) / len(own)
        bar = _BARS.get(status)
        missed = " !" if bar and share < bar else ""
        told = f">={bar}" if bar else ""
        lines.append([status.value, str(sum(own)), str(len(own)), f"{share:.1f}{missed}", told])
    return print_table(title, ["status", "right", "of", "of 1,000", "bar"], lines)


def _print_silent(judged: Sequence[Judged]) -> Iterator[str]:
    silent = (Status.SURE, Status.READ, Status.BLANK)
    told = [one for one in judged if not one.right and one.observation.status in silent]
    if told:
        yield "\n  ".join(["silent errors:", *map(tell, told)])


def tell(one: Judged) -> str:
    """Tell one value: where, what, by which evidence."""
    given, reading = one.observation, one.reading
    text = " ".join(reading.source.text.split())[:_SHOWN]
    return (
        f"{one.report} {given.indicator}: {given.value} ({given.status}, {one.cell}, "
        f"{one.kind}) {text!r} {reading.reason}"
    ).rstrip()


def write_shares(judged: Sequence[Judged], options: str) -> str:
    """Write the module of the counts.

    Args:
        judged: What is counted.
        options: Of the command that counted it.
    """
    lines = [f'    "{cell}": ({right}, {of}),' for cell, (right, of) in count_cells(judged).items()]
    return "\n".join([_HEAD.format(options), *lines, "}", ""])


_HEAD = '''\
"""How many values were right of all that were given on one evidence.

Counted on invented reports and written by

    python -m tests.bench --only reliability --write {}

not by hand. What a line names is told in `confidence.cell_of`.
"""

from __future__ import annotations

from collections.abc import Mapping

# Right, of all.
COUNTS: Mapping[str, tuple[int, int]] = {{'''
