"""Why a report has the figures it has: what was found where, and why one value won.

Told from what the last run stored, so nothing is read again and it is the same run's truth. Of one
figure everything is told: what each reader saw, the row and its neighbours, patterns and near
misses. A whole report would be a book of that, so it gets the readings and the checks alone.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from pipeline.model.errors import SettingError
from pipeline.model.finding import Finding, Severity
from pipeline.model.form import Form, Indicator
from pipeline.model.reading import Observation, Period, Reading, Status, UnknownRow
from pipeline.model.report import Heading, Report
from pipeline.run.inputs.selection import displayed, path_name
from pipeline.run.tell.evidence import Evidence
from pipeline.run.tell.evidence_text import tell_prose, tell_readers, tell_row, tell_source
from pipeline.run.tell.naming import find_ids, find_paths, suggest
from pipeline.run.workspace import IndexEntry, Workspace
from pipeline.vietnamese.numbers import print_number

_SEVERITIES = {Severity.ERROR: "LỖI", Severity.WARNING: "CẢNH BÁO", Severity.NOTE: "GHI CHÚ"}

_NAMED = 5  # indicators of one name that a message names


def find_report(out: Path, name: str) -> Report:
    """Give what the last run into a folder stored of one report.

    Args:
        out: The output folder.
        name: Path of the report as in `reports.csv`, or anything that means no other one; see
            `find_paths`.

    Raises:
        SettingError: There is no such report, more than one, or no stored result.
    """
    workspace = Workspace(out)
    entry = _find_entry(workspace.read_index(), path_name(name), out)
    if not entry.result:
        return entry.report
    stored = workspace.cache.load(entry.result, Report)
    if stored is None:
        raise SettingError(
            f"Kết quả của {displayed(name)} không còn trong {displayed(str(out))}. "
            "Hãy chạy lại solieu extract.",
            f"The result of {displayed(name)} is no longer in {displayed(str(out))}. "
            "Run solieu extract again.",
        )
    known = entry.report
    return replace(
        stored.value,
        path=known.path,
        sha256=known.sha256,
        origins=known.origins,
        seconds=known.seconds,
        message=known.message,
        # What other reports of the folder say of it is not stored with the result.
        findings=(*stored.value.findings, *known.findings),
    )


def _find_entry(entries: Sequence[IndexEntry], name: str, out: Path) -> IndexEntry:
    known = {entry.report.path: entry for entry in entries}
    found = find_paths(tuple(known), name)
    if len(found) == 1:
        return known[found[0]]
    shown = displayed(name)
    if found:
        paths = ", ".join(map(displayed, found))
        raise SettingError(
            f"Có nhiều báo cáo tên {shown}: {paths}. Hãy ghi rõ đường dẫn.",
            f"More than one report is called {shown}: {paths}. Give the whole path.",
        )
    near, near_english = _tell_near(known, name)
    raise SettingError(
        f"Không có báo cáo {shown} trong {displayed(str(out))}{near}. "
        "Hãy xem tên trong reports.csv.",
        f"There is no report {shown} in {displayed(str(out))}{near_english}. "
        "See the names in reports.csv.",
    )


def explain_report(
    report: Report, form: Form | None, indicator: str = "", evidence: Evidence | None = None
) -> str:
    """Tell about a whole report, or about one of its indicators.

    Args:
        report: As `find_report` gives it.
        form: Its form, as it is today; None: it has none.
        indicator: Id; empty: all, and the heading.
        evidence: What the pages say about the one indicator; None: they are not kept.

    Raises:
        SettingError: The report has no such indicator.
    """
    labels = _known_indicators(report, form)
    observations = [one for one in report.observations if indicator in ("", one.indicator)]
    observations += [one for one in report.others if indicator == one.indicator]
    if indicator and not observations:
        raise _no_indicator(indicator, labels)
    parts = [] if indicator else [_tell_heading(report)]
    for one in observations:
        own = form is not None and indicator in form.by_id
        why = _tell_why(one, form, report) if form and own else ()
        row = labels.get(one.indicator)
        parts.append(_tell_observation(one, row, report, evidence, tuple(why)))
    if not indicator:
        parts += [_tell_unknown(row) for row in report.unknown_rows]
        parts.append(_tell_findings(report.findings))
    return "\n\n".join("\n".join(part) for part in map(tuple, parts) if part) + "\n"


def _known_indicators(report: Report, form: Form | None) -> dict[str, Indicator]:
    indicators = form.indicators if form else report.indicators
    return {one.id: one for one in (*report.other_indicators, *indicators)}


def find_indicator(report: Report, form: Form | None, asked: str) -> str:
    """Give the id of the indicator that a word means: an id, or what it is called.

    Raises:
        SettingError: None is called so, or more than one is.
    """
    labels = {id: one.label for id, one in _known_indicators(report, form).items()}
    found = find_ids(labels, asked)
    if len(found) == 1:
        return found[0]
    if not found:
        raise _no_indicator(asked, (*labels, *labels.values()))
    some = "; ".join(displayed(f"{id} ({labels[id]})") for id in found[:_NAMED])
    more = ", ..." if len(found) > _NAMED else ""
    raise SettingError(
        f"Có {len(found)} chỉ tiêu tên {displayed(asked)}: {some}{more}. Hãy ghi mã chỉ tiêu.",
        f"{len(found)} indicators are called {displayed(asked)}: {some}{more}. Give the id.",
    )


def _no_indicator(asked: str, names: Iterable[str]) -> SettingError:
    near, near_english = _tell_near(names, asked)
    return SettingError(
        f"Báo cáo không có chỉ tiêu {displayed(asked)}{near}. Hãy xem cột indicator trong CSV.",
        f"The report has no indicator {displayed(asked)}{near_english}. "
        "See the column of that name.",
    )


def _tell_near(names: Iterable[str], asked: str) -> tuple[str, str]:
    near = ", ".join(map(displayed, suggest(names, asked)))
    return (f" (gần giống: {near})", f" (near it: {near})") if near else ("", "")


def _tell_heading(report: Report) -> Iterator[str]:
    heading = report.heading
    yield displayed(report.path)
    fields = {
        "Trạng thái": f"{report.state} {report.message}",
        "Biểu mẫu": report.form,
        "Nguồn": f"{report.source}, {report.pages} trang",
        "Số, ký hiệu": heading.document_number,
        "Ngày": heading.document_date.isoformat() if heading.document_date else "",
        "Cơ quan": heading.issuer,
        "Nơi": ", ".join(filter(None, (heading.place, heading.district, heading.province))),
        "Mã": heading.place_code,
        "Từ 7/2025": " ".join(filter(None, (heading.place_now, heading.place_code_now))),
        "Kỳ": _tell_period(heading),
    }
    for name, value in fields.items():
        yield f"  {name}: {displayed(value).strip() or '(không tìm thấy)'}"


def _tell_period(heading: Heading) -> str:
    period = heading.period
    return f"{period.id} ({period.start} – {period.end})" if period else ""


def _tell_observation(
    one: Observation,
    indicator: Indicator | None,
    report: Report,
    evidence: Evidence | None,
    why: Sequence[str],
) -> Iterator[str]:
    yield f"{one.indicator}  {indicator.label if indicator else ''}".rstrip()
    value = "(trống)" if one.value is None else print_number(one.value)
    unit = f" {indicator.unit}" if indicator and indicator.unit and one.value is not None else ""
    sure = "" if one.confidence is None else f", độ tin cậy {one.confidence:.3f}"
    yield f"  = {value}{unit}  [{one.status}{sure}]"
    yield from why
    if one.reading:
        yield f"  đọc:  {_tell_reading(one.reading)}"
        yield from (f"        {line}" for line in tell_readers(one.reading, evidence))
    for mention in one.mentions:
        yield f"  khác: {_tell_reading(mention)}"
        yield from (f"        {line}" for line in tell_readers(mention, evidence))
        yield f"        không chọn: {_tell_why_not(mention, one, report.heading.period, evidence)}"
    for finding in report.findings:
        if one.indicator in finding.indicators:
            yield f"  {_tell_finding(finding)}"
    if evidence:
        values = {other.indicator: other.value for other in report.observations}
        if evidence.row:
            yield from (f"  {line}" for line in tell_row(evidence.row, values))
        yield from (f"  {line}" for line in tell_prose(evidence.prose))


def _tell_why(one: Observation, form: Form, report: Report) -> Iterator[str]:
    # Here, as a generic report is told without the judge.
    from pipeline.judge.reasons import explain_status

    period = report.heading.period
    why = explain_status(form, report.observations, report.findings, one, period)
    yield displayed(f"  vì sao: {why.vietnamese}")
    yield displayed(f"  why:    {why.english}")
    yield from (displayed(f"  xác nhận: {line}") for line in why.arithmetic)


def _tell_reading(reading: Reading) -> str:
    value = "(trống)" if reading.value is None else print_number(reading.value)
    parts = [f"{value} <- {tell_source(reading.source)}"]
    parts.append(f"{reading.method}, {reading.pattern}, {reading.support}")
    if reading.reason:
        parts.append(reading.reason)
    if reading.alternatives:
        parts.append(f"cũng có thể là: {', '.join(reading.alternatives)}")
    return displayed("; ".join(parts))


def _tell_why_not(
    mention: Reading, one: Observation, period: Period | None, evidence: Evidence | None
) -> str:
    """Say why a mention lost; the order is that in which the judge decides."""
    if one.status is Status.CORRECTED:
        return "người xem đã quyết định"
    if mention.period and not (period and mention.period == period.id):
        return _tell_elsewhere(mention, evidence)
    if mention.value is None:
        return "chỗ này không in số"
    if mention.value == one.value:
        return "cùng giá trị, xác nhận thêm"
    if one.reading and mention.support != one.reading.support:
        return f"yếu hơn: {mention.support} so với {one.reading.support}"
    return "giá trị khác; chỗ được chọn có nhiều nơi xác nhận hơn hoặc đứng trước"


def _tell_elsewhere(mention: Reading, evidence: Evidence | None) -> str:
    from pipeline.prose.scopes import OTHER  # here, as it brings numpy along

    words = evidence.words_elsewhere(mention.source) if evidence else ""
    told = f", vì có chữ “{displayed(words)}”" if words else ""
    if mention.period == OTHER:
        return f"câu này so sánh, nêu kế hoạch hoặc nói về nơi khác{told}"
    return f"câu này nói về kỳ khác ({mention.period}){told}"


def _tell_unknown(row: UnknownRow) -> Iterator[str]:
    value = "(trống)" if row.value is None else print_number(row.value)
    yield displayed(f"Dòng ngoài biểu mẫu: {row.section} {row.code} {row.label} = {value}")
    yield f"  sau {row.after or 'đầu bảng'}: {displayed(tell_source(row.source))}"


def _tell_findings(findings: Iterable[Finding]) -> Iterator[str]:
    general = [finding for finding in findings if not finding.indicators]
    if general:
        yield "Về cả báo cáo"
    for finding in general:
        yield f"  {_tell_finding(finding)}"


def _tell_finding(finding: Finding) -> str:
    page = f" (trang {finding.page})" if finding.page else ""
    others = f" [{', '.join(finding.indicators)}]" if len(finding.indicators) > 1 else ""
    text = f"{_SEVERITIES[finding.severity]} {finding.check}{page}: {finding.message}{others}"
    return displayed(text)
