"""Which form a report follows.

The title on the first page decides when it is clear, most of all right below "BÁO CÁO". A first
page that the scan ruined still leaves the title of the appendix, and where that is gone too, the
names of its rows. Titles alone would not do: a plan or a decision on the same subject has the same
words, so a second trace is asked for: the word "báo cáo" above the title, an appendix, or rows. Nor
is what the letterhead of a province heads a commune's report by its title.

Where the marks can be trusted, what stands below "BÁO CÁO" must be the title itself: a report on
the index of reform, or of an office for reform, has half of its words. Its rows may still say so.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import takewhile

from rapidfuzz import fuzz, process

from pipeline.crosstabs.fit import rate_fits
from pipeline.identify.division import find_document_kind
from pipeline.identify.official_heading import issuing_level
from pipeline.model.form import Form
from pipeline.model.page import Document, PageKind
from pipeline.prose import find_told
from pipeline.vietnamese.alphabet import fold_ocr
from pipeline.vietnamese.document_kinds import TABLES, may_follow
from pipeline.vietnamese.document_zones import keeps_marks

# Titles under a bad OCR score 80 to 97 of 100 against themselves, other subjects below 72.
TITLE_SCORE = 78
# Share of a form's rows that a document must show where no title does.
ROW_SHARE = 0.25
ROW_SCORE = 80
# The title stands among the first lines with text, letterhead and kind of document included.
_HEAD_LINES = 24
_SUBJECT_LINES = 3  # of what a report is about, below its kind
_BODY = re.compile(r"(?:[ivx]{1,4}|[a-d1])[.)/] ?\S|kinh gui|thuc hien |can cu |u[y]?b[a-z]* ")
_LONG_PHRASE = 8  # letters that an OCR may have spoilt one of
# Titles with so few letters are found in others: "công tác CCHC" scores 92 in "công tác chỉ đạo".
_SHORT_TITLE, _SHORT_SCORE = 16, 92
_CLEAR_TITLE, _CLEAR_SHORT_SCORE = 26, 95
# One title in the place of another scores 79 on its line.
_CLEAR_SCORE = 88
# Phrases of other subjects under a bad OCR; the nearest of right titles reach 80.
_OTHER_SCORE = 90
# Rows with shorter names turn up anywhere.
_LONG_NAME = 20
# Without a title: reports of other kinds showed at most .04 of a form's rows, and at most 6 of its
# figures where their own form found 14 and more (samples without their first page).
_TRACE_SHARE = 0.1
_FEWEST_TOLD = 8
_SAMPLE = 40  # rows asked for; all of them would take 0.2 s in a dump of 30 kB


def choose_form(document: Document, forms: Sequence[Form]) -> Form | None:
    """Find the form a report follows; None when none fits.

    Args:
        document: All pages.
        forms: In order of preference where two fit equally well.
    """
    kind = find_document_kind(document)
    clear = _is_clear(document)
    level = issuing_level(document) if clear else ""
    forms = [form for form in forms if may_follow(kind, form.kinds)]
    if not forms:
        return None
    lines = _lines_of(document)
    told = bool(level) or kind not in ("", TABLES) or not clear
    fits = rate_fits(document, forms, clear=clear)
    scores = [
        (
            fits[form.id]
            if form.crosstabs
            else _score(lines, form, clear=clear, told=told and _may_issue(level, form)),
            form,
        )
        for form in forms
    ]
    fitting = [
        (_nearness(lines, form, clear=clear), score, form) for score, form in scores if score > 0
    ]
    return max(fitting, key=lambda fit: fit[:2])[2] if fitting else None


def _may_issue(level: str, form: Form) -> bool:
    """Say whether a letterhead of a level, empty: of none that is known, may head a form."""
    return not level or not form.issuers or level in form.issuers


def guess_form(document: Document, forms: Sequence[Form]) -> Form | None:
    """Find the form whose traces show in what is left of a report; None where there are none.

    For reports of which a page could not be read, and that `choose_form` finds no form for: the
    title may have stood there. A title of an appendix will do then, or a few of its rows, or as
    many figures in its sentences as no other form finds. A guess: what is read by it is doubtful.

    Args:
        document: The pages that could be read.
        forms: In order of preference where two fit equally well.
    """
    lines = _lines_of(document)
    scores = [(_trace(lines, form), form) for form in forms]
    score, form = max(scores, key=lambda fit: fit[0], default=(0.0, None))
    if score > 0:
        return form
    told = sorted(
        ((_count_told(document, form), -at) for at, form in enumerate(forms)), reverse=True
    )
    best, second = (*told, (0, 0), (0, 0))[:2]
    enough = best[0] >= max(_FEWEST_TOLD, 2 * second[0])
    return forms[-best[1]] if enough else None


def _trace(lines: list[str], form: Form) -> float:
    appendix = _best([fold_ocr(title) for title in form.appendix], _pairs(lines))
    rows = _share_of_rows(lines, form)
    return 100 * (rows >= _TRACE_SHARE) * rows + appendix * (appendix >= TITLE_SCORE)


def _count_told(document: Document, form: Form) -> int:
    rows = {row.id for row in form.rows}
    return len(find_told(document, form) - rows)


def _is_clear(document: Document) -> bool:
    """Say whether the marks of the document can be trusted."""
    kinds = {page.kind for page in document.pages} - {PageKind.BLANK}
    if kinds == {PageKind.DIGITAL}:
        return True
    text = " ".join(line.text for page in document.pages for line in page.lines)
    return keeps_marks(text)


def _score(lines: list[str], form: Form, *, clear: bool, told: bool) -> float:
    """Give how well a document fits a form; 0 when it does not.

    Args:
        lines: All of it.
        form: Which.
        clear: Its marks can be trusted.
        told: Its letterhead or its kind let its title say what it is: a page of news, and a report
            of another level, have the words of a title. Rows speak for themselves.
    """
    head = " ".join(lines[:_HEAD_LINES])
    title = _best_title(form, [head], clear=clear)
    appendix = _best([fold_ocr(title) for title in form.appendix], _pairs(lines[_HEAD_LINES:]))
    if appendix < TITLE_SCORE:
        appendix = 0.0  # every report has sentences that are a little like it
    titled = told and title >= TITLE_SCORE and not _is_other(lines, form, clear=clear)
    if titled and (appendix >= TITLE_SCORE or fuzz.partial_ratio("bao cao", head) >= TITLE_SCORE):
        return title + appendix
    rows = _share_of_rows(lines, form)
    if rows >= ROW_SHARE or (appendix >= TITLE_SCORE and rows > 0):
        return 100 * rows + appendix
    return 0.0


def _is_other(lines: list[str], form: Form, *, clear: bool) -> bool:
    """Say whether what stands below "BÁO CÁO" is the subject of another report."""
    subject = _subject(lines)
    if not any(map(str.isalpha, subject)):
        return False
    if any(_says(fold_ocr(other), subject) for other in form.other_subjects):
        return True
    return clear and _best_title(form, [subject], clear=clear) < _CLEAR_SCORE


def _says(phrase: str, subject: str) -> bool:
    return phrase in subject or (
        len(phrase) >= _LONG_PHRASE and fuzz.partial_ratio(phrase, subject) >= _OTHER_SCORE
    )


def _subject(lines: list[str]) -> str:
    """Give the lines below "BÁO CÁO", and what stands behind it on its own line."""
    head = lines[:_HEAD_LINES]
    for at, line in enumerate(head):
        if fuzz.ratio("bao cao", line) >= TITLE_SCORE:
            below = head[at + 1 : at + 1 + _SUBJECT_LINES]
        elif line.startswith("bao cao "):
            below = [line.removeprefix("bao cao "), *head[at + 1 : at + _SUBJECT_LINES]]
        else:
            continue
        kept = takewhile(lambda one: not _BODY.match(one), below)
        return " ".join(kept)
    return ""


def _lines_of(document: Document) -> list[str]:
    return [
        text
        for page in document.pages
        for line in page.lines
        if (text := fold_ocr(line.text.strip()))
    ]


def _nearness(lines: list[str], form: Form, *, clear: bool) -> int:
    """Say how near below "BÁO CÁO" a title of the form stands, 0 for nowhere: that is the subject.

    A report on reform speaks of the control of procedures in its first sentences, and the other
    way round, with the very words of the other's titles.
    """
    head = lines[:_HEAD_LINES]
    places = [at for at, line in enumerate(head) if fuzz.ratio("bao cao", line) >= TITLE_SCORE]
    for count in range(1, _SUBJECT_LINES + 1):
        below = [" ".join(head[at + 1 : at + 1 + count]) for at in places]
        if _best_title(form, below, clear=clear) >= _CLEAR_SCORE:
            return _SUBJECT_LINES + 1 - count
    return 0


def _pairs(lines: list[str]) -> list[str]:
    """Join each line with the next, for titles that were broken."""
    return [" ".join(lines[at : at + 2]) for at in range(len(lines))]


def _share_of_rows(lines: list[str], form: Form) -> float:
    names = [fold_ocr(row.label) for row in form.rows if len(row.label) >= _LONG_NAME]
    if not names or not lines:
        return 0.0
    sample = names[:: max(1, len(names) // _SAMPLE)]
    long_lines = [line for line in lines if len(line) >= _LONG_NAME]
    return sum(_best([name[:60]], long_lines) >= ROW_SCORE for name in sample) / len(sample)


def _best_title(form: Form, texts: list[str], *, clear: bool) -> float:
    """Give how like a text is to the likest title of a form; short ones must be there in full."""
    short, least = (_CLEAR_TITLE, _CLEAR_SHORT_SCORE) if clear else (_SHORT_TITLE, _SHORT_SCORE)
    titles = [fold_ocr(title) for title in form.titles]
    best = _best([title for title in titles if len(title) < short], texts)
    rest = _best([title for title in titles if len(title) >= short], texts)
    return max(best if best > least else 0.0, rest)


def _best(phrases: list[str], texts: list[str]) -> float:
    if not phrases or not texts:
        return 0.0
    scores = process.cdist(phrases, texts, scorer=fuzz.partial_ratio, score_cutoff=60)
    return float(scores.max())
