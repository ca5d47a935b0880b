"""One question about a report: what is known of it, told and drawn."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from pipeline.model.form import Form
from pipeline.model.report import Report
from pipeline.model.versioned import find_form
from pipeline.run import checked_forms
from pipeline.run.corrections.applying import apply_corrections
from pipeline.run.corrections.ledger import Ledger
from pipeline.run.tell.evidence import Evidence, gather_evidence
from pipeline.run.tell.explanation import explain_report, find_indicator, find_report

_NOT_KEPT = (
    "  Các trang đã đọc không còn được lưu (hoặc chương trình đã đổi), nên không dò lại được: hãy "
    "chạy lại solieu extract.\n"
    "  The pages as read are no longer kept (or the program changed), so they cannot be searched "
    "again: run solieu extract again.\n"
)


@dataclass(frozen=True, slots=True)
class Case:
    """What is known of a report, or of one of its figures."""

    out: Path
    report: Report
    form: Form | None
    indicator: str  # id; empty: the whole report
    evidence: Evidence | None  # None: of a whole report, or where its pages are not kept

    def tell(self) -> str:
        """Give it in words.

        Raises:
            SettingError: The report has no such indicator.
        """
        text = explain_report(self.report, self.form, self.indicator, self.evidence)
        own = self.form is not None and self.indicator in self.form.by_id
        lost = own and self.evidence is None
        return text + (_NOT_KEPT if lost else "")


def look_up(name: str, indicator: str, out: Path, patterns: Path) -> Case:
    """Find all that is known.

    Args:
        name: Path of the report as in `reports.csv`, or whatever means no other one.
        indicator: Id or label; empty: the whole report.
        out: The output folder.
        patterns: The folder of the forms.

    Raises:
        SettingError: There is no such report, or no such indicator.
        FormError: The forms are broken.
    """
    report = find_report(out, name)
    form = find_form(checked_forms.load_checked_forms(patterns), report.form)
    report = apply_corrections(report, form, Ledger(out).read())
    if form and form.matrix:
        from pipeline.tables.matrix import form_of_report  # here, as other reports do without

        form = form_of_report(form, report.indicators, report.observations)
    indicator = find_indicator(report, form, indicator) if indicator else ""
    wanted = form.by_id.get(indicator) if form else None
    evidence = gather_evidence(out, report, form, wanted) if form and wanted else None
    return Case(out, report, form, indicator, evidence)
