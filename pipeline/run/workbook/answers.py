"""All that the workbook shows besides rows, reports and findings."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from pipeline.aggregate.absent import find_absent
from pipeline.aggregate.roster import Roster
from pipeline.aggregate.scopes import file_reports
from pipeline.aggregate.totals import add_up
from pipeline.identify.gazetteer import current_gazetteer, legacy_gazetteer
from pipeline.model.form import Form
from pipeline.run.batch.results import Finished
from pipeline.run.workbook.looks import Cutter, list_looks
from pipeline.vietnamese.places import Gazetteer, Place
from pipeline.write.workbook import Answers

_NOWHERE = Gazetteer((), (), ())


def find_answers(
    finished: Sequence[Finished], forms: Mapping[str, Form], listed: Iterable[Place], cut: Cutter
) -> Answers:
    """Find what the reports of a run come to, and what is to be done about them.

    Args:
        finished: All reports, by path.
        forms: By id, with their versions.
        listed: The units that a list of the folder names; none: all that there are.
        cut: Makes pictures of cells.
    """
    filed = file_reports(one.report for one in finished)
    roster = _know_units(tuple(listed), is_asked=bool(filed))
    return Answers(
        looks=list_looks(finished, forms, cut),
        filed=filed,
        totals=tuple(add_up(filed, forms, roster)),
        absent=tuple(find_absent(filed, roster)),
        forms=forms,
    )


def _know_units(listed: tuple[Place, ...], *, is_asked: bool) -> Roster:
    """Give the units; the tables of all of them take a moment, and not every folder needs them."""
    if listed or not is_asked:
        return Roster(_NOWHERE, _NOWHERE, listed)
    return Roster(legacy_gazetteer(), current_gazetteer())
