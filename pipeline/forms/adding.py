"""A wording added to a form, checked as `forms check` checks the file it would stand in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from pipeline.forms.examples import check_examples, reads_example
from pipeline.forms.faults import Fault, Faults, check_form
from pipeline.forms.likeness import check_likeness
from pipeline.forms.pace import check_pace
from pipeline.model.form import Example, Form
from pipeline.wording.anchors import expand_fragments


def add_wording(
    form: Form, indicator: str, wording: str, example: Example, fragments: Mapping[str, str]
) -> Form:
    """Give a form with one more pattern and its example; none is added where `wording` is empty.

    Args:
        form: As it was loaded.
        indicator: Id of the one that gets it.
        wording: As it would stand in the file, names in braces and all.
        example: The sentence that it must read.
        fragments: What the names in braces stand for.

    Raises:
        KeyError: A name in braces stands for nothing.
    """
    added = (expand_fragments(wording, fragments),) if wording else ()
    rows = (
        replace(row, prose=(*row.prose, *added), examples=(*row.examples, example))
        if row.id == indicator
        else row
        for row in form.indicators
    )
    return replace(form, indicators=tuple(rows))


def reads(form: Form, indicator: str, example: Example) -> bool:
    """Say whether a form reads an example, as it is."""
    return reads_example(form, form.by_id[indicator], example)


def find_faults(form: Form) -> tuple[Fault, ...]:
    """Check a form as `forms check` does."""
    faults = Faults()
    check_form(form, faults)
    check_likeness(form, faults)
    if not faults.found:
        check_examples(form, faults)
        check_pace(form, faults)
    return tuple(faults.found)
