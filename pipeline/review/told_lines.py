"""Reports and decisions as the interface tells them."""

from __future__ import annotations

from pipeline.model.correction import Correction
from pipeline.model.report import State
from pipeline.review.told import Told, number
from pipeline.run.again import Progress
from pipeline.run.catalogue.line import Line
from pipeline.run.catalogue.series import Series


def tell_line(line: Line) -> Told:
    """Tell one report."""
    return {
        "report": line.path,
        "sha256": line.sha256,
        "state": line.state,
        "message": line.message,
        "form": line.form,
        "source": line.source,
        "pages": line.pages,
        "document_number": line.number,
        "document_date": line.date,
        "place": line.place,
        "district": line.district,
        "province": line.province,
        "period": line.period,
        "sure": line.sure,
        "read": line.read,
        "doubtful": line.doubtful,
        "blank": line.blank,
        "missing": line.missing,
        "corrected": line.corrected,
        "open": line.open,
        "contradicted": line.contradicted,
        "look": look_of(line),
    }


def look_of(line: Line) -> str:
    """Give the key of `filters.LOOKS` that a report falls under."""
    if line.state != State.DONE:
        return "failed"
    return "contradicted" if line.contradicted else "open" if line.open else "clear"


def tell_cell(line: Line) -> Told:
    """Tell one report as the grid shows it."""
    told = tell_line(line)
    return {name: told[name] for name in ("report", "form", "open", "look")}


def tell_series(series: Series) -> Told:
    """Tell what several reports say of one indicator."""
    points = [
        {
            "report": one.report,
            "place": one.place,
            "district": one.district,
            "period": one.period,
            "value": number(one.value),
            "status": one.status,
        }
        for one in series.points
    ]
    return {
        "label": series.label,
        "unit": series.unit,
        "points": points,
        "total": series.total,
    }


def tell_run(progress: Progress) -> Told:
    """Tell how far a run is."""
    return {
        "state": progress.state,
        "exit_code": progress.exit_code,
        "lines": list(progress.lines),
        "can_start": progress.can_start,
    }


def tell_correction(one: Correction) -> Told:
    """Tell one decision."""
    return {
        "id": one.id,
        "report": one.report,
        "indicator": one.indicator,
        "was": number(one.was),
        "value": number(one.value),
        "decision": one.decision,
        "note": one.note,
        "by": one.by,
        "at": one.at,
        "other": one.other,
        "text": one.text,
    }
