"""Why a value has its status, in one sentence: for people who ask.

Nothing is decided here: the table of `evidence` is asked again with what a run stored.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from pipeline.judge.confirm import find_confirmed, tell_confirming
from pipeline.judge.culprits import Suspicion, find_culprits
from pipeline.judge.evidence import UNSURE, Standing
from pipeline.judge.verdict import find_standing, is_repeated
from pipeline.judge.weigh import Weighed, weigh
from pipeline.judge.wording import print_named
from pipeline.model.finding import UNREAD_PAGE, Finding, Severity
from pipeline.model.form import Form
from pipeline.model.reading import Observation, Period, Reading, Status, Support

_Said = tuple[str, str]  # in Vietnamese, in English

_SUPPORTS: dict[Support, _Said] = {
    Support.AGREED: (
        "hai máy đọc khác loại đọc ra cùng một kết quả",
        "two unlike readers saw the same",
    ),
    Support.LAYER: (
        "chữ do chính tệp số ghi, không qua máy đọc",
        "it is text of the digital file itself",
    ),
    Support.SINGLE: (
        "một lần đọc, không có gì đáng ngờ",
        "it was read once, and nothing is odd about it",
    ),
    Support.SETTLED: (
        "hai máy đọc khác nhau, đọc lại thì một máy đổi theo máy kia",
        "two readers differed, and one gave way at a second look",
    ),
    Support.WEAK: (
        "chỉ đọc được một lần và có điều đáng ngờ",
        "it was read once, with a reason to doubt it",
    ),
    Support.DISPUTED: ("hai máy đọc khác nhau", "two readers differ"),
}


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a value has its status."""

    vietnamese: str
    english: str
    arithmetic: tuple[str, ...] = ()  # what confirms the value, worked out; in Vietnamese


def explain_status(
    form: Form,
    observations: Sequence[Observation],
    findings: Sequence[Finding],
    one: Observation,
    period: Period | None,
) -> Reason:
    """Say why a value has its status.

    Args:
        form: Of the report.
        observations: All of the report.
        findings: All of the report.
        one: The observation that is asked about.
        period: Of the report.
    """
    reading = one.reading
    if one.status is Status.CORRECTED:
        return _put(one, ("người xem đã sửa", "a person corrected it"))
    if reading is None:
        return _put(one, _say_missing(one))
    chosen = {seen.indicator: seen.reading for seen in observations if seen.reading}
    figures = {name: seen.value for name, seen in chosen.items()}
    arithmetic = tell_confirming(form, chosen, figures, one.indicator)
    failed = [
        finding.check
        for finding in findings
        if finding.severity is Severity.ERROR and one.indicator in finding.indicators
    ]
    said = [_say_support(reading)]
    suspicion = find_culprits(form, chosen, findings) if failed else Suspicion()
    if failed:
        said.append(_say_failed(form, reading, tuple(dict.fromkeys(failed)), suspicion))
    if not failed or one.indicator in suspicion.cleared:
        said.append(_say_others(form, one, reading, bool(arithmetic), period))
    return _put(one, *said, arithmetic=arithmetic)


def _say_failed(form: Form, reading: Reading, failed: Sequence[str], suspicion: Suspicion) -> _Said:
    """Say which checks fail, and whose fault it is where another figure explains them."""
    checks = ", ".join(failed)
    if reading.indicator in suspicion.cleared:
        blamed = dict.fromkeys(one.name for check in failed for one in suspicion.explain(check))
        named = ", ".join(print_named(form, name) for name in blamed)
        return (
            f"kiểm tra {checks} báo lỗi, nhưng riêng số khác đã giải thích được ({named})",
            f"the check {checks} fails, but another figure alone explains it ({named})",
        )
    but = ("và", "and") if reading.support in UNSURE else ("nhưng", "but")
    return f"{but[0]} kiểm tra {checks} báo lỗi", f"{but[1]} the check {checks} fails"


def find_standings(
    form: Form,
    observations: Sequence[Observation],
    findings: Sequence[Finding],
    period: Period | None,
) -> Mapping[str, Standing]:
    """Say how each value of a stored report stands; rows that were not seen are left out.

    Args:
        form: Of the report.
        observations: All of the report.
        findings: All of the report.
        period: Of the report.
    """
    chosen = {seen.indicator: seen.reading for seen in observations if seen.reading}
    figures = {name: reading.value for name, reading in chosen.items()}
    confirmed = find_confirmed(form, chosen, figures)
    cleared = find_culprits(form, chosen, findings).cleared
    return {
        one.indicator: find_standing(
            _weigh_again(form, one, one.reading, period),
            [finding for finding in findings if one.indicator in finding.indicators],
            by_arithmetic=one.indicator in confirmed,
            cleared=one.indicator in cleared,
        )
        for one in observations
        if one.reading
    }


def _weigh_again(form: Form, one: Observation, reading: Reading, period: Period | None) -> Weighed:
    return weigh(form.by_id[one.indicator], (reading, *one.mentions), period)


def _put(one: Observation, *said: _Said, arithmetic: tuple[str, ...] = ()) -> Reason:
    vietnamese, english = (", ".join(filter(None, words)) for words in zip(*said, strict=True))
    return Reason(
        f"{one.status}, vì {vietnamese}.", f"{one.status}, because {english}.", arithmetic
    )


def _say_missing(one: Observation) -> _Said:
    if one.status is Status.UNSTATED:
        return (
            "báo cáo không bắt buộc nêu số này, và không nêu",
            "reports need not give it, and this one does not",
        )
    if one.mentions:
        periods = ", ".join(sorted({mention.period for mention in one.mentions}))
        return (
            f"báo cáo chỉ nêu số này cho kỳ khác ({periods})",
            f"the report gives it for another period only ({periods})",
        )
    if UNREAD_PAGE in one.findings:
        return (
            "không thấy trên các trang đọc được; có trang không đọc được",
            "it was not seen on the pages that could be read, and some could not",
        )
    return "không thấy dòng hoặc câu nào nêu số này", "no row or sentence was seen to give it"


def _say_support(reading: Reading) -> _Said:
    vietnamese, english = _SUPPORTS[reading.support]
    if reading.value is None:
        vietnamese, english = (
            f"chỗ này không in số: {vietnamese}",
            f"no figure stands there: {english}",
        )
    told = reading.reason if reading.reason and reading.reason != vietnamese else ""
    return (f"{vietnamese} ({told})" if told else vietnamese), english


def _say_others(
    form: Form, one: Observation, reading: Reading, by_arithmetic: bool, period: Period | None
) -> _Said:
    weighed = _weigh_again(form, one, reading, period)
    if reading.value is None:
        return "", ""
    if is_repeated(weighed, reading) and by_arithmetic:
        return (
            "và chỗ khác trong báo cáo cùng phép tính đều xác nhận",
            "and another place and arithmetic confirm it",
        )
    if by_arithmetic:
        return "và phép tính của báo cáo xác nhận", "and arithmetic of the report confirms it"
    if is_repeated(weighed, reading):
        return "và chỗ khác trong báo cáo ghi cùng số", "and another place gives the same"
    if reading.support in UNSURE:
        return "mà không có gì khác xác nhận", "and nothing else confirms it"
    return "không kiểm tra nào báo lỗi", "and no check speaks against it"
