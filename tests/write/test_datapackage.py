"""datapackage.json, checked as an outside reader checks it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from frictionless import Package, validate

from pipeline.model.report import Report
from pipeline.write.datapackage import write_datapackage
from pipeline.write.tidy import (
    csv_names,
    other_rows,
    report_rows,
    write_figures_csv,
    write_report_csv,
    write_reports_csv,
)
from tests.write.invented import FORM, make_failed, make_observation, make_report, make_unknown

NAMES = [
    "sub/báo cáo quý I.pdf",
    "[1] a#2 & 50%.pdf",
    "bao-cao.pdf",
    "bao_cao.pdf",
    "-x\n.pdf",
    "=1.pdf",
    "...pdf",
]


def write_all(out: Path, reports: list[Report]) -> dict[str, Any]:
    names = csv_names(report.path for report in reports)
    for report in reports:
        write_report_csv(report_rows(report, FORM), out / names[report.path])
    rows = [row for report in reports for row in report_rows(report, FORM)]
    write_figures_csv(rows, out / "figures.csv")
    others = [row for report in reports for row in other_rows(report)]
    write_figures_csv(others, out / "others.csv")
    write_reports_csv(reports, out / "reports.csv")
    write_datapackage(out, names.values())
    package: dict[str, Any] = json.loads((out / "datapackage.json").read_text("utf-8"))
    return package


def faults(out: Path) -> list[str]:
    report = validate(str(out / "datapackage.json"))
    return [str(fault) for fault in report.flatten(["type", "message"])]


def test_the_package_is_valid_whatever_reports_are_called_and_say(tmp_path: Path) -> None:
    wild = make_observation("I.1.1", "-17465", text='=1\n"2";\t3')
    reports = [make_report(name, wild, unknown=(make_unknown("9"),) * 2) for name in NAMES]

    package = write_all(tmp_path, [*reports, make_failed("hỏng.pdf")])

    assert faults(tmp_path) == []
    names = [resource["name"] for resource in package["resources"]]
    assert len(set(names)) == len(names) == len(NAMES) + 4


def test_an_outside_reader_gets_typed_figures(tmp_path: Path) -> None:
    write_all(tmp_path, [make_report()])

    with Package(str(tmp_path / "datapackage.json")).get_resource("figures") as figures:
        rows = list(figures.row_stream)
    assert [str(row["value"]) for row in rows] == ["None", "17465", "99.8", "None"]
    assert rows[0]["report"] == "sub/bao cao.pdf"
    assert rows[2]["page"] == 2


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        (b",sure,", b",fine,", "constraint-error"),
        (b",17465,", b",17.465.0,", "type-error"),
        (b",I.1.1,", b",I.1.10,", "primary-key"),
        (b"bao cao.pdf,thu", b"bao_cao.pdf,thu", "foreign-key"),
    ],
)
def test_a_spoilt_csv_is_noticed(old: bytes, new: bytes, fault: str, tmp_path: Path) -> None:
    write_all(tmp_path, [make_report()])
    figures = tmp_path / "figures.csv"

    figures.write_bytes(figures.read_bytes().replace(old, new))

    assert any(fault in line for line in faults(tmp_path))


def test_the_hash_of_a_file_is_given_where_it_never_varies(tmp_path: Path) -> None:
    package = write_all(tmp_path, [make_report()])

    hashed = {resource["path"] for resource in package["resources"] if "hash" in resource}
    assert hashed == {"figures.csv", "others.csv", "sub/bao cao.csv"}
    assert [resource["name"] for resource in package["resources"]][:3] == [
        *("figures", "others", "reports"),
    ]


def test_statuses_methods_and_states_are_listed(tmp_path: Path) -> None:
    package = write_all(tmp_path, [make_report()])

    listed = {
        field["name"]: field["constraints"]["enum"]
        for resource in package["resources"]
        for field in resource["schema"]["fields"]
        if "enum" in field.get("constraints", {})
    }
    assert listed["status"] == [
        "sure",
        "read",
        "doubtful",
        "blank",
        "missing",
        "unstated",
        "corrected",
    ]
    assert listed["method"] == ["table", "prose", "derived", "corrected"]
    assert listed["state"] == ["done", "failed", "skipped"]
