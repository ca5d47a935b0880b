"""Reports and decisions as the interface tells them."""

from __future__ import annotations

from pipeline.model.correction import Correction
from pipeline.review.told import Told, number
from pipeline.run.catalogue.line import Line


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
    }
