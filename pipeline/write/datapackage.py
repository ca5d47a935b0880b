"""datapackage.json: what each CSV holds, for programs (Frictionless Data Package, version 1).

Version 1 with its tabular profiles is what tools in the field read; version 2 has little more for
tables. The hash of a file is given where the same input gives the same bytes; `reports.csv` has
the seconds of work in it and gets none.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable
from pathlib import Path
from typing import TypedDict

from unidecode import unidecode

from pipeline.write.columns import FIGURES, REPORTS, Column
from pipeline.write.replace import replacing

_FIGURES = "figures.csv"
_OTHERS = "others.csv"
_REPORTS = "reports.csv"

_DIALECT = {
    "delimiter": ",",
    "lineTerminator": "\r\n",
    "quoteChar": '"',
    "doubleQuote": True,
    "skipInitialSpace": False,
    "header": True,
    "caseSensitiveHeader": True,
}


class _Key(TypedDict):
    fields: list[str]
    reference: dict[str, str | list[str]]


# A report CSV and figures.csv name reports that stand in reports.csv.
_IN_REPORTS: _Key = {
    "fields": ["report"],
    "reference": {"resource": "reports", "fields": ["report"]},
}


def write_datapackage(out: Path, csv_files: Iterable[str]) -> None:
    """Write `datapackage.json` for the CSVs in a folder.

    Args:
        out: The folder; the files are there already, as their hashes are taken.
        csv_files: The report CSVs, as paths below the folder with "/". `figures.csv`,
            `others.csv` and `reports.csv` come first, whether they are named or not.
    """
    reports = sorted(set(csv_files) - {_FIGURES, _OTHERS, _REPORTS})
    taken = {"figures", "others", "reports"}
    resources = [
        _figures_resource(out, _FIGURES, "figures"),
        _figures_resource(out, _OTHERS, "others"),
        _reports_resource(),
    ]
    for path in reports:
        resources.append(_figures_resource(out, path, _free_name(path, taken)))
    package = {
        "profile": "tabular-data-package",
        "name": "solieu",
        "title": "Số liệu báo cáo",
        "description": "Figures read from reports; rows that are doubtful or missing need a look.",
        "resources": resources,
    }
    with replacing(out / "datapackage.json") as stream:
        stream.write(json.dumps(package, ensure_ascii=False, indent=1).encode())


def _figures_resource(out: Path, path: str, name: str) -> dict[str, object]:
    content = (out / path).read_bytes()
    key = ["report", "indicator"]
    return _resource(path, name, FIGURES, key) | {
        "bytes": len(content),
        "hash": "sha256:" + hashlib.sha256(content).hexdigest(),
    }


def _reports_resource() -> dict[str, object]:
    return _resource(_REPORTS, "reports", REPORTS, ["report"])


def _resource(
    path: str, name: str, columns: tuple[Column, ...], key: list[str]
) -> dict[str, object]:
    schema = {
        "fields": [_field(column) for column in columns],
        "missingValues": [""],
        "primaryKey": key,
    }
    if columns is FIGURES:
        schema["foreignKeys"] = [_IN_REPORTS]
    return {
        "profile": "tabular-data-resource",
        "name": name,
        "path": path,
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8-sig",
        "dialect": _DIALECT,
        "schema": schema,
    }


def _field(column: Column) -> dict[str, object]:
    field: dict[str, object] = {
        "name": column.name,
        "type": column.type,
        "description": column.english,
    }
    constraints: dict[str, object] = {}
    if column.required:
        constraints["required"] = True
    if column.values:
        constraints["enum"] = list(column.values)
    return field | ({"constraints": constraints} if constraints else {})


def _free_name(path: str, taken: set[str]) -> str:
    """Name a resource as the standard wants it: small letters, digits, dots, dashes; each once."""
    plain = re.sub(r"[^a-z0-9.]+", "-", unidecode(path.removesuffix(".csv")).lower()).strip("-.")
    name = plain or "report"
    count = 1
    while name in taken:
        count += 1
        name = f"{plain}-{count}"
    taken.add(name)
    return name
