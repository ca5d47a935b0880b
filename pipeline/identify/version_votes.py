"""Which version of its form a report follows.

Only what tells the versions apart is looked for: the names that not all of them print, and the
codes that not all of them give a row. Each name is compared with a few lines of the report at a
time, words sorted, because the OCR lays wrapped names and units into each other. A name counts as
seen where no other row of the form is more like those lines. An alignment with each version would
know more and take 0.16 s for each on a dump of 33 kB; this takes 0.03 s for a form and a version.

The dates of a version decide only where the rows do not: an office that still fills in the old
paper after the new one is in force prints the old rows.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
from rapidfuzz import fuzz, process

from pipeline.identify.heading import read_heading
from pipeline.model.finding import Finding, Severity
from pipeline.model.form import Form, Indicator
from pipeline.model.page import Document
from pipeline.model.report import Heading
from pipeline.model.version import Version, split_id
from pipeline.model.versioned import versions_of
from pipeline.vietnamese.alphabet import fold, fold_ocr
from pipeline.vietnamese.codes import code_fit, first_piece

_WORD = re.compile(r"[a-z0-9]+")
_MOST_LINES = 4  # of one row, as far as its name goes
# Of 100: in 15 dumps 1,803 of 1,815 names reach it, units and departments among them. Names alike
# reach it too: then the lines are those of the row that is more like them.
_SEEN = 62.0
_TRIED = 4  # windows tried for each name, the most alike first
_UNSEEN = 0.5  # a row that nobody sees says less: it may have been lost
_SAMPLE = 10  # rows of all versions that are looked for, to know how much was lost
_CODE = 0.5
# Rows of a difference; where the best version is no more ahead, the dates decide.
_CLEAR = 1.0


@dataclass(frozen=True, slots=True)
class _Seen:
    """A name that was found in the report."""

    label: str
    piece: str  # what stands in the place of the code


def choose_version(document: Document, form: Form) -> Form:
    """Give the form as the version of it prints it that a report follows.

    Args:
        document: All pages.
        form: A form, not one of its versions.
    """
    if not form.versions:
        return form
    candidates = tuple(versions_of(form))
    scores = _score(document, candidates)
    best = max(scores)
    near = [one for one, score in zip(candidates, scores, strict=True) if score > best - _CLEAR]
    if len(near) == 1:
        return near[0]
    day = _day_of(read_heading(document, form))
    return next((one for one in near if _covers(one, day)), near[0])


def _covers(form: Form, day: date | None) -> bool:
    version = version_of(form)
    return version is not None and day is not None and version.covers(day)


def _day_of(heading: Heading) -> date | None:
    """Give the day that says which version was in force: the last of the period."""
    return heading.period.end if heading.period else heading.document_date


def version_of(form: Form) -> Version | None:
    """Give the version that a form is; None of the form itself."""
    name = split_id(form.id)[1]
    return next((one for one in form.versions if one.id == name), None)


def check_version(form: Form, heading: Heading) -> Iterator[Finding]:
    """Say that a report follows one version on a day for which another was made."""
    day = _day_of(heading)
    if day is None or not form.versions:
        return
    own = version_of(form)
    if own and (own.covers(day) or not own.is_dated):
        return
    due = next((one for one in form.versions if one.covers(day)), None)
    if own is None and due is None:
        return
    used = f"phiên bản {own.id} ({own.label})" if own else "biểu mẫu gốc"
    told = f"là lúc dùng phiên bản {due.id} ({due.label})" if due else "không phải lúc dùng mẫu này"
    yield Finding(
        "version_date",
        Severity.WARNING,
        f"Các dòng của phụ lục theo {used}, nhưng ngày {day:%d/%m/%Y} {told}.",
    )


def _score(document: Document, candidates: Sequence[Form]) -> list[float]:
    """Give each version a vote for each row that it has as the report prints it."""
    scores = [0.0] * len(candidates)
    rows = [{row.id: row for row in form.rows} for form in candidates]
    differing = _differing(rows)
    if not differing:
        return scores
    common = [name for name in rows[0] if name not in set(differing)]
    sample = common[:: max(1, len(common) // _SAMPLE)]
    seen = _find(document, candidates, (*differing, *sample))
    legible = sum(name in seen for name in sample) / len(sample) if sample else 1.0
    for name in differing:
        found = seen.get(name)
        for place, own in enumerate(rows):
            scores[place] += _vote(own.get(name), found, legible)
    return scores


def _vote(row: Indicator | None, found: _Seen | None, legible: float) -> float:
    """Give what a row says for a version that has it so.

    Args:
        row: None: the version does not have it.
        found: None: the report was not seen to have it.
        legible: Share of the rows of all versions that were seen in the report, 0 to 1.
    """
    if found is None:
        return _UNSEEN * legible if row is None else -_UNSEEN * legible
    if row is None or row.label != found.label:
        return -1.0
    return 1.0 + _CODE * code_fit(found.piece, row.code)


def _differing(rows: Sequence[dict[str, Indicator]]) -> tuple[str, ...]:
    """Give the ids of the rows that not all versions print alike."""
    names = dict.fromkeys(name for own in rows for name in own)
    return tuple(
        name
        for name in names
        if len({(own[name].label, own[name].code) if name in own else None for own in rows}) > 1
    )


def _find(document: Document, candidates: Sequence[Form], names: Sequence[str]) -> dict[str, _Seen]:
    """Find rows in the report, by id."""
    pieces, windows = _windows(document)
    labels = list(
        dict.fromkeys(
            (row.id, row.label, _printed(row)) for form in candidates for row in form.rows
        )
    )
    wanted = [place for place, (name, _, _) in enumerate(labels) if name in set(names)]
    if not windows:
        return {}
    texts = [text for _, _, text in labels]
    table = process.cdist(
        [texts[place] for place in wanted], windows, scorer=fuzz.ratio, score_cutoff=_SEEN
    )
    best: dict[str, tuple[float, _Seen]] = {}
    for place, scores in zip(wanted, table, strict=True):
        name, label, _ = labels[place]
        for window in np.argsort(-scores)[:_TRIED]:
            score = float(scores[window])
            if score <= best.get(name, (0.0,))[0]:
                break
            rivals = [text for other, text in zip(labels, texts, strict=True) if other[0] != name]
            if process.extractOne(windows[window], rivals, scorer=fuzz.ratio, score_cutoff=score):
                continue
            best[name] = (score, _Seen(label, pieces[window]))
            break
    return {name: found for name, (_, found) in best.items()}


def _printed(row: Indicator) -> str:
    return _sorted_words(fold(f"{row.label} {row.unit} {row.department}"))


def _windows(document: Document) -> tuple[list[str], list[str]]:
    """Give what stands first on each run of lines that may be a row, and its words sorted."""
    pieces: list[str] = []
    windows: list[str] = []
    for page in document.pages:
        texts = [line.text for line in page.lines if line.text.strip()]
        folded = [fold_ocr(text) for text in texts]
        codes = [first_piece(text) for text in texts]
        for start in range(len(texts)):
            for stop in range(start + 1, min(start + _MOST_LINES, len(texts)) + 1):
                digits = (piece for piece in codes[start:stop] if piece[:1].isdigit())
                pieces.append(next(digits, ""))
                windows.append(_sorted_words(" ".join(folded[start:stop])))
    return pieces, windows


def _sorted_words(folded: str) -> str:
    return " ".join(sorted(word for word in _WORD.findall(folded) if not word.isdigit()))
