"""A form tried on one report, outside of any batch: how many of its figures come out.

A form without faults may find nothing: its names may be those of another year, its title one that
no report bears. That shows on a report alone.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from pipeline.identify.recognise import choose_form
from pipeline.identify.version_votes import choose_version
from pipeline.model.errors import SourceError
from pipeline.model.form import Form
from pipeline.model.reading import Status
from pipeline.model.report import Report
from pipeline.run.report import make_report
from pipeline.run.tell.transcript import read_document

_LISTED = 10  # names of what is missing, at most
_GIVEN = (Status.SURE, Status.READ, Status.DOUBTFUL)


@dataclass(frozen=True, slots=True)
class Trial:
    """What a form finds in a report."""

    form: Form
    report: Report
    recognised: bool  # the report would be taken for one of this form

    @property
    def others(self) -> int:
        """How many figures of the report the form does not take."""
        unknown = sum(row.value is not None for row in self.report.unknown_rows)
        return len(self.report.others) + unknown

    @property
    def found(self) -> int:
        """How many of its figures have a value."""
        return sum(one.status in _GIVEN for one in self.report.observations)

    def tell(self, name: str) -> Iterator[str]:
        """Say it in lines, each in both languages.

        Args:
            name: Of the report's file.
        """
        counts = Counter(one.status for one in self.report.observations)
        asked = sum(counts.values())
        given = ", ".join(f"{status.value} {counts[status]}" for status in _GIVEN)
        blank, missing = counts[Status.BLANK], counts[Status.MISSING]
        yield (
            f"{self.form.id}, {name}: lấy được {self.found} số trên {asked} chỉ tiêu ({given}), "
            f"để trống {blank}, thiếu {missing} | {self.found} figures of {asked} indicators come "
            f"out ({given}), {blank} are blank, {missing} missing"
        )
        yield (
            f"{self.others} số của báo cáo không thuộc biểu mẫu | "
            f"{self.others} figures of the report are not the form's"
        )
        if not self.recognised:
            yield (
                "máy không tự nhận ra báo cáo này theo biểu mẫu: hãy xem lại titles, hoặc dùng "
                "--form | the report is not recognised by this form: see titles, or use --form"
            )
        yield from self._tell_missing()

    def _tell_missing(self) -> Iterator[str]:
        labels = {row.id: row.label for row in self.report.indicators or self.form.indicators}
        missing = [
            labels[one.indicator]
            for one in self.report.observations
            if one.status is Status.MISSING
        ]
        yield from (f"thiếu | missing: {label}" for label in missing[:_LISTED])
        left = len(missing) - _LISTED
        if left > 0:
            yield f"và {left} chỉ tiêu nữa | and {left} more"


def try_form(forms: Sequence[Form], report: Path, sheet: str = "") -> Trial:
    """Run a form on a report.

    Args:
        forms: One, or those of a folder, of which the fitting one is tried.
        report: A file of any kind that is read.
        sheet: Of a workbook the sheet that is meant; empty: all of them.

    Raises:
        SettingError: There is no such sheet.
        SourceError: The report cannot be read, or none of several forms fits it.
    """
    document = read_document(report, sheet)
    chosen = choose_form(document, forms)
    form = forms[0] if len(forms) == 1 else chosen
    if form is None:
        ids = ", ".join(one.id for one in forms)
        raise SourceError(
            f"Không có biểu mẫu nào hợp với {report.name} ({ids}). Hãy ghi rõ tệp biểu mẫu.",
            f"No form fits {report.name} ({ids}). Name the file of the form.",
        )
    own = choose_version(document, form)
    return Trial(own, make_report(document, own), chosen is not None)
