"""What corrections suggest to the forms: patterns of the sentences that people pointed at."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from pipeline.drafting.suggestion import Shown, Suggestion, suggest
from pipeline.forms import read_fragments
from pipeline.model.correction import Decision
from pipeline.model.version import split_id
from pipeline.model.versioned import all_versions
from pipeline.run.catalogue.making import Results
from pipeline.run.checked_forms import load_checked_forms
from pipeline.run.repair_service import mend_texts
from pipeline.run.settings import PATTERNS
from pipeline.vietnamese.document_zones import keeps_marks

_Given = dict[tuple[str, str], list[Shown]]  # by form and indicator


def suggest_patterns(out: Path, patterns: Path) -> Iterator[Suggestion]:
    """Draft patterns for each indicator that people gave a figure of the prose to.

    Raises:
        SettingError: The decisions cannot be read.
        FormError: The forms are broken.
    """
    forms = all_versions(load_checked_forms(patterns))
    results = Results(out, forms)
    results.open()
    fragments = read_fragments(patterns, PATTERNS)
    for (name, indicator), sentences in sorted(_given(results).items()):
        form = forms.get(split_id(name)[0]) or forms.get(name)
        row = form.by_id.get(indicator) if form else None
        if form and row:
            yield suggest(form, row, sentences, fragments)


def _given(results: Results) -> _Given:
    """Give the sentences that people pointed at, each once."""
    found: _Given = {}
    for report, _, held in results.decided():
        for name, one in held.items():
            if one.decision is Decision.VALUE and one.value is not None and one.text:
                text = one.text.lstrip("-+*•– ")
                some = found.setdefault((split_id(report.form)[0], name), [])
                shown = Shown(text, text, one.value)
                if shown not in some:
                    some.append(shown)
    return {key: list(_mend(some)) for key, some in found.items()}


def _mend(sentences: Sequence[Shown]) -> Iterator[Shown]:
    """Put lost marks back: patterns are written in proper Vietnamese."""
    for one in sentences:
        if keeps_marks(one.text):
            yield one
            continue
        (words,) = mend_texts([one.text])
        parts: list[str] = []
        last = 0
        for word in words:
            parts += (one.text[last : word.start], word.text)
            last = word.end
        yield replace(one, mended="".join((*parts, one.text[last:])) if words else one.text)
