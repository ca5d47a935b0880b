"""How many figures of invented reports come out right, by kind of input."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from pipeline.measure.score import ReportScore, Score, measure
from pipeline.measure.table import print_score
from tests.bench.counts import NOTHING, Accuracy, count_report, tell_beyond, tell_silent
from tests.bench.kinds import NO_BARS, Bars, Kind, extract, make_inputs
from tests.bench.layout import print_table
from tests.bench.outputs import read_rows
from tests.bench.paper import Share

_FEWEST = 1000  # values of a kind before "no silent error" says anything
_NAMES = ("right", "look again", "silent", "codes", "numbers")  # as in the legend
_LEGEND = """\
right: printed figures of the appendix given as printed, blanks not counted
look again: of the same, doubtful or missing; those of planted contradictions are not counted
silent: wrong, and nothing points at it; of all figures and blanks, prose too
codes: rows of the appendix, blank ones too, found where they stand on the paper
numbers: of the prose pages, found and right
beyond: figures called sure or read that the truth does not speak of, derived ones aside
!: misses its bar; ?: too few values to tell (1,000)"""


def measure_accuracy(
    folder: Path, title: str, kinds: Mapping[str, Kind], seed: int, reports: int, *, detail: bool
) -> str:
    """Invent, read and score reports of each kind; give the printed table.

    Args:
        folder: Inputs go to folder/in, outputs to folder/out.
        title: Of the table.
        kinds: By name.
        seed: Other seeds give other reports, layouts and wear.
        reports: Of each kind.
        detail: Print the score of each kind in full as well.
    """
    inputs, out = folder / "in", folder / "out"
    make_inputs(inputs, kinds, seed, reports)
    extract(inputs, out)
    score, rows = measure(out, inputs), read_rows(out)
    by_kind = {name: _reports_of(name, score) for name in kinds}
    lines: list[tuple[str, Accuracy, Bars]] = []
    silent: list[str] = []
    beyond: list[str] = []
    for name, kind in kinds.items():
        counts = NOTHING
        for report in by_kind[name]:
            own = rows.get(report.report, {})
            counts += count_report(kind, report, own, folder)
            silent += tell_silent(report)
            beyond += tell_beyond(report, own)
        lines.append((name, counts, kind.bars))
    parts = [print_accuracy(title, lines), _LEGEND]
    parts += [_print_errors("silent errors", silent), _print_errors("beyond the truth", beyond)]
    if detail:
        parts += [f"== {name}\n{print_score(Score(own, (), ()))}" for name, own in by_kind.items()]
    return "\n".join(part for part in parts if part)


def _reports_of(kind: str, score: Score) -> tuple[ReportScore, ...]:
    return tuple(report for report in score.reports if report.report.startswith(f"{kind}/"))


def _print_errors(title: str, told: Iterable[str]) -> str:
    return "\n  ".join([f"{title}:", *told]) if told else ""


def print_accuracy(title: str, lines: Sequence[tuple[str, Accuracy, Bars]]) -> str:
    """Print a line for each kind, with its counts and bars; no columns of bars without any."""
    barred = any(bars != NO_BARS for _, _, bars in lines)
    header = ["kind", "reports"]
    for name in _NAMES:
        header += [name, "bar"] if barred else [name]
    rows = []
    for kind, counts, bars in lines:
        row = [kind, str(counts.reports)]
        for printed, bar in _print_counts(counts, bars):
            row += [printed, bar] if barred else [printed]
        rows.append([*row, str(counts.beyond)])
    return print_table(title, [*header, "beyond"], rows)


def _print_counts(counts: Accuracy, bars: Bars) -> Iterator[tuple[str, str]]:
    yield _at_least(counts.right, bars.right)
    yield _at_most(counts.waiting, bars.waiting)
    yield _print_silent(counts.silent, bars.silent)
    yield _at_least(counts.codes, bars.codes)
    yield _at_least(counts.numbers, bars.numbers)


def _at_least(share: Share, bar: float | None) -> tuple[str, str]:
    """Print a share and a bar that it must not stay below.

    >>> _at_least(Share(98, 100), 0.99), _at_least(Share(0, 0), None)
    (('98.00 % of 100 !', '>=99'), ('-', ''))
    """
    missed = bar is not None and share.value < bar
    return _print_share(share, missed), "" if bar is None else f">={100 * bar:g}"


def _at_most(share: Share, bar: float | None) -> tuple[str, str]:
    missed = bar is not None and share.value > bar
    return _print_share(share, missed), "" if bar is None else f"<={100 * bar:g}"


def _print_share(share: Share, missed: bool) -> str:
    if not share.of:
        return "-"
    return f"{100 * share.value:.2f} % of {share.of}" + (" !" if missed else "")


def _print_silent(share: Share, bar: float | None) -> tuple[str, str]:
    """Print silent errors by their number: as shares they would all look like nothing.

    >>> _print_silent(Share(0, 160), 0), _print_silent(Share(3, 1200), 0.002)
    (('0 of 160 ?', '0 in 1000'), ('3 of 1200 !', '2 in 1000'))
    """
    printed = f"{share.count} of {share.of}"
    if bar is None:
        return printed, ""
    if share.value > bar:
        printed += " !"
    elif share.of < _FEWEST:
        printed += " ?"
    return printed, f"{1000 * bar:g} in 1000"
