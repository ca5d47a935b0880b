"""Office files of which a part is gone or was changed: refused, since their readers would not."""

from __future__ import annotations

import re
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest

from pipeline.model.errors import SourceError
from pipeline.read.source import count_pages
from tests.read.office_files import change_part, paragraph, run_of, write_sheet, write_word


def _fill(sheet: Any) -> None:
    sheet.append(["Tỷ lệ hộ nghèo", 0.0523])
    sheet["B1"].number_format = '0.00%" "'
    sheet.parent.create_sheet("Biểu 2").append(["Số hộ nghèo", 184])


def _without(path: Path, part: str) -> None:
    packed = BytesIO()
    with ZipFile(path) as archive, ZipFile(packed, "w") as made:
        for name in archive.namelist():
            if name != part:
                made.writestr(name, archive.read(name))
    path.write_bytes(packed.getvalue())


def _refuse(path: Path) -> None:
    with pytest.raises(SourceError, match="bị hỏng"):
        count_pages(path)


@pytest.mark.parametrize("part", ["xl/styles.xml", "xl/worksheets/sheet2.xml", "xl/workbook.xml"])
def test_a_workbook_without_one_of_its_parts_is_damaged(tmp_path: Path, part: str) -> None:
    path = write_sheet(tmp_path / "a.xlsx", _fill)
    assert count_pages(path) == 2

    _without(path, part)

    _refuse(path)


def test_a_document_without_its_lists_is_damaged(tmp_path: Path) -> None:
    path = write_word(tmp_path / "a.docx", paragraph(run_of("Số hộ nghèo: 184")))
    with ZipFile(path) as archive:
        assert "word/numbering.xml" in archive.namelist()

    _without(path, "word/numbering.xml")

    _refuse(path)


def test_a_format_that_is_gone_is_damage(tmp_path: Path) -> None:
    path = write_sheet(tmp_path / "a.xlsx", _fill)

    change_part(path, "xl/styles.xml", lambda text: re.sub("<numFmts.*?</numFmts>", "", text))

    _refuse(path)


def test_a_byte_that_changed_under_its_checksum_is_damage(tmp_path: Path) -> None:
    path = write_sheet(tmp_path / "a.xlsx", _fill)
    with ZipFile(path) as archive:
        content = {name: archive.read(name) for name in archive.namelist()}
    with ZipFile(path, "w") as archive:  # not packed, so that nothing else tells
        for name, text in content.items():
            archive.writestr(name, text)

    path.write_bytes(path.read_bytes().replace(b"<v>184</v>", b"<v>194</v>"))

    _refuse(path)
